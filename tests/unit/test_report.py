"""Findings and outcomes in words: the same facts as text and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from minutebook.batch import Outcome
from minutebook.catalogue import Entry, catalogue
from minutebook.errors import Excerpt, FileError, Finding, Severity
from minutebook.report import (
    entry_text,
    finding_text,
    findings_json,
    outcome_line,
    printable,
    summary_line,
)
from minutebook.report.excerpt import excerpt_lines

FULL = Finding(
    file="notes/café.yaml",
    line=3,
    column=8,
    code="E204",
    path="/status",
    message="`aproved` is not a value of `status`",
    expected="one of `draft`, `final`",
    hint="did you mean `approved`?",
    end_line=3,
    end_column=15,
    excerpt=Excerpt(text="staté: aproved"),
)
BARE = Finding(file="-", line=1, column=1, code="W102", path="", message="no effect")


def test_a_finding_in_words() -> None:
    """Place, severity, code and message; then where, what would be right, and what to do."""
    assert (
        finding_text(FULL)
        == dedent("""
        notes/café.yaml:3:8: error E204: `aproved` is not a value of `status`
          3 | staté: aproved
            |        ^^^^^^^
          at: /status
          expected: one of `draft`, `final`
          hint: did you mean `approved`?
          see: minutebook explain E204
        """).strip()
    )


def test_what_a_finding_does_not_say_takes_no_line() -> None:
    """No empty label is shown."""
    assert finding_text(BARE) == "-:1:1: warning W102: no effect\n  see: minutebook explain W102"


def test_findings_as_json() -> None:
    """An array of all facts, keys in one order, letters as they are; empty for none."""
    text = findings_json([FULL, BARE])
    assert "café" in text
    first, second = json.loads(text)
    assert list(first.items()) == [
        ("file", "notes/café.yaml"),
        ("line", 3),
        ("column", 8),
        ("end_line", 3),
        ("end_column", 15),
        ("severity", "error"),
        ("code", "E204"),
        ("path", "/status"),
        ("message", "`aproved` is not a value of `status`"),
        ("expected", "one of `draft`, `final`"),
        ("hint", "did you mean `approved`?"),
        ("see", "minutebook explain E204"),
    ]
    assert (second["severity"], second["expected"], second["hint"]) == ("warning", None, None)
    assert (second["end_line"], second["end_column"]) == (1, 1)
    assert json.loads(findings_json([])) == []


def test_the_office_decides_how_much_a_finding_weighs() -> None:
    """Its severity stands in place of the letter's, in words and as JSON."""
    raised = replace(BARE, weight=Severity.ERROR)
    assert finding_text(raised).startswith("-:1:1: error W102: ")
    assert raised.as_dict()["severity"] == "error"


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("a: bcd", (4, 7), ["7 | a: bcd", "  |    ^^^"]),
        ("日本: bcd", (5, 8), ["7 | 日本: bcd", "  |       ^^^"]),
        ("a: 日本 x", (4, 6), ["7 | a: 日本 x", "  |    ^^^^"]),
        ("e\u0301: x", (5, 6), ["7 | e\u0301: x", "  |    ^"]),
        ("\tb: x", (1, 2), ["7 | →b: x", "  | ^"]),
        ("a: \x1bx", (4, 5), ["7 | a: \ufffdx", "  |    ^"]),
        ("a:", (3, 3), ["7 | a:", "  |   ^"]),
        ("", (1, 1), []),
        ("  ", (3, 3), []),
    ],
)
def test_carets_stand_under_what_is_wrong(
    text: str, columns: tuple[int, int], shown: list[str]
) -> None:
    """Wide characters take two columns, marks none; tabs and unseen characters are shown."""
    start, end = columns
    assert excerpt_lines(_on_line_7(text, start, end)) == shown


def test_a_stretch_of_several_lines_ends_with_its_first() -> None:
    """Carets go to the end of the line that is shown."""
    finding = replace(_on_line_7("a: bcd", 4, 2), end_line=9)
    assert excerpt_lines(finding) == ["7 | a: bcd", "  |    ^^^"]


