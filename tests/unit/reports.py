"""A run that has everything in it that a report can tell of, for the tests of reports."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lxml import etree

from minutebook.batch import Outcome
from minutebook.errors import Excerpt, FileError, Finding
from minutebook.inputs import Input, Inputs
from minutebook.office import Office
from minutebook.report import FORMATS, Report, report_of

if TYPE_CHECKING:
    from collections.abc import Sequence

STATUS = Finding(
    file="notes/b.yaml",
    line=3,
    column=9,
    code="E204",
    path="/status",
    message="`aproved` is not a value of `status`",
    expected="one of `draft`, `final`",
    hint="did you mean `approved`?",
    end_line=3,
    end_column=16,
    excerpt=Excerpt(text="status: aproved"),
)
ANSWER = Finding(
    file="notes/b.yaml",
    line=9,
    column=7,
    code="W317",
    path="/sessions/0/items/0",
    message="there is no question before this answer in its session",
    end_line=10,
    end_column=12,
    excerpt=Excerpt(text="    - answer: Green."),
)
OFFICE = Finding(
    file="minutebook.toml",
    line=2,
    column=1,
    code="W702",
    path="/office/nmae",
    message="there is no key `nmae` in `office`",
)
"""A finding of a code that has no page."""
BETWEEN = Finding(
    file="notes/a.yaml",
    line=2,
    column=5,
    code="E404",
    path="/id",
    message="the record id is also that of notes/b.yaml",
)
"""A finding between records, which no outcome has."""


def report(
    outcomes: Sequence[Outcome],
    *,
    findings: Sequence[Finding] = (),
    more: Sequence[Finding] = (),
    unseen: Sequence[str] = (),
) -> Report:
    """The report of a run over notes, some of which it may not have come to."""
    names = [*(outcome.name for outcome in outcomes), *unseen]
    notes = tuple(Input(name=name, office=Office()) for name in names)
    inputs = Inputs(notes=notes, findings=tuple(findings))
    return report_of(inputs, outcomes, version="1.2.3", more=more)


SOUND = Outcome(name="notes/a.yaml")
FAULTY = Outcome(name="notes/b.yaml", findings=(ANSWER, STATUS, replace(STATUS, hint=None)))
GONE = Outcome(name="gone.yaml", error=FileError("cannot read gone.yaml: there is no such file"))
WHOLE = report([SOUND, FAULTY, GONE], findings=[OFFICE], unseen=["notes/z.yaml"])
NOTHING = report([SOUND])


def run_of(said: Report) -> dict[str, Any]:
    """The one run of a SARIF report."""
    (run,) = json.loads(FORMATS["sarif"](said))["runs"]
    assert isinstance(run, dict)
    return run


def xml(text: str) -> Any:
    """A report that is read as XML, by a parser that knows nothing of ours."""
    return etree.fromstring(text.encode())
