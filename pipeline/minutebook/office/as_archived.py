"""The office as an archived record remembers it: what stood in its file when it was archived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.office.file import Office

if TYPE_CHECKING:
    from minutebook.record import Record


def office_as_archived(record: Record) -> Office:
    """
    Take from an archived record what an office would have given it.

    Args:
        record: As it was archived.

    Returns:
        An office with these defaults. A note that is completed from it gives the archived record
        if it is the same note, whatever the office's file says by now.
    """
    management = record.get("management", {})
    disposal = management.get("disposal", {})
    kind = record.get("meeting", {}).get("kind")
    return Office(
        language=record.get("language"),
        access=record.get("access", {}).get("level"),
        creator=management.get("creator"),
        rights=management.get("rights"),
        classification=management.get("classification", {}),
        disposal={kind: disposal["class"]} if kind and disposal else {},
    )
