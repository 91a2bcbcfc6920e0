"""`minutebook attendance`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from minutebook.cli.asking import Asking, asking_options, narrowed, series_option
from minutebook.cli.commands import examples
from minutebook.register.attendance import attendance

if TYPE_CHECKING:
    from minutebook.register.attendance import By


@click.command(
    epilog=examples(
        "minutebook attendance --series transport", "minutebook attendance --by person -o came.xlsx"
    )
)
@click.option(
    "--by",
    type=click.Choice(["sector", "organisation", "person"]),
    default="sector",
    show_default=True,
    help="What is counted.",
)
@series_option
@asking_options
def command(by: By, series: str | None, **asked: Any) -> None:
    """Count who came: each sector or organisation at each meeting, or each person over all.

    A sector's number is the head count of the record, or else that of the people whom it names as
    present.
    """
    asking = Asking(**asked)
    with asking.register() as register:
        answer = attendance(register, by, narrowed(register, series=series).series)
    asking.show(answer)
