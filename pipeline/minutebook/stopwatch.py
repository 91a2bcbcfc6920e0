"""The stopwatch: seconds by stage, measured where the work is done.

Nothing in this module knows a stage, and it reads no clock but the one it is given.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    Clock = Callable[[], float]

_NOTHING: AbstractContextManager[None] = contextlib.nullcontext()


class Stopwatch:
    """
    Adds up seconds by stage; without a clock it measures nothing, at the price of a comparison.

    Args:
        clock: Gives seconds since any moment; ``None`` where nobody asks for them.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock
        self._open: list[str] = []
        self._since = 0.0
        self.seconds: dict[str, float] = {}
        """By stage, in the order in which each was first begun. A stage has the seconds of its own,
        without those of stages within it, so that all of them together are the whole time."""

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Measure what is done within a ``with`` as one stage; stages may stand in each other."""
        return _NOTHING if self._clock is None else self._measured(name, self._clock)

    @contextlib.contextmanager
    def _measured(self, name: str, clock: Clock) -> Iterator[None]:
        self._turn(clock())
        self._open.append(name)
        try:
            yield
        finally:
            self._turn(clock())
            self._open.pop()

    def _turn(self, now: float) -> None:
        """Give the seconds up to now to the innermost stage."""
        if self._open:
            name = self._open[-1]
            self.seconds[name] = self.seconds.get(name, 0.0) + now - self._since
        self._since = now


UNTIMED = Stopwatch()
"""It measures nothing, so one is enough for all."""
