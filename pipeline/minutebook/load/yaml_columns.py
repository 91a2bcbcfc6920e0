"""
Lines of a YAML text put into the column that they were probably meant for, or taken out.

Nothing in this module may know what is wrong with a line.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from minutebook.load.repairs import Doubt, Edit, Repair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.load.places import Lines
    from minutebook.load.yaml_trouble import Trouble

_INDENT = re.compile(r"[ \t]*")
_LEAD = re.compile(r"[ \t]*(?:[-?][ \t]+)*")
_KEY = re.compile(r"[^\s#:][^:\r\n]*:(?=\s|$)|\"[^\"]*\":|'[^']*':")
_LONE_WORD = re.compile(r"\s*(?:[A-Za-z0-9_-]+|\S.*:)\s*")
_OPENS = re.compile(r":[ \t]*(?:#.*)?$")
_BAR = re.compile(r":[ \t]*[|>][-+0-9]*[ \t]*$")
_NO_VALUE = re.compile(r":[ \t]*(?:[|>][-+0-9]*[ \t]*)?(?:#.*)?$")
_LINE_END = re.compile(r"\r\n|\r|\n")
# More than a note has that can be mended by moving lines.
_MOST_LINES = 10_000
# How far one level is set in where nothing else says so.
_STEP = 2


def begins_key(text: str, index: int) -> bool:
    """Say whether a key and its colon begin at an index."""
    return _KEY.match(text, index) is not None


def begins_glued(text: str, index: int) -> bool:
    """Say whether a dash at an index has no space after it."""
    return text[index : index + 1] == "-" and bool(text[index + 1 : index + 2].strip(" -\t\r\n"))


def indented(line: str) -> str:
    """Give the white space that a line begins with."""
    match = _INDENT.match(line)
    return match.group() if match else ""


def line_after(text: str, index: int) -> int:
    """Give the start of the line after a line's end."""
    match = _LINE_END.match(text, index)
    return match.end() if match else len(text) + 1


def next_line(lines: Lines, index: int) -> int | None:
    """Give the start of the next line that has words, and is no comment."""
    return next(_lines_after(lines, index), None)


def _lines_after(lines: Lines, index: int) -> Iterator[int]:
    """Give the starts of the lines with words after the line of an index; of many the first."""
    return islice(_all_lines_after(lines, index), _MOST_LINES)


def _all_lines_after(lines: Lines, index: int) -> Iterator[int]:
    start = line_after(lines.text, lines.line_end(index))
    while start <= len(lines.text):
        end = lines.line_end(start)
        words = lines.text[start:end].strip()
        if words and not words.startswith("#"):
            yield start
        start = line_after(lines.text, end)


def _depth(lines: Lines, start: int) -> int:
    match = _INDENT.match(lines.text, start)
    return match.end() - start if match else 0


def tail(lines: Lines, start: int, *, least: int | None = None) -> int:
    """
    Say where a value ends by how far its lines are set in.

    Args:
        lines: The text.
        start: Where the value begins.
        least: It goes on at least to the end of the line of this index.
    """
    deepest = _parent_depth(lines, start)
    end = lines.line_end(start if least is None else least)
    for below in _lines_after(lines, end):
        if _depth(lines, below) <= deepest:
            break
        end = lines.line_end(below)
    return end


def _parent_depth(lines: Lines, index: int) -> int:
    """Say how far the key or the dash is set in that a value belongs to."""
    begin = lines.start(index)
    before = lines.text[begin:index]
    lead = _LEAD.match(before)
    depth = lead.end() if lead else 0
    if _KEY.match(before, depth):
        return depth
    dash = max(before.rfind("-"), before.rfind("?"))
    return dash if dash >= 0 and dash < depth else len(indented(before))


def _is_item(lines: Lines, start: int) -> bool:
    at = start + _depth(lines, start)
    return lines.text[at : at + 1] == "-" and not lines.text[at + 1 : at + 2].strip()


def without_block(trouble: Trouble, index: int) -> Repair:
    """
    Take out a line, with what is set in below it; of items of a list all that follow each other.

    Args:
        trouble: Where reading stopped.
        index: A place on the line.
    """
    lines = trouble.lines
    start = lines.start(index)
    depth, is_item = _depth(lines, start), _is_item(lines, start)
    end = lines.line_end(start)
    for below in _lines_after(lines, start):
        its = _depth(lines, below)
        if its < depth or (its == depth and not (is_item and _is_item(lines, below))):
            break
        end = lines.line_end(below)
    doubt = Doubt("gap", start, _near(trouble, depth + 1))
    return Repair(tuple(_emptied(lines, start, end)), (doubt,), end)


