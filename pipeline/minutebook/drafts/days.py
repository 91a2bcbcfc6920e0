"""Dates and times as people write them, in the languages of the word lists.

Nothing in this module knows the clock: what a date lacks comes from the meeting's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from minutebook.drafts.vocabulary import months

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A date that was found in a text."""

    value: str
    """Year, month and day."""
    start: int
    end: int
    other: str = ""
    """What it is too, where day and month may be taken for each other."""
    has_year: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Times:
    """One time, or a stretch from one to another."""

    starts: str
    ends: str = ""
    zone: str = ""
    start: int = 0
    end: int = 0


_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_FIGURES = re.compile(r"(?<![\d.])(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)?\d\d)(?![\d])")
_ORDINAL = r"(?:st|nd|rd|th|er|eme|ème|e|ain|fed|af|il|ydd|\.)?"


@cache
def _named() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    year = r"(?:,?\s*(?:de\s+|of\s+)?((?:19|20)\d\d))?"
    first = rf"(?<![\w.])(\d{{1,2}}){_ORDINAL}\s*(?:of\s+|o\s+)?[-/ ]?({names})\b\.?[-/ ]?{year}"
    second = rf"\b({names})\b\.?\s*(\d{{1,2}}){_ORDINAL}(?![\d:]){year}"
    return re.compile(first, re.IGNORECASE), re.compile(second, re.IGNORECASE)


def find_days(text: str, *, language: str = "en", near: str = "") -> list[Day]:
    """
    Find the dates in a text.

    Args:
        text: One line or paragraph.
        language: Of the note; it settles which of two figures is the day.
        near: The meeting's date, from which a date without a year takes one: the first such day
            that is not before it. Without it such a date is left alone.

    Returns:
        The dates in order, no two of them at the same place.
    """
    found = [*_iso(text), *_by_name(text, near), *_by_figures(text, language)]
    days: list[Day] = []
    for day in sorted(found, key=lambda one: (one.start, -one.end)):
        if not days or day.start >= days[-1].end:
            days.append(day)
    return days


def _iso(text: str) -> Iterator[Day]:
    for match in _ISO.finditer(text):
        yield from _day(match, int(match[1]), int(match[2]), int(match[3]))


def _by_name(text: str, near: str) -> Iterator[Day]:
    numbers = months()
    day_first, month_first = _named()
    for pattern, at in ((day_first, (1, 2)), (month_first, (2, 1))):
        for match in pattern.finditer(text):
            number, name = (match[group] for group in at)
            month = numbers[name.casefold()]
            if match[3]:
                yield from _day(match, int(match[3]), month, int(number))
            elif near:
                yield from _next_such_day(match, month, int(number), near)


def _next_such_day(match: re.Match[str], month: int, number: int, near: str) -> Iterator[Day]:
    year = int(near[:4])
    value = _written(year, month, number)
    if value and value < near:
        value = _written(year + 1, month, number)
    if value:
        yield Day(value=value, start=match.start(), end=match.end(), has_year=False)


def _by_figures(text: str, language: str) -> Iterator[Day]:
    for match in _FIGURES.finditer(text):
        one, two, year = int(match[1]), int(match[2]), int(match[3])
        year += 2000 if year < 70 else (1900 if year < 100 else 0)
        day_first, month_first = _written(year, two, one), _written(year, one, two)
        american = language.lower() in {"en-us", "en-ca"}
        value, other = (month_first, day_first) if american else (day_first, month_first)
        if not value:
            value, other = other, ""
        if value:
            other = "" if other == value else other
            yield Day(value=value, other=other, start=match.start(), end=match.end())


def _day(match: re.Match[str], year: int, month: int, number: int) -> Iterator[Day]:
    value = _written(year, month, number)
    if value:
        yield Day(value=value, start=match.start(), end=match.end())


def _written(year: int, month: int, number: int) -> str:
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return ""


_CLOCK = (
    r"(?<![\d:.])(\d{1,2})(?:(?:[:.hH]|\s?h\s?)(\d\d)|\s?[hH](?![a-z])|(?=\s?[ap]\.?m\b)"
    r"|(?=\s?(?:Uhr|heures|o.clock)\b))(?::\d\d)?(?![.:]?\d)\s?([ap]\.?m\.?|[AP]\.?M\.?)?"
)
_ZONE = r"(?:\s*(?:Uhr|heures|hrs?|hours)?\s*\(?(UTC|GMT|Z)\b\)?)?"
_TO = r"\s*(?:-{1,3}|\u2013|\u2014|to|until|till|bis|\u00e0|au|i|tan)\s*"
_TIME = re.compile(f"{_CLOCK}{_ZONE}", re.IGNORECASE)
_STRETCH = re.compile(
    rf"(?<![\d:.])(\d{{1,2}})(?:[:.hH](\d\d)?)?\s?([ap]\.?m\.?)?(?:\s*(?:Uhr|UTC|GMT))?{_TO}"
    rf"{_CLOCK}{_ZONE}",
    re.IGNORECASE,
)


def find_times(text: str) -> list[Times]:
    """
    Find the times of day in a text.

    Args:
        text: One line; dates in it are to be taken out before, for `10.03.` may be either.

    Returns:
        The times in order; two with a dash or `to` between them are one stretch.
    """
    found: list[Times] = []
    stretch = _STRETCH.search(text)
    if stretch:
        late = stretch[6] or ""
        ends = _clock(stretch[4], stretch[5], late)
        starts = _clock(stretch[1], stretch[2], stretch[3] or _same_half(stretch, late))
        if starts and ends and starts != ends:
            zone = "UTC" if stretch[7] else ""
            start, end = stretch.span()
            found.append(Times(starts=starts, ends=ends, zone=zone, start=start, end=end))
    for match in _TIME.finditer(text):
        within = any(one.start <= match.start() < one.end for one in found)
        starts = _clock(match[1], match[2], match[3] or "")
        if starts and not within:
            start, end = match.span()
            zone = "UTC" if match[4] else ""
            found.append(Times(starts=starts, zone=zone, start=start, end=end))
    return sorted(found, key=lambda one: one.start)


def _same_half(stretch: re.Match[str], late: str) -> str:
    """`2-4pm` begins in the afternoon too, `10-2pm` does not."""
    return late if late and int(stretch[1]) <= int(stretch[4]) else ""


def _clock(hour: str, minute: str | None, half: str) -> str:
    number, minutes = int(hour), int(minute or 0)
    half = half.lower().replace(".", "")
    if half and not 1 <= number <= 12:
        half = ""
    if half == "pm" and number < 12:
        number += 12
    if half == "am" and number == 12:
        number = 0
    if number == 24 and not minutes:
        number = 0
    return f"{number:02}:{minutes:02}" if number < 24 and minutes < 60 else ""


def relative_day(words: str, meeting: str) -> str:
    """
    Find the day that words mean, where the meeting's date settles it.

    Args:
        words: Such as `tomorrow` or `in two weeks`.
        meeting: The meeting's date.

    Returns:
        Year, month and day; empty where the words mean no one day.
    """
    told = {"tomorrow": 1, "demain": 1, "morgen": 1, "yfory": 1}
    days = told.get(words.casefold().strip(" ."))
    if days is None:
        return ""
    return (date.fromisoformat(meeting) + timedelta(days=days)).isoformat()
