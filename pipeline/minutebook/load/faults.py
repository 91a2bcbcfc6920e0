"""
A fault: what a reader found wrong, at an index of the text, before lines are counted.

Nothing in this module may know a form (YAML or JSON) or a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from minutebook.errors import MEND_AND_CHECK, MOST_OF_A_KIND, at_more_places

if TYPE_CHECKING:
    from minutebook.errors import Path

_LONGEST = 80
# Of a text without end, what `quote` looks at.
_ENOUGH = 400


CURLY = {
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{DOUBLE LOW-9 QUOTATION MARK}": '"',
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
}
"""Quotes that a word processor makes of straight ones, and these."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One fault in a text."""

    code: str
    """The code in the catalogue."""
    index: int
    """The character at fault, counted from 0."""
    message: str
    """One sentence, as in a finding."""
    path: Path = ()
    """Where in the data; empty where there is none yet."""
    expected: str | None = None
    """What would be right, where that can be said in a few words."""
    hint: str | None = None
    """The remedy, where it is known."""
    end: int | None = None
    """The index after the last character at fault; ``None`` where it is one character."""


@dataclass(kw_only=True, slots=True)
class Faults:
    """Faults as they are found; of one kind no more than anybody will mend one by one."""

    kept: list[Fault] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)
    _left_out_from: dict[str, int] = field(default_factory=dict)

    def wants(self, code: str, index: int) -> bool:
        """Count a fault, and say whether it is to be described and added to those kept."""
        count = self._counts[code] = self._counts.get(code, 0) + 1
        if count > MOST_OF_A_KIND:
            self._left_out_from.setdefault(code, index)
        return count <= MOST_OF_A_KIND

    def add(self, fault: Fault) -> None:
        """Take a fault."""
        if self.wants(fault.code, fault.index):
            self.kept.append(fault)

    def add_uncounted(self, code: str, count: int) -> None:
        """Count faults beyond those that can be kept; none if *count* is not positive."""
        self._counts[code] = self._counts.get(code, 0) + max(count, 0)

    def all(self) -> tuple[Fault, ...]:
        """Give the faults, and for each kind of which there are too many one that counts them."""
        return (*self.kept, *(self._rest(code) for code in self._left_out_from))

    def _rest(self, code: str) -> Fault:
        count = self._counts[code] - MOST_OF_A_KIND
        return Fault(
            code=code,
            index=self._left_out_from[code],
            message=at_more_places(count),
            hint=MEND_AND_CHECK,
        )


def quote(words: str) -> str:
    """
    Write words of the author's in backticks, on one line, cut to 80 characters.

    Args:
        words: Any text; may be empty or have several lines.

    Returns:
        The words with their white space made single, between backticks.
    """
    words = words[:_ENOUGH].strip()
    short = words if words.isprintable() else " ".join(words.split())
    visible = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in short)
    if len(visible) > _LONGEST:
        visible = visible[: _LONGEST - 1].rstrip() + "…"
    return f"`{visible}`"


def in_order(faults: list[Fault]) -> list[Fault]:
    """Put faults in the order of the text, each place and code once."""
    once = {(fault.index, fault.code): fault for fault in reversed(faults)}
    return [fault for _, fault in sorted(once.items(), key=lambda entry: entry[0])]
