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
    rows = stage_rows(times)
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


def stage_rows(times: RunTimes) -> list[tuple[str, float, float]]:
    """
    List the stages for a table.

    Returns:
        Of each its title, seconds and share of all; the longest first, what hardly shows as one row
        at the end, and last of all the sum.
    """
    total = times.total
    shares = {stage: seconds / total if total else 0.0 for stage, seconds in times.stages.items()}
    rows = [
        (stage_title(stage), times.stages[stage], share)
        for stage, share in shares.items()
        if share >= _LEAST_SHARE
    ]
    rest = [stage for stage, share in shares.items() if share < _LEAST_SHARE]
    if rest:
        seconds = sum(times.stages[stage] for stage in rest)
        rows.append((counted(len(rest), "short stage"), seconds, sum(shares[one] for one in rest)))
    return [*rows, ("all processes together", total, 1.0 if total else 0.0)]


def seconds_text(seconds: float) -> str:
    """Write a length of time, no more exactly than it matters."""
    return f"{seconds:.3f} s" if seconds < 10 else f"{seconds:,.1f} s"


def share_text(share: float) -> str:
    """Write a share of the whole."""
    return f"{share:.0%}" if share == 0 or share >= 0.005 else "<1%"
