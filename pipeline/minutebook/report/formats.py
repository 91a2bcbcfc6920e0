"""The formats of a report, as a table.

Nothing in this module knows what a format looks like; each is imported when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from minutebook.report.report import Report


def _text(report: Report) -> str:
    from minutebook.report.text import text_report

    return text_report(report)


def _json(report: Report) -> str:
    from minutebook.report.findings import json_report

    return json_report(report)


def _sarif(report: Report) -> str:
    from minutebook.report.sarif import sarif_report

    return sarif_report(report)


def _junit(report: Report) -> str:
    from minutebook.report.junit import junit_report

    return junit_report(report)


def _github(report: Report) -> str:
    from minutebook.report.github import github_report

    return github_report(report)


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "junit": _junit,
    "github": _github,
}
"""Each format and what writes a report in it, with a line end at the end."""


def is_report(data: bytes) -> bool:
    """Say whether a file that may be taken for a record is a report that was written before."""
    from minutebook.report.findings import JSON_BEGINNINGS
    from minutebook.report.junit import JUNIT_BEGINNING
    from minutebook.report.sarif import SARIF_BEGINNING

    beginnings = (SARIF_BEGINNING, JUNIT_BEGINNING, *JSON_BEGINNINGS)
    return data.startswith(tuple(text.encode() for text in beginnings))
