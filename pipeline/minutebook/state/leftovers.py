"""Leftovers: files that an earlier run wrote, and that no note makes any more.

Nothing in this module removes a file unless it is told to.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minutebook.errors import FileError
from minutebook.state.outputs import Standing, is_ours

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from minutebook.inputs import Inputs
    from minutebook.state.notes import Known, Notes
    from minutebook.state.outputs import Outputs
    from minutebook.state.store import OutputRow, Store


@dataclass(frozen=True, kw_only=True, slots=True)
class Leftover:
    """One file, and what becomes of it."""

    path: Path
    why: str
    """Why nobody makes it any more, in a clerk's words."""
    is_removed: bool = False
    kept_for: str | None = None
    """Why it was not removed, although that was asked for."""


class Clearing:
    """
    Finds leftovers.

    Args:
        inputs: All notes of the run.
        known: What is known of each.
        notes: Knows where a note is.
        outputs: The files of the output folder.
        store: What is known of them.
    """

    def __init__(
        self,
        inputs: Inputs,
        known: Iterable[Known],
        *,
        notes: Notes,
        outputs: Outputs,
        store: Store,
    ) -> None:
        self._searched = tuple(str(one).rstrip(os.sep) + os.sep for one in inputs.folders)
        self._known = {one.name: one for one in known if one.name}
        # Without what its office says, nobody knows which notes there should be.
        self._is_sure = not any(one.faulty_office for one in inputs.notes)
        self._notes = notes
        self._outputs = outputs
        self._store = store

    def stranded(self, *, remove: bool) -> list[Leftover]:
        """Deal with the files of notes that are gone, or have another id now."""
        return self._dealt_with(self._stranded(), remove=remove)

    def all(
        self, current: set[str], *, faulty: set[str], undecided: set[str], remove: bool
    ) -> list[Leftover]:
        """
        Deal with all leftovers, and forget the notes that are gone and have left nothing.

        Args:
            current: The files that there should be, from the output folder on.
            faulty: The notes that have errors, so that nothing is made of them.
            undecided: The notes that failed for a reason that is none of theirs.
            remove: Whether leftovers are removed; otherwise a rendition that another command
                may well ask for again is not spoken of.
        """
        unmade = {
            row: why
            for row, why in self._unmade(current, faulty, undecided).items()
            if remove or row.name in faulty
        }
        told = self._dealt_with(unmade | self._stranded(), remove=remove)
        left = {row.name for row in self._store.outputs.values()}
        for name in self._gone(name for name, _ in self._store.notes) - left:
            self._store.drop_note(name)
        return told

    def _stranded(self) -> dict[OutputRow, str]:
        gone = self._gone(row.name for row in self._store.outputs.values())
        away = {row: "its note is gone" for row in self._store.outputs.values() if row.name in gone}
        return away | {
            row: f"{one.one.name} has another id now"
            for row, one in self._own_rows()
            if one.id is not None and one.id != _folder(row)
        }

    def _unmade(
        self, current: set[str], faulty: set[str], undecided: set[str]
    ) -> dict[OutputRow, str]:
        return {
            row: f"{one.one.name} has errors now"
            if row.name in faulty
            else "this rendition is not asked for any more"
            for row, one in self._own_rows()
            if row.path not in current and row.name not in undecided
        }

    def _own_rows(self) -> Iterator[tuple[OutputRow, Known]]:
        """Give the files that runs of this kind made of the notes that are here."""
        for row in self._store.outputs.values():
            known = self._known.get(row.name)
            if known is not None and known.purpose == row.purpose:
                yield row, known

    def _gone(self, names: Iterable[str]) -> set[str]:
        """Give the notes that are no longer where they were looked for."""
        others = {name for name in names if name not in self._known}
        return {name for name in others if self._notes.place_of(name).startswith(self._searched)}

    def _dealt_with(self, rows: dict[OutputRow, str], *, remove: bool) -> list[Leftover]:
        if not self._is_sure:
            return []
        dealt = (self._dealt(row, why, remove=remove) for row, why in sorted(rows.items()))
        return [leftover for leftover in dealt if leftover is not None]

    def _dealt(self, row: OutputRow, why: str, *, remove: bool) -> Leftover | None:
        """Remove a file or leave it, and forget what is not there; ``None`` for that."""
        path = self._outputs.to / row.path
        kept_for = None
        try:
            act = self._outputs.remove if remove else self._outputs.standing
            standing = act(row) if is_ours(row.path) else Standing.MISSING
        except FileError as error:
            return Leftover(path=path, why=why, kept_for=error.message)
        if remove or standing is Standing.MISSING:
            self._store.drop_output(row.path)
        if remove and standing is Standing.CHANGED:
            kept_for = "it was changed after it was made"
        if standing is Standing.MISSING:
            return None
        return Leftover(path=path, why=why, is_removed=remove and not kept_for, kept_for=kept_for)


def _folder(row: OutputRow) -> str:
    """Give the folder of a file, which is named for the record."""
    return row.path.partition("/")[0]
