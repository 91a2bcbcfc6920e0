"""Outcomes from several processes at once, in the order of the inputs.

Nothing in this module knows what is done with a note. Only notes of which nothing is written are
given to other processes, and only where a process can be forked, which costs next to nothing.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING

from minutebook.batch import process, process_one

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future

    from minutebook.batch import Inputs, Outcome, Plan

FEWEST = 64
"""With fewer notes, one process has done before others are ready."""
_AT_ONCE = 8
"""How many notes are handed over together."""
_AHEAD = 3
"""How many times as much as is being worked on may wait, so that memory stays flat."""

Batch = list["Outcome | None"]


def cores() -> int:
    """Count the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def outcomes(inputs: Inputs, plan: Plan, *, jobs: int) -> Iterator[Outcome]:
    """
    Take notes through the pipeline, several at a time where that is quicker.

    Args:
        inputs: As `minutebook.batch.gather` gives them.
        plan: What to do with each.
        jobs: The most processes that may work on them.

    Returns:
        What `minutebook.batch.process` gives, in the same order.
    """
    if jobs < 2 or plan.to is not None or len(inputs.notes) < FEWEST or not _can_fork():
        return process(inputs, plan)
    return _shared(inputs, plan, min(jobs, len(inputs.notes) // _AT_ONCE))


def _can_fork() -> bool:
    # On macOS a forked process is not safe, and on Windows there is none.
    return sys.platform == "linux"


def _shared(inputs: Inputs, plan: Plan, jobs: int) -> Iterator[Outcome]:
    """Hand notes out a few at a time, and take what became of them in order."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(
        jobs,
        mp_context=multiprocessing.get_context("fork"),
        initializer=_begin,
        initargs=(inputs, plan),
    )
    starts = iter(range(0, len(inputs.notes), _AT_ONCE))
    waiting: deque[tuple[int, Future[Batch] | None]] = deque()
    try:
        while True:
            for start in islice(starts, jobs * _AHEAD - len(waiting)):
                try:
                    waiting.append((start, pool.submit(_work, start)))
                except BrokenProcessPool:
                    waiting.append((start, None))
            if not waiting:
                return
            yield from _of(*waiting.popleft(), inputs, plan)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _of(start: int, future: Future[Batch] | None, inputs: Inputs, plan: Plan) -> Iterator[Outcome]:
    """Give the outcomes of the notes that were handed over together."""
    notes = inputs.notes[start : start + _AT_ONCE]
    try:
        found = future.result() if future else [None] * len(notes)
    except Exception:  # noqa: BLE001 - whatever ended the process, its notes are done here
        found = [None] * len(notes)
    for note, outcome in zip(notes, found, strict=True):
        # What has no outcome is done again here, where a fault of ours keeps its traceback.
        yield outcome or process_one(note, plan)


_given: list[tuple[Inputs, Plan]] = []
"""In a process that was forked: what it works on."""


def _begin(inputs: Inputs, plan: Plan) -> None:
    """Take over the inputs; an interrupt is for the process that began it all."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _given[:] = [(inputs, plan)]


def _work(start: int) -> Batch:
    inputs, plan = _given[0]
    found = [process_one(note, plan) for note in inputs.notes[start : start + _AT_ONCE]]
    return [None if outcome.bug is not None else outcome for outcome in found]
