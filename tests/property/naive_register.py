"""What a register is asked, answered a second time: from the XML alone, one loop after another.

It shares nothing with `minutebook.register` but what the documentation promises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Element = Any
Row = dict[str, Any]

_NS = {"m": "urn:minutebook:meeting-record:1"}


def name_of(element: Element) -> str:
    """An element's name without its namespace."""
    return str(etree.QName(element).localname)


def words_in(text: str) -> list[str]:
    """The words of a text, in small letters."""
    return re.findall(r"\w+", text.casefold())


def has_words(name: str, wanted: str) -> bool:
    """Whether words stand side by side in a name."""
    there, looked_for = words_in(name), words_in(wanted)
    starts = range(len(there) - len(looked_for) + 1)
    return any(there[at : at + len(looked_for)] == looked_for for at in starts)


class Archived:
    """One archived record."""

    def __init__(self, xml: bytes) -> None:
        self.root: Element = etree.fromstring(xml)
        self.id = str(self.root.get("id"))
        self.meeting = self.find(self.root, "m:meeting")[0]
        self.date = str(self.meeting.get("date"))
        self.order = (self.date, self.meeting.get("starts") or "", self.id)
        self.series = self.words(self.meeting, "m:series")
        self.shown_series: str | None = None
        """As the record of the last meeting of the series writes it."""
        self.people = {one.get("key"): one for one in self.find(self.root, "m:people/m:person")}
        self.strands = {
            one.get("key"): self.words(one, "m:title")
            for one in self.find(self.root, "m:strands/m:strand")
        }
        places = self.find(
            self.root, "//m:session | //m:items/* | m:background | m:closing | m:principles"
        )
        self.anchors = {one: one.get("id") or f"_{n}" for n, one in enumerate(places, start=1)}

    @staticmethod
    def find(element: Element, path: str) -> list[Element]:
        """Follow an XPath."""
        return list(element.xpath(path, namespaces=_NS))

    @staticmethod
    def words(element: Element, path: str) -> str:
        """The words of the first element on an XPath."""
        found = element.xpath(f"string({path})", namespaces=_NS)
        return " ".join(str(found).split())

    def items(self, *kinds: str) -> list[Element]:
        """The items of some kinds, in order; all where none is named."""
        found = self.find(self.root, "//m:items/*")
        return [one for one in found if not kinds or name_of(one) in kinds]

    def text(self, item: Element) -> str:
        """The words of an item that is one paragraph."""
        return self.words(item, "m:body")

    def named(self, item: Element, role: str) -> list[str]:
        """The names of those who have a role."""
        return [
            self.words(self.people[one.get("person")], "m:name")
            if one.get("person")
            else one.get("name")
            for one in self.find(item, f"m:{role}")
        ]

    def strand(self, item: Element) -> str | None:
        """The key of an item's strand, or of the nearest session's that has one."""
        around = [item, *item.iterancestors()]
        return next((one.get("strand") for one in around if one.get("strand")), None)

    def place(self, item: Element) -> Row:
        """Where an item stands."""
        session = next(one for one in item.iterancestors() if one in self.anchors)
        return {
            "series": self.shown_series,
            "date": self.date,
            "record": self.id,
            "session": self.words(session, "m:title") or None,
            "strand": self.strands.get(self.strand(item)),
            "item": self.anchors[item],
            "page": f"{self.id}/{self.id}.html#{self.anchors[item]}",
        }

    def matches(self, item: Element, *, strand: str | None, series: str | None) -> bool:
        """Whether an item is of a strand and its meeting of a series."""
        key = self.strand(item)
        fits = strand is None or (
            key is not None
            and (key.lower() == strand.lower() or has_words(self.strands[key], strand))
        )
        return fits and (series is None or has_words(self.series, series))


def words_in_series(record: Archived) -> tuple[str, ...]:
    """What is the same in all spellings of a series."""
    return tuple(words_in(record.series))


def counting(xmls: Iterable[bytes]) -> list[Archived]:
    """The records that stand for their meetings, in order of time."""
    records = [Archived(xml) for xml in xmls]
    last = {words_in_series(one): one for one in sorted(records, key=lambda one: one.order[::2])}
    for one in records:
        one.shown_series = last[words_in_series(one)].series or None
    ids = {one.id for one in records}
    replaced = {one.root.get("supersedes") for one in records}
    return sorted(
        (
            one
            for one in records
            if one.root.get("status") not in {"superseded", "withdrawn"}
            and one.root.get("translation-of") not in ids
            and one.root.get("superseded-by") not in ids
            and one.id not in replaced
        ),
        key=lambda one: one.order,
    )


@dataclass
class _Action:
    first: tuple[Archived, Element]
    told: list[tuple[str, Archived, Element, str, bool]] = field(default_factory=list)
    """The day, who says so, the item, the status, and whether it states the action."""


