"""The pieces that a document of its own is put together from, each able to stand without the rest.

Nothing in this module knows which document it is for.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from minutebook.render.access import M, local, taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DOCUMENT = "document"
"""The attribute of a record that is such a document already; no record of an author has it."""

_CHOICES = {f"{M}tally": "choice", f"{M}voters": "name"}
_TO_PLACES = ("answers", "amends", "regarding", "arises-from")


def resolve(whole: etree._Element, words: Mapping[str, str]) -> None:
    """
    Write out what a record refers to by key, so that each part of it can stand alone.

    Args:
        whole: A record, changed in place: people by name, papers in their places, and the strand's
            title where a session has no other.
        words: The fixed words of its language.
    """
    _name_people(whole)
    _place_papers(whole)
    titles = _by_key(whole, "strands", "strand", "title")
    for element in whole.iter():
        strand = taken(element, "strand")
        if strand and local(element) == "session" and element.find(f"{M}title") is None:
            title = etree.Element(f"{M}title")
            title.text = titles.get(strand, strand)
            element.insert(0, title)
    for session in whole.iter(f"{M}session"):
        if session.find(f"{M}title") is None and (said := heading_of(session, words)):
            title = etree.Element(f"{M}title")
            title.text = said
            session.insert(0, title)


def _by_key(whole: etree._Element, group: str, entry: str, name: str) -> dict[str, str]:
    entries = whole.iterfind(f"{M}{group}/{M}{entry}")
    return {one.get("key", ""): one.findtext(f"{M}{name}") or "" for one in entries}


def _name_people(whole: etree._Element) -> None:
    names = _by_key(whole, "people", "person", "name")
    for element in whole.iter():
        if key := taken(element, "person"):
            element.set("name", names.get(key, key))
    for lists in whole.iter(*_CHOICES):
        name = _CHOICES[str(lists.tag)]
        for choice in lists:
            choice.set(name, names.get(choice.get(name, ""), choice.get(name, "")))


def _place_papers(whole: etree._Element) -> None:
    papers = {one.get("key"): one for one in whole.iterfind(f"{M}papers/{M}paper")}
    for reference in list(whole.iter(f"{M}paper")):
        paper, parent = papers.get(reference.get("paper")), reference.getparent()
        if paper is not None and parent is not None:
            copied = copy.deepcopy(paper)
            taken(copied, "key")
            parent.replace(reference, copied)


def heading_of(session: etree._Element, words: Mapping[str, str], *, numbered: bool = False) -> str:
    """Give the words of a heading: its title, or its chapter's name, or the sort of business."""
    title = session.findtext(f"{M}title")
    if title is None and local(session) != "session":
        title = words[local(session)]
    if title is None and (kind := session.get("kind")):
        title = words[f"session.{kind}"]
    number = session.get("number") if numbered else None
    return " ".join(part for part in (number, title) if part)


def headed(
    title: str,
    *,
    items: Iterable[etree._Element] = (),
    sessions: Iterable[etree._Element] = (),
) -> etree._Element:
    """Make a session of copies of items, and of sessions that were made for it."""
    session = etree.Element(f"{M}session")
    if title:
        etree.SubElement(session, f"{M}title").text = title
    if copies := [copy.deepcopy(item) for item in items]:
        etree.SubElement(session, f"{M}items").extend(copies)
    if below := list(sessions):
        etree.SubElement(session, f"{M}sessions").extend(below)
    return session


def paragraph_session(said: str) -> etree._Element:
    """Make a session without a heading that says one thing."""
    session = etree.Element(f"{M}session")
    body = etree.SubElement(session, f"{M}body")
    etree.SubElement(body, f"{M}p").text = said
    return session


def places_in_words(made: etree._Element, whole: etree._Element, words: Mapping[str, str]) -> None:
    """
    Name sessions that are not in a document by their headings, where it refers to them.

    Args:
        made: The document, changed in place.
        whole: The record that it was made from.
        words: The fixed words.
    """
    here = {one.get("id") for one in made.iter()}
    headings = {
        str(one.get("id")): heading_of(one, words, numbered=True)
        for one in whole.iter(
            *(f"{M}{n}" for n in ("session", "background", "closing", "principles"))
        )
        if one.get("id") and one.get("id") not in here
    }
    for element in made.iter():
        for name in _TO_PLACES:
            if said := headings.get(element.get(name, "")):
                element.set(name, said)
