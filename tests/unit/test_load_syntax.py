"""Text that is not YAML or JSON: each mistake has its own code, at the place to mend it."""

from __future__ import annotations

import pytest
import yaml

from minutebook.load import load
from minutebook.load.places import Lines
from minutebook.load.yaml_events import read_yaml

# The text, the line and column, the code, and words that the message has to hold.
MISTAKES = [
    ("title: Budget: the first draft\n", 1, 14, "E121", "`Budget`"),
    ("items:\n  - Chair: welcome: all\n", 2, 19, "E121", "`welcome`"),
    ("a: http://x y: z\n", 1, 14, "E121", "`y`"),
    ('a: "b": c\n', 1, 7, "E121", '`"b"`'),
    ("- x: 1\n  y: z: 2\n", 2, 7, "E121", "`z`"),
    ("t: he said\n  there are two things: a\n", 2, 23, "E121", "`things`"),
    ("a:b\nc: d\n", 1, 2, "E122", "`a:`"),
    ("a: b\nfoo:bar\nc: d\n", 2, 4, "E122", "`foo:`"),
    ("- a:b\n- c: d\n  e:f\n  g: h\n", 3, 4, "E122", "`e:`"),
    ("a: b\n c: d\n", 2, 2, "E123", "`a` on line 1"),
    ("a: b c\n  d e\n  f: g\n", 3, 3, "E123", "`f:`"),
    ("a:\n  b: c\n d: e\n", 3, 2, "E123", "column 2"),
    ("a:\n  - b\n c: d\n", 3, 2, "E123", "`c: d`"),
    ('a: "b"\n  c: d\n', 2, 3, "E123", "column 3"),
    ("  a: b\nc: d\n", 1, 3, "E123", "`a: b`"),
    ('a: "x\nb: c\n', 1, 4, "E124", '`"`'),
    ('a: "x\nb: "y"\n', 1, 4, "E124", '`"`'),
    ("a: 'tis\nb: c\n", 1, 4, "E124", "`'`"),
    ('a: b\n"c\n', 2, 1, "E124", '`"`'),
    ("- a\n-b\n", 2, 1, "E125", "`-b`"),
    ("x:\n  - a\n  -b\n", 3, 3, "E125", "`-b`"),
    ("a: @x\n", 1, 4, "E126", "`@`"),
    ("a: `x`\n", 1, 4, "E126", "backtick"),
    ("a: %x\n", 1, 4, "E126", "`%`"),
    ("a: **b** c\n", 1, 4, "E126", "`*`"),
    ("a: & b\n", 1, 4, "E126", "`&`"),
    ("a: !x!y z\n", 1, 4, "E126", "`!`"),
    ("a: ]\n", 1, 4, "E126", "`]`"),
    ("a: [:x]\n", 1, 5, "E126", "`:`"),
    ("a: [x\nb: c\n", 1, 4, "E127", "`[`"),
    ("a: [x\n", 1, 4, "E127", "`[`"),
    ("a: {b: c\nd: e\n", 1, 4, "E127", "`{`"),
    ('a: ["x" "y"]\n', 1, 9, "E127", '`"y"]`'),
    ("a: [b, }]\n", 1, 8, "E127", "`}]`"),
    ('a: "b" c\n', 1, 8, "E128", "`c`"),
    ("a: 'b's c'\n", 1, 7, "E128", "`'b'`"),
    ("a: [x] y\n", 1, 8, "E128", "`]`"),
    ('a: "C:\\minutes"\n', 1, 7, "E129", "`\\m`"),
    ('a: "\\xZZ"\n', 1, 5, "E129", "`\\x`"),
    ('a: "b\n  \\q"\n', 2, 3, "E129", "`\\q`"),
    ('a: "\\ud83d\\ude00"\n', 1, 5, "E108", "U+D83D"),
    ('a: "\\U00110000"\n', 1, 5, "E129", "`\\U00110000`"),
    ("a: | x\n  b\n", 1, 6, "E130", "`x`"),
    ("a: > x\n", 1, 6, "E130", "`>`"),
    ("a\nb: c\n", 1, 1, "E131", "`a`"),
    ("a: b\nfoo\nc: d\n", 2, 1, "E131", "`foo`"),
    ("a: |\n  text\nmore text\nb: c\n", 3, 1, "E131", "`more text`"),
    ("a: x\n- b\n", 2, 1, "E132", "line 1"),
    ("a:\n  - x\n  b: c\n", 3, 3, "E132", "`b: c`"),
    ("a: - b\n", 1, 4, "E133", "`- b`"),
    ("\ta: b\n", 1, 1, "E116", "tab"),
    ("a:\n\t- b\n", 2, 1, "E116", "tab"),
    ("a:\n  b: c\n\td: e\n", 3, 1, "E116", "tab"),
    ("a: |\n \tb\n", 2, 2, "E116", "tab"),
    ("%x\n", 1, 1, "E120", "`%x`"),
    ("%YAML 3.0\n---\na: b\n", 1, 1, "E120", "`%YAML 3.0`"),
    ("a: |\n  b\n%c\n", 3, 1, "E120", "`%c`"),
]


