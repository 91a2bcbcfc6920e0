"""A withheld name in open prose is found where its author wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minutebook.office import Office
from minutebook.pandoc import open_engine
from minutebook.render import Manner, load_house
from minutebook.stages import Note, Press, run

if TYPE_CHECKING:
    from collections.abc import Iterator

FRAME = """\
schema: meeting-record/1.0
id: {id}
title: A meeting
language: en-GB
status: draft
access: open
meeting:
  date: 2026-03-05
people:
  HQ:
    name: Ms Henrietta Quill
    aliases: [Hetty]
    handle: quillpen
    access: closed
  lee:
    name: Sam Lee
    access: restricted
  AP: Ann Patel
  AL: Anton Lee
  firm:
    name: Prosser Coaches
    kind: group
    access: closed
sessions:
  - title: {title}
    items:
      - text: |
          {prose}
"""
PROSE = 28
"""The line of the prose."""


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """What renditions for the public are made with."""
    house = load_house()
    with open_engine("worker", house.pandoc_house()) as engine:
        manner = Manner(audience="public")
        yield Press(engine=engine, house=house, formats=("txt",), manner=manner)


def found(press: Press, **words: str) -> list[tuple[str, int, int, int]]:
    """The codes and stretches of what a note's rendition for the public finds."""
    values = {"id": "a-1", "title": "Talk", "prose": "Nothing."} | words
    note = Note(name="a.yaml", data=FRAME.format(**values).encode(), office=Office(), press=press)
    findings = run(note).findings
    assert {finding.file for finding in findings} <= {"a.yaml"}
    return [(one.code, one.line, one.column, one.end_column) for one in findings]


@pytest.mark.parametrize(
    ("prose", "column", "length"),
    [
        ("Henrietta Quill spoke.", 11, 15),
        ("henrietta QUILL spoke.", 11, 15),
        ("Then Ms Quill spoke.", 19, 5),
        ("It was Quill's turn.", 18, 5),
        ("So said Ms *Henrietta* **Quill**.", 23, 18),
        ("So said Hetty.", 19, 5),
        ("So said quillpen online.", 19, 8),
        ("So said HQ.", 19, 2),
        ("A bus of Prosser Coaches came.", 20, 15),
        ("| a | b |\n          |---|---|\n          | x | Quill |", 17, 5),
    ],
)
def test_a_name_is_found_at_its_column(prose: str, column: int, length: int, press: Press) -> None:
    """A name in full, a surname, another name, initials that are a key."""
    line = PROSE + prose.count("\n")
    assert found(press, prose=prose) == [("E550", line, column, column + length)]


@pytest.mark.parametrize(
    "prose",
    [
        "Henrietta spoke.",
        "It is in Quill Lane.",
        "Samuel, not Sam, spoke.",
    ],
)
def test_a_word_that_may_mean_another_is_a_warning(prose: str, press: Press) -> None:
    """A forename, or a surname before another name: only a reader can tell."""
    assert [code for code, *_ in found(press, prose=prose)] == ["W550"]


@pytest.mark.parametrize(
    "prose",
    [
        "Mr Lee spoke.",  # there is another one
        "She wrote with a quill.",
        "In the lee of the hill.",
        "The coaches were full.",
        "Quilliam spoke; the MS was lost.",
        "Ann Patel and Anton Lee spoke.",
    ],
)
def test_other_words_are_left_alone(prose: str, press: Press) -> None:
    """Small letters, longer words and names of others."""
    assert found(press, prose=prose) == []


def test_every_place_in_a_field_is_named(press: Press) -> None:
    """Each of them must be mended."""
    places = found(press, prose="Quill came. Later Hetty left, and Quill again.")
    assert [column for _, _, column, _ in places] == [11, 29, 45]


def test_ids_are_read_too(press: Press) -> None:
    """An id is the name of the file."""
    assert found(press, id="dismissal-of-quill") == [("E550", 2, 18, 23)]


def test_a_title_in_one_line_is_found(press: Press) -> None:
    """Also where the field is no rich text."""
    assert found(press, title="Farewell to Ms Quill") == [("E550", 25, 27, 32)]


def test_what_is_restricted_may_name_anybody(press: Press) -> None:
    """What is left out need not be mended."""
    prose = "Quill spoke.\n        access: closed"
    assert found(press, prose=prose) == []


def test_for_the_office_nothing_is_said(press: Press) -> None:
    """The names are there for whoever may read them."""
    house, engine = press.house, press.engine
    inner = Press(engine=engine, house=house, formats=("txt",), manner=Manner())
    data = FRAME.format(id="a", title="Quill", prose="Quill").encode()
    note = Note(name="a.yaml", data=data, office=Office(), press=inner)
    assert run(note).findings == ()


def test_the_archived_record_tells_the_same(press: Press) -> None:
    """Without the note the finding stands at the field in the XML."""
    data = FRAME.format(id="a", title="Quill", prose="x").encode()
    archived = run(Note(name="a.yaml", data=data, office=Office()), until="archive").xml
    findings = run(Note(name="a.xml", data=archived, office=Office(), press=press)).findings
    lines = archived.decode().splitlines()
    assert [(one.code, one.path) for one in findings] == [("E550", "/sessions/0/title")]
    assert "Quill" in lines[findings[0].line - 1]
