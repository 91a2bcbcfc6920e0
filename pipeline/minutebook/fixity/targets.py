"""What is to be verified: a store, a bag, or archived XML; and each in turn.

Nothing in this module writes a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from minutebook.bags import is_bag, judge_bag
from minutebook.disk import is_plain_file
from minutebook.errors import FileError, UsageError
from minutebook.files import find_notes, read_bytes
from minutebook.fixity.checked import Checked
from minutebook.fixity.readable import check_readable
from minutebook.fixity.shared import check_records
from minutebook.store import Store
from minutebook.store.root import DECLARATION, LOCK, STAGING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from minutebook.fixity.extent import Extent


class Kind(StrEnum):
    """What a path is."""

    STORE = "store"
    BAG = "bag"
    FILES = "files"


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """What is to be verified."""

    path: Path
    kind: Kind


def target_of(path: Path) -> Target:
    """
    Say what a path is.

    Args:
        path: As the user named it.

    Raises:
        UsageError: It is neither a store nor a bag, and there is no archived record in it.
    """
    if (path / DECLARATION).is_file() or (path / "ocfl_layout.json").is_file():
        return Target(path=path, kind=Kind.STORE)
    if path.is_dir() and is_bag(path):
        return Target(path=path, kind=Kind.BAG)
    if (path.is_file() and path.suffix.lower() == ".xml") or (
        path.is_dir() and find_notes(path, suffixes=(".xml",))
    ):
        return Target(path=path, kind=Kind.FILES)
    raise UsageError(
        f"{path} is no store, no bag and no archived record",
        hint="name a store, a bag, a folder of archived records, or one XML file",
    )


def check_target(target: Target, extent: Extent, *, jobs: int = 1) -> Iterator[Checked]:
    """
    Verify what was named, one record after the other; damage stops nothing.

    Args:
        target: As `target_of` gives it.
        extent: How much of it; a bag is always verified whole.
        jobs: The most processes that may work on the records of a store.

    Returns:
        What is wrong with each record, bag or file.

    Raises:
        FileError: A folder of records cannot be listed.
    """
    if target.kind is Kind.BAG:
        judged = judge_bag(target.path)
        yield Checked(
            name=str(target.path), files=judged.files, findings=judged.findings, size=judged.size
        )
    elif target.kind is Kind.FILES:
        yield from _files(target.path, extent)
    else:
        store = Store(root=target.path)
        yield from _root(store)
        yield from check_records(store, extent, jobs=jobs)


def _root(store: Store) -> Iterator[Checked]:
    """See that the root holds a store and nothing else."""
    checked = Checked(name=str(store.root))
    declaration = store.root / DECLARATION
    if not is_plain_file(declaration) or read_bytes(declaration) != b"ocfl_1.1\n":
        checked.found("E881", declaration, "the file that names the store's form is missing")
    for one in sorted(store.root.iterdir()):
        strays = [one] if one.is_file() else [inner for inner in one.iterdir() if inner.is_file()]
        for stray in strays:
            if stray.name not in {DECLARATION, LOCK, "ocfl_layout.json"}:
                message = "it is not one of the store's files"
                checked.found("E882", stray, message, "find out who put it there")
    if (store.root / "extensions" / STAGING).exists():
        message = "a run that was broken off has left files, which the next deposit removes"
        checked.found("W881", store.root / "extensions" / STAGING, message, "deposit a record")
    if checked.findings:
        yield checked


def _files(path: Path, extent: Extent) -> Iterator[Checked]:
    for file in find_notes(path, suffixes=(".xml",)) if path.is_dir() else [path]:
        if not extent.takes(str(file)):
            continue
        checked = Checked(name=str(file), key=str(file), files=1)
        try:
            data = read_bytes(file)
        except FileError as error:
            checked.found("E881", file, error.message)
        else:
            checked.size = len(data)
            check_readable(checked, file, data, deep=extent.deep)
        yield checked
