"""A report as SARIF, which code hosts and editors read.

Nothing in this module prints.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from minutebook.errors import Severity
from minutebook.report.report import parts
from minutebook.report.text import detail_lines, entry_text, rest_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minutebook.catalogue import Entry
    from minutebook.errors import Excerpt, Finding
    from minutebook.report.report import Failure, Report

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_BASE = "%SRCROOT%"
SARIF_BEGINNING = f'{{\n  "$schema": "{_SCHEMA}"'
"""The first characters of every such report."""


def sarif_report(report: Report) -> str:
    """
    Write a report as SARIF.

    Returns:
        JSON with one run: the codes that were used as rules, the findings as results, notes that
        could not be read as notifications. It holds no time and nothing of the machine but paths
        that the user gave from the root.

    Source:
        SARIF 2.1.0 (Errata 01); section 3.11.5 for braces in messages, 3.29 and 3.30 for regions.
    """
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _run(report: Report) -> dict[str, Any]:
    codes = sorted({finding.code for finding in report.findings}, key=lambda c: (c[1:], c))
    where = "the folder in which minutebook was started"
    return {
        "tool": {
            "driver": {
                "name": "minutebook",
                "version": report.version,
                "rules": [_rule(code) for code in codes],
            }
        },
        "language": "en-GB",
        "invocations": [_invocation(report)],
        "originalUriBaseIds": {_BASE: {"description": {"text": where}}},
        "columnKind": "unicodeCodePoints",
        "results": list(_results(report.findings, codes)),
    }


def _rule(code: str) -> dict[str, Any]:
    """Describe a code; the catalogue may not know that of an extension."""
    from minutebook.catalogue import catalogue

    level = Severity.ERROR if code.startswith("E") else Severity.WARNING
    rule: dict[str, Any] = {"id": code, "defaultConfiguration": {"level": level.value}}
    entry = catalogue().get(code)
    if entry is None:
        return rule
    return rule | {
        "shortDescription": {"text": _message(entry.title)},
        "fullDescription": {"text": _message(entry.meaning.strip())},
        "help": {"text": _message(entry_text(entry)), "markdown": _message(_markdown(entry))},
    }


def _markdown(entry: Entry) -> str:
    """Write the page of a code as Markdown."""
    bad, good = map(_fenced, (entry.bad, entry.good))
    return "\n\n".join(
        (
            entry.meaning.strip(),
            f"This is wrong:\n\n{bad}",
            entry.remedy.strip(),
            f"This is right:\n\n{good}",
        )
    )


def _fenced(example: str) -> str:
    """Fence lines by more backticks than they hold."""
    lines = dedent(example).strip("\n")
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", lines)), 0)
    return f"{fence}yaml\n{lines}\n{fence}"


def _invocation(report: Report) -> dict[str, Any]:
    failures = [part.failure for part in parts(report) if part.failure is not None]
    said = [_notification(failure) for failure in failures]
    rest = rest_line(report)
    if rest is not None:
        said.append({"level": "note", "message": {"text": rest}})
    return {
        "executionSuccessful": not failures,
        "exitCode": int(report.exit_code),
        "toolExecutionNotifications": said,
    }


def _notification(failure: Failure) -> dict[str, Any]:
    hint = [f"hint: {failure.hint}"] if failure.hint else []
    text = "\n".join([failure.message, *hint])
    file = {"physicalLocation": {"artifactLocation": artifact(failure.file)}}
    said = {"level": "error", "message": {"text": _message(text)}, "locations": [file]}
    return said | ({"descriptor": {"id": failure.code}} if failure.code else {})


def _results(findings: Sequence[Finding], codes: Sequence[str]) -> Iterator[dict[str, Any]]:
    index = {code: number for number, code in enumerate(codes)}
    same: Counter[tuple[str, str, str]] = Counter()
    for finding in findings:
        place = (finding.code, finding.file, finding.path)
        yield {
            "ruleId": finding.code,
            "ruleIndex": index[finding.code],
            "level": finding.severity.value,
            "message": {"text": _message("\n".join([finding.message, *detail_lines(finding)]))},
            "locations": [_location(finding)],
            "partialFingerprints": {"minutebook/v1": _fingerprint(finding, same[place])},
        }
        same[place] += 1


def _fingerprint(finding: Finding, number: int) -> str:
    """Tell a fault from others by what it is and where in the record, not by line or wording."""
    from hashlib import sha256

    facts = (finding.code, artifact(finding.file)["uri"], finding.path, str(number))
    return sha256("\0".join(facts).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _location(finding: Finding) -> dict[str, Any]:
    physical = {"artifactLocation": artifact(finding.file), **_regions(finding)}
    if not finding.path:
        return {"physicalLocation": physical}
    return {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": finding.path}],
    }


def _regions(finding: Finding) -> dict[str, Any]:
    """Give the stretch at fault and, where it is a part of its line, the line."""
    region: dict[str, Any] = {"startLine": finding.line, "startColumn": finding.column}
    if not finding.end_line:
        return {"region": region}
    region |= {"endLine": finding.end_line, "endColumn": finding.end_column}
    excerpt = finding.excerpt
    if excerpt is None or finding.end_line != finding.line:
        return {"region": region}
    line = _line(finding.line, excerpt)
    start, end = finding.column - 1 - excerpt.start, finding.end_column - 1 - excerpt.start
    if not 0 <= start <= end <= len(excerpt.text):
        return {"region": region}
    region["snippet"] = {"text": excerpt.text[start:end]}
    is_part = end - start < len(excerpt.text)  # the context must be more than the stretch
    return {"region": region} | ({"contextRegion": line} if is_part else {})


def _line(number: int, excerpt: Excerpt) -> dict[str, Any]:
    """Give the line of a file as far as it is known."""
    return {
        "startLine": number,
        "startColumn": excerpt.start + 1,
        "endLine": number,
        "endColumn": excerpt.start + 1 + len(excerpt.text),
        "snippet": {"text": excerpt.text},
    }


def artifact(file: str) -> dict[str, str]:
    """
    Name a file by a URI.

    Args:
        file: As the user named it.

    Returns:
        A URI from the folder of the run, or one by itself for a path from the root.

    Source:
        RFC 3986, sections 2.1 and 4.2; RFC 8089. SARIF 2.1.0, section 3.4.4.
    """
    path = Path(file)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(os.fsencode(path.as_posix()), safe="/"), "uriBaseId": _BASE}


def _message(text: str) -> str:
    """Write words so that none is taken for a placeholder, or for a link that hides its target."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "\\](")
