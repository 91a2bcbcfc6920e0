"""Plain text: within its width, and nothing of the AST lost in columns."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.records import records
from tests.unit.render_notes import ast_of, blocks_of, items_xml, note_xml, text_of

from minutebook.archive import write_xml
from minutebook.pandoc import Job, Output, open_engine
from minutebook.record import normalise
from minutebook.render import Manner, load_house, render
from minutebook.wording import width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.pandoc import Engine
    from minutebook.render import HouseFiles

pytestmark = pytest.mark.pandoc

LONG = "https://example.org/" + "a" * 90


@pytest.fixture(scope="module")
def house() -> HouseFiles:
    """Compiled once."""
    return load_house()


@pytest.fixture(scope="module")
def engine(house: HouseFiles) -> Iterator[Engine]:
    """Started once."""
    with open_engine("worker", house.pandoc_house()) as opened:
        yield opened


def _text(
    xml: bytes, engine: Engine, house: HouseFiles, *, columns: int = 72, ascii_: bool = False
) -> str:
    manner = Manner(columns=columns, ascii=ascii_)
    made = render(xml, formats=("txt",), engine=engine, house=house, manner=manner)
    return made.outputs["txt"].decode()


def _too_wide(text: str, columns: int = 72) -> list[str]:
    """The lines that are too wide, but for a word alone behind the mark of its item."""
    return [
        line
        for line in text.split("\n")
        if width(line) > columns and re.search(r"\S +\S", _MARK.sub("", line))
    ]


_MARK = re.compile(r"^ *(?:(?:-|[0-9]+\.|\[[0-9]+\]|\S+:) +)*")


def _table(*rows: tuple[str, ...]) -> str:
    first, *rest = ("".join(f"<cell>{cell}</cell>" for cell in row) for row in rows)
    body = "".join(f"<row>{row}</row>" for row in rest)
    return f"<text><body><table><head>{first}</head>{body}</table></body></text>"


def test_a_table_is_set_in_columns(engine: Engine, house: HouseFiles) -> None:
    """Heads, a rule, and a column as wide as it needs."""
    text = _text(items_xml(_table(("Street", "People"), ("Mill Lane", "1,212"))), engine, house)
    assert "Street     People\n---------  ------\nMill Lane  1,212\n" in text


def test_a_cell_is_broken_and_rows_are_set_apart(engine: Engine, house: HouseFiles) -> None:
    """A blank line stands between rows as soon as one takes two lines."""
    text = _text(items_xml(_table(("A", "B"), ("x " * 60, "1"), ("y", "2"))), engine, house)
    assert "\n\ny " in text
    assert _too_wide(text) == []


def test_a_table_that_cannot_fit_becomes_a_list(engine: Engine, house: HouseFiles) -> None:
    """Each cell on a line of its own, its head before it; only the address is too wide."""
    text = _text(items_xml(_table(("Name", "Where"), ("a", LONG), ("b", LONG))), engine, house)
    assert f"Name: a\nWhere:\n  {LONG}\n\nName: b\n" in text
    assert _too_wide(text) == []


def test_a_footnote_in_a_table_is_kept(engine: Engine, house: HouseFiles) -> None:
    """Its mark stands in its cell, in line, and its words at the end."""
    field = (
        "<text><body><p>w<note-ref id='1'/></p><table><head><cell>A</cell><cell>B</cell></head>"
        "<row><cell>xy<note-ref id='2'/></cell><cell>z</cell></row></table>"
        "<footnote id='1'><p>first</p></footnote><footnote id='2'><p>second</p></footnote>"
        "</body></text>"
    )
    text = _text(items_xml(field), engine, house)
    assert "A      B\n-----  -\nxy[2]  z\n" in text
    assert "[1] first" in text
    assert "[2] second" in text


def test_the_address_of_a_link_is_written_out_once(engine: Engine, house: HouseFiles) -> None:
    """Not where the words are the address."""
    link = '<link href="{}">{}</link>'
    words = " ".join(
        (
            link.format("https://example.org/a", "the plan"),
            link.format("https://example.org/b", "https://example.org/b"),
            link.format("mailto:a@example.org", "a@example.org"),
            link.format("mailto:b@example.org", "Bo"),
        )
    )
    text = " ".join(
        _text(items_xml(f"<text><body><p>{words}</p></body></text>"), engine, house).split()
    )
    assert (
        "the plan <https://example.org/a> https://example.org/b a@example.org Bo <b@example.org>"
        in text
    )


def test_code_keeps_its_lines_and_its_width(engine: Engine, house: HouseFiles) -> None:
    """A long line is broken between words, further in."""
    code = "short   line\n  " + "word " * 30
    text = _text(
        items_xml(f"<text><body><code-block>{code}</code-block></body></text>"), engine, house
    )
    assert "    short   line\n" in text
    assert _too_wide(text) == []
    assert text.count("word") == 30


def test_a_script_without_blanks_stays_within_the_width(engine: Engine, house: HouseFiles) -> None:
    """In a paragraph, a heading, a list and a table; and no character is lost."""
    words = "会议记录由秘书处保存并分发给各位成员。" * 6
    xml = items_xml(
        f"<text><body><p>{words}</p><list kind='bullet' tight='yes'><item><p>{words}</p></item>"
        "</list></body></text>",
        _table(("甲", "乙"), (words, words)),
        f"<action><body><p>{words}</p></body></action>",
    )
    text = _text(xml, engine, house)
    assert max(map(width, text.splitlines())) <= 80
    assert text.count("会") == 5 * 6


def test_a_deep_list_stays_within_the_width(engine: Engine, house: HouseFiles) -> None:
    """Quotes and items may be set in twenty deep."""
    inner = (
        "<p>"
        + "word " * 30
        + "</p><table><head><cell>A</cell></head><row><cell>x y</cell></row></table>"
    )
    for _ in range(6):
        inner = f"<list kind='number' tight='no'><item><quote>{inner}</quote></item></list>"
    assert _too_wide(_text(items_xml(f"<text><body>{inner}</body></text>"), engine, house)) == []


def test_a_long_title_is_broken_and_underlined(engine: Engine, house: HouseFiles) -> None:
    """The rule is as long as the longest line."""
    lines = _text(note_xml("", title="word " * 30), engine, house).splitlines()
    assert lines[3] == "=" * max(map(len, lines[:3]))
    assert len(lines[3]) <= 72


WORD = st.text(alphabet="abcé日ﬁ\u0301-", min_size=1, max_size=14)
SENTENCE = st.lists(WORD, min_size=1, max_size=40).map(" ".join)


@settings(max_examples=25)
@given(st.lists(st.tuples(SENTENCE, SENTENCE, SENTENCE), min_size=1, max_size=4))
def test_every_word_of_a_table_is_kept(rows: list[tuple[str, str, str]]) -> None:
    """Whatever is broken, no character is lost, and no line is too wide."""
    house = load_house()
    ast = ast_of(items_xml(_table(*rows)), house, output_format="txt")
    text = text_of(blocks_of(ast))
    drawn = sorted(text.replace(" ", "").replace("\n", ""))
    plain = sorted("".join("".join(row) for row in rows).replace(" ", ""))
    for character in plain:
        assert character in drawn
        drawn.remove(character)
    assert max(map(width, text.splitlines())) <= 72


def test_the_layout_is_what_pandoc_writes(engine: Engine) -> None:
    """A line block is left as it is, blanks and all: the layout rests on that."""
    ast = (
        b'<Pandoc api-version="1,23,1,1"><meta/><blocks><LineBlock>'
        b'<line><Str content="  a   b"/></line><line/><line><Str content="---  -"/></line>'
        b"</LineBlock></blocks></Pandoc>"
    )
    job = Job(name="x", outputs=(Output(format="txt", ast=ast),), epoch=0)
    assert engine.write(job)["txt"] == b"  a   b\n\n---  -\n"


EXAMPLES = sorted((Path(__file__).parent.parent / "golden").glob("*/*.xml"))
WIDTHS = (40, 41, 47, 53, 60, 72, 80, 100, 120)


def _words(text: str) -> set[str]:
    """The words of a text, whatever lines and tables they stand in."""
    return set(re.sub(r"^[-=.\s]+$", "", text.replace(":", " "), flags=re.MULTILINE).split())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_fits_every_width(path: Path, engine: Engine, house: HouseFiles) -> None:
    """No line is wider, no word is lost or broken, and no line ends with a blank."""
    xml = path.read_bytes()
    whole = _words(_text(xml, engine, house, columns=200))
    for columns in WIDTHS:
        text = _text(xml, engine, house, columns=columns)
        assert _too_wide(text, columns) == []
        assert [line for line in text.split("\n") if line != line.rstrip()] == []
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert _words(text) == whole


@settings(max_examples=20)
@given(data=records(), columns=st.integers(40, 120))
def test_any_record_fits_its_width(
    data: Any, columns: int, engine: Engine, house: HouseFiles
) -> None:
    """Whatever is in a record, and however deep."""
    xml = write_xml(normalise(data).record)
    assert _too_wide(_text(xml, engine, house, columns=columns), columns) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_ascii_is_ascii(path: Path, engine: Engine, house: HouseFiles) -> None:
    """Every sign and letter is written with those of a plain keyboard, within the width."""
    text = _text(path.read_bytes(), engine, house, ascii_=True)
    assert text.isascii()
    assert _too_wide(text) == []


def test_ascii_spells_signs_and_says_what_it_cannot(engine: Engine, house: HouseFiles) -> None:
    """Quotes, dashes and accents have their like; an address still leads where it led."""
    words = "“Zoë — 5 \N{MULTIPLICATION SIGN} £3 …” straße → 李伟"
    link = "<link href='https://example.org/ä'>https://example.org/ä</link>"
    xml = items_xml(f"<text><body><p>{words} {link}</p></body></text>")
    manner = Manner(ascii=True)
    made = render(xml, formats=("txt",), engine=engine, house=house, manner=manner)
    text = " ".join(made.outputs["txt"].decode().split())
    assert '"Zoe -- 5 x GBP3 ..." strasse -> LiWei https://example.org/%C3%A4' in text
    assert [(one.code, "`李伟`" in one.message) for one in made.findings] == [("W525", True)]
    plain = render(xml, formats=("txt",), engine=engine, house=house)
    assert plain.findings == ()


def test_german_spells_its_umlauts_out(engine: Engine, house: HouseFiles) -> None:
    """As German does where it has no umlauts; other languages drop the dots."""
    xml = note_xml("", title="Übergröße", attributes='language="de-AT"')
    assert "Uebergroesse" in _text(xml, engine, house, ascii_=True)
    assert "Ubergrosse" in _text(note_xml("", title="Übergröße"), engine, house, ascii_=True)


def test_decisions_and_actions_can_be_cited(engine: Engine, house: HouseFiles) -> None:
    """What has neither number nor id is counted among its kind; nothing else is."""
    decision = "<decision{}><body><p>Yes.</p></body></decision>"
    action = "<action{}><body><p>Do it.</p></body></action>"
    items = (decision, " id='D7'", decision, "", action, " number='A1'", action, "")
    pairs = zip(items[::2], items[1::2], strict=True)
    text = _text(items_xml(*(item.format(more) for item, more in pairs)), engine, house)
    assert "DECISION D7\nYes." in text
    assert "DECISION 2\nYes." in text
    assert "A1    Do it." in text
    assert "2     Do it." in text
