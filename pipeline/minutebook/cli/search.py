"""`minutebook search`."""

from __future__ import annotations

from typing import Any

import click

from minutebook.cli.asking import Asking, asking_options, narrowed, series_option
from minutebook.cli.commands import examples
from minutebook.errors import UsageError
from minutebook.register.search import expression, search


@click.command(
    epilog=examples(
        "minutebook search counters",
        'minutebook search "privacy notice" welsh',
        'minutebook search "archiv*" --limit 50',
    )
)
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option(
    "--limit",
    "most",
    type=click.IntRange(1, 10_000),
    default=20,
    show_default=True,
    metavar="N",
    help="The most places that are given.",
)
@series_option
@asking_options
def command(words: tuple[str, ...], most: int, series: str | None, **asked: Any) -> None:
    """Find words in every text of every record, the best places first.

    All WORDS are to be in one text, whatever their letter case and accents. Words in one pair of
    quotation marks stand side by side; one that ends in * may go on.
    """
    if not expression(words):
        raise UsageError("there is no word to search for", hint="give a word of letters or digits")
    asking = Asking(**asked)
    with asking.register() as register:
        wide = narrowed(register, series=series)
        answer = search(register, words, most=most, series=wide.series)
    asking.show(answer)
