"""Text of notes that are great, deep or hostile: within its width, in time, by both engines."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from tests.unit.render_notes import items_xml
from tests.unit.text_law import faults

from minutebook.pandoc import open_engine
from minutebook.render import Manner, load_house, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.pandoc import Engine
    from minutebook.render import HouseFiles

pytestmark = pytest.mark.pandoc


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


def _body(inner: str) -> bytes:
    return items_xml(f"<text><body>{inner}</body></text>")


@pytest.mark.parametrize("kind", ["bullet", "number", "quote"])
def test_however_deep_it_stands_nothing_is_too_wide(
    kind: str, engine: Engine, house: HouseFiles
) -> None:
    """What leaves a line too little room is not set in any more, and its words are all there."""
    inner = "<p>" + "several words " * 20 + "</p><code-block>" + "code " * 30 + "</code-block>"
    for _ in range(20):
        entry = f"<list kind='{kind}' tight='no'><item><p>some more words</p>{inner}</item></list>"
        inner = f"<quote>{inner}</quote>" if kind == "quote" else entry
    text = _text(_body(inner), engine, house, columns=40)
    assert faults(text, 40) == []
    assert text.count("several") == 20
    assert text.count("code") == 30


HOSTILE = {
    "paragraphs": "<p>word and more words</p>" * 30_000,
    "one paragraph": "<p>" + "word and " * 100_000 + "</p>",
    "one word": "<p>" + "x" * 1_000_000 + "</p>",
    "marks on a letter": "<p>e" + "\u0301" * 400_000 + "</p>",
    "signs without width": "<p>" + "\u200b\u202e\u2067" * 100_000 + "</p>",
    "an emoji without end": "<p>" + "\N{MAN}\u200d" * 100_000 + "</p>",
    "signs of their own": "<p>" + "a · - " * 120_000 + "</p>",
    "orders to a terminal": "<p>" + "\x9b2J\x7f\u2028" * 100_000 + "</p>",
    "great cells": "<table><head><cell>A</cell><cell>B</cell></head><row><cell>"
    + "alpha " * 80_000
    + "</cell><cell>"
    + "beta " * 80_000
    + "</cell></row></table>",
    "columns": "<table><head>" + "<cell>h</cell>" * 3_000 + "</head>"
    "<row>" + "<cell>of words</cell>" * 3_000 + "</row></table>",
    "footnotes": "<p>"
    + "".join(f"w<note-ref id='{n}'/> " for n in range(5_000))
    + "</p>"
    + "".join(f"<footnote id='{n}'><p>some words</p></footnote>" for n in range(5_000)),
}


@pytest.mark.parametrize("inner", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_laid_out_in_good_time(
    inner: str, engine: Engine, house: HouseFiles
) -> None:
    """A note of a megabyte takes seconds and not minutes, and keeps to its width."""
    begun = time.monotonic()
    text = _text(_body(inner), engine, house, columns=40)
    assert time.monotonic() - begun < 20
    assert faults(text, 40) == []
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028]", text)


def test_both_engines_write_the_same_bytes(house: HouseFiles, engine: Engine) -> None:
    """At any width, in ASCII too, with nothing in the text that either takes for markup."""
    odd = (
        "*a* _b_ \\ `c` [x](y) &lt;b> ~~d~~ # h\u00a0\u202e “q” 会议"
        " \N{MAN}\u200d\N{WOMAN} -- --- ..."
    )
    xml = _body(f"<p>{odd}</p><p>- l</p><p>1. n</p><p>    code</p><p>&gt; q</p>" + "<rule/>")
    with open_engine("pypandoc", house.pandoc_house()) as plain:
        for columns, ascii_ in ((40, False), (120, True)):
            one = _text(xml, engine, house, columns=columns, ascii_=ascii_)
            assert one == _text(xml, plain, house, columns=columns, ascii_=ascii_)
    assert "*a* _b_ \\ `c` [x](y) <b> ~~d~~ # h" in _text(xml, engine, house)
