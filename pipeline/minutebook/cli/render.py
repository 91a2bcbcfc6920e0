"""`minutebook render`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minutebook.batch import Plan
from minutebook.cli.commands import examples
from minutebook.cli.options import engine_option, fail_fast_option, formats_option, paths_argument
from minutebook.cli.run import find_inputs, folder, presses, run_batch

if TYPE_CHECKING:
    from minutebook.pandoc import EngineName


@click.command(
    epilog=examples(
        "minutebook render notes/2026-03-05.yaml --to out",
        "minutebook render archive/ID/ID.xml --to out --formats html,txt",
    )
)
@paths_argument
@click.option("--to", required=True, metavar="DIR", help="The folder of the renditions.")
@formats_option
@engine_option
@fail_fast_option
def command(
    paths: tuple[str, ...],
    to: str,
    formats: tuple[str, ...] | None,
    engine: EngineName,
    *,
    fail_fast: bool,
) -> int:
    """Make HTML, Word and text: DIR/<id>/<id>.html and so on.

    PATH is a note, a folder of notes, an archived XML record, or -. A note and its archived record
    give the same bytes.
    """
    inputs = find_inputs(paths)
    with presses(formats, engine) as press:
        plan = Plan(until="render", to=folder(to), press=press)
        return run_batch(inputs, plan, fail_fast=fail_fast)
