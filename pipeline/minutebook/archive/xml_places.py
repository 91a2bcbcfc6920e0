"""The places of an archived file: where a verdict, or a path of its record, stands in the XML.

Only asked when something is wrong. Nothing in this module knows words for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minutebook.archive.record_paths import spot_at
from minutebook.archive.xml_text import XmlText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from minutebook.archive.verdicts import Verdict
    from minutebook.archive.xml_text import Span
    from minutebook.errors import Location, Path


@dataclass(frozen=True, kw_only=True, slots=True)
class XmlPlaces:
    """Where everything in an archived file stands."""

    source: XmlText
    root: etree._Element
    """The text, parsed."""

    @classmethod
    def of(cls, data: bytes, root: etree._Element) -> XmlPlaces:
        """Take the bytes of a file and what was parsed from them."""
        return cls(source=XmlText(data=data), root=root)

    def verdicts(self, found: Sequence[Verdict]) -> list[Location]:
        """Say where each verdict stands: the value, key or words at fault, or else the tag."""
        tags = self.source.tags(self.root, [_element(verdict) for verdict in found])
        return [
            self.source.location(self._span(verdict, tags[place]) if place in tags else (0, 0))
            for place, verdict in enumerate(found)
        ]

    def path(self, path: Path) -> Location:
        """Say where a key or value of the record stands, or else its nearest parent."""
        element, attribute = spot_at(self.root, path)
        tag = self.source.tags(self.root, [element]).get(0, (0, 0))
        found = self.source.attribute(tag, attribute) if attribute else None
        return self.source.location(found[1] if found else tag)

    def _span(self, verdict: Verdict, tag: Span) -> Span:
        if verdict.kind in {"words", "value"} and verdict.attribute is None:
            return self.source.words(tag) or tag
        found = self.source.attribute(tag, verdict.attribute) if verdict.attribute else None
        if found is None:
            return tag
        return found[0] if verdict.kind == "attribute" else found[1]


def _element(verdict: Verdict) -> etree._Element:
    """Give the element whose tag is at fault: of one that may have no parts, its first part."""
    is_filled = verdict.kind == "elements" and len(verdict.element)
    return verdict.element[0] if is_filled else verdict.element
