"""Records in a store: found, read and checked by their digests, and written as new versions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minutebook.disk import clear, exchange, link_tree, publish, write_new, write_tree
from minutebook.errors import FileError, UsageError
from minutebook.files import read_bytes
from minutebook.store.inventory import (
    NAME,
    SIDECAR,
    Inventory,
    InventoryError,
    Version,
    digest,
    inventory_bytes,
    read_inventory,
    sidecar_bytes,
    with_version,
)
from minutebook.store.root import OBJECT_DECLARATION, cannot_write
from minutebook.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from minutebook.store.root import Store

_DECLARED = b"ocfl_object_1.1\n"
_ASKED = re.compile(r"(?P<id>[^@]+)(?:@v?(?P<number>[1-9][0-9]{0,5}))?")
_OTHER_COPY = "`minutebook verify --repair-from DIR` mends it from another copy of the store"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """A record in a store."""

    folder: Path
    inventory: Inventory


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """One version of a record in a store."""

    stored: Stored
    number: int
    """Counted from 1."""

    @property
    def version(self) -> Version:
        """What the inventory says of it."""
        return self.stored.inventory.versions[self.number - 1]

    @property
    def name(self) -> str:
        """As the user names it, such as ``parks-2026-03-05@v2``."""
        return f"{self.stored.inventory.id}@v{self.number}"

    def place(self, path: str) -> Path:
        """Say which file holds the bytes of a path of this version."""
        where = self.stored.inventory.manifest[self.version.state[path]]
        return self.stored.folder.joinpath(*where.split("/"))

    def read(self, path: str) -> bytes:
        """
        Read a file of this version.

        Raises:
            FileError: It is missing, or its bytes are not those that were deposited.
        """
        place = self.place(path)
        data = read_bytes(place)
        if digest(data) != self.version.state[path]:
            raise FileError(f"{place} is damaged, so it is not read", hint=_OTHER_COPY)
        return data

    @property
    def xml(self) -> bytes:
        """The record's XML."""
        return self.read(f"{self.stored.inventory.id}.xml")


def kept(store: Store, key: str) -> Stored | None:
    """
    Look for a record in a store.

    Args:
        store: Where.
        key: The id of a record.

    Returns:
        ``None`` where the store has no record of that id.

    Raises:
        FileError: What the store has of it cannot be read.
    """
    folder = store.folder(key)
    if not folder.is_dir():
        return None
    inventory = _read(folder)
    if inventory.id != key:
        raise FileError(f"{folder} holds {quoted(inventory.id)}, not {quoted(key)}")
    return Stored(folder=folder, inventory=inventory)


def _read(folder: Path) -> Inventory:
    try:
        return read_sound_inventory(folder)
    except InventoryError as error:
        raise FileError(
            f"the inventory {folder / NAME} is damaged: {error}", hint=_OTHER_COPY
        ) from error


def read_sound_inventory(folder: Path) -> Inventory:
    """
    Read the inventory of an object, or of one version, with its sidecar.

    Args:
        folder: Of the object or version.

    Raises:
        FileError: One of them is missing.
        InventoryError: They are damaged, or do not fit.
    """
    data = read_bytes(folder / NAME)
    if read_bytes(folder / SIDECAR) != sidecar_bytes(data):
        raise InventoryError("it and its digest do not fit together")
    return read_inventory(data)


def records(store: Store) -> Iterator[Path]:
    """
    List the folders of a store's objects.

    Returns:
        Every folder two levels down, one after the other in one order, whatever it holds.

    Raises:
        FileError: A folder cannot be listed.
    """
    try:
        for group in sorted(store.root.iterdir()):
            if group.is_dir() and group.name != "extensions":
                yield from sorted(one for one in group.iterdir() if one.is_dir())
    except OSError as error:
        raise FileError(f"cannot list {error.filename}") from error


def find_record(store: Store, asked: str) -> Kept:
    """
    Find the version that the user named.

    Args:
        store: Where.
        asked: An id, and perhaps a version, such as ``parks-2026-03-05@v2``.

    Returns:
        That version; the newest where none is named.

    Raises:
        UsageError: The store has no such record or version.
        FileError: What the store has of it cannot be read.
    """
    found = _ASKED.fullmatch(asked)
    if found is None:
        raise UsageError(f"{quoted(asked)} is no record id", hint="write it as `ID` or `ID@v2`")
    stored = kept(store, found["id"])
    if stored is None:
        known = (folder.name for folder in records(store))
        raise UsageError(
            f"the store has no record {quoted(found['id'])}",
            hint=did_you_mean(found["id"], known) or f"it is looked for in {store.root}",
        )
    count = len(stored.inventory.versions)
    number = int(found["number"] or count)
    if number > count:
        has = "only v1" if count == 1 else f"only v1 to v{count}"
        raise UsageError(f"the record has no v{number}, {has}")
    return Kept(stored=stored, number=number)


def write_version(
    store: Store, known: Stored | None, *, key: str, version: Version, files: Mapping[str, bytes]
) -> Stored:
    """
    Write a version of a record, so that it is there whole or not at all.

    Args:
        store: Held by this run alone.
        known: What the store has of the record.
        key: Its id.
        version: The new version.
        files: Its bytes by path; those that the store has already are not written again.

    Raises:
        FileError: It cannot be written; the store is as it was.
    """
    before = known.inventory if known else None
    inventory, added = with_version(before, key=key, version=version, files=files)
    folder = store.folder(key)
    try:
        store.staging.mkdir(parents=True, exist_ok=True)
        if known is None:
            _write_first(store, inventory, added)
        else:
            _write_next(store, known, inventory, added)
    except OSError as error:
        raise cannot_write(folder, error) from error
    return Stored(folder=folder, inventory=inventory)


def _write_first(store: Store, inventory: Inventory, added: Mapping[str, bytes]) -> None:
    """Write a new object aside, and move it in; with its group of objects, if that is new too."""
    target = store.folder(inventory.id)
    group = store.staging / f"new-{inventory.id}"
    files = {OBJECT_DECLARATION: _DECLARED, **_inventory_files(inventory, added)}
    files = {f"{target.name}/{path}": data for path, data in files.items()}
    try:
        write_tree(group, files)
        if target.parent.exists():
            publish(group / target.name, target)
        else:
            publish(group, target.parent)
    finally:
        clear([group] if group.exists() else [])


def _inventory_files(inventory: Inventory, added: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give all new files of an object: contents first, the inventory last."""
    data = inventory_bytes(inventory)
    both = {NAME: data, SIDECAR: sidecar_bytes(data)}
    own = {f"{inventory.head_name}/{name}": bytes_ for name, bytes_ in both.items()}
    return {**added, **own, **both}


def _write_next(
    store: Store, known: Stored, inventory: Inventory, added: Mapping[str, bytes]
) -> None:
    """Make a twin of the object with one version more, and let it take the object's place."""
    twin = store.staging / f"new-{inventory.id}"
    aside = store.staging / f"old-{inventory.id}"
    head = inventory.head_name
    files = _inventory_files(inventory, added)
    try:
        link_tree(known.folder, twin)
        inner = {path: data for path, data in files.items() if path.startswith(f"{head}/")}
        write_tree(twin / head, {path.partition("/")[2]: data for path, data in inner.items()})
        for name in (NAME, SIDECAR):
            (twin / name).unlink()
            write_new(twin / name, files[name])
        exchange(twin, known.folder, aside)
    finally:
        clear(path for path in (twin, aside) if path.exists() and known.folder.exists())
