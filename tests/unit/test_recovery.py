"""A note with faults in its text: each fault is one finding, and all else is judged as well."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.load import load
from minutebook.load.repairs import Edit, Repaired
from minutebook.validate import validate

HEAD = """\
schema: meeting-record/1.0
id: parks-2026-03-05
title: Meeting of the parks group
status: aproved
meeting:
  date: 2026-03-05
people:
  AP: Asha Patel
  JM:
    name: Jo Marsh
    role: chairr
sessions:
  - title: Playgrounds
    led_by: [XX]
    items:
      - decision: The swings stay.
        outcome: agred
"""
TAIL = """\
  - title: Paths
    kind: nokind
    items:
      - action: Mend the path.
        owners: [AP, ZZ]
        due: soon
next_steps: none
"""
BEFORE = [(4, 9, "E204"), (11, 11, "E204"), (14, 14, "E301"), (17, 18, "E204")]
AFTER = [(2, 11, "E204"), (5, 22, "E301"), (6, 14, "E205"), (7, 13, "E203")]
LINE = HEAD.count("\n") + 1
# Which of the faults before it a fault of the text makes uncertain: words that may go on with them.
UNSURE = {"E131", "E120"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Seed:
    """Lines with one fault, to be put between the items of one session and the next."""

    text: str
    place: tuple[int, int, str]
    """The line, counted from 0, the column and the code."""


SEEDS = {
    "colon in words": Seed(text="      - decision: Swings: loose: yes\n", place=(0, 25, "E121")),
    "colon in a key's words": Seed(text="    purpose: Swings: loose\n", place=(0, 20, "E121")),
    "colons on two lines of one text": Seed(
        text="    purpose: Swings: one\n      and: two\n", place=(0, 20, "E121")
    ),
    "colon in brackets": Seed(text="    papers: [a b: c: d]\n", place=(0, 20, "E127")),
    "no space after a colon": Seed(text="    purpose:To see\n", place=(0, 12, "E122")),
    "no space after a dash": Seed(text="      -The slide\n", place=(0, 7, "E125")),
    "no space after a dash of a block": Seed(
        text="      -decision: Yes.\n        outcome: agreed\n", place=(0, 7, "E125")
    ),
    "set in too far": Seed(text="         by: AP\n", place=(0, 10, "E123")),
    "set in too little": Seed(text="       by: AP\n", place=(0, 8, "E123")),
    "session set in too far": Seed(
        text="   - title: Trees\n     items:\n       - question: Who?\n         by: AP\n",
        place=(0, 4, "E123"),
    ),
    "open quote": Seed(text='    text: "Foo is\n', place=(0, 11, "E124")),
    "open quote above more lines": Seed(
        text='    text: "Foo is\n      bar: baz\n      - and x\n', place=(0, 11, "E124")
    ),
    "apostrophe": Seed(text="      - 'tis the season\n", place=(0, 9, "E124")),
    "open bracket": Seed(text="    papers: [p1, p2\n", place=(0, 13, "E127")),
    "open bracket on two lines": Seed(text="    papers: [p1,\n      p2\n", place=(0, 13, "E127")),
    "wrong bracket": Seed(text="      - {action: x, owners: [AP}\n", place=(0, 32, "E127")),
    "words after a quote": Seed(text='    text: "Foo" is\n', place=(0, 17, "E128")),
    "words after a bracket": Seed(text="    text: [Foo] is\n", place=(0, 17, "E128")),
    "backslash": Seed(text='    text: "a\\S and\n      more"\n', place=(0, 13, "E129")),
    "at sign": Seed(text="    text: @foo bar\n", place=(0, 11, "E126")),
    "asterisks": Seed(text="    text: **b** foo\n", place=(0, 11, "E126")),
    "comma": Seed(text="      - , foo\n", place=(0, 9, "E126")),
    "words beside the bar": Seed(text="    text: | foo\n      bar\n", place=(0, 13, "E130")),
    "words alone": Seed(text="    and more words\n", place=(0, 5, "E131")),
    "words in the first column": Seed(text="and more words\n", place=(0, 1, "E131")),
    "item among keys": Seed(text="    - foo\n", place=(0, 5, "E132")),
    "items among keys": Seed(text="    - foo: bar\n      by: x\n    - baz\n", place=(0, 5, "E132")),
    "list on the line of its key": Seed(
        text="    papers: - p1\n      - p2\n", place=(0, 13, "E133")
    ),
    "list on the line, the rest below": Seed(
        text="    papers: - p1\n    - p2\n", place=(0, 13, "E133")
    ),
    "percent sign": Seed(text="%foo\n", place=(0, 1, "E120")),
    "tab": Seed(text="\tpurpose: foo\n", place=(0, 1, "E116")),
    "tabs on lines that follow": Seed(
        text="\t\t\t- foo\n\t\t\t- question: x\n\t\t\t  by: AP\n", place=(0, 1, "E116")
    ),
    "tab below an empty key": Seed(text="    resumes:\n\t\trecord: a\n", place=(1, 1, "E116")),
    "copy": Seed(text="      - *foo\n", place=(0, 9, "E111")),
    "mark for copies": Seed(text="      - &foo bar\n", place=(0, 9, "E110")),
    "type mark": Seed(text="      - !foo bar\n", place=(0, 9, "E113")),
    "copied keys": Seed(text="      - <<: {by: AP}\n        decision: x\n", place=(0, 9, "E112")),
    "key given twice": Seed(text="    title: X\n", place=(0, 5, "E109")),
    "key that is a number": Seed(text="    1: X\n", place=(0, 5, "E115")),
    "no key": Seed(text="    : foo\n", place=(0, 5, "E115")),
    "nothing usual": Seed(text="      - : :\n", place=(0, 9, "E139")),
    "control character": Seed(text="    purpose: a\x07b\n", place=(0, 15, "E106")),
    "not a number": Seed(text="    minutes_allotted: .nan\n", place=(0, 23, "E118")),
}


def places(text: str, name: str = "note.yaml") -> list[tuple[int, int, str]]:
    """Where a note has faults."""
    validated = validate(load(text.encode(), name=name))
    assert validated.record is None
    return [(finding.line, finding.column, finding.code) for finding in validated.findings]


def _moved(found: list[tuple[int, int, str]], lines: int) -> list[tuple[int, int, str]]:
    return [(line + lines, column, code) for line, column, code in found]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", SEEDS)
def test_a_fault_of_the_text_hides_no_other(name: str, end: str) -> None:
    """Before it and after it every fault is found, and nothing that only follows from it."""
    seed = SEEDS[name]
    text = ("\ufeff" + HEAD + seed.text + TAIL).replace("\n", end)
    line, column, code = seed.place
    before = BEFORE[:-1] if code in UNSURE else BEFORE
    after = _moved(AFTER, LINE + seed.text.count("\n") - 1)
    assert places(text) == [*before, (LINE + line, column, code), *after]


@pytest.mark.parametrize("name", SEEDS)
def test_a_fault_at_the_end_of_the_file(name: str) -> None:
    """The last line may have it, with or without a line end."""
    seed = SEEDS[name]
    line, column, code = seed.place
    before = BEFORE[:-1] if code in UNSURE else BEFORE
    expected = [*before, (LINE + line, column, code)]
    assert places(HEAD + seed.text) == expected
    assert places(HEAD + seed.text.removesuffix("\n")) == expected


SOUND = """\
schema: meeting-record/1.0
id: parks-2026-03-05
title: Meeting of the parks group
meeting:
  date: 2026-03-05
