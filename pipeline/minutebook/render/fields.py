"""A record's words, field by field, and the words in a text.

Nothing in this module knows what is public.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

REFERENCES = frozenset(
    {"person", "paper", "strand", "answers", "amends", "regarding", "arises-from", "schema"}
)
"""Attributes that say which part of the record is meant, in its own keys; none is ever shown."""

_RUNNING = {"p", "cell", "code-block"}
"""Elements whose text runs on through the elements in them."""

_LEAST = 2
"""The letters that two neighbours must have more than, where a word has several."""

_CUTS = frozenset({"break", "note-ref"})
"""Elements in a paragraph at which a word ends."""

# Scripts that are written without blanks: each of their characters is a word.
_WITHOUT_BLANKS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\ua000-\ua4cf\uac00-\ud7a3"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"\d+(?:[.,:/-]\d+)+(?![^\W_])|[{_WITHOUT_BLANKS}]|[^\W_{_WITHOUT_BLANKS}]+")
_ALONE = re.compile(f"[{_WITHOUT_BLANKS}]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """The words of one field."""

    element: etree._Element
    attribute: str | None
    """``None`` where they are the element's own."""
    text: str


def written(element: etree._Element) -> Iterator[Written]:
    """
    Give all that is written in an element and below it.

    Args:
        element: Of a record.

    Returns:
        One for each attribute and each paragraph, cell or plain text, in the order of the record,
        and another where text is set off in it, as if each such stretch were a word of its own, as
        marks of text make it; none for what says only which part of the record is meant.
    """
    yield from _attributes(element)
    if etree.QName(element).localname in _RUNNING:
        for cuts in (_CUTS, None) if len(element) else (_CUTS,):
            yield Written(element=element, attribute=None, text="".join(_run_on(element, cuts)))
        for inner in element.iterdescendants():
            yield from _attributes(inner)
        return
    if element.text and element.text.strip():
        yield Written(element=element, attribute=None, text=element.text)
    for child in element:
        yield from written(child)


def _run_on(element: etree._Element, cuts: frozenset[str] | None) -> Iterator[str]:
    """Give the text of a paragraph, with a blank at the edges of some elements in it, or of all."""
    for event, part in etree.iterwalk(element, events=("start", "end")):
        edge = " " if cuts is None or etree.QName(part).localname in cuts else ""
        if event == "start":
            yield edge + (part.text or "")
        else:
            yield edge + ((part.tail or "") if part is not element else "")


def _attributes(element: etree._Element) -> Iterator[Written]:
    for name, value in element.attrib.items():
        if str(name) not in REFERENCES and not str(value).startswith("#"):
            yield Written(element=element, attribute=str(name), text=str(value))


@lru_cache(maxsize=4096)
def words_in(text: str) -> tuple[str, ...]:
    """
    Cut a text into words, as they are compared.

    Args:
        text: Any text; marks between words do not matter, nor do signs that are not seen.

    Returns:
        Words in small letters, and figures such as ``1,250.50`` or ``2026-03-05`` whole.
    """
    return tuple(_WORD.findall(plain(text).casefold()))


def plain(text: str) -> str:
    """Write a text without signs that are not seen, each letter in its one form."""
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text))


def is_without_blanks(text: str) -> bool:
    """Say whether a text has characters of a script that is written without blanks."""
    return _ALONE.search(plain(text)) is not None


def pairs_in(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Give each word with the one after it; two letters or digits tell nothing."""
    for one, other in pairwise(words):
        if len(one) + len(other) > _LEAST or _ALONE.fullmatch(one) or _ALONE.fullmatch(other):
            yield one, other