# By YAML's rules a tab after one space is the text itself: only libyaml minds.
READ_WITHOUT_LIBYAML = "a: |\n \tb\n"


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_mistake_in_yaml(mistake: tuple[str, int, int, str, str], end: str) -> None:
    """A mistake is one finding, with its own code, at the place where the author mends it."""
    text, line, column, code, words = mistake
    source = load(text.replace("\n", end).encode(), name="note.yaml")
    facts = [(finding.line, finding.column, finding.code) for finding in source.findings]
    assert facts == [(line, column, code)]
    assert words in source.findings[0].message
    assert source.findings[0].hint


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_seen_without_libyaml(mistake: tuple[str, int, int, str, str]) -> None:
    """PyYAML's own scanner finds each of them too, though not always the same code."""
    text, line, *_ = mistake
    lines = Lines(text=text)
    reading = read_yaml(lines, loader=yaml.SafeLoader)
    places = {lines.place(fault.index).line for fault in reading.faults}
    assert bool(places & {line, line + 1}) == (text != READ_WITHOUT_LIBYAML)


def test_the_hint_shows_the_remedy() -> None:
    """For a colon in words the hint is text that the author can take over."""
    finding = load(b"title: Budget: the first draft\n", name="n.yaml").findings[0]
    assert finding.hint == (
        "write `title: |` and the words on the next line, set in, "
        'or put them in quotes: `title: "Budget: the first draft"`'
    )


@pytest.mark.parametrize("text", [text for text, *_ in MISTAKES])
def test_the_remedy_of_the_finding_is_no_jargon(text: str) -> None:
    """No message or hint uses the words of programmers, or says more than 400 characters."""
    finding = load(text.encode(), name="n.yaml").findings[0]
    said = f"{finding.message} {finding.hint}".lower()
    for word in ("mapping", "scalar", "token", "sequence", "array", "object", "parse", "node"):
        assert word not in said
    assert len(said) < 400
    assert not finding.message.endswith(".")


def test_findings_before_a_mistake_are_kept() -> None:
    """What was found above the place where reading stops is reported with it."""
    source = load(b"a: 1\na: 2\nb: c: d\n", name="n.yaml")
    assert [(f.line, f.code) for f in source.findings] == [(2, "E109"), (3, "E121")]


JSON_MISTAKES = [
    ('{"a": 1 "b": 2}', 1, 9, "E141"),
    ('{"a": 1,}', 1, 9, "E141"),
    ('{"a" 1}', 1, 6, "E141"),
    ('{\n "a": ,\n "b": 2}', 2, 7, "E141"),
    ('{"a": 1} x', 1, 10, "E142"),
    ('{"a": "x\ny"}', 1, 7, "E143"),
    ('{"a": 01}', 1, 7, "E144"),
    ('{"a": 1.}', 1, 7, "E144"),
    ('{"a": +1}', 1, 7, "E144"),
    ('{"a": 2026-03-05}', 1, 7, "E144"),
    ('{"a": True}', 1, 7, "E145"),
    ("{'a': 1}", 1, 2, "E145"),
    ('{"a": "\\q"}', 1, 8, "E146"),
    ('{"a": "\\u12"}', 1, 8, "E146"),
    ('{// x\n"a": 1}', 1, 2, "E147"),
    ('{"a": "x\ty"}', 1, 9, "E148"),
    ('{"a": [1, {"b": 2}', 1, 7, "E149"),
    ('{"a": NaN}', 1, 7, "E118"),
    ('{"a": -Infinity}', 1, 7, "E118"),
]


@pytest.mark.parametrize(("text", "line", "column", "code"), JSON_MISTAKES)
def test_a_mistake_in_json(text: str, line: int, column: int, code: str) -> None:
    """A mistake in JSON is one finding, with its own code, at its place."""
    source = load(text.encode(), name="note.json")
    facts = [(finding.line, finding.column, finding.code) for finding in source.findings]
    assert facts == [(line, column, code)]


def test_json_has_the_same_checks() -> None:
    """Keys given twice, halves of characters and control characters are findings in JSON too."""
    text = '{"a": "\\u0007",\n "b": "\\ud83d",\n "a": 1,\n "c": 1e999,\n "d": "\x01"}'
    source = load(text.encode(), name="note.json")
    facts = [(finding.line, finding.column, finding.code) for finding in source.findings]
    assert facts == [(1, 8, "E106"), (2, 8, "E108"), (3, 2, "E109"), (4, 7, "E119"), (5, 8, "E106")]
    assert source.findings[2].path == "/a"


def test_json_numbers_keep_their_spelling() -> None:
    """A number in JSON remembers how it was written."""
    data = load(b'{"a": 1.10, "b": 1e3, "c": -0, "d": 7}', name="n.json").data
    assert [number.spelling for number in data.values()] == ["1.10", "1e3", "-0", "7"]
    assert [type(number).__name__ for number in data.values()] == [
        "Decimal",
        "Decimal",
        "Integer",
        "Integer",
    ]


def test_json_may_have_separators_that_yaml_may_not() -> None:
    """U+2028 and U+0085 are ordinary characters between the quotes of JSON."""
    source = load('{"a": "x\u2028y\x85z\x7f"}'.encode(), name="n.json")
    assert (source.data, source.findings) == ({"a": "x\u2028y\x85z\x7f"}, ())
