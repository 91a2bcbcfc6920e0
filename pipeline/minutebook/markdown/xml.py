"""The block tree as XML elements, one for one, and back.

Nothing in this module knows Markdown, or how XML becomes bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from minutebook.markdown.grammar import GRAMMAR
from minutebook.markdown.tree import Node, RichText

if TYPE_CHECKING:
    from collections.abc import Iterable

_HOLDS_TEXT = frozenset(name for name, element in GRAMMAR.items() if element.text)


def to_xml(blocks: RichText, parent: etree._Element) -> None:
    """
    Append a block tree to an element.

    Args:
        blocks: The tree; may be empty.
        parent: The element of the field; its namespace is given to all that is appended.
    """
    namespace = etree.QName(parent).namespace
    _append(blocks, parent, f"{{{namespace}}}" if namespace else "")


def _append(children: Iterable[Node | str], parent: etree._Element, prefix: str) -> None:
    last: etree._Element | None = None
    for child in children:
        if isinstance(child, Node):
            last = etree.SubElement(parent, prefix + child.name, dict(child.attributes))
            _append(child.children, last, prefix)
        elif last is None:
            parent.text = (parent.text or "") + child
        else:
            last.tail = (last.tail or "") + child


def from_xml(parent: etree._Element) -> RichText:
    """
    Read the block tree that stands in an element.

    Args:
        parent: The element of the field. White space between elements that hold no text is not
            read; comments and processing instructions are not either.

    Returns:
        The tree; the exact inverse of `to_xml`.
    """
    return tuple(_node(child) for child in parent.iterchildren("*"))


def _node(element: etree._Element) -> Node:
    name = etree.QName(element).localname
    parts = _mixed(element) if name in _HOLDS_TEXT else from_xml(element)
    return Node(name, _attributes(name, element), parts)


def _attributes(name: str, element: etree._Element) -> tuple[tuple[str, str], ...]:
    """Read attributes in the order of the grammar, then any others."""
    given = {str(key): str(value) for key, value in element.attrib.items()}
    known = [one.name for one in GRAMMAR[name].attributes] if name in GRAMMAR else []
    first = [(key, given.pop(key)) for key in known if key in given]
    return (*first, *given.items())


def _mixed(element: etree._Element) -> tuple[Node | str, ...]:
    """Read text and elements in their order, with no empty text and no two texts in a row."""
    parts: list[Node | str] = []
    text = element.text or ""
    elements = set(element.iterchildren("*"))
    for child in element:
        # A comment is none of them, but the text after it counts.
        if child in elements:
            parts += [text, _node(child)] if text else [_node(child)]
            text = ""
        text += child.tail or ""
    return (*parts, text) if text else tuple(parts)
