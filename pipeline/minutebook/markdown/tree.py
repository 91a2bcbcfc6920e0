"""The block tree of a rich text, and the growing form in which it is built.

Nothing in this module knows Markdown or XML.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

Attributes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Node:
    """An element of rich text; equal nodes have equal hashes."""

    name: str
    """The name of the XML element that it is archived as."""
    attributes: Attributes = ()
    """In the order of the grammar, without those that are absent."""
    children: tuple[Node | str, ...] = ()
    """Two strings never stand side by side, and none is empty."""

    def get(self, name: str, default: str = "") -> str:
        """Give an attribute's value."""
        return next((value for key, value in self.attributes if key == name), default)


RichText = tuple[Node, ...]
"""Blocks, and after them the footnotes in the order of their definition."""

JOINED = frozenset({"em", "strong", "strike"})
"""Emphasis is a property of words: two neighbours of a kind are one, and none nests in its kind."""


@dataclass(slots=True)
class Draft:
    """An element while its children still come."""

    name: str
    attributes: Attributes = ()
    children: list[Draft | str] = field(default_factory=list)

    def add(self, child: Draft | str) -> Draft | None:
        """
        Take in the next child, joining it with the last one where the two are one.

        Args:
            child: Not used again by the caller, unless it is a code span.

        Returns:
            A code span that now touches the code span before it: such a pair has no spelling in
            Markdown.
        """
        last = self.children[-1] if self.children else None
        if isinstance(child, str) or not isinstance(last, Draft) or last.name != child.name:
            if child:
                self.children.append(child)
            return None
        if child.name in JOINED:
            touching = [last.add(part) for part in child.children]
            return next((draft for draft in touching if draft), None)
        self.children.append(child)
        return child if child.name == "code" else None

    def freeze(self) -> Node:
        """Give the finished node, with strings that stand side by side joined."""
        children: list[Node | str] = []
        for is_text, run in groupby(self.children, key=lambda child: isinstance(child, str)):
            if is_text:
                children.append("".join(str(text) for text in run))
            else:
                children += [draft.freeze() for draft in run if isinstance(draft, Draft)]
        return Node(self.name, self.attributes, tuple(children))


def text_of(node: Node | str) -> str:
    """All text within a node, run together."""
    if isinstance(node, str):
        return node
    return "".join(text_of(child) for child in node.children)
