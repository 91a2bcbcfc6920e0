"""Findings and outcomes written out: for a person, and for programs, with the same facts.

Nothing in this package prints.
"""

from __future__ import annotations

from minutebook.report.events import (
    EVENTS_BEGINNING,
    Event,
    event_line,
    note_ended,
    run_broken_off,
    run_ended,
    run_started,
)
from minutebook.report.findings import findings_json
from minutebook.report.formats import FORMATS, is_report
from minutebook.report.report import Failure, Part, Report, arranged, parts, report_of
from minutebook.report.text import (
    Role,
    entry_text,
    finding_text,
    next_lines,
    outcome_line,
    plain,
    rest_line,
    summary_line,
)
from minutebook.report.times_text import times_text
from minutebook.wording import printable

__all__ = [
    "EVENTS_BEGINNING",
    "FORMATS",
    "Event",
    "Failure",
    "Part",
    "Report",
    "Role",
    "arranged",
    "entry_text",
    "event_line",
    "finding_text",
    "findings_json",
    "is_report",
    "next_lines",
    "note_ended",
    "outcome_line",
    "parts",
    "plain",
    "printable",
    "report_of",
    "rest_line",
    "run_broken_off",
    "run_ended",
    "run_started",
    "summary_line",
    "times_text",
]
