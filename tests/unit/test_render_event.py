"""A meeting as schema.org's Event."""

from __future__ import annotations

import pytest
from tests.unit.render_notes import note_xml

from minutebook.render.event import event
from minutebook.xml_parser import parse_xml

WHOLE = """<meeting date="2026-03-05" starts="10:00" ends="12:30" timezone="Europe/London"
  state="held"><kind>Quarterly</kind><series>Group</series>
  <organiser>Council</organiser>
  <venue online="https://example.org/join"><name>Hall</name></venue></meeting>"""


def test_a_meeting_is_told_whole() -> None:
    """In a fixed order; the zone is named, since its distance would need a table of zones."""
    assert event(parse_xml(note_xml("", meeting=WHOLE))) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "A & B",
        "description": "Quarterly",
        "identifier": "r-1",
        "inLanguage": "en-GB",
        "startDate": "2026-03-05T10:00:00",
        "endDate": "2026-03-05T12:30:00",
        "eventSchedule": {
            "@type": "Schedule",
            "startDate": "2026-03-05",
            "startTime": "10:00",
            "endTime": "12:30",
            "scheduleTimezone": "Europe/London",
        },
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [
            {"@type": "Place", "name": "Hall"},
            {"@type": "VirtualLocation", "url": "https://example.org/join"},
        ],
        "organizer": [{"@type": "Organization", "name": "Council"}],
        "superEvent": {"@type": "EventSeries", "name": "Group"},
    }


def test_nothing_is_told_that_the_record_does_not_say() -> None:
    """No empty value, no state, no place."""
    assert list(event(parse_xml(note_xml("")))) == [
        *("@context", "@type", "name", "identifier", "inLanguage", "startDate")
    ]


@pytest.mark.parametrize(
    ("zone", "start"),
    [
        ("UTC", "2026-03-05T10:00:00Z"),
        ("Etc/GMT-3", "2026-03-05T10:00:00+03:00"),
        ("Etc/GMT+11", "2026-03-05T10:00:00-11:00"),
        ("Asia/Tokyo", "2026-03-05T10:00:00"),
    ],
)
def test_a_zone_that_needs_no_table_is_a_distance(zone: str, start: str) -> None:
    """The signs of these names count westwards."""
    meeting = f'<meeting date="2026-03-05" starts="10:00" timezone="{zone}"/>'
    told = event(parse_xml(note_xml("", meeting=meeting)))
    assert told["startDate"] == start
    assert ("eventSchedule" in told) == (zone == "Asia/Tokyo")


@pytest.mark.parametrize(
    ("state", "status"),
    [("cancelled", "https://schema.org/EventCancelled"), ("inquorate", None), ("adjourned", None)],
)
def test_a_state_is_told_where_there_is_a_word_for_it(state: str, status: str | None) -> None:
    """A meeting that broke off was neither cancelled nor put off."""
    meeting = f'<meeting date="2026-03-05" end-date="2026-03-06" state="{state}"/>'
    told = event(parse_xml(note_xml("", meeting=meeting)))
    assert told.get("eventStatus") == status
    assert told["endDate"] == "2026-03-06"
