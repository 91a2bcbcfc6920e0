"""What the words of an action tell: who does it, by when, and what has become of it.

Nothing in this module takes a word out of its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minutebook.drafts.days import find_days, relative_day
from minutebook.drafts.person_lines import looks_like_name, names_in
from minutebook.drafts.vocabulary import meaning_of, phrases

if TYPE_CHECKING:
    from minutebook.drafts.roster import Person, Roster


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """Where an item stands."""

    kind: str
    """The section's kind; empty for a topic."""
    date: str
    """The meeting's."""
    number: str = ""
    """The meeting's, to tell an action of an earlier one."""
    language: str = "en"
    gives_feedback: bool = False
    has_lists: bool = False
    """Whether the section lists what it holds, so that its paragraphs are about the list."""


_STATUS = re.compile(r"(?i)\b(?:status|statut|statws)\s*:\s*(?P<words>[\w ]{2,30}?)\s*[.;)]?\s*$")
_AT = re.compile(r"@([A-Za-z0-9][\w-]*)")
_BY = re.compile(
    r"(?i)\b(?:by|before|due(?: date)?:?|until|no later than|deadline:?|bis(?: zum)?|avant le|"
    r"pour le|erbyn)\s*$"
)


class ActionFields:
    """
    Finds the fields of actions.

    Args:
        roster: Everybody of the meeting.
    """

    def __init__(self, roster: Roster) -> None:
        self._roster = roster

    def fields(self, text: str, number: str, setting: Setting, whole: str) -> dict[str, Any]:
        """Find owner, due and status in the words of an action, which keep them."""
        fields: dict[str, Any] = numbered(number)
        owners = self._owners_in(text)
        if owners:
            fields["owners"] = owners
        fields |= _due(text, setting)
        status = _status_of(whole, setting)
        carried = setting.kind == "matters-arising" or _is_earlier(number, setting.number)
        if carried and number and status in {"", "carried", "open"}:
            fields |= {"status": "carried", "carried_from": number}
        elif carried and number:
            fields |= {"status": status, "carried_from": number}
        elif status and status != "carried":
            fields["status"] = status
        return fields

    def _owners_in(self, text: str) -> list[Person | str]:
        """`JM to write`, `@jm write`, `write (JM)`, `JM: write`, `JM - write`."""
        text = text.strip(" \u2610\u2612*_")
        handles = _AT.findall(text)
        if handles:
            return self.owners(",".join(handles))
        for pattern in phrases("to_do"):
            found = pattern.match(text)
            if found and self._are_owners(found["who"]):
                return self.owners(found["who"])
        last = re.search(r"[(\[]\s*(?:owner:?\s*)?([^()\[\]]{2,40})\s*[)\]]\s*\.?$", text)
        first = re.match(r"([^:\n]{2,40}?)\s*(?::|\s[-\u2013\u2014]\s)", text)
        behind = re.search(r"\s[-\u2013\u2014]\s*([^-\u2013\u2014]{2,40}?)\.?$", text)
        begins = re.match(r"((?:[^\W\d_][\w'\u2019-]*\s+){1,3})", text)
        for found in (last, first, behind):
            names = list(names_in(found[1])) if found else []
            if found and names and all(self._roster.find(name) for name in names):
                return self.owners(found[1])
        for length in (3, 2, 1):
            words = " ".join(begins[1].split()[:length]) if begins else ""
            if words[:1].isupper() and self._roster.find(words):
                return self.owners(words)
        return []

    def _are_owners(self, who: str) -> bool:
        names = list(names_in(who))
        known = [self._roster.find(name) is not None for name in names]
        if all(known):
            return bool(names)
        return all(
            is_known or looks_like_name(name, alone=False) or name.casefold() in {"all", "everyone"}
            for name, is_known in zip(names, known, strict=True)
        )

    def owners(self, who: str) -> list[Person | str]:
        """Find whom words such as `JM and AP` name, each once."""
        found: list[Person | str] = []
        for name in names_in(who):
            owner = self.person(name)
            if owner not in found:
                found.append(owner)
        return found

    def person(self, words: str) -> Person | str:
        """Find whom a name means; the name itself where nobody is known by it."""
        return self._roster.known_as(words) or words.strip(" .*_")


def numbered(number: str) -> dict[str, Any]:
    """Give a number as a field, where there is one."""
    return {"number": number} if number else {}


def _is_earlier(number: str, meeting: str) -> bool:
    """`58.1` at meeting 60 is an action of an earlier one."""
    found = re.fullmatch(r"[A-Z]{0,3}(\d{1,4})[./-]\d{1,4}", number)
    return bool(found and meeting.isdecimal() and int(found[1]) < int(meeting))


def _status_of(text: str, setting: Setting) -> str:
    if "\u2612" in text[:4] and setting.kind in {"actions", "matters-arising", "next-steps"}:
        return "done"
    found = _STATUS.search(text)
    status = meaning_of("statuses", found["words"]) if found else ""
    last = re.search(r"[(\[-]\s*([A-Za-z ]{3,20})\s*[)\]]?\s*\.?$", text)
    status = status or (meaning_of("statuses", last[1]) if last else "")
    return status if status in {"open", "done", "dropped", "carried"} else ""


def _due(text: str, setting: Setting) -> dict[str, str]:
    """Find when an action is due, and the day where the words tell it."""
    for day in find_days(text, language=setting.language, near=setting.date):
        before = _BY.search(text[: day.start].rstrip(" (,*"))
        if before and day.value >= setting.date:
            return {"due": day.value, "due_text": text[before.start() : day.end].strip(" .,;")}
    for pattern in phrases("due"):
        found = pattern.search(text)
        if found:
            words = found["due"] or found[0]
            day_value = relative_day(words, setting.date) if setting.date else ""
            day_known = {"due": day_value} if day_value else {}
            return {**day_known, "due_text": found[0].strip()}
    return {}


def due_of(words: str) -> dict[str, str]:
    """Give the day that a cell names, where it is one."""
    days = find_days(words)
    return {"due": days[0].value} if len(days) == 1 else {}
