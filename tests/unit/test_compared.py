"""Two versions of a record compared in words: each difference once, at its session and item."""

from __future__ import annotations

from typing import Any

import pytest

from minutebook.record import normalise
from minutebook.store import differences


def record(**more: Any) -> dict[str, Any]:
    """A record as an author writes it, normalised."""
    data = {
        "schema": "meeting-record/1.0",
        "id": "a",
        "title": "Parks",
        "status": "draft",
        "meeting": {"date": "2026-03-05"},
        "people": {"jm": {"name": "Jo Mason"}},
        "sessions": [
            {
                "title": "Swings",
                "items": [
                    {"decision": "The swings are painted green."},
                    "They were last painted in 2019.",
                    {"action": "Buy the paint.", "owners": ["jm"], "due": "2026-04-01"},
                ],
            },
            {"title": "Benches", "text": "Nobody spoke."},
        ],
    }
    return normalise({**data, **more}).record


def sessions(*changed: Any) -> dict[str, Any]:
    """The record with other sessions."""
    return record(sessions=list(changed))


SWINGS = {
    "title": "Swings",
    "items": [
        {"decision": "The swings are painted green."},
        "They were last painted in 2019.",
        {"action": "Buy the paint.", "owners": ["jm"], "due": "2026-04-01"},
    ],
}
BENCHES = {"title": "Benches", "text": "Nobody spoke."}
LONG = "We spoke for long about the many benches of the park by the river and"


def items(*changed: Any) -> dict[str, Any]:
    """The record with other items in its first session."""
    return sessions({**SWINGS, "items": list(changed)}, BENCHES)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (record(), []),
        (record(title="Parks group"), ["`title`: was `Parks`, is `Parks group`"]),
        (
            record(meeting={"date": "2026-03-06", "kind": "Special"}),
            [
                "`meeting.kind`: added, `Special`",
                "`meeting.date`: was `2026-03-05`, is `2026-03-06`",
            ],
        ),
        (
            record(people={"jm": {"name": "Jo Masson"}, "ap": {"name": "Asha Patel"}}),
            [
                "`people.jm`: was `Jo Mason`, is `Jo Masson`",
                "`people.ap`: added, `Asha Patel`",
            ],
        ),
        (record(people={}), ["`people`: removed, `jm: Jo Mason`"]),
        (sessions(SWINGS), ["session 2 (Benches): removed, `title: Benches, text: Nobody spoke.`"]),
        (
            sessions({"title": "Opening", "text": "We began."}, SWINGS, BENCHES),
            ["session 1 (Opening): added, `title: Opening, text: We began.`"],
        ),
        (
            sessions(SWINGS, {"title": "Benches", "text": "Somebody spoke."}),
            ["session 2 (Benches), `text`: was `Nobody spoke.`, is `Somebody spoke.`"],
        ),
        (
            items(*SWINGS["items"][:2], {"action": "Buy the paint.", "owners": ["jm"]}),
            ["session 1 (Swings), item 3 (action), `due`: removed, `2026-04-01`"],
        ),
        (
            items({"decision": "The swings are painted blue."}, *SWINGS["items"][1:]),
            [
                (
                    "session 1 (Swings), item 1 (decision), `decision`: "
                    "was `... swings are painted green.`, is `... swings are painted blue.`"
                )
            ],
        ),
        (
            items(SWINGS["items"][0], "They were last painted in 2018.", SWINGS["items"][2]),
            [
                (
                    "session 1 (Swings), item 2: "
                    "was `... last painted in 2019.`, is `... last painted in 2018.`"
                )
            ],
        ),
        (
            items(*SWINGS["items"], "Nothing else was said."),
            ["session 1 (Swings), item 4: added, `Nothing else was said.`"],
        ),
        (
            items({"motion": "That we go home."}, *SWINGS["items"][1:]),
            [
                "session 1 (Swings), item 1 (motion): added, `motion: That we go home.`",
                (
                    "session 1 (Swings), item 1 (decision): removed, "
                    "`decision: The swings are painted green.`"
                ),
            ],
        ),
        (
            items(
                *SWINGS["items"][:2],
                {"action": "Buy the paint.", "owners": ["jm", "Al Gore"], "due": "2026-04-01"},
            ),
            ["session 1 (Swings), item 3 (action), `owners`, entry 2: added, `Al Gore`"],
        ),
    ],
)
def test_a_difference_is_said_at_its_place(new: dict[str, Any], expected: list[str]) -> None:
    """Once, in the order of the record."""
    assert list(differences(record(), new)) == expected


def test_a_long_text_is_cut_to_what_changed() -> None:
    """A few words stand before and after it."""
    old, new = (
        sessions({"title": "Benches", "text": f"{LONG} {word} {LONG}"}) for word in ("wood", "iron")
    )
    assert differences(old, new) == (
        (
            "session 1 (Benches), `text`: was `... the river and wood We spoke for ...`, "
            "is `... the river and iron We spoke for ...`"
        ),
    )


def test_all_is_said_both_ways() -> None:
    """What was added from one side was removed from the other."""
    one, other = record(), items(*SWINGS["items"], "Nothing else was said.")
    assert differences(other, one) == (
        "session 1 (Swings), item 4: removed, `Nothing else was said.`",
    )
    assert differences(one, record(sessions=[], background="Nothing."))
