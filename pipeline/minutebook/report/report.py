"""What a run has to say: its findings in one order, the notes that failed, those not looked at.

Nothing in this module knows how any of it is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from minutebook.batch import worst

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from minutebook.batch import Outcome
    from minutebook.errors import ExitCode, Finding
    from minutebook.inputs import Inputs


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What a run has to say; every format says the same of it."""

    findings: tuple[Finding, ...]
    """All of them, each once: by file as in `files`, then by line, column and code."""
    outcomes: tuple[Outcome, ...]
    """Of the notes that were looked at, in the order of the inputs."""
    files: tuple[str, ...]
    """The offices' files that have findings, then the notes that were looked at."""
    unseen: tuple[str, ...] = ()
    """The notes that were not looked at, since the run stopped before them."""
    exit_code: ExitCode
    version: str
    """Of minutebook."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """Why a note could not be judged or made."""

    file: str
    message: str
    hint: str | None = None
    code: str | None = None
    """``None`` for a fault that is none of the note: a file that cannot be read has no code."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What a report has to say of one file."""

    file: str
    findings: tuple[Finding, ...] = ()
    failure: Failure | None = None


def report_of(
    inputs: Inputs,
    outcomes: Sequence[Outcome],
    *,
    version: str,
    more: Sequence[Finding] = (),
) -> Report:
    """
    Put together what a run has to say.

    Args:
        inputs: The notes of the run.
        outcomes: Of its notes, as far as it went; in the order of the inputs.
        version: That of minutebook.
        more: Findings that are of no one outcome, such as those between records.

    Returns:
        The report. The order of *more* does not matter: each finding stands with its file.
    """
    loose = (*inputs.findings, *more)
    findings = (*loose, *chain.from_iterable(outcome.findings for outcome in outcomes))
    found = dict.fromkeys(finding.file for finding in findings)
    seen = {outcome.name for outcome in outcomes}
    notes = dict.fromkeys(note.name for note in inputs.notes)
    offices = [file for file in found if file not in notes and file not in seen]
    looked_at = [name for name in (notes | dict.fromkeys(seen)) if name in seen or name in found]
    files = (*offices, *looked_at)
    return Report(
        findings=arranged(findings, files),
        outcomes=tuple(outcomes),
        files=files,
        unseen=tuple(name for name in notes if name not in seen and name not in found),
        exit_code=worst(outcomes, loose),
        version=version,
    )


def arranged(findings: Iterable[Finding], files: Sequence[str] = ()) -> tuple[Finding, ...]:
    """
    Put findings into the order in which they are told, each once.

    Args:
        findings: In any order.
        files: The order of their files; a file that is not named comes after those that are, in
            the order in which findings name them.

    Returns:
        By file, line, column and code; what says the same of the same place is said once.
    """
    given = tuple(findings)
    order = dict.fromkeys((*files, *(one.file for one in given)))
    rank = {file: number for number, file in enumerate(order)}
    # Of two that say the same the first is kept, and so is its place.
    once = {_said(one): one for one in reversed(given)}
    told = reversed(once.values())
    return tuple(sorted(told, key=lambda one: (rank[one.file], one.line, one.column, one.code)))


def _said(one: Finding) -> tuple[str | int, ...]:
    """Tell what a finding says, hints aside."""
    return (one.file, one.line, one.column, one.code, one.path, one.message)


def parts(report: Report) -> Iterator[Part]:
    """Give what there is to say of each file, in their order; a sound note has nothing."""
    by_file: dict[str, list[Finding]] = {file: [] for file in report.files}
    for finding in report.findings:
        by_file[finding.file].append(finding)
    failures = {outcome.name: _failure(outcome) for outcome in report.outcomes}
    for file, findings in by_file.items():
        yield Part(file=file, findings=tuple(findings), failure=failures.get(file))


def _failure(outcome: Outcome) -> Failure | None:
    if outcome.bug is not None:
        message = "minutebook failed in a way that it should not"
        return Failure(file=outcome.name, message=message, hint="please report it")
    if outcome.error is not None:
        return Failure(
            file=outcome.name,
            message=outcome.error.message,
            hint=outcome.error.hint,
            code=getattr(outcome.error, "code", None),
        )
    if outcome.faulty_office is not None:
        return Failure(file=outcome.name, message=f"{outcome.faulty_office} has errors")
    return None
