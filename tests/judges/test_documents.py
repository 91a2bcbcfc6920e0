"""PDF, OpenDocument, Markdown and EPUB of every example record, before programs not of ours."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from markdown_it import MarkdownIt
from tests.conftest import ROOT

from minutebook.batch import Plan, process
from minutebook.inputs import gather
from minutebook.pandoc import open_engine
from minutebook.render import Manner, load_house, render
from minutebook.stages import Press
from minutebook.xml_parser import parse_xml

if TYPE_CHECKING:
    from collections.abc import Callable

    from minutebook.pandoc import EngineName

pytestmark = [pytest.mark.pandoc, pytest.mark.slow]

FORMATS = ("pdf", "odt", "md", "epub", "txt")
NAMES = sorted(
    path.name
    for path in (ROOT / "tests" / "golden").iterdir()
    if path.is_dir() and "." not in path.name  # two records side by side have other judges
)
_XHTML = "{http://www.w3.org/1999/xhtml}"
_OPF = {"o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}


def _made(folder: Path, engine_name: EngineName) -> dict[tuple[str, str], Path]:
    house = load_house()
    with open_engine(engine_name, house.pandoc_house()) as engine:
        press = Press(engine=engine, house=house, formats=FORMATS, manner=Manner())
        plan = Plan(until="render", to=folder, press=lambda _: press)
        outcomes = list(process(gather([str(ROOT / "records")], stdin=lambda: b""), plan))
    written = [path for outcome in outcomes for path in outcome.written]
    return {(path.stem, path.suffix[1:]): path for path in written}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """Each rendition of each example record."""
    return _made(tmp_path_factory.mktemp("documents"), "worker")


def words(text: str) -> list[str]:
    """The words of a text, without what is only the manner of writing them."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower())


def lost(made: dict[tuple[str, str], Path], name: str, shown: str) -> list[str]:
    """The words of a record's text that are not in another rendition, in their order."""
    text = made[name, "txt"].read_text(encoding="utf-8")
    # The text alone writes out where a link leads.
    text = re.sub(r"<\S+>", "", re.sub(r"<(https?:\S*)\n\s*(\S+)>", "", text))
    # And it alone counts the actions that have no number.
    text = re.sub(r"^[0-9]{1,3} {2,}", "", text, flags=re.MULTILINE)
    there = set(words(shown))
    run_on = "".join(words(shown))
    return [word for word in words(text) if word not in there and word not in run_on]


def test_each_example_is_in_each_format(made: dict[tuple[str, str], Path]) -> None:
    """Typst has checked each PDF against PDF/A-2b and PDF/UA-1 before it gave it."""
    assert {(name, one) for name in NAMES for one in FORMATS} == set(made)


def test_both_engines_give_the_same_bytes(
    made: dict[tuple[str, str], Path], tmp_path: Path
) -> None:
    """In a second run too."""
    again = _made(tmp_path, "pypandoc")
    differing = [key for key, path in made.items() if path.read_bytes() != again[key].read_bytes()]
    assert differing == []


