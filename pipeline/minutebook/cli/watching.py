"""A watch as a command runs it: what came of each save, shown until it is ended."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from minutebook import __version__
from minutebook.cli.reporting import Reporting, show_findings
from minutebook.cli.run import show_outcome
from minutebook.cli.words import show_error
from minutebook.errors import MinutebookError
from minutebook.report import printable, report_of, summary_line
from minutebook.watch import Changes

if TYPE_CHECKING:
    from pathlib import Path

    from minutebook.preview import Preview
    from minutebook.watch import Due, Session

_HALF_SAVED_SECONDS = 0.15
"""How long nothing may have happened before a note that is empty or gone is taken to be so."""
_IDLE_SECONDS = 2.0
"""How long nothing needs to be told before one looks all the same."""
_IDLE_SHARE = 20
"""How much longer one waits than a look takes, where there is much to look at."""
_LOOKS = 8
"""How often that is waited for at most."""
_AT_ONCE = Reporting()


def make(session: Session, due: Due, preview: Preview | None) -> None:
    """
    Make what is due, and show what came of it.

    Args:
        session: The notes that are watched.
        due: What is to be done.
        preview: Shows the pages too.

    Raises:
        MinutebookError: Nothing at all can be made.
    """
    show_findings(due.office_findings, _AT_ONCE)
    for name in due.gone:
        click.echo(f"gone    {printable(name)}: what was made of it stays", err=True)
    for outcome in session.make(due):
        show_findings(outcome.findings, _AT_ONCE)
        show_outcome(outcome, writes=True)
    crossed, new = session.crossed()
    show_findings(new, _AT_ONCE)
    report = report_of(due.inputs, session.outcomes(), version=__version__, more=crossed)
    click.echo(summary_line(report.outcomes, report.findings), err=True)
    if preview is not None:
        from minutebook.preview import board_of

        preview.show(board_of(session.outcomes(), crossed, before=preview.board))


def follow(session: Session, preview: Preview | None) -> None:
    """
    Make what changes, until the user ends it.

    Args:
        session: The notes that are watched, made once.
        preview: Shows the pages too.

    Raises:
        FileError: The system does not tell of changes any more.
    """
    trouble: str | None = None
    while True:
        places = session.places()
        with Changes(places) as changes:
            # What changed before anybody listened is seen by looking.
            touched: frozenset[Path] = frozenset()
            while True:
                began = time.monotonic()
                trouble = _again(session, touched, preview, known=trouble)
                took = time.monotonic() - began
                if session.places() != places:
                    break
                # Of a drive that others write to not everything may be told: one looks by oneself.
                touched = changes.wait(seconds=max(_IDLE_SECONDS, took * _IDLE_SHARE))


def _again(
    session: Session, touched: frozenset[Path], preview: Preview | None, *, known: str | None
) -> str | None:
    """
    Make what changed; whatever keeps it from being made is shown, and the watch goes on.

    Returns:
        What kept it from being made, if anything did; it is shown where it is not *known*.
    """
    try:
        due = _settled(session, touched)
        if not due.is_nothing:
            make(session, due, preview)
    except MinutebookError as error:
        if touched or error.message != known:
            show_error(error)
        return error.message
    return None


def _settled(session: Session, touched: frozenset[Path]) -> Due:
    """Look, and where an editor seems to be in the middle of saving look until nothing moves."""
    due = session.look(touched)
    if not session.is_half_saved(due):
        return due
    for _ in range(_LOOKS):
        before = due.views
        time.sleep(_HALF_SAVED_SECONDS)
        due = session.look(touched)
        if due.views == before:
            break
    return due
