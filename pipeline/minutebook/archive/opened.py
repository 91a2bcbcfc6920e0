"""An archived XML file opened with care: well-formed, without a DOCTYPE, keeping to its grammar.

Nothing in this module believes what it is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from minutebook.archive.proof import grammar_faults
from minutebook.archive.read import read_xml
from minutebook.archive.sayable import fault, unsaid
from minutebook.archive.write import write_xml
from minutebook.errors import Finding
from minutebook.xml_parser import DoctypeError, parse_xml

if TYPE_CHECKING:
    from minutebook.record import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """An archived record, or what is wrong with its file."""

    record: Record | None
    """``None`` where a finding is an error."""
    xml: bytes
    """Canonical, whatever the file's own spelling."""
    findings: tuple[Finding, ...] = ()


def open_archived(data: bytes, *, name: str) -> Opened:
    """
    Open an archived record.

    Args:
        data: The bytes of its file.
        name: The file as the user named it.

    Returns:
        The record and its canonical bytes; a file spelled in another way is read with a warning,
        and one that could not be restored is refused.

    Source:
        Findings E406 to E409, W410 and E411.
    """
    try:
        root = parse_xml(data)
    except DoctypeError:
        refused = _finding(name, "E407", 1, _DOCTYPE, "take the DOCTYPE out, or archive it again")
        return Opened(record=None, xml=data, findings=(refused,))
    except etree.XMLSyntaxError as error:
        refused = _finding(name, "E406", error.lineno or 1, _BROKEN, _OTHER_COPY)
        return Opened(record=None, xml=data, findings=(refused,))
    faults = [
        _finding(name, found.code, found.line, found.message, _RESTORE)
        for found in grammar_faults(root)
    ]
    if faults:
        return Opened(record=None, xml=data, findings=tuple(faults))
    try:
        record = read_xml(root)
        unsayable = unsaid(record, name=name)
    except (ValueError, LookupError):
        # A number beyond counting, a paragraph with nothing in it: sound XML, and no record.
        return Opened(record=None, xml=data, findings=(fault(name),))
    if unsayable is not None:
        return Opened(record=None, xml=data, findings=(unsayable,))
    return _sound(record, data, name)


_DOCTYPE = "the XML has a DOCTYPE, which an archived record never has"
_BROKEN = "the file is not well-formed XML from here on"
_OTHER_COPY = "it was damaged or cut short; take it from another copy"
_RESTORE = "an archived record is not edited by hand: restore it, edit, and archive it again"


def _sound(record: Record, data: bytes, name: str) -> Opened:
    xml = write_xml(record)
    if xml == data:
        return Opened(record=record, xml=xml)
    changed = _finding(
        name,
        "W410",
        1,
        "the file holds a sound record, but not in the spelling that `archive` writes",
        "it was changed by another program; archive it again to have the same bytes everywhere",
    )
    return Opened(record=record, xml=xml, findings=(changed,))


def _finding(name: str, code: str, line: int, message: str, hint: str) -> Finding:
    return Finding(file=name, line=line, column=1, code=code, path="", message=message, hint=hint)


def archived_id(data: bytes) -> str | None:
    """
    Read the id of an archived record and nothing else of it.

    Args:
        data: The bytes of its file, sound or not.

    Returns:
        The id; ``None`` where it cannot be read, which opening the file will say.
    """
    try:
        return parse_xml(data).get("id")
    except (DoctypeError, etree.XMLSyntaxError):
        return None
