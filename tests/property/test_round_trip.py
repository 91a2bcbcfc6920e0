"""Whatever the schema allows comes back from its archive, word for word and byte for byte."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.property.records import records

from minutebook.archive import open_archived, prove, write_xml
from minutebook.forms import note_text
from minutebook.load import load
from minutebook.office import Office, complete
from minutebook.record import normalise, shorten
from minutebook.validate import validate
from minutebook.yaml_text import write_yaml

UNHURRIED = [HealthCheck.too_slow, HealthCheck.data_too_large]
PARTS = range(5)
"""The examples of one promise are drawn in parts, so that processes can share them."""
SLOW = settings(suppress_health_check=UNHURRIED, max_examples=settings().max_examples // len(PARTS))


@pytest.mark.parametrize("part", PARTS)
@SLOW
@given(data=records())
def test_restoring_an_archive_gives_the_record(part: int, data: Any) -> None:
    """A drawn note validates; its archive is proved, opens, and restores to the same bytes."""
    assert part in PARTS
    validated = validate(load(write_yaml(data).encode(), name="note.yaml"))
    assert validated.record is not None, validated.findings
    record = complete(validated.record, Office(language="en-GB", access="open"))
    xml = write_xml(record)
    assert prove(xml, record, validated.source.data) == ()
    opened = open_archived(xml, name="note.xml")
    assert (opened.record, opened.findings) == (record, ())
    restored = validate(load(note_text(record).encode(), name="restored.yaml"))
    assert restored.record == record, restored.findings
    assert write_xml(restored.record or {}) == xml


@SLOW
@given(records())
def test_short_forms_say_the_same(data: Any) -> None:
    """The form an author would write normalises to the same record, and does not grow."""
    record = normalise(data).record
    short = shorten(record)
    assert normalise(short).record == record
    assert shorten(normalise(short).record) == short


@SLOW
@given(records())
def test_json_and_yaml_are_one_note(data: Any) -> None:
    """A note in JSON gives the record that the same note gives in YAML."""
    from_json = validate(load(json.dumps(data).encode(), name="note.json"))
    from_yaml = validate(load(write_yaml(data).encode(), name="note.yaml"))
    assert from_json.record == from_yaml.record
    assert from_json.record is not None, from_json.findings
