"""What an office asks of its notes: fields that must be there, and words that a field may hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.errors import Severity
from minutebook.load import load
from minutebook.model import Block, Choice, Keyed, Listing, Shape, record_shape
from minutebook.office import Office, read_office
from minutebook.rules.asked import Asked, Vocabulary
from minutebook.rules.paths import Astray, Selector, read_path
from minutebook.stages import Note, run
from minutebook.validate import validate
from minutebook.yaml_text import write_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Finding

ROOT = Path(__file__).resolve().parents[2]
RECORDS = sorted(ROOT.glob("records/20*/*.yaml"))

NOTE = """\
schema: meeting-record/1.0
id: roads-2026-03-05
title: Roads group
meeting:
  kind: Board meeting
  date: 2026-03-05
  venue: Town Hall
people:
  AB: Ada Brook
  CD:
    name: Carl Dene
    role: chair
papers:
  p1: A paper
sessions:
  - title: One
    papers: [p1, {title: Another}]
    items:
      - action: First.
      - action: Second.
        owners: []
      - Words.
      - decision: Third.
    sessions:
      - title: Two
        sessions:
          - title: Three
            sessions:
              - title: Four
                items:
                  - action: Deep.
next_steps:
  - title: Last
    items:
      - action: Owned.
        owners: [AB]
