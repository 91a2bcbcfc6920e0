"""The part of a record that is open to the public, as a record of its own.

Every rendition for the public is made from it alone, its metadata too. A pure function of the
record and the fixed words; `minutebook.render.leaks` checks its work without knowing it.
"""

from __future__ import annotations

import copy
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from minutebook.render.access import M, bases, is_restricted, local, public_title
from minutebook.render.references import Names, replace_people
from minutebook.render.stand_ins import (
    Reason,
    closed_record,
    entry_stand_in,
    item_stand_in,
    note_stand_in,
    notice,
    reason_of,
    session_stand_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

AUDIENCE = "public-part"
"""The attribute of a record that is such a part already; no record of an author has it."""

_SESSIONS = {f"{M}{name}" for name in ("session", "background", "closing", "principles")}
_TO_PLACES = ("answers", "amends", "regarding", "arises-from")


@dataclass(frozen=True, kw_only=True, slots=True)
class Public:
    """What may be shown of a record."""

    root: etree._Element | None
    """``None`` where nothing may: the record is closed, and has no public title."""
    originals: Mapping[etree._Element, etree._Element]
    """The element of the record that each element of the part was, where it was one."""


def public_part(record: etree._Element, words: Mapping[str, str]) -> Public:
    """
    Take what is open to the public out of a record.

    Args:
        record: The ``meeting-record`` element; it is not changed.
        words: The fixed words of its language.

    Returns:
        A record in which stand-ins tell what was left out and why, as far as that may be told. All
        that stands within a withheld session is left out with it, whatever it says of itself.

    Source:
        The schema's ``access``, on the record, people, sessions, items, papers, strands and notes.
    """
    if record.get(AUDIENCE):
        return Public(root=record, originals={})
    if is_restricted(record):
        title = public_title(record)
        notice_only = None if title is None else closed_record(record, title, words)
        if notice_only is not None:
            notice_only.set(AUDIENCE, "yes")
        return Public(root=notice_only, originals={})
    part = copy.deepcopy(record)
    originals = dict(zip(part.iter(), record.iter(), strict=True))
    taking = _Taking(words=words)
    taking.take_out(part)
    part.set(AUDIENCE, "yes")
    return Public(root=part, originals=originals)


@dataclass(slots=True)
class _Taking:
    """One walk that takes out of a copy what is not public."""

    words: Mapping[str, str]
    counts: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, None] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    """Ids of what was taken out."""

    def take_out(self, part: etree._Element) -> None:
        for extensions in part.findall(f"{M}extensions"):
            part.remove(extensions)  # foreign data, of which nobody said what is public
        self._people(part)
        self._sessions(part)
        self._items(part)
        self._notes(part)
        self._papers(part)
        self._strands(part)
        self._places(part)
        self._say(part)

    def _count(self, kind: str, element: etree._Element) -> None:
        self.counts[kind] += 1
        self.reasons.update(dict.fromkeys(bases(element)))

    def _people(self, part: etree._Element) -> None:
        taken = self._entries(part, "people", "person", name="name")
        names = {
            str(person.get("key")): public_title(person) or self.words["withheld.person"]
            for person in taken
        }
        written = {
            words: public_title(person) or self.words["withheld.person"]
            for person in taken
            for words in _called(person)
        }
        one, many = self.words["withheld.person"], self.words["withheld.people"]
        replace_people(part, Names(by_key=names, by_words=written, one=one, many=many))

    def _papers(self, part: etree._Element) -> None:
        said = self.words["withheld.paper"]
        taken = self._entries(part, "papers", "paper", name="title")
        titles = {str(paper.get("key")): public_title(paper) or said for paper in taken}
        for parent in {paper.getparent(): None for paper in part.iter(f"{M}paper")}:
            if parent is not None and local(parent) != "papers":
                self._paper_references(parent, titles)

    def _paper_references(self, parent: etree._Element, titles: Mapping[str, str]) -> None:
        """Put one paper of the public title where several of it are named."""
        shown: set[str] = set()
        for paper in parent.findall(f"{M}paper"):
            key = paper.get("paper", "")
            if is_restricted(paper):
                self._count("papers", paper)
                title = public_title(paper) or self.words["withheld.paper"]
            elif key in titles:
                title = titles[key]
            else:
                continue
            at = parent.index(paper)
            parent.remove(paper)
            if title not in shown:
                shown.add(title)
                parent.insert(at, _titled(f"{M}paper", title))

    def _strands(self, part: etree._Element) -> None:
        taken = self._entries(part, "strands", "strand", name="title")
        titles = {
            str(strand.get("key")): public_title(strand) or self.words["withheld.strand"]
            for strand in taken
        }
        for element in part.iter():
            title = titles.get(element.get("strand", ""))
            if title is None:
                continue
            del element.attrib["strand"]
            if element.tag in _SESSIONS and element.find(f"{M}title") is None:
                element.insert(0, _titled(f"{M}title", title, bare=True))

    def _entries(
        self, part: etree._Element, group: str, entry: str, *, name: str
    ) -> list[etree._Element]:
        """Take the restricted entries of a group out, and put one for each reason at its end."""
        parent = part.find(f"{M}{group}")
        if parent is None:
            return []
        taken = [one for one in parent if is_restricted(one)]
        for one in taken:
            parent.remove(one)
            self._count(group, one)
        for reason, count in Counter(map(reason_of, taken)).items():
            said = self.words[f"withheld.{entry if count == 1 else group}"]
            parent.append(entry_stand_in(f"{M}{entry}", said, reason, count, name=name))
        return taken

    def _sessions(self, part: etree._Element) -> None:
        for session in list(part.iter(*_SESSIONS)):
            parent = session.getparent()
            if parent is None or not is_restricted(session) or _is_gone(session, part):
                continue
            self._count("sessions", session)
            self._forget(session)
            parent.replace(session, session_stand_in(session, self.words))

    def _items(self, part: etree._Element) -> None:
        for items in part.iter(f"{M}items"):
            for reason, run in _runs(items):
                for item in run:
                    self._count("items", item)
                    self._forget(item)
                items.replace(run[0], item_stand_in(reason, run, self.words))
                for item in run[1:]:
                    items.remove(item)

    def _notes(self, part: etree._Element) -> None:
        for notes in part.iter(f"{M}notes"):
            for reason, run in _runs(notes):
                for note in run:
                    self._count("notes", note)
                notes.replace(run[0], note_stand_in(reason, len(run), self.words))
                for note in run[1:]:
                    notes.remove(note)

    def _forget(self, taken: etree._Element) -> None:
        self.places.update(str(one.get("id")) for one in taken.iter() if one.get("id"))

    def _places(self, part: etree._Element) -> None:
        """Take out what leads to something that is not there any more."""
        for element in list(part.iter()):
            for name in _TO_PLACES:
                if element.get(name) in self.places:
                    del element.attrib[name]
            parent, tag = element.getparent(), local(element)
            if tag in {"closes", "drops"} and element.text in self.places and parent is not None:
                parent.remove(element)
            if tag == "link" and element.get("href", "").removeprefix("#") in self.places:
                element.set("href", "#")

    def _say(self, part: etree._Element) -> None:
        meeting = part.find(f"{M}meeting")
        if self.counts and meeting is not None:
            ordered = {kind: self.counts[kind] for kind in _KINDS if self.counts[kind]}
            meeting.insert(0, notice(ordered, list(self.reasons), self.words))


