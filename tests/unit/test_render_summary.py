"""The summary of a page: what stands in it, how short, and the ways there and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.render_notes import ast_of, items_xml, note_xml, text_of

from minutebook.render import load_house
from minutebook.render.long_words import LONG, mark_long_words
from minutebook.render.summary import LENGTH, SHORT, mark_summary, shortened
from minutebook.xml_parser import parse_xml

if TYPE_CHECKING:
    from minutebook.render import HouseFiles

ITEMS = (
    '<decision id="D1" outcome="agreed"><body><p>It is agreed.</p></body></decision>',
    '<motion id="M1" result="carried"><body><p>That it be so.</p></body></motion>',
    '<question id="Q1" status="open"><body><p>Who pays?</p></body></question>',
    '<question id="Q2"><body><p>Who knows?</p></body></question>',
    '<question id="Q3" status="answered"><body><p>When?</p></body></question>',
    '<action id="A1" due="2026-04-01"><body><p>Do it.</p></body><owner person="AP"/></action>',
    "<text><body><p>Words.</p></body></text>",
)


@pytest.fixture(scope="module")
def house() -> HouseFiles:
    """Compiled once."""
    return load_house()


def test_decisions_actions_and_open_questions_are_told(house: HouseFiles) -> None:
    """Each once, with what a reader looks for; a question only where the record says it is open."""
    ast = ast_of(items_xml(*ITEMS), house)
    (summary,) = ast.iterfind(".//Div[@id='_summary']")
    assert text_of(summary).splitlines() == [
        *("Summary", "Decisions", "D1 It is agreed.", "Agreed"),
        *("M1 That it be so.", "Motion · Carried"),
        *("Actions", "A1 Do it.", "Owner: Asha Patel · Due: 1 April 2026 · Open"),
        *("Open questions", "Q1 Who pays?"),
    ]


def test_each_entry_leads_to_its_place_and_back(house: HouseFiles) -> None:
    """And no id stands twice."""
    ast = ast_of(items_xml(*ITEMS), house)
    ids = [element.get("id") for element in ast.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    (summary,) = ast.iterfind(".//Div[@id='_summary']")
    there = [str(link.get("href"))[1:] for link in summary.iter("Link")]
    back = [str(link.get("href"))[1:] for link in ast.iter("Link") if link.get("class") == "back"]
    assert there == ["D1", "M1", "A1", "Q1"]
    assert sorted(back) == sorted(f"_to-{place}" for place in there)
    assert {*there, *back} <= set(ids)


def test_every_place_has_a_link_to_itself_with_a_name(house: HouseFiles) -> None:
    """Sessions and items of every kind, whether or not they have an id of their own."""
    ast = ast_of(items_xml(*ITEMS), house)
    links = [link for link in ast.iter("Link") if link.get("class") == "permalink"]
    places = sorted(str(link.get("href")) for link in links)
    assert places == ["#A1", "#D1", "#M1", "#Q1", "#Q2", "#Q3", "#_1", "#_8"]
    names = {link.get("aria-label") for link in links}
    assert {"Link to this place: T", "Link to this place: Decision D1"} <= names


@pytest.mark.parametrize("output_format", ["docx", "txt"])
def test_only_a_page_has_them(output_format: str, house: HouseFiles) -> None:
    """Word has its own navigation, and a text needs none."""
    ast = ast_of(items_xml(*ITEMS), house, output_format=output_format)
    assert [e for e in ast.iter("Link", "Span") if e.get("class") in {"back", "permalink"}] == []
    assert ast.find(".//Div[@id='_summary']") is None


def test_nothing_to_sum_up_is_no_summary(house: HouseFiles) -> None:
    """A heading never stands above nothing."""
    ast = ast_of(items_xml("<text><body><p>Words.</p></body></text>"), house)
    assert ast.find(".//Div[@id='_summary']") is None
    assert "#_summary" not in {link.get("href") for link in ast.iter("Link")}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Short.", "Short."),
        ("A first sentence that is quite long enough. " + "More. " * 30, None),
        ("Agreed. " + "word " * 60, "Agreed. " + "word " * 25 + "word…"),
        ("x" * 500, "x" * LENGTH + "…"),
    ],
)
def test_words_are_cut_at_a_sentence_or_a_blank(words: str, expected: str | None) -> None:
    """A sentence of a word or two says too little to stand alone."""
    if expected is None:
        expected = "A first sentence that is quite long enough. …"
    assert shortened(words) == expected


@given(st.text())
def test_what_is_left_is_the_beginning(words: str) -> None:
    """Never longer than an entry may be, and nothing is made up."""
    line = " ".join(words.split())
    short = shortened(line)
    assert len(short) <= LENGTH + 2
    assert line.startswith(short.removesuffix("…").rstrip())
    assert (short == line) == (len(line) <= LENGTH)


def test_blocks_are_apart_and_footnotes_are_left_out() -> None:
    """As somebody would read it aloud."""
    xml = items_xml(
        '<decision><body><p>One<note-ref id="1"/></p><list><item><p><em>t</em>wo</p></item></list>'
        '<footnote id="1"><p>Foot.</p></footnote></body></decision>'
    )
    record = parse_xml(xml)
    mark_summary(record)
    assert [e.get(SHORT) for e in record.iter() if e.get(SHORT)] == ["One two"]


def test_only_what_holds_a_long_word_is_marked() -> None:
    """Up to the record; an address that is not shown does not count."""
    long = "w" * 25
    record = parse_xml(
        note_xml(
            f"<background><body><p>a<em>b</em>{long}</p><p>c</p></body></background>"
            f'<closing><body><p><link href="https://{long}">d</link></p></body></closing>'
        )
    )
    mark_long_words(record)
    marked = [str(e.tag).rpartition("}")[2] for e in record.iter() if e.get(LONG)]
    assert marked == ["meeting-record", "background", "body", "p"]
