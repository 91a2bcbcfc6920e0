"""What a Word file says of itself: in its header and footer, and in its properties.

Nothing in this module knows the form of a Word file.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minutebook.labels import DEFAULT_LANGUAGE
from minutebook.render.dates import locale_of, written_date
from minutebook.schemas import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

    from minutebook.labels import Labels

_M = f"{{{NAMESPACE}}}"
_NOT_IN_FORCE = {"draft", "superseded", "withdrawn"}


@dataclass(frozen=True, kw_only=True, slots=True)
class WordFacts:
    """What is said of one record; empty text where the record does not say."""

    title: str
    date: str
    """Of the meeting, in the record's language."""
    reference: str
    """The record's id."""
    version: str
    status: str
    """As the record has it, such as ``draft``."""
    warning: str
    """The status in words, of a record that is not in force."""
    marking: str
    """Who may see it, and its place in the file plan."""
    creator: str
    language: str
    sha256: str
    """Of the archival XML, in hexadecimal figures; empty where it is not told."""
    words: Mapping[str, str]
    """The fixed words of the record's language."""

    @property
    def signs(self) -> dict[str, str]:
        """What stands in place of the words in braces in a house's header and footer."""
        return {
            "{title}": self.title,
            "{date}": self.date,
            "{reference}": self.reference,
            "{version}": self.version,
            "{status}": self.warning,
            "{marking}": self.marking,
        }


def word_facts(record: etree._Element, *, xml: bytes | None, labels: Labels) -> WordFacts:
    """
    Gather what a Word file says of its record.

    Args:
        record: The ``meeting-record`` element.
        xml: The archival XML, byte for byte; None where its digest is not told.
        labels: The fixed words of the record's language.

    Source:
        docs/explanation/architecture.md, "Rendering".
    """
    status = record.get("status", "")
    management = record.find(f"{_M}management")
    return WordFacts(
        title=_text(record, "title"),
        date=_date(record),
        reference=record.get("id", ""),
        version="" if management is None else management.get("version", ""),
        status=status,
        warning=labels.words[f"status.{status}"] if status in _NOT_IN_FORCE else "",
        marking=_marking(record, labels.words),
        creator=_text(record, "management/creator"),
        language=record.get("language") or DEFAULT_LANGUAGE,
        sha256="" if xml is None else hashlib.sha256(xml).hexdigest(),
        words=labels.words,
    )


def _text(record: etree._Element, path: str) -> str:
    found = record.findtext("/".join(f"{_M}{step}" for step in path.split("/")))
    return " ".join((found or "").split())


def _date(record: etree._Element) -> str:
    meeting = record.find(f"{_M}meeting")
    iso = "" if meeting is None else meeting.get("date", "")
    written = written_date(iso, locale_of(record.get("language")))
    return written.long if written else iso


def _marking(record: etree._Element, words: Mapping[str, str]) -> str:
    access = record.find(f"{_M}access")
    place = record.find(f"{_M}management/{_M}classification")
    parts = []
    if access is not None:
        level = access.get("level", "")
        closed = words.get(f"access.{level}", "") if level != "open" else ""
        parts.append(access.get("marking") or closed)
    if place is not None:
        parts.append(" ".join(part for part in (place.get("scheme"), place.get("code")) if part))
    return " · ".join(" ".join(part.split()) for part in parts if part)
