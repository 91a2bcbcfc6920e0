"""Minutes become drafts that validate: rules do what their examples say, and no word is lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from minutebook.drafts import (
    Imported,
    MapError,
    Wishes,
    account_json,
    account_text,
    import_meetings,
    import_minutes,
    read_map,
)
from minutebook.drafts.days import find_days, find_times
from minutebook.drafts.facts import Aside
from minutebook.drafts.person_lines import people_of, person_of
from minutebook.drafts.rules import RULES
from minutebook.drafts.votes import read_vote
from minutebook.drafts.word_proof import prove
from minutebook.load import load
from minutebook.validate import validate

HEAD = "# Parks meeting\n\nDate: 5 March 2026\n\n"
EXAMPLES = [(rule.name, *example) for rule in RULES.values() for example in rule.examples]


def imported(text: str, name: str = "parks.md", **wishes: Any) -> Imported:
    """Import a text."""
    return import_minutes(text.encode(), name=name, wishes=Wishes(**wishes))


def data_of(one: Imported) -> Any:
    """Read the draft back; it must be a record without an error."""
    judged = validate(load(one.note, name="draft.yaml"))
    assert judged.record is not None, (one.findings, judged.findings)
    return judged.source.data


def at(data: Any, path: str) -> Any:
    """Follow a path of keys and numbers."""
    for step in path.split("."):
        data = data[int(step)] if isinstance(data, list) else data[step]
    return getattr(data, "spelling", data)


@pytest.mark.pandoc
@pytest.mark.parametrize(("rule", "text", "path", "value"), EXAMPLES)
def test_every_rule_does_what_its_examples_say(rule: str, text: str, path: str, value: Any) -> None:
    """The rule itself makes the field, the draft validates, and every word is accounted for."""
    one = imported(text)
    assert value == at(data_of(one), path)
    assert rule in {fact.rule for fact in one.facts}
    assert one.findings == ()


def test_most_rules_have_examples() -> None:
    """A rule without an example needs a file's name or a web page, which other tests give."""
    without = [rule.name for rule in RULES.values() if not rule.examples]
    assert without == ["date-in-file-name", "page-foot"]


@pytest.mark.pandoc
def test_a_less_sure_rule_is_not_asked() -> None:
    """With a high wish for confidence a guess stays text, and what is labelled is taken."""
    text = f"{HEAD}## Swings\n\nIt was agreed to paint them.\n\nDecision: They are green.\n"
    sessions = data_of(imported(text, min_confidence=0.95))["sessions"]
    assert sessions[0]["text"] == "It was agreed to paint them."
    assert sessions[0]["items"][0]["decision"] == "They are green."


@pytest.mark.pandoc
def test_guesses_have_comments() -> None:
    """A guess says from which line it was made; what the file says outright does not."""
    note = imported(f"{HEAD}## Swings\n\nIt was agreed to paint them.\n\nAction: Buy paint.\n").note
    text = note.decode()
    assert "      # guessed from line 7\n      - decision: It was agreed" in text
    assert "# guessed from line 9" not in text


def test_a_date_in_the_name_of_the_file() -> None:
    """The name gives a date where the text has none."""
    one = imported("Parks\n\nThe group met and talked.\n", name="2026_03_05 parks.txt")
    assert data_of(one)["meeting"]["date"] == "2026-03-05"


def test_no_date_is_made_up() -> None:
    """Without a date there is no draft, and the user can give one."""
    text = "Parks\n\nThe group met and talked.\n"
    assert [one.code for one in imported(text, name="parks.txt").findings] == ["E806"]
    given = imported(text, name="parks.txt", date="2026-03-05")
    assert data_of(given)["meeting"]["date"] == "2026-03-05"


def test_a_date_that_may_be_two_is_said() -> None:
    """Day and month are never swapped in silence."""
    one = imported("Parks\n\nDate: 03/04/2026\n\nThe group met.\n", name="parks.txt")
    assert [(one.code, one.line) for one in one.findings] == [("W806", 3)]


