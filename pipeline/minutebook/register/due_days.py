"""The days on which actions are due, as a calendar that other programs read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from minutebook import __version__
from minutebook.errors import ProgramError

if TYPE_CHECKING:
    from minutebook.register.answers import Answer


def as_calendar(answer: Answer) -> bytes:
    """
    Write the days of actions as a calendar.

    Args:
        answer: Of `minutebook.register.questions.actions`; what has no day is left out.

    Returns:
        One event of a whole day for each, which leaves its owner free; the same bytes for the same
        answer. Its stamp is the day of the meeting that gave it this day.

    Raises:
        ProgramError: icalendar is not installed.

    Source:
        RFC 5545.
    """
    from importlib import import_module

    try:
        icalendar = import_module("icalendar")
    except ModuleNotFoundError as error:
        raise ProgramError(
            "a calendar takes icalendar, which is not installed",
            hint='install it with `pip install "minutebook[register]"`',
        ) from error
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//minutebook//minutebook {__version__}//EN")
    calendar.add("version", "2.0")
    for row in answer.records():
        if row["due"] is not None:
            calendar.add_component(_event(icalendar, row))
    data: bytes = calendar.to_ical()
    return data


def _event(icalendar: Any, row: dict[str, Any]) -> Any:
    due = date.fromisoformat(row["due"])
    said = date.fromisoformat(row["date"])
    event = icalendar.Event()
    event.add("uid", f"{row['record']}#{row['item']}@minutebook")
    event.add("dtstamp", datetime(said.year, said.month, said.day, tzinfo=UTC))
    event.add("dtstart", due)
    if due < date.max:
        event.add("dtend", due + timedelta(days=1))
    event.add("summary", " ".join(filter(None, (row["ref"], row["action"]))))
    told = (row["owners"], row["due_text"], row["series"], row["session"], row["page"])
    event.add("description", "\n".join(filter(None, told)))
    event.add("transp", "TRANSPARENT")
    return event
