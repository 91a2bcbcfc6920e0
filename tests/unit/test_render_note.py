"""The AST of a record: what stands where, and what never does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree
from tests.unit.render_notes import (
    Paper,
    ast_of,
    blocks_of,
    items_xml,
    labels_of,
    note_xml,
    text_of,
    words_of,
)

from minutebook.errors import RenderError
from minutebook.render import FORMATS, load_house, render, to_ast
from minutebook.xml_parser import parse_xml

if TYPE_CHECKING:
    from minutebook.render import HouseFiles


@pytest.fixture(scope="module")
def house() -> HouseFiles:
    """Compiled once."""
    return load_house()


@pytest.mark.parametrize("output_format", FORMATS)
def test_a_record_with_hardly_anything_renders(output_format: str, house: HouseFiles) -> None:
    """Only what the schema requires; no heading stands without content below it."""
    xml = note_xml("<background><body><p>Why.</p></body></background>", attributes="")
    ast = ast_of(xml, house, output_format=output_format)
    words = text_of(ast)
    assert words.index("Background") < words.index("Why.") < words.index("Document control")
    written = [e for e in ast.iter("Para", "Plain", "Header", "term") if e.find("Link") is None]
    assert not [e for e in written if not text_of(e).strip()]


def test_the_title_is_the_only_heading_of_its_rank(house: HouseFiles) -> None:
    """A page has it in its template, Word in its style, a text at its top."""
    xml = note_xml("<background><body><p>Why.</p></body></background>")
    levels = {
        output_format: [
            head.get("level")
            for head in ast_of(xml, house, output_format=output_format).iter("Header")
        ]
        for output_format in ("html", "docx")
    }
    assert "1" not in levels["html"]
    assert levels["docx"][0] == "1"
    text = text_of(blocks_of(ast_of(xml, house, output_format="txt")))
    assert text.startswith("A & B\n=====\n")


def test_headings_go_down_with_the_sessions(house: HouseFiles) -> None:
    """Four levels of sessions are four ranks below the title, and numbers stay as written."""
    inner = "<session number='1.10'><title>D</title></session>"
    for title in "CBA":
        inner = f"<session><title>{title}</title><sessions>{inner}</sessions></session>"
    ast = ast_of(note_xml(f"<sessions>{inner}</sessions>"), house)
    heads = [(head.get("level"), words_of(head)) for head in ast.iter("Header")]
    assert heads[:4] == [("2", "A"), ("3", "B"), ("4", "C"), ("5", "1.10 D")]


def test_a_next_step_is_headed_by_its_strand(house: HouseFiles) -> None:
    """Unless it has a title of its own, and then the strand is named below it."""
    ast = ast_of(
        note_xml(
            "<strands><strand key='s'><title>Counts</title></strand></strands><next-steps>"
            "<session strand='s'><body><p>x</p></body></session>"
            "<session strand='s'><title>Other words</title><body><p>x</p></body></session>"
            "</next-steps>"
        ),
        house,
    )
    text = text_of(ast)
    assert [
        div.findtext("Header") for div in ast.iter("Div") if div.get("class") == "section session"
    ] == [
        "Counts",
        "Other words",
    ]
    assert text.count("Strand: Counts") == 1


def test_names_stand_for_keys(house: HouseFiles) -> None:
    """A key is shown only where nobody has it."""
    text = text_of(
        ast_of(
            items_xml(
                '<statement><body><p>Yes.</p></body><by person="lee"/></statement>',
                '<statement><body><p>No.</p></body><by name="ONS"/></statement>',
                '<transcript><body><turn person="AP"><p>Well.</p></turn></body></transcript>',
                "<election><body><p>Chair</p></body><vote><tally>"
                '<count choice="AP">5</count></tally></vote></election>',
            ),
            house,
        )
    )
    assert "Sam Lee: Yes." in text
    assert "ONS: No." in text
    assert "Asha Patel: Well." in text
    assert "AP" not in text
    assert "lee" not in text.replace("Sam Lee", "").split()


def test_items_that_say_the_same_of_themselves_are_one_list(house: HouseFiles) -> None:
    """Two questions to one person are a list under one label; a third to another is not of it."""
    question = "<question><body><p>{}</p></body><to person='{}'/></question>"
    ast = ast_of(
        items_xml(
            question.format("A?", "AP"), question.format("B?", "AP"), question.format("C?", "lee")
        ),
        house,
    )
    assert labels_of(ast) == ["Questions · to Asha Patel", "Question · to Sam Lee"]
    run = next(div for div in ast.iter("Div") if div.get("class") == "item question")
    assert [words_of(item) for item in run.iter("item")] == ["A?", "B?"]


def test_who_asks_and_who_is_asked_are_not_the_same(house: HouseFiles) -> None:
    """A question by somebody and one to the same are two."""
    ast = ast_of(
        items_xml(
            "<question><body><p>A?</p></body><by person='AP'/></question>",
            "<question><body><p>B?</p></body><to person='AP'/></question>",
        ),
        house,
    )
    assert labels_of(ast) == ["Question · Asha Patel", "Question · to Asha Patel"]


def test_actions_that_follow_each_other_are_one_table(house: HouseFiles) -> None:
    """An item between them makes two; a column that would be empty is left out."""
    action = "<action{}><body><p>{}</p></body>{}</action>"
    ast = ast_of(
        items_xml(
            action.format("", "one", ""),
            action.format(' due="2026-04-01"', "two", "<owner person='AP'/>"),
            "<text><body><p>between</p></body></text>",
            action.format(' id="A-3" status="done"', "three", ""),
        ),
        house,
    )
    heads = [
        [words_of(cell) for cell in table.iterfind("TableHead/Row/Cell")]
        for table in ast.iter("Table")
    ]
    assert heads == [["Action", "Owner", "Due", "Status"], ["Ref.", "Action", "Status"]]
    rows = [[words_of(c) for c in row.iter("Cell")] for row in ast.iter("Row")]
    assert rows[1:3] == [
        ["one", "\u2013", "\u2013", "Open"],
        ["two", "Asha Patel", "1 April 2026", "Open"],
    ]


def test_actions_drawn_from_the_text_are_captioned(house: HouseFiles) -> None:
    """All of them in the caption; one among others where it stands."""
    drawn = '<action drawn-from-text="true"><body><p>x</p></body></action>'
    plain = "<action><body><p>y</p></body></action>"
    captions = [text_of(c) for c in ast_of(items_xml(drawn, drawn), house).iter("Caption")]
    assert captions == ["Actions · Restated from the text"]
    mixed = ast_of(items_xml(drawn, plain), house)
    assert [text_of(c) for c in mixed.iter("Caption")] == ["Actions"]
    assert text_of(mixed).count("Restated from the text") == 1


def test_a_vote_is_a_table_with_names_where_they_are_known(house: HouseFiles) -> None:
    """Counts without names, names without counts, and counts under other words."""
    vote = (
        '<vote for="2" method="ballot"><tally><count choice="unsure">3</count></tally><voters>'
        '<choice name="for"><voter person="AP"/><voter name="Bo Li"/></choice>'
        '<choice name="absent"><voter person="lee"/></choice></voters></vote>'
    )
    ast = ast_of(items_xml(f"<motion><body><p>That.</p></body>{vote}</motion>"), house)
    rows = [[words_of(c) for c in row.iter("Cell")] for row in ast.iter("Row")]
    assert rows == [
        ["Choice", "Votes", "Names"],
        ["For", "2", "Asha Patel, Bo Li"],
        ["unsure", "3", ""],
        ["Absent", "", "Sam Lee"],
    ]


def test_stance_is_inherited_and_said_in_words(house: HouseFiles) -> None:
    """A principle's own stance comes first, then its list's; each stance has a label of its own."""
    principle = "<principle{}><body><p>{}</p></body></principle>"
    ast = ast_of(
        note_xml(
            '<principles stance="excluded"><items>'
            + principle.format("", "Selling")
            + principle.format("", "Hiding")
            + principle.format(' stance="upheld"', "Showing")
            + "</items></principles>"
        ),
        house,
    )
    assert labels_of(ast) == ["Excluded", "Principles upheld"]


def test_styles_stay_in_files_of_office_programs(house: HouseFiles) -> None:
    """Elsewhere the attribute would show."""
    xml = items_xml("<decision><body><p>So be it.</p></body></decision>")
    found = {
        output_format: any(
            e.get("custom-style") for e in ast_of(xml, house, output_format=output_format).iter()
        )
        for output_format in FORMATS
    }
    assert found == {name: name in {"docx", "odt"} for name in FORMATS}


def test_an_extension_is_not_shown(house: HouseFiles) -> None:
    """It is foreign to the schema; nobody said how it reads."""
    ast = ast_of(
        note_xml('<extensions><extension name="x"><text>room 5</text></extension></extensions>'),
        house,
    )
    assert "room 5" not in text_of(ast)


def test_a_public_title_does_not_replace_the_title(house: HouseFiles) -> None:
    """This is the office's own rendition: a marking is said, and nothing is hidden."""
    ast = ast_of(
        note_xml(
            '<sessions><session><title>Tender</title><access level="closed" marking="SECRET">'
            "<basis>Law 1</basis><public-title>A matter</public-title></access></session>"
            "</sessions>"
        ),
        house,
    )
    text = text_of(ast)
    assert "Tender" in text
    assert "Access: Closed (SECRET; Basis: Law 1; Public title: A matter)" in text