people:
  AP: Asha Patel
sessions:
"""
SESSION = """\
  - title: Session {number}
    led_by: [AP]
    items:
      - decision: The swings stay.
        outcome: agreed
      - text: |
          Words: and more of them.
        id: t{number}
"""


@given(seeds=st.lists(st.sampled_from(sorted(SEEDS)), min_size=1, max_size=4))
def test_faults_far_from_each_other_are_found_each(seeds: list[str]) -> None:
    """In a sound note one to four faults give exactly as many findings, at their places."""
    text, expected = SOUND, []
    for number, name in enumerate(seeds):
        text += SESSION.format(number=number)
        line, column, code = SEEDS[name].place
        expected.append((text.count("\n") + 1 + line, column, code))
        text += SEEDS[name].text
    text += SESSION.format(number=len(seeds))
    assert places(text) == expected


NOTE = (
    SOUND.replace("  AP: Asha Patel\n", "  AP: Asha Patel\n  JM: Jo Marsh\n")
    + """\
  - title: Playgrounds
    items:
      - action: Oil the chains.
        owners: [AP, JM]
        id: A1
      - text: See above.
        closes: [A1]
      - decision: Yes.
        id: D1
"""
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # What a fault takes away is not missing.
        ("schema: m", "schema:m", [(1, 7, "E122")]),
        ("title: Meeting of", "title Meeting of", [(3, 1, "E131")]),
        ("meeting:\n", "meeting\n", [(4, 1, "E131")]),
        ("people:\n", "people\n", [(6, 1, "E131")]),
        ("sessions:\n", "sessions\n", [(9, 1, "E131")]),
        ("  date: 2", "  date 2", [(5, 3, "E203")]),
        ("  date: 2", "\tdate: 2", [(5, 1, "E116")]),
        ("  JM: Jo", "  JM Jo", [(8, 3, "E131")]),
        ("  JM: Jo", "  JM:Jo", [(8, 5, "E122")]),
        ("  JM: Jo Marsh", "  JM: Jo: Marsh", [(8, 9, "E121")]),
        ("  JM: Jo", "   JM: Jo", [(8, 4, "E123")]),
        ("  JM: Jo", " JM: Jo", [(8, 2, "E123")]),
        ("  JM: Jo", "\tJM: Jo", [(8, 1, "E116")]),
        ("people:\n", " people:\n", [(6, 2, "E123")]),
        ("sessions:\n", " sessions:\n", [(9, 2, "E123")]),
        ("sessions:\n", "---\nsessions:\n", [(9, 1, "E114")]),
        ("schema:", " schema:", [(1, 2, "E123")]),
        ("  date:", "    date:", []),
        ("        id: D1", "        id: D1: D2", [(18, 15, "E121")]),
        ("        id: A1", "        id:A1", [(14, 11, "E122")]),
        ("        id: A1", "         id: A1", [(14, 10, "E123")]),
        ("- action: Oil", "- action:Oil", [(12, 15, "E122")]),
        ("      - decision", "      -decision", [(17, 7, "E125")]),
    ],
)
def test_nothing_follows_from_a_fault(
    old: str, new: str, expected: list[tuple[int, int, str]]
) -> None:
    """A key, a person or an id that a fault hides is not reported as missing."""
    assert NOTE.count(old) == 1
    found = validate(load(NOTE.replace(old, new).encode(), name="n.yaml")).findings
    assert [(one.line, one.column, one.code) for one in found] == expected


def test_what_is_missing_elsewhere_is_missing() -> None:
    """Only a block that may have lost something is given the benefit of the doubt."""
    text = NOTE.replace("title: Meeting of the parks group\n", "").replace("D1", "D1: 2")
    assert [code for *_, code in places(text)] == ["E202", "E121"]
    text = NOTE.replace("  date: 2026-03-05", "  kind: Meeting\n  and more")
    assert [code for *_, code in places(text)] == ["E131"]
    text = NOTE.replace("[AP, JM]", "[AP, XX]").replace("Yes.", "Yes: no.")
    assert [code for *_, code in places(text)] == ["E301", "E121"]


def test_a_value_that_cannot_be_read_is_judged_no_further() -> None:
    """A date, a status or rich text with a fault in its quotes is one finding."""
    text = NOTE.replace("date: 2026-03-05", 'date: "2026" is').replace("Yes.", "'<b>' x")
    assert places(text) == [(5, 16, "E128"), (17, 25, "E128")]


def test_the_line_shown_is_the_authors() -> None:
    """A finding beside a repair shows what the author wrote, at the author's column."""
    text = NOTE.replace("- title: Playgrounds", "- titel: Swings: one: two")
    source = load(text.encode(), name="n.yaml")
    shown = {
        finding.code: (finding.column, finding.excerpt.text)
        for finding in validate(source).findings
        if finding.excerpt
    }
    line = "  - titel: Swings: one: two"
    assert shown == {"E201": (5, line), "E121": (18, line)}
    placed = load(b"a:\n\tb:c\n\td: e\n\t\tf\n", name="n.yaml")
    assert placed.value_place(("a", "d")).column == 5