class Meetings:
    """Meetings one after the other, and what becomes of their actions."""

    def __init__(self, xmls: Iterable[bytes]) -> None:
        self.records = counting(xmls)
        self.by_id = {one.id: one for one in self.records}
        self.actions: list[_Action] = []
        self.of: dict[tuple[str, Element], _Action] = {}
        for record in self.records:
            self._hold(record)

    def _hold(self, record: Archived) -> None:
        taken: list[Element] = []
        for item in record.items("action"):
            before = self._before(record, item.get("carried-from"), item.get("origin"))
            if before is None or before[1] in taken:
                action = _Action(first=(record, item))
                self.actions.append(action)
            else:
                taken.append(before[1])
                action = self.of[before[0].id, before[1]]
            self.of[record.id, item] = action
            self._state(action, record, item)
        for item in record.items():
            closed = {one.text for one in Archived.find(item, "m:closes")}
            for end in Archived.find(item, "m:closes | m:drops"):
                if name_of(end) == "closes" or end.text not in closed:
                    self._end(record, item, end.text, "done" if end.text in closed else "dropped")

    def _state(self, action: _Action, record: Archived, item: Element) -> None:
        status, completed = item.get("status", "open"), item.get("completed") or ""
        is_later = status == "done" and completed > record.date
        now = "open" if status in {"open", "carried"} or is_later else status
        action.told.append((record.date, record, item, now, True))
        if is_later:
            action.told.append((completed, record, item, "done", False))

    def _end(self, record: Archived, item: Element, key: str, status: str) -> None:
        here = record.items("action")
        own = [one for one in here if one.get("id") == key]
        own += [one for one in here if one.get("carried-from") == key]
        found = (record, own[0]) if own else self._before(record, key, None)
        if found is not None:
            self.of[found[0].id, found[1]].told.append((record.date, record, item, status, False))

    def _before(
        self, record: Archived, key: str | None, origin: str | None
    ) -> tuple[Archived, Element] | None:
        """Where an earlier meeting names an action: the last one, one of the series, the first."""
        for earlier in self._earlier(record, origin):
            for item in earlier.items("action"):
                if key is not None and item.get("id") == key:
                    return earlier, item
        return None

    def _earlier(self, record: Archived, origin: str | None) -> Iterator[Archived]:
        line = [one for one in self.records if self._is_in_line(one, record)]
        before = [one for one in line if one.order < record.order][::-1]
        previous = record.meeting.get("previous")
        if previous is not None and previous in self.by_id:
            yield self.by_id[previous]
        yield from before
        if origin in self.by_id and origin != record.id:
            yield self.by_id[origin]

    @staticmethod
    def _is_in_line(one: Archived, other: Archived) -> bool:
        languages = {str(each.root.get("language")).split("-")[0] for each in (one, other)}
        same = one.series.casefold() == other.series.casefold()
        return bool(one.series) and same and len(languages) == 1

    def on(self, day: str) -> list[tuple[Row, Archived, Element]]:
        """Every action as it stood on a day, with the item that has its words."""
        return [found for action in self.actions if (found := self._stood(action, day))]

    def _stood(self, action: _Action, day: str) -> tuple[Row, Archived, Element] | None:
        told = [one for one in sorted(action.told, key=lambda one: one[0]) if one[0] <= day]
        if not told:
            return None
        status, since, carried, last = "open", "", 0, None
        for date, record, item, now, states in told:
            if last is not None and name_of(item) != "action" and now == status:
                continue
            status, since = now, date
            if states:
                carried += last is not None and now == "open"
                last = record, item
        assert last is not None
        record, item = last
        first_record, first = action.first
        origin = self.by_id.get(first.get("origin"))
        due = item.get("due")
        row = {
            "ref": item.get("id") or first.get("id"),
            "action": record.text(item),
            "owners": "; ".join(record.named(item, "owner")) or None,
            "due": due,
            "due_text": record.words(item, "m:due-text") or None,
            "status": status,
            "overdue": "yes" if status == "open" and due and due < day else None,
            "given": first.get("given") or (origin or first_record).date,
            "carried": carried,
            "since": since,
            "first": f"{first_record.id}#{first_record.anchors[first]}",
            "priority": item.get("priority"),
            **record.place(item),
        }
        return row, record, item


def is_owned(record: Archived, item: Element, who: str) -> bool:
    """Whether an item has an owner of this key, or with these words in the name."""
    keys = [one.get("person") or "" for one in Archived.find(item, "m:owner")]
    by_key = any(key.lower() == who.lower() for key in keys if key)
    return by_key or any(has_words(name, who) for name in record.named(item, "owner"))
