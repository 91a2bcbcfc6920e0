"""`minutebook render`."""

from __future__ import annotations

from typing import Any

import click

from minutebook.cli.again import Again
from minutebook.cli.commands import examples
from minutebook.cli.options import (
    dry_run_option,
    fail_fast_option,
    force_option,
    jobs_option,
    paths_argument,
    prune_option,
)
from minutebook.cli.rendering import Presses, rendering_plan, rendition_options, wishes
from minutebook.cli.run import find_inputs, folder, run_batch
from minutebook.cli.telling import telling_of, telling_options
from minutebook.workers import cores


@click.command(
    epilog=examples(
        "minutebook render notes/2026-03-05.yaml --to out",
        "minutebook render archive/ID/ID.xml --to out --formats html,txt",
        "minutebook render notes --to out --bilingual",
    )
)
@paths_argument
@click.option("--to", required=True, metavar="DIR", help="The folder of the renditions.")
@rendition_options
@force_option
@prune_option
@dry_run_option
@fail_fast_option
@jobs_option
@telling_options
def command(
    paths: tuple[str, ...],
    to: str,
    *,
    force: bool,
    prune: bool,
    dry_run: bool,
    fail_fast: bool,
    jobs: int | None,
    **options: Any,
) -> int:
    """Make HTML, Word, text, PDF and more: DIR/<id>/<id>.html and so on.

    PATH is a note, a folder of notes, an archived XML record, or -. A note and its archived record
    give the same bytes.

    With --bilingual a record and its translation are also set side by side, the original first:
    DIR/<id>/<id>.cy-en.html and so on, in the original's folder.

    Only what has changed since the last run is made again. Files that no note makes any more are
    listed; --prune removes them.
    """
    inputs = find_inputs(paths)
    asked = wishes(options)
    again = Again(force=force, prune=prune, dry_run=dry_run, clears=True)
    with Presses(asked) as presses:
        plan = rendering_plan(presses, to=folder(to), pairs=asked.bilingual)
        return run_batch(
            inputs,
            plan,
            telling=telling_of(options),
            fail_fast=fail_fast,
            jobs=jobs or cores(),
            again=again,
        )
