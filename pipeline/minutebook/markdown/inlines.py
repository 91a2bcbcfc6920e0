"""From the inline tokens of one paragraph or cell to nodes, or faults.

Nothing in this module knows blocks or where the paragraph stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from markdown_it.helpers import parseLinkDestination

from minutebook.markdown.grammar import ADDRESS, NOTE_MARK, UNFIT
from minutebook.markdown.offsets import ADDRESS_AT, OFFSETS, SPAN, Offsets
from minutebook.markdown.tree import Draft, text_of

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Mapping

    from markdown_it.token import Token

    from minutebook.markdown.faults import Faults

_ADDRESS = re.compile(ADDRESS)
_MARK = re.compile(NOTE_MARK)
_TAG = re.compile("<(/?)([A-Za-z][A-Za-z0-9-]*)")
_ONE_LINE = str.maketrans("\t\n\r", "   ")
_REPLACEMENT = 0xFFFD
_NAMES = {"em": "em", "strong": "strong", "s": "strike"}
_NOWHERE = Offsets((0,), (0,))


@dataclass(slots=True)
class _Reading:
    """One paragraph or cell while it is read."""

    faults: Faults
    references: list[tuple[str, int, int]]
    content: str
    offsets: Offsets
    stack: list[Draft]
    """The innermost element that is still open comes last."""
    opened: list[str] = field(default_factory=list)
    """The tags that are still open, those included that add no element."""
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Where a link or a code span stands in the content, by the identity of its draft."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the field's value of a place in the content."""
        # The character before the end stands in a known line; the end itself may not.
        return self.offsets.at(start), self.offsets.at(max(start, end - 1)) + (end > start)

    def fault(self, code: str, start: int, end: int, said: str | None = None) -> None:
        """Note a fault at a place of the content."""
        shown = self.content[start:end] if said is None else said
        self.faults.add(code, *self.place(start, end), said=shown)

    def add(self, child: Draft | str) -> None:
        """Put a finished child into the innermost open element."""
        touching = self.stack[-1].add(child)
        if touching:
            self.fault("E380", *self.spans[id(touching)])


def read_inlines(
    token: Token, into: Draft, faults: Faults, references: list[tuple[str, int, int]]
) -> None:
    """
    Read the tokens of a paragraph or cell.

    Args:
        token: Of type ``inline``.
        into: The element that takes the children.
        faults: Takes what the subset does not hold.
        references: Takes each reference to a footnote: its mark, its start and its end.
    """
    offsets = token.meta.get(OFFSETS, _NOWHERE)
    reading = _Reading(faults, references, token.content, offsets, [into])
    for child in token.children or ():
        _READERS.get(child.type, _read_text)(reading, child)


def _read_text(reading: _Reading, token: Token) -> None:
    if token.info == "entity":
        _check_reference(reading, token)
    reading.add(token.content)


def _check_reference(reading: _Reading, token: Token) -> None:
    # A reference such as `&#1;` is read as U+FFFD, which is not what it stands for.
    replaced = token.content == "\ufffd" and _number(token.markup) != _REPLACEMENT
    if replaced or UNFIT.search(token.content):
        reading.fault("E378", *token.meta[SPAN])


def _number(reference: str) -> int:
    """Give the number in a reference; no name stands for U+FFFD."""
    digits = reference[2:-1].lower()
    return int(digits[1:], 16) if digits.startswith("x") else int(digits)


def _read_soft_break(reading: _Reading, _: Token) -> None:
    reading.add("\n")


def _read_hard_break(reading: _Reading, _: Token) -> None:
    reading.add(Draft("break"))


def _read_code(reading: _Reading, token: Token) -> None:
    draft = Draft("code", (), [token.content])
    reading.spans[id(draft)] = token.meta[SPAN]
    reading.add(draft)


