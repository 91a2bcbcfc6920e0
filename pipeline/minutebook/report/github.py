"""A report as workflow commands, which a code host shows beside the lines of a change.

Nothing in this module prints.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.report.report import parts
from minutebook.report.text import detail_lines, rest_line
from minutebook.wording import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minutebook.errors import Finding
    from minutebook.report.report import Failure, Report


def github_report(report: Report) -> str:
    """
    Write a report as workflow commands of GitHub Actions.

    Returns:
        A line each: ``::error`` or ``::warning`` for a finding, ``::error`` for a note that could
        not be read, ``::notice`` for notes that were not looked at; empty where all is sound.

    Source:
        "Workflow commands for GitHub Actions"; the escapes are those of its own toolkit. A column
        may be given only where the stretch ends on its first line.
    """
    return "".join(f"{line}\n" for line in _commands(report))


def _commands(report: Report) -> Iterator[str]:
    for part in parts(report):
        if part.failure is not None:
            yield _of_failure(part.failure)
        for finding in part.findings:
            yield _of_finding(finding)
    rest = rest_line(report)
    if rest is not None:
        yield _command("notice", {}, [rest])


def _of_finding(finding: Finding) -> str:
    from minutebook.catalogue import catalogue

    entry = catalogue().get(finding.code)
    place: dict[str, str | int] = {"file": _path(finding.file), "line": finding.line}
    end_line = finding.end_line or finding.line
    if end_line == finding.line:
        place |= {"col": finding.column, "endLine": end_line}
        place |= {"endColumn": finding.end_column or finding.column}
    else:
        place |= {"endLine": end_line}
    place["title"] = f"{finding.code}: {entry.title}" if entry else finding.code
    return _command(finding.severity.value, place, [finding.message, *detail_lines(finding)])


def _of_failure(failure: Failure) -> str:
    place: dict[str, str | int] = {"file": _path(failure.file), "title": "The note was not judged"}
    hint = [f"hint: {failure.hint}"] if failure.hint else []
    return _command("error", place, [failure.message, *hint])


def _path(file: str) -> str:
    """Spell a path as a repository does."""
    return Path(file).as_posix()


def _command(name: str, place: dict[str, str | int], lines: Iterable[str]) -> str:
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in place.items())
    words = "\n".join(map(printable, lines))
    return f"::{name}{' ' if properties else ''}{properties}::{_data(words)}"


def _data(text: str) -> str:
    """Escape what ends a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape what ends a command, or a property of it."""
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")
