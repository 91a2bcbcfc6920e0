"""The archival XML: written from a record, proved to hold it all, and read back.

Nothing in this package touches the file system.
"""

from __future__ import annotations

from minutebook.archive.author_lines import in_note
from minutebook.archive.opened import (
    Opened,
    archived_faults,
    archived_id,
    archived_place,
    open_archived,
)
from minutebook.archive.proof import prove
from minutebook.archive.read import read_xml
from minutebook.archive.write import write_xml

__all__ = [
    "Opened",
    "archived_faults",
    "archived_id",
    "archived_place",
    "in_note",
    "open_archived",
    "prove",
    "read_xml",
    "write_xml",
]
