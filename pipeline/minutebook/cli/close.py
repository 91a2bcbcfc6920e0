"""`minutebook close`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from minutebook.cli.commands import examples
from minutebook.errors import ExitCode, UsageError
from minutebook.files import read_bytes, write_whole
from minutebook.forms.closing import Closing, close_actions
from minutebook.report import finding_text
from minutebook.wording import quoted


@click.command(
    epilog=examples(
        "minutebook close A15-1 --in 2026-09-03.yaml",
        "minutebook close A15-1 A15-2 --in 2026-09-03.yaml --on 2026-08-28",
    )
)
@click.argument("actions", nargs=-1, required=True, metavar="ACTION...")
@click.option("--in", "note", required=True, metavar="NOTE", help="The note of the meeting.")
@click.option("--on", "day", metavar="DATE", help="The day on which it was done.")
@click.option("--drop", is_flag=True, help="Give it up instead.")
def command(actions: tuple[str, ...], note: str, day: str | None, *, drop: bool) -> int:
    """Close actions in the note of a draft, which keeps every other character as it is.

    ACTION is the id of an action in the note, or the one that it had before. A record that is
    approved, superseded or withdrawn is not changed.
    """
    if drop and day is not None:
        raise UsageError(
            "--on is the day on which it was done, and --drop gives it up", hint="leave out one"
        )
    _see_that_it_is_a_day(day)
    closing = Closing(keys=actions, status="dropped" if drop else "done", completed=day)
    path = Path(note)
    closed = close_actions(read_bytes(path), closing, name=note)
    for finding in closed.findings:
        click.echo(finding_text(finding) + "\n", err=True)
    if closed.data is None:
        return ExitCode.FINDINGS
    changed = write_whole(path, closed.data, keep_mode=True)
    said = "wrote" if changed else "nothing to change in"
    click.echo(f"{said} {note}", err=True)
    return ExitCode.CLEAN


def _see_that_it_is_a_day(text: str | None) -> None:
    if text is None:
        return
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise UsageError(f"{quoted(text)} is not a day", hint="write it as in 2026-03-05")
