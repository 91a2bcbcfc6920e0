"""How a command reports: in which format, to which place, and in which colours."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutebook.errors import UsageError
from minutebook.files import NOTE_SUFFIXES, write_whole
from minutebook.report import (
    FORMATS,
    Role,
    arranged,
    finding_text,
    is_report,
    plain,
    rest_line,
    summary_line,
)
from minutebook.wording import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from minutebook.errors import Finding
    from minutebook.inputs import Inputs
    from minutebook.report import Report

_STDOUT = "-"
_OF_AN_OFFICE = (*NOTE_SUFFIXES, ".xml", ".toml")
_LOOKED_AT = 400
"""Bytes by which a report is told from a record."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reporting:
    """What the user wants of a report."""

    format: str = "text"
    output: str = _STDOUT
    color: str = "auto"
    """``auto``, ``always`` or ``never``; a file never has colours."""

    @property
    def streams(self) -> bool:
        """Whether findings are shown as they are found."""
        return self.format == "text" and self.output == _STDOUT


def show_findings(findings: Iterable[Finding], reporting: Reporting) -> None:
    """Show findings at once, where the report is not written as a whole."""
    if not reporting.streams:
        return
    colored = _is_colored(reporting.color)
    for finding in arranged(findings):
        text = finding_text(finding, paint=_painted if colored else plain)
        click.echo(text + "\n", color=colored)


def write_report(report: Report, reporting: Reporting) -> None:
    """
    Write a report to its place, and the counts to standard error.

    Raises:
        FileError: The file cannot be written; one that was there is as it was.
    """
    text = "" if reporting.streams else FORMATS[reporting.format](report)
    if reporting.output == _STDOUT:
        click.echo(text, nl=False)
    click.echo(summary_line(report.outcomes, report.findings), err=True)
    rest = rest_line(report)
    if rest is not None:
        click.echo(rest, err=True)
    if reporting.output != _STDOUT:
        # A lone surrogate of a file name is spelled as JSON spells it.
        path = Path(reporting.output)
        write_whole(
            path.resolve() if path.is_symlink() else path, text.encode("utf-8", "backslashreplace")
        )
        click.echo(f"wrote {printable(reporting.output)}", err=True)


def without_report(inputs: Inputs, output: str) -> Inputs:
    """
    See that a report can go where it is to go, and judge no report of the run before as a note.

    Args:
        inputs: The notes.
        output: Where the report goes.

    Returns:
        The notes without the report that stands there, if one does.

    Raises:
        UsageError: *output* is empty, or a device, or it may be a record.
    """
    if not output.strip():
        raise UsageError("the file to write to is empty", hint="name it, or - for standard output")
    if output == _STDOUT:
        return inputs
    _see_that_it_may_be_replaced(Path(output))
    target = Path(output).resolve()
    kept = (
        note
        for note in inputs.notes
        if note.data is not None or Path(note.name).resolve() != target
    )
    return replace(inputs, notes=tuple(kept))


def _see_that_it_may_be_replaced(path: Path) -> None:
    """Refuse a device, and what could be a note, an archived record or an office's file."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise UsageError(f"{path} is no file", hint="for standard output write - or nothing")
    if not path.is_file() or path.suffix.lower() not in _OF_AN_OFFICE:
        return
    with path.open("rb") as stream:
        beginning = stream.read(_LOOKED_AT)
    if not is_report(beginning):
        raise UsageError(
            f"{path} is there already, and is no report",
            hint="name another file, or move this one away",
        )


def _is_colored(wish: str) -> bool:
    """Say whether standard output takes colours; a wish goes before what the terminal is set to."""
    if wish != "auto":
        return wish == "always"
    variables = os.environ
    wanted = not variables.get("NO_COLOR") and variables.get("TERM") != "dumb"
    return wanted and sys.stdout.isatty()


_STYLES: dict[Role, Callable[[str], str]] = {
    Role.PLACE: lambda words: click.style(words, bold=True),
    Role.ERROR: lambda words: click.style(words, fg="red", bold=True),
    Role.WARNING: lambda words: click.style(words, fg="yellow", bold=True),
    Role.LABEL: lambda words: click.style(words, fg="cyan"),
}


def _painted(role: Role, words: str) -> str:
    return _STYLES[role](words)
