"""`minutebook build`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from minutebook.cli.again import Again
from minutebook.cli.commands import examples
from minutebook.cli.options import (
    dry_run_option,
    fail_fast_option,
    force_option,
    jobs_option,
    prune_option,
)
from minutebook.cli.rendering import Presses, rendering_plan, rendition_options, wishes
from minutebook.cli.run import find_inputs, folder, run_batch
from minutebook.errors import UsageError
from minutebook.inputs import Inputs, from_here
from minutebook.workers import cores


@click.command(
    epilog=examples(
        "minutebook build",
        "minutebook build records --to out --formats html,txt",
        "minutebook build --dry-run",
    )
)
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--to", metavar="DIR", help="The working folder. Default: the office's, or out.")
@rendition_options
@force_option
@prune_option
@dry_run_option
@fail_fast_option
@jobs_option
def command(
    paths: tuple[str, ...],
    to: str | None,
    *,
    force: bool,
    prune: bool,
    dry_run: bool,
    fail_fast: bool,
    jobs: int | None,
    **options: Any,
) -> int:
    """Do all of it: validate, write the XML, and make the renditions of an office's notes.

    PATH is as for validate; without one, the current folder. What comes out is a working copy, made
    again at any time; the archive is what `minutebook archive` writes.

    For the public (--audience) only the renditions are written: the XML holds all of a record.

    Records are also checked against each other, as by validate. What that finds keeps no note from
    being written: each is sound by itself. An error makes the exit code 1.

    Only what has changed since the last run is made again, and a run that was stopped goes on where
    it stopped. Files that no note makes any more are listed; --prune removes them.
    """
    inputs = find_inputs(paths or (".",))
    again = Again(force=force, prune=prune, dry_run=dry_run, clears=True)
    with Presses(wishes(options)) as presses:
        plan = rendering_plan(
            presses,
            to=folder(to) or _working_folder(inputs),
            keep_xml=True,
            to_archive=True,
            across=True,
        )
        return run_batch(inputs, plan, fail_fast=fail_fast, jobs=jobs or cores(), again=again)


def _working_folder(inputs: Inputs) -> Path:
    named = {note.office.to for note in inputs.notes}
    if len(named) > 1:
        raise UsageError("the notes are of several offices", hint="name the folder with --to")
    return from_here(named.pop() or Path("out"))
