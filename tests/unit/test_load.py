"""The data of a note, and what it says about itself."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
import yaml

from minutebook.load import Decimal, Integer, Source, load
from minutebook.load.places import Lines
from minutebook.load.yaml_events import read_yaml


def _load(text: str, name: str = "note.yaml") -> Source:
    return load(text.encode("utf-8"), name=name)


def _codes(source: Source) -> list[str]:
    return [finding.code for finding in source.findings]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("NULL", None),
        ("nULL", "nULL"),
        ("true", True),
        ("False", False),
        ("tRUE", "tRUE"),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("10:00", "10:00"),
        ("12:30:45", "12:30:45"),
        ("2026-03-05", "2026-03-05"),
        ("2026-03-05T10:00:00Z", "2026-03-05T10:00:00Z"),
        ("7", 7),
        ("-7", -7),
        ("+7", 7),
        ("012", 12),
        ("0o17", 15),
        ("0x1F", 31),
        ("0b11", "0b11"),
        ("1_000", "1_000"),
        ("1,000", "1,000"),
        ("1.10", 1.1),
        (".5", 0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        ("-1.5E-2", -0.015),
        ("-", "-"),
        (".", "."),
        ("+", "+"),
        ("1.2.3", "1.2.3"),
        ("٣", "٣"),
        ("7 TO 0", "7 TO 0"),
    ],
)
def test_a_plain_word_is_what_the_core_schema_says(word: str, value: object) -> None:
    """Numbers, true, false and null are read as such; dates, times, yes and no stay text."""
    if word == "-":
        word = "'-'"
    source = _load(f"key: {word}\n")
    assert (source.data, source.findings) == ({"key": value}, ())
    assert type(source.data["key"]) in (str, bool, type(None), Integer, Decimal)


@pytest.mark.parametrize("word", ["7", "+7", "012", "0x1F", "1.10", "1e3", "-0", "-0.0", "00"])
def test_a_number_keeps_its_spelling(word: str) -> None:
    """A number remembers how it was written, in a copy and in another process too."""
    number = _load(f"key: {word}\n").data["key"]
    for same in (number, copy.deepcopy(number), pickle.loads(pickle.dumps(number))):
        assert (same, same.spelling, type(same)) == (number, word, type(number))


@pytest.mark.parametrize("word", ['"7"', "'7'", "|\n  7", ">-\n  7", '"true"', "'~'"])
def test_only_plain_words_are_read_so(word: str) -> None:
    """What stands in quotes or after a sign is text."""
    value = _load(f"key: {word}\n").data["key"]
    assert value.strip() in ("7", "true", "~")
    assert type(value) is str


@pytest.mark.parametrize(
    ("word", "code"),
    [
        (".inf", "E118"),
        ("-.INF", "E118"),
        (".NaN", "E118"),
        ("1e999", "E119"),
        ("9" * 309, "E119"),
        ("9" * 10_000, "E119"),
        ("-" + "9" * 5_000, "E119"),
        ("0x" + "f" * 5_000, "E119"),
        ("0o" + "7" * 5_000, "E119"),
    ],
)
def test_a_number_nobody_can_count_with_is_a_finding(word: str, code: str) -> None:
    """Infinities, no-numbers and numbers beyond all bounds are findings; the data has the words."""
    source = _load(f"key: {word}\n")
    assert (_codes(source), source.data) == ([code], {"key": word})


def test_many_zeros_make_no_number_large() -> None:
    """Zeros in front do not count towards the size of a number."""
    word = "0" * 5_000 + "7"
    assert _load(f"key: {word}\n").data == {"key": 7}


def test_keys_keep_the_author_s_order() -> None:
    """A block of keys has the order in which it was written."""
    source = _load("z: 1\na: {c: 1, b: 2}\nm: [3, {y: 1, x: 2}]\n")
    assert list(source.data) == ["z", "a", "m"]
    assert list(source.data["a"]) == ["c", "b"]
    assert list(source.data["m"][1]) == ["y", "x"]


def test_the_source_says_what_it_was_made_from() -> None:
    """The name is the user's, the text that of the file, line ends and all."""
    source = load(b"\xef\xbb\xbftitle: a\r\nlanguage: b\r\n", name="../x/Note.yaml")
    assert source.name == "../x/Note.yaml"
    assert source.text == "title: a\r\nlanguage: b\r\n"
    assert source.data == {"title": "a", "language": "b"}
    assert pickle.loads(pickle.dumps(source)) == source


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_change_nothing(end: str, mark: str) -> None:
    """A note saved on Windows has the same data and places as one saved elsewhere."""
    text = "title: a\npeople:\n  AP: Asha\ntext: |\n  One.\n\n  Two.\nb: >-\n  x\n  y\nc: 1\n"
    plain, other = _load(text), _load(mark + text.replace("\n", end))
    assert other.data == plain.data
    assert other.findings == ()
    for path in ((), ("title",), ("people", "AP"), ("text",), ("c",)):
        assert other.value_place(path) == plain.value_place(path)
        assert other.key_place(path) == plain.key_place(path)
    for offset in range(len(plain.data["text"]) + 1):
        assert other.text_place(("text",), offset) == plain.text_place(("text",), offset)


