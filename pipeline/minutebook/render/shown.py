"""What an audience is shown of a record, and what is found on the way to it.

Nothing in this module knows a file or a format.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from minutebook.archive.record_paths import attribute_path, part_of
from minutebook.errors import Finding, pointer
from minutebook.render.access import taken
from minutebook.render.leaks import Leak, leaks, secrets_of
from minutebook.render.mentions import mentions
from minutebook.render.public import public_part
from minutebook.xml_parser import parse_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from minutebook.labels import Labels
    from minutebook.render.manner import Audience
    from minutebook.render.mentions import Mention

_UNITS = ("SHA-256",)
"""Words that the stylesheets write besides the labels."""
_LOOKS = ("class", "custom-style", "alignment", "key", "number-style", "number-delim")
"""Attributes of an AST that say how something looks, in words of the stylesheets."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A record as one audience is shown it."""

    record: etree._Element
    """Whole."""
    labels: Labels
    """The fixed words of its language."""
    root: etree._Element | None
    """What is shown of it; ``None`` where nothing is."""
    is_part: bool = False
    """Whether something may have been left out, so that renditions are checked."""
    findings: tuple[Finding, ...] = ()
    mentions: tuple[Mention, ...] = ()

    def leaks(
        self,
        written: Mapping[str, bytes],
        ast: bytes,
        blank: Callable[[], Iterable[bytes]],
    ) -> tuple[Finding, ...]:
        """
        Check that renditions show nothing that is withheld.

        Args:
            written: The finished bytes by format.
            ast: The document that they are made from, in which every sentence is whole.
            blank: Gives renditions of a record that says nothing.

        Source:
            Finding E551.
        """
        if not self.is_part:
            return ()
        secrets = secrets_of(self.record, [*self.labels.words.values(), *_UNITS])
        if not secrets.withheld:
            return ()
        found = leaks(secrets, {**written, "": _without_looks(ast)}, blank)
        return tuple(map(_finding, found))


def shown(record: etree._Element, audience: Audience, labels: Labels) -> Shown:
    """
    Give what an audience is shown of a record.

    Args:
        record: The ``meeting-record`` element; it is not changed.
        audience: Who reads it.
        labels: The fixed words of its language.

    Source:
        Findings E550, W550 and W551.
    """
    if audience != "public":
        return Shown(record=record, labels=labels, root=record)
    public = public_part(record, labels.words)
    if public.root is None:
        return Shown(record=record, labels=labels, root=None, is_part=True, findings=(_nothing(),))
    named = tuple(mentions(public.root, record, public.originals))
    return Shown(record=record, labels=labels, root=public.root, is_part=True, mentions=named)


def _nothing() -> Finding:
    return Finding(
        file="",
        line=1,
        column=1,
        code="W551",
        path="/access",
        message="the record is not open to the public and has no public title, so nothing is"
        " written of it",
        hint="add `public_title` under `access` to publish that and the day",
    )


def _finding(leak: Leak) -> Finding:
    part = part_of(leak.element)
    path = part.path if leak.attribute is None else attribute_path(part, leak.attribute)
    return Finding(
        file="",
        line=1,
        column=1,
        code="E551",
        path=pointer(path),
        message=f"this is withheld, and {_as(leak.format)} for the public would show"
        " something of it",
        hint="nothing was written; if you have house files of your own,"
        " see what they add to a page",
    )


def _as(kind: str) -> str:
    return f"a rendition as {kind}" if kind else "a rendition"


def _without_looks(ast: bytes) -> bytes:
    root = parse_xml(ast)
    for element in root.iter():
        for name in _LOOKS:
            taken(element, name)
    return etree.tostring(root)