JSON = """\
{
  "schema": "meeting-record/1.0",
  "id": "parks-2026-03-05",
  "title": "Meeting of the parks group",
  "status": "aproved",
  "meeting": {"date": "2026-03-05"},
  "sessions": [
    {"title": "Playgrounds", "kind": "nokind"}
  ]
}
"""


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('group",', 'group"', (5, 3, "E141")),
        ('"title": "Meeting', '"title" "Meeting', (4, 11, "E141")),
        ('"title": "Meeting', '"title": Meeting', (4, 12, "E145")),
        ('"title":', "title:", (4, 3, "E145")),
        ('"title":', "'title':", (4, 3, "E145")),
        ('"title": "Meeting of the parks group"', "\"title\": 'Meeting'", (4, 12, "E145")),
        ('group",', 'group",\n  // to follow', (5, 3, "E147")),
        ("  ]\n}", "  ],\n}", (10, 1, "E141")),
        ("group", "gro\\up", (4, 37, "E146")),
        ("group", "gro\tup", (4, 37, "E148")),
        ('group",', "group,", (4, 12, "E143")),
        ('"Meeting of the parks group"', "NaN", (4, 12, "E118")),
        ('"Meeting of the parks group"', "2026-03-05", (4, 12, "E144")),
        ("}\n", "}\nThe end", (11, 1, "E142")),
    ],
)
def test_json_is_read_past_a_fault(old: str, new: str, place: tuple[int, int, str]) -> None:
    """What is left of the note is judged, and what follows from the fault is not reported."""
    text = JSON.replace(old, new, 1) if "end" not in new else JSON + "The end"
    found = places(text, "note.json")
    added = new.count("\n") if place[0] < 9 else 0
    sound = [(5 + added, 13, "E204"), (8 + added, 38, "E204")]
    assert found == sorted([*sound, place])


