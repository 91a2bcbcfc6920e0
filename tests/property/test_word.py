"""Any record's Word file can be read by everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.judges.word_access import faults
from tests.property.records import records

from minutebook.archive import write_xml
from minutebook.office import Office, complete
from minutebook.pandoc import Engine, open_engine
from minutebook.record import normalise
from minutebook.render import HouseFiles, load_house, render

if TYPE_CHECKING:
    from collections.abc import Iterator

FEW = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    max_examples=max(settings().max_examples // 25, 5),
    derandomize=True,
)


@pytest.fixture(scope="module")
def house() -> HouseFiles:
    """The packaged house."""
    return load_house()


@pytest.fixture(scope="module")
def engine(house: HouseFiles) -> Iterator[Engine]:
    """One worker for all examples."""
    with open_engine("worker", house.pandoc_house()) as opened:
        yield opened


@pytest.mark.pandoc
@FEW
@given(data=records())
def test_any_record_can_be_read_by_everybody(engine: Engine, house: HouseFiles, data: Any) -> None:
    """
    Headers, names and descriptions of tables, headings in order, links, and styles alone.

    A link to which its author gave nothing but blanks is the author's, and stays; and the language
    is one that there is.
    """
    spoken = {**data, "language": "en-GB"}
    xml = write_xml(complete(normalise(spoken).record, Office(language="en-GB", access="open")))
    made = render(xml, formats=("docx",), engine=engine, house=house).outputs["docx"]
    assert set(faults(made)) <= {"a link without words"}
