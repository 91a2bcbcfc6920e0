"""What a person sees of a run while it goes on: two live lines, lines of a log, or nothing."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Protocol, TextIO

from minutebook.progress import Tally, Watcher, live_lines, progress_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from minutebook.batch import Outcome

FEW = 40
"""Up to so many notes, each has its line; of more, only those that failed."""
_LIVE_FROM = 2
"""One note has its line before two live ones could be read."""
_HEADSTART_SECONDS = 0.3
"""What is done sooner needs no display."""
_REDRAW_SECONDS = 0.1
_PARTS = 10
_QUIET_SECONDS = 5.0
"""The least time between two lines of a log."""
_COLUMNS = 80
_SIGNS = ("█░", "#.")


class Display(Watcher, Protocol):
    """Shows how a run gets on; it is told of what is done besides what a watcher is told of."""

    def settle(self, outcome: Outcome) -> None:
        """Count an outcome."""
        ...

    def aside(self) -> AbstractContextManager[None]:
        """Stand aside while something else is written to the terminal."""
        ...

    def close(self) -> None:
        """Take away what is no longer true once the run has ended."""
        ...


def open_display(total: int, *, quiet: bool, clock: Callable[[], float]) -> Display:
    """
    Choose how a run is shown on standard error.

    Args:
        total: How many notes it is about.
        quiet: Whether it is shown at all.
        clock: Gives seconds since any moment.
    """
    stream = sys.stderr
    if quiet or total < _LIVE_FROM:
        return Unseen()
    if _is_live(stream):
        return Live(Tally(total, clock), stream, clock)
    return Log(Tally(total, clock), stream, clock) if total > FEW else Unseen()


def _is_live(stream: TextIO) -> bool:
    """Say whether lines can be drawn again: on a terminal that knows how."""
    if not stream.isatty():
        return False
    if os.name == "nt":
        return "WT_SESSION" in os.environ
    return os.environ.get("TERM", "") not in {"", "dumb"}


class Unseen:
    """Shows nothing."""

    def begun(self, names: Sequence[str]) -> None:
        """See `Watcher.begun`."""

    def ended(self, names: Sequence[str]) -> None:
        """See `Watcher.ended`."""

    def waiting(self) -> None:
        """See `Watcher.waiting`."""

    def settle(self, outcome: Outcome) -> None:
        """See `Display.settle`."""

    def aside(self) -> AbstractContextManager[None]:
        """See `Display.aside`."""
        return contextlib.nullcontext()

    def close(self) -> None:
        """See `Display.close`."""


class Log:
    """
    Writes a line at each tenth of the notes, unless the last was written a moment ago.

    Args:
        tally: Counts.
        stream: Where the lines go.
        clock: Gives seconds since any moment.
    """

    def __init__(self, tally: Tally, stream: TextIO, clock: Callable[[], float]) -> None:
        self._tally = tally
        self._stream = stream
        self._clock = clock
        self._last = clock()
        self._part = 0

    def begun(self, names: Sequence[str]) -> None:
        """See `Watcher.begun`."""
        self._tally.begun(names)

    def ended(self, names: Sequence[str]) -> None:
        """See `Watcher.ended`."""
        self._tally.ended(names)

    def waiting(self) -> None:
        """See `Watcher.waiting`."""

    def settle(self, outcome: Outcome) -> None:
        """See `Display.settle`."""
        self._tally.settle(outcome)
        pace = self._tally.pace()
        part, now = pace.done * _PARTS // pace.total, self._clock()
        if part in {self._part, _PARTS} or now - self._last < _QUIET_SECONDS:
            return
        self._part, self._last = part, now
        self._stream.write(f"progress: {progress_line(pace)}\n")
        self._stream.flush()

    def aside(self) -> AbstractContextManager[None]:
        """See `Display.aside`."""
        return contextlib.nullcontext()

    def close(self) -> None:
        """See `Display.close`."""


class Live:
    """
    Draws two lines at the foot of a terminal, again and again, and leaves none of them.

    It has no thread of its own, since processes are forked while it is shown: it is drawn when it
    is told something. The cursor always stands where its first line begins.

    Args:
        tally: Counts.
        stream: A terminal.
        clock: Gives seconds since any moment.
    """

    def __init__(self, tally: Tally, stream: TextIO, clock: Callable[[], float]) -> None:
        self._tally = tally
        self._stream = stream
        self._clock = clock
        self._due = clock() + _HEADSTART_SECONDS
        self._is_shown = False
        self._signs = next(signs for signs in _SIGNS if _can_write(signs, stream))

    def begun(self, names: Sequence[str]) -> None:
        """See `Watcher.begun`."""
        self._tally.begun(names)
        self._draw()

    def ended(self, names: Sequence[str]) -> None:
        """See `Watcher.ended`."""
        self._tally.ended(names)
        self._draw()

    def waiting(self) -> None:
        """See `Watcher.waiting`."""
        self._draw()

    def settle(self, outcome: Outcome) -> None:
        """See `Display.settle`."""
        self._tally.settle(outcome)
        self._draw()

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """See `Display.aside`."""
        was_shown = self._is_shown
        self._clear()
        yield
        if was_shown:
            self._due = self._clock()
            self._draw()

    def close(self) -> None:
        """See `Display.close`."""
        self._clear()

    def _draw(self) -> None:
        now = self._clock()
        if now < self._due:
            return
        self._due = now + _REDRAW_SECONDS
        # A line that fills the last column may be followed by an empty one.
        lines = live_lines(self._tally.pace(), columns=self._columns() - 1, signs=self._signs)
        up = f"\x1b[{len(lines) - 1}A" if len(lines) > 1 else ""
        # Before it is written: should Ctrl-C come between the two, it is taken away all the same.
        self._is_shown = True
        self._write("\x1b[K\n".join(lines) + f"\x1b[J{up}\r")

    def _clear(self) -> None:
        if self._is_shown:
            self._write("\r\x1b[J")
            self._is_shown = False

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()

    def _columns(self) -> int:
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or _COLUMNS
        except (OSError, ValueError):
            return _COLUMNS


def _can_write(signs: str, stream: TextIO) -> bool:
    try:
        signs.encode(stream.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
