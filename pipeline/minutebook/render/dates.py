"""Dates, times and languages' names as a language writes them.

Nothing in this module reads the clock or a time zone: a day is a day, a time is a time of that day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.units import format_unit

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?")

_Length = Literal["short", "long"]

# CLDR's plain `en` is the English of the United States, whose "10/11" orders mislead elsewhere.
_HOME = Locale("en", "GB")


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenDate:
    """One day in words."""

    long: str
    """Such as ``22 October 2014``."""
    full: str
    """The same with the name of the day of the week."""


_LAST_STAMP = 4_354_732_800
"""31 December 2107, the last day that a ZIP archive can hold. Source: APPNOTE 4.4.6."""


def locale_of(tag: str | None) -> Locale:
    """
    Find the locale that a record's dates are written in.

    Args:
        tag: A language as BCP 47 writes it; None where the record names none.

    Returns:
        The locale of the tag, or of its first part, or British English where neither is known.
    """
    for candidate in (tag or "", (tag or "").split("-")[0]):
        try:
            locale = Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        return _HOME if str(locale) == "en" else locale
    return _HOME


@lru_cache(maxsize=4096)
def written_date(iso: str, locale: Locale) -> WrittenDate | None:
    """
    Write a day in words.

    Args:
        iso: Any text.
        locale: The language and region to write for.

    Returns:
        None where the text is no day of the calendar, such as 30 February.
    """
    if not _DATE.fullmatch(iso):
        return None
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return None
    texts = [format_date(day, length, locale=locale) for length in ("long", "full")]
    if locale.language == "fr" and day.day == 1:
        # French says "1er janvier", which CLDR's pattern leaves out.
        texts = [re.sub(r"(?<!\d)1(?!\d)", "1er", text, count=1) for text in texts]
    return WrittenDate(long=texts[0], full=texts[1])


@lru_cache(maxsize=4096)
def written_time(iso: str, locale: Locale) -> str | None:
    """Write a time of day, or None where the text is none; seconds only where they were given."""
    if not _TIME.fullmatch(iso):
        return None
    try:
        moment = time.fromisoformat(iso)
    except ValueError:
        return None
    return str(format_time(moment, "medium" if iso.count(":") > 1 else "short", locale=locale))


def written_minutes(count: str, locale: Locale) -> str:
    """Write a number of minutes in the plural that it takes, such as ``25 min``."""
    return _written_unit(count, "duration-minute", ("short", "long"), locale)


def written_years(count: str, locale: Locale) -> str:
    """Write a number of years in the plural that it takes, such as ``1 year``."""
    return _written_unit(count, "duration-year", ("long", "short"), locale)


def _written_unit(count: str, unit: str, lengths: tuple[_Length, ...], locale: Locale) -> str:
    if not count.isdecimal():
        return count
    for length in lengths:
        text = format_unit(int(count), unit, length, format="0", locale=locale)
        if unit not in text:  # as in Hebrew, whose words for years Babel has in the short form only
            return str(text)
    return count


def language_name(tag: str, locale: Locale) -> str:
    """Name a language in another one, such as ``Cymraeg``; the tag itself where it has no name."""
    try:
        return Locale.parse(tag, sep="-").get_language_name(locale) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def epoch(iso: str | None) -> int:
    """
    Count the seconds from 1970 to the first moment of a day, in UTC.

    Args:
        iso: The day of a meeting, from the year 1 to 9999.

    Returns:
        A negative number before 1970; 0 where the text is no day; the last day that a Word file
        can be stamped with, in 2107, where it is later.
    """
    try:
        day = date.fromisoformat(iso or "")
    except ValueError:
        return 0
    midnight = datetime.combine(day, time(), tzinfo=UTC)
    return min(int((midnight - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()), _LAST_STAMP)
