"""Whatever the schema allows comes out of a store as it went in, version by version."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.property.records import records
from tests.unit.stores import put

from minutebook.archive import open_archived
from minutebook.fixity import Extent, check_target, target_of
from minutebook.forms import note_text
from minutebook.load import load
from minutebook.office import Office
from minutebook.store import Change, differences, find_record, open_store
from minutebook.validate import validate
from minutebook.yaml_text import write_yaml

OFFICE = Office(language="en-GB", access="open")
SETTINGS = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    max_examples=settings().max_examples // 4,
)


@pytest.mark.property
@SETTINGS
@given(data=records())
def test_each_version_comes_back_as_it_was_put_in(data: Any) -> None:
    """Deposit, change, deposit: the bytes and the record of both versions are there."""
    data = {**data, "status": "draft"}
    data.pop("approval", None)
    changed = {**data, "title": f"{data['title']} (changed)"}
    texts = [write_yaml(one) for one in (data, changed)]
    validated = [validate(load(text.encode(), name="n.yaml")).record for text in texts]
    if None in validated:  # a draft may not have what an approved record has
        return
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "store"
        assert put(root, texts[0], office=OFFICE).change is Change.FIRST
        assert put(root, texts[0], office=OFFICE).change is Change.SAME
        assert put(root, texts[1], "Changed", office=OFFICE).change is Change.VERSION
        kept = [find_record(open_store(root), f"{data['id']}@v{number}") for number in (1, 2)]
        opened = [open_archived(one.xml, name="x").record or {} for one in kept]
        for one, text, record in zip(kept, texts, opened, strict=True):
            assert one.read("source/note.yaml") == text.encode()
            restored = validate(load(note_text(record).encode(), name="r.yaml")).record
            assert restored == record
        assert len(differences(opened[0], opened[1])) == 1
        assert not differences(opened[1], opened[1])
        checks = check_target(target_of(root), Extent(deep=True))
        assert [one for checked in checks for one in checked.findings] == []
