"""Notes as text: a restored record, the first note of an office, the form of the next meeting.

Nothing in this package touches the file system or the clock.
"""

from __future__ import annotations

from minutebook.forms.next_note import NextMeeting, next_note_text
from minutebook.forms.office_files import EXAMPLE_ID, example_note_text, office_text
from minutebook.forms.restored import note_text

__all__ = [
    "EXAMPLE_ID",
    "NextMeeting",
    "example_note_text",
    "next_note_text",
    "note_text",
    "office_text",
]
