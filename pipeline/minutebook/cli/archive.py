"""`minutebook archive`."""

from __future__ import annotations

from typing import Any

import click

from minutebook.batch import Plan
from minutebook.cli.again import Again
from minutebook.cli.commands import examples
from minutebook.cli.options import (
    dry_run_option,
    fail_fast_option,
    force_option,
    jobs_option,
    paths_argument,
)
from minutebook.cli.run import find_inputs, folder, run_batch
from minutebook.cli.telling import telling_of, telling_options
from minutebook.workers import cores


@click.command(epilog=examples("minutebook archive notes/ --to archive"))
@paths_argument
@click.option("--to", required=True, metavar="DIR", help="The folder of the archive.")
@force_option
@dry_run_option
@fail_fast_option
@jobs_option
@telling_options
def command(
    paths: tuple[str, ...],
    to: str,
    *,
    force: bool,
    dry_run: bool,
    fail_fast: bool,
    jobs: int | None,
    **options: Any,
) -> int:
    """Write notes as archival XML: DIR/<id>/<id>.xml.

    Each record is proved to be whole in its XML before a byte is written, and is flushed to the
    disk. A record that the archive holds as approved is never replaced by other bytes.

    A record that is there already, and whose note has not changed since, is not made again.
    Nothing is ever removed.
    """
    plan = Plan(
        until="archive", to=folder(to), keep_xml=True, to_archive=True, protect_approved=True
    )
    return run_batch(
        find_inputs(paths),
        plan,
        telling=telling_of(options),
        fail_fast=fail_fast,
        jobs=jobs or cores(),
        again=Again(force=force, dry_run=dry_run),
    )
