"""The records of a store checked by several processes at once, in one order."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from minutebook.fixity.checked import Checked
from minutebook.fixity.record_check import check_record
from minutebook.pool import Lost, Pool
from minutebook.store import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.fixity.extent import Extent
    from minutebook.store import Store

_FEWEST = 32
"""With fewer records one process has done before others are ready."""
_AT_ONCE = 8


def check_records(store: Store, extent: Extent, *, jobs: int) -> Iterator[Checked]:
    """
    Check the records of a store.

    Args:
        store: The store.
        extent: Which of them, and how deep.
        jobs: The most processes that may work on them.

    Returns:
        What was found of each, as soon as it and all before it are known.

    Raises:
        FileError: A folder of records cannot be listed.
    """
    folders = [folder for folder in records(store) if extent.takes(folder.name)]
    if jobs < 2 or len(folders) < _FEWEST or sys.platform != "linux":
        yield from (check_record(store, folder, deep=extent.deep) for folder in folders)
        return
    pool = Pool(
        lambda number: check_record(store, folders[number], deep=extent.deep),
        jobs=jobs,
        at_once=_AT_ONCE,
    )
    for folder, checked in zip(folders, pool.results(len(folders)), strict=True):
        if isinstance(checked, Lost):
            lost = Checked(name=folder.name, key=folder.name, folder=folder)
            message = f"it cannot be checked: the process that read it {checked.reason}"
            lost.found("E881", folder, message)
            yield lost
        else:
            yield checked
