"""What holds for every text, read from its lines alone, and the words of an AST in their order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minutebook.wording import character_width, width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_MARKS = re.compile(r"^ *(?:(?:-|[0-9]+\.|\[[0-9]+\]) +)*")
_INLINE = {"Para", "Plain", "line", "term"}
_WIDE = 2


def faults(text: str, columns: int) -> list[str]:
    """
    Find what no text may have.

    Args:
        text: A whole rendition.
        columns: The width that was asked for.

    Returns:
        The lines that are too wide, but for one word alone behind the mark of its item, and those
        that end in a blank; a word on how the text ends, where that is wrong.
    """
    lines = text.split("\n")
    found = [line for line in lines if width(line) > columns and _has_room(line)]
    found += [line for line in lines if line != line.rstrip()]
    if not text.endswith("\n") or text.endswith("\n\n"):
        found.append("the text does not end with one line end")
    return found


def _has_room(line: str) -> bool:
    """Say whether a line could have been broken between two words."""
    return " " in _MARKS.sub("", line)


def parted(text: str) -> list[str]:
    """Give the words of a text; each character of a script without blanks parts two of them."""
    wide = {
        character
        for character in set(text)
        if character_width(character) == _WIDE or character == "\u200b"
    }
    return "".join(" " if one in wide else one for one in text).casefold().split()


def joined(text: str) -> str:
    """Give all that a text has but blanks."""
    return "".join(text.casefold().split())


def make_plain(ast: etree._Element) -> None:
    """Take out of an AST what is drawn with signs of its own, or in columns: see `read`."""
    for table in list(ast.iter("Table")):
        parent = table.getparent()
        if parent is not None:
            parent.remove(table)
    for heading in ast.iter("Header"):
        heading.tag = "Para"
    for link in ast.iter("Link"):
        link.tag = "Span"
        link.attrib.clear()
    for banner in ast.iter("Div"):
        banner.set("class", "")
    for struck in ast.iter("Strikeout"):
        struck.tag = "Span"


def read(blocks: etree._Element) -> str:
    """Read the blocks of a plain AST as they follow each other, with the marks of items."""
    notes: list[etree._Element] = []
    text = " ".join(_blocks(blocks, notes))
    said = [f"[{number}] " + " ".join(_blocks(n, [])) for number, n in enumerate(notes, start=1)]
    controls = re.compile("[\x7f-\x84\x86-\x9f]")
    return controls.sub("\ufffd", " ".join((text, *said)))


def _blocks(parent: etree._Element, notes: list[etree._Element]) -> Iterator[str]:
    for block in parent:
        if block.tag in _INLINE:
            yield "".join(_inlines(block, notes))
        elif block.tag == "CodeBlock":
            yield block.text or ""
        elif block.tag == "HorizontalRule":
            yield "* * *"
        elif block.tag in {"BulletList", "OrderedList"}:
            start = int(block.get("start", "1"))
            for number, item in enumerate(block, start=start):
                yield "-" if block.tag == "BulletList" else f"{number}."
                yield from _blocks(item, notes)
        else:
            yield from _blocks(block, notes)


def _inlines(element: etree._Element, notes: list[etree._Element]) -> Iterator[str]:
    yield element.get("content") or ""
    yield element.text or ""
    for child in element:
        if child.tag == "Note":
            notes.append(child)
            yield f"[{len(notes)}]"
        elif child.tag in {"LineBreak", "Space", "SoftBreak"}:
            yield " "
        else:
            yield from _inlines(child, notes)
        yield child.tail or ""
