"""
How a JSON text can be read past a mistake: what to put in place of what, and what is then unsure.

Nothing in this module may word a fault: it follows the code that `json_faults` gave it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from minutebook.load.repairs import Doubt, Edit, Repair, blanked

if TYPE_CHECKING:
    from collections.abc import Callable

    from minutebook.load.faults import Fault

Due = Literal["key", "colon", "value", "comma"]

_LINE = re.compile(r"[^\r\n]*")
_COMMENT = re.compile(r"(?://|#)[^\r\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_QUOTES = (
    "'`\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}"
)
_IN_QUOTES = rf"[{_QUOTES}][^{_QUOTES}\"\r\n]*[{_QUOTES}\"]"
_KEY = re.compile(rf"{_IN_QUOTES}|[^:,{{}}\[\]\r\n\"]+")
_VALUE = re.compile(rf"{_IN_QUOTES}(?=\s*[,\]}}\r\n])|[^,{{}}\[\]\r\n\"]+")
_BEGINS_VALUE = re.compile(r"[\"{\[\w'+-]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where reading stopped."""

    text: str
    at: int
    """What was being read begins here."""
    due: Due
    """What had to stand there."""

    @property
    def next(self) -> str:
        """The sign that stands there."""
        return self.text[self.at : self.at + 1]

    @property
    def before(self) -> int:
        """The index of the last sign before the place."""
        return len(self.text[: self.at].rstrip()) - 1

    def line_end(self, index: int) -> int:
        """Give the index at which the line of *index* ends."""
        match = _LINE.match(self.text, index)
        return match.end() if match else index


_NO_WAY = Repair((), (), 0)


def repair(place: Place, fault: Fault, last_resort: bool) -> Repair:
    """
    Find a way past a mistake.

    Args:
        place: Where reading stopped.
        fault: What is wrong there.
        last_resort: Whether the way that the fault suggests has been gone already.

    Returns:
        The repair; it has no edits where nothing is sure, as with a bracket of the wrong kind.
    """
    if last_resort:
        return _without_line(place)
    way = _WAYS.get(fault.code)
    # Where a bracket that is not closed should have been closed, nobody knows.
    return way(place, fault) if way else _NO_WAY


def _repair(place: Place, edit: Edit, *doubts: Doubt) -> Repair:
    return Repair((edit,), doubts, place.line_end(max(edit.end, place.at)))


def _without_line(place: Place) -> Repair:
    """Take out a line that opens and closes nothing."""
    start = max(place.text.rfind("\n", 0, place.at), place.text.rfind("\r", 0, place.at)) + 1
    end = place.line_end(start)
    line = place.text[start:end]
    if re.search(r"[\[\]{}]", line) or not line.strip():
        return _NO_WAY
    return _repair(place, blanked(place.text, start, end), Doubt("gap", start))


def _missing(place: Place, _: Fault) -> Repair:
    """Put in a comma, a colon or a value that is missing; take out a comma that is too much."""
    at = place.at
    if place.due == "comma":
        sure = _BEGINS_VALUE.match(place.text, at)
        return _repair(place, Edit(at, at, ",")) if sure else _NO_WAY
    if place.due == "colon":
        if place.next == "=":
            return _repair(place, Edit(at, at + 1, ":"))
        words = ":" if _BEGINS_VALUE.match(place.text, at) else ": null"
        return _repair(place, Edit(at, at, words), Doubt("value", at))
    if place.text[place.before : place.before + 1] == "," and place.next in ("]", "}"):
        return _repair(place, Edit(place.before, place.before + 1, " "))
    return _repair(place, Edit(at, at, "null"), Doubt("value", at))


def _after_end(place: Place, _: Fault) -> Repair:
    return _repair(place, Edit(place.at, len(place.text), ""), Doubt("gap", 0))


def _open_quote(place: Place, _: Fault) -> Repair:
    """Close a quote at the end of its line."""
    end = place.line_end(place.at)
    words = place.text[place.at : end].rstrip()
    close = place.at + len(words.rstrip(",").rstrip())
    kind: Literal["key", "value"] = "key" if place.due == "key" else "value"
    return _repair(place, Edit(close, close, '"'), Doubt(kind, place.at))


def _unquoted(place: Place, _: Fault) -> Repair:
    """Put a key or a value in quotes."""
    at = place.at
    if place.due == "key":
        if place.next == ",":
            return _repair(place, Edit(at, at + 1, " "))
        match = _KEY.match(place.text, at)
        if match is None:
            return _NO_WAY
        word = match.group().strip().strip(_QUOTES + '"')
        return _repair(place, Edit(at, match.end(), json.dumps(word)), Doubt("key", at))
    match = _VALUE.match(place.text, at)
    if match is None:
        return _NO_WAY
    return _repair(place, Edit(at, match.end(), '"x"'), Doubt("value", at))


def _backslash(place: Place, fault: Fault) -> Repair:
    return _repair(place, Edit(fault.index, fault.index, "\\"), Doubt("value", place.at))


def _comment(place: Place, _: Fault) -> Repair:
    match = _COMMENT.match(place.text, place.at)
    end = match.end() if match else place.at
    return _repair(place, blanked(place.text, place.at, end))


def _tab(place: Place, fault: Fault) -> Repair:
    at = fault.index
    return _repair(place, Edit(at, at + 1, " "), Doubt("value", place.at))


_WAYS: dict[str, Callable[[Place, Fault], Repair]] = {
    "E118": _unquoted,
    "E141": _missing,
    "E142": _after_end,
    "E143": _open_quote,
    "E144": _unquoted,
    "E145": _unquoted,
    "E146": _backslash,
    "E147": _comment,
    "E148": _tab,
}
"""The way past each fault."""