def without_words(trouble: Trouble, index: int) -> Repair:
    """
    Take out a line of words, which may have gone on with the text above it.

    Args:
        trouble: Where reading stopped.
        index: A place on the line.

    Returns:
        The repair. What is set in below the line stays where it belongs to a block above.
    """
    lines = trouble.lines
    start = lines.start(index)
    depth = _depth(lines, start)
    doubt = Doubt("gap", start, (depth + 1,), goes_on=True)
    below = next_line(lines, start)
    open_columns = {column.column - 1 for column in trouble.columns}
    is_key = _LONE_WORD.fullmatch(lines.line(start)) is not None
    if is_key or below is None or _depth(lines, below) not in open_columns:
        return without_block(trouble, index)._replace(doubts=(doubt,))
    end = lines.line_end(start)
    return Repair(tuple(_emptied(lines, start, end)), (doubt,), end)


def without_text(trouble: Trouble, index: int, key: int) -> Repair:
    """
    Take out the lines of a text that are not set in further than its key.

    Args:
        trouble: Where reading stopped.
        index: A place on the first of them.
        key: Where the key begins.
    """
    lines = trouble.lines
    start = lines.start(index)
    depth, end = _depth(lines, start), lines.line_end(start)
    for below in _lines_after(lines, start):
        its = _depth(lines, below)
        if its < depth or (its == depth and (begins_key(lines.text, below + its))):
            break
        if _is_item(lines, below):
            break
        end = lines.line_end(below)
    doubts = (Doubt("value", key), Doubt("self", key), Doubt("gap", key, (depth + 1,)))
    return Repair(tuple(_emptied(lines, start, end)), doubts, end)


def item_moved(trouble: Trouble, index: int) -> Repair:
    """
    Move the dash of an item that has the keys of the item above it in its own column.

    Args:
        trouble: Where reading stopped.
        index: A place on the line of the dash.

    Returns:
        The repair; the item is taken out where no dash above it is in the right column.
    """
    lines = trouble.lines
    start = lines.start(index)
    depth = _depth(lines, start)
    target = depth - _STEP
    lines_below = (line for line in _lines_after(lines, start) if _depth(lines, line) <= depth)
    below = next(lines_below, None)
    dashes = [column.column - 1 for column in trouble.columns if column.is_list]
    is_next = below is not None and _depth(lines, below) == depth and not _is_item(lines, below)
    if not _is_item(lines, start) or target not in dashes or not is_next:
        return without_block(trouble, index)
    return _line_moved(trouble, start, target)


def moved_above(trouble: Trouble, index: int) -> Repair:
    """
    Move a line to the column in which the lines below it go on.

    Args:
        trouble: Where reading stopped: on the first line below it that does not fit.
        index: A place on the line.
    """
    lines = trouble.lines
    start = lines.start(index)
    depth = _depth(lines, start)
    at = trouble.at - len(trouble.before.lstrip())
    target = lines.place(at).column - 1
    if _is_item(lines, start):
        lead = _LEAD.match(lines.line(start))
        target -= (lead.end() if lead else depth) - depth
    return _line_moved(trouble, start, max(target, 0))


def _line_moved(trouble: Trouble, start: int, target: int) -> Repair:
    lines = trouble.lines
    depth = _depth(lines, start)
    doubts = (Doubt("gap", start, _near(trouble, depth + 1)), Doubt("self", start + depth))
    if target == depth:
        return without_block(trouble, start)
    return Repair((_shifted(start, target - depth),), doubts, lines.line_end(start))


def _emptied(lines: Lines, start: int, end: int) -> Iterator[Edit]:
    """Leave nothing of the lines but their ends."""
    while start <= end:
        stop = lines.line_end(start)
        if stop > start:
            yield Edit(start, stop, "")
        start = line_after(lines.text, stop)


def _near(trouble: Trouble, column: int) -> tuple[int, ...]:
    """Name the columns of blocks to the left and to the right of a column, and itself."""
    columns = {known.column for known in trouble.columns}
    left = max((known for known in columns if known < column), default=column)
    right = min((known for known in columns if known > column), default=column)
    return tuple(sorted({left, column, right}))


def moved(trouble: Trouble, index: int) -> Repair:
    """
    Move a line, and those below that are set in as far, to the nearest column of a block.

    Args:
        trouble: Where reading stopped.
        index: A place on the line.
    """
    lines = trouble.lines
    start = lines.start(index)
    depth = _depth(lines, start)
    target = _nearest_depth(trouble, start, depth)
    if target is None or target == depth or "\t" in indented(lines.line(start)):
        return without_block(trouble, index)
    edits, doubts, end = [], [Doubt("gap", start, _near(trouble, depth + 1))], start
    for line in (start, *_lines_after(lines, start)):
        its = _depth(lines, line)
        if its < depth:
            break
        edits.append(_shifted(line, target - depth))
        if its == depth:
            doubts.append(Doubt("self", line + depth))
        end = lines.line_end(line)
    return Repair(tuple(edits), tuple(doubts), end)


