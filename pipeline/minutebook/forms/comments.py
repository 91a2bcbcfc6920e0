"""What stands as comments in the form of a note: examples of everything that may be added.

Each is a piece of a note as it would be written. Nothing in this module knows a record.
"""

from __future__ import annotations

from string import Template
from textwrap import dedent

HOW_TO = """\
# A line that begins with # is not part of the note.
# To use one of the examples, take away the # and the space behind it.
"""
"""The first lines of a form."""

LANGUAGE = "language: en-GB\n"

MEETING = {
    "ends": "ends: $ends\n",
    "kind": "kind: Quarterly meeting\n",
    "series": "series: The name of the group\n",
    "number": "number: 1\n",
    "venue": "venue: Town Hall\n",
    "quorum": dedent("""\
        quorum:
          met: true
          present: 6
        """),
    "next": dedent("""\
        next:
          date: $next_date
          agenda:
            - A topic for the next meeting
        """),
}
"""By the key of `meeting` that an example is for."""

ATTENDANCE = "attendance: present       # or partial, apologies, absent\n"

PERSON = dedent("""\
    XY:                         # initials, or another short key
      name: A full name
      role: chair               # or vice-chair, minutes, member, observer, staff, guest
      organisation: Whom the person came for
      attendance: present       # or partial, apologies, absent
    """)

STRAND = "pilot: The pilot in the north\n"

ACTIONS = """\
# What became of each: done, with the day under `completed`; dropped; or still carried.
# `progress` takes more words.
"""
"""What stands above the actions of the last meeting."""

SESSION = dedent("""\
    text: |
      Prose goes on the next line, after the bar.
    items:
      - Words between the items.
      - question: Who pays for it?
        by: XY
      - answer: The board, until June.
        by: XY
      - feedback: What the group fed back.
        kind: concern           # or consensus, disagreement, suggestion, question, comment
      - decision: What was decided.
        outcome: agreed         # or resolved, noted, deferred, rejected, recommended
      - motion: That something be done.
        moved: XY
        vote:
          for: 5
          against: 1
        result: carried         # or lost, withdrawn, deferred
      - action: What is to be done.
        owners: [XY]
        due: $due
    """)

NEXT_STEPS = dedent("""\
    - strand: pilot
      items:
        - action: What the strand will do.
          owners: [XY]
          due_text: before the summer
    """)

CLOSING = dedent("""\
    closing: |
      How the meeting ended.
    """)


def commented(text: str, values: dict[str, str] | None = None, *, indent: int = 0) -> list[str]:
    """
    Write an example as comment lines.

    Args:
        text: As it would stand in a note, without its indentation.
        values: What stands in the place of each ``$name``.
        indent: How many spaces the lines stand in from the edge.

    Returns:
        The lines; without their ``# `` they are part of a note.
    """
    filled = Template(text).substitute(values or {})
    return [f"{' ' * indent}# {line}" for line in filled.splitlines()]
