"""Where each part of a rich text stands in the source, and the rules that write it down.

Markdown-it's inline tokens carry no position, so each rule is wrapped in one that notes, in the
token's ``meta``, the span of what it read. Nothing in this module knows which tokens are allowed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown_it.common.utils import MD_TRIM_CHARS

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    BlockRule = Callable[[StateBlock, int, int, bool], bool]
    InlineRule = Callable[[StateInline, bool], bool]

SPAN = "span"
"""Start and end: of a block in the field's value, of an inline in the content of its block."""
OFFSETS = "offsets"
SURPLUS = "surplus"
"""The span of the first cell that a row has too many."""
UNCLOSED = "unclosed"
ADDRESS_AT = "address-at"

_DEEPEST_BRACKET = 8
_BLANK = " \t"
_CELL_END = re.compile(r"(\\?)\|")


@dataclass(frozen=True, slots=True)
class Offsets:
    """From places in a content that was cut from the source to places in the source."""

    content: tuple[int, ...]
    """Where each unbroken stretch begins in the content; the first is 0."""
    source: tuple[int, ...]
    """Where the same stretch begins in the source."""

    def at(self, position: int) -> int:
        """Give the place in the source of a place in the content."""
        stretch = bisect_right(self.content, position) - 1
        return self.source[stretch] + position - self.content[stretch]


def bounds(state: StateBlock, line: int) -> tuple[int, int]:
    """Where a line's words begin, after all indentation and quote marks, and where it ends."""
    return state.bMarks[line] + state.tShift[line], state.eMarks[line]


def placed(rule: BlockRule) -> BlockRule:
    """Note the span of each block that a rule reads, on the first token of the block."""

    def read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        begin, count = bounds(state, start)[0], len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            last = state.eMarks[max(start, state.line - 1)]
            state.tokens[count].meta[SPAN] = (begin, max(begin, last))
        return True

    return read


def placed_paragraph(rule: BlockRule) -> BlockRule:
    """Cut a paragraph's lines from the source ourselves, so that each place is known."""

    # Markdown-it's own cut also drops every Unicode space at the paragraph's ends.
    def read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not rule(state, start, end, silent):
            return False
        lines = [bounds(state, line) for line in range(start, state.line)]
        content = "\n".join(state.src[begin:stop] for begin, stop in lines)
        inline = state.tokens[-2]
        inline.content = content.rstrip(_BLANK)
        inline.meta[OFFSETS] = _line_offsets(lines)
        return True

    return read


def _line_offsets(lines: list[tuple[int, int]]) -> Offsets:
    content, position = [], 0
    for begin, stop in lines:
        content.append(position)
        position += stop - begin + 1
    return Offsets(tuple(content), tuple(begin for begin, _ in lines))


def placed_table(rule: BlockRule) -> BlockRule:
    """Cut a table's cells from the source ourselves, and note cells that have no column."""

    def read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        count = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            _place_rows(state, state.tokens[count:])
        return True

    return placed(read)


def _place_rows(state: StateBlock, tokens: list[Token]) -> None:
    row: Token | None = None
    cells: list[tuple[int, int]] = []
    for token in tokens:
        if token.type == "tr_open" and token.map:
            row, cells = token, _cells(state.src, *bounds(state, token.map[0]))
        elif token.type == "inline":
            _place_cell(state.src, token, cells.pop(0) if cells else None)
        elif token.type == "tr_close" and row is not None:
            surplus = next((span for span in cells if state.src[slice(*span)].strip(_BLANK)), None)
            row.meta[SURPLUS] = surplus and _stripped(state.src, *surplus)


def _cells(source: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Split a row at each bar that no backslash precedes."""
    begin, end = _stripped(source, begin, end, MD_TRIM_CHARS)
    bars = [m.start() for m in _CELL_END.finditer(source, begin, end) if not m[1]]
    starts = [begin, *(bar + 1 for bar in bars)]
    cells = list(zip(starts, [*bars, end], strict=True))
    if cells[0][0] == cells[0][1]:
        del cells[0]
    if cells and cells[-1][0] == cells[-1][1]:
        del cells[-1]
    return cells


def _stripped(source: str, begin: int, end: int, blank: str = _BLANK) -> tuple[int, int]:
    text = source[begin:end].rstrip(blank)
    return begin + len(text) - len(text.lstrip(blank)), begin + len(text)


def _place_cell(source: str, token: Token, span: tuple[int, int] | None) -> None:
    begin, end = _stripped(source, *span) if span else (0, 0)
    content, places, parts = [0], [begin], []
    for match in _CELL_END.finditer(source, begin, end):
        parts.append(source[places[-1] : match.start()])
        content.append(content[-1] + len(parts[-1]))
        places.append(match.end() - 1)
    token.content = "".join([*parts, source[places[-1] : end]])
    token.meta[OFFSETS] = Offsets(tuple(content), tuple(places))


def closable(rule: InlineRule, closing: str) -> InlineRule:
    """Try a rule for brackets only where it can succeed, so that many brackets cost little."""

    def read(state: StateInline, silent: bool) -> bool:
        if state.html_terminator_last(closing) < state.pos:
            return False
        if silent and state.level > _DEEPEST_BRACKET:
            # Looking for a bracket's end looks into each bracket within it, anew at each level:
            # at some level it is given up, and the outermost one is text.
            state.pos = state.posMax
            return True
        return rule(state, silent)

    return read


def spanned(rule: InlineRule) -> InlineRule:
    """Note the span of each thing that an inline rule reads, on its first token."""

    def read(state: StateInline, silent: bool) -> bool:
        begin, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            for token in state.tokens[count:]:
                # Text that was waiting is pushed first.
                if token.type != "text":
                    token.meta[SPAN] = (begin, state.pos)
                    break
        return True

    return read


def spanned_link(rule: InlineRule) -> InlineRule:
    """Note also where a link's address begins."""
    noting = spanned(rule)

    def read(state: StateInline, silent: bool) -> bool:
        begin, count = state.pos, len(state.tokens)
        if not noting(state, silent):
            return False
        if not silent:
            label_end = state.md.helpers.parseLinkLabel(state, begin, disableNested=True)
            for token in state.tokens[count:]:
                if token.type == "link_open":
                    token.meta[ADDRESS_AT] = label_end + 2
                    break
        return True

    return read
