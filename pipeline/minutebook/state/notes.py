"""Notes as an earlier run knew them: which is which, and whether each is as it was.

Nothing in this module knows what a note holds besides its id.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.errors import FileError
from minutebook.files import Seen, read_seen, stamp_of
from minutebook.rivals import note_id
from minutebook.state.store import NoteRow

if TYPE_CHECKING:
    from minutebook.inputs import Input
    from minutebook.state.store import Store

UNCERTAIN = (0, 0, 0, 0)
"""Stands for the stamp of a note that was so new when it was read that it may change unseen."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """One note, and what is known of it before anything is done."""

    one: Input
    name: str
    """Its path from the output folder on; empty for what is in no file."""
    purpose: str
    """What kind of run this is for it: those of two kinds do not undo each other's files."""
    row: NoteRow | None = None
    """What an earlier run knew; ``None`` where there was none."""
    is_same: bool = False
    """Whether its bytes are those that the earlier run read."""
    digest: bytes = b""
    """Of its bytes, where the file could be read."""
    id: str | None = None


class Notes:
    """
    Looks at notes.

    Args:
        to: The output folder.
        store: What is known of notes.
        since_ns: A time before any note was read; a note that is no older is uncertain.
    """

    def __init__(self, to: Path, store: Store, *, since_ns: int) -> None:
        self._to = os.path.realpath(to)
        self._store = store
        self._since_ns = since_ns
        self._folders: dict[str, str] = {}

    def of(self, one: Input, purpose: str) -> Known:
        """Say what is known of a note; it is read only where its stamp is another than before."""
        if not one.place:
            own = None if one.data is None else note_id(one.name, one.data)
            return Known(one=one, name="", purpose=purpose, id=own)
        name = self.name_of(one.place)
        row = self._store.notes.get((name, purpose))
        known = Known(one=one, name=name, purpose=purpose, row=row)
        try:
            if row is not None and stamp_of(os.stat(one.name)) == row[3:7]:  # noqa: PTH116
                return _same(known, row)
            data, seen = read_seen(Path(one.name))
        except (OSError, FileError):
            return known  # said when the note's turn comes
        if row is None or row.digest != seen.digest:
            return replace(known, digest=seen.digest, id=note_id(one.name, data))
        row = NoteRow._make((*row[:3], *self.stamp(seen), *row[7:]))
        self._store.put_note(row)
        return _same(known, row)

    def stamp(self, seen: Seen) -> tuple[int, int, int, int]:
        """Give the stamp to be kept, or a sign that it says too little."""
        return seen.stamp if seen.stamp.mtime_ns < self._since_ns else UNCERTAIN

    def name_of(self, place: str) -> str:
        """Spell a path from the output folder on: both may be moved together."""
        folder, _, own = place.rpartition(os.sep)
        if folder not in self._folders:
            try:
                self._folders[folder] = os.path.relpath(folder or os.sep, self._to) + os.sep
            except ValueError:  # on another drive
                self._folders[folder] = folder + os.sep
        return self._folders[folder] + own

    def place_of(self, name: str) -> str:
        """Give the path of a note that is known by its name."""
        return os.path.normpath(os.path.join(self._to, name))  # noqa: PTH118 - it may be absolute


def _same(known: Known, row: NoteRow) -> Known:
    return replace(known, row=row, is_same=True, digest=row.digest, id=row.id)