def test_a_language_without_labels_is_a_warning(house: HouseFiles) -> None:
    """The record is rendered, its dates in its own language."""
    xml = note_xml("<background><body><p>x</p></body></background>", attributes='language="fi"')
    made = render(xml, formats=("html",), engine=Paper(), house=house)
    assert [(f.code, f.path) for f in made.findings] == [("W510", "/language")]
    assert "5. maaliskuuta 2026" in made.outputs["html"].decode()


def test_a_right_to_left_language_is_said_to_be_so(house: HouseFiles) -> None:
    """The page's direction is the language's."""
    ast = ast_of(
        note_xml("<background><body><p>x</p></body></background>", attributes='language="ar"'),
        house,
    )
    entries = {entry.get("key"): words_of(entry) for entry in ast.iter("entry")}
    assert entries["dir"] == "rtl"


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b"", "E510"),
        (b"<meeting-record", "E510"),
        (b"not xml", "E510"),
        (b"<!DOCTYPE x><x/>", "E510"),
        (b"<meeting-record/>", "E511"),
        (b'<other xmlns="urn:minutebook:meeting-record:1"/>', "E511"),
        (b'<meeting-record xmlns="urn:minutebook:meeting-record:2"/>', "E511"),
    ],
)
def test_what_is_no_record_is_a_finding(xml: bytes, code: str, house: HouseFiles) -> None:
    """With nothing written."""
    made = render(xml, formats=("html",), engine=Paper(), house=house)
    assert made.outputs == {}
    assert [finding.code for finding in made.findings] == [code]


