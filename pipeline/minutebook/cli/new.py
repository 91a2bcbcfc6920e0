"""`minutebook new`."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutebook.cli.commands import examples
from minutebook.cli.editor import schema_path
from minutebook.cli.output import write_output
from minutebook.cli.run import read_stdin
from minutebook.errors import ExitCode, UsageError, has_errors
from minutebook.forms import NextMeeting, next_note_text
from minutebook.inputs import gather
from minutebook.labels import labels_for
from minutebook.office import Office
from minutebook.report import finding_text
from minutebook.stages import Note, run

if TYPE_CHECKING:
    from minutebook.record import Record


@click.command(
    epilog=examples(
        "minutebook new --date 2026-06-04 -o 2026-06-04.yaml",
        "minutebook new --from 2026-03-05.yaml -o 2026-06-04.yaml",
    )
)
@click.option("--from", "last", metavar="RECORD", help="The note or record of the last meeting.")
@click.option(
    "--date", "day", metavar="DATE", help="The day of the meeting. Default: as announced, or today."
)
@click.option(
    "--id",
    "record_id",
    metavar="ID",
    help="The id of the record. Default: the last one's with the new day.",
)
@click.option("--title", help="The title of the record. Default: the last one's.")
@click.option("-o", "--output", metavar="FILE", help="Where to write. Default: standard output.")
def command(
    last: str | None, day: str | None, record_id: str | None, title: str | None, output: str | None
) -> int:
    """Write the form of the next note, in block style, with comments that show what can be added.

    With --from, the series, people, strands and every open action are carried over, with the day,
    place and agenda that were announced. RECORD is a note, an archived XML record, or -. A file
    that is there already is never overwritten.
    """
    _see_that_nothing_is_empty({"--date": day, "--id": record_id, "--title": title})
    record: Record = {}
    if last is not None:
        note = _judged(last)
        if note.record is None:
            return ExitCode.FINDINGS
        record = note.record
    meeting = _meeting(record, day, record_id, title)
    text = next_note_text(meeting, last=record or None, schema=schema_path(output))
    _check(text)
    write_output(text, output)
    return ExitCode.CLEAN


def _see_that_nothing_is_empty(options: dict[str, str | None]) -> None:
    """Refuse an option without words: its default is meant only where it is left out."""
    for name, value in options.items():
        if value is not None and not value.strip():
            raise UsageError(f"{name} is empty", hint=f"give it words, or leave out {name}")


def _judged(last: str) -> Note:
    """Read the last meeting's record; what is wrong with it is shown beside the form."""
    if Path(last).is_dir():
        raise UsageError(f"{last} is a folder", hint="name the note of the last meeting")
    (one,) = gather((last,), stdin=read_stdin).notes
    note = run(Note(name=one.name, data=one.read(), office=one.office), until="validate")
    if has_errors(note.findings):
        for finding in note.findings:
            click.echo(finding_text(finding) + "\n", err=True)
    return note


def _meeting(
    last: Record, day: str | None, record_id: str | None, title: str | None
) -> NextMeeting:
    announced = last.get("meeting", {}).get("next", {})
    day = day or announced.get("date")
    if day is None and last:
        raise UsageError(
            "the last note does not say when the group meets next", hint="give the day with --date"
        )
    day = day or time.strftime("%Y-%m-%d")
    _see_that_it_is_a_day(day)
    as_announced = announced.get("record") if day == announced.get("date") else None
    words = labels_for(last.get("language")).words
    return NextMeeting(
        date=day,
        record_id=record_id or as_announced or _next_id(last, day),
        title=title or last.get("title", "Title of the meeting"),
        actions_heading=words["session.matters-arising"],
        topic=words["session.discussion"],
    )


def _see_that_it_is_a_day(text: str) -> None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise UsageError(f"`{text}` is not a day of the calendar", hint="write it as in 2026-03-05")


def _next_id(last: Record, day: str) -> str:
    """Put the new day where the last id has its own; else after the last id's name."""
    old = last.get("meeting", {}).get("date")
    name = str(last.get("id", "meeting"))
    found = name.replace(old, day) if old and old in name else f"{name}-{day}"
    return f"{found}-2" if found == name else found


def _check(text: str) -> None:
    """See that the form is sound: what the user gave for it may not be."""
    note = run(Note(name="-", data=text.encode("utf-8"), office=Office()), until="validate")
    wrong = next((finding for finding in note.findings if finding.code.startswith("E")), None)
    if wrong is not None:
        raise UsageError(wrong.message, hint=wrong.hint or wrong.expected)
