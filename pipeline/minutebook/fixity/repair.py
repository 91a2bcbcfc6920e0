"""A damaged record of a store made whole from another copy of the store, when that is asked for."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from minutebook.disk import (
    clear,
    files_below,
    flush,
    hashed,
    is_plain_file,
    publish,
    write_new,
    write_tree,
)
from minutebook.errors import FileError
from minutebook.files import read_bytes
from minutebook.fixity.record_check import check_record
from minutebook.store import Store, records
from minutebook.store.inventory import ALGORITHM, NAME, SIDECAR, Inventory, InventoryError, digest
from minutebook.store.objects import read_sound_inventory
from minutebook.store.root import OBJECT_DECLARATION, cannot_write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from minutebook.fixity.checked import Checked


def repair_record(store: Store, folder: Path, other: Path) -> tuple[Path, ...]:
    """
    Put back what is damaged or missing of a record.

    Args:
        store: Held by this run alone.
        folder: The folder of the record's object.
        other: Another copy of the store. Nothing is taken from it but bytes whose digest is right.

    Returns:
        The files that were put back; what no copy has whole is left as it is.

    Raises:
        FileError: A file cannot be written; it is as it was.
    """
    twin = other / folder.relative_to(store.root)
    inventory = _soundest(folder, twin)
    if inventory is None:
        return ()
    try:
        store.staging.mkdir(parents=True, exist_ok=True)
        return tuple(_repaired(store, folder, twin, inventory))
    except OSError as error:
        raise cannot_write(folder, error) from error


def put_back_records(store: Store, other: Path) -> Iterator[Checked]:
    """
    Put back the records that a store has lost altogether.

    Args:
        store: Held by this run alone.
        other: Another copy of the store.

    Returns:
        What was found of each record that only the copy has; one that is sound there is put back.

    Raises:
        FileError: A record cannot be written; the store has nothing of it then.
    """
    copy = Store(root=other)
    for twin in records(copy):
        folder = store.root / twin.relative_to(other)
        if folder.exists():
            continue
        checked = check_record(copy, twin)
        if not checked.is_damaged:
            try:
                _put_back_record(store, twin, folder)
            except OSError as error:
                raise cannot_write(folder, error) from error
            checked.repaired = (folder,)
        yield checked


def _put_back_record(store: Store, twin: Path, folder: Path) -> None:
    """Copy an object aside and move it in, with its group of objects if that is gone too."""
    group = store.staging / f"new-{twin.name}"
    files = {f"{twin.name}/{path}": (twin / path).read_bytes() for path in files_below(twin)}
    try:
        store.staging.mkdir(parents=True, exist_ok=True)
        write_tree(group, files)
        is_beside = folder.parent.exists()
        publish(group / twin.name if is_beside else group, folder if is_beside else folder.parent)
    finally:
        clear([group] if group.exists() else [])


def _soundest(folder: Path, twin: Path) -> Inventory | None:
    """Find the inventory that can be believed: the record's own, or else the copy's."""
    for place in (folder, twin):
        with contextlib.suppress(FileError, InventoryError):
            return read_sound_inventory(place)
    return None


def _repaired(store: Store, folder: Path, twin: Path, inventory: Inventory) -> Iterator[Path]:
    for name, path in inventory.manifest.items():
        if not _is_right(folder / path, name) and _is_right(twin / path, name):
            yield _put_back(store, folder / path, (twin / path).read_bytes())
    for number in range(1, len(inventory.versions) + 1):
        yield from _inventory_of(store, folder, twin, inventory, f"v{number}")
    yield from _inventory_of(store, folder, twin, inventory, "")
    declaration = folder / OBJECT_DECLARATION
    declared = b"ocfl_object_1.1\n"
    if not is_plain_file(declaration) or read_bytes(declaration) != declared:
        yield _put_back(store, declaration, declared)


def _is_right(file: Path, name: str) -> bool:
    return is_plain_file(file) and hashed(file, (ALGORITHM,))[ALGORITHM] == name


def _inventory_of(
    store: Store, folder: Path, twin: Path, inventory: Inventory, version: str
) -> Iterator[Path]:
    """Put back a damaged inventory and its sidecar from one that says the same."""
    count = int(version[1:] or len(inventory.versions))
    if _says(folder / version, inventory, count):
        return
    head = f"v{count}"
    for place in (twin / version, twin / head, folder / head):
        if _says(place, inventory, count):
            for name in (NAME, SIDECAR):
                data = read_bytes(place / name)
                file = folder / version / name
                if not is_plain_file(file) or digest(file.read_bytes()) != digest(data):
                    yield _put_back(store, file, data)
            return


def _says(place: Path, inventory: Inventory, count: int) -> bool:
    try:
        said = read_sound_inventory(place)
    except (FileError, InventoryError):
        return False
    return (said.id, said.versions) == (inventory.id, inventory.versions[:count])


def _put_back(store: Store, file: Path, data: bytes) -> Path:
    """Write a file aside and move it over the damaged one."""
    staged = store.staging / "repaired"
    clear([staged] if staged.exists() else [])
    write_new(staged, data)
    file.parent.mkdir(parents=True, exist_ok=True)
    staged.replace(file)
    flush(file.parent)
    return file
