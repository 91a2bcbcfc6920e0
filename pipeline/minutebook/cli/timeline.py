"""`minutebook timeline`."""

from __future__ import annotations

from typing import Any

import click

from minutebook.cli.asking import asking_options, series_option, show_narrowed, strand_option
from minutebook.cli.commands import examples
from minutebook.register.questions import timeline


@click.command(
    epilog=examples(
        "minutebook timeline --strand counts", "minutebook timeline --strand counts --format json"
    )
)
@strand_option
@series_option
@asking_options
def command(strand: str | None, series: str | None, **asked: Any) -> None:
    """Follow a strand through the meetings: all that was said, asked, decided and given to do."""
    show_narrowed(timeline, asked, strand=strand, series=series)
