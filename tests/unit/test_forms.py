"""Notes that the program writes are sound, and say what they should."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.archive import prove, write_xml
from minutebook.forms import (
    EXAMPLE_ID,
    NextMeeting,
    example_note_text,
    next_note_text,
    note_text,
    office_text,
)
from minutebook.forms.carried import open_actions
from minutebook.forms.comments import ACTIONS, HOW_TO
from minutebook.load import load
from minutebook.office import Office, complete, missing_metadata
from minutebook.record import Record, normalise
from minutebook.validate import Validated, office_problems, validate

RECORDS = sorted((Path(__file__).resolve().parents[2] / "records").glob("20*/*.yaml"))
MEETING = NextMeeting(date="2027-03-05", record_id="next-one", title="The next one")


def judged(text: str) -> Validated:
    """Validate a form as an author's file."""
    return validate(load(text.encode(), name="form.yaml"))


def record_of(path: Path) -> Record:
    """A record of the example office."""
    found = validate(load(path.read_bytes(), name=path.name)).record
    assert found is not None
    return found


def uncommented(text: str) -> str:
    """A form with every example in it put to use."""
    told = {line.strip() for line in (HOW_TO + ACTIONS).splitlines()}
    lines = (line for line in text.splitlines() if line.strip() not in told)
    return "\n".join(re.sub(r"^( *)# (?!yaml-language)", r"\1", line) for line in lines) + "\n"


def test_a_blank_form_is_a_sound_note() -> None:
    """It validates as it stands, without a warning, and asks for nothing more."""
    text = next_note_text(MEETING)
    assert judged(text).findings == ()
    record = judged(text).record
    assert record is not None
    assert (record["id"], record["meeting"]["date"]) == ("next-one", "2027-03-05")


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_the_next_note_of_any_record_is_sound(path: Path) -> None:
    """After every record of the example office a note can begin, be archived and be read."""
    text = next_note_text(MEETING, last=record_of(path))
    found = judged(text)
    assert [finding for finding in found.findings if finding.code.startswith("E")] == []
    assert found.record is not None
    whole = complete(found.record, Office(language="en", access="open"))
    assert prove(write_xml(whole), whole, found.source.data) == ()


@pytest.mark.parametrize("path", [None, *RECORDS], ids=lambda path: path.stem if path else "blank")
def test_every_example_in_a_form_can_be_used(path: Path | None) -> None:
    """Without their `# ` the comments of a form are part of a sound note."""
    text = uncommented(next_note_text(MEETING, last=record_of(path) if path else None))
    assert [finding for finding in judged(text).findings if finding.code.startswith("E")] == []


@pytest.mark.parametrize("starts", ["00:00", "12:00", "17:30", "23:59:59"])
def test_the_example_of_an_end_is_after_the_start(starts: str) -> None:
    """A late meeting does not get an end in the morning."""
    last = normalise({"id": "a", "meeting": {"date": "2026-03-05", "starts": starts}}).record
    assert judged(uncommented(next_note_text(MEETING, last=last))).findings == ()


def last_record(**more: Any) -> Record:
    """A last meeting with a few fields of its own."""
    data = {"id": "last", "meeting": {"date": "2026-03-05"}, **more}
    return normalise(data).record


def sessions(*items: Any, **more: Any) -> list[dict[str, Any]]:
    """One session with items."""
    return [{"title": "One", "items": list(items), **more}]


def test_open_actions_are_carried_with_where_they_come_from() -> None:
    """Open and carried ones go on, with their first record; done and dropped ones do not."""
    last = last_record(
        sessions=sessions(
            {"action": "a", "id": "A1", "owners": ["AB", "Ann Okoro"], "due": "2026-04-01"},
            {"action": "b", "status": "done"},
            {"action": "c", "status": "dropped"},
            {
                "action": "d",
                "status": "carried",
                "carried_from": "A0",
                "origin": "first",
                "given": "2025-01-01",
            },
        )
    )
    one, two = open_actions(last)
    assert one | {"action": "a"} == {
        "action": "a",
        "id": "A1",
        "owners": [{"ref": "AB"}, {"name": "Ann Okoro"}],
        "due": "2026-04-01",
        "status": "carried",
        "carried_from": "A1",
        "origin": "last",
        "given": "2026-03-05",
    }
    assert (two["origin"], two["given"]) == ("first", "2025-01-01")
    assert two["carried_from"] == "A0"


def test_where_an_action_comes_from_is_never_made_up() -> None:
    """The last meeting is named only for what was first given at it; an old id is kept."""
    last = last_record(
        sessions=sessions(
            {"action": "a", "status": "carried", "carried_from": "A0", "due": "2026-02-01"},
            {"action": "b", "carried_from": "B7"},
            {"action": "c", "id": "C2", "carried_from": "C1", "given": "2025-01-01"},
            {"action": "d", "origin": "first"},
        )
    )
    rest = [{k: v for k, v in one.items() if k != "action"} for one in open_actions(last)]
    assert rest == [
        {"due": "2026-02-01", "status": "carried", "carried_from": "A0"},
        {"status": "carried", "carried_from": "B7"},
        {"id": "C2", "status": "carried", "carried_from": "C2", "given": "2025-01-01"},
        {"status": "carried", "origin": "first"},
    ]
    assert judged(next_note_text(MEETING, last=last)).findings == ()