@pytest.mark.parametrize("at", [1, 50, 130, 300, 395])
def test_a_long_line_is_cut_round_the_place(at: int) -> None:
    """At most 96 columns and the signs of the cuts; the carets stay under the same characters."""
    text = "".join(chr(ord("a") + number % 26) for number in range(400))
    line, below = excerpt_lines(_on_line_7(text, at, at + 5))
    assert len(line) <= len("7 | ") + 96 + 2
    found = line[below.index("^") : below.rindex("^") + 1]
    assert found == text[at - 1 : at + 4]


def test_an_excerpt_may_begin_within_its_line() -> None:
    """What was left out before it is a cut, and columns are counted on."""
    finding = replace(_on_line_7("", 503, 506), excerpt=Excerpt(text="xx bcd", start=499))
    assert excerpt_lines(finding) == ["7 | …xx bcd", "  |     ^^^"]


def _on_line_7(text: str, column: int, end_column: int) -> Finding:
    return Finding(
        file="-",
        line=7,
        column=column,
        code="E204",
        path="",
        message="x",
        end_line=7,
        end_column=end_column,
        excerpt=Excerpt(text=text),
    )


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("plain é 字", "plain é 字"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("one\ntwo\r", "one\\ntwo\\r"),
        ("\x9b2J", "\\x9b2J"),
        ("a\u202eb", "a\\u202eb"),
    ],
)
def test_words_from_outside_cannot_move_the_cursor(words: str, shown: str) -> None:
    """Controls are spelled out, in names and in what a note says alike."""
    assert printable(words) == shown
    finding = Finding(file=words, line=1, column=1, code="E201", path=words, message=words)
    lines = finding_text(finding).split("\n")
    assert lines[0] == f"{shown}:1:1: error E201: {shown}"
    assert lines[1] == f"  at: {shown}"


def test_what_became_of_a_note() -> None:
    """One line: what was written and where, or why nothing was."""
    folder = Path("out/a")
    written = (folder / "a.xml", folder / "a.html")
    assert "xml" in outcome_line(Outcome(name="a.yaml", written=written, folder=folder))
    assert outcome_line(Outcome(name="a.yaml", written=written, folder=folder)).startswith("ok ")
    assert outcome_line(Outcome(name="a.yaml", findings=(FULL, BARE, FULL))).endswith("2 errors")
    unread = Outcome(name="a.yaml", error=FileError("cannot read a.yaml"))
    assert outcome_line(unread) == "failed  a.yaml: cannot read a.yaml"
    broken = Outcome(name="a.yaml", bug=RuntimeError("x"))
    assert outcome_line(broken) == "failed  a.yaml: minutebook has a fault"
    office = Outcome(name="a.yaml", faulty_office=Path("minutebook.toml"))
    assert outcome_line(office) == "failed  a.yaml: minutebook.toml has errors"


def test_a_run_in_one_line() -> None:
    """The counts of notes, errors and warnings; what there was none of is left out."""
    good, bad = Outcome(name="a"), Outcome(name="b", findings=(FULL, BARE))
    assert summary_line([good], []) == "1 note: 1 ok"
    assert summary_line([good, bad], bad.findings) == "2 notes: 1 ok, 1 failed, 1 error, 1 warning"


def test_the_page_of_a_code() -> None:
    """Every field is on it, and the examples stand at the margin of the page."""
    entry = Entry(
        code="E999",
        title="A fault",
        meaning="What it means.",
        bad="\n      - a:\n          b\n",
        message="it is a fault",
        remedy="Do it.",
        good="\ngood\n",
        printed="note.yaml:1:1: it is a fault\n  in two lines",
    )
    assert (
        entry_text(entry)
        == dedent("""
        E999: A fault

        What it means.

        This is wrong:

            - a:
                b

        It is reported as:

            note.yaml:1:1: it is a fault
              in two lines

        Do it.

        This is right:

            good
        """).strip()
    )


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_page_can_be_shown(code: str) -> None:
    """No entry breaks its page."""
    entry = catalogue()[code]
    text = entry_text(entry)
    assert text.startswith(f"{code}: {entry.title}\n")
    assert entry.message in text
