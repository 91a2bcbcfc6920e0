"""The neutral form of a source: blocks of rich text, each with the line that it began on.

Nothing in this module knows a file format or the record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from minutebook.markdown.compose import compose
from minutebook.markdown.grammar import tightness
from minutebook.markdown.tree import Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BlockKind = Literal["heading", "p", "list", "table", "code-block", "quote", "rule"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One block of a source."""

    kind: BlockKind
    node: Node
    """As rich text; that of a heading is a paragraph."""
    line: int
    """Counted from 1; the number of the paragraph where a file has no lines."""
    level: int = 0
    """Of a heading, from 1."""
    items: tuple[tuple[Block, ...], ...] = ()
    """Of a list, what stands in each item."""
    notes: tuple[Node, ...] = ()
    """The footnotes that it refers to."""

    @property
    def text(self) -> str:
        """Its words, with a line end where the source has one within a paragraph."""
        return plain(self.node)


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """An image of a source."""

    title: str
    line: int
    target: str
    """Where its bytes are, as the source names it."""


def plain(node: Node | str) -> str:
    """
    Give the words of rich text.

    Args:
        node: Of any kind.

    Returns:
        The text alone: blocks, rows and cells one a line, no signs of emphasis or lists.
    """
    if isinstance(node, str):
        return node
    if node.name in {"break", "rule"}:
        return "\n"
    apart = node.name in {"list", "item", "quote", "table", "head", "row", "footnote"}
    return ("\n" if apart else "").join(plain(child) for child in node.children)


def paragraph(children: Iterable[Node | str], line: int, notes: tuple[Node, ...] = ()) -> Block:
    """
    Make a paragraph.

    Args:
        children: Its inlines.
        line: Where it begins.
        notes: The footnotes that it refers to.
    """
    return Block(kind="p", node=Node("p", (), tuple(children)), line=line, notes=notes)


def list_block(
    items: Iterable[tuple[Block, ...]], line: int, *, start: int | None = None, tight: bool = True
) -> Block:
    """
    Make a list.

    Args:
        items: What stands in each item; at least one item.
        line: Where it begins.
        start: Its first number; ``None`` for bullets.
        tight: Whether its items stand without empty lines.
    """
    items = tuple(items)
    nodes = tuple(Node("item", (), tuple(block.node for block in item)) for item in items)
    attributes = [("kind", "bullet" if start is None else "number")]
    if start is not None and start != 1 and start <= 999:
        attributes.append(("start", str(start)))
    attributes.append(("tight", tightness(nodes, wanted=tight)))
    notes = tuple(note for item in items for block in item for note in block.notes)
    node = Node("list", tuple(attributes), nodes)
    return Block(kind="list", node=node, line=line, items=items, notes=notes)


def one_item_list(like: Block, item: tuple[Block, ...]) -> Block:
    """
    Make a list of one item of another list, with the number that it had there.

    Args:
        like: The list.
        item: One of its items.
    """
    start = None
    if like.node.get("kind") == "number":
        start = int(like.node.get("start", "1")) + like.items.index(item)
    return list_block((item,), item[0].line if item else like.line, start=start)


def split_at_line_ends(block: Block) -> tuple[Block, ...]:
    """
    Cut a paragraph at its line ends.

    Args:
        block: A paragraph.

    Returns:
        A paragraph for each line that has words or signs, in order; a line end within emphasis
        cuts nothing.
    """
    lines: list[list[Node | str]] = [[]]
    for child in block.node.children:
        if isinstance(child, Node):
            lines.append([]) if child.name == "break" else lines[-1].append(child)
            continue
        first, *others = child.split("\n")
        lines[-1].append(first)
        lines += [[other] for other in others]
    made = (
        replace(block, node=Node("p", (), trimmed(children)), line=block.line + number)
        for number, children in enumerate(lines)
    )
    return tuple(one for one in made if one.node.children)


def trimmed(children: Iterable[Node | str]) -> tuple[Node | str, ...]:
    """
    Take blanks and hard breaks off both ends of inlines.

    Args:
        children: The inlines.
    """
    kept = [child for child in children if child != ""]
    while kept and _is_blank(kept[0]):
        kept.pop(0)
    while kept and _is_blank(kept[-1]):
        kept.pop()
    if kept and isinstance(kept[0], str):
        kept[0] = kept[0].lstrip()
    if kept and isinstance(kept[-1], str):
        kept[-1] = kept[-1].rstrip()
    return tuple(kept)


def _is_blank(child: Node | str) -> bool:
    return not child.strip() if isinstance(child, str) else child.name == "break"


def without_beginning(block: Block, length: int) -> Block:
    """
    Take characters off the beginning of a paragraph.

    Args:
        block: A paragraph.
        length: How many characters of `Block.text` go.

    Returns:
        The rest, without blanks at its ends; it may be empty.
    """
    children, _ = _cut(block.node.children, length)
    skipped = block.text[:length].count("\n")
    return replace(block, node=Node("p", (), trimmed(children)), line=block.line + skipped)


def _cut(children: tuple[Node | str, ...], length: int) -> tuple[list[Node | str], int]:
    """Take characters off the beginning of inlines; also give how many are still to go."""
    kept: list[Node | str] = []
    for child in children:
        if length <= 0:
            kept.append(child)
        elif isinstance(child, str):
            kept.append(child[length:])
            length -= len(child)
        elif child.name == "break":
            length -= 1
        else:
            within, length = _cut(child.children, length)
            within = [one for one in within if one != ""]
            if within:
                kept.append(Node(child.name, child.attributes, tuple(within)))
    return [one for one in kept if one != ""], length


def markdown_of(blocks: Iterable[Block]) -> str:
    """
    Write blocks as the Markdown of one field.

    Args:
        blocks: In their order.

    Returns:
        Markdown; of several lines it ends with a line end, as an author writes it.
    """
    blocks = tuple(blocks)
    notes = tuple(note for block in blocks for note in block.notes)
    text = compose((*(block.node for block in blocks), *notes))
    return f"{text}\n" if "\n" in text or len(text) > _WIDEST else text


_WIDEST = 72


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """
    Give each block, and those within lists.

    Args:
        blocks: In their order.
    """
    for block in blocks:
        yield block
        for item in block.items:
            yield from walk(item)


_WORD = re.compile(r"[^\W_]")


def has_words(text: str) -> bool:
    """Say whether there is a letter or digit in a text."""
    return _WORD.search(text) is not None


def is_only_link(block: Block) -> bool:
    """A link to a list of actions is no action."""
    only = block.node.children
    return len(only) == 1 and isinstance(only[0], Node) and only[0].name == "link"


def begins_strong(block: Block) -> bool:
    """Say whether a paragraph begins in bold."""
    first = block.node.children[0] if block.node.children else ""
    return isinstance(first, Node) and first.name == "strong"
