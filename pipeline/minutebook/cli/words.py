"""How the commands speak of errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from minutebook.errors import MinutebookError


def show_error(error: MinutebookError) -> None:
    """Say why a run or a note failed, and the remedy where it is known."""
    click.echo(f"error: {error.message}", err=True)
    if error.hint:
        click.echo(f"hint: {error.hint}", err=True)
