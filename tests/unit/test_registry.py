"""Records checked against each other: on facts, whatever their order, in time that is linear."""

from __future__ import annotations

import json
import pickle
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT

from minutebook.archive import open_archived, write_xml
from minutebook.load import load
from minutebook.registry import (
    Coverage,
    Facts,
    Member,
    check_registry,
    facts_of,
    id_facts,
    ids_in,
)
from minutebook.registry.ids import is_slip
from minutebook.registry.stored import facts_data, facts_from_data
from minutebook.validate import validate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

    from minutebook.errors import Finding

RECORDS = sorted(ROOT.glob("records/20*/*.yaml"))
MARCH, JUNE, SEPTEMBER = "parks-2026-03-05", "parks-2026-06-04", "parks-2026-09-03"
ACTION = {"action": "Buy the paint.", "id": "A1-1", "owners": ["Ada Brook"]}


def note(key: str, date: str = "2026-03-05", *, file: str | None = None, **fields: Any) -> Facts:
    """The facts of a note; `meeting` is added to its date."""
    data = {
        "schema": "meeting-record/1.0",
        "id": key,
        "title": "T",
        "background": "B",
        **fields,
        "meeting": {"series": "Parks group", "date": date, **fields.get("meeting", {})},
    }
    name = file or f"{key}.json"
    validated = validate(load(json.dumps(data).encode(), name=name))
    assert validated.record is not None, validated.findings
    return facts_of(validated.record, validated.source, file=name)


def items(*entries: Any) -> list[dict[str, Any]]:
    """One session with items."""
    return [{"title": "Swings", "items": list(entries)}]


def found(*facts: Facts, coverage: Coverage = Coverage.WHOLE, **options: Any) -> list[Finding]:
    """What is found between records of one office."""
    office = "" if coverage is Coverage.FOLDER else "office"
    members = [Member(facts=one, office=office, coverage=coverage) for one in facts]
    return list(check_registry(members, **options))


