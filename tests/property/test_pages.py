"""Whatever the schema allows becomes a page whose links lead somewhere and that does nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import html as lxml_html
from tests.property.records import records

from minutebook.archive import write_xml
from minutebook.pandoc import open_engine
from minutebook.record import normalise
from minutebook.render import load_house, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.pandoc

UNHURRIED = [HealthCheck.too_slow, HealthCheck.data_too_large]
SLOW = settings(suppress_health_check=UNHURRIED, max_examples=settings().max_examples // 5)


@pytest.fixture(scope="module")
def page_of() -> Iterator[Callable[[Any], bytes]]:
    """Render an author's data, with one pandoc for all."""
    house = load_house()
    with open_engine("worker", house.pandoc_house()) as engine:

        def page(data: Any) -> bytes:
            xml = write_xml(normalise(data).record)
            return render(xml, formats=("html",), engine=engine, house=house).outputs["html"]

        yield page


@SLOW
@given(data=records())
def test_every_link_of_a_page_leads_to_one_place(
    page_of: Callable[[Any], bytes], data: Any
) -> None:
    """No id stands twice, no link within the page is dead, and each place has a link to itself."""
    page = lxml_html.document_fromstring(page_of(data).decode("utf-8"))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = [str(link.get("href")) for link in page.iter("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    marks = [e.get("href") for e in page.iter("a") if e.get("class") == "permalink"]
    assert len(marks) == len(set(marks))
    summary = page.find(".//section[@id='_summary']")
    told = [] if summary is None else [str(a.get("href")) for a in summary.iterfind(".//li/a")]
    back = [str(e.get("href")) for e in page.iter("a") if e.get("class") == "back"]
    assert sorted(told) == sorted("#" + link.removeprefix("#_to-") for link in back)


@SLOW
@given(data=records())
def test_a_page_holds_nothing_that_acts(page_of: Callable[[Any], bytes], data: Any) -> None:
    """Its one script is data that can be read, and no element has a style or a handler."""
    page = lxml_html.document_fromstring(page_of(data).decode("utf-8"))
    (script,) = page.iter("script")
    assert json.loads(script.text or "")["identifier"] == data["id"]
    attributes = {str(name) for element in page.iter() for name in element.attrib}
    assert not [name for name in attributes if name == "style" or name.startswith("on")]
    tags = {element.tag for element in page.iter()}
    assert not tags & {"img", "iframe", "object", "embed", "form", "input", "link", "svg", "base"}
