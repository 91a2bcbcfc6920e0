"""Inlines of rich text as they are put together: joined, cleaned, set on one line.

Nothing in this module knows a file format.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from minutebook.markdown.grammar import UNFIT
from minutebook.markdown.tree import Draft, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minutebook.drafts.blocks import Block

_MARKS = re.compile("[\u200b\u2060\ufeff\u00ad]")


def table_node(rows: tuple[tuple[tuple[Node | str, ...], ...], ...]) -> Node:
    """
    Make a table of which the first row is the head.

    Args:
        rows: The inlines of each cell; every row is as long as the others.
    """
    head, *others = [tuple(Node("cell", (), cell) for cell in row) for row in rows]
    return Node("table", (), (Node("head", (), head), *(Node("row", (), row) for row in others)))


def in_cell(block: Block) -> Iterator[Node | str]:
    """Put a block on one line, as a cell has it."""
    if block.kind in {"p", "heading"}:
        for child in block.node.children:
            if isinstance(child, str):
                yield child.replace("\n", " ")
            else:
                yield " " if child.name == "break" else _on_one_line(child)
        return
    yield " ".join(words_in(block.node).split())


def _on_one_line(node: Node) -> Node:
    children = tuple(
        child.replace("\n", " ")
        if isinstance(child, str)
        else (" " if child.name == "break" else _on_one_line(child))
        for child in node.children
    )
    return Node(node.name, node.attributes, tuple(joined(children)))


def words_in(node: Node | str) -> str:
    """Give the words of inlines, with blanks where blocks meet."""
    if isinstance(node, str):
        return node
    if node.name in {"break", "item", "row", "cell", "p"}:
        return " " + "".join(words_in(child) for child in node.children) + " "
    return "".join(words_in(child) for child in node.children)


def unbold(children: tuple[Node | str, ...]) -> tuple[Node | str, ...]:
    """Take emphasis off a term that is set in bold anyway."""
    return (" ".join("".join(words_in(child) for child in children).split()),)


def joined(children: Iterable[Node | str]) -> list[Node | str]:
    """Join texts and emphasis that stand side by side."""
    draft = Draft("p")
    for child in drafts_of(children):
        add_to(draft, child)
    return list(draft.freeze().children)


def add_to(draft: Draft, child: Draft | str) -> None:
    """Add a child, with a blank between two that cannot touch."""
    last = draft.children[-1] if draft.children else None
    both = isinstance(last, Draft) and isinstance(child, Draft) and last.name == child.name
    if both and isinstance(child, Draft) and child.name in {"code", "link"}:
        draft.add(" ")
    draft.add(child)


def drafts_of(children: Iterable[Node | str]) -> Iterator[Draft | str]:
    """Turn nodes into drafts, so that they can be joined with others."""
    for child in children:
        if isinstance(child, str):
            yield child
        else:
            yield Draft(child.name, child.attributes, list(drafts_of(child.children)))


def clean(text: str) -> str:
    """Take out what no text may hold; the words are the same without it."""
    return _MARKS.sub("", UNFIT.sub(" ", text)).replace("\r", "")


def unwrapped(element: dict[str, Any]) -> list[dict[str, Any]]:
    """Take off the span by which pandoc tells where a word stands."""
    if element["t"] != "Span" or element["c"][0][1]:
        return [element]
    inner: list[dict[str, Any]] = element["c"][1]
    return inner