def codes(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    """Each finding's file and code."""
    return [(one.file.removesuffix(".json"), one.code) for one in findings]


# Facts


def record_facts(path: str) -> Facts:
    """The facts of an example record."""
    data = (ROOT / "records" / path).read_bytes()
    validated = validate(load(data, name=path))
    assert validated.record is not None
    return facts_of(validated.record, validated.source, file=path)


@pytest.mark.parametrize("path", [str(p.relative_to(ROOT / "records")) for p in RECORDS])
def test_facts_survive_being_kept(path: str) -> None:
    """A way through JSON or pickle changes nothing, so that a later run may use them."""
    facts = record_facts(path)
    assert facts_from_data(json.loads(json.dumps(facts_data(facts)))) == facts
    assert pickle.loads(pickle.dumps(facts)) == facts


@pytest.mark.parametrize("path", [str(p.relative_to(ROOT / "records")) for p in RECORDS])
def test_facts_are_small(path: str) -> None:
    """They hold neither the record nor its text: a part of the note's size suffices."""
    size = (ROOT / "records" / path).stat().st_size
    assert len(pickle.dumps(record_facts(path))) < size / 2 + 4000


def test_data_of_another_version_is_refused() -> None:
    """What lacks a field is not taken for facts."""
    data = facts_data(note(MARCH))
    del data["outline"]
    with pytest.raises(LookupError):
        facts_from_data(data)


def test_an_archived_record_has_the_same_facts_without_lines() -> None:
    """What is found does not depend on where the facts come from."""
    path = "2026/transport-2026-06-04-quarterly.yaml"
    validated = validate(load((ROOT / "records" / path).read_bytes(), name=path))
    assert validated.record is not None
    opened = open_archived(write_xml(validated.record), name=path)
    assert opened.record is not None
    from_xml = facts_of(opened.record, None, file=path)
    assert from_xml.is_archived
    assert (from_xml.id.spot.line, from_xml.id.spot.column) == (1, 1)

    def words(facts: Facts) -> Any:
        data = json.dumps(facts_data(facts))
        return _without_places(json.loads(data) | {"is_archived": None})

    assert words(from_xml) == words(facts_of(validated.record, validated.source, file=path))


def _without_places(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_places(part) for key, part in data.items() if key != "lines"}
    if isinstance(data, list):
        is_spot = len(data) == 5 and all(isinstance(one, int) for one in data[1:])
        return data[0] if is_spot else [_without_places(part) for part in data]
    return data


def test_a_place_is_that_of_the_words() -> None:
    """From the first character to the one after the last."""
    text = (
        "schema: meeting-record/1.0\nid: parks-a   # ours\ntitle: T\nmeeting:\n"
        "  date: 2026-03-05\n  previous: 'parks-b'\nbackground: B\npeople:\n  AB: Ada Brook\n"
    )
    validated = validate(load(text.encode(), name="a.yaml"))
    assert validated.record is not None
    facts = facts_of(validated.record, validated.source, file="a.yaml")
    assert tuple(facts.id.spot) == ("/id", 2, 5, 2, 12)
    assert facts.previous is not None
    assert facts.previous.spot[:4] == ("/meeting/previous", 6, 13, 6)
    assert tuple(facts.people[0].key.spot) == ("/people/AB", 9, 3, 9, 5)


# What is missing


@pytest.mark.parametrize(
    ("coverage", "expected"),
    [
        (Coverage.WHOLE, ["E602"]),
        (Coverage.PART, ["E602"]),
        (Coverage.FOLDER, ["W602"]),
        (Coverage.SINGLE, []),
    ],
)
def test_what_is_missing_goes_by_what_was_given(coverage: Coverage, expected: list[str]) -> None:
    """An error in an office, a warning in a folder, nothing for single files."""
    lone = note(JUNE, "2026-06-04", meeting={"previous": MARCH})
    assert [one.code for one in found(lone, coverage=coverage)] == expected


def test_the_rest_of_an_office_is_asked_for_its_ids() -> None:
    """Only where a part was given, and only if something seems to be missing; once an id."""
    asked: list[str] = []

    def elsewhere(office: str) -> frozenset[str]:
        asked.append(office)
        return frozenset({MARCH})

    lone = note(JUNE, "2026-06-04", meeting={"previous": MARCH})
    assert found(lone, coverage=Coverage.PART, elsewhere=elsewhere) == []
    assert asked == ["office"]
    assert found(note(MARCH), coverage=Coverage.PART, elsewhere=elsewhere) == []
    assert found(lone, note(MARCH), coverage=Coverage.WHOLE, elsewhere=elsewhere) == []
    assert asked == ["office"]
    assert found(lone, coverage=Coverage.PART, elsewhere=lambda _: None) == []
    near = found(lone, coverage=Coverage.PART, elsewhere=lambda _: frozenset({"parks-2026-03-06"}))
    assert [one.hint for one in near] == ["did you mean `parks-2026-03-06`?"]


def test_nothing_is_missing_while_an_id_cannot_be_read() -> None:
    """It may be the one that is named; other offices are another matter."""
    lone = note(JUNE, "2026-06-04", meeting={"previous": MARCH})
    assert found(lone, unread=["office"]) == []
    assert codes(found(lone, unread=["another"])) == [(JUNE, "E602")]


def test_a_record_with_errors_is_there() -> None:
    """Its id is known, and nothing else of it is judged."""
    broken = id_facts(MARCH, None, file="march.xml")
    later = note(
        JUNE,
        "2026-06-04",
        meeting={"previous": MARCH},
        sessions=items({"decision": "D", "approves": MARCH}),
    )
    assert found(broken, later) == []
    twin = note(MARCH.upper(), file="twin.json")
    assert codes(found(id_facts(MARCH, load(b"id: a", name="a"), file="a"), twin)) == [
        ("twin", "E601")
    ]


def test_ids_of_another_office_are_no_matter() -> None:
    """Two offices of one run may use the same ids, and each means its own."""
    members = [
        Member(facts=note(key, date, file=f"{office}{key}", **fields), office=office)
        for office in ("one/", "two/")
        for key, date, fields in (
            (MARCH, "2026-03-05", {}),
            (JUNE, "2026-06-04", {"meeting": {"previous": MARCH}}),
        )
    ]
    assert check_registry(members) == ()


def test_a_note_and_its_archived_record_are_one() -> None:
    """Given together they are no rivals, and the note is the one that is looked at."""
    text = note(MARCH, status="final")
    archived = facts_from_data(facts_data(text) | {"is_archived": True, "file": "march.xml"})
    approves = note(JUNE, "2026-06-04", sessions=items({"decision": "D", "approves": MARCH}))
    assert codes(found(text, archived, approves)) == [(JUNE, "W615")]
    assert codes(found(archived, approves)) == [(JUNE, "W615")]


def test_an_archive_beside_its_office_is_no_second_registry() -> None:
    """Every note with its archived record, kept elsewhere: what is found, is found in the notes."""
    notes = [
        note(MARCH, sessions=items(ACTION)),
        note(JUNE, "2026-06-04", meeting={"previous": MARCH}),
    ]
    members = [Member(facts=one, office="office", coverage=Coverage.WHOLE) for one in notes]
    for one in notes:
        data = facts_data(one) | {"is_archived": True, "file": f"{one.id.text}.xml"}
        members.append(Member(facts=facts_from_data(data)))
    assert codes(check_registry(members)) == [(JUNE, "W614")]


def test_twins_are_no_neighbours() -> None:
    """Of two notes of one id neither is the meeting before the other."""
    twins = [note(MARCH, sessions=items(ACTION), file=f"{name}.json") for name in "ab"]
    june = note(JUNE, "2026-06-04", sessions=items({"text": "T", "closes": ["A1-1"]}))
    assert codes(found(*twins, june)) == [("b", "E601")]


@pytest.mark.parametrize(
    ("wrong", "right", "expected"),
    [
        ("a-2026-03-05", "a-2026-03-06", True),
        ("a-2026-03-05", "a-2026-06-04", False),
        ("a-2026-30-05", "a-2026-03-05", True),
        ("a-2026-3-05", "a-2026-03-05", True),
        ("a-2026-03-005", "a-2026-03-05", True),
        ("roads", "raods", True),
        ("a-1", "a-234", False),
    ],
)
def test_another_date_is_no_slip(wrong: str, right: str, expected: bool) -> None:
    """Ids with dates are alike, and each is another meeting."""
    assert is_slip(wrong, right) is expected


def test_a_near_id_is_found_among_many() -> None:
    """Whether its beginning or its end is misspelt."""
    many = [note(f"{name}-{n:04}-x") for name in ("roads", "parks") for n in range(150)]
    for wrong, right in (("raods-0077-x", "roads-0077-x"), ("parks-0077-y", "parks-0077-x")):
        lone = note("other", "2026-09-03", supersedes=wrong)
        assert [one.hint for one in found(lone, *many)] == [f"did you mean `{right}`?"]


@pytest.mark.parametrize(
    "text",
    [
        "id: a-1\n",
        "schema: x\nid:   'a-1'\n",
        '{"schema": "x", "id": "a-1"}',
        '{\n  "id" : "a-1"\n}',
        "{id: a-1}",
        "\ufeffid: a-1\r\n",
        "schema: x\rid: a-1\r",
    ],
)
def test_an_id_is_seen_without_reading(text: str) -> None:
    """In whatever form a note may have."""
    assert "a-1" in ids_in(text.encode())


# Consistency


def test_what_is_consistent_has_no_finding() -> None:
    """A chain of meetings with carried, closed and dropped actions."""
    march = note(
        MARCH,
        status="approved",
        approval={"date": "2026-06-04", "at": JUNE},
        meeting={"next": {"record": JUNE}},
        people={"AB": "Ada Brook"},
        sessions=items(ACTION, {**ACTION, "id": "A1-2"}, {**ACTION, "id": "A1-3"}),
    )
    june = note(
        JUNE,
        "2026-06-04",
        meeting={"previous": MARCH},
        people={"AB": "Cllr Ada M. Brook"},
        sessions=items(
            {"decision": "D", "approves": MARCH, "outcome": "agreed", "closes": ["A1-1"]},
            {"action": "A", "carried_from": "A1-2", "owners": ["AB"], "completed": "2026-03-05"},
            {"text": "T", "drops": ["A1-3"]},
        ),
    )
    assert found(march, june) == []
    assert found(june, march) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jo Marsh", "JO MARSH"),
        ("Jo Marsh", "Jo  Marsh"),
        ("Jo Marsh", "Jo A. Marsh"),
        ("Jo Marsh", "Dr Jo Marsh"),
        ("Jo Marsh", "J. Marsh"),
        ("Siân Davies", "Sian Davies"),
        ("Ines Delacroix", "Inés Delacroix-Núñez"),
        ("李伟", "李伟"),
        ({"name": "Jo Okoro", "aliases": ["Jo Marsh"]}, "Jo Marsh"),
    ],
)
def test_one_person_has_many_spellings(one: Any, other: Any) -> None:
    """Capitals, blanks, accents, titles, initials and aliases make no other person."""
    march, june = note(MARCH, people={"JM": one}), note(JUNE, "2026-06-04", people={"JM": other})
    assert found(march, june) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Jo Marsh", "Jan Marsh", ["E613"]),
        ("Jo Marsh", "Jan Moor", ["E613"]),
        ("李伟", "王伟", ["E613"]),
        ({"name": "Jo Marsh", "role": "chair"}, {"name": "Jan Moor", "role": "chair"}, []),
    ],
)
def test_two_people_are_told_apart(one: Any, other: Any, expected: list[str]) -> None:
    """But a key that is the role is whoever has it that day."""
    key = "chair" if isinstance(one, dict) else "JM"
    march, june = note(MARCH, people={key: one}), note(JUNE, "2026-06-04", people={key: other})
    assert [finding.code for finding in found(march, june)] == expected
    assert found(march, note(JUNE, meeting={"series": "Roads"}, people={key: other})) == []


