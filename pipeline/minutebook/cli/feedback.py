"""`minutebook feedback`."""

from __future__ import annotations

from typing import Any

import click

from minutebook.cli.asking import asking_options, series_option, show_narrowed, strand_option
from minutebook.cli.commands import examples
from minutebook.register.questions import feedback


@click.command(
    epilog=examples(
        "minutebook feedback --strand access",
        "minutebook feedback --strand access -o feedback.xlsx",
    )
)
@strand_option
@series_option
@asking_options
def command(strand: str | None, series: str | None, **asked: Any) -> None:
    """Find what participants gave as feedback, on one strand or on all."""
    show_narrowed(feedback, asked, strand=strand, series=series)
