"""Which parts of a record are not open to the public, and how their access is said of a stand-in.

Nothing in this module knows a language or a format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from minutebook.schemas import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterable

M = f"{{{NAMESPACE}}}"

_ACCESS = f"{M}access"
_BASIS = f"{M}basis"
_PUBLIC_TITLE = f"{M}public-title"
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


def is_restricted(element: etree._Element) -> bool:
    """
    Say whether an element is itself marked as restricted or closed.

    Source:
        The schema's ``access.level``. When it opens (`from`, `years`) is not counted: no clock is
        read, so what was restricted once stays so until its author says otherwise.
    """
    access = element.find(_ACCESS)
    return access is not None and access.get("level") != _OPEN


def public_title(element: etree._Element) -> str | None:
    """Give the words that may stand in place of what is withheld."""
    return element.findtext(f"{_ACCESS}/{_PUBLIC_TITLE}") or None


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
