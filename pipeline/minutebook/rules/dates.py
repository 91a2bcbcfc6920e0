"""Rules of days and times: nothing ends before it starts, nothing is due before it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.errors import Problem
from minutebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Path
    from minutebook.record import Record
    from minutebook.rules.visit import Part, Visit

_LAST_DAY = ("meeting", "end_date")
_LATE = "correct one of them, or give the meeting its `end_date` where it went past midnight"


def _clock(time: str) -> str:
    """Bring ``10:00`` and ``10:00:00`` to one form, so that they compare as text."""
    return time if len(time) > len("10:00") else f"{time}:00"


def _backwards(value: Record, path: Path, times: tuple[str, str], hint: str) -> Iterator[Problem]:
    start, end = times
    if start in value and end in value and _clock(value[end]) < _clock(value[start]):
        yield Problem(
            code="E306",
            path=(*path, end),
            message=f"`{end}` is {value[end]}, which is before `{start}` ({value[start]})",
            hint=hint,
        )


def _may_pass_midnight(seen: Visit, day: str) -> bool:
    """Say whether something that began on a day may have gone on into the next."""
    last = seen.record.get("meeting", {}).get("end_date", "")
    return last > day or not (last or seen.lacks(_LAST_DAY))


def _first_day(seen: Visit) -> str:
    """The day of the meeting; where it is not known, one that nothing is before."""
    return str(seen.record.get("meeting", {}).get("date", ""))


def meeting_ends_after_it_starts(seen: Visit) -> Iterator[Problem]:
    """The last day is not before the first, and on one day the end is not before the start."""
    meeting = seen.record.get("meeting", {})
    if meeting.get("end_date", _first_day(seen)) < _first_day(seen):
        yield Problem(
            code="E306",
            path=_LAST_DAY,
            message=f"`end_date` is {meeting['end_date']}, "
            f"which is before `date` ({meeting['date']})",
            hint="the first day goes under `date`, the last under `end_date`",
        )
    elif not _may_pass_midnight(seen, _first_day(seen)):
        yield from _backwards(meeting, ("meeting",), ("starts", "ends"), _LATE)


def next_meeting_ends_after_it_starts(seen: Visit) -> Iterator[Problem]:
    """The meeting that follows does not end before it starts."""
    for part in seen.named("next_meeting"):
        hint = "correct one of them, or leave out `ends` where it will go past midnight"
        yield from _backwards(part.value, part.path, ("starts", "ends"), hint)


def sessions_end_after_they_start(seen: Visit) -> Iterator[Problem]:
    """A session does not end before it starts, unless there is a later day to end on."""
    days: dict[Path, str] = {}
    for part in seen.named("session"):
        # A session within a session is on the same day; `parts` has the outer one first.
        around = days.get(part.path[:-2], _first_day(seen))
        day = days[part.path] = part.value.get("date", around)
        if not _may_pass_midnight(seen, day):
            yield from _backwards(part.value, part.path, ("starts", "ends"), _LATE)


def people_leave_after_they_arrive(seen: Visit) -> Iterator[Problem]:
    """Nobody leaves before arriving, unless there is a later day to leave on."""
    if not _may_pass_midnight(seen, _first_day(seen)):
        for part in seen.named("person"):
            yield from _backwards(part.value, part.path, ("arrived", "left"), _LATE)


def due_is_not_before_the_meeting(seen: Visit) -> Iterator[Problem]:
    """An action given at this meeting is not due before it; words beside the date soften it."""
    date = _first_day(seen)
    for part in seen.named("action"):
        due = part.value.get("due", date)
        if due < date and not _is_older(seen, part):
            words = part.value.get("due_text")
            beside = f", though its words are {quoted(words)}" if words else ""
            yield Problem(
                code="W307" if seen.has(part, "due_text") else "E307",
                path=(*part.path, "due"),
                message=f"the action is due on {due}, before the meeting on {date}{beside}",
                hint="correct the day, or name where the action comes from with `carried_from`",
            )


def _is_older(seen: Visit, part: Part) -> bool:
    """Say whether an action was given before this meeting, or is settled by now."""
    status = part.value.get("status")
    unread = status is None and seen.has(part, "status")
    settled = unread or status in {"done", "dropped", "carried"}
    return settled or seen.has(part, "carried_from", "origin", "given")
