"""The frame of a meeting: title, date, times, place, links, next meeting, and who kept the minutes.

Nothing in this module reads what was said at the meeting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from minutebook.drafts.blocks import has_words
from minutebook.drafts.days import find_days, find_times
from minutebook.drafts.vocabulary import meaning_of

if TYPE_CHECKING:
    from minutebook.drafts.facts import Ledger
    from minutebook.drafts.roster import Roster

LABEL = re.compile(r"\s*[*_]*([^:\n*]{1,40}?)[*_]*\s*:[*_]*\s*(.*)$", re.DOTALL)
"""A label and what stands behind it."""
LINK = re.compile(r"https?://[^\s<>\"')\]]+")
"""A web address."""
_FILLER = re.compile(
    r"(?i)\b(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|"
    r"\b(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b|"
    r"\b(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)\b|"
    r"\b(dydd )?(llun|mawrth|mercher|iau|gwener|sadwrn|sul)\b|"
    r"\b(the|le|am|um|at|on|from|de|von|um|ar|am|o|von|\u00e0|uhr|uhrzeit|hrs?|hours|h|du|den|der)\b"
)
_KINDS = re.compile(
    r"(?i)^(draft |final |approved )?(meeting |minutes|notes|meeting notes?|minutes of (?:the )?"
    r"meeting|compte[- ]rendu|proc\u00e8s[- ]verbal|pv|protokoll|cofnodion)( notes?| minutes)?$"
)


@dataclass(kw_only=True, slots=True)
class Frame:
    """What is known of a meeting as a whole."""

    ledger: Ledger
    roster: Roster
    language: str
    title: str = ""
    meeting: dict[str, Any] = field(default_factory=dict)
    management: dict[str, Any] = field(default_factory=dict)
    publication: dict[str, Any] = field(default_factory=dict)
    approval: dict[str, Any] = field(default_factory=dict)
    head_line: int = 0
    """The last line that was a date or times alone; 0 where there was none."""
    lines: dict[str, tuple[int, str, bool]] = field(default_factory=dict)
    """For each field the line, the words, and whether it is a guess."""

    def put(self, where: str, value: Any, *, rule: str, line: int, text: str) -> bool:
        """
        Fill in a field that is still empty.

        Args:
            where: Such as ``meeting.date``.
            value: What goes there.
            rule: Which rule says so.
            line: Where the words stand.
            text: The words.

        Returns:
            Whether it was filled in, or says the same already.
        """
        if not self.ledger.wants(rule) or not value:
            return False
        group, _, key = where.partition(".")
        table: dict[str, Any] = getattr(self, group)
        if key in table:
            return bool(table[key] == value)
        table[key] = value
        from minutebook.drafts.rules import RULES

        self.lines[where] = (line, text, RULES[rule].confidence < 1)
        shown = value if isinstance(value, str) else ", ".join(map(str, _flat(value)))
        self.ledger.fact(rule, where, shown, line, text)
        return True


def _flat(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [one for inner in value.values() for one in _flat(inner)]
    return list(value) if isinstance(value, list) else [value]


def read_title(frame: Frame, text: str, line: int) -> None:
    """
    Take a title, and the date that it may have in it.

    Args:
        frame: The frame.
        text: As it stands above the note.
        line: Where.
    """
    text = " ".join(text.split())
    kept = []
    parts = [part.strip() for part in re.split(r"\s+\|\s+", text)]
    for part in parts:
        if len(parts) > 1 and (_is_date_alone(part, frame.language) or _KINDS.match(part)):
            frame.ledger.aside(line, part, "data", "the date or kind of the note")
        else:
            kept.append(part)
    frame.title = " | ".join(kept) or text
    frame.lines["title"] = (line, text, True)
    frame.ledger.fact("title", "title", frame.title, line, text)
    read_date(frame, text, line, rule="date-in-title")


def _is_date_alone(text: str, language: str) -> bool:
    days = find_days(text, language=language)
    return bool(days) and not has_words(left_over(text, language))


def left_over(text: str, language: str) -> str:
    """
    Take dates, times and the words round them out of a text.

    Args:
        text: One line.
        language: Of the note.

    Returns:
        What is left.
    """
    for day in reversed(find_days(text, language=language)):
        text = f"{text[: day.start]} {text[day.end :]}"
    for one in reversed(find_times(text)):
        text = f"{text[: one.start]} {text[one.end :]}"
    return _FILLER.sub(" ", text)


def read_date(frame: Frame, text: str, line: int, *, rule: str) -> bool:
    """
    Take the meeting's date from a line that has one.

    Args:
        frame: The frame.
        text: The line.
        line: Its number.
        rule: Which rule looks there.

    Returns:
        Whether the line has a date.
    """
    days = find_days(text, language=frame.language)
    if not days:
        return False
    first = days[0]
    known = frame.meeting.get("date")
    frame.put("meeting.date", first.value, rule=rule, line=line, text=text)
    if first.other and known is None and frame.meeting.get("date") == first.value:
        frame.ledger.check(
            line,
            f"`{text[first.start : first.end]}` may be {first.value} or {first.other}; "
            f"{first.value} is taken",
        )
    if len(days) > 1 and _is_span(text[first.end : days[1].start]) and days[1].value > first.value:
        frame.put("meeting.end_date", days[1].value, rule=rule, line=line, text=text)
    return True


def _is_span(between: str) -> bool:
    return (
        re.fullmatch(r"\s*(?:-{1,3}|\u2013|\u2014|to|until|bis|au|and|&|et|und)\s*", between)
        is not None
    )


def read_times(frame: Frame, text: str, line: int, *, rule: str) -> bool:
    """
    Take the start, and the end where it stands beside it.

    Args:
        frame: The frame.
        text: The line.
        line: Its number.
        rule: Which rule looks there.
    """
    for day in reversed(find_days(text, language=frame.language)):
        text = f"{text[: day.start]}{' ' * (day.end - day.start)}{text[day.end :]}"
    times = find_times(text)
    if not times:
        return False
    first = times[0]
    frame.put("meeting.starts", first.starts, rule=rule, line=line, text=text)
    if first.ends:
        frame.put("meeting.ends", first.ends, rule=rule, line=line, text=text)
    if first.zone:
        frame.put("meeting.timezone", first.zone, rule=rule, line=line, text=text)
    return True


def read_plain_head(frame: Frame, text: str, line: int) -> bool:
    """
    Read a line at the head of a note that has no label: a date, times, a place.

    Args:
        frame: The frame.
        text: One line.
        line: Its number.

    Returns:
        Whether the record says all that the line says.
    """
    if len(text) > 160:
        return False
    rest = left_over(text, frame.language)
    if has_words(rest):
        return _place_below(frame, text, line)
    has_date = read_date(frame, text, line, rule="date-line")
    has_time = read_times(frame, text, line, rule="time-line")
    if not (has_date or has_time):
        return False
    frame.ledger.aside(line, text, "data", "the date and times of the meeting")
    frame.head_line = line
    return True


def read_meeting_line(frame: Frame, text: str, line: int) -> None:
    """
    Read a sentence at the head such as `Minutes of the meeting held on 5 March`; its words stay.

    Args:
        frame: The frame.
        text: The sentence.
        line: Where it stands.
    """
    label = LABEL.match(text)
    if label and meaning_of("labels", label[1]):
        return
    if read_date(frame, text, line, rule="date-in-head"):
        read_times(frame, text, line, rule="time-in-head")


def _place_below(frame: Frame, text: str, line: int) -> bool:
    """The line below date and times is the place, where it looks like an address."""
    parts = [part.strip() for part in text.split(",")]
    is_place = (
        0 < frame.head_line < line <= frame.head_line + 2
        and 2 <= len(parts) <= 7
        and text[-1] not in ".:?!"
        and all(part[:1].isupper() or part[:1].isdigit() for part in parts)
    )
    return is_place and read_place(frame, text, line, rule="place-line")


def read_place(frame: Frame, text: str, line: int, *, rule: str) -> bool:
    """
    Take a place: its name, its address, and a link that leads to a call.

    Args:
        frame: The frame.
        text: What stands behind the label, or the whole line.
        line: Its number.
        rule: Which rule looks there.
    """
    words = " ".join(text.split())
    link = LINK.search(words)
    rest = LINK.sub("", words).strip(" ,;()<>")
    venue: dict[str, str] = {}
    name, comma, address = rest.partition(", ")
    if has_words(name):
        venue["name"] = name
        if comma and has_words(address):
            venue["address"] = address
    if link:
        venue["online"] = link[0].rstrip(".,;")
    if frame.put("meeting.venue", venue, rule=rule, line=line, text=text):
        frame.ledger.aside(line, text, "moved", "meeting.venue")
        return True
    return False


def read_next(frame: Frame, text: str, line: int) -> None:
    """
    Take the date of the next meeting; the words stay where they are.

    Args:
        frame: The frame.
        text: What is said of it.
        line: Where.
    """
    date = frame.meeting.get("date", "")
    days = find_days(text, language=frame.language, near=date)
    days = [day for day in days if day.value > date]
    if not days:
        return
    announced: dict[str, str] = {"date": days[0].value}
    rest = f"{text[: days[0].start]} {text[days[0].end :]}"
    times = find_times(rest)
    if times:
        announced["starts"] = times[0].starts
        if times[0].ends > times[0].starts:
            announced["ends"] = times[0].ends
    frame.put("meeting.next", announced, rule="next-meeting", line=line, text=text)