@pytest.mark.parametrize("name", NAMES)
class TestPdf:
    def test_no_word_is_lost(
        self, made: dict[tuple[str, str], Path], require: Callable[[str], str], name: str
    ) -> None:
        """What pdftotext takes out holds what the text holds."""
        command = [require("pdftotext"), "-raw", str(made[name, "pdf"]), "-"]
        shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert lost(made, name, shown) == []
        assert "\u200b" not in shown
        assert "\ufffd" not in shown

    def test_its_fonts_are_in_it(
        self, made: dict[tuple[str, str], Path], require: Callable[[str], str], name: str
    ) -> None:
        """All of them, with the meaning of their letters."""
        command = [require("pdffonts"), str(made[name, "pdf"])]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        fonts = [line.split()[-5:-2] for line in done.stdout.splitlines()[2:]]
        assert fonts
        assert all(marks == ["yes", "yes", "yes"] for marks in fonts)

    def test_it_says_what_it_is(
        self, made: dict[tuple[str, str], Path], require: Callable[[str], str], name: str
    ) -> None:
        """Title, tags, size and the day of the meeting; and no program runs in it."""
        command = [require("pdfinfo"), "-isodates", str(made[name, "pdf"])]
        done = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        facts = dict(line.split(":", 1) for line in done.splitlines() if ":" in line)
        facts = {key: value.strip() for key, value in facts.items()}
        assert facts["Title"]
        assert facts["Tagged"] == "yes"
        assert facts["JavaScript"] == "no"
        assert "A4" in facts["Page size"]
        day = re.search(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", name)
        assert day
        assert facts["CreationDate"].startswith(day[0])


@pytest.mark.parametrize("name", NAMES)
class TestMarkdown:
    def test_no_word_is_lost(self, made: dict[tuple[str, str], Path], name: str) -> None:
        """What another reader of Markdown makes of it holds what the text holds."""
        source = made[name, "md"].read_text(encoding="utf-8")
        page = MarkdownIt("commonmark", {"html": False}).enable("table").render(source)
        tree = etree.HTML(page)
        assert tree is not None
        shown = " ".join(map(str, tree.itertext()))
        assert lost(made, name, shown) == []
        assert tree.find(".//h1") is not None

    def test_no_html_is_in_it(self, made: dict[tuple[str, str], Path], name: str) -> None:
        """And no sign in place of a table."""
        source = made[name, "md"].read_text(encoding="utf-8")
        assert not _kinds(source) & {"html_block", "html_inline"}
        assert "[TABLE]" not in source


@pytest.mark.parametrize("name", NAMES)
class TestEpub:
    def test_it_is_one(self, made: dict[tuple[str, str], Path], name: str) -> None:
        """Its kind comes first and as it is, and it names the record, its title and language."""
        with zipfile.ZipFile(made[name, "epub"]) as package:
            first = package.infolist()[0]
            assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
            assert package.read("mimetype") == b"application/epub+zip"
            opf = parse_xml(package.read("EPUB/content.opf"))
            for part in package.namelist():
                if part.endswith((".xhtml", ".opf", ".ncx", ".xml")):
                    etree.parse(
                        io.BytesIO(package.read(part)),
                        etree.XMLParser(resolve_entities=False, no_network=True),
                    )
        assert opf.findtext(".//dc:identifier", namespaces=_OPF) == name
        assert opf.findtext(".//dc:title", namespaces=_OPF)
        assert opf.findtext(".//dc:language", namespaces=_OPF)
        modified = opf.findtext(".//o:meta[@property='dcterms:modified']", namespaces=_OPF)
        day = re.search(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", name)
        assert day
        assert str(modified).startswith(day[0])

    def test_no_word_is_lost(self, made: dict[tuple[str, str], Path], name: str) -> None:
        """Its pages together hold what the text holds, and nothing that runs."""
        shown: list[str] = []
        with zipfile.ZipFile(made[name, "epub"]) as package:
            for part in package.namelist():
                if part.endswith(".xhtml"):
                    page = parse_xml(package.read(part).replace(b"<!DOCTYPE html>", b""))
                    shown += map(str, page.itertext())
                    assert not list(page.iter(f"{_XHTML}script", f"{_XHTML}img"))
        assert lost(made, name, " ".join(shown)) == []


def test_epubcheck_finds_nothing(
    made: dict[tuple[str, str], Path], require: Callable[[str], str]
) -> None:
    """Neither an error nor a warning."""
    checker, java = require("epubcheck"), require("java")
    for name in NAMES:
        command = [checker, str(made[name, "epub"])]
        if Path(checker).read_bytes()[:2] == b"PK":
            command = [java, "-jar", *command]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "No errors or warnings detected" in done.stdout + done.stderr


def test_libreoffice_reads_every_word(
    made: dict[tuple[str, str], Path], require: Callable[[str], str], tmp_path: Path
) -> None:
    """All files in one run."""
    sources = [str(made[name, "odt"]) for name in NAMES]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [require("soffice"), profile, "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(tmp_path), *sources]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    for name in NAMES:
        taken = [require("pdftotext"), "-raw", str(tmp_path / f"{name}.pdf"), "-"]
        shown = subprocess.run(taken, capture_output=True, text=True, check=True).stdout
        assert lost(made, name, shown) == []


PAYLOADS = (
    "<script>alert(1)</script> </p></section><img src=x onerror=alert(1)>",
    '#read("/etc/passwd") #import "@preview/a:1.0.0" #panic() @ref <label> $x$ \\',
    "- a\n= b\n+ c / d: e\n1. f\n| g | h |\n|---|---|",
    "![x](file:///etc/passwd) [a](javascript:alert(1)) `code` **b** <!-- c --> &lt;d&gt;",
    "$body$ ${it()} {{x}} %s ]]> <![CDATA[ <?php ?> &amp;#60;",
    "\u202etxt.exe\u202c \u2066a\u2069 \u200bzero\u200d\ufeff \u05d0\u05d1 \u0627\u0628 \u6771",
    "x" * 400 + " https://example.org/" + "y" * 400,
    '=HYPERLINK("http://example.org") -? ... -5 -- \' " ~',
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_that_mean_harm_do_none(payload: str) -> None:
    """In every field that holds words, and in every format: they are words there too."""
    name = "workshop-2025-11-18"
    record = parse_xml((ROOT / "tests" / "golden" / name / f"{name}.xml").read_bytes())
    for element in record.iter(etree.Element):
        if element.text and element.text.strip():
            element.text = payload
    house = load_house()
    with open_engine("worker", house.pandoc_house()) as engine:
        made = render(etree.tostring(record), formats=FORMATS, engine=engine, house=house)
    assert made.outputs["pdf"].startswith(b"%PDF-")
    assert b"root:x:0" not in b"".join(made.outputs.values())
    assert b"/JavaScript" not in made.outputs["pdf"]
    kinds = _kinds(made.outputs["md"].decode())
    assert not kinds & {"html_block", "html_inline", "image"}
    for one in ("epub", "odt"):
        with zipfile.ZipFile(io.BytesIO(made.outputs[one])) as package:
            for part in package.namelist():
                if part.endswith((".xhtml", ".xml", ".opf")):
                    page = parse_xml(package.read(part).replace(b"<!DOCTYPE html>", b""))
                    assert not list(page.iter(f"{_XHTML}script", f"{_XHTML}img"))
                    assert not any(
                        str(key).startswith("on")
                        for part in page.iter(etree.Element)
                        for key in part.attrib
                    )


def _kinds(source: str) -> set[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    return {token.type for token in tokens} | {
        child.type for token in tokens for child in token.children or ()
    }
