"""Findings and outcomes written out: for a person, and for programs, with the same facts.

Nothing in this package prints.
"""

from __future__ import annotations

from minutebook.report.findings import findings_json
from minutebook.report.text import (
    counted,
    entry_text,
    finding_text,
    outcome_line,
    printable,
    summary_line,
)

__all__ = [
    "counted",
    "entry_text",
    "finding_text",
    "findings_json",
    "outcome_line",
    "printable",
    "summary_line",
]