def test_each_new_person_under_a_key_is_one_finding() -> None:
    """However often the two take turns."""
    names = ["Jo Marsh", "Jan Moor", "Jo Marsh", "Jan Moor", "Li Wei", "Jo Marsh"]
    notes = [note(f"m{n}", f"2026-0{n + 1}-01", people={"JM": who}) for n, who in enumerate(names)]
    assert codes(found(*notes)) == [("m1", "E613"), ("m4", "E613")]


def test_an_idle_meeting_is_passed_over() -> None:
    """Who had no quorum took nothing up, and the next meeting must."""
    march = note(MARCH, sessions=items(ACTION))
    idle = note(JUNE, "2026-06-04", meeting={"previous": MARCH, "state": "inquorate"})
    late = note(SEPTEMBER, "2026-09-03", meeting={"previous": JUNE})
    assert codes(found(march, idle, late)) == [(SEPTEMBER, "W614")]
    closed = note(
        SEPTEMBER,
        "2026-09-03",
        meeting={"previous": JUNE},
        sessions=items({"text": "T", "closes": ["A1-1"]}),
    )
    assert found(march, idle, closed) == []


def test_an_action_that_is_taken_up_later_is_not_lost() -> None:
    """A special meeting in between need not name what the regular ones deal with."""
    march = note(MARCH, sessions=items(ACTION))
    special = note(JUNE, "2026-06-04", meeting={"previous": MARCH})
    late = note(
        SEPTEMBER,
        "2026-09-03",
        meeting={"previous": JUNE},
        sessions=items({**ACTION, "id": "A3-1", "carried_from": "A1-1"}),
    )
    assert found(march, special, late) == []
    assert codes(found(march, special)) == [(JUNE, "W614")]


