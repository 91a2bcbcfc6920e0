"""One note goes through the stages in order, and no further than its errors let it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minutebook.office import Office
from minutebook.pandoc import open_engine
from minutebook.render import Manner, load_house
from minutebook.stages import STAGES, Note, Press, is_archived, run

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTE = b"""\
schema: meeting-record/1.0
id: small
title: A small note
language: fi
status: draft
meeting:
  date: 2026-03-05
background: We met.
"""
OFFICE = Office(access="open", creator="Parks office")


def note(data: bytes = NOTE, *, name: str = "a.yaml", press: Press | None = None) -> Note:
    """A note as it comes in."""
    return Note(name=name, data=data, office=OFFICE, press=press, to_archive=True)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """What renditions are made with."""
    house = load_house()
    with open_engine("worker", house.pandoc_house()) as engine:
        yield Press(engine=engine, house=house, formats=("txt", "html"), manner=Manner())


def test_the_stages_stand_in_their_order() -> None:
    """The table is the pipeline."""
    names = [name for name, _ in STAGES]
    assert names == ["load", "validate", "complete", "archive", "render"]


@pytest.mark.parametrize(
    ("until", "source", "record", "access", "xml"),
    [
        ("load", True, False, False, False),
        ("validate", True, True, False, False),
        ("complete", True, True, True, False),
        ("archive", True, True, True, True),
    ],
)
def test_a_note_goes_as_far_as_it_is_asked_to(
    until: str, *, source: bool, record: bool, access: bool, xml: bool
) -> None:
    """Each stage adds what it is for, and nothing is done after the last."""
    done = run(note(), until=until)
    assert (done.source is not None, done.record is not None) == (source, record)
    assert ("access" in (done.record or {}), bool(done.xml)) == (access, xml)


def test_an_error_ends_the_way() -> None:
    """What is not sound is neither completed nor archived; a warning stops nothing."""
    bad = run(note(NOTE.replace(b"title: A small note\n", b"")))
    assert [finding.code for finding in bad.findings] == ["E202"]
    assert (bad.record, bad.xml) == (None, b"")
    warned = run(note(), until="archive")
    assert {finding.code for finding in warned.findings} == {"W401"}
    assert warned.xml


def test_what_the_archive_lacks_is_an_error_of_the_note() -> None:
    """A note that is to be kept without its language has no XML."""
    done = run(note(NOTE.replace(b"language: fi\n", b"")))
    assert "E401" in {finding.code for finding in done.findings}
    assert done.xml == b""


def test_a_note_that_is_not_to_be_kept_need_not_have_it() -> None:
    """A rendition of a draft asks for no metadata."""
    short = Note(name="a", data=NOTE.replace(b"language: fi\n", b""), office=Office())
    done = run(short, until="archive")
    assert done.findings == ()
    assert done.xml


@pytest.mark.pandoc
def test_an_archived_record_goes_the_same_way(press: Press) -> None:
    """From the XML the renditions have the same bytes as from the note."""
    first = run(note(press=press))
    again = run(note(first.xml, name="small.xml", press=press))
    assert list(first.outputs) == ["txt", "html"]
    assert again.outputs == first.outputs
    assert again.xml == first.xml


@pytest.mark.pandoc
def test_a_finding_of_a_rendition_has_its_place(press: Press) -> None:
    """That there are no words in a language is said at the note's `language`."""
    found = [one for one in run(note(press=press)).findings if one.code == "W510"]
    assert [(one.file, one.line, one.column) for one in found] == [("a.yaml", 4, 11)]


def test_without_a_press_nothing_is_rendered() -> None:
    """Who asks for no rendition needs no pandoc."""
    assert run(note()).outputs == {}


@pytest.mark.parametrize(
    ("name", "data", "archived"),
    [
        ("a.xml", b"", True),
        ("A.XML", b"x", True),
        ("-", b"\xef\xbb\xbf\n <?xml", True),
        ("-", b"title: <a>", False),
        ("a.yaml", b"", False),
    ],
)
def test_an_archived_record_is_known(name: str, data: bytes, *, archived: bool) -> None:
    """By its name, or where it has none by its first character."""
    assert is_archived(name, data) is archived
