"""The form of the next note: what carries over is filled in, the rest stands as comments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minutebook.forms import comments
from minutebook.forms.carried import open_actions
from minutebook.forms.comments import commented
from minutebook.forms.restored import modeline
from minutebook.record import shorten
from minutebook.yaml_text import write_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.record import Record

_PERSON = (
    *("name", "kind", "role", "post", "organisation", "sector", "aliases", "handle", "access"),
)
_MEETING = ("kind", "series", "timezone", "venue", "organisers")
_ENDS = ("12:00", "17:00", "23:59:59")
"""When a meeting may end, for the example; the first that is later than its start."""
_MANAGEMENT = ("classification", "disposal")


@dataclass(frozen=True, kw_only=True, slots=True)
class NextMeeting:
    """What is known of the meeting that a form is for."""

    date: str
    """Year, month and day."""
    record_id: str
    title: str
    actions_heading: str = "Matters arising"
    """The heading above the actions of the last meeting, in the record's language."""
    topic: str = "Discussion"
    """The heading of a session where no topic is known."""


def next_note_text(
    meeting: NextMeeting, *, last: Record | None = None, schema: str | None = None
) -> str:
    """
    Write the form of a note.

    Args:
        meeting: The meeting that it is for.
        last: The record of the meeting before it in the series; ``None`` for a blank form.
        schema: The path of the schema, for the editor's line; ``None`` for no such line.

    Returns:
        A note that validates as it stands, with the last meeting's series, people and strands,
        each action that is still open carried on, and comments that show what can be added:
        without their ``# `` they are part of a sound note.
    """
    draft = shorten(_draft(meeting, last or {}))
    return "\n".join([*modeline(schema), *_lines(draft)]) + "\n"


def _draft(meeting: NextMeeting, last: Record) -> Record:
    before = last.get("meeting", {})
    draft: Record = {
        "schema": "meeting-record/1.0",
        "id": meeting.record_id,
        "title": meeting.title,
        **_pick(last, ("language",)),
        "status": "draft",
        **_pick(last, ("access",)),
        "meeting": _next_meeting(meeting, last, before),
    }
    people = last.get("people", {})
    if people:
        draft["people"] = {key: _pick(who, _PERSON) for key, who in people.items()}
    draft |= _pick(last, ("strands",))
    draft["sessions"] = list(_sessions(meeting, last, before))
    management = _pick(last.get("management", {}), _MANAGEMENT)
    return draft | ({"management": management} if management else {})


def _next_meeting(meeting: NextMeeting, last: Record, before: Record) -> Record:
    announced = before.get("next", {})
    frame = _pick(before, _MEETING)
    if re.fullmatch("[0-9]{1,9}", before.get("number", "")):
        frame["number"] = str(int(before["number"]) + 1)
    frame["date"] = meeting.date
    frame["starts"] = announced.get("starts", before.get("starts", "10:00"))
    frame |= _pick(announced, ("venue",))
    if last:
        frame["previous"] = last["id"]
    return frame


def _sessions(meeting: NextMeeting, last: Record, before: Record) -> Iterator[Record]:
    carried = list(open_actions(last))
    if carried:
        yield {"title": meeting.actions_heading, "kind": "matters-arising", "items": carried}
    for topic in before.get("next", {}).get("agenda", [meeting.topic]):
        yield {"title": topic, "kind": "discussion"}


def _lines(draft: Record) -> Iterator[str]:
    """Write the form block by block, each with the comments that belong to it."""
    year = draft["meeting"]["date"][:4]
    values = {
        "due": f"{year}-12-31",
        "next_date": f"{int(year) + 1:04}-01-31",
        "ends": next(ends for ends in _ENDS if ends >= draft["meeting"]["starts"]),
    }
    yield from comments.HOW_TO.splitlines()
    for key in ("schema", "id", "title", "language", "status", "access"):
        if key in draft:
            yield from _written({key: draft[key]})
        elif key == "language":
            yield from commented(comments.LANGUAGE)
    yield from _meeting_lines(draft, values)
    yield from _people_lines(draft.get("people", {}))
    yield from _strand_lines(draft)
    yield from _session_lines(draft["sessions"], values)
    yield from commented(f"next_steps:\n{_inner(comments.NEXT_STEPS)}")
    yield from commented(comments.CLOSING)
    if "management" in draft:
        yield from _written({"management": draft["management"]})


def _meeting_lines(draft: Record, values: dict[str, str]) -> Iterator[str]:
    yield from _written({"meeting": draft["meeting"]})
    for key, example in comments.MEETING.items():
        if key not in draft["meeting"]:
            yield from commented(example, values, indent=2)


def _people_lines(people: Record) -> Iterator[str]:
    if not people:
        yield from commented(f"people:\n{_inner(comments.PERSON)}")
        return
    yield "people:"
    for key, who in people.items():
        whole = who if isinstance(who, dict) else {"name": who}
        yield from _indented(_written({key: whole}), 2)
        if whole.get("kind") != "group":
            yield from commented(comments.ATTENDANCE, indent=4)
    yield from commented(comments.PERSON, indent=2)


def _strand_lines(draft: Record) -> Iterator[str]:
    if "strands" in draft:
        yield from _written({"strands": draft["strands"]})
        yield from commented(comments.STRAND, indent=2)
    else:
        yield from commented(f"strands:\n{_inner(comments.STRAND)}")


def _session_lines(sessions: list[Record], values: dict[str, str]) -> Iterator[str]:
    yield "sessions:"
    for session in sessions:
        _, *lines = _written({"sessions": [session]})
        if "items" in session:
            yield from _indented(comments.ACTIONS.splitlines(), 2)
        yield from lines
    if "items" not in sessions[-1]:
        yield from commented(comments.SESSION, values, indent=4)


def _written(data: dict[str, Any]) -> list[str]:
    return write_yaml(data).splitlines()


def _inner(text: str) -> str:
    return "\n".join(_indented(text.splitlines(), 2)) + "\n"


def _indented(lines: list[str], spaces: int) -> list[str]:
    return [f"{' ' * spaces}{line}" if line else line for line in lines]


def _pick(values: Record, keys: tuple[str, ...]) -> Record:
    return {key: values[key] for key in keys if key in values}
