"""How a run gets on: what is told of it while it goes on, in words and as events.

A run is told of to a `Watcher`; this package knows no terminal and no file, and it reads no clock.
"""

from __future__ import annotations

from minutebook.progress.result import Result, result_of
from minutebook.progress.tally import Pace, Tally
from minutebook.progress.times import RunTimes, SlowNote, run_times, stage_title
from minutebook.progress.watcher import UNWATCHED, Watcher
from minutebook.progress.words import live_lines, progress_line

__all__ = [
    "UNWATCHED",
    "Pace",
    "Result",
    "RunTimes",
    "SlowNote",
    "Tally",
    "Watcher",
    "live_lines",
    "progress_line",
    "result_of",
    "run_times",
    "stage_title",
]
