"""The first files of an office: its own, and an example note."""

from __future__ import annotations

import json
from string import Template

from minutebook.forms.restored import MODELINE

_OFFICE = Template("""\
# What the records of this office have in common.

[office]
name = $name

[defaults]
language = $language
access = "open"
creator = $name

[management]
# "records-office" asks for all the metadata that a records office keeps.
profile = "basic"

[build]
formats = ["html", "docx", "txt"]
to = "out"
""")

_NOTE = Template("""\
$modeline
schema: meeting-record/1.0
id: $id
title: Example meeting
status: draft
meeting:
  kind: Team meeting
  series: Example group
  date: $date
  starts: 10:00
  ends: 11:00
  venue: Meeting room 1
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
        Words between the items are written as they are. Longer words go on the next
        line, after `|`.
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


def example_note_text(*, record_id: str, date: str, schema: str) -> str:
    """
    Write the example note of a new office.

    Args:
        record_id: Its id.
        date: The day of its meeting, as year, month and day.
        schema: The path of the schema, for the editor's line.

    Returns:
        A note that validates and can be archived.
    """
    return _NOTE.substitute(id=record_id, date=date, modeline=MODELINE.format(schema=schema))
