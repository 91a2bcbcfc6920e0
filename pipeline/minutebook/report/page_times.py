"""Where the time of a run went, on its page: a chart, the numbers in a table, the slowest notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.progress import stage_title
from minutebook.report.page_findings import words
from minutebook.report.times_text import seconds_text, share_text, stage_rows, sum_row

if TYPE_CHECKING:
    from minutebook.progress import RunTimes

_ROW = 40
"""Units from one bar to the next."""
_BAR = 14
_LEAST_DRAWN = 0.02
"""Stages with less of the time share one bar: they would hardly show."""
_LABEL = 15
"""Units from the top of a row to the foot of its words."""


def times_part(times: RunTimes) -> str:
    """Write the times of a run as a chart and two tables."""
    whole = seconds_text(times.whole)
    return (
        f"<p>The run took {whole} by the clock. The times below are those of all processes "
        f"together, so that their sum may be more.</p>\n{chart(times)}{_stages(times)}"
        f"{_slowest(times)}"
    )


def titled(title: str) -> str:
    """Write a title as it stands at the beginning of a line."""
    return words(title[:1].upper() + title[1:])


def chart(times: RunTimes) -> str:
    """
    Draw a bar a stage.

    Returns:
        A figure that says what the table below it says; it has no size of its own, so that its
        words are as large as those of the page.
    """
    rows = stage_rows(times, least=_LEAST_DRAWN)
    longest = max((share for _, _, share in rows), default=0.0)
    bars = "".join(
        _bar(number, title, share, longest) for number, (title, _, share) in enumerate(rows)
    )
    most = f"Most of it is {rows[0][0]}, {share_text(rows[0][2])}." if rows else ""
    return (
        '<figure>\n<figcaption id="chart-title">Shares of the time</figcaption>\n'
        f'<svg role="img" aria-labelledby="chart-title chart-words" height="{_ROW * len(rows)}">\n'
        f'<desc id="chart-words">{words(most)} The table below has all numbers.</desc>\n'
        f"{bars}</svg>\n</figure>\n"
    )


def _bar(number: int, title: str, share: float, longest: float) -> str:
    top = number * _ROW
    wide = 100 * share / longest if longest else 0.0
    box = f'y="{top + _LABEL + 6}" height="{_BAR}"'
    return (
        f'<text x="0" y="{top + _LABEL}">{titled(title)} '
        f'<tspan class="share">{words(share_text(share))}</tspan></text>\n'
        f'<rect class="bar" x="0" {box} width="{wide:.1f}%"/>\n'
    )


def _stages(times: RunTimes) -> str:
    rows = "".join(
        f'<tr><th scope="row">{titled(title)}</th><td>{seconds_text(seconds)}</td>'
        f"<td>{words(share_text(share))}</td></tr>\n"
        for title, seconds, share in (*stage_rows(times), sum_row(times))
    )
    return (
        '<table class="times">\n<caption>Time by stage</caption>\n'
        '<thead><tr><th scope="col">Stage</th><th scope="col">Time</th>'
        f'<th scope="col">Share</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n'
    )


def _slowest(times: RunTimes) -> str:
    rows = "".join(
        f'<tr><td class="file">{words(note.name)}</td><td>{seconds_text(note.seconds)}</td>'
        f"<td>{titled(stage_title(note.stage))}</td></tr>\n"
        for note in times.slowest
    )
    if not rows:
        return ""
    return (
        '<table class="slowest">\n<caption>The slowest notes</caption>\n'
        '<thead><tr><th scope="col">Note</th><th scope="col">Time</th>'
        f'<th scope="col">Most of it</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n'
    )
