"""What one reader needs of a record, as one of its own: the agenda, the actions, the decisions.

Every format, title and property of such a document is made from it as those of the note are made
from the whole record. Nothing in this module knows a format.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from minutebook.render.access import M, is_restricted, local, taken
from minutebook.render.agenda import agenda
from minutebook.render.extract import (
    DOCUMENT,
    headed,
    heading_of,
    paragraph_session,
    places_in_words,
    resolve,
)
from minutebook.render.public import AUDIENCE
from minutebook.render.stand_ins import capital

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from minutebook.render.manner import Document

_DECISIONS = frozenset({"decision", "motion", "election"})
_CHAPTERS = ("background", "sessions", "next-steps", "closing", "principles")
_FRAME = frozenset({"title", "access", "meeting", "management"})
_OF_A_HEADING = frozenset({"title", "access"})
_IN_MEETING = frozenset({"quorum", "recording", "next"})
_IN_MANAGEMENT = frozenset({"author", "reviewer", "mandate", "disposal", "history"})


def document_of(
    record: etree._Element, document: Document, words: Mapping[str, str]
) -> etree._Element:
    """
    Make a document of a record.

    Args:
        record: The ``meeting-record`` element, or the public part of one; it is not changed.
        document: What to make of it.
        words: The fixed words of its language.

    Returns:
        The record itself for the note, and where the public is told no more than that there is
        one. Else a record with the same frame, a title that says what it is, and sessions that hold
        what the document is about; one that says so where there is none of it.
    """
    is_notice = record.get(AUDIENCE) and is_restricted(record)
    if document == "note" or record.get(DOCUMENT) or is_notice:
        return record
    whole = copy.deepcopy(record)
    resolve(whole, words)
    if document == "agenda":
        sessions, frame = agenda(whole, words, list(_actions(whole)))
    else:
        make = _by_owner if document == "actions" else _decided
        sessions, frame = list(make(whole, words)), whole
    made = _framed(frame, sessions or [paragraph_session(words[f"document.no_{document}"])])
    places_in_words(made, whole, words)
    title = made.find(f"{M}title")
    if title is not None:
        title.text = f"{words[f'document.{document}']}{words['colon']}{title.text}"
    made.set(DOCUMENT, document)
    return made


def _framed(whole: etree._Element, sessions: list[etree._Element]) -> etree._Element:
    """Keep what a record says of itself and of its meeting, with other sessions in it."""
    made = etree.Element(whole.tag)
    for name, value in whole.attrib.items():
        made.set(name, value)
    for part in whole:
        if local(part) in _FRAME:
            made.append(copy.deepcopy(part))
    meeting, management = made.find(f"{M}meeting"), made.find(f"{M}management")
    for parent, dropped in ((meeting, _IN_MEETING), (management, _IN_MANAGEMENT)):
        for part in list(parent) if parent is not None else ():
            is_notice = local(part) == "notice" and part.get("kind") not in {"withheld", "next"}
            if parent is not None and (local(part) in dropped or is_notice):
                parent.remove(part)
    if meeting is not None:
        taken(meeting, "attendance")
    etree.SubElement(made, f"{M}sessions").extend(sessions)
    return made


def _decided(whole: etree._Element, words: Mapping[str, str]) -> Iterator[etree._Element]:
    """Give each session that decided something, with its decisions, motions and elections."""
    for chapter in _chapters(whole):
        if local(chapter) == "next-steps":
            inner = [one for part in chapter if (one := _decisions(part, words)) is not None]
            if inner:
                yield headed(words["next_steps"], sessions=inner)
        elif (one := _decisions(chapter, words)) is not None:
            yield one


def _decisions(session: etree._Element, words: Mapping[str, str]) -> etree._Element | None:
    items = [item for item in session.iterfind(f"{M}items/*") if local(item) in _DECISIONS]
    below = [
        one
        for part in session.iterfind(f"{M}sessions/{M}session")
        if (one := _decisions(part, words)) is not None
    ]
    if not items and not below:
        return None
    kept = headed(heading_of(session, words, numbered=False), items=items, sessions=below)
    for name in ("id", "number", "date"):
        if value := session.get(name):
            kept.set(name, value)
    access = session.find(f"{M}access")
    if access is not None:
        kept.insert(1, copy.deepcopy(access))
    return kept


def _by_owner(whole: etree._Element, words: Mapping[str, str]) -> Iterator[etree._Element]:
    """Give a session for each owner, in the order in which the record first names them."""
    owned: dict[str, list[etree._Element]] = {}
    for action in _actions(whole):
        names = [owner.get("name", "") for owner in action.findall(f"{M}owner")]
        for name in dict.fromkeys(names or [""]):
            owned.setdefault(name, []).append(action)
    shown: set[etree._Element] = set()
    for name, actions in sorted(owned.items(), key=lambda entry: not entry[0]):
        items = [_again(action) if action in shown else copy.deepcopy(action) for action in actions]
        shown.update(actions)
        yield headed(capital(name) or words["document.no_owner"], items=items)


def _again(action: etree._Element) -> etree._Element:
    """Copy an action that stands further up already: an id names one place only."""
    copied = copy.deepcopy(action)
    names = [copied.get("number"), taken(copied, "id")]
    if said := " ".join(name for name in names if name):
        copied.set("number", said)
    return copied


def _actions(whole: etree._Element) -> Iterator[etree._Element]:
    """Give all actions in the order of the record, each with where it arose and who may see it."""
    for action in whole.iter(f"{M}action"):
        session = next(one for one in action.iterancestors() if one.find(f"{M}items") is not None)
        if not action.get("arises-from") and (words := _place(session)):
            action.set("arises-from", words)
        mark = next((one for one in action.iterancestors() if is_restricted(one)), None)
        if mark is not None and mark is not whole and not is_restricted(action):
            for access in (*action.findall(f"{M}access"), mark.find(f"{M}access")):
                if access is not None and access.getparent() is action:
                    action.remove(access)
                elif access is not None:
                    action.append(copy.deepcopy(access))
        yield action


def _place(session: etree._Element) -> str:
    parts = (session.get("number"), session.findtext(f"{M}title"))
    return " ".join(part for part in parts if part)


def _chapters(whole: etree._Element) -> Iterator[etree._Element]:
    for name in _CHAPTERS:
        for chapter in whole.findall(f"{M}{name}"):
            if name == "sessions":
                yield from chapter
            else:
                yield chapter
