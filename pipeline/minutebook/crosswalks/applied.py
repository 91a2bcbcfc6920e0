"""A crosswalk applied: its stylesheet read once, with no right to open anything."""

from __future__ import annotations

from functools import cache
from typing import Any

from lxml import etree

from minutebook.schemas import schema_root
from minutebook.xml_parser import parse_file, parse_xml

_FILES = {"akn": "akoma-ntoso.xsl", "dc": "dublin-core.xsl"}
FORMS = tuple(_FILES)
"""All forms that there are: Akoma Ntoso 3.0 and Dublin Core."""
_ACCESS: Any = etree.XSLTAccessControl  # its types do not know DENY_ALL


def crosswalk(xml: bytes, form: str) -> bytes:
    """
    Write a record in the form of others.

    Args:
        xml: The archival XML of a sound record.
        form: One of `FORMS`.

    Returns:
        XML in UTF-8; the same record gives the same bytes.

    Source:
        docs/explanation/crosswalks.md.
    """
    return bytes(_stylesheet(form)(parse_xml(xml)))


@cache
def _stylesheet(form: str) -> etree.XSLT:
    tree = parse_file(schema_root() / "crosswalks" / _FILES[form])
    return etree.XSLT(tree, access_control=_ACCESS.DENY_ALL)
