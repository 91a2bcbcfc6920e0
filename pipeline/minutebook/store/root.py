"""The root of a store: begun, opened, held by one writer, and cleared of what a killed run left."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minutebook.disk import clear, publish, put_back, write_new
from minutebook.errors import FileError
from minutebook.files import only_writer
from minutebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

DECLARATION = "0=ocfl_1.1"
OBJECT_DECLARATION = "0=ocfl_object_1.1"
_LAYOUT = "0003-hash-and-id-n-tuple-storage-layout"
_CONFIG = {
    "extensionName": _LAYOUT,
    "digestAlgorithm": "sha256",
    "tupleSize": 2,
    "numberOfTuples": 1,
}
STAGING = "minutebook-staging"
_BEGUN = ("extensions", "ocfl_layout.json")
LOCK = ".minutebook.lock"
"""Made by `only_writer` where a folder cannot be locked."""
_LONGEST = 100
_PLAIN = re.compile(r"[A-Za-z0-9_-]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Store:
    """A storage root on the disk."""

    root: Path

    @property
    def staging(self) -> Path:
        """Where versions are written before they take their place."""
        return self.root / "extensions" / STAGING

    def folder(self, key: str) -> Path:
        """Give the folder of a record's object, there or not."""
        return self.root.joinpath(*_place(key).split("/"))


def _place(key: str) -> str:
    """
    Say where the object of an id stands.

    Source:
        OCFL community extension 0003, Hashed Truncated N-tuple Trees with Object ID.
    """
    name = hashlib.sha256(key.encode()).hexdigest()
    shown = "".join(
        letter if _PLAIN.fullmatch(letter) else "".join(f"%{byte:02x}" for byte in letter.encode())
        for letter in key
    )
    short = f"{shown[:_LONGEST]}-{name}" if len(shown) > _LONGEST else shown
    return f"{name[:2]}/{short}"


def open_store(root: Path) -> Store:
    """
    Open a store to read it.

    Args:
        root: Its folder.

    Raises:
        FileError: There is no store.
    """
    if not (root / DECLARATION).is_file():
        raise FileError(
            f"there is no store in {root}",
            hint="`minutebook deposit` begins one; name another with --store",
        )
    return Store(root=root)


@contextlib.contextmanager
def writable_store(root: Path) -> Iterator[Store]:
    """
    Open a store to write into it, alone; one that is not there is begun.

    Args:
        root: Its folder. What a run that was killed left unfinished is put right or removed.

    Raises:
        BusyError: Another run is writing into it.
        FileError: The folder holds something else, or cannot be written.
    """
    _see_that_it_may_be_one(root)
    with only_writer(root):
        store = Store(root=root)
        try:
            _clear_staging(store)
            if not (root / DECLARATION).is_file():
                _begin(store)
        except OSError as error:
            raise cannot_write(root, error) from error
        try:
            yield store
        finally:
            with contextlib.suppress(OSError):
                _clear_staging(store)


def cannot_write(path: Path, error: OSError) -> FileError:
    """Say in plain words that something cannot be written."""
    from minutebook.files import reason

    return FileError(f"cannot write into {path}: {reason(error)}")


def _see_that_it_may_be_one(root: Path) -> None:
    if not root.exists() or (root / DECLARATION).is_file():
        return
    if not root.is_dir():
        raise FileError(f"{root} is a file, and a store is a folder")
    others = sorted(path.name for path in root.iterdir() if path.name not in {*_BEGUN, LOCK})
    if others:
        raise FileError(
            f"{root} is no store, and holds {quoted(others[0])}",
            hint="name a folder of its own for the store, with --store",
        )


def _begin(store: Store) -> None:
    """Write what makes a folder a storage root, its declaration last."""
    root = store.root
    clear(path for path in (root / name for name in _BEGUN) if path.exists())
    folder = root / "extensions" / _LAYOUT
    folder.mkdir(parents=True)
    write_new(folder / "config.json", _json(_CONFIG))
    description = "the start of the id's SHA-256, then the id"
    layout = {"extension": _LAYOUT, "description": description}
    write_new(root / "ocfl_layout.json", _json(layout))
    store.staging.mkdir(exist_ok=True)
    write_new(store.staging / DECLARATION, b"ocfl_1.1\n")
    publish(store.staging / DECLARATION, root / DECLARATION)


def _json(table: Mapping[str, object]) -> bytes:
    return (json.dumps(table, indent=2) + "\n").encode("ascii")


def _clear_staging(store: Store) -> None:
    """Finish or undo what a killed run left; the folder itself goes, so that the root is clean."""
    staging = store.staging
    if not staging.is_dir():
        return
    for aside in sorted(staging.glob("old-*")):
        put_back(aside, store.folder(aside.name.removeprefix("old-")))
    clear(staging.iterdir())
    with contextlib.suppress(OSError):
        staging.rmdir()
