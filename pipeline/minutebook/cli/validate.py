"""`minutebook validate`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutebook.batch import Plan
from minutebook.cli.commands import examples
from minutebook.cli.options import fail_fast_option, jobs_option, paths_argument
from minutebook.cli.reporting import Reporting
from minutebook.cli.run import find_inputs, run_batch
from minutebook.errors import MinutebookError, UsageError
from minutebook.report import FORMATS
from minutebook.workers import cores

if TYPE_CHECKING:
    from minutebook.inputs import Input, Inputs

_ID = re.compile(rb"(?:^|[\s{,<])[\"']?id[\"']?[ \t]*[:=][ \t]*[\"']?([A-Za-z0-9][A-Za-z0-9._-]*)")
"""The first id of a note or an archived record, which is the record's own."""


@click.command(
    epilog=examples(
        "minutebook validate notes/",
        "minutebook validate notes/2026-03-05.yaml --format json",
        "minutebook validate notes/ --format sarif --output notes.sarif",
        "cat note.yaml | minutebook validate -",
        "minutebook validate notes/ archive/ID/ID.xml",
    )
)
@paths_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How findings are written.",
)
@click.option(
    "-o",
    "--output",
    default="-",
    metavar="FILE",
    help="Where findings are written; an older report is replaced. Default: standard output.",
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours on standard output; auto means on a terminal, unless NO_COLOR is set.",
)
@click.option(
    "--source",
    metavar="FILE",
    help="The note of an archived record, to say its faults at the lines of the note.",
)
@fail_fast_option
@jobs_option
def command(
    paths: tuple[str, ...],
    form: str,
    output: str,
    color: str,
    source: str | None,
    *,
    fail_fast: bool,
    jobs: int,
) -> int:
    """Say what is wrong in notes: the file, line and column, what it is, and the remedy.

    PATH is a note, a folder that is searched for notes, an archived XML record, or - for standard
    input. Nothing but the report is written. The exit code is 0 when no finding is an error, else
    1.

    Records that are given together are also checked against each other. That a record which
    another one names is missing is an error in a folder of an office, whose other notes are asked
    for their ids; a warning in a folder without minutebook.toml at or above it; and not said of
    notes that are named one by one.

    What is wrong in an archived record is said at the line of its note, where that has the same
    name and stands beside it, is among the PATHs, or is named with --source.
    """
    inputs = find_inputs(paths, output=output)
    # A note by itself has no other to be checked against, unless it names itself.
    across = len(inputs.notes) > 1 or bool(inputs.folders) or _may_name_itself(inputs.notes[0])
    return run_batch(
        inputs,
        Plan(until="validate", across=across),
        reporting=Reporting(format=form, output=output, color=color),
        fail_fast=fail_fast,
        jobs=jobs or cores(),
        source=_note(source, inputs),
    )


def _may_name_itself(note: Input) -> bool:
    """Say whether the id of a note stands in it more than once, as far as a look tells."""
    if note.data is None and not Path(note.name).is_file():
        return False  # what is read from a pipe is read once
    try:
        data = note.read()
    except MinutebookError:
        return False  # reported when the note itself is read
    found = _ID.search(data)
    return found is not None and data.count(found[1]) > 1


def _note(source: str | None, inputs: Inputs) -> Path | None:
    """Turn the option's text into the note of the one archived record that is validated."""
    if source is None:
        return None
    if not source.strip():
        raise UsageError("the note that --source names is empty", hint="name the note's file")
    if len(inputs.notes) != 1:
        raise UsageError(
            "--source names the note of one archived record, and several files are validated",
            hint="validate the archived record alone, or name the notes among the other files",
        )
    return Path(source)
