"""Plain text: within its width, and nothing of the AST lost in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.render_notes import ast_of, blocks_of, items_xml, note_xml, text_of
from tests.unit.text_law import faults

from minutebook.pandoc import Job, Output, open_engine
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
    assert faults(text, 72) == []


def test_a_table_that_cannot_fit_becomes_a_list(engine: Engine, house: HouseFiles) -> None:
    """Each cell on a line of its own, its head before it; only the address is too wide."""
    text = _text(items_xml(_table(("Name", "Where"), ("a", LONG), ("b", LONG))), engine, house)
    assert f"Name: a\nWhere:\n  {LONG}\n\nName: b\n" in text
    assert faults(text, 72) == []


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
    assert faults(text, 72) == []
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
    text = _text(items_xml(f"<text><body>{inner}</body></text>"), engine, house)
    assert faults(text, 72) == []


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


def _body(inner: str) -> bytes:
    return items_xml(f"<text><body>{inner}</body></text>")


def test_a_label_hangs(engine: Engine, house: HouseFiles) -> None:
    """So that it is seen where the words of its item begin; a turn hangs below its speaker."""
    people = "<by name='Councillor Marjorie Tennant'/><to name='Councillor Hamza Bashir'/>"
    xml = items_xml(
        f"<question id='Q1'>{people}<body><p>Why?</p></body></question>",
        f"<transcript><body><turn name='Ann Lee'><p>{'word ' * 9}</p></turn></body></transcript>",
    )
    text = _text(xml, engine, house, columns=40)
    label = "QUESTION Q1 · Councillor Marjorie\n  Tennant · to Councillor Hamza Bashir\n"
    assert f"{label}Why?\n" in text
    assert "Ann Lee: word word word word word word\n  word word word\n" in text


def test_what_an_action_says_besides_stands_below_its_row(
    engine: Engine, house: HouseFiles
) -> None:
    """Over the width of the columns, which have their room for what every action says."""
    action = (
        "<action id='A1' due='2026-03-20'><body><p>Send the table.</p></body>"
        "<owner name='Jo Marsh'/><progress><p>Half of the members have it, the others wait."
        "</p></progress></action>"
    )
    text = _text(items_xml(action), engine, house, columns=62)
    assert text.split("Actions\n\n")[1].split("\n\n")[0] == (
        "Ref.  Action           Owner     Due            Status\n"
        "----  ---------------  --------  -------------  ------\n"
        "A1    Send the table.  Jo Marsh  20 March 2026  Open\n"
        "      Progress: Half of the members have it, the others wait."
    )


def test_a_cramped_table_becomes_a_list(engine: Engine, house: HouseFiles) -> None:
    """Though its words would fit, it would be much longer; a head of empty cells is kept."""
    rows = (("Place", "What", "Notes", "Who"), ("Mill Lane", "word " * 20, "", "Jo Marsh, Ann Lee"))
    text = _text(items_xml(_table(*rows)), engine, house, columns=40)
    assert "Place: Mill Lane\nWhat: word word" in text
    assert "\nNotes:\nWho: Jo Marsh, Ann Lee\n" in text


def test_a_day_is_not_parted(engine: Engine, house: HouseFiles) -> None:
    """Where there is room for it, in a line and in a column."""
    action = "<action due='2026-03-20'><body><p>Ask all of them.</p></body></action>"
    papers = "<papers><paper key='p' date='2026-03-05'><title>Street plan</title></paper></papers>"
    sessions = f"<sessions><session><items>{action * 2}</items></session></sessions>"
    xml = note_xml(papers + sessions)
    for columns in range(40, 60):
        text = _text(xml, engine, house, columns=columns)
        assert text.count("20 March 2026") == 2
        assert "(5 March 2026)" in text


def test_a_banner_is_seen(engine: Engine, house: HouseFiles) -> None:
    """Between signs, on each of its lines."""
    text = _text(note_xml("", attributes='language="en" status="draft"'), engine, house)
    assert "\n\n*** Draft ***\n\n" in text


def test_every_heading_is_underlined(engine: Engine, house: HouseFiles) -> None:
    """However deep; with another sign for each depth."""
    inner = ""
    for level in range(5, 1, -1):
        wrapped = f"<sessions>{inner}</sessions>" if inner else ""
        inner = f"<session><title>Level {level}</title>{wrapped}</session>"
    text = _text(note_xml(f"<sessions>{inner}</sessions>"), engine, house)
    for level, sign in ((2, "="), (3, "-"), (4, "."), (5, "~")):
        assert f"\nLevel {level}\n{sign * 7}\n" in text


def test_numbers_of_a_list_stand_below_each_other(engine: Engine, house: HouseFiles) -> None:
    """The longest of them says how far the words are set in."""
    items = "<item><p>x</p></item>" * 2
    text = _text(_body(f"<list kind='number' start='9' tight='yes'>{items}</list>"), engine, house)
    assert "\n 9. x\n10. x\n" in text


def test_a_number_is_the_same_wherever_its_item_is_named(engine: Engine, house: HouseFiles) -> None:
    """In the note, in a list of its own kind, and for the public, who are not told of some."""
    decision = "<decision{}>{}<body><p>Point {}.</p></body></decision>"
    action = "<action>{}<body><p>Task {}.</p></body>{}</action>"
    closed = '<access level="closed"/>'
    xml = items_xml(
        decision.format("", "", "one"),
        decision.format("", closed, "hidden"),
        decision.format(" number='4'", "", "three"),
        decision.format("", "", "four"),
        action.format("", "first", "<owner name='Zoe'/>"),
        action.format(closed, "hidden", "<owner name='Ann'/>"),
        action.format("", "third", "<owner name='Ann'/><owner name='Zoe'/>"),
    )
    made = {
        manner: " ".join(
            render(xml, formats=("txt",), engine=engine, house=house, manner=manner)
            .outputs["txt"]
            .decode()
            .split()
        )
        for manner in (
            Manner(),
            Manner(audience="public"),
            Manner(document="decisions"),
            Manner(document="actions"),
        )
    }
    for manner, text in made.items():
        if manner.document != "actions":
            assert "DECISION 1 Point one. " in text
            assert "4 DECISION Point three. DECISION 5 Point four. " in text
        if manner.document != "decisions":
            assert "1 Task first. " in text
            assert "3 Task third. " in text
            assert "2 Task third. " not in text
