"""`minutebook schema`."""

from __future__ import annotations

import click

from minutebook.cli.commands import examples
from minutebook.schemas import schema_text


@click.command(epilog=examples("minutebook schema > meeting-record.schema.json"))
def command() -> None:
    """Print the JSON Schema that notes are written against."""
    click.echo(schema_text(), nl=False)
