"""One archived file read for the register: checked, or refused with the findings of `archive`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from minutebook.archive import open_archived
from minutebook.archive.verdicts import verdicts
from minutebook.register.rows import rows_of
from minutebook.schemas import NAMESPACE
from minutebook.xml_parser import MOST_TAGS, DoctypeError, TooManyTagsError, parse_xml

if TYPE_CHECKING:
    from minutebook.errors import Finding
    from minutebook.register.rows import Tables

RECORD = f"{{{NAMESPACE}}}meeting-record"


@dataclass(frozen=True, kw_only=True, slots=True)
class Registered:
    """What became of one file."""

    record: str | None = None
    """The id of the record; ``None`` where the file could not be read."""
    tables: Tables | None = None
    findings: tuple[Finding, ...] = ()
    is_other: bool = False
    """Whether it is sound XML of some other kind."""


def read_record(data: bytes, *, name: str, digest: str) -> Registered:
    """
    Read an archived record into rows.

    Args:
        data: The bytes of its file.
        name: The file as the user named it.
        digest: SHA-256 of the bytes.

    Returns:
        The rows of a record that keeps to the grammar and its rules; else the findings.

    Source:
        Findings E406 to E409 and E414.
    """
    try:
        root = parse_xml(data, most_tags=MOST_TAGS)
    except (DoctypeError, TooManyTagsError, etree.XMLSyntaxError):
        return Registered(findings=open_archived(data, name=name).findings)
    if root.tag != RECORD:
        return Registered(findings=open_archived(data, name=name).findings, is_other=True)
    if verdicts(root, data):
        return Registered(findings=open_archived(data, name=name).findings)
    try:
        tables = rows_of(root, digest=digest)
    except ValueError:  # a number of so many digits that it is none
        return Registered(findings=open_archived(data, name=name).findings)
    return Registered(record=str(root.get("id")), tables=tables)
