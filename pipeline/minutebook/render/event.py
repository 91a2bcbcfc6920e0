"""A meeting as schema.org's `Event`, for machines that read the page.

It says nothing that the page does not say in words, and nothing of who was there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minutebook.schemas import NAMESPACE

if TYPE_CHECKING:
    from lxml import etree

_M = f"{{{NAMESPACE}}}"

# Of a meeting that broke off schema.org knows nothing, so nothing is said.
_STATES = {"cancelled": "EventCancelled", "held": "EventScheduled"}
_MODES = {
    (True, False): "OfflineEventAttendanceMode",
    (False, True): "OnlineEventAttendanceMode",
    (True, True): "MixedEventAttendanceMode",
}

# Zones whose distance from UTC needs no table: a table would differ between machines.
_FIXED_ZONE = re.compile(r"(?:Etc/)?(?:UTC|GMT|UCT|Zulu|Universal)|Z")
_FIXED_HOURS = re.compile(r"Etc/GMT([+-])([0-9]{1,2})")


def event(record: etree._Element) -> dict[str, object]:
    """
    Describe the meeting of a record.

    Args:
        record: The ``meeting-record`` element.

    Returns:
        JSON's kinds alone, in a fixed order, with no empty value.

    Source:
        schema.org, Event and Schedule.
    """
    meeting = record.find(f"{_M}meeting")
    if meeting is None:
        return {}
    facts: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": _text(record, "title"),
        "description": _text(meeting, "kind"),
        "identifier": record.get("id"),
        "inLanguage": record.get("language"),
        "startDate": _moment(meeting, meeting.get("date"), meeting.get("starts")),
        "endDate": _end(meeting),
        "eventSchedule": _schedule(meeting),
        "eventStatus": _status(meeting),
        **_places(meeting),
        "organizer": [
            {"@type": "Organization", "name": name.text}
            for name in meeting.iterfind(f"{_M}organiser")
        ],
        "superEvent": _series(meeting),
        "keywords": [word.text for word in record.iterfind(f"{_M}management/{_M}keyword")],
    }
    return {key: value for key, value in facts.items() if value}


def _text(element: etree._Element, name: str) -> str:
    return element.findtext(f"{_M}{name}") or ""


def _moment(meeting: etree._Element, day: str | None, time: str | None) -> str | None:
    if not day or not time:
        return day
    seconds = ":00" if time.count(":") == 1 else ""
    return f"{day}T{time}{seconds}{_offset(meeting.get('timezone') or '')}"


def _offset(zone: str) -> str:
    if _FIXED_ZONE.fullmatch(zone):
        return "Z"
    if hours := _FIXED_HOURS.fullmatch(zone):
        # These names count westwards, as POSIX does.
        return f"{'-' if hours[1] == '+' else '+'}{int(hours[2]):02}:00"
    return ""


def _end(meeting: etree._Element) -> str | None:
    day = meeting.get("end-date")
    if meeting.get("ends"):
        return _moment(meeting, day or meeting.get("date"), meeting.get("ends"))
    return day


def _schedule(meeting: etree._Element) -> dict[str, object] | None:
    """Name the zone of the times, where it cannot be written as a distance."""
    zone = meeting.get("timezone") or ""
    if not zone or _offset(zone) or not (meeting.get("starts") or meeting.get("ends")):
        return None
    facts = {
        "@type": "Schedule",
        "startDate": meeting.get("date"),
        "startTime": meeting.get("starts"),
        "endTime": meeting.get("ends"),
        "scheduleTimezone": zone,
    }
    return {key: value for key, value in facts.items() if value}


def _status(meeting: etree._Element) -> str | None:
    name = _STATES.get(meeting.get("state") or "")
    return name and f"https://schema.org/{name}"


def _places(meeting: etree._Element) -> dict[str, object]:
    venue = meeting.find(f"{_M}venue")
    if venue is None:
        return {}
    place = {"name": _text(venue, "name"), "address": _text(venue, "address")}
    places: list[object] = []
    if any(place.values()):
        places.append({"@type": "Place", **{key: value for key, value in place.items() if value}})
    if online := venue.get("online"):
        places.append({"@type": "VirtualLocation", "url": online})
    mode = _MODES.get((any(place.values()), bool(online)))
    return {
        "eventAttendanceMode": mode and f"https://schema.org/{mode}",
        "location": places[0] if len(places) == 1 else places,
    }


def _series(meeting: etree._Element) -> dict[str, object] | None:
    name = _text(meeting, "series")
    return {"@type": "EventSeries", "name": name} if name else None
