"""The place of every key, value and character of a note."""

from __future__ import annotations

import pytest

from minutebook.errors import Excerpt, Location
from minutebook.load import Source, load

NOTE = """\
# A comment
title: Quarterly
"meeting":
  date: 2026-03-05
  venue: {name: Town Hall, 'room': 7}
people:
- AP
-   name: Sam
    role: chair
empty:
list:
  -
  - - a
    - b
text: |
  Words
"""


def _load(text: str, name: str = "note.yaml") -> Source:
    source = load(text.encode("utf-8"), name=name)
    assert source.findings == ()
    return source


def _at(place: Location) -> tuple[int, int]:
    return (place.line, place.column)


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ((), (2, 1), (2, 1)),
        (("title",), (2, 1), (2, 8)),
        (("meeting",), (3, 1), (4, 3)),
        (("meeting", "date"), (4, 3), (4, 9)),
        (("meeting", "venue"), (5, 3), (5, 10)),
        (("meeting", "venue", "name"), (5, 11), (5, 17)),
        (("meeting", "venue", "room"), (5, 28), (5, 36)),
        (("people",), (6, 1), (7, 1)),
        (("people", 0), (7, 3), (7, 3)),
        (("people", 1), (8, 5), (8, 5)),
        (("people", 1, "role"), (9, 5), (9, 11)),
        (("empty",), (10, 1), (10, 7)),
        (("list", 0), (12, 4), (12, 4)),
        (("list", 1), (13, 5), (13, 5)),
        (("list", 1, 1), (14, 7), (14, 7)),
        (("text",), (15, 1), (15, 7)),
    ],
)
def test_keys_and_values_have_places(
    path: tuple[str | int, ...], key: tuple[int, int], value: tuple[int, int]
) -> None:
    """A key's place is its first character, a value's the first that it is written with."""
    source = _load(NOTE)
    assert _at(source.key_place(path)) == key
    assert _at(source.value_place(path)) == value


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("language",), (2, 1)),
        (("meeting", "kind"), (3, 1)),
        (("meeting", "venue", "name", "short"), (5, 11)),
        (("people", 7), (6, 1)),
        (("people", -1), (6, 1)),
        (("people", 1, "post"), (8, 5)),
        (("people", "AP"), (6, 1)),
        (("title", 0), (2, 1)),
    ],
)
def test_what_is_absent_has_the_place_of_its_parent(
    path: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    """Where there is no such value, the key of the nearest one above it is meant."""
    source = _load(NOTE)
    assert _at(source.value_place(path)) == place
    assert _at(source.key_place(path)) == place
    assert _at(source.text_place(path, 3)) == place


def test_columns_are_counted_in_characters() -> None:
    """A letter outside the first 65,536 is one column, like any other."""
    source = _load('\ufeffé😀: "😀😀x"\nb: 😀 😀y\n')
    assert _at(source.value_place(("é😀",))) == (1, 5)
    assert _at(source.text_place(("é😀",), 2)) == (1, 8)
    assert _at(source.text_place(("b",), 3)) == (2, 7)


def test_the_first_of_two_equal_keys_is_the_one() -> None:
    """Where a key is given twice, places are those of the first, like the data."""
    source = load(b"a: 1\na: {b: 2}\n", name="note.yaml")
    assert _at(source.value_place(("a",))) == (1, 4)
    assert _at(source.value_place(("a", "b"))) == (1, 1)


def test_json_has_places_too() -> None:
    """Keys, values and the characters of text have places in JSON."""
    source = _load('{"a": [1,\n {"b": "x\\n\\ud83d\\ude00y"}]}', "note.json")
    assert _at(source.value_place(("a", 0))) == (1, 8)
    assert _at(source.key_place(("a", 1, "b"))) == (2, 3)
    assert _at(source.value_place(("a", 1, "b"))) == (2, 8)
    places = [_at(source.text_place(("a", 1, "b"), offset)) for offset in range(5)]
    assert places == [(2, 9), (2, 10), (2, 12), (2, 24), (2, 25)]


# The text, and the place of each character of the value and of its end; `a` is the key.
TEXTS = [
    ("a: xy", [(1, 4), (1, 5), (1, 6)]),
    ("a: x y\n", [(1, 4), (1, 5), (1, 6), (1, 7)]),
    ("a: x\n  y\n", [(1, 4), (1, 5), (2, 3), (2, 4)]),
    ("a: x  \n\n\n  y\n", [(1, 4), (2, 1), (3, 1), (4, 3), (4, 4)]),
    ("a: 'x''y'\n", [(1, 5), (1, 6), (1, 8), (1, 9)]),
    ("a: 'x \n  y'\n", [(1, 5), (1, 7), (2, 3), (2, 4)]),
    ("a: ''\n", [(1, 5)]),
    ('a: "x\\ty"\n', [(1, 5), (1, 6), (1, 8), (1, 9)]),
    ('a: "\\x41\\u00e9\\U0001F600z"\n', [(1, 5), (1, 9), (1, 15), (1, 25), (1, 26)]),
    ('a: "x  y"\n', [(1, 5), (1, 6), (1, 7), (1, 8), (1, 9)]),
    ('a: "x\n  y"\n', [(1, 5), (1, 6), (2, 3), (2, 4)]),
    ('a: "x\\\n  y"\n', [(1, 5), (2, 3), (2, 4)]),
    ('a: "x\\\n\n  y"\n', [(1, 5), (2, 1), (3, 3), (3, 4)]),
    ('a: "x\\ \n  y"\n', [(1, 5), (1, 6), (1, 8), (2, 3), (2, 4)]),
    ('a: " x "\n', [(1, 5), (1, 6), (1, 7), (1, 8)]),
    ("a: |\n  x\n  y\n", [(2, 3), (2, 4), (3, 3), (3, 4), (4, 1)]),
    ("a: |-\n  x\n\n   y\n\n", [(2, 3), (2, 4), (3, 1), (4, 3), (4, 4), (4, 5)]),
    ("a: |2-\n   x\n", [(2, 3), (2, 4), (2, 5)]),
    ("a: |+\n  x\n\n", [(2, 3), (2, 4), (3, 1), (4, 1)]),
    ("a: | # c\n    x\n", [(2, 5), (2, 6), (3, 1)]),
    ("a: |\n\n  x\n", [(2, 1), (3, 3), (3, 4), (4, 1)]),
    ("a: |\n  x", [(2, 3), (2, 4)]),
    ("a: |\n\n", [(2, 1)]),
    ("a: >\n  x\n  y\n", [(2, 3), (2, 4), (3, 3), (3, 4), (4, 1)]),
    ("a: >-\n  x\n\n  y\n", [(2, 3), (3, 1), (4, 3), (4, 4)]),
    ("a: >-\n  x\n   y\n  z\n", [(2, 3), (2, 4), (3, 3), (3, 4), (3, 5), (4, 3), (4, 4)]),
    ("a: >2-\n   x\n  y\n", [(2, 3), (2, 4), (2, 5), (3, 3), (3, 4)]),
    ("a: 1.10\n", [(1, 4), (1, 5), (1, 6), (1, 7), (1, 8)]),
]


@pytest.mark.parametrize(("text", "places"), TEXTS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_character_has_a_place(text: str, places: list[tuple[int, int]], end: str) -> None:
    """Each character of a text leads to where it was written, in every style of YAML."""
    source = _load(text.replace("\n", end))
    assert [_at(source.text_place(("a",), offset)) for offset in range(len(places))] == places


def test_an_offset_beyond_the_text_is_its_end() -> None:
    """An offset outside the text is moved to the nearest one inside."""
    source = _load("a: |\n  xy\n")
    assert source.text_place(("a",), -5) == source.text_place(("a",), 0)
    assert source.text_place(("a",), 99) == source.text_place(("a",), 3)


def test_a_marked_value_has_places() -> None:
    """A value with an anchor or a type mark, itself a finding, has places all the same."""
    source = load(b"a: &x !y |\n  Words\nb: !z 'w'\n", name="note.yaml")
    assert _at(source.text_place(("a",), 1)) == (2, 4)
    assert _at(source.text_place(("b",), 0)) == (3, 8)


def _shown(location: Location) -> str:
    """Write a stretch as ``line:column-end_line:end_column``."""
    return f"{location.line}:{location.column}-{location.end_line}:{location.end_column}"


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ((), "2:1-2:1", "2:1-2:1"),
        (("title",), "2:1-2:6", "2:8-2:17"),
        (("meeting",), "3:1-3:10", "4:3-4:19"),
        (("meeting", "venue"), "5:3-5:8", "5:10-5:38"),
        (("meeting", "venue", "room"), "5:28-5:34", "5:36-5:37"),
        (("people", 0), "7:3-7:5", "7:3-7:5"),
        (("people", 1), "8:5-8:14", "8:5-8:14"),
        (("empty",), "10:1-10:6", "10:7-10:7"),
        (("list", 1), "13:5-13:8", "13:5-13:8"),
        (("text",), "15:1-15:5", "15:7-16:8"),
        (("language",), "2:1-2:1", "2:1-2:1"),
        (("meeting", "kind"), "3:1-3:10", "3:1-3:10"),
    ],
)
def test_keys_and_values_have_ends(path: tuple[str | int, ...], key: str, value: str) -> None:
    """A key and a value end after their last character; a block ends with its first line here."""
    source = _load(NOTE)
    assert _shown(source.key_place(path)) == key
    assert _shown(source.value_place(path)) == value


