"""Any record can stand beside a translation of itself, and nothing of either is lost."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from tests.judges.word_access import faults
from tests.property.records import records

from minutebook.archive import write_xml
from minutebook.bilingual import Together, render_together
from minutebook.pandoc import open_engine
from minutebook.record import normalise
from minutebook.render import DOCUMENTS, HouseFiles, Manner, load_house

if TYPE_CHECKING:
    from minutebook.pandoc import Engine

pytestmark = pytest.mark.pandoc

UNHURRIED = [HealthCheck.too_slow, HealthCheck.data_too_large]
SLOW = settings(suppress_health_check=UNHURRIED, max_examples=settings().max_examples // 15)


@cache
def house() -> HouseFiles:
    """Compiled once; no fixture, which hypothesis would show whole."""
    return load_house()


@cache
def engine() -> Engine:
    """One worker for all; it ends with the process."""
    return open_engine("worker", house().pandoc_house())


def beside_itself(data: Any, tongue: str, manner: Manner) -> Together:
    """Set a record beside the same words in another language."""
    first, second = (
        write_xml(normalise({**data, "language": tag}).record) for tag in ("en", tongue)
    )
    return render_together(
        (first, second),
        formats=("html", "docx", "txt"),
        engine=engine(),
        house=house(),
        manner=manner,
    )


@SLOW
@given(data=records(), tongue=st.sampled_from(["cy", "he"]), document=st.sampled_from(DOCUMENTS))
def test_a_record_stands_beside_itself(data: Any, tongue: str, document: Any) -> None:
    """Every block has its partner; no id stands twice, and no link within the page is dead."""
    made = beside_itself(data, tongue, Manner(document=document))
    assert made.unlike == ()
    page = lxml_html.document_fromstring(made.outputs["html"].decode("utf-8"))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = [str(link.get("href")) for link in page.iter("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    halves = [half.get("lang") for half in page.iter() if half.get("class") == "half"]
    assert halves == ["en", tongue] * (len(halves) // 2)
    assert [row for row in page.iter("div") if is_lonely(row)] == []
    # A session without a heading lets those below it skip a level, alone as well as in a pair.
    found = faults(made.outputs["docx"])
    # A title of blanks of another script is none.
    allowed = ("heading ", "no title", "an empty heading")
    assert [fault for fault in found if not fault.startswith(allowed)] == []


def is_lonely(block: Any) -> bool:
    """Whether a row has words in one of its halves alone."""
    if block.get("class") != "pair":
        return False
    first, second = (bool(half.text_content().strip() or len(half)) for half in block)
    return first != second
