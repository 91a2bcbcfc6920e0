"""Several processes of this machine as an executor, where that is quicker than one.

Nothing in this module knows what is done with a note. Notes are given to other processes only where
a process can be forked, which costs next to nothing.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minutebook.batch import Outcome, process_one, refused
from minutebook.errors import RenderError
from minutebook.executor import InProcess
from minutebook.pool import Lost, Pool, cores
from minutebook.progress import UNWATCHED, Watcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minutebook.batch import Plan
    from minutebook.executor import Executor
    from minutebook.inputs import Input, Inputs

__all__ = ["FEWEST", "FEWEST_WRITTEN", "Processes", "cores", "executor_for", "outcomes"]

FEWEST = 64
"""With fewer notes that are only judged, one process has done before others are ready."""
FEWEST_WRITTEN = 4
"""The same where something is made of them, which takes longer."""
_AT_ONCE = 8
"""How many notes are handed over together where each takes next to no time."""
_PATIENCE_SECONDS = 300.0
"""Longer than pandoc may take, which has a deadline of its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Processes:
    """Several processes of this machine, forked from this one."""

    jobs: int
    """The most at a time."""

    def outcomes(
        self, inputs: Inputs, plan: Plan, watcher: Watcher = UNWATCHED
    ) -> Iterator[Outcome]:
        """See `minutebook.executor.Executor.outcomes`."""
        return _shared(inputs, plan, self.jobs, watcher)


def executor_for(inputs: Inputs, plan: Plan, *, jobs: int) -> Executor:
    """
    Choose what is quickest on this machine.

    Args:
        inputs: The notes.
        plan: What to do with each.
        jobs: The most processes that may work on them.
    """
    fewest = FEWEST if plan.to is None else FEWEST_WRITTEN
    if jobs < 2 or len(inputs.notes) < fewest or not _can_fork():
        return InProcess()
    return Processes(jobs=jobs)


def outcomes(
    inputs: Inputs, plan: Plan, *, jobs: int, watcher: Watcher = UNWATCHED
) -> Iterator[Outcome]:
    """
    Take notes through the pipeline, several at a time where that is quicker.

    Args:
        inputs: As `minutebook.inputs.gather` gives them.
        plan: What to do with each.
        jobs: The most processes that may work on them.
        watcher: Is told which notes are being worked on.

    Returns:
        What `minutebook.batch.process` gives, in the same order.
    """
    return executor_for(inputs, plan, jobs=jobs).outcomes(inputs, plan, watcher)


def _can_fork() -> bool:
    # On macOS a forked process is not safe, and on Windows there is none.
    return sys.platform == "linux"


@dataclass(frozen=True, slots=True)
class _ByName:
    """Tells a watcher of notes what the pool says of numbers."""

    notes: Sequence[Input]
    watcher: Watcher

    def begun(self, numbers: range) -> None:
        self.watcher.begun([self.notes[number].name for number in numbers])

    def ended(self, numbers: range) -> None:
        self.watcher.ended([self.notes[number].name for number in numbers])

    def waiting(self) -> None:
        self.watcher.waiting()


def _shared(inputs: Inputs, plan: Plan, jobs: int, watcher: Watcher) -> Iterator[Outcome]:
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
        onlooker=_ByName(notes, watcher),
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
