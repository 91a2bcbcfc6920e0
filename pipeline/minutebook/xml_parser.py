"""The one XML parser of the code base: no DTD, no entities, no network, no huge trees.

Nothing in this module knows what a meeting record is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path


class DoctypeError(ValueError):
    """The XML has a DOCTYPE, which could make a reader fetch or expand things."""


def _parser() -> etree.XMLParser:
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
    )


def parse_xml(data: bytes) -> etree._Element:
    """
    Parse XML that nobody has vouched for.

    Args:
        data: The bytes of one XML document.

    Returns:
        The root element.

    Raises:
        DoctypeError: There is a DOCTYPE, whatever it holds.
        lxml.etree.XMLSyntaxError: The bytes are not well-formed XML 1.0.

    Source:
        DESIGN principle: any DOCTYPE is refused, so no entity is ever declared.
    """
    root = etree.fromstring(data, _parser())
    docinfo: Any = root.getroottree().docinfo
    if docinfo.doctype:
        raise DoctypeError("the XML has a DOCTYPE")
    return root


def parse_file(path: Path) -> etree._ElementTree:
    """Parse an XML file that is part of minutebook itself."""
    return parse_xml(path.read_bytes()).getroottree()