def _open(reading: _Reading, token: Token) -> None:
    name = _NAMES[token.tag]
    # Emphasis within its own kind says nothing more.
    if name not in reading.opened:
        reading.stack.append(Draft(name))
    reading.opened.append(name)


def _close(reading: _Reading, _: Token) -> None:
    name = reading.opened.pop()
    if name not in reading.opened:
        draft = reading.stack.pop()
        reading.add(draft)


def _open_link(reading: _Reading, token: Token) -> None:
    href = str(token.attrs["href"])
    title = str(token.attrs.get("title", "")).translate(_ONE_LINE)
    draft = Draft("link", (("href", href), ("title", title)) if title else (("href", href),))
    reading.spans[id(draft)] = token.meta[SPAN]
    _check_link(reading, token, href, title)
    if "link" not in reading.opened:
        reading.stack.append(draft)
    reading.opened.append("link")


def _check_link(reading: _Reading, token: Token, href: str, title: str) -> None:
    span = token.meta[SPAN]
    if "link" in reading.opened:
        reading.fault("E366", *span)
    if not _ADDRESS.fullmatch(href):
        reading.fault("E364", *_address_span(reading.content, token))
    elif UNFIT.search(href + title):
        reading.fault("E378", *span)


def _address_span(content: str, token: Token) -> tuple[int, int]:
    """Find the address within a link; the whole link where it has none."""
    start, end = token.meta[SPAN]
    if ADDRESS_AT not in token.meta:
        return start + 1, end - 1
    after = content[token.meta[ADDRESS_AT] : end]
    begin = token.meta[ADDRESS_AT] + len(after) - len(after.lstrip(" \t\n"))
    found = parseLinkDestination(content, begin, end)
    if not found.ok or not found.str:
        return start, end
    return (begin + 1, found.pos - 1) if content[begin] == "<" else (begin, found.pos)


def _close_link(reading: _Reading, _: Token) -> None:
    reading.opened.pop()
    if "link" in reading.opened:
        return
    draft = reading.stack.pop()
    if not text_of(draft.freeze()).strip():
        reading.fault("E365", *reading.spans[id(draft)], said=draft.attributes[0][1])
    reading.add(draft)


def _read_image(reading: _Reading, token: Token) -> None:
    reading.fault("E361", *token.meta[SPAN])
    reading.add(token.content)


def _read_html(reading: _Reading, token: Token) -> None:
    if not _ends_what_is_told(reading.faults.tags, token.content):
        code = "E363" if token.content[1] in "!?" else "E362"
        reading.fault(code, *token.meta[SPAN])
    reading.add(token.content)


def _ends_what_is_told(tags: Counter[str], written: str) -> bool:
    """Say whether a tag ends an element that has been told of: the two are one fault."""
    match = _TAG.match(written)
    if match is None:
        return False
    name = match[2].lower()
    if not match[1]:
        tags[name] += 1
    elif tags[name]:
        tags[name] -= 1
        return True
    return False


def _read_note_in_place(reading: _Reading, token: Token) -> None:
    reading.fault("E372", *token.meta[SPAN])
    reading.add(token.content)


def _read_note_mark(reading: _Reading, token: Token) -> None:
    span = token.meta[SPAN]
    if _MARK.fullmatch(token.content):
        reading.references.append((token.content, *reading.place(*span)))
    else:
        reading.fault("E373", *span)
    reading.add(Draft("note-ref", (("id", token.content),)))


_READERS: Mapping[str, Callable[[_Reading, Token], None]] = MappingProxyType(
    {
        "softbreak": _read_soft_break,
        "hardbreak": _read_hard_break,
        "code_inline": _read_code,
        "em_open": _open,
        "em_close": _close,
        "strong_open": _open,
        "strong_close": _close,
        "s_open": _open,
        "s_close": _close,
        "link_open": _open_link,
        "link_close": _close_link,
        "image": _read_image,
        "html_inline": _read_html,
        "note_in_place": _read_note_in_place,
        "note_ref": _read_note_mark,
    }
)
