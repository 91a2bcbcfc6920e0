"""One record of a store checked: its inventories, every byte of its files, and its XML.

Nothing in this module writes a file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minutebook.disk import files_below, hashed, is_plain_file
from minutebook.errors import FileError
from minutebook.files import read_bytes, reason
from minutebook.fixity.checked import Checked
from minutebook.fixity.readable import check_readable
from minutebook.store.inventory import (
    ALGORITHM,
    FIXITY,
    NAME,
    SIDECAR,
    Inventory,
    InventoryError,
)
from minutebook.store.objects import read_sound_inventory
from minutebook.store.root import OBJECT_DECLARATION

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from minutebook.store import Store

_VERSION = re.compile(r"v[1-9][0-9]{0,5}")
_HINT = "take it from another copy of the store, which `--repair-from DIR` does"


def check_record(store: Store, folder: Path, *, deep: bool = False) -> Checked:
    """
    Check one record of a store.

    Args:
        store: Where it is.
        folder: The folder of its object.
        deep: Whether each XML is also restored to a note, and that archived again.

    Returns:
        What is wrong with it: E880 to E883, E886, and what is said of archived XML.

    Source:
        OCFL 1.1, section 3; findings in ``catalogue/store.toml``.
    """
    checked = Checked(name=folder.name, key=folder.name, folder=folder)
    try:
        _check(checked, store, folder, deep=deep)
    except OSError as error:
        checked.found("E881", folder, f"it cannot be read: {reason(error)}", _HINT)
    except FileError as error:
        checked.found("E881", folder, error.message, _HINT)
    return checked


def _check(checked: Checked, store: Store, folder: Path, *, deep: bool) -> None:
    there = set(files_below(folder))
    inventory = _inventory(checked, folder)
    if inventory is None:
        # Without it nothing is known of the rest; what its versions say of themselves may be whole.
        return
    checked.name = inventory.id
    if store.folder(inventory.id) != folder:
        message = "the folder holds a record that has its place elsewhere"
        checked.found("E883", folder, message, "put the folder back to where it was")
    wanted = _own_files(inventory)
    _see_declared(checked, folder, there)
    _see_versions(checked, folder, inventory)
    for digest, path in sorted(inventory.manifest.items(), key=lambda pair: pair[1]):
        _see_content(checked, folder, inventory, digest, path, deep=deep)
    for path in sorted(there - wanted):
        _see_extra(checked, folder / path)


def _own_files(inventory: Inventory) -> set[str]:
    """Give the paths of all files that the object of a record has."""
    count = len(inventory.versions)
    own = {f"v{number}/{name}" for number in range(1, count + 1) for name in (NAME, SIDECAR)}
    return own | {OBJECT_DECLARATION, NAME, SIDECAR} | set(inventory.manifest.values())


def _inventory(checked: Checked, folder: Path) -> Inventory | None:
    try:
        checked.files += 2
        return read_sound_inventory(folder)
    except InventoryError as error:
        checked.found("E883", folder / NAME, f"the list of versions is damaged: {error}", _HINT)
    except FileError:
        checked.found("E883", folder / NAME, "the list of versions or its digest is missing", _HINT)
    return None


def _see_declared(checked: Checked, folder: Path, there: Iterable[str]) -> None:
    declaration = folder / OBJECT_DECLARATION
    if OBJECT_DECLARATION not in there:
        checked.found(
            "E881", declaration, "the file that names the folder's form is missing", _HINT
        )
    elif not is_plain_file(declaration) or read_bytes(declaration) != b"ocfl_object_1.1\n":
        checked.found(
            "E880", declaration, "the file that names the folder's form is changed", _HINT
        )


def _see_versions(checked: Checked, folder: Path, inventory: Inventory) -> None:
    """See that each version's own inventory says of it what the newest one says."""
    for number in range(1, len(inventory.versions) + 1):
        own = folder / f"v{number}"
        checked.files += 2
        try:
            said = read_sound_inventory(own)
        except InventoryError as error:
            message = f"the list of versions is damaged: {error}"
            checked.found("E883", own / NAME, message, _HINT)
        except FileError:
            message = "the list of versions or its digest is missing"
            checked.found("E883", own / NAME, message, _HINT)
        else:
            if said.id != inventory.id or said.versions != inventory.versions[:number]:
                message = "the list of versions says other things than the newest one"
                checked.found("E883", own / NAME, message, _HINT)


def _see_content(
    checked: Checked, folder: Path, inventory: Inventory, digest: str, path: str, *, deep: bool
) -> None:
    file = folder.joinpath(*path.split("/"))
    if not is_plain_file(file):
        checked.found("E881", file, "it is missing, or is no file any more", _HINT)
        return
    checked.files += 1
    checked.size += file.stat().st_size
    actual = hashed(file, (ALGORITHM, FIXITY))
    if actual != {ALGORITHM: digest, FIXITY: inventory.fixity[digest]}:
        checked.found("E880", file, "its contents are not those that were deposited", _HINT)
    elif path.endswith(f"/content/{inventory.id}.xml"):
        check_readable(checked, file, read_bytes(file), deep=deep)


def _see_extra(checked: Checked, file: Path) -> None:
    message = "it is not one of the record's files"
    checked.found("E882", file, message, "find out who put it there, and move it away")
