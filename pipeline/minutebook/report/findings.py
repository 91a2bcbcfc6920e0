"""Findings as JSON: the same facts as in words.

Nothing in this module prints.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from minutebook.report.report import parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minutebook.errors import Finding
    from minutebook.report.report import Failure, Report

JSON_BEGINNINGS = ("[]\n", '[\n  {\n    "file": ')
"""The first characters of every such report."""


def findings_json(findings: Sequence[Finding]) -> str:
    """Write findings as a JSON array, a finding each, keys in one order."""
    return _array([finding.as_dict() for finding in findings])


def json_report(report: Report) -> str:
    """
    Write a report as a JSON array.

    Returns:
        A finding each, as `Finding.as_dict` gives it. A note that could not be read has one too,
        with the same keys: its place is the first character, its code may be ``null``.
    """
    return _array(list(_entries(report))) + "\n"


def _entries(report: Report) -> Iterator[dict[str, Any]]:
    for part in parts(report):
        if part.failure is not None:
            yield _failed(part.failure)
        yield from (finding.as_dict() for finding in part.findings)


def _failed(failure: Failure) -> dict[str, Any]:
    return {
        "file": failure.file,
        "line": 1,
        "column": 1,
        "end_line": 1,
        "end_column": 1,
        "severity": "error",
        "code": failure.code,
        "path": "",
        "message": failure.message,
        "expected": None,
        "hint": failure.hint,
        "see": f"minutebook explain {failure.code}" if failure.code else None,
    }


def _array(entries: list[dict[str, Any]]) -> str:
    return json.dumps(entries, ensure_ascii=False, indent=2)