@pytest.mark.parametrize(
    "action",
    [
        {"status": "done"},
        {"status": "dropped"},
        {"id": "A9"},
    ],
)
def test_what_is_ended_is_not_open(action: dict[str, Any]) -> None:
    """Done, dropped, or closed by an item of the same meeting."""
    march = note(MARCH, sessions=items(ACTION | action, {"text": "T", "closes": ["A9"]}))
    assert found(march, note(JUNE, "2026-06-04", meeting={"previous": MARCH})) == []


def test_a_carried_action_may_say_why_nobody_owns_it() -> None:
    """Under its progress or in a note; and one that is done needs nobody."""
    march = note(MARCH, sessions=items(ACTION))
    carried = {"action": "A", "id": "A2", "status": "carried", "carried_from": "A1-1"}
    for more, expected in (
        ({}, ["E610"]),
        ({"progress": "She has left."}, []),
        ({"notes": [{"text": "Nobody was named."}]}, []),
        ({"status": "done"}, []),
        ({"owners": ["Carl Dene"]}, []),
    ):
        june = note(JUNE, "2026-06-04", meeting={"previous": MARCH}, sessions=items(carried | more))
        assert [one.code for one in found(march, june)] == expected


def test_a_translation_follows_its_own_neighbours_or_the_originals() -> None:
    """Versions and translations of a record are the same meeting."""
    march = note(MARCH, language="cy", meeting={"next": {"record": JUNE}})
    june = note(JUNE, "2026-06-04", language="cy", meeting={"previous": MARCH})
    for previous, series in ((MARCH, "Parks group"), ("march-en", "In English")):
        english = [
            note("march-en", language="en", translation_of=MARCH, meeting={"series": series}),
            note(
                "june-en",
                "2026-06-04",
                language="en",
                translation_of=JUNE,
                meeting={"previous": previous, "series": series},
            ),
        ]
        assert found(march, june, *english) == []


