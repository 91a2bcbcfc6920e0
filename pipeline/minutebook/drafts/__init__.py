"""Drafts of records, made from minutes of any kind: what was recognised, and where every word is.

`import_minutes` goes from the bytes of one file to a draft that validates and a report. Nothing in
this package writes a file, and nothing in it opens one.
"""

from __future__ import annotations

from minutebook.drafts.account import account_json, account_text
from minutebook.drafts.imported import Imported, Wishes, import_meetings, import_minutes
from minutebook.drafts.office_words import MapError, read_map
from minutebook.drafts.packages import ALSO, SUFFIXES

__all__ = [
    "ALSO",
    "SUFFIXES",
    "Imported",
    "MapError",
    "Wishes",
    "account_json",
    "account_text",
    "import_meetings",
    "import_minutes",
    "read_map",
]
