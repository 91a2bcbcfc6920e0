"""Which parts of a record are not open to the public, and how their access is said of a stand-in.

Nothing in this module knows a language or a format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from minutebook.places import M, is_restricted, public_title

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "M",
    "access_of",
    "bases",
    "is_restricted",
    "level",
    "local",
    "public_title",
    "taken",
]

_ACCESS = f"{M}access"
_BASIS = f"{M}basis"
_OPEN = "open"


def local(element: etree._Element) -> str:
    """Give an element's name without its namespace."""
    return etree.QName(element).localname


def taken(element: etree._Element, name: str) -> str | None:
    """Take an attribute off an element; ``None`` where it has none of the name."""
    value = element.get(name)
    if value is not None:
        del element.attrib[name]
    return value


def bases(element: etree._Element) -> tuple[str, ...]:
    """Give the laws and reasons for withholding an element, in their order."""
    own = element.findall(f"{_ACCESS}/{_BASIS}")
    of_item = element.findall(_BASIS)  # a `withheld` item has one of its own
    return tuple(dict.fromkeys(basis.text or "" for basis in (*of_item, *own)))


def level(element: etree._Element) -> str:
    """Give the level of a restricted element."""
    access = element.find(_ACCESS)
    return _OPEN if access is None else access.get("level", _OPEN)


def access_of(rank: str, reasons: Iterable[str]) -> etree._Element:
    """Make the ``access`` of a stand-in: its level and basis, and nothing else of the original."""
    access = etree.Element(_ACCESS, level=rank)
    for reason in reasons:
        etree.SubElement(access, _BASIS).text = reason
    return access
