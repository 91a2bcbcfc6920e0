"""The line of a file that a finding is about, with carets under what is wrong in it.

Nothing in this module knows what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minutebook.wording import width

if TYPE_CHECKING:
    from minutebook.errors import Excerpt, Finding

_WIDEST = 96
"""How many columns of a line are shown."""
_BEFORE = 32
"""How many characters of a long line are shown before what is wrong in it."""
_CUT = "…"
_TAB = "→"
_UNSEEN = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """The line of a file as far as it is shown, cut where what is wrong in it begins and ends."""

    before: str
    wrong: str
    after: str


def quoted_line(finding: Finding) -> Quoted | None:
    """
    Quote the line in which a finding is.

    Args:
        finding: With its excerpt, or without one.

    Returns:
        ``None`` where no one line is meant, or it is blank. A long line is cut on both sides, a tab
        is shown as an arrow, and a character that cannot be seen as U+FFFD.
    """
    excerpt = finding.excerpt
    if excerpt is None or not excerpt.text.strip(" \r\n"):
        return None
    text = _visible(excerpt.text)
    start = finding.column - 1 - excerpt.start
    first = max(0, start - _BEFORE) if excerpt.start + width(text) > _WIDEST else 0
    last = _fitting(text, first)
    end = min(_end(finding, excerpt, len(text)), last)
    return Quoted(
        before=(_CUT if first or excerpt.start else "") + text[first:start],
        wrong=text[start:end],
        after=text[max(start, end) : last].rstrip() + (_CUT if last < len(text) else ""),
    )


def excerpt_lines(finding: Finding) -> list[str]:
    """
    Show where in its line a finding is.

    Args:
        finding: With its excerpt, or without one.

    Returns:
        The line with its number, and a line of carets below it; none where there is none to quote.
    """
    line = quoted_line(finding)
    if line is None:
        return []
    number = str(finding.line)
    blank = " " * width(line.before)
    carets = "^" * max(1, width(line.wrong))
    return [
        f"{number} | {line.before}{line.wrong}{line.after}".rstrip(),
        f"{' ' * len(number)} | {blank}{carets}",
    ]


def _end(finding: Finding, excerpt: Excerpt, length: int) -> int:
    """Say where in the excerpt the stretch ends; one that goes on ends with its first line."""
    if finding.end_line == finding.line:
        return min(finding.end_column - 1 - excerpt.start, length)
    return length


def _visible(text: str) -> str:
    """Put signs in place of what would move the cursor or not be seen; one for one."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else _TAB if char == "\t" else _UNSEEN for char in text
    )


def _fitting(text: str, first: int) -> int:
    """Say how far a text fits into the columns from a character on."""
    columns = 0
    for index in range(first, len(text)):
        columns += width(text[index])
        if columns > _WIDEST:
            return index
    return len(text)
