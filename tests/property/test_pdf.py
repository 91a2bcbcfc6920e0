"""A PDF of any record: it is made, and what keeps a screen reader from it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from tests.property.records import records

from minutebook.archive import write_xml
from minutebook.pandoc import open_engine
from minutebook.record import normalise
from minutebook.render import load_house, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.pandoc import Engine
    from minutebook.render import HouseFiles

pytestmark = pytest.mark.pandoc


@pytest.fixture(scope="module")
def house() -> HouseFiles:
    """Compiled once."""
    return load_house()


@pytest.fixture(scope="module")
def engine(house: HouseFiles) -> Iterator[Engine]:
    """Started once."""
    with open_engine("worker", house.pandoc_house()) as opened:
        yield opened


@pytest.mark.slow
@settings(max_examples=20, deadline=None, derandomize=True)
@given(data=records())
def test_a_pdf_is_made_of_any_record(
    data: dict[str, Any], engine: Engine, house: HouseFiles
) -> None:
    """As PDF/A-2b always, and as PDF/UA-1 unless a warning says otherwise."""
    xml = write_xml(normalise(data).record)
    made = render(xml, formats=("pdf",), engine=engine, house=house)
    assert made.outputs["pdf"].startswith(b"%PDF-")
    codes = {finding.code for finding in made.findings}
    assert (b"pdfuaid:part" in made.outputs["pdf"]) == ("W531" not in codes)
