"""Reports: the same facts in every format, in one order, and nothing of the machine."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest
from tests.unit.reports import (
    ANSWER,
    BETWEEN,
    FAULTY,
    GONE,
    NOTHING,
    OFFICE,
    SOUND,
    STATUS,
    WHOLE,
    report,
    run_of,
    xml,
)

from minutebook.batch import Outcome
from minutebook.errors import ExitCode, RenderError, Severity
from minutebook.report import FORMATS, Failure, Part, Report, is_report, parts


def test_findings_have_one_order_and_each_is_said_once() -> None:
    """The office's files first, then the notes in their order; in a file by line, column, code."""
    assert WHOLE.findings == (OFFICE, STATUS, ANSWER)
    assert WHOLE.files == ("minutebook.toml", "notes/a.yaml", "notes/b.yaml", "gone.yaml")
    assert (WHOLE.unseen, WHOLE.exit_code) == (("notes/z.yaml",), ExitCode.FILE)


def test_a_finding_between_records_stands_with_its_note() -> None:
    """Whatever found it and whenever, and it counts for the exit code."""
    said = report([SOUND, Outcome(name="notes/b.yaml")], more=[STATUS, BETWEEN])
    assert said.findings == (BETWEEN, STATUS)
    assert said.files == ("notes/a.yaml", "notes/b.yaml")
    assert said.exit_code == ExitCode.FINDINGS


def test_a_finding_of_a_note_that_was_not_looked_at_is_not_lost() -> None:
    """The note then has its place among the others, and is not said to be unseen."""
    said = report([FAULTY], more=[BETWEEN], unseen=["notes/a.yaml", "notes/z.yaml"])
    assert said.findings == (STATUS, ANSWER, BETWEEN)
    assert said.unseen == ("notes/z.yaml",)


def test_two_findings_that_differ_are_both_said() -> None:
    """Another code, place or message makes another finding."""
    others = [
        replace(STATUS, code="E205"),
        replace(STATUS, column=10),
        replace(STATUS, message="other words"),
    ]
    said = report([Outcome(name=STATUS.file, findings=(STATUS, *others))])
    assert set(said.findings) == {STATUS, *others}


@pytest.mark.parametrize(
    ("outcome", "failure"),
    [
        (SOUND, None),
        (FAULTY, None),
        (GONE, Failure(file="gone.yaml", message="cannot read gone.yaml: there is no such file")),
        (
            Outcome(name="a", error=RenderError("it failed", hint="try again")),
            Failure(file="a", message="it failed", hint="try again"),
        ),
        (
            Outcome(name="a", bug=ZeroDivisionError("x")),
            Failure(
                file="a",
                message="minutebook failed in a way that it should not",
                hint="please report it",
            ),
        ),
        (
            Outcome(name="a", faulty_office=Path("minutebook.toml")),
            Failure(file="a", message="minutebook.toml has errors"),
        ),
    ],
)
def test_a_note_that_could_not_be_judged_is_told_apart(
    outcome: Outcome, failure: Failure | None
) -> None:
    """It is no finding, and no silence either."""
    (part,) = parts(report([replace(outcome, findings=())]))
    assert part == Part(file=outcome.name, failure=failure)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_says_every_fact(form: str) -> None:
    """Each finding's file, line, code, message and remedy, and each note that could not be read."""
    text = FORMATS[form](WHOLE)
    for finding in WHOLE.findings:
        for fact in (finding.file, finding.code, finding.message, finding.expected, finding.hint):
            assert fact is None or fact in text
        assert re.search(rf"\b{finding.line}\b", text)
    assert "cannot read gone.yaml: there is no such file" in text
    assert text.endswith("\n")


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_depends_on_the_run_only(form: str) -> None:
    """Twice the same is the same, and no time or name of a machine is in it."""
    text = FORMATS[form](WHOLE)
    assert FORMATS[form](WHOLE) == text
    # The year of an example of the catalogue is no time of the run.
    assert not re.search(r"timestamp|hostname|startTime|\d\d:\d\d:\d\d", text)


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github"])
def test_a_run_without_findings_has_a_report_too(form: str) -> None:
    """It is as well-formed as any, and empty."""
    text = FORMATS[form](NOTHING)
    if form == "json":
        assert json.loads(text) == []
    elif form == "sarif":
        assert json.loads(text)["runs"][0]["results"] == []
    elif form == "junit":
        assert list(xml(text).iterfind(".//testcase/*")) == []
    else:
        assert text == ""


