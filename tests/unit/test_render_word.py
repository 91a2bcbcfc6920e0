"""Word files after pandoc: styles alone, tables for every reader, header, footer and properties."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from tests.judges.word_access import faults, text_of
from tests.unit.render_notes import items_xml, note_xml

from minutebook.pandoc import open_engine
from minutebook.render import HouseFiles, load_house, render
from minutebook.render.word_styles import VAL, Styles, W
from minutebook.xml_parser import parse_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree

MANAGEMENT = (
    '<management created="2026-03-06" version="1.0"><creator>County Council</creator>'
    '<classification scheme="File plan" code="TR/4"/></management>'
)
ALM = "<p><strong>a<em>b</em></strong><link href='https://x.org'><em>c</em></link></p>"

pytestmark = pytest.mark.pandoc


def parts_of(package: bytes) -> dict[str, etree._Element]:
    """Read the parts of a Word file that are XML."""
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        return {name: parse_xml(file.read(name)) for name in file.namelist()}


@pytest.fixture(scope="module")
def house() -> HouseFiles:
    """The packaged house."""
    return load_house()


@pytest.fixture(scope="module")
def word(house: HouseFiles) -> Iterator[Callable[[bytes], bytes]]:
    """Make a Word file of a record."""
    with open_engine("worker", house.pandoc_house()) as engine:

        def make(xml: bytes) -> bytes:
            return render(xml, formats=("docx",), engine=engine, house=house).outputs["docx"]

        yield make


def styled(package: bytes) -> dict[str, str]:
    """Give the name of each run's style, by the run's words."""
    parts = parts_of(package)
    styles = Styles(parts["word/styles.xml"])
    found = {}
    for run in parts["word/document.xml"].iter(f"{W}r"):
        own = run.find(f"{W}rPr/{W}rStyle")
        found[text_of(run)] = "" if own is None else styles.name(own.get(VAL))
    return found


def test_bold_and_italic_words_are_styles(word: Callable[[bytes], bytes]) -> None:
    """What is two things at once, or a link too, has a style of both."""
    made = word(items_xml(f"<text><body>{ALM}</body></text>"))
    found = styled(made)
    assert [found[words] for words in "abc"] == ["Strong", "Strong Emphasis", "Hyperlink Emphasis"]
    assert faults(made) == []


def test_the_properties_say_what_the_file_is(word: Callable[[bytes], bytes]) -> None:
    """Creator, reference, status, and the digest of the very bytes that were rendered."""
    xml = note_xml(MANAGEMENT, attributes='language="cy" status="draft"')
    parts = parts_of(word(xml))
    core = [str(element.text) for element in parts["docProps/core.xml"]]
    assert {"County Council", "r-1", "draft", "cy", "A & B", "1.0"} <= set(core)
    custom = {entry.get("name"): str(entry[0].text) for entry in parts["docProps/custom.xml"]}
    digest = hashlib.sha256(xml).hexdigest()
    assert custom == {"Record": "r-1", "Status": "draft", "Archive SHA-256": digest}


def test_header_and_footer_say_which_page_of_what(word: Callable[[bytes], bytes]) -> None:
    """In the record's language; the status only where the record is not in force."""
    draft = parts_of(word(note_xml(MANAGEMENT, attributes='language="fr" status="draft"')))
    assert text_of(draft["word/header1.xml"]) == "A & B · 5 mars 2026 · r-1Projet"
    assert text_of(draft["word/footer1.xml"]) == "File plan TR/4Page 1 sur 1"
    fields = [field.get(f"{W}instr") for field in draft["word/footer1.xml"].iter(f"{W}fldSimple")]
    assert fields == [" PAGE ", " NUMPAGES "]
    final = parts_of(word(note_xml("", attributes='language="en" status="final"')))
    assert text_of(final["word/header1.xml"]) == "A & B · 5 March 2026 · r-1"
    assert text_of(final["word/footer1.xml"]) == "Page 1 of 1"


def test_a_record_cannot_write_a_sign(word: Callable[[bytes], bytes]) -> None:
    """Braces in a title stay what they are."""
    parts = parts_of(word(note_xml("", title="{reference} {pages}")))
    assert text_of(parts["word/header1.xml"]).startswith("{reference} {pages} · ")


def test_hebrew_is_read_from_right_to_left(word: Callable[[bytes], bytes]) -> None:
    """The paragraphs by their style, the tables, the page, and each run with such letters."""
    made = word(note_xml("", attributes='language="he"', title="ישיבה 5"))
    parts = parts_of(made)
    normal = next(
        style
        for style in parts["word/styles.xml"].iter(f"{W}style")
        if style.get(f"{W}styleId") == "Normal"
    )
    assert normal.find(f"{W}pPr/{W}bidi") is not None
    document = parts["word/document.xml"]
    assert document.find(f".//{W}sectPr/{W}bidi") is not None
    assert document.find(f".//{W}tblPr/{W}bidiVisual") is not None
    title = next(run for run in document.iter(f"{W}r") if text_of(run) == "ישיבה 5")
    assert title.find(f"{W}rPr/{W}rtl") is not None
    assert title.find(f"{W}rPr/{W}lang").get(f"{W}bidi") == "he"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "words",
    [
        "=cmd|' /C calc'!A0",
        "W" * 5000,
        "\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe\N{POP DIRECTIONAL FORMATTING}",
        "a\N{ZERO WIDTH SPACE}b\N{LEFT-TO-RIGHT MARK}c\N{REPLACEMENT CHARACTER}",
        "]]&gt;&lt;w:fldSimple w:instr='DDEAUTO'/&gt;",
        "{pages} \\o DDE",
    ],
)
def test_hostile_words_are_words(word: Callable[[bytes], bytes], words: str) -> None:
    """They stand in the text, and make no field, no link and no element."""
    action = f"<action><body><p>{words}</p></body><due-text>{words}</due-text></action>"
    made = word(items_xml(action, action))
    document = parts_of(made)["word/document.xml"]
    shown = parse_xml(f"<x>{words}</x>".encode()).text or ""
    assert text_of(document).count(shown) == 4
    names = {str(element.tag) for element in document.iter()}
    assert not {f"{W}{name}" for name in ("fldSimple", "fldChar", "instrText", "object")} & names
    assert faults(made) == []


def test_columns_fill_the_page_and_rows_stay_whole(word: Callable[[bytes], bytes]) -> None:
    """The widths of a table's columns add up to what is between the margins."""
    made = word(items_xml("<action id='A-1'><body><p>x</p></body></action>"))
    document = parts_of(made)["word/document.xml"]
    for table in document.iter(f"{W}tbl"):
        columns = [int(c.get(f"{W}w", "0")) for c in table.findall(f"{W}tblGrid/{W}gridCol")]
        assert sum(columns) == 11906 - 2 * 1418


def test_a_table_says_what_it_holds(word: Callable[[bytes], bytes]) -> None:
    """Its columns, how many rows, and that the first column says what a row is about."""
    made = word(items_xml("<action id='A-1'><body><p>x</p></body></action>"))
    document = parts_of(made)["word/document.xml"]
    said = [mark.get(VAL) for mark in document.iter(f"{W}tblDescription")]
    assert "Columns: Ref., Action, Status. Rows: 1" in said
    assert all(m.get(f"{W}firstColumn") == "1" for m in document.iter(f"{W}tblLook"))
