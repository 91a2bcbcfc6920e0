"""Reports for servers that check continuously: JUnit XML, and workflow commands."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent

import pytest
from tests.unit.reports import (
    ANSWER,
    BETWEEN,
    GONE,
    NOTHING,
    OFFICE,
    STATUS,
    WHOLE,
    report,
    xml,
)

from minutebook.batch import Outcome
from minutebook.catalogue import catalogue
from minutebook.report import FORMATS, Report


def test_notes_as_test_cases() -> None:
    """Errors are one failure in words, warnings are output, what was not read is an error."""
    suites = """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="minutebook" tests="5" failures="1" errors="1" time="0">
          <testsuite name="minutebook" tests="5" failures="1" errors="1" skipped="1" time="0">
            <testcase classname="minutebook" name="minutebook.toml" time="0">
              <system-out>minutebook.toml:2:1: warning W702: there is no key `nmae` in `office`
          at: /office/nmae
          see: minutebook explain W702</system-out>
            </testcase>
            <testcase classname="minutebook" name="notes/a.yaml" time="0"/>
            <testcase classname="minutebook" name="notes/b.yaml" time="0">
              <failure type="E204" message="`aproved` is not a value of `status`">FIRST</failure>
              <system-out>SECOND</system-out>
            </testcase>
            <testcase classname="minutebook" name="gone.yaml" time="0">
              <error type="file" message="WHY">WHY</error>
            </testcase>
            <testcase classname="minutebook" name="notes/z.yaml" time="0">
              <skipped message="REST"/>
            </testcase>
          </testsuite>
        </testsuites>
        """
    first, second = (block for block in FORMATS["text"](WHOLE).split("\n\n")[1:3])
    expected = (
        dedent(suites)
        .lstrip()
        .replace("FIRST", first)
        .replace("SECOND", second)
        .replace("WHY", "cannot read gone.yaml: there is no such file")
        .replace("REST", "not looked at: the run stopped at the first file with errors")
    )
    assert FORMATS["junit"](WHOLE) == expected


def test_several_errors_are_one_failure() -> None:
    """Some servers read only the first: it counts them and names their codes."""
    title = replace(STATUS, line=5, code="E205", message="it is no date")
    said = report([Outcome(name=STATUS.file, findings=(STATUS, title))])
    (failure,) = xml(FORMATS["junit"](said)).iter("failure")
    assert failure.get("type") == "E204 E205"
    assert failure.get("message") == f"2 errors, the first: {STATUS.message}"
    assert failure.text.count("see: ") == 2


def test_what_was_found_in_a_note_that_failed_is_said_too() -> None:
    """A note may be found at fault from elsewhere although it could not be read."""
    gone = replace(GONE, name=BETWEEN.file)
    (case,) = xml(FORMATS["junit"](report([gone], more=[BETWEEN]))).iter("testcase")
    assert [child.tag for child in case] == ["error"]
    assert BETWEEN.message in case[0].text


JUNIT = {
    "testsuites": ({"testsuite"}, {"name", "tests", "failures", "errors", "time"}),
    "testsuite": ({"testcase"}, {"name", "tests", "failures", "errors", "skipped", "time"}),
    "testcase": ({"failure", "error", "skipped", "system-out"}, {"classname", "name", "time"}),
    "failure": (set[str](), {"type", "message"}),
    "error": (set[str](), {"type", "message"}),
    "skipped": (set[str](), {"type", "message"}),
    "system-out": (set[str](), set[str]()),
}
"""What servers allow in each element, and in its attributes: the part of it that is used here."""


def see_that_it_is_junit(text: str) -> None:
    """Hold a report to the grammar, and its counts to what is in it."""
    root = xml(text)
    assert root.tag == "testsuites"
    for element in root.iter():
        children, attributes = JUNIT[element.tag]
        assert {child.tag for child in element} <= children
        assert set(element.attrib) <= attributes
    (suite,) = root
    for element in (root, suite):
        assert element.get("tests") == str(len(list(root.iter("testcase"))))
        assert element.get("failures") == str(len(list(root.iter("failure"))))
        assert element.get("errors") == str(len(list(root.iter("error"))))
    assert suite.get("skipped") == str(len(list(root.iter("skipped"))))


@pytest.mark.parametrize("said", [WHOLE, NOTHING, report([])])
def test_junit_has_the_form_that_servers_read(said: Report) -> None:
    """Only elements and attributes of the common grammar, and counts that are right."""
    see_that_it_is_junit(FORMATS["junit"](said))


def test_commands_for_a_code_host() -> None:
    """A line each; columns only where the stretch ends on its line."""
    e204, w317 = catalogue()["E204"].title, catalogue()["W317"].title
    expected = f"""
        ::warning file=minutebook.toml,line=2,col=1,endLine=2,endColumn=1,title=W702::WHAT
        ::error file=notes/b.yaml,line=3,col=9,endLine=3,endColumn=16,title=E204%3A {e204}::DETAILS
        ::warning file=notes/b.yaml,line=9,endLine=10,title=W317%3A {w317}::{ANSWER.message}
        ::error file=gone.yaml,title=The note was not judged::{GONE.error}
        ::notice::stopped at the first file with errors; 1 note was not looked at
        """
    details = "%0A".join((STATUS.message, f"expected: {STATUS.expected}", f"hint: {STATUS.hint}"))
    expected = dedent(expected).lstrip().replace("WHAT", OFFICE.message).replace("DETAILS", details)
    assert FORMATS["github"](WHOLE) == expected


def test_words_cannot_end_a_command() -> None:
    """Per cent signs and line ends are escaped, and in a property what ends it."""
    finding = replace(
        STATUS, file="a,b::c%.yaml", message="50 %\n::error::no", expected=None, hint="x\r\ny"
    )
    said = report([Outcome(name=finding.file, findings=(finding,))])
    line = FORMATS["github"](said)
    assert line.startswith("::error file=a%2Cb%3A%3Ac%25.yaml,line=3,")
    assert line.endswith("::50 %25\\n::error::no%0Ahint: x\\r\\ny\n")
