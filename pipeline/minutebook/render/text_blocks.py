"""Blocks and inlines of pandoc's AST as words to be laid out, and drawn lines as a block again.

Nothing in this module knows how wide a line is.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from minutebook.render.columns import Cell, Line, Paragraph, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Drawn = list["str | etree._Element"]
"""One line as it is to stand: text, and footnotes within it."""

_BLANKS = " \t\n\r"
_HOLDS_INLINES = {"Para", "Plain", "Header", "term", "line"}
_NOTE_NUMBER = "number"
NOTE_INDENT = 4
"""Columns by which the lines of a footnote hang below its mark."""


def number_notes(ast: etree._Element) -> None:
    """Give each footnote the number that pandoc will, so that the width of its mark is known."""
    for number, note in enumerate(ast.iter("Note"), start=1):
        note.set(_NOTE_NUMBER, str(number))


def forget_numbers(ast: etree._Element) -> None:
    """Take the numbers of `number_notes` away again."""
    for note in ast.iter("Note"):
        if _NOTE_NUMBER in note.attrib:
            del note.attrib[_NOTE_NUMBER]


def cell_of(element: etree._Element) -> Cell:
    """Read what stands in a cell, a caption or another element that holds blocks."""
    return tuple(paragraph for block in element for paragraph in _paragraphs(block))


def _paragraphs(block: etree._Element) -> Iterator[Paragraph]:
    if block.tag in _HOLDS_INLINES:
        lines = tuple(inline_lines(block))
        if any(lines):
            yield Paragraph(lines=lines)
    elif block.tag == "CodeBlock":
        yield from (_verbatim(line) for line in (block.text or "").split("\n"))
    elif block.tag in {"BulletList", "OrderedList"}:
        start = int(block.get("start", "1"))
        for number, item in enumerate(block, start=start):
            yield from _item(item, "- " if block.tag == "BulletList" else f"{number}. ")
    elif block.tag == "Row":
        yield _joined_cells(block)
    else:
        for child in block:
            yield from _paragraphs(child)


def _item(item: etree._Element, marker: str) -> Iterator[Paragraph]:
    blank = " " * len(marker)
    for index, paragraph in enumerate(cell_of(item)):
        first = blank if index else marker
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


def _verbatim(line: str) -> Paragraph:
    indent = " " * (len(line) - len(line.lstrip(" ")))
    words = tuple(Word(word) for word in line.split(" ") if word)
    return Paragraph(lines=(words,), first=indent, rest=indent)


def inline_lines(block: etree._Element) -> Iterator[Line]:
    """Cut a paragraph's inlines into words, and at its line breaks into lines."""
    line: list[Word] = []
    text = ""
    for piece in _pieces(block):
        if isinstance(piece, str):
            for character in piece:
                if character not in _BLANKS:
                    text += character
                elif text:
                    line.append(Word(text))
                    text = ""
            continue
        # A footnote's mark belongs to the word before it, but is an element of its own.
        if piece.tag == "Note":
            line.append(Word(f"{text}[{piece.get(_NOTE_NUMBER, '')}]", mark=(text, piece)))
            text = ""
            continue
        if text:
            line.append(Word(text))
            text = ""
        yield tuple(line)
        line = []
    if text:
        line.append(Word(text))
    yield tuple(line)


def _pieces(element: etree._Element) -> Iterator[str | etree._Element]:
    if element.tag == "Str":
        yield element.get("content", "")
    # What pandoc's plain writer puts around words that are struck out.
    around = "~~" if element.tag == "Strikeout" else ""
    yield around + (element.text or "")
    for child in element:
        if child.tag in {"Note", "LineBreak"}:
            yield child
        else:
            yield from _pieces(child)
        yield child.tail or ""
    yield around


def words_of(line: Sequence[Word]) -> Drawn:
    """Put words in a line with one blank between them."""
    drawn: Drawn = []
    for number, word in enumerate(line):
        if number:
            drawn.append(" ")
        if word.mark is None:
            drawn.append(word.text)
        else:
            text, note = word.mark
            drawn += [text, note]
    return drawn


def break_lines(paragraph: etree._Element, lines: Sequence[tuple[str, Line]]) -> None:
    """
    Put words back into a paragraph, with a line break where each line ends.

    Args:
        paragraph: Its inlines are replaced; footnotes among them stay as they are.
        lines: As `minutebook.render.columns.wrap` gives them.
    """
    tail = paragraph.tail
    paragraph.clear()
    paragraph.tail = tail
    for number, (before, words) in enumerate(lines):
        if number:
            etree.SubElement(paragraph, "LineBreak")
        text = before
        for piece in words_of(words):
            if isinstance(piece, str):
                text += piece
                continue
            _add_text(paragraph, text)
            piece.tail = None
            paragraph.append(piece)
            text = ""
        _add_text(paragraph, text)


def line_block(lines: Iterable[Drawn]) -> etree._Element:
    """Write drawn lines as a block that pandoc leaves as it is, blanks and all."""
    block = etree.Element("LineBlock")
    for line in lines:
        element = etree.SubElement(block, "line")
        text = ""
        for piece in line:
            if isinstance(piece, str):
                text += piece
            else:
                _add_text(element, text)
                note = copy.deepcopy(piece)
                note.tail = None
                element.append(note)
                text = ""
        _add_text(element, text.rstrip(" "))
    return block


def _add_text(line: etree._Element, text: str) -> None:
    if text:
        etree.SubElement(line, "Str", content=text)
