"""The tally of a run: how many notes are done, at what pace, and which are in hand.

Nothing in this module prints; the clock is an argument.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minutebook.progress.result import Result, result_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from minutebook.batch import Outcome

_WINDOW_SECONDS = 15.0
"""The pace is that of the last seconds: notes that need no work go by at another."""
_SAMPLE_SECONDS = 0.5
_SURE_SECONDS = 1.0
"""Before that no pace is given: it would leap."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """How a run gets on at one moment."""

    total: int
    done: int
    failed: int
    per_second: float | None
    """``None`` where it is too early to say."""
    seconds_left: float | None
    now: tuple[str, ...]
    """The notes that are being worked on, the one that was begun first before the others."""


class Tally:
    """
    Counts what a run has done; see `minutebook.progress.Watcher`.

    Args:
        total: How many notes there are.
        clock: Gives seconds since any moment.
    """

    def __init__(self, total: int, clock: Callable[[], float]) -> None:
        self._total = total
        self._clock = clock
        self._settled = self._failed = 0
        self._now: dict[str, None] = {}
        self._ended: set[str] = set()
        """Notes that are worked on no longer, and whose outcomes wait for those before them."""
        self._samples: deque[tuple[float, int]] = deque([(clock(), 0)])

    def begun(self, names: Sequence[str]) -> None:
        """See `Watcher.begun`."""
        self._now.update(dict.fromkeys(names))
        self._ended.difference_update(names)

    def ended(self, names: Sequence[str]) -> None:
        """See `Watcher.ended`."""
        for name in names:
            self._now.pop(name, None)
        self._ended.update(names)

    def waiting(self) -> None:
        """See `Watcher.waiting`."""

    def settle(self, outcome: Outcome) -> None:
        """Count an outcome."""
        self._settled += 1
        self._failed += result_of(outcome) is Result.FAILED
        self._ended.discard(outcome.name)

    def pace(self) -> Pace:
        """Say how the run gets on."""
        now, done = self._clock(), min(self._settled + len(self._ended), self._total)
        rate = self._rate(now, done)
        return Pace(
            total=self._total,
            done=done,
            failed=self._failed,
            per_second=rate,
            seconds_left=(self._total - done) / rate if rate else None,
            now=tuple(self._now),
        )

    def _rate(self, now: float, done: int) -> float | None:
        if now - self._samples[-1][0] >= _SAMPLE_SECONDS:
            self._samples.append((now, done))
        while len(self._samples) > 2 and self._samples[1][0] <= now - _WINDOW_SECONDS:
            self._samples.popleft()
        since, before = self._samples[0]
        if now - since < _SURE_SECONDS or done <= before:
            return None
        return (done - before) / (now - since)
