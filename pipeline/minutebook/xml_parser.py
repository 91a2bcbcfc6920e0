"""The one XML parser of the code base: no DTD, no entities, no network, no huge trees.

Nothing in this module knows what a meeting record is.
"""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path


class DoctypeError(ValueError):
    """The XML has a DOCTYPE, which could make a reader fetch or expand things."""


class TooManyTagsError(ValueError):
    """The XML has more tags than are read."""


MOST_TAGS = 500_000
"""Of an archived record; half of them elements that would take 120 bytes each and more."""

_BEFORE_ROOT = re.compile(rb"\s+|<!--.*?-->|<\?.*?\?>|\xef\xbb\xbf", re.DOTALL)


def has_doctype(data: bytes) -> bool:
    """Say whether a DOCTYPE stands before the root, sound or not; of encodings like ASCII only."""
    at = 0
    while found := _BEFORE_ROOT.match(data, at):
        at = found.end()
    return data[at : at + 9].upper() == b"<!DOCTYPE"


def _parser(schema: etree.XMLSchema | None = None) -> etree.XMLParser:
    # Comments and processing instructions are no part of a record; left in, they would cut texts
    # in two. A parser keeps the error log of its last document, so each document has its own.
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
        schema=schema,
    )


def parse_xml(data: bytes, *, most_tags: int | None = None) -> etree._Element:
    """
    Parse XML that nobody has vouched for.

    Args:
        data: The bytes of one XML document.
        most_tags: How many tags it may have, counted before it is parsed; ``None`` for any number.

    Returns:
        The root element.

    Raises:
        DoctypeError: There is a DOCTYPE, whatever it holds.
        TooManyTagsError: There are more tags than *most_tags*.
        lxml.etree.XMLSyntaxError: The bytes are not well-formed XML 1.0.

    Source:
        docs/explanation/archival-format.md, "Canonical bytes": any DOCTYPE is refused, so
        no entity is ever declared.
    """
    if has_doctype(data):
        raise DoctypeError("the XML has a DOCTYPE")
    if most_tags is not None and data.count(b"<") > most_tags:
        raise TooManyTagsError("the XML has too many tags")
    root = etree.fromstring(data, _parser())
    docinfo: Any = root.getroottree().docinfo
    if docinfo.doctype:
        raise DoctypeError("the XML has a DOCTYPE")
    return root


def log_while_reading(data: bytes, schema: etree.XMLSchema) -> Any:
    """
    Check XML against its grammar while it is read.

    Args:
        data: The bytes of one XML document, well-formed and without a DOCTYPE.
        schema: The grammar.

    Returns:
        libxml2's log: messages without places, a hundred at most.
    """
    parser = _parser(schema)
    with contextlib.suppress(etree.XMLSyntaxError):
        etree.fromstring(data, parser)
    return parser.error_log


def parse_file(path: Path) -> etree._ElementTree:
    """Parse an XML file that is part of minutebook itself."""
    return parse_xml(path.read_bytes()).getroottree()
