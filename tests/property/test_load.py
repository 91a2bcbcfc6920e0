"""Laws of reading: nothing raises, nothing is silent, and every character leads to its place."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from minutebook.errors import Severity
from minutebook.load import Decimal, Integer, Source, load
from minutebook.load.characters import unholdable
from minutebook.load.places import Lines, Place
from minutebook.load.yaml_events import read_yaml

if TYPE_CHECKING:
    from minutebook.errors import Location

pytestmark = pytest.mark.property

# Pieces that YAML and JSON have a use for: put together at random they find more than letters do.
PIECES = st.sampled_from(
    [
        *"abc:-?,[]{}#&*!|>'\"%@`~\\ \t\n\r012.+",
        *[
            "\n  ",
            "\n- ",
            ": ",
            " #",
            "\r\n",
            "---\n",
            "...\n",
            "%YAML 1.2\n",
            "<<: ",
            "\\x07",
            "\\ud83d",
        ],
        *[
            "\\U00110000",
            "|2+\n",
            ">-\n",
            "&a ",
            "*a",
            "!!str ",
            "true",
            "null",
            "1e999",
            ".inf",
            "{}",
        ],
        *["\x00", "\x85", "\u2028", "\ufeff", "\ufffe", "é", "😀", '"a": ', "NaN", "//", "0x"],
    ]
)
SOUP = st.lists(PIECES, max_size=40).map("".join)
LETTERS = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\u2028\u2029\ufffe\uffff"
)
WORDS = st.text(LETTERS | st.sampled_from(" \n:#'\"-"), max_size=40)


def _strings(data: Any) -> list[str]:
    """List every text in data, keys too."""
    if isinstance(data, dict):
        return [*data, *(text for value in data.values() for text in _strings(value))]
    if isinstance(data, list):
        return [text for value in data for text in _strings(value)]
    return [data] if isinstance(data, str) else []


def _check(source: Source) -> None:
    """Check what holds for every source there is."""
    errors = [finding for finding in source.findings if finding.severity is Severity.ERROR]
    assert isinstance(source.data, dict) or errors
    lines = re.split(r"\r\n|\r|\n", source.text)
    for finding in source.findings:
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 2
        assert finding.message.isprintable()
        json.dumps(finding.as_dict(), ensure_ascii=False).encode("utf-8")
    places = [(finding.line, finding.column) for finding in source.findings]
    assert places == sorted(places)
    assert not any(list(unholdable(text)) for text in _strings(source.data))


@given(data=st.binary(max_size=200), name=st.sampled_from(["n.yaml", "n.json", "-"]))
def test_any_bytes_give_a_source(data: bytes, name: str) -> None:
    """Whatever the bytes are, there is a block of keys or an error."""
    _check(load(data, name=name))


@given(text=SOUP, name=st.sampled_from(["n.yaml", "n.json", "-"]))
def test_any_text_gives_a_source(text: str, name: str) -> None:
    """Whatever the signs of YAML and JSON make, there is a block of keys or an error."""
    source = load(text.encode(), name=name)
    _check(source)
    for path in ((), ("a",), (0, "a"), ("a", 1)):
        assert source.value_place(path).line >= 1
        assert source.text_place(path, 3).column >= 1


@given(text=SOUP)
def test_the_scanner_in_python_raises_nothing(text: str) -> None:
    """Where libyaml is absent, any text gives data or a fault too."""
    printable = re.sub("[\x00\x85\u2028\ufffe\ufeff]", "", text)
    reading = read_yaml(Lines(text=printable), loader=yaml.SafeLoader)
    assert reading.is_complete or reading.faults


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(LETTERS | st.sampled_from('\n\t\r\u2028\x85\x7f\\"/'), max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(LETTERS, max_size=6), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(
    data=st.dictionaries(st.text(LETTERS, max_size=6), JSON),
    ascii_only=st.booleans(),
    indent=st.sampled_from([None, 2]),
)
def test_json_is_read_as_python_reads_it(
    data: dict[str, Any], ascii_only: bool, indent: int | None
) -> None:
    """For JSON without a fault the data is that of Python's own reader, spellings apart."""
    text = json.dumps(data, ensure_ascii=ascii_only, indent=indent)
    source = load(text.encode(), name="n.json")
    assert source.findings == ()
    assert source.data == json.loads(text)
    assert re.sub(r"\s", "", _spelled(source.data)) == re.sub(r"\s", "", json.dumps(data))


def _spelled(data: Any) -> str:
    """Write data as JSON with each number in its own spelling."""
    if isinstance(data, dict):
        return (
            "{"
            + ",".join(f"{json.dumps(key)}:{_spelled(value)}" for key, value in data.items())
            + "}"
        )
    if isinstance(data, list):
        return "[" + ",".join(_spelled(value) for value in data) + "]"
    return data.spelling if isinstance(data, Integer | Decimal) else json.dumps(data)


