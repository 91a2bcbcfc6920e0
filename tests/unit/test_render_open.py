"""OpenDocument texts: every style is there, links lead somewhere, tables look right."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from scripts import _housestyles as housestyles
from scripts import _referenceodt as script

from minutebook.pandoc import open_engine
from minutebook.render import load_house, render
from minutebook.render.open_package import finish_open
from minutebook.render.open_styles import FO, OFFICE, STYLE, TABLE, TEXT, style_named

if TYPE_CHECKING:
    from pathlib import Path

HREF = "{http://www.w3.org/1999/xlink}href"
RECORDS = (
    "transport-2026-03-05-quarterly",
    "board-2026-03-19",
    "opm-2014-10-22-plenary",
    "nahalit-2026-05-06",
)


def part(package: bytes, name: str) -> etree._Element:
    """One part of a file."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return etree.fromstring(opened.read(name))


@pytest.fixture(scope="module")
def made(checkout: Path) -> dict[str, bytes]:
    """The OpenDocument texts of some records by their ids."""
    house = load_house()
    golden = checkout / "tests" / "golden"
    with open_engine("worker", house.pandoc_house()) as engine:
        return {
            name: render(
                (golden / name / f"{name}.xml").read_bytes(),
                formats=("odt",),
                engine=engine,
                house=house,
            ).outputs["odt"]
            for name in RECORDS
        }


def test_the_file_is_what_the_script_makes() -> None:
    """The file in the checkout is not edited by hand, and holds neither clock nor packed bytes."""
    again = script.reference_odt()
    assert housestyles.HOUSE.joinpath("reference.odt").read_bytes() == again
    with zipfile.ZipFile(io.BytesIO(again)) as package:
        assert {entry.compress_type for entry in package.infolist()} == {zipfile.ZIP_STORED}
        assert package.namelist()[0] == "mimetype"


@pytest.mark.parametrize("name", RECORDS)
def test_every_style_is_there(name: str, made: dict[str, bytes]) -> None:
    """A name without a style would be shown like any other text."""
    content, styles = part(made[name], "content.xml"), part(made[name], "styles.xml")
    there = {
        (style.get(f"{STYLE}name"), style.get(f"{STYLE}family"))
        for root in (content, styles)
        for style in root.iter(f"{STYLE}style")
    }
    for kind, tags in (("paragraph", ("p", "h")), ("text", ("span",))):
        used = {
            element.get(f"{TEXT}style-name")
            for element in content.iter(*(f"{TEXT}{tag}" for tag in tags))
        }
        assert {(one, kind) for one in used} <= there
    assert ("Decision", "paragraph") in there


def test_what_stands_out_in_word_stands_out_here(made: dict[str, bytes]) -> None:
    """Banners, decisions and lines of small facts are paragraphs of these names."""
    used = {
        element.get(f"{TEXT}style-name")
        for name in RECORDS
        for element in part(made[name], "content.xml").iter(f"{TEXT}p")
    }
    assert {"Banner", "Decision", "Motion", "Meta", "Cell_20_Meta", "Note", "Title"} <= used


@pytest.mark.parametrize("name", RECORDS)
def test_every_link_leads_to_a_bookmark(name: str, made: dict[str, bytes]) -> None:
    """And no section is left, which LibreOffice leads no link to."""
    content = part(made[name], "content.xml")
    marks = [mark.get(f"{TEXT}name") for mark in content.iter(f"{TEXT}bookmark")]
    starts = [mark.get(f"{TEXT}name") for mark in content.iter(f"{TEXT}bookmark-start")]
    assert len(set(marks + starts)) == len(marks + starts)
    links = [str(link.get(HREF)) for link in content.iter(f"{TEXT}a")]
    assert {link[1:] for link in links if link.startswith("#")} <= {*marks, *starts}
    assert next(content.iter(f"{TEXT}section"), None) is None


