"""A run over notes of which an earlier one may have made some, as a command does it."""

from __future__ import annotations

import contextlib
import os
import platform
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from minutebook.files import clock_ns
from minutebook.lock import Holder, only_writer
from minutebook.state import Rebuild, open_store
from minutebook.wording import counted, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from minutebook.batch import Outcome, Plan
    from minutebook.inputs import Inputs
    from minutebook.state import Leftover

_MOST_LISTED = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Again:
    """What the user said of what is there already."""

    force: bool = False
    prune: bool = False
    dry_run: bool = False
    clears: bool = False
    """Whether the folder is a working folder, in which nothing has to stay."""


def made_again(
    inputs: Inputs,
    plan: Plan,
    again: Again,
    run: Callable[[Inputs, Plan], Iterator[Outcome]],
    aside: Callable[[], AbstractContextManager[None]],
) -> Iterator[Outcome]:
    """
    Make what has changed since an earlier run, and say what is left of one.

    Args:
        inputs: The notes.
        plan: What to do with each; it writes into a folder.
        again: What the user said of what is there already.
        run: Takes notes through the pipeline.
        aside: Lets something be said while the display of progress stands back.

    Returns:
        An outcome for each note, in their order, as soon as it is known.

    Raises:
        ProgramError: A program is missing that is needed for what has changed.
    """
    assert plan.to is not None
    with open_store(plan.to) as store:
        since = clock_ns(plan.to)
        rebuild = Rebuild(inputs, plan, store, since_ns=since, force=again.force)
        if again.clears:
            _tell(rebuild.before(prune=again.prune), aside)
        yield from rebuild.outcomes(run)
        if again.clears:
            _tell(rebuild.after(prune=again.prune), aside)


def is_for_public(inputs: Inputs, plan: Plan) -> bool:
    """
    Say whether a folder is for publication.

    What is known of a run quotes the notes, withheld parts and all, and stands in the folder
    itself: there none is kept, and all is made each time.

    Args:
        inputs: The notes.
        plan: What is done with each.
    """
    wanted = map(plan.wanted, inputs.notes)
    return any(one is not None and one.manner.audience == "public" for one in wanted)


def foretold(inputs: Inputs, plan: Plan, again: Again) -> None:
    """
    Say of each note what would be done and why; nothing is done.

    Args:
        inputs: The notes.
        plan: What would be done with each.
        again: What the user said of what is there already.

    Raises:
        BusyError: Another run is writing into the folder.
    """
    assert plan.to is not None
    locked = only_writer(plan.to) if plan.to.is_dir() else contextlib.nullcontext()
    with locked, open_store(plan.to, may_write=False) as store:
        rebuild = Rebuild(inputs, plan, store, since_ns=0, force=again.force)
        settled = rebuild.settled()
        counts = {"make": 0, "keep": 0, "refuse": 0}
        for one in inputs.notes:
            if one.name in settled:
                word, rest = "refuse", settled[one.name].findings[-1].message
            else:
                task = rebuild.task(one)
                word = "keep" if task.why is None else "make"
                rest = f"{', '.join(task.kinds)}: {task.why}" if task.why else "nothing has changed"
            counts[word] += 1
            click.echo(f"{word:<8}{printable(one.name)}: {printable(rest)}")
    said = ", ".join(f"{count:,} to {word}" for word, count in counts.items() if count)
    click.echo(f"{counted(len(inputs.notes), 'note')}: {said}; nothing was done", err=True)


def this_run() -> Holder:
    """Say who this run is, for those that it keeps out."""
    since = time.strftime("%Y-%m-%d %H:%M:%S")
    return Holder(pid=os.getpid(), host=platform.node() or "this machine", since=since)


def _tell(told: Sequence[Leftover], aside: Callable[[], AbstractContextManager[None]]) -> None:
    """Say what is left of earlier runs, or was removed."""
    if told:
        with aside():
            _list(told)


def _list(told: Sequence[Leftover]) -> None:
    for one in told[:_MOST_LISTED]:
        word = "removed" if one.is_removed else "left"
        why = f"{one.why}; {one.kept_for}" if one.kept_for else one.why
        click.echo(f"{word:<8}{printable(str(one.path))}: {printable(why)}", err=True)
    if len(told) > _MOST_LISTED:
        click.echo(f"and {counted(len(told) - _MOST_LISTED, 'file')} more", err=True)
    if any(not one.is_removed and not one.kept_for for one in told):
        click.echo("hint: --prune removes what is left", err=True)
