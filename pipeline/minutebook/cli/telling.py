"""What a command tells of its run besides findings: its progress, its events, its times."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from minutebook import __version__
from minutebook.cli.display import Unseen, open_display
from minutebook.cli.event_file import STDOUT, open_events
from minutebook.cli.words import show_error
from minutebook.errors import ExitCode, MinutebookError
from minutebook.progress import run_times
from minutebook.report import note_ended, run_broken_off, run_ended, run_started, times_text
from minutebook.stopwatch import Stopwatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from minutebook.batch import Outcome, Plan
    from minutebook.cli.display import Display
    from minutebook.cli.event_file import EventFile
    from minutebook.inputs import Inputs
    from minutebook.progress import RunTimes
    from minutebook.report import Report

_OPTIONS = (
    click.option(
        "-q", "--quiet", is_flag=True, help="Say nothing but what is wrong: no progress, no counts."
    ),
    click.option(
        "--events",
        metavar="FILE",
        help="Write what happens to FILE, a JSON object a line; - for standard output.",
    ),
    click.option(
        "--timings", is_flag=True, help="Say at the end where the time went, and the slowest notes."
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """What the user wants to be told of a run."""

    quiet: bool = False
    events: str | None = None
    """Where events go; ``-`` for standard output."""
    timings: bool = False

    @property
    def takes_stdout(self) -> bool:
        """Whether standard output is for events."""
        return self.events == STDOUT

    def timed(self, plan: Plan) -> Plan:
        """Have the stages measured, where somebody is told of it."""
        wanted = self.timings or self.events is not None
        return replace(plan, clock=time.perf_counter) if wanted else plan


def telling_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of what it tells of its run."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def telling_of(options: dict[str, Any]) -> Telling:
    """Take the options of `telling_options`, as click gives them."""
    return Telling(quiet=options["quiet"], events=options["events"], timings=options["timings"])


class Teller:
    """
    Tells of one run while it goes on.

    Args:
        telling: What is wanted.
        inputs: The notes of the run.
        plan: What is done with each.
        events: Where events go.
    """

    def __init__(
        self, telling: Telling, inputs: Inputs, plan: Plan, events: EventFile | None
    ) -> None:
        self._telling = telling
        self._notes = len(inputs.notes)
        self._events = events
        self._since = time.monotonic()
        self._outcomes: list[Outcome] = []
        self.watch = Stopwatch(plan.clock)
        """Measures what is of no one note."""
        self.display: Display = Unseen()
        if events is not None:
            events.write(
                run_started(
                    command=click.get_current_context().info_name or "",
                    notes=self._notes,
                    to=plan.to,
                    version=__version__,
                    at=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                )
            )

    @property
    def is_timed(self) -> bool:
        """Whether the user asked where the time goes."""
        return self._telling.timings

    @property
    def elapsed(self) -> float:
        """Seconds since the run began."""
        return time.monotonic() - self._since

    def open(self) -> None:
        """Begin to show how the run gets on."""
        self.display = open_display(self._notes, quiet=self._telling.quiet, clock=time.monotonic)

    def settle(self, outcome: Outcome) -> None:
        """Tell what became of a note."""
        self._outcomes.append(outcome)
        if self._events is not None:
            number = len(self._outcomes)
            self._events.write(note_ended(outcome, number=number, elapsed=self.elapsed))
        self.display.settle(outcome)

    def times(self) -> RunTimes:
        """Say where the time went up to now."""
        return run_times(self._outcomes, whole=self.elapsed, more=self.watch.seconds)

    def end(self, report: Report) -> int:
        """
        Tell how the run ended.

        Returns:
            The exit code: that of the report, or that of events which could not be written.
        """
        if self._telling.timings:
            click.echo(times_text(self.times()), err=True)
        if self._events is None:
            return report.exit_code
        self._events.write(run_ended(report, elapsed=self.elapsed, seconds=self.times().stages))
        error = self._events.error
        if error is None:
            return report.exit_code
        show_error(error)
        return max(report.exit_code, error.exit_code)

    def break_off(self, error: BaseException) -> None:
        """Tell that the run ended before its end."""
        if self._events is None or isinstance(error, BrokenPipeError):
            return
        code = ExitCode.INTERRUPTED if isinstance(error, KeyboardInterrupt) else ExitCode.BUG
        self._events.write(
            run_broken_off(
                self._outcomes,
                notes=self._notes,
                elapsed=self.elapsed,
                exit_code=error.exit_code if isinstance(error, MinutebookError) else code,
            )
        )


@contextlib.contextmanager
def told(telling: Telling, inputs: Inputs, plan: Plan) -> Iterator[Teller]:
    """
    Tell of a run from its beginning to its end, whatever ends it.

    Raises:
        UsageError: Events may not go where they are to go.
        FileError: They cannot.
    """
    with open_events(telling.events) as events:
        teller = Teller(telling, inputs, plan, events)
        try:
            yield teller
        except BaseException as error:
            teller.display.close()
            teller.break_off(error)
            raise
        teller.display.close()
