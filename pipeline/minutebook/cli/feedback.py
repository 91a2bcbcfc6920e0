"""`minutebook feedback`."""

from __future__ import annotations

from typing import Any

import click

from minutebook.cli.asking import Asking, asking_options, narrowed, series_option, strand_option
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
    asking = Asking(**asked)
    with asking.register() as register:
        answer = feedback(register, narrowed(register, strand=strand, series=series))
    asking.show(answer)
