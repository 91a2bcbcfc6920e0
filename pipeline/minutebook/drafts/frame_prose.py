"""What prose tells of a meeting as a whole: when it began and ended, where, and when the next is.

Nothing in this module takes a word out of its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.drafts.days import find_times
from minutebook.drafts.frame import read_next
from minutebook.drafts.vocabulary import phrases

if TYPE_CHECKING:
    from minutebook.drafts.frame import Frame


def read_sentence(frame: Frame, text: str, line: int) -> None:
    """
    Take what prose says of the meeting as a whole: its end, the next meeting; the words stay.

    Args:
        frame: The frame.
        text: A paragraph.
        line: Where it begins.
    """
    if len(text) < 400:
        for group, where in (("opened_at", "meeting.starts"), ("closed_at", "meeting.ends")):
            if where not in frame.meeting:
                _read_moment(frame, group, where, text, line)
    if "next" not in frame.meeting:
        for pattern in phrases("next_meeting"):
            found = pattern.search(text)
            if found:
                read_next(frame, text[found.start() : found.end() + 90], line)
    if len(text) < 200 and "venue" not in frame.meeting:
        for pattern in phrases("held_at"):
            found = pattern.search(text)
            if found:
                _read_held(frame, found["place"], text, line)


def _read_moment(frame: Frame, group: str, where: str, text: str, line: int) -> None:
    for pattern in phrases(group):
        found = pattern.search(text)
        times = find_times(text[found.end() : found.end() + 40]) if found else []
        if times and times[0].start < 30:
            rule = "opened" if where.endswith("starts") else "closed"
            frame.put(where, times[0].starts, rule=rule, line=line, text=text)
            return


def _read_held(frame: Frame, place: str, text: str, line: int) -> None:
    name, _, address = place.strip(" .").partition(", ")
    venue = {"name": name, **({"address": address} if address else {})}
    frame.put("meeting.venue", venue, rule="held-at", line=line, text=text)
