"""What happens in a run as events, a JSON object and a line each, for programs that look on.

Nothing in this module writes anything; the time of day and the seconds are arguments.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from minutebook.errors import ExitCode, Severity
from minutebook.progress import Result, result_of
from minutebook.report.report import failure_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from minutebook.batch import Outcome
    from minutebook.errors import Finding
    from minutebook.report.report import Report

EVENTS_FORMAT = "minutebook-events/1"
EVENTS_BEGINNING = '{"event": "run-started", "format": "minutebook-events/'
"""The first characters of every such file."""

Event = dict[str, Any]


def event_line(event: Event) -> bytes:
    """Write an event as one line; a lone surrogate of a file name is spelled as JSON spells it."""
    return (json.dumps(event, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def run_started(*, command: str, notes: int, to: Path | None, version: str, at: str) -> Event:
    """
    Tell that a run has begun.

    Args:
        command: Its name, such as ``build``.
        notes: How many notes it is about.
        to: The folder that is written to; ``None`` where nothing is written.
        version: That of minutebook.
        at: The time of day, in UTC.

    Source:
        schema/run-events.schema.json, as for every event.
    """
    return {
        "event": "run-started",
        "format": EVENTS_FORMAT,
        "version": version,
        "at": at,
        "command": command,
        "notes": notes,
        "to": None if to is None else str(to),
    }


def note_ended(outcome: Outcome, *, number: int, elapsed: float) -> Event:
    """
    Tell what became of a note.

    Args:
        outcome: Of the note.
        number: Its place among the notes of the run, counted from 1.
        elapsed: Seconds since the run began.
    """
    failure = failure_of(outcome)
    result = result_of(outcome)
    return {
        "event": "note-failed" if result is Result.FAILED else "note-done",
        "elapsed": _rounded(elapsed),
        "note": outcome.name,
        "number": number,
        "record": outcome.record_id,
        "result": result.value,
        "exit_code": int(outcome.exit_code),
        "message": failure.message if failure else None,
        "hint": failure.hint if failure else None,
        **_counts(outcome.findings),
        "codes": dict(sorted(Counter(one.code for one in outcome.findings).items())),
        "files": [str(path) for path in outcome.written],
        "seconds": _seconds(outcome.seconds),
    }


def run_ended(report: Report, *, elapsed: float, seconds: Mapping[str, float]) -> Event:
    """
    Tell how a run ended.

    Args:
        report: What it has to say.
        elapsed: Seconds since it began.
        seconds: By stage, all notes and processes together.
    """
    return _ended(
        report.outcomes,
        elapsed=elapsed,
        exit_code=report.exit_code,
        not_looked_at=len(report.unseen),
        findings=report.findings,
        seconds=seconds,
    )


def run_broken_off(
    outcomes: Sequence[Outcome], *, notes: int, elapsed: float, exit_code: ExitCode
) -> Event:
    """
    Tell that a run ended before its end, as Ctrl-C ends it.

    Args:
        outcomes: Of the notes that were looked at.
        notes: How many there were to look at.
        elapsed: Seconds since it began.
        exit_code: That of the command.
    """
    findings = tuple(finding for outcome in outcomes for finding in outcome.findings)
    return _ended(
        outcomes,
        elapsed=elapsed,
        exit_code=exit_code,
        not_looked_at=notes - len(outcomes),
        findings=findings,
        seconds={},
    )


def _ended(
    outcomes: Sequence[Outcome],
    *,
    elapsed: float,
    exit_code: ExitCode,
    not_looked_at: int,
    findings: Sequence[Finding],
    seconds: Mapping[str, float],
) -> Event:
    results = Counter(map(result_of, outcomes))
    return {
        "event": "run-ended",
        "elapsed": _rounded(elapsed),
        "exit_code": int(exit_code),
        **{result.value: results[result] for result in Result},
        "not_looked_at": not_looked_at,
        **_counts(findings),
        "seconds": _seconds(seconds),
    }


def _counts(findings: Sequence[Finding]) -> dict[str, int]:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return {"errors": errors, "warnings": len(findings) - errors}


def _seconds(seconds: Mapping[str, float]) -> dict[str, float]:
    return {stage: _rounded(length) for stage, length in seconds.items()}


def _rounded(seconds: float) -> float:
    return round(seconds, 6)