def test_an_approved_record_may_be_superseded_as_it_stands() -> None:
    """It is not changed any more; and a decision on a superseded record stays true."""
    old = note(MARCH, status="approved", approval={"date": "2026-06-04", "by": "Ada Brook"})
    new = note("corrected", supersedes=MARCH)
    june = note(JUNE, "2026-06-04", sessions=items({"decision": "D", "approves": MARCH}))
    assert found(old, new, june) == []


def test_a_decision_that_was_put_off_approves_nothing() -> None:
    """The record is still a draft, and rightly so."""
    put_off = {"decision": "D", "approves": MARCH, "outcome": "deferred"}
    assert found(note(MARCH), note(JUNE, "2026-06-04", sessions=items(put_off))) == []


def test_what_follows_from_a_fault_is_not_reported() -> None:
    """A `previous` that leads to a later meeting is one finding, whatever else it contradicts."""
    march = note(
        MARCH, meeting={"previous": SEPTEMBER}, sessions=items({"text": "T", "closes": ["A"]})
    )
    june = note(JUNE, "2026-06-04")
    late = note(
        SEPTEMBER,
        "2026-09-03",
        meeting={"series": "Roads group", "previous": JUNE},
        sessions=items(ACTION),
    )
    assert codes(found(march, june, late)) == [(MARCH, "E605"), (SEPTEMBER, "W606")]


# Laws

KEYS = st.sampled_from(["a", "b", "c", "d", "A", "gone"])


@st.composite
def registries(draw: st.DrawFn) -> list[Facts]:
    """Some records that name each other as they please."""
    facts = []
    for number in range(draw(st.integers(1, 5))):
        more = {
            key: value
            for key in ("supersedes", "superseded_by", "translation_of")
            if (value := draw(st.none() | KEYS))
        }
        links = {"previous": draw(st.none() | KEYS), "next": draw(st.none() | KEYS)}
        meeting: dict[str, Any] = {"previous": links["previous"]} if links["previous"] else {}
        meeting |= {"next": {"record": links["next"]}} if links["next"] else {}
        entries = draw(st.lists(st.sampled_from(ENTRIES), max_size=3, unique_by=repr))
        day = draw(st.sampled_from(["2026-03-05", "2026-06-04"]))
        facts.append(
            note(
                draw(KEYS),
                day,
                file=f"{number}.json",
                meeting=meeting,
                sessions=items(*entries) if entries else [{"title": "T"}],
                people={"AB": draw(st.sampled_from(["Ada Brook", "Al Bird"]))},
                **more,
            )
        )
    return facts


