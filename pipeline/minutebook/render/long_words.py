"""Words too long for a column of a table, marked so that only their tables break words anywhere.

A table that may break every word gives its narrow columns less room than their words need.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

LONG = "{urn:minutebook:rendition:1}long"
"""The attribute of every element that holds such a word, up to the record."""

_LONG_WORD = re.compile(r"[^\s\u00ad\u200b-]{25}")
_NOT_SHOWN = {"href", "digest", "source", "online"}


def mark_long_words(record: etree._Element) -> None:
    """
    Mark the elements that hold a word of 25 signs or more, in their text or in an attribute.

    Args:
        record: A copy of the record that may be changed.
    """
    for element in record.iter():
        if _LONG_WORD.search(element.text or "") or _is_long(element):
            _mark(element)
        if _LONG_WORD.search(element.tail or ""):
            _mark(element.getparent())


def _is_long(element: etree._Element) -> bool:
    return any(
        len(value) >= 25 and name not in _NOT_SHOWN and _LONG_WORD.search(str(value))
        for name, value in element.attrib.items()
    )


def _mark(element: etree._Element | None) -> None:
    while element is not None and LONG not in element.attrib:
        element.set(LONG, "yes")
        element = element.getparent()
