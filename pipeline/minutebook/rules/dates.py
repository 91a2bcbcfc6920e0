"""Rules of days and times: nothing ends before it starts, nothing is due before it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.errors import Problem
from minutebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Path
    from minutebook.record import Record
    from minutebook.rules.visit import Visit


def _clock(time: str) -> str:
    """Bring ``10:00`` and ``10:00:00`` to one form, so that they compare as text."""
    return time if len(time) > len("10:00") else f"{time}:00"


def _backwards(value: Record, path: Path, start: str, end: str) -> Iterator[Problem]:
    if start in value and end in value and _clock(value[end]) < _clock(value[start]):
        yield Problem(
            code="E306",
            path=(*path, end),
            message=f"`{end}` is {value[end]}, which is before `{start}` ({value[start]})",
            hint="where it went past midnight, give the meeting its `end_date`",
        )


def _runs_past_midnight(seen: Visit) -> bool:
    meeting = seen.record.get("meeting", {})
    return str(meeting.get("end_date", "")) > str(meeting.get("date", "9999"))


def meeting_ends_after_it_starts(seen: Visit) -> Iterator[Problem]:
    """The last day is not before the first, and on one day the end is not before the start."""
    meeting = seen.record.get("meeting", {})
    if "date" in meeting and meeting.get("end_date", "9999") < meeting["date"]:
        yield Problem(
            code="E306",
            path=("meeting", "end_date"),
            message=f"`end_date` is {meeting['end_date']}, "
            f"which is before `date` ({meeting['date']})",
            hint="the first day goes under `date`, the last under `end_date`",
        )
    if not _runs_past_midnight(seen):
        yield from _backwards(meeting, ("meeting",), "starts", "ends")
    yield from _backwards(meeting.get("next", {}), ("meeting", "next"), "starts", "ends")


def sessions_end_after_they_start(seen: Visit) -> Iterator[Problem]:
    """A session does not end before it starts."""
    for part in seen.named("session"):
        if "date" in part.value or not _runs_past_midnight(seen):
            yield from _backwards(part.value, part.path, "starts", "ends")


def people_leave_after_they_arrive(seen: Visit) -> Iterator[Problem]:
    """Nobody leaves before arriving."""
    if not _runs_past_midnight(seen):
        for part in seen.named("person"):
            yield from _backwards(part.value, part.path, "arrived", "left")


def due_is_not_before_the_meeting(seen: Visit) -> Iterator[Problem]:
    """An action given at this meeting is not due before it; words beside the date soften it."""
    date = seen.record.get("meeting", {}).get("date", "")
    for part in seen.named("action"):
        due = part.value.get("due", "9999")
        older = {"carried_from", "origin", "given"} & part.value.keys()
        settled = part.value.get("status") in {"done", "dropped", "carried"}
        if due >= date or older or settled:
            continue
        words = part.value.get("due_text")
        beside = f", though its words are {quoted(words)}" if words else ""
        yield Problem(
            code="W307" if words else "E307",
            path=(*part.path, "due"),
            message=f"the action is due on {due}, before the meeting on {date}{beside}",
            hint="correct the day, or name where the action comes from with `carried_from`",
        )
