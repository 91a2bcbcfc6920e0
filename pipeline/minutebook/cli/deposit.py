"""`minutebook deposit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minutebook import __version__
from minutebook.cli.clock import now_text
from minutebook.cli.commands import examples
from minutebook.cli.options import paths_argument, store_option
from minutebook.cli.reporting import Reporting, show_findings, write_report
from minutebook.cli.run import find_inputs
from minutebook.cli.stores import store_of
from minutebook.cli.words import show_bug, show_remedy
from minutebook.errors import UsageError
from minutebook.report import outcome_line, printable, report_of
from minutebook.store import Change, Deposited, Store, Terms, deposit, refused_ids, writable_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.inputs import Inputs

_MOST = 2000
_SAID = {
    Change.FIRST: "is new in the store",
    Change.VERSION: "is a new version",
    Change.SAME: "is there already",
}


@click.command(
    epilog=examples(
        "minutebook deposit notes/",
        'minutebook deposit notes/2026-03-05.yaml --by jm --message "Names corrected"',
    )
)
@paths_argument
@store_option
@click.option("--message", metavar="TEXT", help="Why; needed where a record has changed.")
@click.option(
    "--by",
    metavar="ID",
    help="The id of who deposits, such as initials; no name. Default: the office's, or office.",
)
def command(paths: tuple[str, ...], store: str | None, message: str | None, by: str | None) -> int:
    """Place notes or archived records into a store that keeps every version.

    A store is a folder in the form of OCFL 1.1, with one object for each record. A version holds
    the XML, the file that you wrote, byte for byte, the papers that it names, and what PREMIS says
    of them. The same again changes nothing. A record that has changed becomes a new version, and
    --message says why. An approved record is never replaced: another record supersedes it.
    """
    inputs = find_inputs(paths)
    terms = Terms(
        by=None if by is None else _words(by, "--by"),
        message=None if message is None else _words(message, "--message"),
        now=now_text(),
        program=f"minutebook {__version__}",
    )
    reporting = Reporting()
    show_findings(inputs.findings, reporting)
    outcomes = []
    with writable_store(store_of(inputs, store)) as opened:
        for deposited in _deposits(opened, inputs, terms):
            outcomes.append(deposited.outcome)
            show_findings(deposited.outcome.findings, reporting)
            _show(deposited)
    report = report_of(inputs, outcomes, version=__version__)
    write_report(report, reporting)
    return report.exit_code


def _words(text: str, option: str) -> str:
    """Take words that are kept for ever."""
    words = " ".join(text.split())
    if not words or not words.isprintable() or len(words) > _MOST:
        raise UsageError(
            f"`{option}` is empty, too long, or has characters that cannot be shown",
            hint="give a few plain words",
        )
    return words


def _deposits(store: Store, inputs: Inputs, terms: Terms) -> Iterator[Deposited]:
    refused = refused_ids(inputs)
    for one in inputs.notes:
        if one.name in refused:
            yield Deposited(outcome=refused[one.name])
        else:
            yield deposit(store, one, terms)


def _show(deposited: Deposited) -> None:
    outcome = deposited.outcome
    if outcome.bug is not None:
        show_bug(outcome.bug)
    if deposited.change is None:
        click.echo(outcome_line(outcome), err=True)
    else:
        said = f"{deposited.version} {_SAID[deposited.change]}"
        click.echo(f"ok      {printable(outcome.name)}: {said}", err=True)
    if outcome.error is not None:
        show_remedy(outcome.error)
