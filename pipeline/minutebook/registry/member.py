"""A record as a member of its registry: whose it is, and how much of the rest was given.

Nothing in this module looks at a second record.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minutebook.registry.facts import Facts

Line = tuple[str, str, str]
"""Meetings that follow each other: the office, the series and the language of their records."""


class Coverage(StrEnum):
    """How much of its registry was given together with a record."""

    WHOLE = "whole"
    """All notes of its office."""
    PART = "part"
    """A folder of its office."""
    FOLDER = "folder"
    """A folder that is in no office, so that nobody knows whether it is the whole."""
    SINGLE = "single"
    """The record was named by itself."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Member:
    """One record of the registry; no two are equal, whatever they say."""

    facts: Facts
    office: str = ""
    """The folder of its office's file; empty without one."""
    language: str = ""
    """The language of records that do not name their own."""
    coverage: Coverage = Coverage.SINGLE

    @property
    def when(self) -> tuple[str, str, str]:
        """What records are sorted by, whatever the order in which they were given."""
        return self.facts.date.text, self.facts.starts, self.facts.file

    @property
    def line(self) -> Line | None:
        """The line of meetings that it belongs to."""
        series = self.facts.series
        if series is None:
            return None
        language = (self.facts.language or self.language).split("-")[0]
        return self.office, folded(series.text), language.casefold()


def folded(words: str) -> str:
    """Spell words so that letter case and white space do not tell them apart."""
    return " ".join(words.casefold().split())
