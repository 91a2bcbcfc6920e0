"""Text measured and broken in columns of a terminal, East Asian width counted.

Nothing in this module knows pandoc's AST or a record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minutebook.wording import character_width, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GAP = 2
"""Blanks between two columns."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a line is never broken in, unless its script is written without blanks."""

    text: str
    mark: Any = None
    """Something that stands for itself in the line, such as a footnote; *text* has its width."""


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


def line_width(line: Sequence[Word]) -> int:
    """Count the columns of words with one blank between them."""
    return sum(width(word.text) for word in line) + max(len(line) - 1, 0)


def longest_word(cell: Cell) -> int:
    """Count the columns that a cell can't do without."""
    return max(
        (width(p.first) + _least(word) for p in cell for line in p.lines for word in line),
        default=0,
    )


def longest_line(cell: Cell) -> int:
    """Count the columns with which a cell needs no further break."""
    return max((width(p.first) + line_width(line) for p in cell for line in p.lines), default=0)


def is_breakable(word: Word) -> bool:
    """Say whether a word may be broken between any two characters, as Chinese is."""
    return word.mark is None and any(character_width(character) == 2 for character in word.text)


def _least(word: Word) -> int:
    return 2 if is_breakable(word) else width(word.text)


def wrap(cell: Cell, columns: int) -> Iterator[tuple[str, Line]]:
    """
    Break a cell into lines.

    Args:
        cell: What stands in it, a paragraph below the other.
        columns: The most columns for a line; only a word longer than that goes over it.

    Returns:
        What stands before each line, and its words.
    """
    for paragraph in cell:
        before = paragraph.first
        for line in paragraph.lines:
            rooms = columns - width(before), columns - width(paragraph.rest)
            for words in _wrap_line(line, *rooms):
                yield before, words
                before = paragraph.rest


def _wrap_line(line: Line, first: int, columns: int) -> Iterator[Line]:
    """Break a line; its first part may have another width than the others."""
    taken: list[Word] = []
    room = first
    for word in _pieces(line, min(first, columns)):
        size = width(word.text)
        if taken and size + 1 > room:
            yield tuple(taken)
            taken, room = [], columns
        room -= size + (1 if taken else 0)
        taken.append(word)
    yield tuple(taken)


def _pieces(line: Line, columns: int) -> Iterator[Word]:
    for word in line:
        if width(word.text) <= columns or not is_breakable(word):
            yield word
            continue
        piece, size = "", 0
        for character in word.text:
            more = character_width(character)
            if piece and size + more > columns:
                yield Word(piece)
                piece, size = "", 0
            piece, size = piece + character, size + more
        yield Word(piece)


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
    while waiting:
        index = waiting.pop(0)
        others = sum(needs[other][0] for other in waiting)
        share = max(room // (len(waiting) + 1), needs[index][0])
        widths[index] = min(needs[index][1], share, room - others)
        room -= widths[index]
    return widths
