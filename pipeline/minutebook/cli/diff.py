"""`minutebook diff`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minutebook.archive import open_archived
from minutebook.cli.commands import examples
from minutebook.cli.options import store_option
from minutebook.cli.stores import store_root
from minutebook.errors import ExitCode, FileError
from minutebook.report import printable
from minutebook.store import Kept, differences, find_record, open_store

if TYPE_CHECKING:
    from minutebook.record import Record


@click.command(epilog=examples("minutebook diff ID@v1 ID"))
@click.argument("first", metavar="ID@v1")
@click.argument("second", metavar="ID@v2")
@store_option
def command(first: str, second: str, store: str | None) -> int:
    """Say how two versions of a record differ, by session and item, one line a difference.

    The exit code is 0 whether or not they differ.
    """
    opened = open_store(store_root(store))
    one, other = find_record(opened, first), find_record(opened, second)
    found = differences(_record(one), _record(other))
    for line in found:
        click.echo(printable(line))
    if not found:
        click.echo(f"{one.name} and {other.name} say the same", err=True)
    return ExitCode.CLEAN


def _record(kept: Kept) -> Record:
    opened = open_archived(kept.xml, name=kept.name)
    if opened.record is None:
        raise FileError(f"the XML of {kept.name} is no sound record")
    return opened.record
