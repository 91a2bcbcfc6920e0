"""`minutebook build`."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from minutebook.cli.rendering import Presses, build_options, presses, rendering_plan, wishes
from minutebook.cli.run import find_inputs, folder, run_batch
from minutebook.cli.telling import telling_of, telling_options
from minutebook.errors import UsageError
from minutebook.inputs import Inputs, from_here
from minutebook.workers import cores

if TYPE_CHECKING:
    from minutebook.executor import Executor


@click.command(
    epilog=examples(
        "minutebook build",
        "minutebook build records --to out --formats html,txt",
        "minutebook build --dry-run",
    )
)
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--to", metavar="DIR", help="The working folder. Default: the office's, or out.")
@build_options
@force_option
@prune_option
@dry_run_option
@fail_fast_option
@jobs_option
@telling_options
@click.option(
    "--report/--no-report",
    default=None,
    help="Write report.html into the working folder. Default: yes, but not for the public.",
)
def command(
    paths: tuple[str, ...],
    to: str | None,
    *,
    force: bool,
    prune: bool,
    dry_run: bool,
    fail_fast: bool,
    jobs: int | None,
    scheduler: str | None,
    report: bool | None,
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
    cluster = _cluster(options, scheduler, jobs)
    inputs = find_inputs(paths or (".",))
    # On a cluster, too, records are set side by side on this machine.
    asked = wishes(options if cluster is None else {**options, "engine": "worker"})
    if report is None:
        # It quotes the notes, whatever is in them.
        report = all(asked.manner(one).audience != "public" for one in inputs.notes)
    again = Again(force=force, prune=prune, dry_run=dry_run, clears=True)
    with Presses(asked) as opened:
        plan = rendering_plan(
            opened,
            to=folder(to) or _working_folder(inputs),
            keep_xml=True,
            to_archive=True,
            across=True,
            pairs=asked.bilingual,
        )
        return run_batch(
            inputs,
            plan,
            telling=telling_of(options),
            fail_fast=fail_fast,
            jobs=jobs or cores(),
            executor=cluster,
            again=again,
            page=report,
        )


def _cluster(options: dict[str, Any], scheduler: str | None, jobs: int | None) -> Executor | None:
    """Give the cluster that is to do the work; ``None`` where this machine is."""
    if options["engine"] != "dask":
        if scheduler is not None:
            raise UsageError("`--scheduler` is for a cluster", hint="add `--engine dask`")
        return None
    if not scheduler or not scheduler.strip():
        hint = "add `--scheduler tcp://HOST:8786`, as `dask scheduler` says it"
        raise UsageError("the address of the scheduler is missing", hint=hint)
    if jobs is not None:
        hint = "leave `--jobs` out: each Dask worker is one job"
        raise UsageError("`--jobs` is for this machine, not for a cluster", hint=hint)
    from minutebook.cluster import Cluster, require_distributed

    require_distributed()
    asked = wishes({**options, "engine": "worker"})
    house, fonts = (path and path.absolute() for path in (asked.house, asked.fonts))
    return Cluster(
        scheduler=scheduler,
        presses=partial(presses, replace(asked, house=house, fonts=fonts)),
        folders=tuple(path for path in (house, fonts) if path is not None),
    )


def _working_folder(inputs: Inputs) -> Path:
    named = {note.office.to for note in inputs.notes}
    if len(named) > 1:
        raise UsageError("the notes are of several offices", hint="name the folder with --to")
    return from_here(named.pop() or Path("out"))