PLAIN = """\
Workshop of the parks group | 5 March 2026 | Meeting note

10:00 \u2013 12:00, 5th March 2026
Old Mill, Mill Lane, Leeds

The group has met for a year.

  \u2022 Swings and slides
  \u2022 Paths

Group work

Paths

The group felt that the paths are narrow.

Swings

The group asked whether swings are safe.

Questions to the mayor

  \u2022 Who pays for it?
  \u2022 When is it done?

Next steps

Paths

The strand will draw a map.

Swings

The strand will count swings.

Final comments

The work goes on. The group was told the principles of it were that we are not interested in:

  \u2022 Cutting trees.
  \u2022 Closing paths.
This entry was posted in Meeting notes on by .
Jo Marsh

About Jo Marsh

Jo works for the parks office.

Leave a Reply
"""


def test_plain_text_has_sections_strands_and_principles() -> None:
    """What only the layout tells is told in the record."""
    one = imported(PLAIN, name="parks.txt")
    data = data_of(one)
    assert one.findings == ()
    assert data["title"] == "Workshop of the parks group"
    assert data["meeting"]["venue"] == {"name": "Old Mill", "address": "Mill Lane, Leeds"}
    assert list(data["strands"].values()) == ["Paths", "Swings"]
    assert [one["title"] for one in data["sessions"][0]["sessions"]] == ["Paths", "Swings"]
    assert [next(iter(one)) for one in data["sessions"][1]["items"]] == ["question", "question"]
    assert [one["strand"] for one in data["next_steps"]] == ["paths", "swings"]
    assert [one["principle"] for one in data["principles"]["items"]] == [
        "Cutting trees.",
        "Closing paths.",
    ]
    assert data["principles"]["stance"] == "excluded"
    assert data["publication"] == {"by": "marsh", "category": "Meeting notes"}
    assert "Leave a Reply" in {aside.text for aside in one.asides if aside.fate == "page"}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("5th of March 2026", ["2026-03-05"]),
        ("March 5, 2026", ["2026-03-05"]),
        ("1er mars 2026", ["2026-03-01"]),
        ("5. Mai 2026", ["2026-05-05"]),
        ("5 Ebrill 2026", ["2026-04-05"]),
        ("2026-03-05 and 6/3/2026", ["2026-03-05", "2026-03-06"]),
        ("31 February 2026, 99/99/2026", []),
        ("the 26th of April", ["2026-04-26"]),
        ("on 7 January", ["2027-01-07"]),
    ],
)
def test_days(text: str, days: list[str]) -> None:
    """Dates in four languages; without a year it is the first after the meeting."""
    assert days == [day.value for day in find_days(text, near="2026-03-05")]


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("10:00 \u2013 13:00", "10:00", "13:00"),
        ("2-4pm", "14:00", "16:00"),
        ("10.30 am to 1 pm", "10:30", "13:00"),
        ("15h20", "15:20", ""),
        ("um 19 Uhr", "19:00", ""),
        ("12:05 am", "00:05", ""),
        ("14:00 UTC", "14:00", ""),
    ],
)
def test_times(text: str, starts: str, ends: str) -> None:
    """Times of day as clerks write them."""
    assert (starts, ends) == (find_times(text)[0].starts, find_times(text)[0].ends)


@pytest.mark.parametrize("text", ["version 10.30.1", "99:99", "chapter 4", "1:2:3:4"])
def test_what_is_no_time(text: str) -> None:
    """Other figures are left alone."""
    assert find_times(text) == []


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Jo Marsh (Parks office)", {"name": "Jo Marsh", "organisation": "Parks office"}),
        ("Jo Marsh (@jm)", {"name": "Jo Marsh", "handle": "jm"}),
        ("JM = Jo Marsh", {"name": "Jo Marsh", "initials": "JM"}),
        ("Jo Marsh (JM), Chair", {"initials": "JM", "role": "chair", "post": "Chair"}),
        ("\u2610 Jo Marsh", {"attendance": "absent"}),
        ("Jo Marsh - Treasurer", {"name": "Jo Marsh", "post": "Treasurer"}),
        ("Elin ap Rhys (via Zoom)", {"name": "Elin ap Rhys", "medium": "video"}),
        ("Jo Marsh, repr\u00e9sent\u00e9e par Asha Patel", {"proxy": "Asha Patel"}),
    ],
)
def test_people(text: str, fields: dict[str, str]) -> None:
    """One person, with what stands behind the name."""
    person = person_of(text, 1)
    assert person is not None
    assert fields == {key: getattr(person, key) for key in fields}


