"""
The office: what `minutebook.toml` says, and what a record takes from it.

Nothing in this package knows the XML or a rendition.
"""

from __future__ import annotations

from minutebook.office.file import (
    FORMATS,
    OFFICE_FILE,
    Office,
    OfficeRead,
    find_office,
    read_office,
)
from minutebook.office.metadata import ELEMENTS, complete, missing_metadata

__all__ = [
    "ELEMENTS",
    "FORMATS",
    "OFFICE_FILE",
    "Office",
    "OfficeRead",
    "complete",
    "find_office",
    "missing_metadata",
    "read_office",
]
