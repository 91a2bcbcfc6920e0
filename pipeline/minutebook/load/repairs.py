"""
Repairs: how a text is changed so that it can be read past a fault, and what that makes doubtful.

Nothing in this module may know a form (YAML or JSON) or a fault.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple

_NOT_AN_END = re.compile(r"[^\r\n]")
STAND_IN = "x"
"""Stands for words that cannot be read; no form has a use for it."""


class Edit(NamedTuple):
    """Words put in place of a stretch of the text."""

    start: int
    end: int
    words: str


class Doubt(NamedTuple):
    """What is not certain after a repair."""

    kind: Literal["value", "self", "key", "gap"]
    """The value and all in it; what begins on the line, but not what is in that; its key; or
    whether something is missing."""
    place: int
    """The index in the text that was repaired."""
    columns: tuple[int, ...] = ()
    """Of a gap: the columns of the blocks that it may be in; none if it may be in any."""
    goes_on: bool = False
    """Of a gap: whether the value before it may have gone on."""
    hides: bool = False
    """Of a value: whether other values stood in it."""


class Repair(NamedTuple):
    """How a text can be read past a fault."""

    edits: tuple[Edit, ...]
    """In the order of the text; none where no way is known."""
    doubts: tuple[Doubt, ...]
    through: int
    """The end of what has been dealt with."""


class _Run(NamedTuple):
    """Characters of a repaired text that stood together in the author's."""

    start: int
    origin: int
    is_kept: bool
    """Whether they are the author's; what was put in has one origin for all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Repaired:
    """A text after its repairs, and where each character stood before."""

    text: str
    runs: tuple[_Run, ...] = (_Run(0, 0, is_kept=True),)

    def original(self, index: int) -> int:
        """Turn an index of the repaired text into one of the author's."""
        run = self.runs[bisect_right(self.runs, index, key=_start) - 1]
        return run.origin + (index - run.start if run.is_kept else 0)

    def current(self, original: int) -> int:
        """Turn an index of the author's text into one of the repaired text."""
        last = bisect_right(self.runs, original, key=lambda run: run.origin) - 1
        run = self.runs[max(last, 0)]
        end = self.runs[last + 1].start if last + 1 < len(self.runs) else len(self.text)
        return min(run.start + original - run.origin, end)

    def edited(self, edits: tuple[Edit, ...]) -> Repaired:
        """Repair the text once more; the edits are in the order of the text."""
        parts: list[str] = []
        runs: list[_Run] = []
        at = length = 0
        for start, end, words in edits:
            runs += self._kept(at, start, length)
            length += start - at
            if len(words) == end - start:
                # One for one, so that each sign keeps its place.
                runs += self._kept(start, end, length)
            elif words:
                runs.append(_Run(length, self.original(start), is_kept=False))
            parts += [self.text[at:start], words]
            length, at = length + len(words), end
        runs += self._kept(at, len(self.text) + 1, length)
        return Repaired(text="".join((*parts, self.text[at:])), runs=tuple(runs))

    def _kept(self, start: int, end: int, at: int) -> list[_Run]:
        """Give the runs of a stretch of the text, for where it stands after a repair."""
        if start >= end:
            return []
        first = bisect_right(self.runs, start, key=_start) - 1
        runs = [_Run(at, self.original(start), self.runs[first].is_kept)]
        for run in self.runs[first + 1 :]:
            if run.start >= end:
                break
            runs.append(run._replace(start=at + run.start - start))
        return runs


def _start(run: _Run) -> int:
    return run.start


def blanked(text: str, start: int, end: int) -> Edit:
    """Put spaces in place of a stretch; its line ends stay."""
    return Edit(start, end, _NOT_AN_END.sub(" ", text[start:end]))


def stood_in(text: str, start: int, end: int) -> Edit:
    """Put one sign in place of a value that cannot be read."""
    return Edit(start, end, STAND_IN + blanked(text, start, end).words[1:])
