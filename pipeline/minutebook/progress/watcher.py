"""The watcher: whoever wants to know what a run is at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class Watcher(Protocol):
    """
    Is told which notes are worked on, by whatever process or machine.

    A note that needs no work, or is settled otherwise, need not be told of. All calls come from
    the process that began the run, one after another.
    """

    def begun(self, names: Sequence[str]) -> None:
        """Hear that these notes are worked on now."""
        ...

    def ended(self, names: Sequence[str]) -> None:
        """Hear that they are no longer: their outcomes come soon, or they will be begun again."""
        ...

    def waiting(self) -> None:
        """Hear about twice a second that the work goes on."""
        ...


class _Unwatched:
    def begun(self, names: Sequence[str]) -> None:
        pass

    def ended(self, names: Sequence[str]) -> None:
        pass

    def waiting(self) -> None:
        pass


UNWATCHED: Watcher = _Unwatched()
"""Nobody wants to know."""