_KINDS = ("people", "sessions", "items", "papers", "strands", "notes")
"""The order in which it is said how many of what were left out."""


def _is_gone(session: etree._Element, part: etree._Element) -> bool:
    """Say whether a session went with one around it."""
    return not any(above is part for above in session.iterancestors())


def _runs(parent: etree._Element) -> Iterator[tuple[Reason, list[etree._Element]]]:
    """Find restricted neighbours that one stand-in can stand for; a number stands alone."""
    run: list[etree._Element] = []
    for child in [*parent, None]:
        joins = (
            child is not None
            and is_restricted(child)
            and not (run and (child.get("number") or run[0].get("number")))
            and not (run and reason_of(child) != reason_of(run[0]))
        )
        if run and not joins:
            yield reason_of(run[0]), run
            run = []
        if child is not None and is_restricted(child):
            run.append(child)


def _called(person: etree._Element) -> Sequence[str]:
    """Give the names that a person is called by, which an author may have written as words."""
    names = [*person.findall(f"{M}name"), *person.findall(f"{M}alias")]
    return [" ".join((name.text or "").split()).casefold() for name in names]


def _titled(tag: str, title: str, *, bare: bool = False) -> etree._Element:
    element = etree.Element(tag)
    if bare:
        element.text = title
    else:
        etree.SubElement(element, f"{M}title").text = title
    return element
