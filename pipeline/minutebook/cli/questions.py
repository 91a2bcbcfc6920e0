"""`minutebook questions`."""

from __future__ import annotations

from typing import Any

import click

from minutebook.cli.asking import Asking, asking_options, narrowed, series_option, strand_option
from minutebook.cli.commands import examples
from minutebook.register.questions import questions


@click.command(
    epilog=examples("minutebook questions --open", "minutebook questions --strand access")
)
@click.option("--open", "only_open", is_flag=True, help="Only what is open or was deferred.")
@strand_option
@series_option
@asking_options
def command(only_open: bool, strand: str | None, series: str | None, **asked: Any) -> None:
    """Find what was asked, with the answers that were given in the same meeting."""
    asking = Asking(**asked)
    with asking.register() as register:
        wide = narrowed(register, strand=strand, series=series)
        answer = questions(register, wide, only_open=only_open)
    asking.show(answer)
