"""A report as JUnit XML, in which a server for continuous checking counts notes as test cases.

Nothing in this module prints.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minutebook.errors import Severity
from minutebook.report.report import parts
from minutebook.report.text import finding_text
from minutebook.wording import counted, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minutebook.errors import Finding
    from minutebook.report.report import Failure, Part, Report

_SUITE = "minutebook"
JUNIT_BEGINNING = f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="{_SUITE}"'
"""The first characters of every such report."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Case:
    """One file as a test case."""

    file: str
    verdict: str | None = None
    """The element that says why it did not pass; ``None`` where it did."""
    type: str = ""
    message: str = ""
    text: str = ""
    output: str = ""
    """What was said although it passed, or besides."""


def junit_report(report: Report) -> str:
    """
    Write a report as JUnit XML.

    Returns:
        One suite with a case for each note, and for each office's file that has findings. Errors
        are one failure in words, warnings are the case's output, a note that could not be read is
        an error, one that was not looked at is skipped. There are no times in it.

    Source:
        The grammar that Jenkins holds reports to (junit-10.xsd); one failure a case, since some
        servers read only the first.
    """
    cases = [*map(_case, parts(report)), *map(_skipped, report.unseen)]
    counts = Counter(case.verdict for case in cases)
    numbers = f'tests="{len(cases)}" failures="{counts["failure"]}" errors="{counts["error"]}"'
    lines = [
        f'{JUNIT_BEGINNING} {numbers} time="0">',
        f'  <testsuite name="{_SUITE}" {numbers} skipped="{counts["skipped"]}" time="0">',
        *(line for case in cases for line in _case_lines(case)),
        "  </testsuite>",
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _case(part: Part) -> _Case:
    errors = [one for one in part.findings if one.severity is Severity.ERROR]
    warnings = _texts([one for one in part.findings if one.severity is Severity.WARNING])
    if part.failure is not None:
        said = (_failure_text(part.failure), _texts(part.findings))
        return _Case(
            file=part.file,
            verdict="error",
            type=part.failure.code or "file",
            message=part.failure.message,
            text="\n\n".join(filter(None, said)),
        )
    if not errors:
        return _Case(file=part.file, output=warnings)
    first = errors[0]
    many = f"{counted(len(errors), 'error')}, the first: " if len(errors) > 1 else ""
    return _Case(
        file=part.file,
        verdict="failure",
        type=" ".join(dict.fromkeys(one.code for one in errors)),
        message=f"{many}{first.message}",
        text=_texts(errors),
        output=warnings,
    )


def _skipped(file: str) -> _Case:
    message = "not looked at: the run stopped at the first file with errors"
    return _Case(file=file, verdict="skipped", message=message)


def _texts(findings: Sequence[Finding]) -> str:
    return "\n\n".join(map(finding_text, findings))


def _failure_text(failure: Failure) -> str:
    hint = f"\nhint: {printable(failure.hint)}" if failure.hint else ""
    return printable(failure.message) + hint


def _case_lines(case: _Case) -> Iterator[str]:
    """Write one case; words are set in by nothing, so that they stay as they are."""
    start = f'    <testcase classname="{_SUITE}" name="{_attribute(case.file)}" time="0"'
    if case.verdict is None and not case.output:
        yield f"{start}/>"
        return
    yield f"{start}>"
    if case.verdict is not None:
        type_ = f' type="{_attribute(case.type)}"' if case.type else ""
        yield _element(case.verdict, f'{type_} message="{_attribute(case.message)}"', case.text)
    if case.output:
        yield _element("system-out", "", case.output)
    yield "    </testcase>"


def _element(name: str, attributes: str, text: str) -> str:
    if not text:
        return f"      <{name}{attributes}/>"
    return f"      <{name}{attributes}>{_escaped(text)}</{name}>"


def _attribute(words: str) -> str:
    """Write words that came from outside; a character that XML cannot hold is spelled."""
    return _escaped(printable(words)).replace('"', "&quot;")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
