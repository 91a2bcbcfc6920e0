"""Plain text to blocks: headings, lists, columns and paragraphs as their layout shows them.

Nothing in this module knows what minutes hold, but for the page furniture that `furniture` knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minutebook.drafts.blocks import Block, has_words, list_block, paragraph
from minutebook.drafts.furniture import is_furniture, repeated_lines
from minutebook.drafts.inline_nodes import table_node
from minutebook.markdown.tree import Node

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BULLET = re.compile(
    r"(\s*)([\u2022\u25e6\u25aa\u25cf\u25cb\u00b7\u2023\u2043\u2013*+-]|o(?=\s))\s+(?=\S)"
)
_NUMBER = re.compile(r"(\s*)([0-9]{1,3})[.)]\s+(?=\S)")
_UNDERLINE = re.compile(r"\s*(={3,}|-{3,}|~{3,}|\*{3,}|_{3,})\s*$")
_COLUMNS = re.compile(r"\t+| {3,}")
_LABEL = re.compile(r"[^:]{1,40}:\s+\S")
_LONGEST_HEADING = 90
_MOST_WORDS = 13


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of text."""

    number: int
    text: str
    """Without blanks at its end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TextBlocks:
    """What a text holds."""

    blocks: tuple[Block, ...]
    furniture: tuple[Line, ...]
    """What belongs to the page and not to the note."""


def read_text(text: str) -> TextBlocks:
    """
    Read plain text.

    Args:
        text: With LF at the end of each line; form feeds part its pages.

    Returns:
        Its blocks, and the lines that are page furniture.
    """
    pages = _pages(text)
    repeated = repeated_lines([[line.text for line in page] for page in pages])
    furniture: list[Line] = []
    kept: list[Line] = []
    for page in pages:
        for line in page:
            number = re.match(r"\s{20,}[0-9]{1,4}$", line.text)
            known = line.text.strip() in repeated or is_furniture(line.text)
            if has_words(line.text) and (number or known):
                furniture.append(line)
                kept.append(Line(number=line.number, text=""))
            else:
                kept.append(line)
    return TextBlocks(blocks=tuple(_blocks(kept)), furniture=tuple(furniture))


def _pages(text: str) -> list[list[Line]]:
    pages: list[list[Line]] = []
    number = 0
    for page in text.split("\f"):
        lines = page.split("\n")
        pages.append([Line(number=number + n, text=one.rstrip()) for n, one in enumerate(lines, 1)])
        number += len(lines) - 1
    return pages


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Cut lines where an empty one stands."""
    groups: list[list[Line]] = [[]]
    for line in lines:
        if line.text.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    groups = _groups(lines)
    numbered = _numbered_headings(groups)
    for index, group in enumerate(groups):
        following = groups[index + 1] if index + 1 < len(groups) else []
        if group[0].number in numbered and index:
            yield _heading(group[0], _level(group[0].text))
            group = group[1:]  # noqa: PLW2901 - what stands below the heading
        if group:
            yield from _group(group, following, is_first=index == 0)


_NUMBERED_HEADING = re.compile(
    r"\s*([0-9]{1,2})((?:\.[0-9]{1,2})*)[.)]?\s+[^\W\d_a-z][^.!?;]{2,80}$"
)


def _numbered_headings(groups: list[list[Line]]) -> frozenset[int]:
    """Find short first lines with a number, where the numbers count up through the text."""
    found: list[tuple[int, int]] = []
    for group in groups:
        match = _NUMBERED_HEADING.match(group[0].text)
        if match and not (len(group) > 1 and _NUMBER.match(group[1].text)):
            found.append((int(match[1]), group[0].number))
    numbers = [number for number, _ in found]
    counts_up = len(set(numbers)) > 2 and numbers == sorted(numbers) and numbers[0] <= 2
    return frozenset(line for _, line in found) if counts_up else frozenset()


def _group(group: list[Line], following: list[Line], *, is_first: bool) -> Iterator[Block]:
    """Read the lines between two empty ones."""
    while len(group) > 1 and _UNDERLINE.match(group[1].text) and has_words(group[0].text):
        yield _heading(group[0], 1 if "=" in group[1].text else 2)
        group = group[2:]
    group = [line for line in group if not _UNDERLINE.match(line.text)]
    if not group:
        return
    if len(group) == 1 and _is_heading(group[0], following, is_first=is_first):
        yield _heading(group[0], 1 if is_first else _level(group[0].text))
        return
    rows = _rows(group)
    if rows:
        yield Block(kind="table", node=table_node(rows), line=group[0].number)
        return
    yield from _prose(group)


