"""The agenda that a record holds: its own before the meeting, and after it that of the next one."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from minutebook.render.access import M, local, taken
from minutebook.render.extract import headed

if TYPE_CHECKING:
    from collections.abc import Mapping

_OF_A_TOPIC = frozenset({"title", "led-by", "to", "purpose", "access", "paper"})
_TIMES = ("id", "number", "kind", "date", "starts", "ends", "minutes-allotted")
_OF_THE_SERIES = frozenset({"kind", "series", "organiser", "notice"})
_STILL_OPEN = {None, "open", "carried"}


def agenda(
    whole: etree._Element, words: Mapping[str, str], actions: list[etree._Element]
) -> tuple[list[etree._Element], etree._Element]:
    """
    Take the agenda out of a record.

    Args:
        whole: The record, its references written out; a frame for the next meeting is made anew.
        words: The fixed words of its language.
        actions: All of its actions.

    Returns:
        The sessions of the agenda, maybe none, and the record whose frame it has. A draft in which
        nothing is minuted is the agenda of its own meeting. A record that names the next meeting
        gives the agenda of that one, with the actions that are still open; any other gives the
        headings of its sessions.
    """
    following = whole.find(f"{M}meeting/{M}next")
    if _is_planned(whole):
        return [_topic(one, in_full=True) for one in _sessions(whole)], whole
    if following is None:
        return [_topic(one, in_full=False) for one in _sessions(whole)], whole
    return list(_of_next(following, words, _open(actions, whole))), _next_frame(
        whole, following, words
    )


def _sessions(whole: etree._Element) -> list[etree._Element]:
    return whole.findall(f"{M}sessions/{M}session")


def _is_planned(whole: etree._Element) -> bool:
    """Say whether nothing is minuted yet: no item but actions that are carried over."""
    items = whole.iterfind(f".//{M}items/*")
    return whole.get("status") == "draft" and all(
        local(item) == "action" and item.get("status") == "carried" for item in items
    )


def _topic(session: etree._Element, *, in_full: bool) -> etree._Element:
    """Keep what is known of a session beforehand."""
    kept = _OF_A_TOPIC | ({"body", "items"} if in_full else set())
    topic = etree.Element(session.tag)
    for name in _TIMES:
        if value := session.get(name):
            topic.set(name, value)
    for part in session:
        if local(part) in kept:
            topic.append(copy.deepcopy(part))
    if below := session.findall(f"{M}sessions/{M}session"):
        inner = etree.SubElement(topic, f"{M}sessions")
        inner.extend(_topic(one, in_full=in_full) for one in below)
    return topic


def _of_next(
    following: etree._Element, words: Mapping[str, str], actions: list[etree._Element]
) -> list[etree._Element]:
    sessions = []
    if topics := following.findall(f"{M}agenda/{M}topic"):
        listed = headed(words["next.agenda"])
        body = etree.SubElement(listed, f"{M}body")
        entries = etree.SubElement(body, f"{M}list", kind="number", tight="yes")
        for topic in topics:
            etree.SubElement(etree.SubElement(entries, f"{M}item"), f"{M}p").text = topic.text
        sessions.append(listed)
    if actions:
        sessions.append(headed(words["document.open_actions"], items=actions))
    return sessions


def _open(actions: list[etree._Element], whole: etree._Element) -> list[etree._Element]:
    """Give the actions that are still to be done, and that no item of the record ends."""
    ended = {one.text for one in whole.iter(f"{M}closes", f"{M}drops")}
    own = {action.get("id") for action in actions}
    return [
        action
        for action in actions
        if action.get("status") in _STILL_OPEN
        and (action.get("id") is None or action.get("id") not in ended)
        and action.get("carried-from") not in ended - own
    ]


def _next_frame(
    whole: etree._Element, following: etree._Element, words: Mapping[str, str]
) -> etree._Element:
    """Make the frame of the next meeting: what the record says of it, and no more."""
    frame = copy.deepcopy(whole)
    taken(frame, "status")
    _forget_control(frame.find(f"{M}management"))
    if record := following.get("record"):
        frame.set("id", record)
    meeting, title = frame.find(f"{M}meeting"), frame.find(f"{M}title")
    if meeting is None or title is None:
        return frame
    title.text = meeting.findtext(f"{M}series") or title.text
    zone = meeting.get("timezone")
    meeting.attrib.clear()
    for part in list(meeting):
        if local(part) not in _OF_THE_SERIES:
            meeting.remove(part)
    for name in ("date", "starts", "ends"):
        if value := following.get(name):
            meeting.set(name, value)
    if zone and following.get("starts"):
        meeting.set("timezone", zone)
    meeting.set("previous", whole.get("id", ""))
    if (venue := following.find(f"{M}venue")) is not None:
        meeting.append(copy.deepcopy(venue))
    _say(meeting, following, words)
    return frame


def _forget_control(management: etree._Element | None) -> None:
    """Leave out what is said of the record of the last meeting, and not of this paper."""
    if management is None:
        return
    management.attrib.clear()
    for part in list(management):
        if local(part) not in {"creator", "rights"}:
            management.remove(part)


def _say(meeting: etree._Element, following: etree._Element, words: Mapping[str, str]) -> None:
    """Say how firm the next meeting is, and what else the record says of it."""
    status = following.get("status")
    said = [words[f"next.{status}"]] if status else []
    said += [text] if (text := following.findtext(f"{M}text")) else []
    if said:
        body = etree.SubElement(etree.SubElement(meeting, f"{M}notice", kind="next"), f"{M}body")
        for line in said:
            etree.SubElement(body, f"{M}p").text = line
