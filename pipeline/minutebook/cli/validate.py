"""`minutebook validate`."""

from __future__ import annotations

import click

from minutebook.batch import Plan
from minutebook.cli.commands import examples
from minutebook.cli.options import paths_argument
from minutebook.cli.run import find_inputs, run_batch


@click.command(
    epilog=examples(
        "minutebook validate notes/",
        "minutebook validate notes/2026-03-05.yaml --format json",
        "cat note.yaml | minutebook validate -",
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
def command(paths: tuple[str, ...], output: str) -> int:
    """Say what is wrong in notes: the file, line and column, what it is, and the remedy.

    PATH is a note, a folder that is searched for notes, an archived XML record, or - for standard
    input. Nothing is written. The exit code is 0 when no finding is an error, else 1.

    Records that are given together are also checked against each other. That a record which
    another one names is missing is an error in a folder of an office, whose other notes are asked
    for their ids; a warning in a folder without minutebook.toml at or above it; and not said of
    notes that are named one by one.
    """
    inputs = find_inputs(paths)
    # A note by itself has no other to be checked against.
    across = len(inputs.notes) > 1 or bool(inputs.folders)
    return run_batch(inputs, Plan(until="validate", across=across), output=output)
