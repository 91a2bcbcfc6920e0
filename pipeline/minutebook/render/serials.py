"""The numbers by which decisions and actions are cited that have no number or id of their own.

They are given to a whole record before a document or a public part is made of it, so that an item
has the same number wherever it is named.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from minutebook.schemas import NAMESPACE

if TYPE_CHECKING:
    from lxml import etree

_M = f"{{{NAMESPACE}}}"
_SERIAL = "{urn:minutebook:rendition:1}serial"
_COUNTED = "{urn:minutebook:rendition:1}counted"
_CITED = (f"{_M}decision", f"{_M}action")


def with_serials(record: etree._Element) -> etree._Element:
    """
    Count the decisions and the actions of a record, each kind from 1.

    Args:
        record: The ``meeting-record`` element, whole; it is not changed.

    Returns:
        A copy in which those without a number or an id carry a ``serial``: their place among their
        kind, or the next number that no other of the kind has as its own; the record itself where
        it was counted before.
    """
    if record.get(_COUNTED):
        return record
    counted = copy.deepcopy(record)
    counted.set(_COUNTED, "yes")
    for kind in _CITED:
        items = list(counted.iter(kind))
        own = {name for item in items for name in (item.get("number"), item.get("id"))}
        last = 0
        for place, item in enumerate(items, start=1):
            if item.get("number") is None and item.get("id") is None:
                last = max(place, last + 1)
                while str(last) in own:
                    last += 1
                item.set(_SERIAL, str(last))
    return counted


def forget_serials(record: etree._Element) -> None:
    """Take the numbers away again, for a format that has other ways to lead to an item."""
    for element in record.iter(*_CITED):
        if element.get(_SERIAL):
            del element.attrib[_SERIAL]
