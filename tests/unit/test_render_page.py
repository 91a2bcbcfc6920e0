"""The page and the Word file of a record, as pandoc writes them."""

from __future__ import annotations

import io
import itertools
import re
from typing import TYPE_CHECKING

import docx
import pytest
from lxml import html as lxml_html
from tests.unit.render_notes import PEOPLE, note_xml

from minutebook.pandoc import open_engine
from minutebook.render import FORMATS, load_house, render
from minutebook.render.house_sources import PACKAGED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.pandoc import Engine
    from minutebook.render import HouseFiles

pytestmark = pytest.mark.pandoc

HOSTILE = (
    "&lt;script&gt;alert(1)&lt;/script&gt;\" onload=\"x ' onload='x "
    "&lt;/title&gt;&lt;/style&gt; $body$ ${it}"
)
RECORD = f"""{PEOPLE}
<papers><paper key="p" href="https://example.org/p"><title>Plan</title></paper></papers>
<background><body><p>Why.<note-ref id="1"/></p>
  <footnote id="1"><p>Foot.</p></footnote></body></background>
<sessions>
<session id="first" number="1"><title>First</title><paper paper="p"/><items>
  <question id="fnref1"><body><p>When?</p></body><by person="lee"/></question>
  <motion id="M1" result="carried"><body><p>That it be so.</p></body><moved person="AP"/>
    <vote for="3" against="1"/><result-text>CARRIED</result-text></motion>
  <action id="A1"><body><p>Do it.</p></body><owner person="AP"/><closes>A0</closes></action>
</items><sessions><session><title>Below</title><body><p>More.</p></body></session></sessions></session>
<session><body><p>A part without a heading.</p></body></session>
</sessions>
<principles stance="upheld">
  <items><principle><body><p>Be kind.</p></body></principle></items></principles>
<management><rights>© Office</rights><creator>Office</creator><keyword>one</keyword></management>
"""


@pytest.fixture(scope="module")
def house() -> HouseFiles:
    """Compiled once."""
    return load_house()


@pytest.fixture(scope="module")
def engine(house: HouseFiles) -> Iterator[Engine]:
    """Started once."""
    with open_engine("worker", house.pandoc_house()) as opened:
        yield opened


@pytest.fixture(scope="module")
def page(engine: Engine, house: HouseFiles) -> lxml_html.HtmlElement:
    """The page of a record that has most things."""
    return _page(note_xml(RECORD), engine, house)


def _page(xml: bytes, engine: Engine, house: HouseFiles) -> lxml_html.HtmlElement:
    data = render(xml, formats=("html",), engine=engine, house=house).outputs["html"]
    return lxml_html.document_fromstring(data.decode("utf-8"))


def test_a_page_has_its_landmarks(page: lxml_html.HtmlElement) -> None:
    """One of each, one first heading, and the record's language."""
    counts = [len(page.findall(f".//{name}")) for name in ("header", "nav", "main", "footer", "h1")]
    assert counts == [1, 1, 1, 1, 1]
    assert page.get("lang") == "en-GB"
    assert page.findtext(".//title") == page.findtext(".//h1") == "A & B"


def test_ids_are_unique_and_links_within_the_page_lead_somewhere(
    page: lxml_html.HtmlElement,
) -> None:
    """Also where an author's id is one that pandoc gives to a footnote."""
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    targets = {link.get("href")[1:] for link in page.iter("a") if link.get("href").startswith("#")}
    assert targets - set(ids) == set()
    assert {"first", "M1", "A1", "_fnref1"} <= set(ids)


