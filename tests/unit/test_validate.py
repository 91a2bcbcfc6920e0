"""A note is judged in one pass: every finding, in order, at its place, in time that is linear."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from minutebook.errors import MOST_OF_A_KIND, Problem
from minutebook.load import load
from minutebook.validate import Validated, office_problems, place_problems, validate

NOTE = """\
schema: meeting-record/1.0
id: parks-2026-03-05
title: Meeting of the parks group
meeting:
  date: 2026-03-05
sessions:
  - title: Playgrounds
"""


def judged(text: str) -> Validated:
    """A note in YAML, judged."""
    return validate(load(text.encode(), name="note.yaml"))


def of_data(**fields: Any) -> Validated:
    """A note as data, judged."""
    data = {
        "schema": "meeting-record/1.0",
        "id": "a",
        "title": "T",
        "meeting": {"date": "2026-03-05"},
        "background": "Words.",
    }
    text = json.dumps({**data, **fields}, ensure_ascii=False)
    return validate(load(text.encode(), name="note.json"))


def test_a_sound_note_gives_its_record() -> None:
    """The record is there, normalised, when no finding is an error."""
    validated = judged(NOTE)
    assert validated.findings == ()
    assert validated.record is not None
    assert validated.record["sessions"] == [{"title": "Playgrounds"}]


def test_a_warning_leaves_the_record() -> None:
    """A warning does not stop a note; an error does."""
    warned = judged(NOTE + "    items:\n      - answer: Not yet.\n")
    assert [finding.code for finding in warned.findings] == ["W317"]
    assert warned.record is not None
    assert judged(NOTE + "    items:\n      - anser: Not yet.\n").record is None


def test_a_note_that_cannot_be_read_has_no_record() -> None:
    """What is certain of it is judged all the same."""
    broken = judged(NOTE + "a: &b c\n")
    assert [finding.code for finding in broken.findings] == ["E201", "E110"]
    assert broken.record is None
    assert judged("").record is None


def test_findings_of_every_layer_come_in_one_pass_in_order_of_the_lines() -> None:
    """The schema, the rules, the rich text and the reading report together."""
    text = NOTE + (
        "    strand: trees\n"
        "    items:\n"
        "      - decision: The swings are <b>safe</b>.\n"
        "        outcome: agred\n"
        "      - action: See item #4\n"
        "        owners: AP\n"
        "statuss: final\n"
    )
    found = [(finding.line, finding.column, finding.code) for finding in judged(text).findings]
    assert found == [
        (8, 13, "E302"),
        (10, 34, "E362"),
        (11, 18, "E204"),
        (12, 26, "W101"),
        (13, 17, "E203"),
        (14, 1, "E201"),
    ]


def test_two_misspelt_keys_are_two_findings() -> None:
    """Even where both were meant to be the same one."""
    text = NOTE.replace("title: Meeting", "titel: Meeting").replace("id:", "titl: x\nid:")
    found = [(finding.code, finding.path) for finding in judged(text).findings]
    assert found == [("E201", "/titl"), ("E201", "/titel")]


def test_a_key_that_is_there_is_not_what_was_meant() -> None:
    """The hint names a key that is still free."""
    (finding,) = judged(NOTE + "titles: Another\n").findings
    assert finding.hint == "take it out, or keep your own data under `extensions`"


def test_a_key_and_its_value_may_both_be_wrong() -> None:
    """A key that cannot be used hides no fault of its value."""
    found = [finding.code for finding in of_data(people={"A P": 14}).findings]
    assert found == ["E212", "E203"]


def test_every_missing_key_is_named() -> None:
    """One finding for each."""
    found = [(finding.code, finding.message) for finding in judged("language: cy\n").findings]
    assert found == [
        ("E202", "the record needs `id`"),
        ("E202", "the record needs `meeting`"),
        ("E202", "the record needs `schema`"),
        ("E202", "the record needs `title`"),
        ("E210", "the record has neither `sessions` nor `background`"),
    ]


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (14, 'put it in quotes: "14"'),
        (True, 'put it in quotes: "true"'),
        (1.5, 'put it in quotes: "1.5"'),
        ({"a": 1}, "write the words on the line of the key"),
        ([], "write it on the line of the key, without a dash"),
    ],
)
def test_what_is_not_words_has_its_remedy(value: Any, hint: str) -> None:
    """Quotes where quotes help, and what else to do where they do not."""
    (finding,) = of_data(title=value).findings
    assert finding.code == "E203"
    assert (finding.hint or "").startswith(hint)


def test_quotes_are_not_offered_where_they_would_not_help() -> None:
    """A number is no date in quotes either, and `true` no outcome."""
    (finding,) = of_data(meeting={"date": 2026}).findings
    assert "quotes" not in (finding.hint or "")
    items = [{"decision": "Yes.", "outcome": True}]
    (finding,) = of_data(sessions=[{"title": "T", "items": items}]).findings
    assert "quotes" not in (finding.hint or "")
    assert finding.expected is not None
    assert finding.expected.startswith("one of `agreed`")


def test_a_list_that_is_a_block_or_words_has_its_remedy() -> None:
    """Each slip has its own way out."""
    hints = [of_data(sessions=value).findings[0].hint for value in ({"title": "T"}, "-x", "Words.")]
    assert hints == [
        "put `- ` before its first key, and set the others in as far as that one",
        "leave a space between each dash and its item",
        "write it on the next line after a dash: `- Words.`",
    ]


def test_an_item_that_is_a_list_has_one_dash_too_many() -> None:
    """A list within the list of items is no item."""
    (finding,) = of_data(sessions=[{"title": "T", "items": [["Words."]]}]).findings
    assert (finding.code, finding.hint) == ("E203", "begin each item with one dash")


@pytest.mark.parametrize(
    ("item", "hint"),
    [
        ({"qestion": "Who?"}, "did you mean `question`?"),
        ({"by": "A B"}, "give it the key of its kind, such as `question:` or `action:`"),
        ({"Swings": "one is loose"}, "where `Swings` and its colon begin words"),
        ({}, "give it the key of its kind"),
    ],
)
def test_an_item_of_no_kind_has_its_remedy(item: dict[str, str], hint: str) -> None:
    """The nearest kind, or words that were taken for a key, or the kinds there are."""
    (finding,) = of_data(sessions=[{"title": "T", "items": [item]}]).findings
    assert finding.code == "E208"
    assert (finding.hint or "").startswith(hint)


def test_no_value_where_the_version_stands() -> None:
    """An empty `schema` is an empty key and no other version; a number is another version."""
    assert [finding.code for finding in of_data(schema=None).findings] == ["E213"]
    assert [finding.code for finding in of_data(schema=1.0).findings] == ["E211"]


def test_problems_of_later_stages_get_their_place() -> None:
    """A missing key's place is that of the block it is missing from."""
    source = load(NOTE.encode(), name="note.yaml")
    problems = (
        Problem(code="W401", path=("management",), at_key=True, message="m"),
        Problem(code="E401", path=("meeting",), at_key=True, message="m"),
        Problem(code="E403", path=("sessions", 0, "title"), offset=4, message="m"),
    )
    found = [(finding.line, finding.column) for finding in place_problems(source, problems)]
    assert found == [(1, 1), (4, 1), (7, 16)]


