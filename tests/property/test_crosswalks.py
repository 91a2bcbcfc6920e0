"""Whatever the schema allows is valid as Akoma Ntoso, with every word."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from tests.property.records import records
from tests.unit.test_crosswalks import akoma_ntoso, said
from tests.unit.test_stylesheet import all_words

from minutebook.archive import write_xml
from minutebook.crosswalks import crosswalk
from minutebook.office import Office, complete
from minutebook.record import normalise

__all__ = ["akoma_ntoso"]  # a fixture


@pytest.mark.property
@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    max_examples=settings().max_examples // 4,
)
@given(data=records())
def test_any_record_is_valid_and_whole(akoma_ntoso: etree.XMLSchema, data: Any) -> None:
    """By the grammar of OASIS; each word as often as in the XML."""
    record = complete(normalise(data).record, Office(language="en-GB", access="open"))
    xml = write_xml(record)
    other = etree.fromstring(crosswalk(xml, "akn"))
    akoma_ntoso.assertValid(other)
    assert all_words(etree.fromstring(xml)) - said(other) == Counter()
