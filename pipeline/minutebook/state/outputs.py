"""Files that an earlier run wrote: whether each is there and as it was, and how it is removed.

Nothing in this module knows what a file holds, or follows a path out of the output folder.
"""

from __future__ import annotations

import contextlib
import os
import stat
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.errors import FileError
from minutebook.files import read_seen, reason, stamp_of

if TYPE_CHECKING:
    from minutebook.files import Seen
    from minutebook.state.store import OutputRow, Store

RACY_NS = 2 * 10**9
"""How coarse the clock of a disk may be: a file this new may change and seem the same."""


_SEPARATORS = {"/", "\\", ":"}


class Standing(StrEnum):
    """How a file stands to what was written."""

    SAME = "same"
    MISSING = "missing"
    CHANGED = "changed"


class Outputs:
    """
    The files of an output folder.

    Args:
        to: The output folder.
        store: What is known of them.
        trusts_stamps: Whether a file with the same stamp is taken for the same; an archive reads
            what it has, and so notices a disk that fails.
    """

    def __init__(self, to: Path, store: Store, *, trusts_stamps: bool) -> None:
        self.to = to
        self._store = store
        self._certain_before_ns = store.written_ns - RACY_NS if trusts_stamps else 0

    def standing(self, row: OutputRow) -> Standing:
        """Say whether a file is as it was written; what has only been touched is read, once."""
        path = f"{self.to}{os.sep}{row.path}"
        try:
            status = os.lstat(path)
        except OSError:
            return Standing.MISSING
        if not stat.S_ISREG(status.st_mode):
            return Standing.CHANGED
        # What was written when the state was may have changed since, within one tick of the clock.
        if stamp_of(status) == row.seen.stamp and row.mtime_ns < self._certain_before_ns:
            return Standing.SAME
        return self._by_content(row, Path(path))

    def _by_content(self, row: OutputRow, path: Path) -> Standing:
        try:
            _, seen = read_seen(path)
        except FileError:
            return Standing.CHANGED
        if seen.digest != row.digest:
            return Standing.CHANGED
        if seen.stamp != row.seen.stamp or self._certain_before_ns:
            self._store.put_output(_with(row, seen))
        return Standing.SAME

    def remove(self, row: OutputRow) -> Standing:
        """
        Remove a file that is as it was written, and its folder where nothing else is in it.

        Returns:
            How it stood before; one that was changed by hand is left where it is.

        Raises:
            FileError: The system refuses; the message names the file.
        """
        standing = self.standing(row) if is_ours(row.path) else Standing.CHANGED
        if standing is Standing.CHANGED or (self.to / row.path).parent.is_symlink():
            return Standing.CHANGED
        path = self.to / row.path
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise FileError(f"cannot remove {path}: {reason(error)}") from error
        with contextlib.suppress(OSError):  # something else is in it
            path.parent.rmdir()
        return standing


def is_ours(path: str) -> bool:
    """Say whether a path leads to a file in a record's folder, and nowhere else."""
    folder, _, name = path.partition("/")
    parts = (folder, name)
    return all(
        part and not part.startswith(".") and not set(part) & {"/", "\\", ":"} for part in parts
    )


def _with(row: OutputRow, seen: Seen) -> OutputRow:
    stamp = seen.stamp
    return row._replace(
        size=stamp.size, mtime_ns=stamp.mtime_ns, ctime_ns=stamp.ctime_ns, inode=stamp.inode
    )
