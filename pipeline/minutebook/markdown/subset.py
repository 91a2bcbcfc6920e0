"""From the block tokens of a field to its tree, or faults.

Nothing in this module reads Markdown itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from markdown_it.common.utils import unescapeAll

from minutebook.markdown.grammar import (
    DEEPEST,
    MOST_NUMBER,
    NOTE_MARK,
    UNFIT,
    tightness,
)
from minutebook.markdown.inlines import read_inlines
from minutebook.markdown.offsets import OFFSETS, SPAN, SURPLUS, UNCLOSED
from minutebook.markdown.tree import Draft, Node, RichText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from markdown_it.token import Token

    from minutebook.markdown.faults import Faults
    from minutebook.markdown.offsets import Offsets

# The line below a table's head; alone in a paragraph, it is one that the head does not fit.
_DELIMITERS = re.compile("^[|: \t-]{3,}$", re.MULTILINE)
_MARK = re.compile(NOTE_MARK)
_ONE_LINE = str.maketrans("\t\n\r", "   ")


@dataclass(slots=True)
class _Reading:
    """A field while it is read."""

    faults: Faults
    stack: list[Draft]
    """The innermost element that is still open comes last; the first takes the field's blocks."""
    notes: list[Draft] = field(default_factory=list)
    note_spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Where each footnote is given first, by its mark."""
    references: list[tuple[str, int, int]] = field(default_factory=list)
    tight: list[bool] = field(default_factory=list)
    """For each open list, whether a paragraph within it was marked as tight."""
    numbers: list[list[tuple[str, tuple[int, int]]]] = field(default_factory=list)
    """For each open list, the number and place of each of its items so far."""
    depth: int = 0
    """How many quotes, items and footnotes are open."""

    def open(self, name: str, *attributes: tuple[str, str]) -> None:
        """Begin an element."""
        self.stack.append(Draft(name, attributes))

    def close(self) -> Draft:
        """End the innermost element, and put it into the one around it."""
        draft = self.stack.pop()
        self.stack[-1].children.append(draft)
        return draft

    def enter(self, token: Token, name: str) -> None:
        """Begin an element that may hold itself."""
        self.depth += 1
        if self.depth == DEEPEST + 1:
            self.faults.add("E377", *token.meta[SPAN], DEEPEST)
        self.open(name)


def read_blocks(tokens: Iterable[Token], faults: Faults) -> RichText:
    """
    Read the tokens of a field.

    Args:
        tokens: As `minutebook.markdown.dialect.PARSER` gives them.
        faults: Takes what the subset does not hold.

    Returns:
        The blocks, then the footnotes by the order of their definition. Sound only where there
        are no faults; with them it holds what could be read.
    """
    root = Draft("")
    reading = _Reading(faults, [root])
    for token in tokens:
        _READERS[token.type](reading, token)
    _check_notes(reading)
    root.children += reading.notes
    return tuple(child for child in root.freeze().children if isinstance(child, Node))


def _check_notes(reading: _Reading) -> None:
    used = set()
    for mark, start, end in reading.references:
        used.add(mark)
        if mark not in reading.note_spans:
            reading.faults.add("E370", start, end)
    for mark, span in reading.note_spans.items():
        if mark not in used:
            reading.faults.add("E368", *span)


def _pass(_: _Reading, __: Token) -> None:
    """Some tokens add nothing to the tree."""


def _close(reading: _Reading, _: Token) -> None:
    reading.close()


def _open_paragraph(reading: _Reading, token: Token) -> None:
    # Only a direct child of an item is ever marked.
    if token.hidden:
        reading.tight[-1] = True
    reading.open("p")


def _read_inline(reading: _Reading, token: Token) -> None:
    offsets = token.meta.get(OFFSETS)
    if offsets and reading.stack[-1].name == "p":
        _check_delimiters(reading.faults, token.content, offsets)
    read_inlines(token, reading.stack[-1], reading.faults, reading.references)


def _check_delimiters(faults: Faults, content: str, offsets: Offsets) -> None:
    for match in _DELIMITERS.finditer(content):
        if {"-", "|"} <= set(match[0]):
            start = offsets.at(match.start())
            faults.add("W360", start, start + len(match[0].rstrip()))


def _open_heading(reading: _Reading, token: Token) -> None:
    start, end = token.meta[SPAN]
    if token.markup in {"-", "="}:
        # The line below the words is what makes them a heading.
        end = start + len(reading.faults.text[start:end].rstrip())
        line = reading.faults.text[start:end]
        start += len(line.rstrip(token.markup))
        reading.faults.add("E381", start, end)
    else:
        reading.faults.add("E360", start, start + len(token.markup))
    reading.open("p")


def _open_quote(reading: _Reading, token: Token) -> None:
    reading.enter(token, "quote")


def _open_item(reading: _Reading, token: Token) -> None:
    reading.numbers[-1].append((token.info, token.meta[SPAN]))
    reading.enter(token, "item")


def _leave(reading: _Reading, _: Token) -> None:
    reading.depth -= 1
    reading.close()


def _open_list(reading: _Reading, token: Token) -> None:
    reading.tight.append(False)
    reading.numbers.append([])
    kind = "number" if token.type == "ordered_list_open" else "bullet"
    start = token.attrs.get("start", 1)
    reading.open("list", ("kind", kind), *([("start", str(start))] if start != 1 else []))


def _close_list(reading: _Reading, token: Token) -> None:
    draft = reading.stack[-1]
    items = tuple(child for child in draft.freeze().children if isinstance(child, Node))
    wanted = reading.tight.pop()
    draft.attributes = (*draft.attributes, ("tight", tightness(items, wanted=wanted)))
    numbers = reading.numbers.pop()
    if token.type == "ordered_list_close":
        _check_numbers(reading.faults, numbers)
    reading.close()


def _check_numbers(faults: Faults, numbers: list[tuple[str, tuple[int, int]]]) -> None:
    """Numbers go up by one, or are all the same as Markdown writers have them: 1, 1, 1."""
    if {number for number, _ in numbers} in ({"1"}, {"0"}):
        return
    for (last, _), (number, (start, _)) in pairwise(numbers):
        following = str(int(last) + 1)
        if number != following and (int(number) > MOST_NUMBER or int(number) != int(following)):
            end = start + len(number) + 1
            said = faults.text[start:end]
            faults.add("E376", start, end, last, following, f"{said[:-1]}\\{said[-1:]}")


def _read_rule(reading: _Reading, _: Token) -> None:
    reading.open("rule")
    reading.close()


def _read_fence(reading: _Reading, token: Token) -> None:
    start, end = token.meta[SPAN]
    if token.meta[UNCLOSED]:
        reading.faults.add("E375", start, start + len(token.markup))
    language = unescapeAll(token.info).translate(_ONE_LINE).strip(" ")
    if UNFIT.search(language):
        reading.faults.add("E378", start, end, said=language)
    _code_block(reading, token, language)


def _read_indented(reading: _Reading, token: Token) -> None:
    reading.faults.add("E374", *token.meta[SPAN])
    _code_block(reading, token, "")


def _code_block(reading: _Reading, token: Token, language: str) -> None:
    reading.open("code-block", *([("language", language)] if language else []))
    text = token.content.removesuffix("\n")
    if text:
        reading.stack[-1].children.append(text)
    reading.close()


def _open_table(reading: _Reading, _: Token) -> None:
    reading.open("table")


def _open_row(reading: _Reading, token: Token) -> None:
    surplus = token.meta.get(SURPLUS)
    if surplus:
        reading.faults.add("E367", *surplus)
    reading.open("row" if reading.stack[-1].children else "head")


def _open_cell(reading: _Reading, token: Token) -> None:
    align = str(token.attrs.get("style", "")).removeprefix("text-align:")
    reading.open("cell", *([("align", align)] if align else []))


def _open_footnote(reading: _Reading, token: Token) -> None:
    mark, (start, end) = token.meta["id"], token.meta[SPAN]
    span = (start, end - 1)
    if not _MARK.fullmatch(mark):
        reading.faults.add("E373", *span)
    elif mark in reading.note_spans:
        reading.faults.add("E369", *span)
    else:
        reading.note_spans[mark] = span
    reading.enter(token, "footnote")
    reading.stack[-1].attributes = (("id", mark),)
    # A note within a note comes after it, so its place is taken now.
    reading.notes.append(reading.stack[-1])


def _close_footnote(reading: _Reading, _: Token) -> None:
    reading.depth -= 1
    draft = reading.stack.pop()
    mark = draft.attributes[0][1]
    if not draft.children:
        reading.faults.add("E371", *reading.note_spans.get(mark, (0, 0)))


_READERS: Mapping[str, Callable[[_Reading, Token], None]] = MappingProxyType(
    {
        "paragraph_open": _open_paragraph,
        "paragraph_close": _close,
        "inline": _read_inline,
        "heading_open": _open_heading,
        "heading_close": _close,
        "blockquote_open": _open_quote,
        "blockquote_close": _leave,
        "bullet_list_open": _open_list,
        "bullet_list_close": _close_list,
        "ordered_list_open": _open_list,
        "ordered_list_close": _close_list,
        "list_item_open": _open_item,
        "list_item_close": _leave,
        "hr": _read_rule,
        "fence": _read_fence,
        "code_block": _read_indented,
        "table_open": _open_table,
        "table_close": _close,
        "thead_open": _pass,
        "thead_close": _pass,
        "tbody_open": _pass,
        "tbody_close": _pass,
        "tr_open": _open_row,
        "tr_close": _close,
        "th_open": _open_cell,
        "th_close": _close,
        "td_open": _open_cell,
        "td_close": _close,
        "footnote_open": _open_footnote,
        "footnote_close": _close_footnote,
    }
)