@pytest.mark.parametrize("text", ["We met at noon.", "Apologies:", "12 members of the public", ""])
def test_what_is_no_person(text: str) -> None:
    """Sentences and counts are nobody."""
    assert person_of(text, 1) is None


def test_several_people_on_a_line() -> None:
    """Commas and `and` part people; what is no name makes the line no list of names."""
    assert [one.name for one in people_of("Jo Marsh, Asha Patel and Li Wei.", 1)] == [
        "Jo Marsh",
        "Asha Patel",
        "Li Wei",
    ]
    assert people_of("Jo Marsh, who had come by train", 1) == []


@pytest.mark.parametrize(
    ("text", "vote"),
    [
        ("carried 7-0", {"for": 7, "against": 0}),
        ("AYES: 7 NAYS: 1 ABSTAIN: 2", {"for": 7, "against": 1, "abstain": 2}),
        ("7 Ja, 1 Nein, 0 Enthaltungen", {"for": 7, "against": 1, "abstain": 0}),
        ("7 o blaid, 1 yn erbyn", {"for": 7, "against": 1}),
        ("for 30 minutes and 2 more", {}),
    ],
)
def test_votes(text: str, vote: dict[str, int]) -> None:
    """Counts of votes in four languages, and what is none."""
    assert vote == read_vote(text)


def test_a_lost_word_is_found() -> None:
    """The proof fails where a word is nowhere, out of its order, or not where it was moved."""
    words = ["one", "two", "three"]
    record = {"background": "one three"}
    assert prove(words, record, []).lost == ("two",)
    listed = Aside(line=1, text="two", fate="page", became="page furniture")
    assert prove(words, record, [listed]).lost == ()
    assert prove(words, {"background": "three one two"}, []).out_of_order != ()
    moved = Aside(line=1, text="two", fate="moved", became="people")
    assert prove(words, record, [moved]).lost == ("two",)


@pytest.mark.pandoc
def test_the_account_tells_everything() -> None:
    """The account in words and as JSON say what was recognised and where words went."""
    one = imported(f"{HEAD}Present: Jo Marsh, Asha Patel\n\nAction: Buy paint.\n")
    text = account_text(one, explain=True)
    assert "line 5: people.Jo Marsh.attendance = present" in text
    assert "by attendance-line" in text
    assert '"rule": "action-label"' in account_json([one])


@pytest.mark.pandoc
def test_a_file_of_several_meetings() -> None:
    """Each dated meeting becomes a record of its own, and together they have every word."""
    text = (
        "# Swings club\n\nNotes of spring.\n\n## 2026-03-05\n\nPresent: Jo Marsh\n\n- Talked.\n\n"
        "## 2026-03-12\n\nPresent: Asha Patel\n\n- Walked.\n"
    )
    first, second = import_meetings(text.encode(), name="club.md")
    assert (first.findings, second.findings) == ((), ())
    assert [data_of(one)["meeting"]["date"] for one in (first, second)] == [
        "2026-03-05",
        "2026-03-12",
    ]
    assert [one.title for one in (first, second)] == ["Swings club", "Swings club"]
    assert [one.record_id for one in (first, second)] == ["club-2026-03-05", "club-2026-03-12"]
    assert list(data_of(second)["people"]) == ["patel"]


@pytest.mark.pandoc
def test_topics_with_dates_are_no_meetings() -> None:
    """A heading with a date among others without one is a topic."""
    text = f"{HEAD}## Review of 2026-02-05\n\nDone.\n\n## Swings\n\nGreen.\n"
    assert len(import_meetings(text.encode(), name="parks.md")) == 1


