"""Text in ASCII alone: what stands for what, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.render_notes import items_xml, note_xml

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


def _body(inner: str) -> bytes:
    return items_xml(f"<text><body>{inner}</body></text>")


def test_ascii_spells_signs_and_says_what_it_cannot(engine: Engine, house: HouseFiles) -> None:
    """Quotes, dashes and accents have their like; an address still leads where it led."""
    words = "“Zoë — 5 \N{MULTIPLICATION SIGN} £3 …” straße → 李伟"
    link = "<link href='https://example.org/ä'>https://example.org/ä</link>"
    xml = items_xml(f"<text><body><p>{words} {link}</p></body></text>")
    manner = Manner(ascii=True)
    made = render(xml, formats=("txt",), engine=engine, house=house, manner=manner)
    text = " ".join(made.outputs["txt"].decode().split())
    assert '"Zoe -- 5 x GBP 3 ..." strasse -> Li Wei https://example.org/%C3%A4' in text
    assert [(one.code, "`李伟` (2 in all)" in one.message) for one in made.findings] == [
        ("W525", True)
    ]
    plain = render(xml, formats=("txt",), engine=engine, house=house)
    assert plain.findings == ()


def test_german_spells_its_umlauts_out(engine: Engine, house: HouseFiles) -> None:
    """As German does where it has no umlauts; other languages drop the dots."""
    xml = note_xml("", title="Übergröße", attributes='language="de-AT"')
    english = note_xml("", title="Übergröße")
    for note, word in ((xml, "Uebergroesse"), (english, "Ubergrosse")):
        made = render(note, formats=("txt",), engine=engine, house=house, manner=Manner(ascii=True))
        assert made.outputs["txt"].decode().startswith(f"{word}\n")


def test_what_ascii_has_nothing_like_is_numbered_and_said(
    engine: Engine, house: HouseFiles
) -> None:
    """Where it stands first, and how often there is any."""
    xml = _body("<p>See \ue000, \ue001 and \ue000. 1½ h, 2≠3, \N{ARABIC LETTER ALEF}</p>")
    manner = Manner(ascii=True)
    made = render(xml, formats=("txt",), engine=engine, house=house, manner=manner)
    text = made.outputs["txt"].decode()
    assert "See [U+E000], [U+E001] and [U+E000]. 1 1/2 h, 2!=3, [U+0627]\n" in text
    (found,) = made.findings
    assert (found.code, found.path) == ("W526", "/sessions/0/items/0/text")
    assert "U+E000, U+E001 (3 in all)" in found.message
