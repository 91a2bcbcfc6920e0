"""The line of a file that a finding is about, with carets under what is wrong in it.

Nothing in this module knows what is wrong.
"""

from __future__ import annotations

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


def excerpt_lines(finding: Finding) -> list[str]:
    """
    Show where in its line a finding is.

    Args:
        finding: With its excerpt, or without one.

    Returns:
        The line with its number, and a line of carets below it; none where no one line is meant,
        or it is blank. A long line is cut on both sides, a tab is shown as an arrow, and a
        character that cannot be seen as U+FFFD.
    """
    excerpt = finding.excerpt
    if excerpt is None or not excerpt.text.strip(" \r\n"):
        return []
    text = _visible(excerpt.text)
    start = finding.column - 1 - excerpt.start
    end = _end(finding, excerpt, len(text))
    first = max(0, start - _BEFORE) if excerpt.start + width(text) > _WIDEST else 0
    last = _fitting(text, first)
    before = _CUT if first or excerpt.start else ""
    after = _CUT if last < len(text) else ""
    number = str(finding.line)
    blank = " " * width(before + text[first:start])
    carets = "^" * max(1, width(text[start : min(end, last)]))
    return [
        f"{number} | {before}{text[first:last].rstrip()}{after}",
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
