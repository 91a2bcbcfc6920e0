"""The formats of a report, as a table.

Nothing in this module knows what a format looks like.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.report.findings import JSON_BEGINNINGS, json_report
from minutebook.report.github import github_report
from minutebook.report.junit import JUNIT_BEGINNING, junit_report
from minutebook.report.sarif import SARIF_BEGINNING, sarif_report
from minutebook.report.text import text_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from minutebook.report.report import Report

FORMATS: dict[str, Callable[[Report], str]] = {
    "text": text_report,
    "json": json_report,
    "sarif": sarif_report,
    "junit": junit_report,
    "github": github_report,
}
"""Each format and what writes a report in it, with a line end at the end."""


_BEGINNINGS = tuple(text.encode() for text in (SARIF_BEGINNING, JUNIT_BEGINNING, *JSON_BEGINNINGS))


def is_report(data: bytes) -> bool:
    """Say whether a file that may be taken for a record is a report that was written before."""
    return data.startswith(_BEGINNINGS)
