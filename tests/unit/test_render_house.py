"""The house files: whole, compiled, and closed to the outside."""

from __future__ import annotations

import io
import pickle
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from minutebook.errors import FileError
from minutebook.render import load_house
from minutebook.render.house_kit import house_kit
from minutebook.render.house_sources import PACKAGED

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


def house_with(folder: Path, name: str, data: bytes) -> Path:
    """Make a house folder with one file in it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return folder


PAGE = (PACKAGED / "default.html").read_bytes()
POLICY = next(line for line in PAGE.splitlines() if b"Content-Security-Policy" in line)
FAULTS: dict[str, tuple[str, bytes, str, str]] = {
    "a page in UTF-16": ("default.html", "$body$".encode("utf-16"), "E520", "UTF-8"),
    "a broken stylesheet": ("rich.xsl", b"<oops>", "E521", "stylesheet"),
    "a stylesheet with a DOCTYPE": ("rich.xsl", b"<!DOCTYPE a><a/>", "E521", "stylesheet"),
    "a page without its text": ("default.html", PAGE.replace(b"$body$", b""), "E522", r"\$body\$"),
    "a page without its policy": ("default.html", PAGE.replace(POLICY, b""), "E522", "loading"),
    "a policy in a comment": (
        *("default.html", PAGE.replace(POLICY, b"<!--" + POLICY + b"-->"), "E522", "loading"),
    ),
    "a policy that comes too late": (
        "default.html",
        PAGE.replace(POLICY, b"").replace(b"</head>", POLICY + b"</head>"),
        "E522",
        "loading",
    ),
    "an if without its end": ("default.html", PAGE + b"$if(x)$", "E522", "endif"),
    "a page that takes in a file": ("default.html", PAGE + b"${ /etc/passwd() }", "E522", "file"),
    "a style sheet that ends itself": ("house.css", b"</Style><script>", "E522", "</style"),
    "an import": ("house.css", b"@import 'x.css';", "E522", "@import"),
    "an import in figures": ("house.css", rb"@\69mport 'x.css';", "E522", "@import"),
    "an address outside": ("house.css", b"a{b:url( 'https://x')}", "E522", "url"),
    "a word that is none": ("labels/en.toml", b'"action.ownr" = "Who"', "E523", "action.ownr"),
    "a word without quotes": ("labels/en.toml", b'action.owner = "Who"', "E523", "quotes"),
    "an empty word": ("labels/en.toml", b'"action.owner" = " "', "E523", "no words"),
    "words that are not TOML": ("labels/en.toml", b"Who", "E523", "not written right"),
    "a Word file that is none": ("reference.docx", b"no zip", "E524", "another kind"),
    "an archive without text": ("reference.docx", b"PK\5\6" + bytes(18), "E524", "no text"),
    "an OpenDocument text that is none": ("reference.odt", b"no zip", "E525", "another kind"),
    "an archive that is no text": ("reference.odt", b"PK\5\6" + bytes(18), "E525", "no text"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_of_a_house_file_is_said_in_plain_words(what: str, tmp_path: Path) -> None:
    """With its code, and before a note is read."""
    name, data, code, words = FAULTS[what]
    with pytest.raises(FileError, match=words) as caught:
        load_house(house_with(tmp_path, name, data))
    assert getattr(caught.value, "code", None) == code
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.code, again.message, again.hint) == (code, str(caught.value), caught.value.hint)


def test_a_misspelt_word_is_told_the_right_one(tmp_path: Path) -> None:
    """Out of all the names that there are."""
    with pytest.raises(FileError) as caught:
        load_house(house_with(tmp_path, "labels/en.toml", b'"action.ownr" = "Who"'))
    assert "`action.owner`" in str(caught.value.hint)


def test_an_office_has_words_of_its_own(tmp_path: Path) -> None:
    """For a language that minutebook has, and for one that it has not; the rest is as it was."""
    house_with(tmp_path, "labels/en.toml", b'"actions" = "To do"')
    house = load_house(house_with(tmp_path, "labels/gd.toml", b'"actions" = "Gniomhan"'))
    assert house.labels_for("en-GB").words["actions"] == "To do"
    assert house.labels_for("gd").words["actions"] == "Gniomhan"
    assert house.labels_for("gd").words["status"] == "Status"
    assert house.labels_for("gd").is_asked_for
    assert load_house().labels_for("en-GB").words["actions"] == "Actions"


def test_a_word_file_is_given_the_styles_that_it_lacks(tmp_path: Path) -> None:
    """What it has is left as it is; the same bytes each time."""
    with zipfile.ZipFile(io.BytesIO(load_house().reference_docx)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts["word/styles.xml"] = (
        f'<w:styles xmlns:w="{namespace}"><w:style w:type="paragraph" w:default="1"'
        ' w:styleId="Standard"><w:name w:val="Normal"/></w:style></w:styles>'
    ).encode()
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    house_with(tmp_path, "reference.docx", whole.getvalue())
    made = load_house(tmp_path).reference_docx
    assert made == load_house(tmp_path).reference_docx
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        styles = package.read("word/styles.xml").decode()
    assert styles.count('w:val="Normal"/>') == 1
    assert '<w:name w:val="Decision"/><w:basedOn w:val="BodyText"/>' in styles
    assert '<w:name w:val="Body Text"/><w:basedOn w:val="Standard"/>' in styles


def test_the_kit_is_a_house_that_changes_nothing(tmp_path: Path) -> None:
    """Every file of it can be loaded, and its words are out of force until they are wanted."""
    for name, data in house_kit().items():
        house_with(tmp_path, name, data)
    own, packaged = load_house(tmp_path), load_house()
    assert own.template == packaged.template
    assert own.reference_docx == packaged.reference_docx
    assert own.reference_odt == packaged.reference_odt
    assert own.labels_for("cy") == packaged.labels_for("cy")
    text = (tmp_path / "labels" / "en.toml").read_text(encoding="utf-8")
    assert '# "actions" = "Actions"' in text
