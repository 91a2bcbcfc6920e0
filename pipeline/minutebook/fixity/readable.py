"""An archived XML file that is still to be read: valid, and restored to the same bytes.

Nothing in this module reads a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.archive import archived_faults, open_archived, write_xml
from minutebook.errors import Severity
from minutebook.forms import note_text
from minutebook.load import load
from minutebook.validate import validate

if TYPE_CHECKING:
    from pathlib import Path

    from minutebook.fixity.checked import Checked


def check_readable(checked: Checked, file: Path, xml: bytes, *, deep: bool) -> None:
    """
    See that archived XML is a record.

    Args:
        checked: Takes what is found: E406 to E409 and E414; deep, also W410, E411 and E886.
        file: Where the XML stands.
        xml: Its bytes.
        deep: Whether the record is restored to a note, and that archived again.
    """
    if not deep:
        checked.findings += archived_faults(xml, name=str(file))
        return
    opened = open_archived(xml, name=str(file))
    checked.findings += opened.findings
    if opened.record is None:
        return
    note = load(note_text(opened.record).encode(), name=str(file))
    validated = validate(note)
    faults = [one for one in validated.findings if one.severity is Severity.ERROR]
    if faults or validated.record is None or write_xml(validated.record) != opened.xml:
        message = "the record that is restored from it is not the same record"
        checked.found("E886", file, message, "this is a fault of minutebook; please report it")