def test_headings_never_leave_out_a_rank(page: lxml_html.HtmlElement) -> None:
    """So that somebody who hears the page can follow its parts."""
    ranks = [int(e.tag[1]) for e in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert ranks[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(ranks))


def test_a_section_has_a_heading(page: lxml_html.HtmlElement) -> None:
    """A part without one is no section of the page."""
    sections = [s for s in page.iter("section") if "footnotes" not in (s.get("class") or "")]
    assert len(sections) > 5
    assert all(section[0].tag in {"h2", "h3", "h4"} for section in sections)


def test_tables_have_captions_and_heads(page: lxml_html.HtmlElement) -> None:
    """And each head says whether it is a column's or a row's."""
    tables = page.findall(".//table")
    assert [table.findtext("caption") for table in tables] == ["Vote", "Actions"]
    scopes = {th.getparent().getparent().tag: th.get("scope") for th in page.iter("th")}
    assert scopes == {"thead": "col", "tbody": "row"}


def test_a_page_tells_machines_what_it_is(page: lxml_html.HtmlElement) -> None:
    """In Dublin Core's terms."""
    meta = {e.get("name"): e.get("content") for e in page.iter("meta") if e.get("name")}
    assert meta["dcterms.identifier"] == "r-1"
    assert meta["dcterms.date"] == "2026-03-05"
    assert meta["dcterms.creator"] == "Office"
    assert meta["dcterms.rights"] == "© Office"


def test_a_page_asks_for_nothing(page: lxml_html.HtmlElement) -> None:
    """No script but data, no frame, no picture, no file beside it, no style but the house's."""
    assert [e.get("type") for e in page.iter("script")] == ["application/ld+json"]
    assert not [e for e in page.iter() if e.get("style")]
    assert {e.tag for e in page.iter()} & {
        "link",
        "iframe",
        "img",
        "object",
        "form",
    } == set()
    assert not [e for e in page.iter() if any(str(name).startswith("on") for name in e.attrib)]


def test_hostile_words_are_words(engine: Engine, house: HouseFiles) -> None:
    """In the title, which stands in four places of the page, and in everything below it."""
    attribute = HOSTILE.replace('"', "&quot;")
    inner = (
        f'<people><person key="AP" handle="{attribute}"><name>{HOSTILE}</name></person></people>'
        f"<background><title>{HOSTILE}</title><body><p>{HOSTILE}</p>"
        f'<code-block language="{attribute}">{HOSTILE}</code-block></body></background>'
        f"<management><rights>{HOSTILE}</rights></management>"
    )
    page = _page(note_xml(inner, title=HOSTILE), engine, house)
    words = "<script>alert(1)</script>\" onload=\"x ' onload='x </title></style> $body$ ${it}"
    assert page.findtext(".//h1") == page.findtext(".//title") == words
    assert page.findtext(".//p[1]") is not None
    assert [e.get("type") for e in page.iter("script")] == ["application/ld+json"]
    assert not [e for e in page.iter() if e.get("onload")]
    assert "".join(page.itertext()).count(words) >= 7


def test_a_word_file_is_read_back_in_order(engine: Engine, house: HouseFiles) -> None:
    """Real headings, lists and tables, by another reader."""
    data = render(note_xml(RECORD), formats=("docx",), engine=engine, house=house).outputs["docx"]
    file = docx.Document(io.BytesIO(data))
    styled = [(str(p.style.name) if p.style else "", p.text) for p in file.paragraphs]
    heads = [(style, text) for style, text in styled if style.startswith(("Head", "Tit"))]
    assert heads == [
        ("Title", "A & B"),
        ("Heading 1", "Attendance"),
        ("Heading 2", "Present"),
        ("Heading 2", "Apologies"),
        ("Heading 1", "Papers"),
        ("Heading 1", "Background"),
        ("Heading 1", "1 First"),
        ("Heading 2", "Below"),
        ("Heading 1", "Principles"),
        ("Heading 1", "Document control"),
    ]
    rows = [[cell.text for cell in row.cells] for table in file.tables for row in table.rows]
    assert ["For", "3"] in rows
    assert ["A1", "Do it.\nCloses: A0", "Asha Patel", "Open"] in rows
    assert (file.core_properties.title, file.core_properties.keywords) == ("A & B", "one")


def test_word_is_given_styles_that_it_has(engine: Engine, house: HouseFiles) -> None:
    """A style that the house file lacks would be made up by pandoc, without a look."""
    given = render(note_xml(RECORD), formats=("docx",), engine=engine, house=house).outputs["docx"]
    have = {str(style.name) for style in docx.Document(io.BytesIO(house.reference_docx)).styles}
    used = {str(style.name) for style in docx.Document(io.BytesIO(given)).styles}
    assert used - have == set()
    stylesheets = "".join(path.read_text("utf-8") for path in PACKAGED.glob("*.xsl"))
    named = re.findall(r"name=\"(?:name|style)\" select=\"'([A-Z][A-Za-z ]+)'\"", stylesheets)
    assert {"Label", "Speaker", "Facts", "Meta", "Note", "Banner", "Decision"} <= set(named)
    assert set(named) - have == set()


@pytest.mark.parametrize("output_format", FORMATS)
def test_the_same_record_gives_the_same_bytes(
    output_format: str, engine: Engine, house: HouseFiles
) -> None:
    """From one engine, from another, and after other records."""
    first = render(note_xml(RECORD), formats=(output_format,), engine=engine, house=house)
    render(note_xml("", title="Another"), formats=FORMATS, engine=engine, house=house)
    again = render(note_xml(RECORD), formats=(output_format,), engine=engine, house=load_house())
    with open_engine("worker", house.pandoc_house()) as other:
        elsewhere = render(note_xml(RECORD), formats=(output_format,), engine=other, house=house)
    assert first.outputs == again.outputs == elsewhere.outputs
