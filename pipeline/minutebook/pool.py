"""Several processes that share numbered work, and give what became of it in order.

Nothing in this module knows what the work is. A process that dies or takes too long is replaced,
and what it had in hand is given out once more, piece by piece; the rest goes on.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

Result = TypeVar("Result")

_IN_HAND = 2
"""Pieces that a process has at a time: one to work on and the next, so that it never waits."""
_AHEAD = 16
"""Pieces a process that may be done before the first one missing, so that memory stays flat."""
_GLANCE = 0.5
"""Seconds after which whoever looks on is told that the work still goes on."""
_GRACE = 5.0
"""Seconds for a process to leave when it is asked to, before it is killed."""
_ASK_AGAIN = 1.0
"""Seconds after which a process is asked once more, should it not have heard."""


def cores() -> int:
    """Count the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class LeaveError(BaseException):
    """A process was asked to leave: what it has in hand is dropped, and nothing is half-written."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Stands for the result of work that ended its process twice."""

    reason: str
    """What happened, as part of a sentence, such as ``was killed (signal 9)``."""


class Onlooker(Protocol):
    """Is told what the processes are at."""

    def begun(self, numbers: range) -> None:
        """Hear that a process works on these now."""
        ...

    def ended(self, numbers: range) -> None:
        """Hear that it does so no longer: they are done, or will be begun again."""
        ...

    def waiting(self) -> None:
        """Hear from time to time that the work goes on."""
        ...