def test_text_as_a_whole() -> None:
    """For a file: findings and failures in one order, the counts, and what was not looked at."""
    expected = """
        minutebook.toml:2:1: warning W702: there is no key `nmae` in `office`
          at: /office/nmae
          see: minutebook explain W702

        notes/b.yaml:3:9: error E204: `aproved` is not a value of `status`
          3 | status: aproved
            |         ^^^^^^^
          at: /status
          expected: one of `draft`, `final`
          hint: did you mean `approved`?
          see: minutebook explain E204

        notes/b.yaml:9:7: warning W317: there is no question before this answer in its session
          9 |     - answer: Green.
            |       ^^^^^^^^^^^^^^
          at: /sessions/0/items/0
          see: minutebook explain W317

        gone.yaml: error: cannot read gone.yaml: there is no such file

        3 notes: 1 ok, 2 failed, 1 error, 2 warnings
        stopped at the first file with errors; 1 note was not looked at
        """
    assert FORMATS["text"](WHOLE) == dedent(expected).lstrip()


def test_json_has_an_entry_for_a_note_that_could_not_be_read() -> None:
    """With the keys of a finding; its code is missing, as nothing in the note is at fault."""
    entries = json.loads(FORMATS["json"](WHOLE))
    assert [entry["code"] for entry in entries] == ["W702", "E204", "W317", None]
    assert list(entries[-1]) == list(entries[0])
    assert entries[-1]["file"] == "gone.yaml"
    assert (entries[-1]["severity"], entries[-1]["line"], entries[-1]["see"]) == ("error", 1, None)


def test_the_office_decides_how_much_a_finding_weighs() -> None:
    """Its severity stands in every format."""
    raised = replace(ANSWER, weight=Severity.ERROR)
    lowered = replace(STATUS, weight=Severity.WARNING)
    said = report([Outcome(name=STATUS.file, findings=(raised, lowered))])
    assert [result["level"] for result in run_of(said)["results"]] == ["warning", "error"]
    assert [line.split()[0] for line in FORMATS["github"](said).splitlines()] == [
        "::warning",
        "::error",
    ]
    assert [failure.get("type") for failure in xml(FORMATS["junit"](said)).iter("failure")] == [
        "W317"
    ]


@pytest.mark.parametrize("form", ["json", "sarif", "junit"])
@pytest.mark.parametrize("said", [WHOLE, NOTHING, report([FAULTY])])
def test_a_report_is_known_again(form: str, said: Report) -> None:
    """So that the next run may replace it, where a record is never replaced."""
    assert is_report(FORMATS[form](said).encode())


@pytest.mark.parametrize(
    "text", ["", "[", '{"id": "a"}', "- a\n", "title: a\n", "<record/>", '[{"file": 1}]']
)
def test_a_record_is_no_report(text: str) -> None:
    """Nor is a list that somebody else wrote."""
    assert not is_report(text.encode())


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_many_findings_take_their_time_and_no_more(form: str) -> None:
    """Ten times the findings take about ten times as long, in one note as in many."""

    def seconds(number: int) -> float:
        found = tuple(replace(STATUS, line=line, end_line=line) for line in range(1, number))
        many = [Outcome(name=f"{n}.yaml") for n in range(number)]
        start = time.process_time()
        FORMATS[form](report([Outcome(name=STATUS.file, findings=found), *many]))
        return time.process_time() - start

    few = min(seconds(2_000) for _ in range(3))
    assert seconds(20_000) < 40 * few
