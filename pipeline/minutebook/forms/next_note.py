"""The form of the next note: what carries over is filled in, the rest stands as comments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minutebook.forms.restored import MODELINE, SCHEMA_ID
from minutebook.record import shorten
from minutebook.yaml_text import write_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.record import Record

_PERSON = ("name", "kind", "role", "post", "organisation", "sector", "aliases", "handle")
_MEETING = ("kind", "series", "timezone", "venue", "organisers")
_CARRIED = ("action", "strand", "owners", "due_text", "due")

_COMMENTS = {
    "meeting": """\
  # ends: 12:00
  # quorum:
  #   met: true
  #   present: 6
""",
    "people": """\
  # XY:
  #   name: A full name
  #   role: chair            # vice-chair, minutes, member, observer, staff, guest, ...
  #   organisation: Whom the person came for
  #   attendance: present    # apologies, absent, partial, not-recorded
""",
    "sessions": """\
      # - Words between the items; longer ones go on the next line, after |
      # - question: Who pays for it?
      #   by: XY
      # - answer: The board, until June.
      #   by: XY
      # - decision: What was decided.
      #   outcome: agreed      # resolved, noted, deferred, rejected, recommended
      # - feedback: |
      #     What the group fed back.
      #   kind: concern        # consensus, disagreement, suggestion, question, comment
      # - motion: That something be done.
      #   moved: XY
      #   seconded: XY
      #   vote:
      #     for: 5
      #     against: 1
      #   result: carried
""",
    "next_steps": """\
      # - action: What is to be done.
      #   id: A1
      #   owners: [XY]
      #   due: 2026-12-31
""",
}
"""What an author may want to add, below the key that it belongs to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NextMeeting:
    """What is known of the meeting that a form is for."""

    date: str
    """Year, month and day."""
    record_id: str
    title: str
    language: str | None = None


def next_note_text(
    meeting: NextMeeting, *, last: Record | None = None, schema: str = SCHEMA_ID
) -> str:
    """
    Write the form of a note.

    Args:
        meeting: The meeting that it is for.
        last: The record of the meeting before it in the series; ``None`` for a blank form.
        schema: The path of the schema, for the editor's line.

    Returns:
        A note that validates as it stands, with the last meeting's series, people and strands,
        each action that is still open carried on, and comments that show what can be added.
    """
    data = shorten(_draft(meeting, last or {}))
    text = write_yaml(data, heading=MODELINE.format(schema=schema))
    return _with_comments(text)


def _draft(meeting: NextMeeting, last: Record) -> Record:
    before = last.get("meeting", {})
    draft: Record = {"schema": "meeting-record/1.0", "id": meeting.record_id}
    draft["title"] = meeting.title
    language = meeting.language or last.get("language")
    if language:
        draft["language"] = language
    draft["status"] = "draft"
    if "access" in last:
        draft["access"] = last["access"]
    draft["meeting"] = _next_meeting(meeting, last, before)
    if "people" in last:
        draft["people"] = {key: _pick(who, _PERSON) for key, who in last["people"].items()}
    if "strands" in last:
        draft["strands"] = last["strands"]
    draft["sessions"] = list(_sessions(last, before))
    return draft


def _next_meeting(meeting: NextMeeting, last: Record, before: Record) -> Record:
    announced = before.get("next", {})
    frame = _pick(before, _MEETING)
    if re.fullmatch("[0-9]{1,9}", before.get("number", "")):
        frame["number"] = str(int(before["number"]) + 1)
    frame["date"] = meeting.date
    frame["starts"] = announced.get("starts", before.get("starts", "10:00"))
    if "venue" in announced:
        frame["venue"] = announced["venue"]
    if last:
        frame["previous"] = last["id"]
    return frame


def _sessions(last: Record, before: Record) -> Iterator[Record]:
    carried = [dict(_carry(action, last)) for action in _open_actions(last)]
    if carried:
        yield {
            "title": "Actions from the last meeting",
            "kind": "matters-arising",
            "items": carried,
        }
    topics = before.get("next", {}).get("agenda", [])
    for topic in topics or (["First item"] if not carried else []):
        yield {"title": topic, "kind": "discussion"}


def _open_actions(value: Any) -> Iterator[Record]:
    """Give each action that is still to be done, wherever it stands."""
    if isinstance(value, dict):
        if "action" in value and value.get("status", "open") in {"open", "carried"}:
            yield value
        for part in value.values():
            yield from _open_actions(part)
    elif isinstance(value, list):
        for part in value:
            yield from _open_actions(part)


def _carry(action: Record, last: Record) -> Iterator[tuple[str, Any]]:
    yield from _pick(action, _CARRIED).items()
    yield "status", "carried"
    if "id" in action:
        yield "carried_from", action["id"]
    yield "origin", action.get("origin", last["id"])
    yield "given", action.get("given", last["meeting"]["date"])


def _pick(values: Record, keys: tuple[str, ...]) -> Record:
    return {key: values[key] for key in keys if key in values}


def _with_comments(text: str) -> str:
    """Put each comment after the block that it shows more of."""
    lines: list[str] = []
    block = ""
    for line in [*text.splitlines(), "end:"]:
        if line[:1] not in {" ", "#", ""}:
            lines += _COMMENTS.get(block, "").splitlines()
            block = line.split(":")[0]
        lines.append(line)
    return "\n".join(lines[:-1]) + "\n"
