"""Whatever a note looks like, tidying keeps its record and its comments, and is done once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.property.records import records
from tests.property.untidy import untidy

from minutebook.archive import write_xml
from minutebook.errors import has_errors
from minutebook.forms import note_text
from minutebook.load import load
from minutebook.load.comment_lines import comment_texts
from minutebook.office import Office, complete
from minutebook.tidy import tidy
from minutebook.validate import validate

UNHURRIED = [HealthCheck.too_slow, HealthCheck.data_too_large]
PARTS = range(3)
"""The examples of one promise are drawn in parts, so that processes can share them."""
SLOW = settings(suppress_health_check=UNHURRIED, max_examples=settings().max_examples // 8)


def archived(data: bytes, name: str) -> bytes:
    """The XML of a note that must be sound."""
    validated = validate(load(data, name=name))
    assert validated.record is not None, validated.findings
    return write_xml(complete(validated.record, Office(language="en-GB", access="open")))


@pytest.mark.parametrize("part", PARTS)
@SLOW
@given(data=records(), seed=st.integers(0, 2**32), mark=st.sampled_from(("", "\ufeff")))
def test_a_tidied_note_is_the_same_note(part: int, data: Any, seed: int, mark: str) -> None:
    """Its archive has the same bytes, its comments the same words, and it is tidy."""
    assert part in PARTS
    text, comments = untidy(data, seed)
    before = (mark + text).encode()
    after = tidy(before, name="note.yaml").after
    assert after is not None
    assert archived(after, "note.yaml") == archived(before, "note.yaml")
    assert sorted(comment_texts(text)) == sorted(comments)
    assert sorted(comment_texts(after.decode())) == sorted(comments)
    assert tidy(after, name="note.yaml").after == after
    assert b"\r" not in after
    assert not after.startswith("\ufeff".encode())


@SLOW
@given(data=records())
def test_a_note_in_json_is_the_same_note(data: Any) -> None:
    """JSON stays JSON, and its archive has the same bytes."""
    before = json.dumps(data).encode()
    after = tidy(before, name="note.json").after
    assert after is not None
    assert json.loads(after).keys() == data.keys()
    assert archived(after, "note.json") == archived(before, "note.json")
    assert tidy(after, name="note.json").after == after


@SLOW
@given(data=records())
def test_a_restored_note_is_tidy(data: Any) -> None:
    """What `restore` writes is in the normal spelling."""
    record = validate(load(json.dumps(data).encode(), name="note.json")).record
    assert record is not None
    text = note_text(record, schema="schema.json").encode()
    assert tidy(text, name="note.yaml").after == text


@given(data=st.binary())
def test_a_note_with_errors_is_not_tidied(data: bytes) -> None:
    """Any bytes give their findings, and nothing to be written."""
    tidied = tidy(data, name="note.yaml")
    assert (tidied.after, tidied.changes, has_errors(tidied.findings)) == (None, False, True)
