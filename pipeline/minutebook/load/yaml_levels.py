"""
Lines above the place where reading stopped that are the ones set in too far or too little.

Nothing in this module may look further than the blocks round the place and the lines beside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minutebook.load.faults import Fault, quote

if TYPE_CHECKING:
    from minutebook.load.yaml_trouble import Column, Trouble

_STEP = 2
_GLUED = re.compile(r"-[^\s]")
_LINE = re.compile(r"[\r\n]( *)(?=[^\s#])")
_EMPTY = re.compile(r":[ \t]*$")
_BELOW = re.compile(r"^[^\s#-][^\r\n]*:[ \t]*(?:\r\n|\r|\n)( +)(?=\S)", re.MULTILINE)
_BAR = re.compile(r":[ \t]*[|>][-+0-9]*[ \t]*$")
_OPENED = re.compile(r"(?:^|[\r\n])[ \t]*(?:-[ \t]+)*([\"'])|[:][ \t]+([\"'])|-[ \t]+([\"'])")
_CLOSED = {
    '"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL),
    "'": re.compile(r"'(?:[^']|'')*'"),
}


def no_space_after_dash(index: int, words: str) -> Fault:
    """Say that a dash and the item behind it stand together."""
    return Fault(
        code="E125",
        index=index,
        end=index + len(words.rstrip()),
        message=f"there is no space after the dash of {quote(words)}",
        hint="leave a space between the dash and the item",
    )


def line_above(trouble: Trouble) -> Fault | None:
    """
    Find the fault of a line above, that alone does not fit what comes before and after it.

    Args:
        trouble: Where a line begins in a column that no block has.

    Returns:
        The fault; None where the line itself is to blame.
    """
    if not trouble.columns or trouble.before.strip():
        return None
    inner = trouble.columns[-1]
    if inner.is_list or trouble.rest.startswith("- "):
        return None
    here = trouble.lines.place(trouble.at).column
    words = trouble.lines.text[inner.start : trouble.lines.line_end(inner.start)]
    if _GLUED.match(words) and inner.length == 1:
        return no_space_after_dash(inner.start, words)
    before = trouble.lines.text[trouble.lines.start(inner.start) : inner.start]
    if before.strip() == "-":
        return _dash_above(trouble, inner, here) if inner.length == 1 else None
    return _key_above(trouble, inner, here)


def _key_above(trouble: Trouble, inner: Column, here: int) -> Fault | None:
    """Blame the first key of a block where it alone is set in further than is usual."""
    outers = (1 - _STEP, *(column.column for column in trouble.columns))
    for outer, block in zip(outers, trouble.columns, strict=False):
        is_one = block.length == 1 or (block is inner and block.is_hollow)
        if is_one and block.column > here == outer + _STEP and not block.is_list:
            is_usual = here == 1 or _is_usual(trouble.lines.text, block.start)
            return _off(trouble, block.start, here) if is_usual else None
    return None


def _is_usual(text: str, start: int) -> bool:
    """Say whether another block of the note is set in by two columns."""
    return any(len(match[1]) == _STEP for match in _BELOW.finditer(text) if match.end(1) != start)


def _dash_above(trouble: Trouble, inner: Column, here: int) -> Fault | None:
    """Blame the first dash of a list where it stands where no other list has it."""
    lists = [column for column in trouble.columns if column.is_list]
    if len(lists) < 2 or lists[-1].length != 1 or len(trouble.columns) < 3:
        return None
    # How far lists are set in under their keys in this note.
    usual = lists[0].column - 1
    outer = trouble.columns[-3].column
    meant = here - (inner.column - lists[-1].column)
    if lists[-1].column == outer + usual or meant != outer + usual:
        return None
    return _off(trouble, lists[-1].start, meant)


def _off(trouble: Trouble, start: int, meant: int) -> Fault:
    words = trouble.lines.text[start : trouble.lines.line_end(start)].rstrip()
    column = trouble.lines.place(start).column
    return Fault(
        code="E123",
        index=start,
        end=start + len(words),
        message=(
            f"{quote(words)} begins in column {column}, "
            f"but the lines below it begin as if it stood in column {meant}"
        ),
        hint="begin a line in the same column as the keys or dashes that it belongs with",
    )


def line_too_far_left(trouble: Trouble, start: int) -> Fault | None:
    """
    Find the fault of a key that is set in less than the keys above and below it.

    Args:
        trouble: Where a key seems to be set in too far.
        start: A place on the line of the key above it, which has its value.
    """
    key = trouble.at - len(trouble.before.lstrip())
    here = trouble.lines.place(key).column
    line = trouble.lines.start(start)
    first = line + len(trouble.lines.line(start)) - len(trouble.lines.line(start).lstrip())
    its = trouble.lines.place(first).column
    words = trouble.lines.text[first : trouble.lines.line_end(first)]
    if _GLUED.match(words):
        return no_space_after_dash(first, words)
    above = trouble.lines.text[:line].rstrip()
    before = above[trouble.lines.start(len(above)) :]
    beside = len(before) - len(before.lstrip(" ")) + 1
    known = (column.column for column in trouble.columns if not column.is_list)
    if its >= here:
        return None
    if beside == its and here == its + _STEP and _EMPTY.search(before):
        # The first key of a block, in the column of the key that the block belongs to.
        return _off(trouble, first, here)
    if here not in (beside, *known) or _next_column(trouble, here) == its:
        return None
    return _off(trouble, first, here)


def _next_column(trouble: Trouble, here: int) -> int | None:
    """Give the column of the next line that does not belong to the line of the place."""
    after = trouble.lines.text[trouble.lines.line_end(trouble.at) :]
    starts = (len(match[1]) + 1 for match in _LINE.finditer(after))
    return next((column for column in starts if column <= here), None)


def bar_without_words(trouble: Trouble, index: int) -> int | None:
    """Find the key with `|` right above a line that is not set in further than that key."""
    lines = trouble.lines
    start = lines.start(index)
    above = lines.text[:start].rstrip()
    line = lines.start(len(above))
    words = above[line:]
    match = _BAR.search(words)
    depth = len(words) - len(words.lstrip(" "))
    column = index - start
    return line + depth if match and column <= depth else None


def quote_above(trouble: Trouble) -> int | None:
    """Find a quote that opened on a line above and is closed only here, or not at all."""
    lines, last = trouble.lines, trouble.last
    if "quoted" in trouble.problem:
        return None
    if last is not None and last.style in ("'", '"') and last.end <= trouble.at:
        is_here = lines.start(last.end) == lines.start(trouble.at)
        return last.start if is_here and lines.start(last.start) < lines.start(last.end) else None
    since = last.end if last else 0
    match = _OPENED.search(lines.text, since, trouble.at)
    if match is None or match.lastindex is None:
        return None
    opening = match.start(match.lastindex)
    if (
        "\n" not in lines.text[opening : trouble.at]
        and "\r" not in lines.text[opening : trouble.at]
    ):
        return None
    closed = _CLOSED[match[match.lastindex]].match(lines.text, opening)
    if closed is None or closed.end() > trouble.at:
        return opening
    between = lines.text[closed.end() : trouble.at]
    is_multiline = lines.start(opening) != lines.start(closed.end())
    return opening if is_multiline and not re.search(r"[\r\n]", between) else None