def _heading(line: Line, level: int) -> Block:
    node = Node("p", (), (" ".join(line.text.split()),))
    return Block(kind="heading", node=node, line=line.number, level=level)


def _level(text: str) -> int:
    """A number with points tells how deep a heading stands."""
    found = re.match(r"\s*[0-9]+((?:\.[0-9]+)*)", text)
    return 2 + (found[1].count(".") if found else 0)


def _is_heading(line: Line, following: list[Line], *, is_first: bool) -> bool:
    text = line.text.strip()
    if _BULLET.match(line.text) or not has_words(text) or len(text) > _LONGEST_HEADING:
        return False
    if is_first:
        return True
    if text[-1] in ".,;:?!" or len(text.split()) > _MOST_WORDS or _LABEL.match(text):
        return False
    begins = text.lstrip("(\u201c\u2018\"'")
    return bool(following) and bool(begins) and (begins[0].isupper() or begins[0].isdigit())


def _rows(group: list[Line]) -> tuple[tuple[tuple[Node | str, ...], ...], ...]:
    """Read lines that are set in columns: three and more, each with as many as the others."""
    if len(group) < 3 or any(_BULLET.match(line.text) for line in group):
        return ()
    cells = [_COLUMNS.split(line.text.strip()) for line in group]
    if len(cells[0]) < 2 or any(len(row) != len(cells[0]) for row in cells):
        return ()
    return tuple(tuple(((cell.strip(),) if cell.strip() else ()) for cell in row) for row in cells)


def _prose(group: list[Line]) -> Iterator[Block]:
    """Read paragraphs and lists that no empty line parts."""
    at = 0
    while at < len(group):
        mark = _mark(group, at)
        end = at + 1
        if mark is None:
            while end < len(group) and _mark(group, end) is None:
                end += 1
            yield _paragraph(group[at:end])
        else:
            while end < len(group) and _goes_on(group, at, end):
                end += 1
            yield from _list(group[at:end])
        at = end


def _mark(group: list[Line], at: int) -> re.Match[str] | None:
    return _BULLET.match(group[at].text) or _numbered(group, at)


def _numbered(group: list[Line], at: int) -> re.Match[str] | None:
    """A number opens an item where the one before or after it is its neighbour."""
    found = _NUMBER.match(group[at].text)
    if not found:
        return None
    numbers = {int(one[2]) for line in group if (one := _NUMBER.match(line.text))}
    return found if numbers & {int(found[2]) - 1, int(found[2]) + 1} else None


def _goes_on(group: list[Line], start: int, at: int) -> bool:
    """Say whether a line belongs to the list that began at *start*."""
    if _mark(group, at) is not None:
        return True
    indent = len(group[at].text) - len(group[at].text.lstrip())
    first = _mark(group, start)
    if first is not None and indent > len(first[1]):
        return True
    before = group[at - 1].text
    return len(before) > 60 and len(before) < 120 and group[at].text.lstrip()[:1].islower()


def _paragraph(lines: Sequence[Line]) -> Block:
    text = "\n".join(" ".join(line.text.split()) for line in lines)
    return paragraph((text,), lines[0].number)


def _list(lines: list[Line]) -> Iterator[Block]:
    """Read a list; items that stand further in are a list within the item before them."""
    entries: list[tuple[int, list[Line], int | None]] = []
    for index, line in enumerate(lines):
        mark = _mark(lines, index)
        if mark is None:
            entries[-1][1].append(line)
            continue
        number = int(mark[2]) if mark[2].isdecimal() else None
        body = Line(number=line.number, text=line.text[mark.end() :])
        entries.append((len(mark[1].expandtabs()), [body], number))
    yield from _nested(entries)


def _nested(entries: list[tuple[int, list[Line], int | None]]) -> Iterator[Block]:
    edge = entries[0][0]
    items: list[tuple[Block, ...]] = []
    at = 0
    while at < len(entries):
        end = at + 1
        while end < len(entries) and entries[end][0] > edge:
            end += 1
        within = tuple(_nested(entries[at + 1 : end])) if end > at + 1 else ()
        items.append((_paragraph(entries[at][1]), *within))
        at = end
    yield list_block(items, entries[0][1][0].number, start=entries[0][2])
