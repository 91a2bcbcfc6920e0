"""The life of an action: what each meeting adds to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.register_records import CLOSED, asked, made, record

from minutebook.register.opened import open_register
from minutebook.register.questions import Narrowed, actions

if TYPE_CHECKING:
    from pathlib import Path

GIVEN = {"action": "Paint the swings.", "id": "A1", "owners": ["JM"], "due": "2026-05-01"}
CARRIED = {**GIVEN, "id": "A2", "carried_from": "A1", "status": "carried"}


def _events(path: Path) -> list[tuple[Any, ...]]:
    query = """
    SELECT action, date, event, status, item FROM {p}action_events ORDER BY action, n
    """
    with open_register(path) as register:
        return register.rows(query, {})


def _told(tmp_path: Path, *records: dict[str, Any]) -> list[tuple[str, str]]:
    """Give the days and events of the one action there is."""
    path = tmp_path / "register.db"
    made(path, *records)
    events = _events(path)
    assert len({event[0] for event in events}) == 1
    return [(event[1], event[2]) for event in events]


MARCH, JUNE = record("2026-03-05", GIVEN), record("2026-06-04", CARRIED)


@pytest.mark.parametrize(
    ("last", "event"),
    [
        ({**CARRIED, "id": "A3", "carried_from": "A2"}, "carried"),
        ({**CARRIED, "carried_from": "A2", "owners": ["AP"]}, "changed"),
        ({**CARRIED, "carried_from": "A2", "due": "2026-09-09"}, "changed"),
        ({**CARRIED, "carried_from": "A2", "due_text": "soon"}, "changed"),
        ({**CARRIED, "carried_from": "A2", "action": "Paint."}, "changed"),
        ({**CARRIED, "carried_from": "A2", "status": "done"}, "done"),
        ({**CARRIED, "carried_from": "A2", "status": "dropped"}, "dropped"),
        ({"decision": "That was done.", "closes": ["A2"]}, "done"),
        ({"text": "It rains too much.", "drops": ["A2"]}, "dropped"),
    ],
)
def test_a_meeting_adds_what_it_says(tmp_path: Path, last: dict[str, Any], event: str) -> None:
    """An action is carried, changed, done or dropped, by its own item or by another."""
    told = _told(tmp_path, MARCH, JUNE, record("2026-09-03", last))
    assert told == [("2026-03-05", "given"), ("2026-06-04", "carried"), ("2026-09-03", event)]


def test_the_order_of_the_files_makes_no_difference(tmp_path: Path) -> None:
    """Time orders a life, not how the archive is named."""
    assert _told(tmp_path, JUNE, MARCH) == [("2026-03-05", "given"), ("2026-06-04", "carried")]


@pytest.mark.parametrize(
    ("completed", "events"),
    [
        ("2026-03-01", [("2026-03-05", "given"), ("2026-03-05", "done")]),
        ("2026-03-05", [("2026-03-05", "given"), ("2026-03-05", "done")]),
        ("2026-03-09", [("2026-03-05", "given"), ("2026-03-09", "done")]),
    ],
)
def test_what_was_done_after_the_meeting_has_its_own_day(
    tmp_path: Path, completed: str, events: list[tuple[str, str]]
) -> None:
    """Until then the action was open, whatever the record came to say afterwards."""
    done = {**GIVEN, "status": "done", "completed": completed}
    assert _told(tmp_path, record("2026-03-05", done)) == events


def test_what_was_done_later_was_still_carried_before(tmp_path: Path) -> None:
    """A meeting between the giving and the doing states it as it was then."""
    done = {**GIVEN, "status": "done", "completed": "2026-08-01"}
    path = tmp_path / "register.db"
    made(path, record("2026-03-05", done), JUNE)
    assert [event[1:] for event in _events(path)] == [
        ("2026-03-05", "given", "open", "parks-2026-03-05#A1"),
        ("2026-06-04", "carried", "open", "parks-2026-06-04#A2"),
        ("2026-08-01", "done", "done", "parks-2026-03-05#A1"),
    ]
    (row,) = asked(path, lambda register: actions(register, "2026-08-01", Narrowed()))
    assert (row["status"], row["item"], row["record"]) == ("done", "A2", "parks-2026-06-04")


def test_an_action_that_is_ended_twice_is_ended_once(tmp_path: Path) -> None:
    """A decision of the same meeting that closes it too adds nothing."""
    done = {**CARRIED, "status": "done"}
    told = _told(
        tmp_path, MARCH, record("2026-06-04", done, {"decision": "Good.", "closes": ["A2", "A1"]})
    )
    assert told == [("2026-03-05", "given"), ("2026-06-04", "done")]


def test_an_action_that_comes_back_is_open_again(tmp_path: Path) -> None:
    """What a later meeting carries on was not done after all."""
    again = {**CARRIED, "id": "A3", "carried_from": "A2"}
    told = _told(
        tmp_path,
        MARCH,
        record("2026-06-04", {**CARRIED, "status": "done"}),
        record("2026-09-03", again),
    )
    assert [event for _, event in told] == ["given", "done", "carried"]


def test_an_action_carried_on_twice_in_one_record_is_two(tmp_path: Path) -> None:
    """The first goes on; the second is an action of its own, from the day it was first given."""
    path = tmp_path / "register.db"
    second = {**CARRIED, "id": "A3", "action": "Paint the gate.", "given": "2026-03-05"}
    made(path, MARCH, record("2026-06-04", CARRIED, {**second, "status": "done"}))
    rows = asked(path, lambda register: actions(register, "2026-06-04", Narrowed()))
    assert [(row["ref"], row["status"], row["given"], row["first"]) for row in rows] == [
        ("A2", "open", "2026-03-05", "parks-2026-03-05#A1"),
        ("A3", "done", "2026-03-05", "parks-2026-06-04#A3"),
    ]


def test_actions_that_lead_round_are_one(tmp_path: Path) -> None:
    """Records that contradict each other end no run."""
    one = record("2026-03-05", {**GIVEN, "carried_from": "A2", "origin": "parks-2026-06-04"})
    path = tmp_path / "register.db"
    made(path, one, JUNE)
    assert [event[2] for event in _events(path)] == ["given", "carried"]


def test_what_is_ended_before_it_is_given_stays_open(tmp_path: Path) -> None:
    """A record with a wrong date brings nothing down."""
    early = record(
        "2026-01-08",
        {"decision": "Done.", "closes": ["A1"]},
        meeting={"previous": "parks-2026-03-05"},
    )
    assert _told(tmp_path, early, MARCH) == [("2026-03-05", "given")]


@pytest.mark.parametrize(
    "other",
    [
        MARCH | {"id": "parks-cy", "language": "cy", "translation_of": "parks-2026-03-05"},
        MARCH | {"id": "parks-old", "status": "superseded"},
        MARCH | {"id": "parks-old", "superseded_by": "parks-2026-03-05"},
        MARCH | {"id": "parks-gone", "status": "withdrawn"},
    ],
    ids=["translation", "superseded", "replaced", "withdrawn"],
)
def test_a_meeting_counts_once(tmp_path: Path, other: dict[str, Any]) -> None:
    """Neither a translation nor an old version states an action a second time."""
    path = tmp_path / "register.db"
    made(path, MARCH, other)
    assert [event[0] for event in _events(path)] == ["parks-2026-03-05#A1"]


def test_a_translation_counts_where_the_original_is_not_there(tmp_path: Path) -> None:
    """What is all there is of a meeting stands for it, until the original comes."""
    path = tmp_path / "register.db"
    other = MARCH | {"id": "parks-cy", "language": "cy", "translation_of": "parks-2026-03-05"}
    made(path, other)
    assert [event[0] for event in _events(path)] == ["parks-cy#A1"]
    made(path, other, MARCH)
    assert [event[0] for event in _events(path)] == ["parks-2026-03-05#A1"]


def test_an_action_that_is_closed_somewhere_is_not_public(tmp_path: Path) -> None:
    """Half a life would tell a wrong state."""
    path = tmp_path / "register.db"
    made(path, MARCH, record("2026-06-04", {**CARRIED, "access": CLOSED}))

    def ask(public: bool) -> list[str]:
        found = asked(
            path, lambda register: actions(register, "2026-12-31", Narrowed()), public=public
        )
        return [row["action"] for row in found]

    assert ask(False) == ["Paint the swings."]
    assert ask(True) == []
