"""Plain text of any record and any width: nothing too wide, lost, broken or out of its order."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.records import records
from tests.unit.text_law import faults, joined, make_plain, parted, read

from minutebook.archive import write_xml
from minutebook.pandoc import open_engine
from minutebook.record import normalise
from minutebook.render import Manner, load_house, render
from minutebook.render.plain import lay_out
from minutebook.render.rendition import rendition
from minutebook.render.serials import with_serials
from minutebook.xml_parser import parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from minutebook.pandoc import Engine
    from minutebook.render import HouseFiles

pytestmark = pytest.mark.pandoc

EXAMPLES = sorted((Path(__file__).parent.parent / "golden").glob("*/*.xml"))
WIDTHS = (40, 41, 47, 53, 60, 72, 80, 100, 120)


@pytest.fixture(scope="module")
def house() -> HouseFiles:
    """Compiled once."""
    return load_house()


@pytest.fixture(scope="module")
def engine(house: HouseFiles) -> Iterator[Engine]:
    """Started once."""
    with open_engine("worker", house.pandoc_house()) as opened:
        yield opened


def _text(xml: bytes, engine: Engine, house: HouseFiles, manner: Manner) -> str:
    made = render(xml, formats=("txt",), engine=engine, house=house, manner=manner)
    return made.outputs["txt"].decode()


def _plain_ast(xml: bytes, house: HouseFiles) -> etree._Element:
    """Make the AST that is laid out, without what is drawn."""
    root = with_serials(parse_xml(xml))
    labels = house.labels_for(root.get("language"))
    source = rendition(root, output_format="txt", labels=labels, manner=Manner())
    ast = house.stylesheet(source).getroot()
    make_plain(ast)
    return ast


def _keeps_its_words(xml: bytes, columns: int, house: HouseFiles) -> None:
    ast = _plain_ast(xml, house)
    blocks = ast.find("blocks")
    assert blocks is not None
    before = read(blocks)
    lay_out(ast, columns=columns)
    after = read(blocks)
    assert parted(after) == parted(before)
    assert joined(after) == joined(before)


def _words(text: str) -> set[str]:
    """The words of a text, whatever lines and tables they stand in."""
    return set(re.sub(r"^[-=.~\s]+$", "", text.replace(":", " "), flags=re.MULTILINE).split())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_fits_every_width(path: Path, engine: Engine, house: HouseFiles) -> None:
    """No line is wider, no word is lost or broken, in tables too, and no line ends with a blank."""
    xml = path.read_bytes()
    whole = _words(_text(xml, engine, house, Manner(columns=200)))
    for columns in WIDTHS:
        text = _text(xml, engine, house, Manner(columns=columns))
        assert faults(text, columns) == []
        assert _words(text) == whole


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_words_of_every_example_follow_each_other(path: Path, house: HouseFiles) -> None:
    """What the record says is read in its order, whatever lines it is broken into."""
    for columns in (40, 72, 120):
        _keeps_its_words(path.read_bytes(), columns, house)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_ascii_is_ascii(path: Path, engine: Engine, house: HouseFiles) -> None:
    """Every sign and letter is written with those of a plain keyboard, within the width."""
    for columns in (40, 72):
        text = _text(path.read_bytes(), engine, house, Manner(columns=columns, ascii=True))
        assert text.isascii()
        assert faults(text, columns) == []


@settings(max_examples=30)
@given(data=records(), columns=st.integers(40, 120))
def test_any_record_fits_its_width(
    data: Any, columns: int, engine: Engine, house: HouseFiles
) -> None:
    """Whatever is in a record, and however deep."""
    xml = write_xml(normalise(data).record)
    assert faults(_text(xml, engine, house, Manner(columns=columns)), columns) == []


@settings(max_examples=30)
@given(data=records(), columns=st.integers(40, 120))
def test_any_record_keeps_its_words(data: Any, columns: int, house: HouseFiles) -> None:
    """None is lost, broken or out of its place."""
    _keeps_its_words(write_xml(normalise(data).record), columns, house)


@settings(max_examples=30)
@given(data=records(), columns=st.integers(40, 120))
def test_any_record_can_be_written_in_ascii(
    data: Any, columns: int, engine: Engine, house: HouseFiles
) -> None:
    """Nothing else is in it, and the width is kept."""
    xml = write_xml(normalise(data).record)
    text = _text(xml, engine, house, Manner(columns=columns, ascii=True))
    assert text.isascii()
    assert faults(text, columns) == []
