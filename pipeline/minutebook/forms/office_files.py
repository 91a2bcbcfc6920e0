"""The first files of an office: its own, and an example note."""

from __future__ import annotations

import json
from string import Template

from minutebook.forms.restored import modeline

EXAMPLE_ID = "example-2026-01-15"
"""The id of the example note."""

_OFFICE = Template("""\
# What the records of this office have in common.
# A line that begins with # is not read; take the # away to use it.

[office]
name = $name

# Each record that does not say otherwise gets these when it is archived.
[defaults]
language = $language
access = "open"                 # or "restricted", "closed"
creator = $name
# rights = "© County Council, open licence"

# The place of the records in the file plan.
# [defaults.classification]
# scheme = "Council file plan"
# code = "TR/4"

# The disposal class of each kind of meeting, by the words under `kind`.
# [disposal]
# "Team meeting" = "MIN-7"

[management]
# "records-office" asks each record for all the metadata that a records office keeps.
profile = "basic"

[build]
formats = ["html", "docx", "txt"]
to = "out"
# exclude = ["templates"]       # folders in which no notes are looked for

# What each note must have, the words of the office, and how much a finding weighs.
# [rules]
# require = ["meeting.venue", "people.*.role", "action.owners"]
# [vocabulary]
# "meeting.kind" = ["Team meeting", "Board meeting"]
# [severity]
# W401 = "error"                # or "warning", "off"
""")

_NOTE = Template("""\
$modeline
schema: meeting-record/1.0
id: example-2026-01-15
title: Example meeting
language: en
status: draft
meeting:
  kind: Team meeting
  series: Example group
  date: 2026-01-15
  starts: 10:00
  ends: 11:00
  venue: Meeting room 1
  next:
    date: 2026-02-12
    starts: 10:00
    agenda:
      - The first month with the new form
people:
  AB:
    name: Ada Brook
    role: chair
    attendance: present
  CD:
    name: Carl Dene
    role: minutes
    attendance: present
strands:
  website: The website
background: |
  The group met to agree how its notes are kept.
sessions:
  - title: How notes are kept
    led_by: [AB]
    items:
      - |
        Words between the items are written as they are.
        Longer words go on the next line, after a bar.
      - question: Who may read the notes?
        by: CD
      - answer: Everybody, once they are approved.
        by: AB
      - decision: Notes are written in this form from now on.
        outcome: agreed
next_steps:
  - strand: website
    items:
      - action: Put the notes on the website.
        id: A1
        owners: [CD]
management:
  created: 2026-01-16
  rights: Free to copy, with a mention of the source
  classification:
    code: EX/1
  disposal:
    class: EX-1
""")


def office_text(*, name: str, language: str) -> str:
    """
    Write an office's file.

    Args:
        name: What the office is called.
        language: The language of its records, as BCP 47 writes it.

    Returns:
        The text of ``minutebook.toml``.
    """
    # A JSON string is a TOML string too; DEL is the one character that TOML wants escaped more.
    quote = {key: _toml(value) for key, value in {"name": name, "language": language}.items()}
    return _OFFICE.substitute(quote)


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def example_note_text(*, schema: str) -> str:
    """
    Write the example note of a new office.

    Args:
        schema: The path of the schema, for the editor's line.

    Returns:
        A note in English that validates and can be archived.
    """
    (line,) = modeline(schema)
    return _NOTE.substitute(modeline=line)