@pytest.mark.parametrize(
    ("name", "text", "data"),
    [
        ("note.json", '{"a": "\\ud83d\\ude00"}', {"a": "😀"}),
        ("NOTE.JSON", '{"a": 1}', {"a": 1}),
        ("note.yml", "a: 1", {"a": 1}),
        ("note", "a: 1", {"a": 1}),
        ("-", "a: 1", {"a": 1}),
        ("-", ' \n{"a": "\\ud83d\\ude00"}', {"a": "😀"}),
        ("-", "{a: 1}", {"a": 1}),
        ("note.yaml", '{"a": 1}', {"a": 1}),
    ],
)
def test_the_form_follows_from_the_name(name: str, text: str, data: object) -> None:
    """A name that ends in .json means JSON; what comes from standard input is looked at."""
    assert _load(text, name).data == data


def test_broken_json_from_standard_input_is_explained_as_json() -> None:
    """What begins like JSON and is neither JSON nor YAML is told what JSON wants."""
    assert _codes(_load('{"a": 1 "b": 2}', "-")) == ["E141"]


def test_the_form_can_be_said() -> None:
    """A form that is given outweighs the name."""
    assert _codes(load(b"a: 1", name="note.yaml", form="json")) == ["E145"]
    assert load(b"a: 1", name="note.json", form="yaml").data == {"a": 1}


@pytest.mark.parametrize("name", ["note.yaml", "note.json", "-"])
@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \n\t\r\n", b"\n" * 1_000])
def test_an_empty_file_says_so(name: str, data: bytes) -> None:
    """An empty file is one finding at its beginning."""
    source = load(data, name=name)
    finding = source.findings[0]
    assert (source.data, _codes(source)) == (None, ["E104"])
    assert (finding.line, finding.column, finding.file) == (1, 1, name)
    assert source.value_place(("title",)) == source.key_place(())


@pytest.mark.parametrize("text", ["# only words\n", "---\n", "--- # x\n...\n", "%YAML 1.2\n---\n"])
def test_a_note_of_comments_is_empty(text: str) -> None:
    """Comments and dividers are nothing."""
    assert _codes(_load(text)) == ["E104"]


@pytest.mark.parametrize("text", ["- a\n", "[]\n", "Just words.\n", "7\n", "~\n", '""\n', "true\n"])
def test_a_note_is_a_block_of_keys(text: str) -> None:
    """A list, a text or a single value is no note."""
    source = _load(text)
    assert (source.data, _codes(source)) == (None, ["E105"])


@pytest.mark.parametrize(
    ("data", "encoding", "code"),
    [
        ("title: Café", "utf-16", "E102"),
        ("title: Café", "utf-16-le", "E102"),
        ("title: Café", "utf-16-be", "E102"),
        ("title: Café", "utf-32", "E102"),
        ("title: Café", "utf-32-le", "E102"),
        ("title: Café", "utf-32-be", "E102"),
        ("title: Café", "cp1252", "E103"),
    ],
)
def test_another_encoding_is_named(data: str, encoding: str, code: str) -> None:
    """A file in another encoding is one finding that says so."""
    source = load(data.encode(encoding), name="note.yaml")
    assert (source.data, _codes(source)) == (None, [code])
    assert encoding[:6].upper() in source.findings[0].message or code == "E103"


def test_a_bad_byte_has_a_line_and_a_column() -> None:
    """The column of a byte that is not UTF-8 is counted in characters."""
    source = load("\ufefftitle: x\r\nplace: Zürich ".encode() + b"\xff\n", name="note.yaml")
    assert [(f.line, f.column, f.code) for f in source.findings] == [(2, 15, "E103")]


def test_characters_that_cannot_be_held_are_reported_together() -> None:
    """Every such character has its place, beside other findings, and lines count as in editors."""
    source = _load('a: x\x07\nb: "\\x08 \\u2028"\nc: p\x85q\u2028\nd: *e\nf: \x9f\ufffe\n')
    places = [(f.line, f.column, f.code) for f in source.findings]
    assert places == [
        (1, 5, "E106"),
        (2, 5, "E106"),
        (3, 5, "E107"),
        (3, 7, "E107"),
        (4, 4, "E111"),
        (5, 4, "E106"),
        (5, 5, "E106"),
    ]


@pytest.mark.parametrize("escape", ["\\P", "\\L", "\\N"])
def test_a_folder_taken_for_a_line_separator_is_found(escape: str) -> None:
    r"""`S:\Parks` between double quotes loses no letter unseen; an escape by number is meant."""
    source = _load(f'a: "S:{escape}arks"\nb: "\\u2029"\n')
    assert [(f.line, f.column, f.code) for f in source.findings] == [(1, 7, "E107")]


