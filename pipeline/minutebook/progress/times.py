"""Where the time of a run went: by stage, and the notes that took the most of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minutebook.batch import Outcome

MOST_SLOW = 10
"""How many slow notes are named."""

_FORMATS = {
    "html": "HTML",
    "docx": "Word",
    "txt": "text",
    "pdf": "PDF",
    "odt": "OpenDocument",
    "md": "Markdown",
    "epub": "EPUB",
}
_TITLES = {
    "read": "reading files",
    "load": "reading YAML and JSON",
    "validate": "checking notes",
    "complete": "adding what the office has in common",
    "archive": "writing XML",
    "proof": "proving the XML",
    "render": "preparing renditions",
    "xslt": "applying the house stylesheet",
    "layout": "laying out text",
    "pandoc": "starting pandoc and handing over",
    "typst": "setting PDFs",
    "finish": "finishing pages and Word files",
    "facts": "gathering facts of records",
    "write": "writing files",
    "between": "checks between records",
}


def stage_title(stage: str) -> str:
    """Name a stage in words; one that has none keeps its own name."""
    program, _, form = stage.partition(" ")
    if program == "pandoc" and form:
        return f"{_FORMATS.get(form, form)} by pandoc"
    return _TITLES.get(stage, stage)


@dataclass(frozen=True, kw_only=True, slots=True)
class SlowNote:
    """A note that took long."""

    name: str
    seconds: float
    stage: str
    """The stage that took the most of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RunTimes:
    """Where the time of a run went."""

    stages: Mapping[str, float]
    """Seconds by stage, all processes together; the longest first."""
    slowest: tuple[SlowNote, ...]
    """The ten that took the longest, the longest first."""
    whole: float
    """Seconds from the beginning of the run to its end."""

    @property
    def total(self) -> float:
        """The seconds of all stages, in all processes."""
        return sum(self.stages.values())


def run_times(
    outcomes: Sequence[Outcome], *, whole: float, more: Mapping[str, float] | None = None
) -> RunTimes:
    """
    Put together where the time went.

    Args:
        outcomes: With their seconds.
        whole: Seconds from the beginning of the run to its end.
        more: Seconds of stages that are of no one note.
    """
    sums: Counter[str] = Counter(dict(more or {}))
    for outcome in outcomes:
        sums.update(outcome.seconds)
    stages = dict(sorted(sums.items(), key=lambda one: (-one[1], one[0])))
    timed = [outcome for outcome in outcomes if outcome.seconds]
    slowest = sorted(timed, key=lambda outcome: -sum(outcome.seconds.values()))[:MOST_SLOW]
    return RunTimes(stages=stages, slowest=tuple(map(_slow, slowest)), whole=whole)


def _slow(outcome: Outcome) -> SlowNote:
    stage = max(outcome.seconds, key=lambda name: outcome.seconds[name])
    return SlowNote(name=outcome.name, seconds=sum(outcome.seconds.values()), stage=stage)