def test_an_offices_table_is_judged_in_the_same_words() -> None:
    """The file is another, the words are not."""
    (problem,) = office_problems({"defaults": {"acces": "open"}})
    assert (problem.code, problem.path) == ("E201", ("defaults", "acces"))
    assert problem.hint == "did you mean `access`?"


# Hostile notes

LONG = "x" * 50_000


@pytest.mark.parametrize(
    "fields",
    [
        {"id": LONG},
        {"language": LONG},
        {"meeting": {"date": LONG}},
        {"meeting": {"date": "2026-03-05", "starts": LONG, "timezone": LONG + "\n"}},
        {"meeting": {"date": "2026-03-05", "recording": "https://" + "a" * 50_000 + " "}},
        {"papers": {"p": {"title": "T", "media_type": "a/" * 25_000, "digest": LONG}}},
        {"people": {LONG: "A B"}},
        {"extensions": {LONG: 1}},
        {LONG: 1},
        {"status": LONG},
        {"title": [LONG]},
        {"sessions": [{"title": "T", "led_by": [LONG], "strand": LONG}]},
        {"sessions": [{"title": "T", "items": [{LONG: LONG}]}]},
        {"title": " " * 50_000},
    ],
    ids=lambda fields: next(iter(fields))[:12],
)
def test_a_value_of_50000_characters_is_judged_at_once(fields: dict[str, Any]) -> None:
    """No pattern takes more than linear time, and no message grows with its value."""
    started = time.perf_counter()
    findings = of_data(**fields).findings
    assert time.perf_counter() - started < 1
    assert findings
    assert all(len(finding.message) < 300 for finding in findings)
    assert all(len(finding.hint or "") < 300 for finding in findings)


