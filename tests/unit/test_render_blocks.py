"""Blocks that a page has: people by organisation, lists that fold, banners, rooms to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.render_notes import ast_of, items_xml, note_xml, text_of, words_of

from minutebook.render import load_house

if TYPE_CHECKING:
    from lxml import etree

    from minutebook.render import HouseFiles

WHY = "<background><body><p>Why.</p></body></background>"


@pytest.fixture(scope="module")
def house() -> HouseFiles:
    """Compiled once."""
    return load_house()


def people_xml(*organisations: str) -> str:
    """Write people who were present, each of an organisation or of none."""
    people = (
        f'<person key="P{n}" attendance="present"><name>Name {n}</name>'
        + (f"<organisation>{organisation}</organisation>" if organisation else "")
        + "</person>"
        for n, organisation in enumerate(organisations)
    )
    return f"<people>{''.join(people)}</people>"


def attendance_of(ast: etree._Element) -> list[str]:
    """Read the attendance, line by line."""
    (part,) = ast.iterfind(".//Div[@id='_attendance']")
    return text_of(part).splitlines()


def test_colleagues_stand_together(house: HouseFiles) -> None:
    """At the place of the first of them; who has no organisation stays where they are."""
    ast = ast_of(note_xml(people_xml("A", "", "B", "A") + WHY), house)
    assert attendance_of(ast) == [
        *("Attendance", "Present", "A", "Name 0", "Name 3", "Name 1", "B", "Name 2")
    ]


@pytest.mark.parametrize("organisations", [("A", "A", "B"), ("A", "B", "C", "D")])
def test_a_short_list_or_one_without_colleagues_is_a_list(
    organisations: tuple[str, ...], house: HouseFiles
) -> None:
    """Groups of one would only take room."""
    ast = ast_of(note_xml(people_xml(*organisations) + WHY), house)
    expected = [f"Name {n}, {name}" for n, name in enumerate(organisations)]
    assert attendance_of(ast)[2:] == expected


@pytest.mark.parametrize(("count", "folds"), [(12, 0), (13, 1)])
def test_a_long_list_folds(count: int, folds: int, house: HouseFiles) -> None:
    """And says how many it holds."""
    ast = ast_of(note_xml(people_xml(*[""] * count) + WHY), house)
    assert len(ast.findall(".//Div[@class='fold']")) == folds
    assert ("List of names (13)" in attendance_of(ast)) == bool(folds)
    assert [f"Name {n}" for n in range(count)] == attendance_of(ast)[-count:]


@pytest.mark.parametrize("output_format", ["docx", "txt"])
def test_only_a_page_folds_and_groups(output_format: str, house: HouseFiles) -> None:
    """Paper does not unfold."""
    ast = ast_of(note_xml(people_xml(*["A"] * 14) + WHY), house, output_format=output_format)
    lines = text_of(ast).splitlines()
    assert ast.find(".//Div[@class='fold']") is None
    assert [line for line in lines if line.endswith("Name 13, A")] != []
    assert "List of names (14)" not in lines


@pytest.mark.parametrize(
    ("inner", "place"),
    [
        ("<approval><corrections><p>Six is seven.</p></corrections></approval>", "#_approval"),
        ('<notes><note kind="correction"><body><p>Six.</p></body></note></notes>', "#_notes"),
    ],
)
def test_corrections_are_told_at_the_top(inner: str, place: str, house: HouseFiles) -> None:
    """With the way to them."""
    ast = ast_of(note_xml(WHY + inner), house)
    (banner,) = ast.iterfind(".//Div[@class='banner']")
    assert text_of(banner) == "With corrections"
    assert [link.get("href") for link in banner.iter("Link")] == [place]


def test_a_correction_of_an_item_leads_to_it(house: HouseFiles) -> None:
    """Not to the top of its session."""
    note = '<notes><note kind="correction"><body><p>x</p></body></note></notes>'
    ast = ast_of(items_xml(f'<text id="t1"><body><p>x</p></body>{note}</text>'), house)
    (banner,) = ast.iterfind(".//Div[@class='banner']")
    assert [link.get("href") for link in banner.iter("Link")] == ["#t1"]


def test_an_approved_record_without_corrections_has_no_banner(house: HouseFiles) -> None:
    """There is nothing that its reader must know first."""
    ast = ast_of(note_xml(WHY, attributes='language="en" status="approved"'), house)
    assert ast.find(".//Div[@class='banner']") is None


def test_there_is_room_for_a_signature_without_a_day(house: HouseFiles) -> None:
    """On paper; who has signed needs none."""
    approval = (
        '<approval><signature date="2026-03-09"><by name="Ann Lee"/></signature>'
        '<signature><by name="Jo Marsh"/><capacity>Chair</capacity></signature></approval>'
    )
    ast = ast_of(note_xml(WHY + approval), house)
    rooms = [s.getparent() for s in ast.iter("Span") if s.get("class") == "to-sign"]
    assert [words_of(room) for room in rooms if room is not None] == ["Jo Marsh, Chair"]


def test_the_meetings_around_are_named_in_the_head(house: HouseFiles) -> None:
    """By what the record itself says of them; the next one leads to all that is known."""
    meeting = (
        '<meeting date="2026-03-05" previous="r-0"><next date="2026-06-04" status="proposed"/>'
        "</meeting>"
    )
    ast = ast_of(note_xml(WHY, meeting=meeting), house)
    facts = next(div for div in ast.iter("Div") if div.get("class") == "facts")
    lines = text_of(facts).splitlines()
    assert lines[lines.index("Previous meeting") + 1] == "r-0"
    assert lines[lines.index("Next meeting") + 1] == "4 June 2026 · Proposed"
    assert [link.get("href") for link in facts.iter("Link")] == ["#_next-meeting"]


def test_a_strand_looks_the_same_everywhere(house: HouseFiles) -> None:
    """In words, with the same class, at a session, at an item and in the summary."""
    xml = note_xml(
        '<strands><strand key="s"><title>Roads</title></strand>'
        '<strand key="t"><title>Rail</title></strand></strands>'
        '<sessions><session strand="s"><title>T</title><items>'
        '<decision strand="t"><body><p>Yes.</p></body></decision>'
        "<decision><body><p>No.</p></body></decision></items></session></sessions>"
    )
    chips = [s for s in ast_of(xml, house).iter("Span") if s.get("class") == "strand"]
    assert [words_of(chip) for chip in chips] == ["Rail", "Roads", "Roads", "Rail"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//example.org"])
def test_an_address_that_is_none_leads_nowhere(address: str, house: HouseFiles) -> None:
    """Though nobody should have archived it; it is written as text."""
    meeting = (
        f'<meeting date="2026-03-05"><venue online="{address}"/><recording href="{address}"/>'
        "</meeting>"
    )
    papers = f'<papers><paper key="p" href="{address}"><title>Plan</title></paper></papers>'
    ast = ast_of(note_xml(papers + WHY, meeting=meeting), house)
    assert [link for link in ast.iter("Link") if link.get("href") == address] == []
    assert text_of(ast).count(address) == 3


def test_a_wide_table_moves_within_itself(house: HouseFiles) -> None:
    """And can be reached by the keyboard, with a name."""

    def table(columns: int) -> str:
        cells = "<cell>x</cell>" * columns
        return f"<table><head>{cells}</head><row>{cells}</row></table>"

    body = f"<background><body>{table(6)}{table(7)}</body></background>"
    ast = ast_of(note_xml(body), house)
    wide = [div for div in ast.iter("Div") if div.get("class") == "wide"]
    assert [(div.get("tabindex"), div.get("aria-label")) for div in wide] == [("0", "Table")]
    assert len(ast.findall(".//Table")) == 2
