"""What Markdown cannot say otherwise than in HTML, said plainly: tables, places, looks.

Nothing in this module knows a record; it changes an AST that was made for Markdown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from minutebook.render.typst_fit import part_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

_BETWEEN = " · "
_LEAVES = ("Para", "Plain", "Header", "line", "term")


def fit_for_markdown(ast: etree._Element) -> None:
    """
    Change an AST so that it is written without HTML, each cell of a table as one line of words.

    Args:
        ast: The ``Pandoc`` element, changed in place.

    Source:
        docs/explanation/architecture.md, "Rendering": pandoc writes a sign in place of a whole
        table that no table of Markdown can hold, and no places that a link could lead to.
    """
    part_paragraphs(ast)
    for table in list(ast.iter("Table")):
        _lift_caption(table)
        for cell in table.iter("Cell"):
            _flatten(cell)
        for column in table.iter("ColSpec"):
            column.attrib.pop("col-width", "")
    for link in list(ast.iter("Link")):
        if link.get("href", "").startswith("#"):
            link.tag = "Span"
            link.attrib.clear()


def _lift_caption(table: etree._Element) -> None:
    """Set a table's caption before it: Markdown's tables have none."""
    caption = table.find("Caption")
    if caption is None or not len(caption):
        return
    for block in list(caption):
        block.tag = "Para"
        words = etree.Element("Strong")
        words.text, block.text = block.text, None
        words.extend(list(block))
        block.append(words)
        table.addprevious(block)
    caption.clear()


def _flatten(cell: etree._Element) -> None:
    line = etree.Element("Plain")
    for leaf in list(_leaves(cell)):
        _add(line, _BETWEEN if len(line) or line.text else "")
        if leaf.tag == "CodeBlock":
            etree.SubElement(line, "Code").text = " ".join((leaf.text or "").split())
            continue
        _add(line, leaf.text or "")
        line.extend(list(leaf))
    for inline in list(line.iter("LineBreak")):
        inline.tag, inline.text = "Span", _BETWEEN
    for child in list(cell):
        cell.remove(child)
    cell.append(line)


def _add(line: etree._Element, words: str) -> None:
    if len(line):
        line[-1].tail = (line[-1].tail or "") + words
    else:
        line.text = (line.text or "") + words


def _leaves(cell: etree._Element) -> Iterator[etree._Element]:
    """The blocks that hold words, but those of a footnote, which stays within its words."""
    for element in cell.iter(*_LEAVES, "CodeBlock"):
        around = (str(above.tag) for above in element.iterancestors())
        if "Note" not in set(_until(around, "Cell")):
            yield element


def _until(names: Iterator[str], last: str) -> Iterator[str]:
    for name in names:
        if name == last:
            return
        yield name
