"""Outcomes from several processes at once, in the order of the inputs.

Nothing in this module knows what is done with a note. Notes are given to other processes only where
a process can be forked, which costs next to nothing.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from minutebook.batch import Outcome, process, process_one, refused
from minutebook.errors import RenderError
from minutebook.pool import Lost, Pool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.batch import Plan
    from minutebook.inputs import Input, Inputs

FEWEST = 64
"""With fewer notes that are only judged, one process has done before others are ready."""
FEWEST_WRITTEN = 4
"""The same where something is made of them, which takes longer."""
_AT_ONCE = 8
"""How many notes are handed over together where each takes next to no time."""
_PATIENCE_SECONDS = 300.0
"""Longer than pandoc may take, which has a deadline of its own."""


def cores() -> int:
    """Count the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def outcomes(inputs: Inputs, plan: Plan, *, jobs: int) -> Iterator[Outcome]:
    """
    Take notes through the pipeline, several at a time where that is quicker.

    Args:
        inputs: As `minutebook.inputs.gather` gives them.
        plan: What to do with each.
        jobs: The most processes that may work on them.

    Returns:
        What `minutebook.batch.process` gives, in the same order.
    """
    fewest = FEWEST if plan.to is None else FEWEST_WRITTEN
    if jobs < 2 or len(inputs.notes) < fewest or not _can_fork():
        return process(inputs, plan)
    return _shared(inputs, plan, jobs)


def _can_fork() -> bool:
    # On macOS a forked process is not safe, and on Windows there is none.
    return sys.platform == "linux"


def _shared(inputs: Inputs, plan: Plan, jobs: int) -> Iterator[Outcome]:
    notes = inputs.notes
    settled = refused(notes, plan)
    at_once = _AT_ONCE if plan.to is None else 1

    def work(number: int) -> Outcome | None:
        """Give an outcome; none where it would take an exception with a traceback along."""
        note = notes[number]
        outcome = settled.get(note.name) or process_one(note, plan)
        return None if outcome.bug is not None else outcome

    pool = Pool(
        work,
        jobs=min(jobs, max(len(notes) // at_once, 1)),
        at_once=at_once,
        patience_seconds=_PATIENCE_SECONDS,
    )
    for note, outcome in zip(notes, pool.results(len(notes)), strict=True):
        if isinstance(outcome, Lost):
            yield Outcome(name=note.name, error=_lost(note, outcome))
        else:
            # A fault of ours is met again here, where it keeps its traceback.
            yield outcome or process_one(note, plan)


def _lost(note: Input, lost: Lost) -> RenderError:
    return RenderError(
        f"the process that worked on {note.name} {lost.reason}, and so did the next one",
        hint="run it alone; if that fails too, divide the record",
    )
