"""The places of an archived record: the anchor of each on its page, and which are not for all.

Nothing in this module knows a language or a format, and it loads next to nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minutebook.schemas import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

M = f"{{{NAMESPACE}}}"

_ACCESS = f"{M}access"
_PUBLIC_TITLE = f"{M}public-title"
_OPEN = "open"
_SESSIONS = {f"{M}{name}" for name in ("session", "background", "closing", "principles")}
_ITEMS = f"{M}items"

# Ids that pandoc gives to footnotes; an author's must not be the same.
_TAKEN = re.compile(r"(fn|fnref)[0-9]+|footnotes")


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


def places(record: etree._Element) -> Iterator[etree._Element]:
    """Give the sessions and items of a record, in its order."""
    for element in record.iter(*_SESSIONS, _ITEMS):
        if element.tag == _ITEMS:
            yield from element
        else:
            yield element


def anchors(record: etree._Element) -> tuple[str, ...]:
    """
    Name a place to link to for each session and item: its own id, or its place in the record.

    Args:
        record: The ``meeting-record`` element, of which the page is made.

    Returns:
        In the order of `places`. A place begins with an underscore, which no id of an author does.
    """
    return tuple(
        _anchor(own) if (own := element.get("id")) else f"_{number}"
        for number, element in enumerate(places(record), start=1)
    )


def _anchor(own: str) -> str:
    return f"_{own}" if _TAKEN.fullmatch(own) else own