def test_json_with_an_open_bracket_is_not_guessed_at() -> None:
    """Where a bracket should have been closed, nobody knows, so nothing else is said."""
    text = JSON.replace('2026-03-05"},', '2026-03-05",')
    assert [code for *_, code in places(text, "note.json")] == ["E149"]


SIGNS = st.text("ab\n", max_size=12)


@given(text=SIGNS, data=st.data())
def test_each_character_keeps_its_place_through_repairs(text: str, data: st.DataObject) -> None:
    """After any repairs, an author's character that is still there is found where it was."""
    marked = "".join(chr(0xE000 + number) for number in range(len(text)))
    repaired = Repaired(text=marked)
    for _ in range(data.draw(st.integers(0, 4))):
        size = len(repaired.text)
        cuts = sorted(data.draw(st.lists(st.integers(0, size), min_size=2, max_size=2)))
        repaired = repaired.edited((Edit(cuts[0], cuts[1], data.draw(SIGNS)),))
    for index, char in enumerate(repaired.text):
        if char >= "\ue000":
            assert repaired.original(index) == ord(char) - 0xE000
            assert repaired.current(ord(char) - 0xE000) == index
        assert 0 <= repaired.original(index) <= len(marked)


HOSTILE = {
    "tabs": "a:\n" + "\tb\n" * 400_000,
    "tabs again and again": "".join(f"k{n}:\n\tb\n" for n in range(9_000)),
    "columns": "a: b\n" + " c: d\n" * 500_000,
    "columns again and again": "a:\n" + "  - b\n -c\n" * 9_000,
    "colons": "".join(f"k{n}: b: c\n" for n in range(9_000)),
    "copies": "a: *b c\n" * 5_000,
    "words": "a" * 5_000 + "\n" + "b: c: d\n" * 5_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_flood_of_faults_ends_soon(name: str) -> None:
    """However many faults there are, reading ends within two seconds, with a finding."""
    data = HOSTILE[name].encode()
    started = time.perf_counter()
    findings = load(data, name="note.yaml").findings
    assert time.perf_counter() - started < 2
    assert findings
