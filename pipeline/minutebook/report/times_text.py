"""Where the time of a run went, in words for a person at a terminal.

Nothing in this module measures, and nothing prints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.progress import stage_title
from minutebook.wording import counted, printable, width

if TYPE_CHECKING:
    from minutebook.progress import RunTimes

_LEAST_SHARE = 0.001
"""Stages below it are told together."""


def times_text(times: RunTimes) -> str:
    """
    Write where the time of a run went.

    Returns:
        A table of the stages, and the slowest notes; without a line end at the end.
    """
    rows = [*stage_rows(times), sum_row(times)]
    wide = max(len(title) for title, _, _ in rows)
    lines = [f"time by stage, {seconds_text(times.whole)} in all by the clock:"]
    for title, seconds, share in rows:
        lines.append(f"  {title:{wide}}  {seconds_text(seconds):>9}  {share_text(share):>4}")
    if times.slowest:
        number = len(times.slowest)
        lines.append("the slowest note:" if number == 1 else f"the {number} slowest notes:")
        names = [printable(note.name) for note in times.slowest]
        longest = max(map(width, names))
        for note, name in zip(times.slowest, names, strict=True):
            blank = " " * (longest - width(name))
            most = f"mostly {stage_title(note.stage)}"
            lines.append(f"  {name}{blank}  {seconds_text(note.seconds):>9}  {most}")
    return "\n".join(lines)


def stage_rows(times: RunTimes, *, least: float = _LEAST_SHARE) -> list[tuple[str, float, float]]:
    """
    List the stages for a table.

    Args:
        times: Where the time went.
        least: The share below which stages are put together.

    Returns:
        Of each its title, seconds and share of all; the longest first, and what is put together
        last.
    """
    total = times.total
    rows = [
        (stage_title(stage), seconds, seconds / total if total else 0.0)
        for stage, seconds in times.stages.items()
    ]
    shown = [row for row in rows if row[2] >= least]
    rest = [row for row in rows if row[2] < least]
    if len(rest) < 2:
        return rows
    title = counted(len(rest), "shorter stage")
    return [*shown, (title, sum(row[1] for row in rest), sum(row[2] for row in rest))]


def sum_row(times: RunTimes) -> tuple[str, float, float]:
    """Give the row that stands below all others."""
    return "all processes together", times.total, 1.0 if times.total else 0.0


def seconds_text(seconds: float) -> str:
    """Write a length of time, no more exactly than it matters."""
    return f"{seconds:.3f} s" if seconds < 10 else f"{seconds:,.1f} s"


def share_text(share: float) -> str:
    """Write a share of the whole."""
    return f"{share:.0%}" if share == 0 or share >= 0.005 else "<1%"
