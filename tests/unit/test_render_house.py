"""The house files: whole, compiled, and closed to the outside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from minutebook.errors import FileError
from minutebook.render import load_house
from minutebook.render.house import PACKAGED

if TYPE_CHECKING:
    from pathlib import Path


def test_the_packaged_house_is_whole() -> None:
    """A template with a place for the style sheet, a Word file, and a stylesheet that runs."""
    house = load_house()
    assert house.template.count("<style></style>") == 1
    assert b"--ground" in house.dressed(house.template.encode())
    assert house.reference_docx.startswith(b"PK")
    assert house.pandoc_house().template == house.template


def test_an_office_changes_one_file(tmp_path: Path) -> None:
    """What its folder lacks comes from the package; a dollar in its style sheet is no variable."""
    (tmp_path / "house.css").write_text("p::before { content: '$5' }", encoding="utf-8")
    house = load_house(tmp_path)
    page = house.dressed(house.template.encode())
    assert b"content: '$5'" in page
    assert b"--ground" not in page
    assert house.reference_docx == load_house().reference_docx


def test_a_stylesheet_that_is_not_right_is_a_fault_of_the_file(tmp_path: Path) -> None:
    """Not a bug of ours, and not a traceback."""
    (tmp_path / "rich.xsl").write_text("<oops>", encoding="utf-8")
    with pytest.raises(FileError, match="stylesheet"):
        load_house(tmp_path)


def test_a_stylesheet_reads_nothing_else(tmp_path: Path) -> None:
    """Neither by an include that climbs out of the folder, nor by asking for a document."""
    secret = tmp_path / "secret.xml"
    secret.write_text("<secret>plain</secret>", encoding="utf-8")
    house = tmp_path / "house"
    house.mkdir()
    (house / "note.xsl").write_text(
        '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
        f'<xsl:template match="/"><a><xsl:copy-of select="document(\'{secret}\')"/></a>'
        "</xsl:template></xsl:stylesheet>",
        encoding="utf-8",
    )
    sheet = load_house(house).stylesheet
    try:
        answer = str(sheet(etree.Element("x")))
    except etree.XSLTApplyError:
        answer = ""
    assert "plain" not in answer
    (house / "note.xsl").write_text(
        '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
        '<xsl:include href="../secret.xml"/></xsl:stylesheet>',
        encoding="utf-8",
    )
    with pytest.raises(FileError, match="missing"):
        load_house(house)


def test_the_page_asks_for_nothing() -> None:
    """No address of another file, and a policy that would refuse one."""
    house = load_house()
    template = house.dressed(house.template.encode()).decode()
    assert "default-src 'none'" in template
    assert not re.findall(r"(?:src|href)=\"(?!#)[^$\"]", template)
    assert not re.findall(r"@import|url\(", template)


def test_every_stylesheet_of_the_package_is_included() -> None:
    """No file lies about unused."""
    included = re.findall(r'include href="([^"]+)"', (PACKAGED / "note.xsl").read_text("utf-8"))
    assert sorted([*included, "note.xsl"]) == sorted(path.name for path in PACKAGED.glob("*.xsl"))
