"""How names and titles are compared, and how the words of a rich text are written in plain text.

Nothing in this module loads a library for XML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minutebook.schemas import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_M = f"{{{NAMESPACE}}}"
_BLOCKS = tuple(f"{_M}{name}" for name in ("p", "cell", "code-block", "topic"))
_BREAK = f"{_M}break"
_WORD = re.compile(r"\w+")


def folded(text: str) -> str:
    """
    Spell words so that letter case, white space and punctuation do not tell them apart.

    Args:
        text: A name or title.

    Returns:
        Its words with one space between them; empty where it has none.
    """
    return " ".join(_WORD.findall(text.casefold()))


def sayable(text: str) -> str:
    """Put a mark in place of what a terminal handed over and no text can hold."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "?")


def plain_text(element: etree._Element | None) -> str:
    """
    Write a rich text as plain text.

    Args:
        element: Holds blocks, or words alone; ``None`` for a text that is not there.

    Returns:
        A line for each paragraph and cell, white space within them made one space.
    """
    if element is None:
        return ""
    if not len(element):
        return " ".join((element.text or "").split())
    lines = [" ".join(words.split()) for words in _lines(element)]
    return "\n".join(line for line in lines if line)


def all_text(element: etree._Element) -> str:
    """Write all words in an element, whatever it holds: a line for each paragraph and field."""
    if element.tag in _BLOCKS or not len(element):
        return " ".join("".join(_words(element)).split())
    return "\n".join(filter(None, map(all_text, element)))


def _lines(element: etree._Element) -> Iterator[str]:
    found = list(element.iter(*_BLOCKS))
    if not found:
        yield "".join(map(str, element.itertext()))
    for block in found:
        yield "".join(_words(block)) if len(block) else block.text or ""


def _words(block: etree._Element) -> Iterator[str]:
    yield block.text or ""
    for child in block:
        yield " " if child.tag == _BREAK else "".join(_words(child))
        yield child.tail or ""
