"""Findings and outcomes written out: for a person, and for programs, with the same facts.

Nothing in this package prints.
"""

from __future__ import annotations

from minutebook.report.findings import findings_json
from minutebook.report.formats import FORMATS, is_report
from minutebook.report.report import Failure, Part, Report, arranged, parts, report_of
from minutebook.report.text import (
    Role,
    entry_text,
    finding_text,
    outcome_line,
    plain,
    rest_line,
    summary_line,
)
from minutebook.wording import printable

__all__ = [
    "FORMATS",
    "Failure",
    "Part",
    "Report",
    "Role",
    "arranged",
    "entry_text",
    "finding_text",
    "findings_json",
    "is_report",
    "outcome_line",
    "parts",
    "plain",
    "printable",
    "report_of",
    "rest_line",
    "summary_line",
]