def test_an_action_ends_by_the_id_that_it_had_before_as_well() -> None:
    """Unless another action of the same record has that id now."""
    last = last_record(
        sessions=sessions(
            {"action": "a", "carried_from": "A0"},
            {"action": "b", "id": "B2", "carried_from": "B1"},
            {"action": "c", "id": "C2", "carried_from": "C1"},
            {"action": "d", "id": "C1"},
            {"decision": "e", "closes": ["A0", "C1"], "drops": ["B1"]},
        )
    )
    assert [action["id"] for action in open_actions(last)] == ["C2"]


def test_what_an_action_has_from_its_session_goes_with_it() -> None:
    """Strand and access are inherited, also from the session above, and an own one counts more."""
    last = last_record(
        sessions=[
            {
                "title": "One",
                "strand": "counts",
                "access": "closed",
                "sessions": sessions({"action": "a"}, {"action": "b", "access": "open"}),
            }
        ],
        next_steps=[{"strand": "roads", "items": [{"action": "c"}]}],
    )
    found = [(action.get("strand"), action.get("access")) for action in open_actions(last)]
    assert found == [
        ("counts", {"level": "closed"}),
        ("counts", {"level": "open"}),
        ("roads", None),
    ]


def test_an_action_that_was_closed_in_the_same_meeting_is_not_carried() -> None:
    """What an item closes or drops is at an end."""
    last = last_record(
        sessions=sessions(
            {"action": "a", "id": "A1"},
            {"action": "b", "id": "A2"},
            {"decision": "c", "closes": ["A1"]},
            {"text": "d", "drops": ["A2"]},
        )
    )
    assert list(open_actions(last)) == []


def test_only_actions_of_the_meeting_are_carried() -> None:
    """A disposal has an `action`, and foreign data may have one: they are none."""
    last = last_record(
        management={"disposal": {"class": "M", "action": "keep"}},
        extensions={"ours": {"action": "x"}},
    )
    assert list(open_actions(last)) == []


def test_what_was_announced_is_filled_in() -> None:
    """Start, place and agenda of the next meeting, the next number, and the meeting before."""
    last = last_record(
        title="T",
        language="fr",
        access="restricted",
        people={"AB": {"name": "Ada", "access": "closed", "attendance": "present"}},
    )
    last["meeting"] |= {
        "number": "14",
        "starts": "10:00",
        "venue": {"name": "A"},
        "next": {"starts": "14:30", "venue": {"name": "B"}, "agenda": ["One", "Two"]},
    }
    found = judged(next_note_text(MEETING, last=last)).record
    assert found is not None
    assert found["meeting"] == {
        "number": "15",
        "date": "2027-03-05",
        "starts": "14:30",
        "venue": {"name": "B"},
        "previous": "last",
    }
    assert [session["title"] for session in found["sessions"]] == ["One", "Two"]
    assert found["people"] == {"AB": {"name": "Ada", "access": {"level": "closed"}}}
    assert (found["language"], found["access"]) == ("fr", {"level": "restricted"})


@pytest.mark.parametrize("number", ["7a", "TOP 3", "1.10", "12345678901"])
def test_a_number_that_cannot_be_counted_on_is_left_out(number: str) -> None:
    """Only a whole number has a next one."""
    last = last_record()
    last["meeting"]["number"] = number
    assert "\n  number:" not in next_note_text(MEETING, last=last)


def test_the_editors_line_names_the_schema_where_there_is_one() -> None:
    """A path is named in the first line; without one there is no such line."""
    first = next_note_text(MEETING, schema="../s.json").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../s.json"
    assert "yaml-language-server" not in next_note_text(MEETING)
    record = last_record(schema="meeting-record/1.0", title="T", background="B")
    assert note_text(record, schema="s.json").startswith("# yaml-language-server: $schema=s.json\n")
    assert judged(note_text(record)).record == record


def test_the_example_note_is_sound_and_lacks_nothing() -> None:
    """A new office has no warning to look at, whatever its profile."""
    found = judged(example_note_text(schema="s.json"))
    assert found.findings == ()
    assert found.record is not None
    assert found.record["id"] == EXAMPLE_ID
    office = Office(creator="Parks office", access="open", profile="records-office")
    assert missing_metadata(complete(found.record, office), office) == ()


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


@pytest.mark.property
@given(name=NAMES)
def test_an_office_keeps_its_name(name: str) -> None:
    """Whatever the name is made of, the office's file holds it and can be read."""
    table = tomllib.loads(office_text(name=name, language="en"))
    assert table["office"]["name"] == table["defaults"]["creator"] == name


def test_the_office_file_and_its_examples_are_sound() -> None:
    """The file has no fault, and none with its comments put to use."""
    text = office_text(name="Parks office", language="en-GB")
    assert office_problems(tomllib.loads(text)) == ()
    used = re.sub(r"^# (?=\[|\w+ = |\"[^\"]+\" = )", "", text, flags=re.MULTILINE)
    table = tomllib.loads(used)
    assert office_problems(table) == ()
    assert {"rights", "classification"} <= table["defaults"].keys()
    assert {"disposal", "build"} <= table.keys()
