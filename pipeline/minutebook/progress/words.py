"""How a run gets on, in words: a line for a log, two for the foot of a terminal.

Nothing in this module prints or knows a terminal.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from minutebook.wording import character_width, counted, printable, width

if TYPE_CHECKING:
    from minutebook.progress.tally import Pace

_CUT = "…"
_BAR_COLUMNS = 20
_LEAST_NAME = 12


def progress_line(pace: Pace) -> str:
    """Say in one line how a run gets on."""
    return ", ".join(_parts(pace))


def live_lines(pace: Pace, *, columns: int, signs: str = "█░") -> list[str]:
    """
    Say in two lines how a run gets on and what it is at.

    Args:
        pace: Of this moment.
        columns: How many a line may take.
        signs: What the done and the open part of the bar are made of.

    Returns:
        Lines that fit; the second only where notes are in hand.
    """
    done = math.floor(_BAR_COLUMNS * pace.done / pace.total) if pace.total else 0
    bar = signs[0] * done + signs[1] * (_BAR_COLUMNS - done)
    words = ", ".join(_parts(pace))
    first = f"{bar}  {words}" if _BAR_COLUMNS + 2 + width(words) <= columns else words
    lines = [fitting(first, columns)]
    if pace.now:
        lines.append(_now_line(pace.now, columns))
    return lines


def _parts(pace: Pace) -> list[str]:
    parts = [f"{pace.done:,} of {counted(pace.total, 'note', grouped=True)}"]
    if pace.failed:
        parts.append(f"{pace.failed:,} failed")
    if pace.per_second is not None:
        parts.append(pace_words(pace.per_second))
    if pace.seconds_left:
        parts.append(left_words(pace.seconds_left))
    return parts


def pace_words(per_second: float) -> str:
    """Say how many notes are done in a second, or in a minute where they are slow."""
    if per_second >= 10:
        return f"{per_second:,.0f} a second"
    if per_second >= 1:
        return f"{per_second:.1f} a second"
    return f"{per_second * 60:.0f} a minute"


def left_words(seconds: float) -> str:
    """Say how much time is left, no more exactly than can be known."""
    if seconds < 10:
        return "a few seconds left"
    if seconds < 55:
        return f"about {math.ceil(seconds / 10) * 10} seconds left"
    if seconds < 90 * 60:
        return f"about {counted(max(1, round(seconds / 60)), 'minute')} left"
    return f"about {counted(round(seconds / 3600), 'hour')} left"


def _now_line(names: tuple[str, ...], columns: int) -> str:
    """Name the notes in hand, as many as fit; the end of a name tells more than its beginning."""
    label, shown = "now: ", ""
    for number, name in enumerate(map(printable, names)):
        separator = ", " if number else ""
        room = columns - width(label + shown + separator)
        if room < _LEAST_NAME:
            return fitting(f"{label}{shown}{separator}{_CUT}", columns)
        shown += separator + _end_of(name, room)
    return fitting(label + shown, columns)


def _end_of(name: str, columns: int) -> str:
    if width(name) <= columns:
        return name
    kept = len(name)
    room = columns - 1
    while kept and room >= character_width(name[kept - 1]):
        kept -= 1
        room -= character_width(name[kept])
    return _CUT + name[kept:]


def fitting(line: str, columns: int) -> str:
    """Cut a line at its end to the columns that there are."""
    if width(line) <= columns:
        return line
    kept, room = 0, columns - 1
    while kept < len(line) and room >= character_width(line[kept]):
        room -= character_width(line[kept])
        kept += 1
    return line[:kept] + _CUT if columns > 0 else ""