def test_lists_in_brackets_end_with_their_bracket() -> None:
    """In YAML and in JSON, one in another, also where a key is given twice."""
    for name in ("note.yaml", "note.json"):
        source = _load('{"a": [1, {"b": [ ]} ], "c": {} }', name)
        assert _shown(source.value_place(("a",))) == "1:7-1:23"
        assert _shown(source.value_place(("a", 1))) == "1:11-1:21"
        assert _shown(source.value_place(("a", 1, "b"))) == "1:17-1:20"
        assert _shown(source.value_place(("c",))) == "1:30-1:32"
    twice = load(b"{a: [1], a: [2, 3], b: [4]}", name="note.yaml")
    assert _shown(twice.value_place(("a",))) == "1:5-1:8"
    assert _shown(twice.value_place(("b",))) == "1:24-1:27"


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("a: some words here", "1:9-1:14"),
        ('a: "some w\\u006frds here"', "1:10-1:20"),
        ("a: |\n  some words here\n", "2:8-2:13"),
        ("a: >\n  some\n  words\n  here\n", "3:3-3:8"),
        ("a: some\n  words\n  here\n", "2:3-2:8"),
        ("a: 'some words'", "1:10-1:15"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_words_of_a_text_have_a_stretch(text: str, span: str, end: str) -> None:
    """Words end after their last character, in every style of YAML and with every line end."""
    source = _load(text.replace("\n", end))
    assert _shown(source.text_place(("a",), 5, 10)) == span


def test_a_stretch_has_its_line() -> None:
    """The line is the one that the stretch begins on; of a long one the part round it is kept."""
    source = _load("a: x\nbcd: some\n  words\n")
    assert source.value_place(("bcd",)).excerpt == Excerpt(text="bcd: some")
    source = _load(f"a: [{'x' * 500}, y, {'z' * 500}]\n")
    excerpt = source.value_place(("a", 1)).excerpt
    assert excerpt == Excerpt(text=f"{'x' * 58}, y, {'z' * 97}", start=446)
    assert source.key_place(()).excerpt is None
