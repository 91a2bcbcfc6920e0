"""The words of a source, counted without the reader that makes blocks of it.

Nothing in this module uses pandoc: a proof must not share the faults of what it proves. A *word* is
a run of letters and digits. Addresses are counted apart, since a record keeps them beside the words
that they stand behind.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import TYPE_CHECKING

from minutebook.drafts.html_words import html_text, page_text
from minutebook.drafts.packages import part_of
from minutebook.xml_parser import parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_WORD = re.compile(r"[^\W_]+")
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad\\\\*_~]")
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"'|]+")
_TARGET = re.compile(r"\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s+\"[^\"]*\")?\s*\)")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
_SCHEME = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_BOX = re.compile(r"^(\s*(?:[-*+]|[0-9]+[.)])\s+)\[[ xX]\](?=\s)", re.MULTILINE)
_LIST_NUMBER = re.compile(r"^[ \t>]*(?:[-*+][ \t]+)*[0-9]{1,9}[.)](?=\s)", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^[^\s\[\]]+\]:?")
_WORD_SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def words_of(text: str) -> list[str]:
    """
    Cut a text into words.

    Args:
        text: Without addresses that are to be counted apart.

    Returns:
        Its words in order, in one form of letters and without capitals.
    """
    return _WORD.findall(unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold())


def markdown_words(text: str, *, with_numbers: bool = False) -> list[str]:
    """
    Cut Markdown into words: of links what is to be read, of lists no numbers.

    Args:
        text: A whole file, or one field of a record.
        with_numbers: Whether the numbers of lists are words too, as they are in plain text.
    """
    text = _BOX.sub(r"\1", unescape(html_text(text)))
    text = _NOTE_MARK.sub(" ", text if with_numbers else _LIST_NUMBER.sub(" ", text))
    text = _IMAGE.sub(r" \1 ", text)
    return words_of(_ADDRESS.sub(" ", _TARGET.sub(_shown_target, text)))


def _shown_target(found: re.Match[str]) -> str:
    """What leads to a file beside the note stands in words in the record."""
    beside = not _SCHEME.match(found[1]) and not found[1].startswith("#")
    return f"] {found[1]} " if beside else "] "


def without_addresses(text: str) -> str:
    """Take out what is counted apart: a record keeps addresses beside words, and each once."""
    return _ADDRESS.sub(" ", text)


def source_words(data: bytes, text: str, suffix: str) -> list[str] | None:
    """
    Cut a file into words.

    Args:
        data: The whole file.
        text: The same, decoded, where it is text.
        suffix: What it is.

    Returns:
        Its words in order; ``None`` for a kind of file that only its reader can tell words in.
    """
    if suffix == ".txt":
        return words_of(_ADDRESS.sub(" ", text))
    if suffix == ".md":
        return markdown_words(text)
    if suffix == ".html":
        return words_of(_ADDRESS.sub(" ", page_text(text)))
    if suffix == ".docx":
        return words_of(_ADDRESS.sub(" ", _word_text(part_of(data, "word/document.xml") or b"")))
    if suffix == ".odt":
        return words_of(_ADDRESS.sub(" ", _open_text(part_of(data, "content.xml") or b"")))
    return None


def _word_text(part: bytes) -> str:
    """Give the text of a Word document, without what was deleted from it."""
    return "".join(_runs(parse_xml(part)))


_OPEN = "{urn:oasis:names:tc:opendocument:xmlns:"
_UNTOLD = (
    f"{_OPEN}text:1.0}}tracked-changes",
    f"{_OPEN}office:1.0}}annotation",
    f"{_OPEN}text:1.0}}table-of-content",
    f"{_OPEN}text:1.0}}note-citation",
)


def _open_text(part: bytes) -> str:
    """Give the text of an OpenDocument file, without changes, comments and contents."""
    body = parse_xml(part).find(f"{_OPEN}office:1.0}}body")
    return "" if body is None else "".join(_open_runs(body))


def _open_runs(element: etree._Element) -> Iterator[str]:
    if element.tag in _UNTOLD:
        return
    yield element.text or ""
    for child in element:
        yield from _open_runs(child)
        if child.tag in {f"{_OPEN}text:1.0}}{name}" for name in ("s", "tab", "line-break")}:
            yield " "
        yield child.tail or ""
    if element.tag in {f"{_OPEN}text:1.0}}{name}" for name in ("p", "h")}:
        yield "\n"


def _runs(root: etree._Element) -> list[str]:
    found: list[str] = []
    names = (*(f"{_WORD_SPACE}{name}" for name in ("t", "p", "tab", "br")), _PICTURE)
    for element in root.iter(*names):
        if element.tag == _PICTURE:
            found.append(f" {element.get('descr') or ''} ")
        elif element.tag == f"{_WORD_SPACE}t":
            found.append(element.text or "")
        else:
            found.append("\n")
    return found
