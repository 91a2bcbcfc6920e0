"""The Word house file: made by its script, small, whole, and with every style that is asked for."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from lxml import etree
from scripts import _housestyles as house
from scripts import _referencedocx as script

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

W = f"{{{script.W}}}"

ASKED_FOR_BY_PANDOC = (
    *("Normal", "Body Text", "First Paragraph", "Compact", "Title", "Subtitle", "Author", "Date"),
    *("heading 1", "heading 2", "heading 3", "heading 4", "heading 5", "heading 6"),
    *("Block Text", "Source Code", "Verbatim Char", "Hyperlink", "footnote text"),
    *("Footnote Block Text", "footnote reference", "Table", "Table Caption", "Definition Term"),
    *("Definition", "Figure", "Captioned Figure", "Image Caption"),
)
PARAGRAPHS = ("Meta", "Note", "Banner", "Decision", "Action", "Motion", "Quotation")
CHARACTERS = ("Speaker", "Label")


def _said(element: etree._Element, path: str) -> str:
    """What stands in the `val` of a part."""
    found = element.find(f"{W}{path}")
    assert found is not None
    return str(found.get(f"{W}val"))


@pytest.fixture(scope="module")
def made() -> bytes:
    """The file, made anew."""
    return script.reference_docx()


@pytest.fixture(scope="module")
def styles(made: bytes) -> dict[str, etree._Element]:
    """Its styles by name."""
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        root = etree.fromstring(package.read("word/styles.xml"))
    return {_said(one, "name"): one for one in root.iter(f"{W}style")}


def test_the_file_is_what_the_script_makes(made: bytes) -> None:
    """The file in the checkout is not edited by hand."""
    assert house.HOUSE.joinpath("reference.docx").read_bytes() == made


def test_it_is_the_same_bytes_everywhere(made: bytes) -> None:
    """No clock, no compression library and no order of a set is in it."""
    assert script.reference_docx() == made
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {entry.compress_type for entry in package.infolist()} == {zipfile.ZIP_STORED}
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_is_small(made: bytes) -> None:
    """The file is read for every Word file that is written, and its size is felt."""
    assert len(made) < 28_000


def test_every_style_is_there_and_of_its_kind(styles: dict[str, etree._Element]) -> None:
    """What pandoc or the renderer names exists, so that no style is made up on the way."""
    assert set(ASKED_FOR_BY_PANDOC) | set(PARAGRAPHS) | set(CHARACTERS) | {"Facts"} <= set(styles)
    kinds = {name: style.get(f"{W}type") for name, style in styles.items()}
    assert {kinds[name] for name in PARAGRAPHS} == {"paragraph"}
    assert {kinds[name] for name in CHARACTERS} == {"character"}
    assert kinds["Table"] == kinds["Facts"] == "table"


def test_styles_build_on_styles_that_exist(styles: dict[str, etree._Element]) -> None:
    """No style hangs in the air, and no two share an id."""
    ids = [style.get(f"{W}styleId") for style in styles.values()]
    assert len(set(ids)) == len(ids)
    for style in styles.values():
        for tag in ("basedOn", "next"):
            named = style.find(f"{W}{tag}")
            assert named is None or named.get(f"{W}val") in ids


def test_headings_stay_with_what_follows(styles: dict[str, etree._Element]) -> None:
    """A heading is never the last line of a page, and each knows its level."""
    for level in range(1, 7):
        heading = styles[f"heading {level}"]
        assert heading.find(f"{W}pPr/{W}keepNext") is not None
        assert _said(heading, f"pPr/{W}outlineLvl") == str(level - 1)


def _luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_words_stand_out_from_the_paper(styles: dict[str, etree._Element]) -> None:
    """Every colour of type has a contrast of 7:1 to its ground or better, as WCAG 1.4.6 asks."""
    for name, style in styles.items():
        ink = style.find(f".//{W}rPr/{W}color")
        shade = style.find(f".//{W}shd")
        ground = "FFFFFF" if shade is None else str(shade.get(f"{W}fill"))
        type_ = "000000" if ink is None else str(ink.get(f"{W}val"))
        low, high = sorted((_luminance(type_), _luminance(ground)))
        assert (high + 0.05) / (low + 0.05) >= 7, name


def test_head_and_foot_have_signs_and_no_words(made: bytes) -> None:
    """Words would have to follow the language of each record; these give way to them."""
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        parts = [package.read(f"word/{name}.xml").decode() for name in ("header1", "footer1")]
    head, foot = ("".join(re.findall(r"<w:t [^>]*>([^<]*)", part)) for part in parts)
    assert head == "{title} · {date} · {reference}{status}"
    assert foot == "{marking}{pages}"


def test_another_program_opens_it(made: bytes) -> None:
    """python-docx finds A4 and margins of 2.5 cm."""
    document = docx.Document(io.BytesIO(made))
    section = document.sections[0]
    lengths = (section.page_width, section.page_height, section.left_margin, section.top_margin)
    assert [round(one.cm, 1) for one in lengths if one is not None] == [21.0, 29.7, 2.5, 2.5]
    assert section.different_first_page_header_footer


@pytest.mark.slow
def test_libreoffice_opens_it(made: bytes, require: Callable[[str], str], tmp_path: Path) -> None:
    """The file is whole by the judgement of an office program."""
    import subprocess

    (tmp_path / "reference.docx").write_bytes(made)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [require("soffice"), profile, "--headless", "--convert-to", "pdf", "reference.docx"],
        cwd=tmp_path,
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert (tmp_path / "reference.pdf").read_bytes().startswith(b"%PDF")
