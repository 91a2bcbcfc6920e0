"""`minutebook log`."""

from __future__ import annotations

import click

from minutebook.cli.commands import examples
from minutebook.cli.options import store_option
from minutebook.cli.stores import store_root
from minutebook.errors import ExitCode
from minutebook.report import printable
from minutebook.store import find_record, open_store


@click.command(epilog=examples("minutebook log ID"))
@click.argument("record", metavar="ID")
@store_option
def command(record: str, store: str | None) -> int:
    """List the versions of a record in a store: when, by whom and why, the newest last."""
    kept = find_record(open_store(store_root(store)), record)
    versions = kept.stored.inventory.versions[: kept.number]
    widest = max(len(version.by) for version in versions)
    for number, version in enumerate(versions, 1):
        line = f"v{number}  {version.created}  {version.by:{widest}}  {version.message}"
        click.echo(printable(line))
    return ExitCode.CLEAN
