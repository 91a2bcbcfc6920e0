"""What is wrong with a block tree: whether it can be archived and written as Markdown.

Nothing in this module mends a tree. Trees read from Markdown without faults have no flaws.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from minutebook.markdown.grammar import (
    BLOCKS,
    DEEPEST,
    FOOTNOTE,
    GRAMMAR,
    UNFIT,
    Element,
    tightness,
)
from minutebook.markdown.tree import JOINED, Node, RichText, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTED = JOINED | {"code"}
_CONTAINERS = frozenset({"item", "quote", "footnote"})


def flaws(blocks: RichText) -> tuple[str, ...]:
    """
    Check a block tree against the grammar and what a grammar cannot say.

    Args:
        blocks: Of one field.

    Returns:
        Each flaw in a few words; empty for a tree that `compose` can write. Flaws that the table
        of elements does not show, with their reason:

        - emphasis or a link within its own kind, or beside it: it says nothing more, and the
          reader joins them;
        - two code spans side by side, or a line end in one: Markdown has no spelling for it;
        - a hard break at the end of a paragraph or of emphasis: Markdown takes it for a backslash;
        - a link without words: nobody could see it;
        - ``tight`` that does not fit the items: see `grammar.tightness`;
        - rows of unequal length or alignment: Markdown aligns columns;
        - footnotes not referred to, given twice, or missing.
    """
    return (*_order(blocks), *_notes(blocks), *_children(blocks, (), 0))


def _order(blocks: RichText) -> Iterator[str]:
    names = [block.name for block in blocks]
    for name in names:
        if name not in BLOCKS and name != FOOTNOTE:
            yield f"{name} is no block"
    if names != sorted(names, key=lambda name: name == FOOTNOTE):
        yield "a block after a footnote"


def _notes(blocks: RichText) -> Iterator[str]:
    given = [block.get("id") for block in blocks if block.name == FOOTNOTE]
    used = {node.get("id") for node in _all(blocks) if node.name == "note-ref"}
    if len(set(given)) != len(given):
        yield "a footnote given twice"
    if set(given) != used:
        yield "a footnote without a reference, or the reverse"


def _all(children: tuple[Node | str, ...]) -> Iterator[Node]:
    for child in children:
        if isinstance(child, Node):
            yield child
            yield from _all(child.children)


def _children(
    children: tuple[Node | str, ...], around: tuple[str, ...], depth: int
) -> Iterator[str]:
    for one, other in pairwise(children):
        yield from _neighbours(one, other)
    for child in children:
        if isinstance(child, str):
            yield from _text(child, around)
        else:
            yield from _node(child, around, depth + (child.name in _CONTAINERS))


def _neighbours(one: Node | str, other: Node | str) -> Iterator[str]:
    if isinstance(one, str) and isinstance(other, str):
        yield "two texts side by side"
    elif isinstance(one, Node) and isinstance(other, Node) and one.name == other.name in _PARTED:
        yield f"two {one.name} side by side"


def _text(text: str, around: tuple[str, ...]) -> Iterator[str]:
    if not text:
        yield "an empty text"
    if UNFIT.search(text):
        yield "a character that a text cannot hold"
    if around[-1:] == ("code",) and ("\n" in text or "\r" in text):
        yield "a line end in code"
    if around[-1:] == ("code-block",) and "\r" in text:
        yield "a carriage return in a code block"


def _node(node: Node, around: tuple[str, ...], depth: int) -> Iterator[str]:
    element = GRAMMAR.get(node.name)
    if element is None:
        yield f"{node.name} is unknown"
        return
    if depth == DEEPEST + 1 and node.name in _CONTAINERS:
        yield "too deep"
    if node.name in {*JOINED, "link"} and node.name in around:
        yield f"{node.name} within its kind"
    yield from _content(node, element, around)
    yield from _attributes(node, element)
    yield from _special(node)
    yield from _children(node.children, (*around, node.name), depth)


def _content(node: Node, element: Element, around: tuple[str, ...]) -> Iterator[str]:
    names = [child.name for child in node.children if isinstance(child, Node)]
    if not node.children and not element.empty:
        yield f"{node.name} is empty"
    if len(names) != len(node.children) and not element.text:
        yield f"text in {node.name}"
    if element.first:
        if names[:1] != [element.first]:
            yield f"{node.name} without {element.first}"
        names = names[1:]
    allowed = set(element.children)
    for outer in {"link", "cell"} & set(around):
        allowed &= set(GRAMMAR[outer].children)
    yield from (f"{name} in {node.name}" for name in names if name not in allowed)


def _attributes(node: Node, element: Element) -> Iterator[str]:
    given = [name for name, _ in node.attributes]
    known = {one.name: one for one in element.attributes}
    if given != [name for name in known if name in given]:
        yield f"attributes of {node.name}"
    for one in element.attributes:
        value = node.get(one.name)
        if one.name not in given:
            if one.required:
                yield f"{node.name} without {one.name}"
        elif not re.fullmatch(one.pattern, value) or UNFIT.search(value):
            yield f"{one.name} of {node.name}"


def _special(node: Node) -> Iterator[str]:
    last = node.children[-1] if node.children else None
    if node.name in {"p", *JOINED} and isinstance(last, Node) and last.name == "break":
        yield f"a break at the end of {node.name}"
    if node.name == "link" and not text_of(node).strip():
        yield "a link without words"
    if node.name == "list":
        yield from _list(node)
    if node.name == "table":
        yield from _table(node)
    language = node.get("language")
    if language != language.strip(" "):
        yield "spaces around a language"


def _list(node: Node) -> Iterator[str]:
    if node.get("kind") == "bullet" and node.get("start"):
        yield "a start without numbers"
    items = tuple(child for child in node.children if isinstance(child, Node))
    if items and node.get("tight") != tightness(items, wanted=node.get("tight") == "yes"):
        yield "tight that does not fit the items"


def _table(node: Node) -> Iterator[str]:
    columns = {
        tuple(cell.attributes for cell in row.children if isinstance(cell, Node))
        for row in node.children
        if isinstance(row, Node)
    }
    if len(columns) > 1:
        yield "rows that differ in their columns"