def _emit(value: str, style: str, width: int, line_break: str) -> str:
    """Have PyYAML write `a: value` in a style of its choice."""
    events: list[yaml.Event] = [
        yaml.StreamStartEvent(),
        yaml.DocumentStartEvent(explicit=False),
        yaml.MappingStartEvent(anchor=None, tag=None, implicit=True, flow_style=False),
        yaml.ScalarEvent(anchor=None, tag=None, implicit=(True, True), value="a"),
        yaml.SequenceStartEvent(anchor=None, tag=None, implicit=True, flow_style=False),
        yaml.ScalarEvent(anchor=None, tag=None, implicit=(True, True), value=value, style=style),
        yaml.SequenceEndEvent(),
        yaml.MappingEndEvent(),
        yaml.DocumentEndEvent(explicit=False),
        yaml.StreamEndEvent(),
    ]
    written: str = yaml.emit(events, allow_unicode=True, width=width, line_break=line_break)
    return written


@given(
    value=WORDS,
    style=st.sampled_from(["", "'", '"', "|", ">"]),
    width=st.sampled_from([8, 20, 80]),
    line_break=st.sampled_from(["\n", "\r\n"]),
)
def test_every_character_leads_to_where_it_was_written(
    value: str, style: str, width: int, line_break: str
) -> None:
    """In every style, a character's place holds the character, its escape or the line end it is."""
    source = load(_emit(value, style, width, line_break).encode(), name="n.yaml")
    if source.data is None:
        # PyYAML's own writer errs in a few corners, such as a text of spaces only after `>`.
        return
    read = source.data["a"][0]
    if not isinstance(read, str):
        return
    lines = re.split(r"\r\n|\r|\n", source.text)
    places = [source.text_place(("a", 0), offset) for offset in range(len(read) + 1)]
    ordered = [(place.line, place.column) for place in places]
    assert ordered == sorted(set(ordered))
    for char, place in zip(read, places, strict=False):
        line = lines[place.line - 1] + "\n"
        written = line[place.column - 1]
        assert written == char or (written, char) == ("\n", " ") or written == "\\"


ESCAPES = {"\t": "\\t", "\n": "\\n", '"': '\\"', "\\": "\\\\", "é": "\\xe9", "😀": "\\U0001F600"}


@given(
    pieces=st.lists(st.sampled_from(["a", " ", "é", "😀", *ESCAPES, "FOLD", "JOIN"]), max_size=20),
    data=st.data(),
)
def test_escapes_and_folds_lead_to_their_own_place(pieces: list[str], data: st.DataObject) -> None:
    """In double quotes, what our own writer wrote at an index is found at that index."""
    text, value, expected = 'a: "', "", []
    for piece in pieces:
        if piece == "JOIN" or (piece == "FOLD" and text[-1] not in "a\\"):
            text += "\\\n  "
            continue
        expected.append(len(text))
        if piece == "FOLD":
            text, value = text + "\n  ", value + " "
        else:
            raw = piece not in ESCAPES or (piece in "é😀" and data.draw(st.booleans()))
            # A space at the end of a line would be folded away.
            text += ("\\ " if piece == " " else piece) if raw else ESCAPES[piece]
            value += piece
    expected.append(len(text))
    source = load((text + '"\n').encode(), name="n.yaml")
    assert source.data == {"a": value}
    lines = Lines(text=source.text)
    places = [source.text_place(("a",), offset) for offset in range(len(value) + 1)]
    assert [_start(place) for place in places] == [lines.place(index) for index in expected]


@given(
    rows=st.lists(
        st.tuples(st.integers(0, 3), st.text("ab:#é😀", max_size=5)), min_size=1, max_size=8
    ),
    step=st.integers(1, 4),
    chomping=st.sampled_from(["", "-", "+"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_literal_text_leads_to_its_own_place(
    rows: list[tuple[int, str]], step: int, chomping: str, end: str
) -> None:
    """After `|`, whatever the indentation, a character is found where our own writer put it."""
    text = f"a: |{step}{chomping}{end}"
    value, expected = "", []
    for spaces, words in rows:
        line = " " * spaces + words
        text += " " * step
        expected += [len(text) + number for number in range(len(line) + 1)]
        text += line + end
        value += line + "\n"
    source = load((text + "b: 1" + end).encode(), name="n.yaml")
    read = source.data["a"]
    assert value.rstrip("\n").startswith(read.rstrip("\n"))
    lines = Lines(text=source.text)
    places = [source.text_place(("a",), offset) for offset in range(len(read))]
    found = [_start(place) for place in places]
    assert found == [lines.place(index) for index in expected[: len(read)]]


def _start(location: Location) -> Place:
    return Place(line=location.line, column=location.column)
