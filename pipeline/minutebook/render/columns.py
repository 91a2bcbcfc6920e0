"""Words broken into lines, and a line's columns shared out among the columns of a table.

Nothing in this module knows where the words come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from minutebook.wording import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

GAP = 2
"""Blanks between two columns."""


class Word(NamedTuple):
    """What a line is not broken in; where it has blanks, only if it is too long for a line."""

    text: str
    gap: int = 1
    """Blanks before it; none where it only stands first. A script without blanks has none."""


Line = tuple[Word, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """Lines of words that may be broken further."""

    lines: tuple[Line, ...]
    first: str = ""
    """What stands before the first line, such as a bullet."""
    rest: str = ""
    """What stands before the others."""


Cell = tuple[Paragraph, ...]


def line_text(line: Iterable[Word]) -> str:
    """Write words in one line."""
    return "".join(" " * word.gap * (number > 0) + word.text for number, word in enumerate(line))


def longest_word(cell: Cell) -> int:
    """Count the columns that a cell can't do without."""
    return max(
        (width(p.first) + width(word) for p, words in _words(cell) for word in words.split(" ")),
        default=0,
    )


def longest_together(cell: Cell) -> int:
    """Count the columns with which nothing is parted that belongs together, such as a day."""
    return max((width(p.first) + width(word) for p, word in _words(cell)), default=0)


def _words(cell: Cell) -> Iterator[tuple[Paragraph, str]]:
    return ((p, word.text) for p in cell for line in p.lines for word in line)


def longest_line(cell: Cell) -> int:
    """Count the columns with which a cell needs no further break."""
    return max((width(p.first) + _line_width(line) for p in cell for line in p.lines), default=0)


def _line_width(line: Line) -> int:
    gaps = sum(word.gap for word in line[1:])
    return gaps + sum(width(word.text) for word in line)


def wrap(cell: Cell, columns: int) -> Iterator[str]:
    """
    Break a cell into lines.

    Args:
        cell: What stands in it, a paragraph below the other.
        columns: The most columns for a line; only a word longer than that goes over it.

    Returns:
        The lines, without blanks at their ends.
    """
    for paragraph in cell:
        before = paragraph.first
        for line in paragraph.lines:
            rooms = columns - width(before), columns - width(paragraph.rest)
            for words in _wrap_line(line, *rooms):
                yield (before + line_text(words)).rstrip()
                before = paragraph.rest


def _wrap_line(line: Line, first: int, columns: int) -> Iterator[Sequence[Word]]:
    """Break a line; its first part may have another width than the others."""
    taken: list[Word] = []
    room, used = first, 0
    for word in _parts(line, min(first, columns)):
        size = width(word.text)
        if taken and used + word.gap + size > room:
            yield taken
            taken, used, room = [], 0, columns
        used += size + (word.gap if taken else 0)
        taken.append(word)
    yield taken


def _parts(line: Line, columns: int) -> Iterator[Word]:
    """Take apart at its blanks what is too long to be kept together."""
    for word in line:
        if " " not in word.text or width(word.text) <= columns:
            yield word
        else:
            first, *others = word.text.split(" ")
            yield Word(first, word.gap)
            yield from map(Word, others)


def fit(needs: Sequence[tuple[int, int]], columns: int) -> list[int] | None:
    """
    Share out a line's columns.

    Args:
        needs: For each column of a table its longest word and its longest line.
        columns: The columns of the whole line, gaps included.

    Returns:
        The width of each column, or None where even the longest words do not fit.
    """
    room = columns - GAP * (len(needs) - 1)
    if sum(most for _, most in needs) <= room:
        return [most for _, most in needs]
    if sum(least for least, _ in needs) > room:
        return None
    return _shared(needs, room)


def _shared(needs: Sequence[tuple[int, int]], room: int) -> list[int]:
    """Give a column all it wants up to an equal share; those that want more share the rest."""
    widths = [0] * len(needs)
    waiting = sorted(range(len(needs)), key=lambda index: needs[index][1])
    others = sum(least for least, _ in needs)
    for number, index in enumerate(waiting):
        least, most = needs[index]
        others -= least
        share = max(room // (len(waiting) - number), least)
        widths[index] = min(most, share, room - others)
        room -= widths[index]
    return widths