def test_an_unknown_format_is_an_error(house: HouseFiles) -> None:
    """It names those that are known."""
    xml = note_xml("<background><body><p>x</p></body></background>")
    with pytest.raises(RenderError, match="`rtf`") as caught:
        render(xml, formats=("rtf",), engine=Paper(), house=house)
    assert "`docx`" in str(caught.value.hint)


def test_the_job_is_dated_by_the_meeting(house: HouseFiles) -> None:
    """Before 1970 too, and never by the clock."""
    engine = Paper()
    xml = note_xml("", meeting='<meeting date="1948-05-10"/>')
    render(xml, formats=("html", "txt"), engine=engine, house=house)
    assert engine.job is not None
    assert (engine.job.name, engine.job.epoch) == ("r-1", -683078400)
    assert [output.format for output in engine.job.outputs] == ["html", "txt"]


def test_the_record_is_not_changed(house: HouseFiles) -> None:
    """A tree that is rendered can be rendered again, or archived."""
    root = parse_xml(items_xml("<action><body><p>x</p></body></action>"))
    before = etree.tostring(root)
    first = [to_ast(root, output_format=name, house=house) for name in FORMATS]
    assert etree.tostring(root) == before
    assert [to_ast(root, output_format=name, house=house) for name in FORMATS] == first


def test_a_long_list_is_no_trouble(house: HouseFiles) -> None:
    """Thousands of items of one kind, which a recursive stylesheet could not take."""
    ast = ast_of(items_xml(*["<action><body><p>x</p></body></action>"] * 5000), house)
    assert len(list(ast.iter("Row"))) == 5001
