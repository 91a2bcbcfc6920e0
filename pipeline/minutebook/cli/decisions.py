"""`minutebook decisions`."""

from __future__ import annotations

from typing import Any

import click

from minutebook.cli.asking import asking_options, series_option, show_narrowed, strand_option
from minutebook.cli.commands import examples
from minutebook.register.questions import decisions


@click.command(
    epilog=examples(
        "minutebook decisions --series transport",
        "minutebook decisions --strand counts -o decisions.csv",
    )
)
@strand_option
@series_option
@asking_options
def command(strand: str | None, series: str | None, **asked: Any) -> None:
    """Find what was decided, from the first meeting to the last."""
    show_narrowed(decisions, asked, strand=strand, series=series)
