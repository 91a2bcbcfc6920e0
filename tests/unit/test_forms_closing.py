"""An action is closed in its note, and every other character stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minutebook.errors import UsageError
from minutebook.forms.closing import Closing, close_actions
from minutebook.load import load
from minutebook.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTE = """\
# yaml-language-server: $schema=note.json
schema: meeting-record/1.0
id: parks-2026-06-04
title: "Parks:  group"   # as the minute book has it
status: draft
meeting: {date: 2026-06-04}
sessions:
    - title: Swings
      items:
        - action: Paint.   # all of them
          id: A1           # from March
          owners: []

        # Not before May.
        - id: A2
          action: |
            Buy paint.

            Blue.
        - action: Rest.
          id: "A3"
          status: open  # for ever
          completed: 2026-05-01
      sessions:
        - title: Gate
          items:
            - carried_from: A9
              origin: parks-2026-03-05
              action: Oil the gate.
"""


def _closed(text: str, *keys: str, status: str = "done", day: str | None = None) -> str:
    closing = Closing(keys=keys, status=status, completed=day)
    data = close_actions(text.encode(), closing, name="note.yaml").data
    assert data is not None
    return data.decode()


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("A1", "# from March\n", "# from March\n          status: done\n"),
        ("A2", "- id: A2\n", "- id: A2\n          status: done\n"),
        ("A3", "status: open  #", "status: done  #"),
        ("A9", "- carried_from: A9\n", "- carried_from: A9\n              status: done\n"),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_only_the_status_changes(key: str, old: str, new: str, ends: str) -> None:
    """A line is put below that of the id, or the word changed where it stands."""
    text = NOTE.replace("\n", ends)
    assert _closed(text, key) == NOTE.replace(old, new).replace("\n", ends)


def test_the_day_is_written_too() -> None:
    """Below the status, or in place of another day."""
    text = _closed(NOTE, "A1", "A3", day="2026-05-30")
    added = "# from March\n          status: done\n          completed: 2026-05-30\n"
    assert text == (
        NOTE.replace("# from March\n", added)
        .replace("status: open  #", "status: done  #")
        .replace("2026-05-01", "2026-05-30")
    )


def test_what_was_done_is_not_given_up() -> None:
    """A day of completion would contradict it."""
    with pytest.raises(UsageError, match="`A3` has a day"):
        _closed(NOTE, "A3", status="dropped")


def test_a_day_stands_below_a_status_that_is_there() -> None:
    """The two belong together, wherever the id is."""
    text = NOTE.replace("          completed: 2026-05-01\n", "")
    added = "status: done  # for ever\n          completed: 2026-05-30\n"
    assert _closed(text, "A3", day="2026-05-30") == text.replace(
        "status: open  # for ever\n", added
    )


def test_closed_again_it_is_the_same() -> None:
    """A second run finds nothing to change."""
    once = _closed(NOTE, "A1", "A2", "A1", status="dropped")
    assert _closed(once, "A1", "A2", status="dropped") == once


def test_a_byte_order_mark_stays() -> None:
    """What an editor put before the first character is not of our making."""
    data = b"\xef\xbb\xbf" + NOTE.encode()
    closed = close_actions(data, Closing(keys=["A1"], status="done"), name="note.yaml")
    assert closed.data == b"\xef\xbb\xbf" + _closed(NOTE, "A1").encode()


def test_a_note_without_a_line_end_gets_none() -> None:
    """Not even at its end."""
    head = NOTE.partition("sessions:")[0]
    text = f"{head}sessions:\n  - title: A\n    items:\n      - action: B\n        id: A1"
    assert _closed(text, "A1") == f"{text}\n        status: done"


def _refused() -> Iterator[tuple[str, str, str]]:
    yield NOTE, "A4", "no action `A4`"
    yield NOTE.replace("status: draft", "status: withdrawn"), "A1", "not changed any more"
    head = NOTE.partition("sessions:")[0]
    in_braces = "sessions:\n  - title: A\n    items:\n      - {action: B, id: A1}\n"
    yield head + in_braces, "A1", "lines of its own"
    as_json = (
        '{"schema": "meeting-record/1.0", "id": "a", "title": "A", "meeting": {"date": '
        '"2026-06-04"}, "sessions": [{"title": "B", "items": [{"action": "C", "id": "A1"}]}]}'
    )
    yield as_json, "A1", "is JSON"


@pytest.mark.parametrize(("text", "key", "message"), list(_refused()))
def test_what_cannot_be_closed_is_said(text: str, key: str, message: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(UsageError, match=message):
        _closed(text, key)


def test_a_note_with_errors_is_left_alone() -> None:
    """Its findings are given: what it says is not certain."""
    wrong = NOTE.replace("title: Swings", "titel: Swings")
    closed = close_actions(wrong.encode(), Closing(keys=["A1"], status="done"), name="note.yaml")
    assert closed.data is None
    assert [finding.code for finding in closed.findings][:1] == ["E201"]


def test_what_would_be_wrong_is_not_written() -> None:
    """A day that the rules do not allow is a finding, as if the author had written it."""
    closing = Closing(keys=["A1"], status="done", completed="0000-99-99")
    closed = close_actions(NOTE.encode(), closing, name="note.yaml")
    assert closed.data is None
    assert closed.findings


def test_the_record_says_so() -> None:
    """What was written is read as it was meant."""
    record = validate(load(_closed(NOTE, "A9", day="2026-06-01").encode(), name="a.yaml")).record
    assert record is not None
    action = record["sessions"][0]["sessions"][0]["items"][0]
    assert (action["status"], action["completed"]) == ("done", "2026-06-01")
