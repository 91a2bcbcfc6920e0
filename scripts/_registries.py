"""Registries of any size, made up: many series of meetings, their actions carried on and on.

The same seed gives the same records. What is odd in them (no series, a translation, a record that
is closed, an action that is forgotten) is odd in ways that happen.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from minutebook.archive import write_xml
from minutebook.record import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

Data = dict[str, Any]

_WORDS = (  # noqa: SIM905 - a list of quoted words is no easier to read
    "counters road survey board figures school crossing budget notice draft policy bus library "
    "bridge river flood path lamp signal tender report letter tenant repair roof school garden "
    "northern southern spring winter annual early costs map data access review plan street market"
).split()
_NAMES = ("Asha Patel", "Jo Marsh", "Rhys O'Brien", "Lee Kwan", "Nia Hughes", "Tunde Okafor")
_SECTORS = ("government", "civil-society", "business")
_BODIES = ("County Council", "Cycling Forum", "Northern Buses Ltd", "City of Ashbrook")
_STRANDS = {"counts": "Traffic counts", "access": "Access to data", "money": "Money"}
_FIRST = date(2015, 1, 5)


@dataclass(slots=True)
class _Open:
    """An action that is still to be done, as the last meeting named it."""

    key: str
    record: str
    given: str
    text: str
    owners: list[str]


@dataclass(kw_only=True, slots=True)
class _Series:
    name: str | None
    number: int
    chance: random.Random
    odd: float
    sessions: int
    open: list[_Open] = field(default_factory=list)
    count: int = 0

    def meetings(self, meetings: int) -> Iterator[Data]:
        before: str | None = None
        day = _FIRST + timedelta(days=self.number % 28)
        for number in range(1, meetings + 1):
            record = self._record(number, day, before)
            yield record
            yield from self._translation(record)
            before = record["id"]
            day += timedelta(days=self.chance.choice((7, 28, 91)))

    def _record(self, number: int, day: date, before: str | None) -> Data:
        own = f"s{self.number}-{day.isoformat()}"
        chance = self.chance
        meeting: Data = {"date": day.isoformat(), "number": number, "kind": "Regular meeting"}
        if self.name:
            meeting["series"] = self.name if not self._is_odd() else self.name.upper()
        if before and chance.random() < 0.7:
            meeting["previous"] = before
        record: Data = {
            "schema": "meeting-record/1.0",
            "id": own,
            "title": f"Meeting {number} on the {self._words(2)}",
            "language": "en-GB",
            "status": "withdrawn" if self._is_odd() else chance.choice(("draft", "final")),
            "access": "closed" if self._is_odd() else "open",
            "meeting": meeting,
            "people": dict(self._people()),
            "strands": _STRANDS,
            "sessions": [
                self._carried(own, day),
                *(self._session(own, day) for _ in range(self.sessions)),
            ],
        }
        if chance.random() < 0.3:
            record["headcount"] = {sector: chance.randint(3, 30) for sector in _SECTORS[:2]}
        if chance.random() < 0.3:
            record["also_present"] = [{"title": "Members of the public", "count": number % 7}]
        return record

    def _translation(self, record: Data) -> Iterator[Data]:
        if self._is_odd():
            own = f"{record['id']}-cy"
            yield record | {"id": own, "language": "cy", "translation_of": record["id"]}

    def _people(self) -> Iterator[tuple[str, Data]]:
        for n, name in enumerate(_NAMES):
            person: Data = {
                "name": name,
                "organisation": _BODIES[n % len(_BODIES)],
                "sector": _SECTORS[n % len(_SECTORS)],
                "attendance": self.chance.choice(("present", "present", "partial", "apologies")),
            }
            if self._is_odd():
                person["access"] = {"level": "closed", "basis": ["Personal data"]}
            yield f"P{n}", person

    def _carried(self, own: str, day: date) -> Data:
        """Go through the actions of the last meeting."""
        items: list[Data] = []
        still: list[_Open] = []
        for one in self.open:
            items += self._taken_up(one, own, day, still)
        self.open = still
        return {"title": "Matters arising", "kind": "matters-arising", "items": items}

    def _taken_up(self, one: _Open, own: str, day: date, still: list[_Open]) -> Iterator[Data]:
        chance, fate = self.chance, self.chance.random()
        if fate < 0.1:
            still.append(one)  # forgotten this time
        elif fate < 0.2:
            yield {"decision": self._sentence(), "closes": [one.key], "outcome": "noted"}
        elif fate < 0.25:
            yield {"text": self._sentence(), "drops": [one.key]}
        else:
            action: Data = {"action": one.text, "carried_from": one.key, "owners": one.owners}
            if chance.random() < 0.8:
                action |= {"origin": one.record, "given": one.given}
            if fate < 0.5:
                action["status"] = "done"
                if chance.random() < 0.5:
                    later = chance.choice((-3, 0, 5, 40))
                    action["completed"] = (day + timedelta(days=later)).isoformat()
            elif fate < 0.55:
                action["status"] = "dropped"
            else:
                still += self._goes_on(action, one, own, day)
            yield action

    def _goes_on(self, action: Data, one: _Open, own: str, day: date) -> list[_Open]:
        chance = self.chance
        action["status"] = "carried"
        key = one.key if chance.random() < 0.5 else self._key(own)
        if chance.random() < 0.9:
            action["id"] = key
        if chance.random() < 0.3:
            action["owners"] = self._owners()
        if chance.random() < 0.5:
            action["due"] = (day + timedelta(days=chance.randint(1, 120))).isoformat()
        if chance.random() < 0.2:
            action["progress"] = self._sentence()
        if "id" not in action:
            return []
        return [_Open(key, one.record, one.given, one.text, action["owners"])]

    def _session(self, own: str, day: date) -> Data:
        session: Data = {
            "title": self._words(3).capitalize(),
            "text": self._sentence(),
            "items": [self._item(own, day) for _ in range(5)],
        }
        if self.chance.random() < 0.6:
            session["strand"] = self.chance.choice(list(_STRANDS))
        if self._is_odd():
            session["access"] = "restricted"
        return session

    def _item(self, own: str, day: date) -> Data:
        chance = self.chance
        who = chance.choice(self._owners())
        kind = chance.choice(("action", "question", "answer", "decision", "feedback", "text"))
        item: Data = {kind: self._sentence()}
        if kind == "action":
            item |= {"id": self._key(own), "owners": self._owners()}
            if chance.random() < 0.7:
                item["due"] = (day + timedelta(days=chance.randint(1, 90))).isoformat()
            one = _Open(item["id"], own, day.isoformat(), item["action"], item["owners"])
            self.open.append(one)
        elif kind == "question" and chance.random() < 0.3:
            item |= {"by": who, "status": chance.choice(("open", "deferred"))}
        elif kind == "feedback":
            item |= {"by": who, "kind": chance.choice(("concern", "suggestion"))}
        elif kind == "decision":
            item["outcome"] = chance.choice(("agreed", "noted", "deferred"))
        if chance.random() < 0.1:
            item["strand"] = chance.choice(list(_STRANDS))
        if self._is_odd():
            item["access"] = "closed"
        return item

    def _key(self, own: str) -> str:
        self.count += 1
        return f"A{own.partition('-')[0][1:]}-{self.count}"

    def _owners(self) -> list[str]:
        return self.chance.sample([f"P{n}" for n in range(len(_NAMES))], self.chance.randint(1, 2))

    def _is_odd(self) -> bool:
        return self.chance.random() < self.odd

    def _words(self, count: int) -> str:
        return " ".join(self.chance.choices(_WORDS, k=count))

    def _sentence(self) -> str:
        return f"{self._words(self.chance.randint(6, 16)).capitalize()}."


def registry(
    seed: int, *, series: int, meetings: int, sessions: int = 4, odd: float = 0.02
) -> Iterator[Data]:
    """
    Make up a registry.

    Args:
        seed: The same one gives the same records.
        series: How many series of meetings.
        meetings: How many meetings each has.
        sessions: How many sessions of new business each meeting has.
        odd: How often something unusual happens, from 0 to 1.

    Returns:
        An author's data for each record, series by series.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    for number in range(series):
        name = None if chance.random() < odd else f"Group {number} for the {chance.choice(_WORDS)}"
        own = random.Random(chance.random())  # noqa: S311 - no secret
        line = _Series(name=name, number=number, chance=own, odd=odd, sessions=sessions)
        yield from line.meetings(meetings)


def archived(data: Data) -> bytes:
    """Write a record as it is archived."""
    return write_xml(normalise(data).record)
