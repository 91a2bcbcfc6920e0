"""`minutebook validate`."""

from __future__ import annotations

from pathlib import Path

import click

from minutebook.batch import Inputs, Plan
from minutebook.cli.commands import examples
from minutebook.cli.options import paths_argument
from minutebook.cli.run import find_inputs, run_batch
from minutebook.errors import UsageError


@click.command(
    epilog=examples(
        "minutebook validate notes/",
        "minutebook validate notes/2026-03-05.yaml --format json",
        "cat note.yaml | minutebook validate -",
        "minutebook validate notes/ archive/ID/ID.xml",
    )
)
@paths_argument
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How findings are written.",
)
@click.option(
    "--source",
    metavar="FILE",
    help="The note of an archived record, to say its faults at the lines of the note.",
)
def command(paths: tuple[str, ...], output: str, source: str | None) -> int:
    """Say what is wrong in notes: the file, line and column, what it is, and the remedy.

    PATH is a note, a folder that is searched for notes, an archived XML record, or - for standard
    input. Nothing is written. The exit code is 0 when no finding is an error, else 1.

    What is wrong in an archived record is said at the line of its note, where that has the same
    name and stands beside it, is among the PATHs, or is named with --source.
    """
    inputs = find_inputs(paths)
    plan = Plan(until="validate", source=_note(source, inputs))
    return run_batch(inputs, plan, output=output)


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