"""


def _selector(text: str) -> Selector:
    read = read_path(text)
    assert isinstance(read, Selector), read
    return read


def found(note: str, *fields: str, **words: tuple[str, ...]) -> tuple[Finding, ...]:
    """What is found when an office asks for fields, and limits one to a list."""
    asked = Asked(
        fields=tuple(map(_selector, fields)),
        vocabularies=tuple(
            Vocabulary(field=_selector(path), words=listed) for path, listed in words.items()
        ),
    )
    return validate(load(note.encode(), name="note.yaml"), asked=asked).findings


def places(note: str, *fields: str) -> list[tuple[int, int, str]]:
    """Line, column and path of each finding."""
    return [(one.line, one.column, one.path) for one in found(note, *fields)]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("title", []),
        ("meeting.venue", []),
        ("meeting.venue.address", [(7, 3, "/meeting/venue")]),
        ("meeting.series", [(4, 1, "/meeting")]),
        ("meeting.quorum.met", [(4, 1, "/meeting")]),
        ("language", [(1, 1, "")]),
        ("people.*.role", [(9, 3, "/people/AB")]),
        ("strands.*.lead", []),
        ("strands", [(1, 1, "")]),
        ("sessions.*.number", [(16, 5, "/sessions/0")]),
        ("sessions.*.items.*.owners", [(19, 9, "/sessions/0/items/0"),
                                       (21, 9, "/sessions/0/items/1/owners")]),
        ("action.owners", [(19, 9, "/sessions/0/items/0"),
                           (21, 9, "/sessions/0/items/1/owners"),
                           (31, 21, "/sessions/0/sessions/0/sessions/0/sessions/0/items/0")]),
        ("decision.outcome", [(23, 9, "/sessions/0/items/3")]),
        ("motion.vote.for", []),
        ("papers.*.href", [(14, 3, "/papers/p1")]),
        ("sessions.*.papers.*.href", [(17, 18, "/sessions/0/papers/1")]),
        ("next_steps.*.strand", [(33, 5, "/next_steps/0")]),
        ("extensions.planning", [(1, 1, "")]),
    ],
)  # fmt: skip
def test_a_missing_field_is_found_where_it_belongs(
    path: str, expected: list[tuple[int, int, str]]
) -> None:
    """
    At the key of its block, or at its own where it is empty.

    Entries that are not there lack nothing, and a key of `papers` is judged where it stands.
    """
    assert places(NOTE, path) == expected


def test_a_kind_of_item_is_found_at_every_depth() -> None:
    """A session too, to four levels and in fixed places."""
    lines = [line for line, _, _ in places(NOTE, "session.number")]
    assert lines == [16, 25, 27, 29, 33]


def test_the_office_is_named_and_the_remedy_fits() -> None:
    """What to write depends on how the block is written now."""
    long, short, deep, empty = (
        found(NOTE, path)[0]
        for path in ("meeting.series", "people.*.role", "meeting.quorum.met", "action.owners")
    )
    assert long.message == "`meeting` has no `series`, which minutebook.toml asks for"
    assert long.expected == "something like `Transport data group`"
    assert long.hint == "add a line `series:` with its value"
    assert short.hint == "write `name: Ada Brook` and `role:` on lines of their own below it"
    assert str(short.expected).startswith("one of `chair`, `vice-chair`")
    assert deep.message == "`meeting` has no `quorum.met`, which minutebook.toml asks for"
    assert deep.hint == "add a line `quorum:`, and below it, further in, `met:` with its value"
    assert empty.message == "the action has no `owners`, which minutebook.toml asks for"
    (second,) = (one for one in found(NOTE, "action.owners") if one.line == 21)
    assert second.message == "`owners` of the action is empty, and minutebook.toml asks for it"
    assert second.hint == "write what belongs after `owners:`"


def test_one_missing_field_is_one_finding() -> None:
    """However many paths lead to it, and whatever is asked for below it."""
    paths = ("sessions.*.items.*.owners", "action.owners", "action.owners")
    assert len(found(NOTE, *paths)) == 3
    assert len(found(NOTE, "meeting.quorum", "meeting.quorum.met", "meeting.quorum.present")) == 1


def test_what_the_schema_finds_fault_with_is_not_missing() -> None:
    """One fault is one finding: a misspelt key, a wrong value, an item of no kind."""
    for old, new, path in (
        ("  venue: Town Hall\n", "  venu: Town Hall\n", "meeting.venue"),
        ("AB: Ada Brook", "AB: {name: Ada, rol: chair}", "people.*.role"),
        ("role: chair", "role: boss", "people.CD.role"),
        ("AB: Ada Brook", "AB: 14", "people.*.role"),
        ("decision: Third.", "decison: Third.", "decision.outcome"),
        ("title: Roads group\n", "", "title"),
    ):
        note = NOTE.replace(old, new)
        asked = [path.replace("CD", "*")]
        missing = [one.path for one in found(note, *asked) if one.code == "E330"]
        assert len(found(note)) == 1
        assert missing == (["/people/AB"] if path == "people.CD.role" else [])


def test_what_the_office_gives_to_all_need_not_be_written(tmp_path: Path) -> None:
    """A default of `minutebook.toml`, and the disposal class of the kind of meeting."""
    file = tmp_path / "minutebook.toml"
    file.write_text(
        '[rules]\nrequire = ["language", "management.rights", "management.disposal"]\n'
        '[defaults]\nlanguage = "en"\nrights = "Open"\n[disposal]\n"Board meeting" = "P"\n'
    )
    office = read_office(file).office
    note = Note(name="note.yaml", data=NOTE.encode(), office=office)
    assert run(note, until="validate").findings == ()
    other = Note(name="note.yaml", data=NOTE.replace("Board", "Bord").encode(), office=office)
    (finding,) = run(other, until="validate").findings
    assert finding.message == (
        "the record has no `management.disposal`, which minutebook.toml asks for"
    )


@pytest.mark.parametrize(
    ("path", "message", "hint"),
    [
        ("meetin.venue", "there is no field `meetin` in a record", "did you mean `meeting`?"),
        ("acton.owners", "there is no field `acton` in a record", "did you mean `action`?"),
        ("action.owner", "there is no field `owner` in `action`", "did you mean `owners`?"),
        (
            "people.AP.role",
            "`people` has entries, and `AP` is none of its fields",
            "`*` stands for every entry: write `people.*`",
        ),
        (
            "sessions.items.*.by",
            "`sessions` has entries, and `items` is none of its fields",
            "`*` stands for every entry: write `sessions.*.items.*.by`",
        ),
        (
            "meeting.*",
            "`meeting` has no entries for which `*` could stand",
            "take one of the fields that are there",
        ),
        ("title.x.y", "no path leads further in than `title`", "leave `.x.y` out"),
        (
            "extensions.planning.case",
            "no path leads further in than `extensions.planning`",
            "what is below it is a matter for its schema, under `[extensions]`",
        ),
        (
            "action",
            "`action` alone names no field",
            "write a point and a field of it, such as `action.id`",
        ),
        ("meeting.", "a name is missing after `meeting`", "take one of the fields that are there"),
        ("", "a name is missing after a record", "take one of the fields that are there"),
    ],
)
def test_a_path_that_leads_nowhere_says_why(path: str, message: str, hint: str) -> None:
    """With the nearest field, or where the `*` belongs."""
    read = read_path(path)
    assert isinstance(read, Astray)
    assert (read.message, read.hint) == (message, hint)


def _paths(shape: Shape, before: str, depth: int) -> Iterator[str]:
    if isinstance(shape, Listing | Keyed):
        yield from _paths(shape.entry, f"{before}.*", depth)
    elif isinstance(shape, Choice):
        for kind in shape.kinds.values():
            yield from _paths(kind, before, depth)
    elif isinstance(shape, Block) and depth:
        for key, field in shape.fields.items():
            path = f"{before}.{key}".removeprefix(".")
            yield path
            yield from _paths(field.shape, path, depth - 1)


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_every_path_of_the_schema_is_known_and_followed(record: Path) -> None:
    """Whatever is asked for, a note gets findings of this code and at its own places only."""
    paths = list(dict.fromkeys(_paths(record_shape(), "", 4)))
    assert len(paths) > 300
    lines = record.read_text(encoding="utf-8").splitlines()
    asked = Asked(fields=tuple(map(_selector, paths)))
    source = load(record.read_bytes(), name=record.name)
    before = validate(source).findings
    after = validate(source, asked=asked).findings
    new = [one for one in after if one not in before]
    assert {one.code for one in new} == {"E330"}
    assert all(1 <= one.line <= len(lines) for one in new)
    # One fault is one finding: no block lacks the same field twice.
    assert len({(one.path, one.message) for one in new}) == len(new)


WORDS = st.sampled_from(
    ["", "*", "meeting", "venue", "people", "role", "action", "owners", "session", "sessions",
     "items", "extensions", "é", " ", "x" * 200]
)  # fmt: skip


@given(st.text(max_size=20) | st.lists(WORDS, max_size=6).map(".".join))
def test_any_text_is_a_path_or_says_why_not(text: str) -> None:
    """And a path that is known can be followed in any record."""
    read = read_path(text)
    if isinstance(read, Astray):
        assert read.message
        assert read.hint
    else:
        assert read.text == text
        validate(load(NOTE.encode(), name="a.yaml"), asked=Asked(fields=(read,)))


# Vocabularies


def test_a_word_that_is_not_listed_is_found_at_the_word() -> None:
    """With the nearest of the list."""
    (finding,) = found(NOTE, **{"meeting.kind": ("Bord meeting", "Workshop")})
    assert (finding.code, finding.line, finding.column, finding.path) == (
        "E331", 5, 9, "/meeting/kind",
    )  # fmt: skip
    assert finding.message == (
        "`Board meeting` is none of the words that minutebook.toml lists for `meeting.kind`"
    )
    assert finding.expected == "one of `Bord meeting`, `Workshop`"
    assert finding.hint == "did you mean `Bord meeting`?"
    (finding,) = found(NOTE, **{"meeting.kind": ("x",)})
    assert finding.hint == "take a word of the list, or add this one to it in minutebook.toml"


def test_a_short_form_has_its_words_where_it_stands() -> None:
    """`venue: Town Hall` is judged as `venue.name` is; a key of `papers` where it stands."""
    for path in ("meeting.venue", "meeting.venue.name"):
        (finding,) = found(NOTE, **{path: ("Village Hall",)})
        assert (finding.line, finding.column, finding.path) == (7, 10, "/meeting/venue")
    lines = [one.line for one in found(NOTE, **{"people.*": ("Ada Brook",)})]
    assert lines == [11]
    lines = [one.line for one in found(NOTE, **{"sessions.*.papers.*": ("A paper",)})]
    assert lines == [17]


def test_words_are_compared_as_they_are_written() -> None:
    """Capitals count; a letter with its mark is the same as one or as two characters."""
    note = NOTE.replace("Board meeting", "Réunion".replace("é", "e\u0301"))
    assert found(note, **{"meeting.kind": ("Réunion",)}) == ()
    assert len(found(NOTE, **{"meeting.kind": ("board meeting",)})) == 1
    numbered = NOTE.replace("  kind: Board", "  number: 1.10\n  kind: Board")
    assert found(numbered, **{"meeting.number": ("1.10",)}) == ()


def test_what_is_missing_or_broken_is_no_word() -> None:
    """A vocabulary asks for nothing to be there, and a fault is one finding."""
    assert found(NOTE, **{"meeting.series": ("x",)}) == ()
    broken = NOTE.replace("role: chair", "role: boss")
    assert [one.code for one in found(broken, **{"people.*.role": ("chair",)})] == ["E204"]


# The office's file


def _office(folder: Path, text: str) -> tuple[Office, list[tuple[str, int, int, str]]]:
    file = folder / "minutebook.toml"
    file.write_text(text, encoding="utf-8")
    read = read_office(file)
    shown = [(one.code, one.line, one.column, one.message) for one in read.findings]
    return read.office, shown


def test_what_is_asked_for_is_read(tmp_path: Path) -> None:
    """Each table has its place in the office."""
    office, shown = _office(
        tmp_path,
        '[rules]\nrequire = ["action.owners"]\n[vocabulary]\n"meeting.kind" = ["A", "B"]\n'
        '[severity]\nW317 = "error"\nE307 = "warning"\nW309 = "off"\nE205 = "error"\n',
    )
    assert shown == []
    assert office.asked == Asked(
        fields=(_selector("action.owners"),),
        vocabularies=(Vocabulary(field=_selector("meeting.kind"), words=("A", "B")),),
    )
    assert office.severity == {
        "W317": Severity.ERROR,
        "E307": Severity.WARNING,
        "W309": None,
        "E205": Severity.ERROR,
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '[rules]\nrequire = ["title", "people.*"]\n',
            ("E704", 2, 21, "`people.*` ends with every entry, and asks for no field of them"),
        ),
        (
            '[vocabulary]\n"meting.kind" = ["x"]\n',
            ("E704", 2, 1, "there is no field `meting` in a record"),
        ),
        (
            '[vocabulary]\nbackground = ["x"]\n',
            (
                "E707",
                2,
                1,
                "`background` is no field of a few words, which a list could limit",
            ),
        ),
        (
            '[vocabulary]\n"meeting.quorum.present" = ["6"]\n',
            (
                "E707",
                2,
                1,
                "`meeting.quorum.present` is no field of a few words, which a list could limit",
            ),
        ),
        (
            '[vocabulary]\n"meeting.kind" = []\n',
            ("E707", 2, 18, "the list of `meeting.kind` is empty, so no note could keep to it"),
        ),
        (
            '[vocabulary]\naccess = [\n  "open",\n  "secret",\n]\n',
            ("E707", 4, 3, "`secret` can never be the value of `access`"),
        ),
        (
            '[vocabulary]\n"meeting.date" = ["soon"]\n',
            ("E707", 2, 19, "`soon` can never be the value of `meeting.date`"),
        ),
        ('[severity]\nw317 = "off"\n', ("E705", 2, 1, "there is no code `w317`")),
        ('[severity]\nE9 = "off"\n', ("E705", 2, 1, "there is no code `E9`")),
        ('[severity]\nW410 = "off"\n', ("E706", 2, 8, "`W410` cannot be turned off in any office")),
        (
            '[severity]\nE205 = "warning"\n',
            ("E706", 2, 8, "`E205` cannot be made a warning in any office"),
        ),
        ('[severity]\nW317 = "of"\n', ("E703", 2, 8, "`of` is not a value of `W317`")),
        ('[rules]\nrequire = "title"\n', ("E703", 2, 11, ("`require` must be a list, and this is "
                                         "the text `title`"))),
        ("[rules]\nrequired = []\n", ("E702", 2, 1, "there is no key `required` in `rules`")),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_found_at_its_place(
    tmp_path: Path, text: str, expected: tuple[str, int, int, str]
) -> None:
    """One finding, and the office is the default one."""
    office, shown = _office(tmp_path, text)
    assert shown == [expected]
    assert office == Office()


def test_a_fault_of_one_table_hides_none_of_another(tmp_path: Path) -> None:
    """All of them are found in one pass, in the order of the lines."""
    _, shown = _office(
        tmp_path,
        '[severity]\nE999 = "off"\n[rules]\nrequire = ["x"]\n[office]\nnmae = "x"\n'
        '[extensions]\nplanning = "none.json"\n',
    )
    assert [(code, line) for code, line, _, _ in shown] == [
        ("E705", 2),
        ("E704", 4),
        ("E702", 6),
        ("E708", 8),
    ]


def test_an_office_is_asked_for_nothing_by_default() -> None:
    """Without the tables every record is judged as before."""
    for record in RECORDS[:3]:
        source = load(record.read_bytes(), name=record.name)
        assert validate(source, asked=Asked()).findings == validate(source).findings


def test_any_data_can_be_asked_for_anything() -> None:
    """Data of any shape gives findings, and never an error of ours."""
    paths = ("people.*.role", "action.owners", "meeting.venue.name", "sessions.*.items.*.by")
    odd: tuple[Any, ...] = (
        {"people": [1], "sessions": {"a": 1}, "meeting": "x"},
        {"people": {"A": None}, "sessions": [None, [], {"items": [None, {}, {"action": []}]}]},
        {"meeting": {"venue": []}, "sessions": ["x"], "people": "y"},
    )
    for data in odd:
        assert found(write_yaml(data), *paths, **{"meeting.venue": ("x",)})