MINUTES = Path(__file__).parent / "minutes"
"""Invented minutes, each laid out as a kind of body lays out its own."""


@pytest.mark.pandoc
@pytest.mark.parametrize(
    ("name", "frame", "counts"),
    [
        (
            "parish.txt",
            {"date": "2026-01-12", "starts": "19:30", "ends": "20:55"},
            {"present": 4, "apologies": 1, "decision": 2, "action": 1, "motion": 1},
        ),
        (
            "directors.txt",
            {"date": "2023-09-26", "starts": "17:30", "ends": "18:45"},
            {"present": 5, "absent": 1, "decision": 1, "motion": 1},
        ),
        ("oversight.txt", {"date": "2023-03-14"}, {"present": 5, "apologies": 1, "action": 1}),
        (
            "treasurer.html",
            {"date": "2024-01-09", "ends": "20:05"},
            {"present": 1, "apologies": 1, "action": 2, "motion": 1},
        ),
        (
            "committee.md",
            {"date": "2024-02-07"},
            {"present": 3, "action": 3, "decision": 1, "statement": 2},
        ),
        (
            "verein.md",
            {"date": "2025-03-14", "starts": "19:00", "ends": "21:30"},
            {"present": 3, "apologies": 1, "decision": 1, "action": 2},
        ),
        ("discussion.md", {"date": "2020-06-17", "starts": "14:00"}, {"present": 2, "action": 2}),
    ],
)
def test_minutes_of_many_layouts(name: str, frame: dict[str, str], counts: dict[str, int]) -> None:
    """What a reader finds in them is found, nothing else of its kind, and no word is lost."""
    one = import_minutes((MINUTES / name).read_bytes(), name=name)
    data = data_of(one)
    assert one.findings == ()
    assert frame == {key: data["meeting"][key] for key in frame}
    kinds = Counter(fact.field for fact in one.facts)
    people = Counter(person.get("attendance") for person in data["people"].values())
    found = {key: kinds[key] + people[key] for key in (*counts, "decision", "action", "motion")}
    assert found == {"decision": 0, "action": 0, "motion": 0, **counts}


def test_an_office_has_words_of_its_own() -> None:
    """Its words go before all others, and only while its file is imported."""
    text = "Parks 2026-03-05\n\nTo carry out\n\n\u2022 paint the swings\n\u2022 mow the lawn\n"
    words = read_map('[headings]\nactions = ["To carry out"]')
    with_map = import_minutes(text.encode(), name="a.txt", wishes=Wishes(words=words))
    assert [one.field for one in with_map.facts].count("action") == 2
    assert [one.field for one in imported(text, name="a.txt").facts].count("action") == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[headings", "the map cannot be read"),
        ('[heading]\nactions = ["x"]', "`heading` is no group of words"),
        ('[headings]\nacton = ["x"]', "`acton` is nothing that words under `headings` can mean"),
        ("[headings]\nactions = [1]", "`actions` needs a list of words"),
    ],
)
def test_a_map_that_cannot_be_used(text: str, message: str) -> None:
    """What is wrong with the file is said."""
    with pytest.raises(MapError, match=message):
        read_map(text)


@pytest.mark.pandoc
def test_the_conclusion_of_a_topic_is_a_decision() -> None:
    """Below a topic it says what was decided; at the end of the note it ends the meeting."""
    text = (
        f"{HEAD}## Swings\n\nWe talked.\n\n### Conclusion\n\nThey are painted.\n\n"
        "## Paths\n\n### Conclusion\n\n- Closed\n- None\n\n## Conclusion\n\nThanks to all.\n"
    )
    one = imported(text)
    assert one.findings == ()
    decisions = [fact.value for fact in one.facts if fact.field == "decision"]
    assert decisions == ["They are painted.", "Closed"]
    assert data_of(one)["closing"]["text"] == "Thanks to all."
