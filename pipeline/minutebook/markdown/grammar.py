"""Which element of rich text may hold which children and attributes.

Nothing in this module knows Markdown or XML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minutebook.markdown.tree import Node


@dataclass(frozen=True, kw_only=True, slots=True)
class Attribute:
    """An attribute of an element."""

    name: str
    pattern: str
    """What its value matches as a whole; written so that Python and XSD 1.0 read it alike."""
    required: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Element:
    """What an element may hold."""

    children: tuple[str, ...] = ()
    """Names of the elements within it, in any order and number unless `first` says otherwise."""
    text: bool = False
    """Whether text may stand between them."""
    first: str | None = None
    """An element that comes once, before all others."""
    empty: bool = False
    """Whether it may hold nothing at all."""
    attributes: tuple[Attribute, ...] = ()
    """In their fixed order."""


BLOCKS = ("p", "list", "quote", "code-block", "table", "rule")
"""What a field, an item, a quote and a footnote hold."""

FOOTNOTE = "footnote"
"""Stands only at the end of a field, after all blocks."""

INLINES = ("em", "strong", "strike", "code", "link", "break", "note-ref")
_IN_CELL = ("em", "strong", "strike", "code", "link", "note-ref")
_IN_LINK = ("em", "strong", "strike", "code", "break")

_LINE = "[^\\t\\n\\r]+"
_WORD = '[^\\t\\n\\r \x7f<>"\\\\`]'
ADDRESS = (
    f"[Hh][Tt][Tt][Pp][Ss]?://{_WORD}+|([Mm][Aa][Ii][Ll][Tt][Oo]|[Tt][Ee][Ll]):{_WORD}+|#{_WORD}+"
)
NOTE_MARK = "[^\\t\\n\\r !-,/:-@\\[\\\\\\]\\^`{|}~]+"
"""Letters and digits of any script, ``.``, ``-`` and ``_``."""

_ALIGN = Attribute(name="align", pattern="left|right|center")
_MARK = Attribute(name="id", pattern=NOTE_MARK, required=True)

GRAMMAR: Mapping[str, Element] = MappingProxyType(
    {
        "p": Element(children=INLINES, text=True),
        "list": Element(
            children=("item",),
            attributes=(
                Attribute(name="kind", pattern="bullet|number", required=True),
                Attribute(name="start", pattern="0|[2-9]|[1-9][0-9]{1,2}"),
                Attribute(name="tight", pattern="yes|no", required=True),
            ),
        ),
        "item": Element(children=BLOCKS, empty=True),
        "quote": Element(children=BLOCKS, empty=True),
        "code-block": Element(
            text=True, empty=True, attributes=(Attribute(name="language", pattern=_LINE),)
        ),
        "table": Element(first="head", children=("row",)),
        "head": Element(children=("cell",)),
        "row": Element(children=("cell",)),
        "cell": Element(children=_IN_CELL, text=True, empty=True, attributes=(_ALIGN,)),
        "rule": Element(empty=True),
        "footnote": Element(children=BLOCKS, attributes=(_MARK,)),
        "em": Element(children=INLINES, text=True),
        "strong": Element(children=INLINES, text=True),
        "strike": Element(children=INLINES, text=True),
        "code": Element(text=True),
        "link": Element(
            children=_IN_LINK,
            text=True,
            attributes=(
                Attribute(name="href", pattern=ADDRESS, required=True),
                Attribute(name="title", pattern=_LINE),
            ),
        ),
        "break": Element(empty=True),
        "note-ref": Element(empty=True, attributes=(_MARK,)),
    }
)
"""By name. What a table of elements cannot say is in `minutebook.markdown.flaws`."""

# A transcript's turn, which is made elsewhere, holds blocks and no text of its own.
ELEMENT_ONLY = frozenset(name for name, element in GRAMMAR.items() if not element.text) | {"turn"}
"""Elements that never hold text, so that white space may be added within them."""

DEEPEST = 20
"""How many quotes, items and footnotes may stand one within another."""

MOST_NUMBER = 999
"""The highest number a list may start with: `2019.` at the start of a line is a year."""

# Named one by one, as there are few: all others as a range would take Python long to compile.
_PLANE_ENDS = "".join(f"{chr((plane << 16) - 2)}{chr((plane << 16) - 1)}" for plane in range(1, 18))
UNFIT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}]")
"""
Characters that a text cannot hold: those that XML cannot, and those that XML discourages and
Markdown has no reference for (control characters, which most often are a wrongly decoded quotation
mark, and noncharacters).

Source: XML 1.0, production 2 and the note below it.
"""


def tightness(items: tuple[Node, ...], *, wanted: bool) -> str:
    """
    Give a list's ``tight`` as the tree holds it.

    Args:
        items: The items of the list; at least one.
        wanted: Whether the author wrote them without empty lines.

    Returns:
        ``yes`` or ``no``. Where it can't be seen, since no item holds a paragraph, or since there
        is but one item with one block, it is ``yes``; where blocks need an empty line between
        them, it is ``no``.
    """
    if not any(_holds_paragraph(item) for item in items):
        return "yes"
    if len(items) == 1 and len(items[0].children) <= 1:
        return "yes"
    return "yes" if wanted and all(_can_be_tight(item) for item in items) else "no"


def _holds_paragraph(item: Node) -> bool:
    return any(child.name == "p" for child in _blocks(item))


def _can_be_tight(item: Node) -> bool:
    blocks = _blocks(item)
    return all(can_touch(one, other) for one, other in pairwise(blocks))


def _blocks(node: Node) -> list[Node]:
    return [child for child in node.children if not isinstance(child, str)]


_TOUCHES = MappingProxyType(
    {
        "p": {"quote", "code-block", "rule", "table", "list"},
        "code-block": set(BLOCKS),
        "rule": set(BLOCKS),
        "table": {"quote", "code-block", "rule", "list"},
        "quote": {"code-block", "rule", "list"},
        "list": {"quote", "code-block", "rule", "list"},
    }
)


def can_touch(one: Node, other: Node) -> bool:
    """
    Say whether a block may follow another with no empty line between.

    Args:
        one: A block.
        other: The block after it.

    Returns:
        Whether Markdown reads the two as they are, and not as one.

    Source:
        CommonMark 0.31, 4.8 and 5.2: what may interrupt a paragraph.
    """
    if other.name not in _TOUCHES[one.name]:
        return False
    if one.name == "p" and other.name == "list":
        first = _blocks(other)[0]
        return other.get("start", "1") == "1" and bool(first.children)
    return True
