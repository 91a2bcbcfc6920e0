"""Findings and outcomes in words: the same facts as text and as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest

from minutebook.batch import Outcome
from minutebook.catalogue import Entry, catalogue
from minutebook.errors import FileError, Finding
from minutebook.report import (
    counted,
    entry_text,
    finding_text,
    findings_json,
    outcome_line,
    printable,
    summary_line,
)

FULL = Finding(
    file="notes/café.yaml",
    line=3,
    column=7,
    code="E204",
    path="/status",
    message="`aproved` is not a value of `status`",
    expected="one of `draft`, `final`",
    hint="did you mean `approved`?",
)
BARE = Finding(file="-", line=1, column=1, code="W102", path="", message="no effect")


def test_a_finding_in_words() -> None:
    """Place, severity, code and message; then where, what would be right, and what to do."""
    assert (
        finding_text(FULL)
        == dedent("""
        notes/café.yaml:3:7: error E204: `aproved` is not a value of `status`
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
        ("column", 7),
        ("severity", "error"),
        ("code", "E204"),
        ("path", "/status"),
        ("message", "`aproved` is not a value of `status`"),
        ("expected", "one of `draft`, `final`"),
        ("hint", "did you mean `approved`?"),
        ("see", "minutebook explain E204"),
    ]
    assert (second["severity"], second["expected"], second["hint"]) == ("warning", None, None)
    assert json.loads(findings_json([])) == []


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


def test_a_count_has_its_noun() -> None:
    """One thing, and several."""
    assert [counted(number, "note") for number in (0, 1, 2)] == ["0 notes", "1 note", "2 notes"]


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
    )
    assert (
        entry_text(entry)
        == dedent("""
        E999: A fault

        What it means.

        This is wrong:

            - a:
                b

        It is reported as: it is a fault

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
