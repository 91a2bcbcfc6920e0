"""Labelled lines and cells of a meeting's frame: dates, places, roles, document control.

Nothing in this module finds the lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minutebook.drafts.blocks import has_words
from minutebook.drafts.days import find_days, find_times
from minutebook.drafts.frame import (
    LABEL,
    LINK,
    left_over,
    read_date,
    read_next,
    read_place,
    read_times,
)
from minutebook.drafts.person_lines import joining_words, people_of
from minutebook.drafts.vocabulary import meaning_of

if TYPE_CHECKING:
    from minutebook.drafts.frame import Frame
    from minutebook.drafts.roster import Person, Roster


def read_labelled(frame: Frame, text: str, line: int, links: tuple[str, ...] = ()) -> bool:
    """
    Read a line such as ``Date: 5 March``.

    Args:
        frame: The frame.
        text: One line.
        line: Its number.
        links: The addresses that its words lead to.

    Returns:
        Whether the record says all that the line says, so that the line can go.
    """
    found = LABEL.match(text)
    if not found:
        return False
    label, value = found[1], found[2].strip()
    meaning = meaning_of("labels", label)
    if not meaning:
        return False
    return read_pair(frame, label, value, line, links)


def read_pair(frame: Frame, label: str, value: str, line: int, links: tuple[str, ...] = ()) -> bool:
    """
    Read a label and what stands behind it, on one line or in two cells.

    Args:
        frame: The frame.
        label: What it is called.
        value: What it says.
        line: Where it stands.
        links: The addresses that its words lead to.

    Returns:
        As for `read_labelled`.
    """
    meaning = meaning_of("labels", label)
    if meaning in {"date", "time", "starts", "ends"}:
        done = _read_when(frame, meaning, value, line)
    elif meaning == "place":
        at = next(iter(links), "")
        done = read_place(frame, value, line, rule="place-label")
        if done and at and "online" not in frame.meeting["venue"]:
            frame.meeting["venue"]["online"] = at
        return _labelled(frame, done, label, line)
    elif meaning in {"online", "recording", "next"}:
        _read_links(frame, meaning, value, line, links)
        return False
    elif meaning in {"chair", "vice-chair", "minutes", "chair-and-minutes"}:
        return _read_role(frame, meaning, label, value, line)
    else:
        return _read_control(frame, meaning, label, value, line)
    if done:
        frame.ledger.aside(line, f"{label} {value}", "data", "the date and times of the meeting")
    return done


def _labelled(frame: Frame, done: bool, label: str, line: int) -> bool:
    if done:
        frame.ledger.aside(line, label, "label", "the name of the field")
    return done


def _read_when(frame: Frame, meaning: str, value: str, line: int) -> bool:
    """Say whether nothing of the value is lost when it is a date and times."""
    has_date = meaning in {"date", "time"} and read_date(frame, value, line, rule="date-label")
    if meaning == "ends":
        times = find_times(value)
        has_time = bool(times) and frame.put(
            "meeting.ends", times[0].starts, rule="time-label", line=line, text=value
        )
    else:
        has_time = read_times(frame, value, line, rule="time-label")
    return (has_date or has_time) and not has_words(left_over(value, frame.language))


def _read_links(frame: Frame, meaning: str, value: str, line: int, links: tuple[str, ...]) -> None:
    """Take addresses; the line stays where it is."""
    found = LINK.search(value)
    link = found[0].rstrip(".,;") if found else next(iter(links), "")
    if meaning == "next":
        read_next(frame, value, line)
    elif link and meaning == "recording":
        frame.put("meeting.recording", link, rule="recording", line=line, text=value)
    elif link and "venue" not in frame.meeting:
        frame.put("meeting.venue", {"online": link}, rule="online", line=line, text=value)


def _read_role(frame: Frame, meaning: str, label: str, value: str, line: int) -> bool:
    """Take who was in the chair or kept the minutes."""
    people = people_of(value, line)
    if not people or not frame.ledger.wants("role-label"):
        return False
    role = "minutes" if meaning == "minutes" else meaning.replace("chair-and-minutes", "chair")
    for person in people:
        named(frame.roster, person)
        there = frame.roster.add(person)
        there.role = there.role or role
        there.rule = there.rule or "role-label"
        if meaning == "chair-and-minutes":
            there.post = there.post or label
        frame.ledger.fact(
            "role-label", f"people.{there.name}.role", role, line, f"{label}: {value}"
        )
    words = f"{label} {joining_words(value)}"
    frame.ledger.aside(line, words, "label", f"the role `{role}`")
    for person in people:
        frame.ledger.aside(line, person.text, "moved", "people")
    return True


def named(roster: Roster, person: Person) -> None:
    """Give a person who is on the list already the name that the list has."""
    there = roster.find(person.name)
    if there is not None:
        person.name = there.name


def _read_control(frame: Frame, meaning: str, label: str, value: str, line: int) -> bool:
    """Take what a table of document control says."""
    text = f"{label}: {value}"
    if meaning in {"author", "reviewer"}:
        key = "authors" if meaning == "author" else "reviewers"
        people = people_of(value, line)
        names = [frame.roster.add(person).name for person in people]
        done = frame.put(f"management.{key}", names, rule="control", line=line, text=text)
        fate = "moved"
    elif meaning == "version":
        fits = re.fullmatch(r"[\w. -]{1,20}", value)
        done = frame.put(
            "management.version", value if fits else "", rule="control", line=line, text=text
        )
        fate = "moved"
    elif meaning in {"issued", "approved"}:
        days = find_days(value, language=frame.language)
        alone = bool(days) and not has_words(left_over(value, frame.language))
        where = "management.issued" if meaning == "issued" else "approval.date"
        day = days[0].value if alone else ""
        done, fate = frame.put(where, day, rule="control", line=line, text=text), "data"
    elif meaning == "title":
        done, fate = frame.title == value, "moved"
    else:
        return False
    if done:
        frame.ledger.aside(line, label, "label", "the name of the field")
        frame.ledger.aside(line, value, "data" if fate == "data" else "moved", meaning)
    return done
