"""Dates, times and yes or no as clerks write them, put into the one form that a record has.

Nothing in this module knows a field.
"""

from __future__ import annotations

import re
from datetime import date

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_YEAR = r"(?P<year>[0-9]{4})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_IN_WORDS = (
    re.compile(rf"{_WEEKDAY}{_DAY}(?: of)? {_MONTH},? {_YEAR}", re.IGNORECASE),
    re.compile(rf"{_WEEKDAY}{_MONTH} {_DAY},? {_YEAR}", re.IGNORECASE),
)
_YEAR_FIRST = re.compile(
    r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})"
)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_TIME = re.compile(r"([0-9]{1,2})(?:[.:h ]([0-9]{2}))? ?([ap]\.?m\.?)?", re.IGNORECASE)
_HALF_DAY = 12
_LAST_HOUR, _LAST_MINUTE = 23, 59
_TRUE = frozenset({"yes", "on", "y", "true"})
_FALSE = frozenset({"no", "off", "n", "false"})


def date_remedy(text: str) -> str | None:
    """Show how a date is written, where the text can mean one day, or one of two."""
    words = " ".join(text.split())
    days = _days(words)
    if len(days) == 1:
        return f"write `{days[0].isoformat()}`"
    if days:
        first, second = days
        return (
            f"write `{first.isoformat()}` for {_said(first)}, "
            f"or `{second.isoformat()}` for {_said(second)}"
        )
    return None


def _days(words: str) -> list[date]:
    for pattern in _IN_WORDS:
        match = pattern.fullmatch(words)
        if match:
            month = _month(match["month"])
            return _real((match["year"], month, match["day"])) if month else []
    match = _YEAR_FIRST.fullmatch(words)
    if match:
        year, month_, day = (part for part in match.groups() if part)
        return _real((year, month_, day))
    match = _YEAR_LAST.fullmatch(words)
    if match is None:
        return []
    one, sign, other, year = match.groups()
    # With points the day comes first everywhere; with slashes it depends on the country.
    orders = [(year, other, one)] if sign == "." else [(year, other, one), (year, one, other)]
    return list(dict.fromkeys(day for order in orders for day in _real(order)))


def _month(word: str) -> str | None:
    found = [n for n, name in enumerate(_MONTHS, 1) if name.startswith(word.lower())]
    is_sept = word.lower() == "sept"
    return "9" if is_sept else str(found[0]) if len(found) == 1 else None


def _real(parts: tuple[str, str, str]) -> list[date]:
    try:
        return [date(*(int(part) for part in parts))]
    except ValueError:
        return []


def _said(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1].capitalize()}"


def time_remedy(text: str) -> str | None:
    """Show how a time is written, where the text can only mean one."""
    match = _TIME.fullmatch(text.strip())
    if match is None or not (match[2] or match[3]):
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    half = (match[3] or "").lower()
    if half and not 1 <= hour <= _HALF_DAY:
        return None
    if half:
        hour = hour % _HALF_DAY + (_HALF_DAY if half.startswith("p") else 0)
    if hour > _LAST_HOUR or minute > _LAST_MINUTE:
        return None
    return f"write `{hour:02}:{minute:02}`"


def truth_remedy(value: object) -> str | None:
    """Show how yes and no are written."""
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in _TRUE | _FALSE:
        return f"write `{'true' if word in _TRUE else 'false'}`, without quotes"
    return None
