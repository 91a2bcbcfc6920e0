"""A record's words, field by field, and the words in a text.

Nothing in this module knows what is public.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REFERENCES = frozenset(
    {"person", "paper", "strand", "answers", "amends", "regarding", "arises-from", "schema"}
)
"""Attributes that say which part of the record is meant, in its own keys; none is ever shown."""

_PLACES = {"closes", "drops"}
"""Elements that do the same."""

_RUNNING = {"p", "cell", "code-block"}
"""Elements whose text runs on through the elements in them."""

# Scripts that are written without blanks: each of their characters is a word.
_WITHOUT_BLANKS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"\d[\d.,:/-]*\d|\d|[{_WITHOUT_BLANKS}]|[^\W\d_{_WITHOUT_BLANKS}]+")
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
        One for each attribute and each paragraph, cell or plain text, in the order of the record;
        none for what says only which part of the record is meant.
    """
    yield from _attributes(element)
    if etree.QName(element).localname in _RUNNING:
        yield Written(element=element, attribute=None, text="".join(map(str, element.itertext())))
        for inner in element.iterdescendants():
            yield from _attributes(inner)
        return
    is_place = etree.QName(element).localname in _PLACES
    if element.text and element.text.strip() and not is_place:
        yield Written(element=element, attribute=None, text=element.text)
    for child in element:
        yield from written(child)


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


def pairs_in(words: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    """Give each word with the one after it."""
    return zip(words, words[1:], strict=False)