def test_cells_have_the_look_of_the_house(made: dict[str, bytes]) -> None:
    """A rule below each row, a ground behind the first; said in the text itself."""
    content = part(made["transport-2026-03-05-quarterly"], "content.xml")
    for name, has_ground in (("TableRowCell", False), ("TableHeaderRowCell", True)):
        style = style_named(content, name, "table-cell")
        assert style is not None
        look = style.find(f"{STYLE}table-cell-properties")
        assert look is not None
        assert look.get(f"{FO}border-bottom")
        assert (look.get(f"{FO}background-color") is not None) == has_ground
    assert next(content.iter(f"{TABLE}table-header-rows"), None) is not None
    rows = {row.get(f"{TABLE}style-name") for row in content.iter(f"{TABLE}table-row")}
    assert {style_named(content, str(name), "table-row") is not None for name in rows} == {True}


@pytest.mark.parametrize("name", RECORDS)
def test_styles_build_on_those_of_the_house(name: str, made: dict[str, bytes]) -> None:
    """One that a text makes for itself is no ground for another, which no program looks up."""
    content, styles = part(made[name], "content.xml"), part(made[name], "styles.xml")
    for style in content.iter(f"{STYLE}style"):
        parent, family = style.get(f"{STYLE}parent-style-name"), str(style.get(f"{STYLE}family"))
        if parent is not None and family in {"paragraph", "text"}:
            assert style_named(styles, parent, family) is not None


def test_a_text_from_right_to_left_is_turned(made: dict[str, bytes]) -> None:
    """Its page, its paragraphs and the bar beside a decision; another text is not."""
    turned = part(made["nahalit-2026-05-06"], "styles.xml")
    for properties in turned.iter(f"{STYLE}page-layout-properties"):
        assert properties.get(f"{STYLE}writing-mode") == "rl-tb"
    bars = {}
    for name, styles in (("he", turned), ("en", part(made["board-2026-03-19"], "styles.xml"))):
        style = style_named(styles, "Decision", "paragraph")
        assert style is not None
        look = style.find(f"{STYLE}paragraph-properties")
        assert look is not None
        bars[name] = [side for side in ("left", "right") if look.get(f"{FO}border-{side}")]
    assert bars == {"he": ["right"], "en": ["left"]}


def test_it_speaks_the_language_of_the_record(made: dict[str, bytes]) -> None:
    """For the spelling checker, and for a screen reader."""
    styles = part(made["nahalit-2026-05-06"], "styles.xml")
    default = styles.find(f"{OFFICE}styles/{STYLE}default-style/{STYLE}text-properties")
    assert default is not None
    assert "he" in {default.get(f"{FO}language"), default.get(f"{STYLE}language-complex")}


def test_the_same_bytes_each_time(made: dict[str, bytes]) -> None:
    """What is finished twice is as it was."""
    one = made["board-2026-03-19"]
    assert finish_open(one) == finish_open(one)
    with zipfile.ZipFile(io.BytesIO(one)) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_an_office_has_a_file_of_its_own(tmp_path: Path) -> None:
    """What it has of a style is left as it is, and what it lacks is taken from the package."""
    source = load_house().reference_odt
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(parts["styles.xml"])
    own, gone = (style_named(root, name, "paragraph") for name in ("Title", "Decision"))
    assert own is not None
    assert gone is not None
    named = gone.getparent()
    assert named is not None
    named.remove(gone)
    words = own.find(f"{STYLE}text-properties")
    assert words is not None
    words.set(f"{FO}color", "#00ff00")
    parts["styles.xml"] = etree.tostring(root)
    parts["mimetype"] += b"-template"
    with zipfile.ZipFile(tmp_path / "reference.odt", "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    taken = load_house(tmp_path).reference_odt
    assert taken == load_house(tmp_path).reference_odt
    styles = part(taken, "styles.xml")
    title, decision = (style_named(styles, name, "paragraph") for name in ("Title", "Decision"))
    assert decision is not None
    assert title is not None
    assert title.find(f"{STYLE}text-properties[@{FO}color='#00ff00']") is not None
