"""The rules for a meeting as a whole: title, date, times, place, and who was there.

Nothing in this module reads a source.
"""

from __future__ import annotations

from minutebook.drafts.rule import HEAD, PEOPLE, rule

FRAME_RULES = (
    rule(
        "title",
        0.9,
        "the first heading, or the first short line",
        "title",
        (f"{HEAD}We met.\n", "title", "Parks meeting"),
        languages="any",
    ),
    rule(
        "date-label",
        1,
        "a date behind `Date:` and its like, or in the cell beside it",
        "meeting.date",
        ("# Parks\n\nDate: 5 March 2026\n\nWe met.\n", "meeting.date", "2026-03-05"),
        ("# Parc\n\nDyddiad: 5 Mawrth 2026\n\nCyfarfod.\n", "meeting.date", "2026-03-05"),
        ("# Parcs\n\nDate : 1er mars 2026\n\nRien.\n", "meeting.date", "2026-03-01"),
        ("# Parks\n\nDatum: 5. März 2026\n\nNichts.\n", "meeting.date", "2026-03-05"),
    ),
    rule(
        "date-line",
        0.9,
        "a line at the head that is a date",
        "meeting.date",
        ("# Parks\n\nThursday 5th March 2026\n\nWe met.\n", "meeting.date", "2026-03-05"),
    ),
    rule(
        "date-in-title",
        0.85,
        "a date in the title",
        "meeting.date",
        ("# Parks meeting, 5 March 2026\n\nWe met.\n", "meeting.date", "2026-03-05"),
    ),
    rule(
        "date-in-head",
        0.85,
        "a date in a sentence at the head that speaks of a meeting",
        "meeting.date",
        (
            "# Parks\n\nMinutes of the meeting held on 5 March 2026 in the Mill\n\nWe met.\n",
            "meeting.date",
            "2026-03-05",
        ),
    ),
    rule(
        "time-in-head",
        0.8,
        "times in the same sentence",
        "meeting.starts, meeting.ends",
        ("# Parks\n\nMeeting of 5 March 2026 at 7.30pm\n\nWe met.\n", "meeting.starts", "19:30"),
    ),
    rule(
        "front-matter",
        1,
        "`date:` before the text of a Markdown note",
        "meeting.date",
        ("---\ntitle: Parks\ndate: 2026-03-05\n---\n\nWe met.\n", "meeting.date", "2026-03-05"),
        languages="any",
    ),
    rule(
        "date-in-file-name",
        0.7,
        "a date in the name of the file",
        "meeting.date",
        languages="any",
    ),
    rule(
        "date-in-text",
        0.5,
        "the first date in the first lines of the text",
        "meeting.date",
        (
            "# Parks\n\nThe group met on 5 March 2026 in Leeds and talked.\n",
            "meeting.date",
            "2026-03-05",
        ),
    ),
    rule(
        "time-label",
        1,
        "times behind `Time:`, `Start:`, `End:` and their like",
        "meeting.starts, meeting.ends",
        (f"{HEAD}Time: 10:00-12:30\n\nWe met.\n", "meeting.ends", "12:30"),
        (f"{HEAD}Time: 2-4pm\n\nWe met.\n", "meeting.starts", "14:00"),
    ),
    rule(
        "time-line",
        0.9,
        "a line at the head that is one or two times",
        "meeting.starts, meeting.ends",
        ("# Parks\n\n10:00 to 13:00, 5 March 2026\n\nWe met.\n", "meeting.starts", "10:00"),
    ),
    rule(
        "opened",
        0.8,
        "a sentence that says when the meeting began",
        "meeting.starts",
        (f"{HEAD}The meeting was called to order at 7:05 pm.\n", "meeting.starts", "19:05"),
    ),
    rule(
        "closed",
        0.8,
        "a sentence that says when the meeting ended",
        "meeting.ends",
        (f"{HEAD}We met.\n\nThe meeting closed at 21.10.\n", "meeting.ends", "21:10"),
        ("# PV\n\nDate : 5 mars 2026\n\nLa séance est levée à 16h30.\n", "meeting.ends", "16:30"),
    ),
    rule(
        "place-label",
        1,
        "a place behind `Venue:`, `Location:` and their like",
        "meeting.venue",
        (f"{HEAD}Venue: Town Hall, Leeds\n\nWe met.\n", "meeting.venue.name", "Town Hall"),
    ),
    rule(
        "place-line",
        0.6,
        "a line with commas below the date and times",
        "meeting.venue",
        (
            "# Parks\n\n10:00, 5 March 2026\nTown Hall, Market Street, Leeds\n\nWe met.\n",
            "meeting.venue.name",
            "Town Hall",
        ),
        languages="any",
    ),
    rule(
        "held-at",
        0.7,
        "a sentence that says where the meeting was held",
        "meeting.venue",
        (f"{HEAD}Held at Town Hall, Leeds.\n\nWe met.\n", "meeting.venue.name", "Town Hall"),
    ),
    rule(
        "online",
        1,
        "an address behind `Zoom:` and its like",
        "meeting.venue.online",
        (
            f"{HEAD}Zoom: https://example.org/j/1\n\nWe met.\n",
            "meeting.venue.online",
            "https://example.org/j/1",
        ),
    ),
    rule(
        "recording",
        1,
        "an address behind `Recording:` and its like",
        "meeting.recording",
        (
            f"{HEAD}Recording: https://example.org/v\n\nWe met.\n",
            "meeting.recording",
            "https://example.org/v",
        ),
    ),
    rule(
        "next-meeting",
        0.8,
        "a later date behind `next meeting`",
        "meeting.next",
        (f"{HEAD}We met.\n\nThe next meeting is on 2 April.\n", "meeting.next.date", "2026-04-02"),
    ),
    rule(
        "control",
        1,
        "author, reviewer, version and dates of a document, with their labels",
        "management, approval",
        (f"{HEAD}Version: 0.6\n\nWe met.\n", "management.version", "0.6"),
    ),
    rule(
        "role-label",
        1,
        "names behind `Chair:`, `Scribe:` and their like",
        "people.*.role",
        (f"{HEAD}Chair: Jo Marsh\n\nWe met.\n", "people.marsh.role", "chair"),
    ),
    rule(
        "attendance-list",
        1,
        "a list or lines of names below `Present` and its like",
        "people.*.attendance",
        (f"{PEOPLE}## Swings\n\nSafe.\n", "people.JM.attendance", "present"),
    ),
    rule(
        "apologies-told",
        0.85,
        "a sentence that says from whom apologies were received",
        "people.*.attendance",
        (
            f"{HEAD}## Apologies\n\nApologies were received from Jo Marsh.\n",
            "people.marsh.attendance",
            "apologies",
        ),
        languages="en",
    ),
    rule(
        "also-present",
        1,
        "a count of people without names among those present",
        "also_present",
        (
            f"{HEAD}Present: Jo Marsh, 4 members of the public\n\nWe met.\n",
            "also_present.0.count",
            "4",
        ),
        languages="any",
    ),
    rule(
        "attendance-line",
        1,
        "names behind `Present:`, `Apologies:` and their like",
        "people.*.attendance",
        (
            f"{HEAD}Apologies: Jo Marsh, Asha Patel\n\nWe met.\n",
            "people.marsh.attendance",
            "apologies",
        ),
        (
            f"{HEAD}Excusés : Jo Marsh et Asha Patel\n\nRien.\n",
            "people.patel.attendance",
            "apologies",
        ),
        (
            f"{HEAD}Anwesend: Jo Marsh, Asha Patel\n\nNichts.\n",
            "people.patel.attendance",
            "present",
        ),
        (f"{HEAD}Ymddiheuriadau: Jo Marsh\n\nDim.\n", "people.marsh.attendance", "apologies"),
    ),
    rule(
        "attendance-box",
        1,
        "names behind boxes, ticked for those who were there",
        "people.*.attendance",
        (
            f"{HEAD}## Attendees\n\n- [ ] Jo Marsh\n- [x] Asha Patel\n\nWe met.\n",
            "people.marsh.attendance",
            "absent",
        ),
        languages="any",
    ),
    rule(
        "attendance-table",
        1,
        "a table with a column of names and one of roles, bodies or presence",
        "people.*",
        (
            (
                f"{HEAD}## Present\n\n| Name | Organisation |\n|---|---|\n"
                "| Jo Marsh | Parks office |\n\nWe met.\n"
            ),
            "people.marsh.organisation",
            "Parks office",
        ),
    ),
    rule(
        "page-foot",
        0.7,
        "what a web page says of its category and author below a note",
        "publication",
        languages="en",
    ),
)