def _shifted(line: int, by: int) -> Edit:
    return Edit(line, line, " " * by) if by > 0 else Edit(line, line - by, "")


def untabbed(trouble: Trouble, index: int) -> Repair:
    """
    Put spaces in place of the tabs that a line, and those right below it, are indented with.

    Args:
        trouble: Where reading stopped.
        index: A place on the line.
    """
    lines = trouble.lines
    start = lines.start(index)
    first = _width(lines, start)
    text = _depth_of_text(trouble, start)
    if text is not None and first >= text:
        return _in_text(trouble, start, text)
    key = _key_without_value(trouble)
    is_sure = key is not None
    nearest = _nearest_depth(trouble, start, _meant_width(lines, start)) or 0
    target = nearest if key is None else _below_key(lines, start, key)
    doubts = [] if is_sure else [Doubt("gap", start, _near(trouble, target + 1))]
    edits, end = [], start
    for line in (start, *_lines_after(lines, start)):
        blank = indented(lines.line(line))
        if "\t" not in blank:
            break
        depth = max(0, target + _width(lines, line) - first)
        edits.append(Edit(line, line + len(blank), " " * depth))
        if " " in blank or not is_sure:
            doubts.append(Doubt("self", line + len(blank)))
        end = lines.line_end(line)
    return Repair(tuple(edits), tuple(doubts), end)


def _depth_of_text(trouble: Trouble, start: int) -> int | None:
    """Say how far a text after `|` is set in that stands right above a line."""
    if trouble.awaiting is None:
        return None
    lines = trouble.lines
    key = lines.text[trouble.awaiting : lines.line_end(trouble.awaiting)]
    first = next_line(lines, trouble.awaiting)
    if not _BAR.search(key) or first is None or first >= start:
        return None
    return _depth(lines, first)


def _in_text(trouble: Trouble, start: int, depth: int) -> Repair:
    """Put spaces in place of the tabs before words of a text."""
    lines = trouble.lines
    blank = indented(lines.line(start))
    edits = (Edit(start, start + len(blank), " " * depth),)
    return Repair(edits, (Doubt("value", trouble.awaiting or start),), lines.line_end(start))


def _width(lines: Lines, start: int) -> int:
    return sum(_STEP if char == "\t" else 1 for char in indented(lines.line(start)))


def _key_without_value(trouble: Trouble) -> int | None:
    """Say how far the key is set in whose value begins below it."""
    if trouble.awaiting is None:
        return None
    end = trouble.lines.line_end(trouble.awaiting)
    line = trouble.lines.text[trouble.awaiting : end]
    if trouble.lines.text[end : trouble.lines.start(trouble.at)].strip():
        # The words of a text stand between, so the line may be anything.
        return None
    return trouble.lines.place(trouble.awaiting).column - 1 if _NO_VALUE.search(line) else None


def _below_key(lines: Lines, start: int, key: int) -> int:
    """Guess how far the value of a key was meant to be set in: as far as its next line."""
    below = (
        _depth(lines, line)
        for line in _lines_after(lines, start)
        if "\t" not in indented(lines.line(line))
    )
    if _width(lines, start) == key + _STEP:
        return key + _STEP
    sibling = next(below, 0) - (_STEP if _opens(lines, start) else 0)
    return sibling if sibling > key else key + _STEP


def _opens(lines: Lines, start: int) -> bool:
    """Say whether what is below a line is set in further: it is a key alone, or an item."""
    return _is_item(lines, start) or _OPENS.search(lines.line(start)) is not None


def _meant_width(lines: Lines, start: int) -> int:
    """Guess how far a line with tabs was meant to be set in: by what is below it."""
    below = next_line(lines, start)
    if below is None or not _opens(lines, start) or "\t" in indented(lines.line(below)):
        return _width(lines, start)
    return max(0, _depth(lines, below) - _STEP)


def _least_depth(trouble: Trouble, start: int) -> int:
    """Say how far in a line is at least: as far as what goes on below it, which it must not end."""
    lines = trouble.lines
    rest = (line for line in _lines_after(lines, start) if "\t" not in indented(lines.line(line)))
    below = next(rest, None)
    depth = 0 if below is None else _depth(lines, below)
    return depth if any(column.column - 1 == depth for column in trouble.columns) else 0


def _nearest_depth(trouble: Trouble, start: int, width: int) -> int | None:
    """Guess which block a line was meant for by how far it is set in."""
    is_item, least = _is_item(trouble.lines, start), _least_depth(trouble, start)
    known = [column.column - 1 for column in trouble.columns if column.is_list == is_item]
    known = [one for one in known if one >= least] or known
    return min(known, key=lambda one: (abs(one - width), -one)) if known else None