class _Nobody:
    def begun(self, numbers: range) -> None:
        pass

    def ended(self, numbers: range) -> None:
        pass

    def waiting(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class _Piece:
    """Numbers that are given out together."""

    numbers: range
    is_again: bool = False


@dataclass(slots=True)
class _Worker:
    process: ForkProcess
    pipe: Connection
    in_hand: deque[_Piece] = field(default_factory=deque)
    since: float = 0.0
    """When it began with the first of them."""


class Pool(Generic[Result]):
    """
    Processes that share numbered work.

    Args:
        work: Does one number's work in a process that was forked from this one.
        jobs: The most processes at a time.
        at_once: How many numbers are given out together.
        patience_seconds: How long a process may take over what was given out together.
        onlooker: Is told what the processes are at.
    """

    def __init__(
        self,
        work: Callable[[int], Result],
        *,
        jobs: int,
        at_once: int = 1,
        patience_seconds: float = 300,
        onlooker: Onlooker | None = None,
    ) -> None:
        self._work = work
        self._jobs = jobs
        self._at_once = at_once
        self._patience = patience_seconds
        self._onlooker = onlooker or _Nobody()
        self._workers: list[_Worker] = []
        self._waiting: deque[_Piece] = deque()
        self._done: dict[int, Result | Lost] = {}

    def results(self, count: int) -> Iterator[Result | Lost]:
        """
        Do all the work.

        Args:
            count: The work is numbered from 0 to one less than this.

        Returns:
            What *work* gave for each number, in order and as soon as it and those before it are
            known. When the caller stops asking, all processes end.
        """
        starts = iter(range(0, count, self._at_once))
        pieces = (_Piece(range(start, min(start + self._at_once, count))) for start in starts)
        given = 0
        try:
            for number in range(count):
                while number not in self._done:
                    limit = number + self._jobs * self._at_once * _AHEAD
                    while given < min(limit, count) and len(self._waiting) < self._jobs:
                        piece = next(pieces)
                        given = piece.numbers.stop
                        self._waiting.append(piece)
                    self._give_out()
                    self._take_in()
                yield self._done.pop(number)
        finally:
            self._end()

    def _give_out(self) -> None:
        while self._waiting:
            worker = self._next_free()
            if worker is None:
                return
            piece = self._waiting.popleft()
            worker.in_hand.append(piece)
            if len(worker.in_hand) == 1:
                self._begun(worker)
            # A process that is gone shows when its answer is waited for.
            with contextlib.suppress(OSError):
                worker.pipe.send(piece.numbers)

    def _begun(self, worker: _Worker) -> None:
        """A process has begun with the first of what it has in hand."""
        worker.since = time.monotonic()
        self._onlooker.begun(worker.in_hand[0].numbers)

    def _next_free(self) -> _Worker | None:
        """The process with the least in hand, a new one before one that is busy."""
        least = min(self._workers, key=lambda worker: len(worker.in_hand), default=None)
        if (least is None or least.in_hand) and len(self._workers) < self._jobs:
            return self._started()
        return least if least and len(least.in_hand) < _IN_HAND else None

    def _started(self) -> _Worker:
        import multiprocessing

        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        # A copy of another's pipe would keep that one from seeing that this process has gone.
        foreign = [ours, *(worker.pipe for worker in self._workers)]
        process = context.Process(target=_serve, args=(self._work, theirs, foreign), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process=process, pipe=ours)
        self._workers.append(worker)
        return worker

    def _take_in(self) -> None:
        """Wait until something is done, or somebody has been at it for too long."""
        from multiprocessing.connection import wait

        busy = [worker for worker in self._workers if worker.in_hand]
        now = time.monotonic()
        left = min(worker.since + self._patience - now for worker in busy)
        ready = wait([worker.pipe for worker in busy], timeout=min(max(left, 0), _GLANCE))
        self._onlooker.waiting()
        for worker in busy:
            if worker.pipe in ready:
                self._receive(worker)
            elif time.monotonic() >= worker.since + self._patience:
                self._replace(worker, f"was still at work after {self._patience:g} seconds")

    def _receive(self, worker: _Worker) -> None:
        try:
            results: list[Result] = worker.pipe.recv()
        except Exception:  # noqa: BLE001 - whatever cannot be received has no other cause
            worker.process.join(_GRACE)
            self._replace(worker, _ended(worker.process.exitcode))
            return
        piece = worker.in_hand.popleft()
        self._onlooker.ended(piece.numbers)
        if worker.in_hand:
            self._begun(worker)
        self._done.update(zip(piece.numbers, results, strict=True))

    def _replace(self, worker: _Worker, reason: str) -> None:
        """Let a process go, and give out again what it had in hand."""
        self._workers.remove(worker)
        _kill(worker)
        first, *others = worker.in_hand
        self._onlooker.ended(first.numbers)
        self._waiting.extendleft(reversed(others))
        if first.is_again:
            self._done[first.numbers.start] = Lost(reason)
            return
        alone = (_Piece(range(number, number + 1), is_again=True) for number in first.numbers)
        self._waiting.extendleft(reversed(list(alone)))

    def _end(self) -> None:
        """Ask every process to leave, and see to it that each is gone."""
        for worker in self._workers:
            worker.process.terminate()
            worker.pipe.close()
        for worker in self._workers:
            worker.process.join(_GRACE)
            _kill(worker)
        self._workers.clear()


def _ended(code: int | None) -> str:
    if code is not None and code < 0:
        return f"was ended by the system (signal {-code})"
    return "ended on its own"


def _kill(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def _serve(work: Callable[[int], Any], pipe: Connection, foreign: list[Connection]) -> None:
    """Work in a process of its own until there is no more, or the one that began has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for the process that began
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGALRM, _leave)
    sys.unraisablehook = _without_leaving(sys.unraisablehook)
    for connection in foreign:
        connection.close()
    with contextlib.suppress(EOFError, OSError, LeaveError):
        while True:
            pipe.send([work(number) for number in pipe.recv()])
    signal.setitimer(signal.ITIMER_REAL, 0)


def _leave(_signal: int, _frame: object) -> None:
    # Python drops what is raised while it clears an object away: then this is asked once more.
    signal.setitimer(signal.ITIMER_REAL, _ASK_AGAIN)
    raise LeaveError


def _without_leaving(
    tell: Callable[[sys.UnraisableHookArgs], Any],
) -> Callable[[sys.UnraisableHookArgs], None]:
    """Tell what was raised where nothing could take it, but that the process is to leave."""

    def tell_others(dropped: sys.UnraisableHookArgs) -> None:
        if dropped.exc_type is not LeaveError:
            tell(dropped)

    return tell_others
