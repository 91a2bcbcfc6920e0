"""The board: every note with its state and its files, under the addresses at which they are shown.

What is not on the board is not shown, whatever is in the folder.
"""

from __future__ import annotations

import hashlib
import os
import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from minutebook.report import arranged, finding_text, outcome_line
from minutebook.wording import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from minutebook.batch import Outcome
    from minutebook.errors import Finding


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One note on the board."""

    name: str
    """As the user named it."""
    has_failed: bool = False
    """Whether the note as it stands could not be made; what is shown is from before."""
    said: str = ""
    """Its findings, or why it failed, as the terminal shows them."""
    files: tuple[tuple[str, Path], ...] = ()
    """Addresses, each beginning with a slash, and the files that are shown there."""


@dataclass(frozen=True, kw_only=True)
class Board:
    """All notes; it is never changed, another takes its place."""

    sheets: tuple[Sheet, ...] = ()

    @cached_property
    def files(self) -> Mapping[str, tuple[Sheet, Path]]:
        """Each address with the note that it belongs to, and the file."""
        return {address: (sheet, path) for sheet in self.sheets for address, path in sheet.files}


def address_of(path: Path) -> str:
    """Give the address of a file: its folder, which bears the record's id, and its name."""
    return "/" + "/".join(quote(os.fsencode(part), safe="") for part in path.parts[-2:])


def board_of(
    outcomes: Iterable[Outcome], crossed: Iterable[Finding] = (), *, before: Board | None = None
) -> Board:
    """
    Put up a board.

    Args:
        outcomes: Of all notes, as they are now.
        crossed: What is found between the records.
        before: The board so far: a note that fails now is shown as it was made last.
    """
    earlier = {sheet.name: sheet.files for sheet in before.sheets} if before else {}
    between: dict[str, list[Finding]] = {}
    for finding in crossed:
        between.setdefault(finding.file, []).append(finding)
    return Board(
        sheets=tuple(
            _sheet(one, between.get(one.name, []), earlier.get(one.name, ())) for one in outcomes
        )
    )


def _sheet(
    outcome: Outcome, between: Iterable[Finding], earlier: tuple[tuple[str, Path], ...]
) -> Sheet:
    texts = [finding_text(one) for one in arranged((*outcome.findings, *between))]
    has_failed = bool(outcome.exit_code)
    if has_failed and not texts:
        texts = [outcome_line(outcome)]
        if outcome.error is not None and outcome.error.hint:
            texts.append(f"hint: {printable(outcome.error.hint)}")
    files = tuple((address_of(path), path) for path in outcome.written)
    return Sheet(
        name=printable(outcome.name),
        has_failed=has_failed,
        said="\n\n".join(texts),
        files=earlier if has_failed else files,
    )


def digest_of(page: bytes) -> str:
    """Give what tells one state of a page from another."""
    return hashlib.sha256(page).hexdigest()[:16]


@dataclass(slots=True)
class Notices:
    """Where the board hangs; whoever shows it is told when another takes its place."""

    _board: Board = field(default_factory=Board)
    _number: int = 0
    _is_over: bool = False
    _changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def board(self) -> Board:
        """The board as it is now."""
        return self._board

    @property
    def number(self) -> int:
        """How many boards there were before."""
        return self._number

    @property
    def is_over(self) -> bool:
        """Whether there will be no other board."""
        return self._is_over

    def put_up(self, board: Board) -> None:
        """Put up a board, and wake everybody who waits for one."""
        with self._changed:
            self._board = board
            self._number += 1
            self._changed.notify_all()

    def end(self) -> None:
        """Say that there will be no other board."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def wait(self, number: int, *, seconds: float) -> int:
        """
        Wait for another board.

        Args:
            number: That of the board that is known.
            seconds: How long at most.

        Returns:
            The number of the board that hangs now.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._number != number or self._is_over, seconds)
            return self._number