def test_sessions_nested_to_the_loaders_limit_are_one_finding() -> None:
    """Deep nesting neither ends the program nor floods the author."""
    session: dict[str, Any] = {"title": "T"}
    for _ in range(29):
        session = {"title": "T", "sessions": [session]}
    assert [finding.code for finding in of_data(sessions=[session]).findings] == ["E314"]


def _many(number: int) -> dict[str, Any]:
    """A note of which every part has a fault."""
    items: list[Any] = []
    for index in range(number):
        items += [
            {"decision": "Yes.", "outcome": "agred", "by": f"p{index}"},
            {"action": "Do.", "due": "2025-01-01", "arises_from": f"x{index}", "ownrs": []},
            {"qestion": "Who?"},
            {"answer": "I.", "answers": f"q{index}"},
            14,
        ]
    people = {f"k{index}": {"role": "x"} for index in range(number)}
    return {"people": people, "sessions": [{"title": "T", "items": items}]}


def _seconds(number: int) -> float:
    started = time.perf_counter()
    findings = of_data(**_many(number)).findings
    assert len(findings) >= 8 * min(number, MOST_OF_A_KIND + 1)
    return time.perf_counter() - started


def test_of_one_code_a_hundred_are_told_of() -> None:
    """One more counts the rest, and the note has an error as before."""
    items = "".join("      - {tex: x}\n" for _ in range(250))
    found = judged(NOTE + "    items:\n" + items).findings
    codes = [one.code for one in found]
    assert codes == [codes[0]] * 101
    assert found[100].message == "the same fault stands at 150 more places from here on"
    assert found[100].hint == "mend the ones above and check again"
    assert found[100].line == found[99].line + 1


def _table(rows: int) -> str:
    lines = ["| Site | Count |", "|------|-------|", *["| North | 12 |"] * rows]
    return "".join(f"      {line}\n" for line in lines)


def test_more_signs_than_a_record_may_have_are_one_finding() -> None:
    """The text that goes beyond is named, and none after it is read."""
    note = NOTE + "    text: |\n" + _table(1000)
    assert judged(note).findings == ()
    more = "  - title: More\n    text: |\n" + _table(5000) + "  - title: Last\n    text: '<b>'\n"
    (finding,) = judged(note + more).findings
    assert (finding.code, finding.path) == ("E382", "/sessions/1/text")
    assert finding.excerpt is not None
    assert finding.excerpt.text == "    text: |"


def test_plain_prose_may_be_as_long_as_a_note() -> None:
    """Signs that mean nothing where they stand are not counted."""
    words = "      The swings (three of them) were seen: they are well-made, and safe.\n" * 20_000
    assert judged(NOTE + "    text: |\n" + words).findings == ()


@pytest.mark.slow
def test_thousands_of_faults_take_linear_time() -> None:
    """Eight times the faults take no more than twenty times the time."""
    _seconds(10)
    few = min(_seconds(50) for _ in range(3))
    assert _seconds(400) < few * 20 + 1
