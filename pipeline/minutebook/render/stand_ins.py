"""What stands in a public rendition where something was left out: a statement, its basis, a count.

Each is an element of a record like any other, so every format shows it. Nothing in this module
takes a word from what it stands for but its public title, its number and its basis.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from minutebook.render.access import M, access_of, bases, level, local, public_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """What may be told of something that is withheld; things of one reason share a stand-in."""

    rank: str
    """Its level of access."""
    reasons: tuple[str, ...]
    title: str | None
    """Its public title."""
    group: str | None = None
    """What it stands among, where that is shown: people by their attendance."""


def reason_of(element: etree._Element) -> Reason:
    """Give what may be told of a restricted element."""
    return Reason(
        rank=level(element),
        reasons=bases(element),
        title=public_title(element),
        group=element.get("attendance"),
    )


def numbered(words: str, count: int) -> str:
    """Write how many there are behind what they are, which needs no plural of any language."""
    return f"{words} ({count})" if count > 1 else words


def capital(words: str) -> str:
    """Begin words with a capital, as a line begins."""
    return words[:1].upper() + words[1:]


def session_stand_in(session: etree._Element, words: Mapping[str, str]) -> etree._Element:
    """
    Make a heading with a statement below it.

    Args:
        session: Withheld; its number stays as it is written, so that no other one changes.
        words: The fixed words.
    """
    stand_in = etree.Element(session.tag)
    if number := session.get("number"):
        stand_in.set("number", number)
    title = public_title(session)
    if title or local(session) == "session":
        etree.SubElement(stand_in, f"{M}title").text = title or words["withheld.title"]
    items = etree.SubElement(stand_in, f"{M}items")
    items.append(_withheld(words["withheld.session"], bases(session)))
    return stand_in


def item_stand_in(
    reason: Reason, items: Sequence[etree._Element], words: Mapping[str, str]
) -> etree._Element:
    """Make one item that stands for neighbours which are withheld for one reason."""
    stand_in = _withheld(_left_out("item", len(items), words), reason.reasons)
    number = items[0].get("number")
    if number and len(items) == 1:
        stand_in.set("number", number)
    if reason.title:
        first = etree.Element(f"{M}p")
        first.text = reason.title
        stand_in[0].insert(0, first)
    return stand_in


def note_stand_in(reason: Reason, count: int, words: Mapping[str, str]) -> etree._Element:
    """Make one note that stands for neighbours which are withheld for one reason."""
    note = etree.Element(f"{M}note")
    note.append(access_of(reason.rank, reason.reasons))
    note.append(_body(_left_out("note", count, words)))
    return note


def entry_stand_in(
    tag: str, said: str, reason: Reason, count: int, *, name: str = "title"
) -> etree._Element:
    """
    Make an entry of the people, papers or strands that stands for some which are withheld.

    Args:
        tag: What the entries are, with its namespace.
        said: What is withheld, in words; the public title takes its place.
        reason: What may be told.
        count: How many there are.
        name: The element that holds the entry's words.
    """
    entry = etree.Element(tag)
    if reason.group:
        entry.set("attendance", reason.group)
    words = numbered(reason.title or said, count)
    etree.SubElement(entry, f"{M}{name}").text = capital(words)
    entry.append(access_of(reason.rank, reason.reasons))
    return entry


def notice(
    counts: Mapping[str, int], reasons: Sequence[str], words: Mapping[str, str]
) -> etree._Element:
    """Make the statement at the head of a record: how much of what was left out, and why."""
    element = etree.Element(f"{M}notice", kind="withheld")
    listed = ", ".join(f"{words[f'withheld.count.{kind}']} ({n})" for kind, n in counts.items())
    body = _body(listed)
    if reasons:
        colon = words["colon"]
        etree.SubElement(body, f"{M}p").text = f"{words['access.basis']}{colon}{'; '.join(reasons)}"
    element.append(body)
    return element


def closed_record(record: etree._Element, title: str, words: Mapping[str, str]) -> etree._Element:
    """
    Make the record of a meeting of which only the day and a public title are told.

    Args:
        record: Restricted or closed as a whole.
        title: Its public title.
        words: The fixed words.
    """
    stand_in = etree.Element(record.tag)
    for name in ("schema", "id", "language"):
        if value := record.get(name):
            stand_in.set(name, value)
    etree.SubElement(stand_in, f"{M}title").text = title
    stand_in.append(access_of(level(record), bases(record)))
    meeting, days = etree.SubElement(stand_in, f"{M}meeting"), record.find(f"{M}meeting")
    for name in ("date", "end-date"):
        if days is not None and (value := days.get(name)):
            meeting.set(name, value)
    session = etree.SubElement(etree.SubElement(stand_in, f"{M}sessions"), f"{M}session")
    items = etree.SubElement(session, f"{M}items")
    items.append(_withheld(words["withheld.record"], bases(record)))
    return stand_in


def _left_out(kind: str, count: int, words: Mapping[str, str]) -> str:
    if count == 1:
        return words[f"withheld.{kind}"]
    return f"{words[f'withheld.{kind}s']}{words['colon']}{count}"


def _withheld(said: str, reasons: Sequence[str]) -> etree._Element:
    element = etree.Element(f"{M}withheld")
    element.append(_body(said))
    if reasons:
        etree.SubElement(element, f"{M}basis").text = "; ".join(reasons)
    return element


def _body(said: str) -> etree._Element:
    body = etree.Element(f"{M}body")
    etree.SubElement(body, f"{M}p").text = said
    return body
