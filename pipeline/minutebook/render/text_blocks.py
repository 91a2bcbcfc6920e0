"""Blocks and inlines of pandoc's AST as words to be laid out, and laid out lines as a block again.

Nothing in this module knows how wide a line is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from minutebook.render.columns import Cell, Line, Paragraph, Word
from minutebook.render.text_words import TOGETHER, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HOLDS_INLINES = {"Para", "Plain", "Header", "term", "line"}
_NOTE_NUMBER = "number"
_BLANKS = {"Space", "SoftBreak"}
HUNG = "  "
"""What the further lines of a label, a turn or a line of facts are set in by."""
_HANGING = {"label", "turn", "meta", "marking"}
_TAB = 4
_MOST_INDENT = 20


def number_notes(ast: etree._Element) -> list[etree._Element]:
    """Give each footnote its number, and all of them in their order."""
    notes = list(ast.iter("Note"))
    for number, note in enumerate(notes, start=1):
        note.set(_NOTE_NUMBER, str(number))
    return notes


def mark_of(note: etree._Element) -> str:
    """Give the mark of a footnote that has its number."""
    return f"[{note.get(_NOTE_NUMBER, '')}]"


def paragraphs_of(block: etree._Element) -> Cell:
    """
    Read a paragraph: the label that leads it, where it has one, hangs by itself.

    Args:
        block: A ``Para``, ``Plain``, ``Header``, ``term`` or ``line``.

    Returns:
        What it says, as it is broken; nothing where it has no words.
    """
    lines = [line for line in inline_lines(block) if line]
    if not lines:
        return ()
    holder = block.getparent()
    if holder is not None and holder.get("class") in _HANGING:
        return (Paragraph(lines=tuple(lines), rest=HUNG),)
    if len(lines) > 1 and len(block) and block[0].get("class") == "label":
        return Paragraph(lines=(lines[0],), rest=HUNG), Paragraph(lines=tuple(lines[1:]))
    return (Paragraph(lines=tuple(lines)),)


def cell_of(element: etree._Element) -> Cell:
    """Read what stands in a cell, a caption or another element that holds blocks."""
    return tuple(paragraph for block in element for paragraph in _paragraphs(block))


def _paragraphs(block: etree._Element) -> Iterator[Paragraph]:
    if block.tag in _HOLDS_INLINES:
        yield from paragraphs_of(block)
    elif block.tag == "CodeBlock":
        yield from (verbatim(line) for line in code_lines(block))
    elif block.tag in {"BulletList", "OrderedList"}:
        for item, mark in zip(block, list_marks(block), strict=True):
            yield from _item(item, mark)
    elif block.tag == "Row":
        yield _joined_cells(block)
    else:
        for child in block:
            yield from _paragraphs(child)


def list_marks(block: etree._Element) -> list[str]:
    """Give what stands before each item of a list, all of them equally long."""
    if block.tag == "BulletList":
        return ["- "] * len(block)
    start = int(block.get("start", "1"))
    marks = [f"{number}." for number in range(start, start + len(block))]
    longest = max(map(len, marks), default=0)
    return [f"{mark:>{longest}} " for mark in marks]


def _item(item: etree._Element, mark: str) -> Iterator[Paragraph]:
    blank = " " * len(mark)
    paragraphs = cell_of(item) or (Paragraph(lines=((),)),)
    for index, paragraph in enumerate(paragraphs):
        first = blank if index else mark
        yield Paragraph(
            lines=paragraph.lines, first=first + paragraph.first, rest=blank + paragraph.rest
        )


def _joined_cells(row: etree._Element) -> Paragraph:
    """A row of a table within a cell, in a line."""
    words: list[Word] = []
    for number, cell in enumerate(row):
        if number:
            words.append(Word("|"))
        words += [word for p in cell_of(cell) for line in p.lines for word in line]
    return Paragraph(lines=(tuple(words),))


def code_lines(code: etree._Element) -> list[str]:
    """Give the lines of a piece of code, without blanks at their ends and without tabs."""
    return [line.expandtabs(_TAB).rstrip() for line in (code.text or "").split("\n")]


def verbatim(line: str) -> Paragraph:
    """Read a line of code: where it is broken it goes on further in."""
    indent = " " * min(len(line) - len(line.lstrip(" ")), _MOST_INDENT)
    words: list[Word] = []
    gap = 1
    for text in line.lstrip(" ").split(" "):
        inner = words_in(text)
        words += [Word(word.text, word.gap * gap) for word in inner]
        gap = 1 if inner else gap + 1
    return Paragraph(lines=(tuple(words),), first=indent, rest=indent + HUNG)


def inline_lines(block: etree._Element) -> Iterator[Line]:
    """Cut a paragraph's inlines into words, and at its line breaks into lines."""
    pieces: list[str] = []
    for piece in _pieces(block):
        if piece is None:
            yield words_in("".join(pieces))
            pieces = []
        else:
            pieces.append(piece)
    yield words_in("".join(pieces))


def _pieces(element: etree._Element) -> Iterator[str | None]:
    """Give the text of inlines; ``None`` where a line ends."""
    if element.tag == "Str":
        yield element.get("content", "")
    if element.get("class") == "date":
        yield "".join(map(str, element.itertext())).replace(" ", TOGETHER)
        return
    # What pandoc's plain writer puts around words that are struck out.
    around = "~~" if element.tag == "Strikeout" else ""
    yield around + (element.text or "")
    for child in element:
        if child.tag == "Note":
            yield mark_of(child)
        elif child.tag == "LineBreak":
            yield None
        elif child.tag in _BLANKS:
            yield " "
        else:
            yield from _pieces(child)
        yield child.tail or ""
    yield around


def line_block(lines: Iterable[str]) -> etree._Element:
    """Write lines as a block that pandoc leaves as it is, blanks and all."""
    block = etree.Element("LineBlock")
    for line in lines:
        element = etree.SubElement(block, "line")
        if line:
            etree.SubElement(element, "Str", content=line)
    return block
