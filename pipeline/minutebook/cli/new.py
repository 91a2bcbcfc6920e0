"""`minutebook new`."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutebook.batch import Input, Plan
from minutebook.cli.commands import examples
from minutebook.cli.run import find_inputs, run_batch
from minutebook.errors import ExitCode, UsageError
from minutebook.files import write_whole
from minutebook.forms import NextMeeting, next_note_text
from minutebook.forms.restored import SCHEMA_ID
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
@click.option("--date", metavar="DATE", help="The day of the meeting. Default: as announced.")
@click.option("--id", "record_id", metavar="ID", help="The id of the record.")
@click.option("--title", help="The title of the record.")
@click.option("-o", "--output", metavar="FILE", help="Where to write. Default: standard output.")
def command(
    last: str | None, date: str | None, record_id: str | None, title: str | None, output: str | None
) -> int:
    """Write the form of the next note, in block style, with comments that show what can be added.

    With --from, the series, people, strands and every open action are carried over.
    """
    record: Record = {}
    if last is not None:
        inputs = find_inputs((last,))
        code = run_batch(inputs, Plan(until="validate"))
        if code != ExitCode.CLEAN:
            return code
        record = _read(inputs.notes[0])
    meeting = _meeting(record, date, record_id, title)
    text = next_note_text(meeting, last=record or None, schema=_schema(output))
    _write(text, output)
    return ExitCode.CLEAN


def _read(one: Input) -> Record:
    note = run(Note(name=one.name, data=one.read(), office=one.office), until="validate")
    return note.record or {}


def _meeting(
    last: Record, date: str | None, record_id: str | None, title: str | None
) -> NextMeeting:
    day = date or last.get("meeting", {}).get("next", {}).get("date")
    if day is None and last:
        raise UsageError(
            "the last note does not say when the group meets next", hint="give the day with --date"
        )
    day = day or time.strftime("%Y-%m-%d")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
        raise UsageError(f"`{day}` is not a date", hint="write it as in 2026-03-05")
    return NextMeeting(
        date=day,
        record_id=record_id or _next_id(last, day),
        title=title or last.get("title", "Title of the meeting"),
    )


def _next_id(last: Record, day: str) -> str:
    """Put the new day where the last id has its own; else after the last id's name."""
    old = last.get("meeting", {}).get("date")
    name = str(last.get("id", "meeting"))
    return name.replace(old, day) if old and old in name else f"{name}-{day}"


def _schema(output: str | None) -> str:
    """The path from the note to the office's copy of the schema, where there is one."""
    place = Path(output).absolute().parent if output else Path.cwd()
    for steps, folder in enumerate((place, *place.parents)):
        if (folder / ".minutebook" / "meeting-record.schema.json").is_file():
            return "../" * steps + ".minutebook/meeting-record.schema.json"
    return SCHEMA_ID


def _write(text: str, output: str | None) -> None:
    if output is None or output == "-":
        sys.stdout.buffer.write(text.encode("utf-8"))
    elif Path(output).exists():
        raise UsageError(f"{output} is there already", hint="name another file")
    else:
        write_whole(Path(output), text.encode("utf-8"))