def test_data_holds_no_character_that_xml_cannot() -> None:
    """Where such a character is a finding, the data has U+FFFD in its place."""
    source = _load('a: "x\\0y"\nb: x\x01y\n')
    assert source.data == {"a": "x\ufffdy", "b": "x\ufffdy"}


def test_a_flood_of_one_fault_is_counted() -> None:
    """A hundred findings of a code are shown, and one more says how many are left."""
    source = _load("a: 1\n" * 500)
    assert _codes(source) == ["E109"] * 101
    assert source.findings[-1].message == "the same fault stands at 399 more places from here on"
    assert source.findings[-1].line == 102


@pytest.mark.parametrize(
    ("text", "place", "code", "path"),
    [
        ("a: 1\nb:\n  c: 2\n  c: 3\n", (4, 3), "E109", "/b/c"),
        ("a: [1, {b: 1, b: 2}]\n", (1, 15), "E109", "/a/1/b"),
        ("a: 1\n'a': 2\n", (2, 1), "E109", "/a"),
        ("a: &x [1]\n", (1, 4), "E110", "/a"),
        ("a: !t &x b\n", (1, 4), "E113", "/a"),
        ("a:\n  - b\n  - *x\n", (3, 5), "E111", "/a/1"),
        ("*x : 1\n", (1, 1), "E111", ""),
        ("a:\n  <<: {b: 1}\n", (2, 3), "E112", "/a"),
        ("a: !!binary aGk=\n", (1, 4), "E113", "/a"),
        ("%TAG ! tag:x,2000:\n---\na: 1\n", (1, 1), "E113", ""),
        ("a: 1\n---\nb: 2\n", (2, 1), "E114", ""),
        ("a: 1\n...\nb: 2\n", (3, 1), "E114", ""),
        ("a:\n  7: b\n", (2, 3), "E115", "/a/7"),
        ("a:\n  true: b\n", (2, 3), "E115", "/a/true"),
        ("1e999: b\n", (1, 1), "E115", "/1e999"),
        ("a:\n  ? [b]\n  : c\n", (2, 5), "E115", "/a"),
        ("a:\n  : c\n", (2, 3), "E115", ""),
        ("-\ta: 1\n", (1, 2), "E116", ""),
        ("a: [?b]\n", (1, 5), "E126", ""),
    ],
)
def test_what_a_note_does_not_have(text: str, place: tuple[int, int], code: str, path: str) -> None:
    """Everything that YAML has and a note has not is a finding at its place."""
    finding = _load(text).findings[0]
    assert ((finding.line, finding.column), finding.code) == (place, code)
    assert finding.path == path


def test_data_beside_a_finding_is_what_was_meant() -> None:
    """Where the meaning is plain, the data is there, so that the rest can be checked as well."""
    assert _load("a: 1\na: 2\n").data == {"a": 1}
    assert _load("a: &x 1\n").data == {"a": 1}
    assert _load("a: !t 1\n").data == {"a": "1"}
    assert _load("1: a\n").data == {"1": "a"}
    assert _load("a: 1\n---\nb: 2\n").data == {"a": 1}


@pytest.mark.parametrize("text", ["a: *x\n", "<<: {a: 1}\n", "[a]: 1\n", "a: 'b\n", "a: b: c\n"])
def test_data_with_a_hole_says_so(text: str) -> None:
    """Where a value is missing, it is known which, or that something is."""
    source = _load(text)
    assert source.doubts.values == {("a",)} or set(source.doubts.gaps) == {()}
    assert _load("a: b\n").doubts.is_certain


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: Agree #4 of it\n", (1, 10)),
        ("a: #4\n", (1, 4)),
        ("a: b\nc:\n  - d #4\n", (3, 7)),
        ('a: "b" #4\n', (1, 8)),
    ],
)
def test_words_lost_to_a_comment_are_a_warning(text: str, place: tuple[int, int]) -> None:
    """Words after ` #` without a space are named, because they are not in the note."""
    source = _load(text)
    assert [(f.line, f.column, f.code) for f in source.findings] == [(*place, "W101")]
    assert source.data is not None


@pytest.mark.parametrize(
    "text", ["a: b # c\n", "a: b#c\n", "#c\na: b\n", "a: |\n  b #c\n", "a: '#c'\n"]
)
def test_comments_and_hash_signs_are_no_warning(text: str) -> None:
    """A comment with a space after its sign, and a sign inside words, are in order."""
    assert _load(text).findings == ()


@pytest.mark.parametrize(
    "text", ["a: b\nc: [d, 1.10]\n", 'a: "\\ud800"\n', 'a: "\\UFFFFFFFF"\n', "a: b: c\n"]
)
def test_the_scanner_in_python_does_as_well(text: str) -> None:
    """Where libyaml is absent, the same text gives the same data and the same codes."""
    fast = read_yaml(Lines(text=text))
    slow = read_yaml(Lines(text=text), loader=yaml.SafeLoader)
    facts: list[Any] = [(read.data if read.is_complete else None) for read in (fast, slow)]
    assert facts[0] == facts[1] or fast.faults
    assert {fault.code for fault in fast.faults} == {fault.code for fault in slow.faults}
