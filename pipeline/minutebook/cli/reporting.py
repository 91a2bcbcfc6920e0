"""How a command reports: in which format, to which place, and in which colours."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutebook.errors import UsageError
from minutebook.files import read_bytes, write_whole
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

    from minutebook.batch import Input, Inputs
    from minutebook.errors import Finding
    from minutebook.report import Report

_STDOUT = "-"


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
        write_whole(Path(reporting.output), text.encode("utf-8", "backslashreplace"))
        click.echo(f"wrote {printable(reporting.output)}", err=True)


def without_report(inputs: Inputs, output: str) -> Inputs:
    """
    Leave out a note that is the report of the run before.

    Args:
        inputs: The notes.
        output: Where the report goes.

    Raises:
        UsageError: *output* is empty, or a note that the report would replace.
    """
    if not output.strip():
        raise UsageError("the file to write to is empty", hint="name it, or - for standard output")
    if output == _STDOUT:
        return inputs
    target = Path(output).resolve()
    return replace(
        inputs, notes=tuple(note for note in inputs.notes if not _is_replaced(note, target))
    )


def _is_replaced(note: Input, target: Path) -> bool:
    """Say whether a note is the report of the run before; a true note is never replaced."""
    if note.data is not None or Path(note.name).resolve() != target or not target.is_file():
        return False
    if is_report(read_bytes(target)):
        return True
    raise UsageError(
        f"the report would replace the note {note.name}", hint="name another file with --output"
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
