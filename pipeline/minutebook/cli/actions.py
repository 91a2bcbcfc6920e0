"""`minutebook actions`."""

from __future__ import annotations

from typing import Any

import click

from minutebook.cli.asking import (
    Asking,
    asking_options,
    day_asked,
    narrowed,
    put,
    see_that_it_has_words,
    series_option,
    strand_option,
)
from minutebook.cli.commands import examples
from minutebook.register.questions import actions


@click.command(
    epilog=examples(
        "minutebook actions --open",
        'minutebook actions --overdue --owner "Jo Marsh"',
        "minutebook actions --as-of 2026-06-30 --series transport -o actions.xlsx",
        "minutebook actions --open --ics -o due.ics",
    )
)
@click.option("--open", "only_open", is_flag=True, help="Only what is still to be done.")
@click.option("--overdue", is_flag=True, help="Only what is still to be done and late.")
@click.option("--as-of", "day", metavar="DATE", help="How things stood on a day. Default: today.")
@click.option(
    "--owner", metavar="WHO", help="Only of an owner of this key, or with these words in the name."
)
@strand_option
@series_option
@click.option("--ics", is_flag=True, help="Write a calendar of the days on which they are due.")
@asking_options
def command(
    *,
    only_open: bool,
    overdue: bool,
    day: str | None,
    owner: str | None,
    strand: str | None,
    series: str | None,
    ics: bool,
    **asked: Any,
) -> None:
    """Find actions as they stood on a day, whichever meetings they were carried through.

    Each is given once, with the words, owners and due day that the last meeting before gave it.
    """
    see_that_it_has_words("--owner", owner)
    asking = Asking(**asked)
    with asking.register() as register:
        answer = actions(
            register,
            day_asked(day),
            narrowed(register, strand=strand, series=series),
            only_open=only_open,
            overdue=overdue,
            owner=owner,
        )
    if ics:
        from minutebook.register.due_days import as_calendar

        put(as_calendar(answer), asking.output)
        return
    asking.show(answer)