ENTRIES: list[Any] = [
    "Words.",
    {"action": "A", "id": "A1", "owners": ["AB"]},
    {"action": "A", "id": "A2", "status": "carried", "carried_from": "A1"},
    {"action": "A", "carried_from": "A2", "status": "done", "completed": "2026-01-01"},
    {"decision": "D", "approves": "a", "closes": ["A1"]},
]


@pytest.mark.property
@given(registries(), st.randoms(use_true_random=False), st.sampled_from(list(Coverage)))
def test_the_order_of_the_inputs_is_no_matter(
    facts: list[Facts], random: Any, coverage: Coverage
) -> None:
    """Whatever records name, the findings are the same in any order, and none has two codes."""
    one = found(*facts, coverage=coverage)
    shuffled = list(facts)
    random.shuffle(shuffled)
    other = found(*shuffled, coverage=coverage)
    assert sorted(map(repr, one)) == sorted(map(repr, other))
    files = [finding.file for finding in other]
    assert files == sorted(files, key=[one.file for one in shuffled].index)
    places = {(finding.file, finding.path, finding.code) for finding in one}
    assert max(Counter(place[:2] for place in places).values(), default=1) == 1


def chain(length: int, *, broken: bool) -> list[Member]:
    """A long line of meetings, each with actions and people; broken, each has faults as well."""
    members = []
    for n in range(length):
        wrong = "x" if broken else ""
        facts = note(
            f"m{n:05}",
            f"{2000 + n // 300:04}-{n // 25 % 12 + 1:02}-{n % 25 + 1:02}",
            people={"AB": f"Ada Brook {n}" if broken else "Ada Brook"},
            meeting={"previous": f"m{n - 1:05}{wrong}"} if n else {},
            sessions=items(
                {"action": "A", "id": f"A{n}", "owners": ["AB"]},
                *({"text": "T", "closes": [f"A{n - 1}"]} for _ in range(n > 0 and not broken)),
            ),
        )
        members.append(Member(facts=facts, office="o", coverage=Coverage.WHOLE))
    return members


def work(members: Sequence[Member]) -> int:
    """How many functions are called to check records, those of C included."""
    calls = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        check_registry(members)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.slow
@pytest.mark.parametrize("broken", [False, True])
def test_the_work_grows_in_a_straight_line(broken: bool) -> None:
    """Four times the records take four times the work, sound or not; sorting is a little more."""
    members = chain(2000, broken=broken)
    small, large = work(members[:500]), work(members)
    assert large < 4.4 * small
    assert bool(check_registry(members)) is broken


@pytest.mark.parametrize(
    "item",
    [
        {**ACTION, "id": "A2-1", "carried_from": "Z9"},
        {**ACTION, "id": "A2-1", "carried_from": "Z9", "origin": MARCH},
        {"text": "T", "closes": ["A1-1", "Z9"]},
        {"text": "T", "closes": ["A1-1"], "drops": ["Z9"]},
    ],
    ids=["carried", "carried from a record that is named", "closed", "dropped"],
)
def test_an_action_that_is_named_is_there(item: dict[str, Any]) -> None:
    """Without `previous` too: the meeting before is the one before it in the series."""
    march = note(MARCH, sessions=items({**ACTION, "status": "done"}))
    june = note(JUNE, "2026-06-04", sessions=items(item))
    assert codes(found(march, june)) == [(JUNE, "E603")]


def test_carried_actions_do_not_lead_round() -> None:
    """Neither to itself nor through another record of the same day; one finding a circle."""
    own = {**ACTION, "carried_from": "A1-1", "origin": MARCH, "progress": "P"}
    assert codes(found(note(MARCH, sessions=items(own)))) == [(MARCH, "E608")]
    other = note("twin", sessions=items({**own, "origin": MARCH}))
    first = note(MARCH, sessions=items({**own, "origin": "twin"}))
    assert codes(found(first, other)) == [(MARCH, "E608")]
