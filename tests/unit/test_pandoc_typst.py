"""PDFs: what an author writes stays words, and nothing is read, fetched or run to set them."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import zlib
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from tests.unit.pandoc_documents import ENGINES, INLINES, LISTS, RICH_TABLE, TITLE, ast, job

from minutebook.errors import ExitCode, ProgramError
from minutebook.pandoc import (
    House,
    Limits,
    PandocError,
    open_engine,
    require_typst,
    typesetter,
)
from minutebook.pandoc.typesetter import Typesetter
from minutebook.render import load_house
from minutebook.render.typst_fit import fit_for_typst
from minutebook.xml_parser import parse_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from minutebook.pandoc import EngineName, PipedEngine

pytestmark = pytest.mark.pandoc

HOSTILE = (
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.4.0": *',
    '#eval("1+1") #{ 1 } #[x] #let a = 1',
    "$ sum_(i=1)^n $ $x$",
    "\\ \\u{41} \\# \\\\",
    "@ref <label> @ref[x] <ref>",
    "= heading == heading",
    "- list + list / term: x",
    "*b* _e_ `raw` ```rust x```",
    "// comment /* comment */",
    "https://example.org/#x]",
    "] ) } \" ' ~ -- --- ... -?",
    "#show: it => none",
    "#set page(width: 1pt)",
    "#panic()",
)
SOUND = '#set document(title: "t")\n= A\n'


@pytest.fixture(scope="module")
def house() -> House:
    """The house files that come with the program."""
    return load_house().pandoc_house()


@pytest.fixture(scope="module")
def engine(house: House) -> Iterator[PipedEngine]:
    """One engine for all tests."""
    with open_engine("worker", house) as opened:
        yield opened


@pytest.fixture
def setter(tmp_path: Path) -> Iterator[Typesetter]:
    """A typesetter that can be shown markup of our own."""
    made = Typesetter(tmp_path, None, Limits())
    yield made
    made.program.end()


def text_of(pdf: bytes, tmp_path: Path, require: Callable[[str], str]) -> str:
    """Take the words out of a PDF."""
    (tmp_path / "a.pdf").write_bytes(pdf)
    command = [require("pdftotext"), "-raw", "a.pdf", "-"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    return done.stdout


def escaped(words: str) -> str:
    """Write words as XML."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


class TestWords:
    @pytest.mark.parametrize("words", HOSTILE)
    def test_markup_of_an_author_stays_words(
        self, engine: PipedEngine, tmp_path: Path, require: Callable[[str], str], words: str
    ) -> None:
        """In a paragraph, a heading, a link, code, a cell, a note and the title."""
        said = escaped(words)
        blocks = (
            f'<Header level="1">{said}</Header><Para>{said}</Para><Para>x<LineBreak/>{said}</Para>'
            f"<Para><Code>{said}</Code> <Strong>{said}</Strong>{said}"
            f"<Note><Para>{said}</Para></Note>"
            f'<Link href="https://example.org/{said}">{said}</Link></Para>'
            f"<BulletList><item><Plain>{said}</Plain></item></BulletList>"
            f"<CodeBlock>{said}</CodeBlock>{RICH_TABLE.replace('Due', said)}"
        )
        meta = f'<entry key="title"><MetaInlines>{said}</MetaInlines></entry>' + "".join(
            f'<entry key="{key}"><MetaInlines><Code>{said}</Code></MetaInlines></entry>'
            for key in ("author", "language")
        )
        document = parse_xml(ast(blocks, meta))
        fit_for_typst(document)
        pdf = engine.write(job(etree.tostring(document), "pdf"))["pdf"]
        shown = re.sub(r"\s", "", text_of(pdf, tmp_path, require))
        assert shown.count(re.sub(r"\s", "", words)) >= 10
        assert "root:x:0" not in shown

    @pytest.mark.parametrize(
        "inline",
        [
            "<Strong>k</Strong>",
            "<Emph>k</Emph>",
            "<Strikeout>k</Strikeout>",
            '<Link href="https://example.org/">k</Link>',
            "k<Note><Para>n</Para></Note>",
            "k" * 30,
        ],
    )
    @pytest.mark.parametrize("words", ["body", "text.dest", "\u00e9", "func(1)", "_x", "5"])
    def test_a_word_right_after_a_full_stop_is_no_name_of_typst_s(
        self,
        engine: PipedEngine,
        tmp_path: Path,
        require: Callable[[str], str],
        inline: str,
        words: str,
    ) -> None:
        """Pandoc writes `#strong[k].body`, which would show something else or nothing."""
        document = parse_xml(ast(f"<Para>{inline}.{words} on.</Para>"))
        fit_for_typst(document)
        pdf = engine.write(job(etree.tostring(document), "pdf"))["pdf"]
        assert f".{words} on." in text_of(pdf, tmp_path, require)

    def test_a_heading_without_words_is_none(self, engine: PipedEngine) -> None:
        """A title of blanks of another script: nobody finds it in the bookmarks."""
        document = parse_xml(ast('<Header level="1">\u2003</Header><Para>x</Para>'))
        fit_for_typst(document)
        assert engine.write(job(etree.tostring(document), "pdf")).untagged == ""

    def test_the_head_of_a_table_may_lead_elsewhere(self, engine: PipedEngine) -> None:
        """On the first sheet, since a repeated head is no part of what is read aloud."""
        link = '<Link href="https://example.org/">k</Link><Note><Para>n</Para></Note>'
        rows = RICH_TABLE.replace("Due", link)
        row = rows[rows.index("<body>") + 6 : rows.index("</body>")]
        document = parse_xml(ast(rows.replace(row, row * 80)))
        fit_for_typst(document)
        assert engine.write(job(etree.tostring(document), "pdf")).untagged == ""

    def test_markup_in_plain_metadata_stays_words(self, engine: PipedEngine) -> None:
        """Pandoc writes a text of the metadata with its signs escaped, as it does words."""
        meta = f'<entry key="title"><MetaString>{escaped(HOSTILE[0])}</MetaString></entry>'
        assert engine.write(job(ast("<Para>x</Para>", meta), "pdf"))["pdf"].startswith(b"%PDF-")

    def test_everything_that_pandoc_knows_is_set(self, engine: PipedEngine) -> None:
        """Lists, tables and inlines of every kind pass the checks of both standards."""
        blocks = RICH_TABLE + LISTS + re.sub(r"<Math.*?</Math>", "", INLINES, flags=re.DOTALL)
        pdf = engine.write(job(ast(blocks), "pdf"))["pdf"]
        assert b"pdfaid:part" in pdf + _inflated(pdf)


class TestWays:
    @pytest.mark.parametrize(
        ("markup", "said"),
        [
            ('#read("/etc/passwd")', "file not found"),
            ('#read("../default.typ")', "typst cannot write"),
            ('#image("/etc/passwd")', "file not found"),
            ('#import "@preview/cetz:0.4.0": *', "failed to download package"),
            ('#plugin("/x.wasm")', "file not found"),
        ],
    )
    def test_typst_reads_no_file_and_fetches_nothing(
        self, setter: Typesetter, markup: str, said: str
    ) -> None:
        """Even if markup came from an author, it would find an empty folder and no network."""
        with pytest.raises(PandocError, match=said) as caught:
            setter.set((SOUND + markup).encode(), job(ast(), "pdf"))
        assert caught.value.code == "E503"
        assert setter.set(SOUND.encode(), job(ast(), "pdf")).pdf.startswith(b"%PDF-")

    def test_a_fault_of_typst_is_gone_round(self, setter: Typesetter) -> None:
        """A line that breaks at the end of a link, within a word, is broken elsewhere."""
        width = 'let more = float(sys.inputs.at("narrower", default: "0"))'
        markup = (
            f"#{width}\n#set text(hyphenate: true)\n"
            '#block(width: 1cm + more * 5mm)[#link("https://example.org")[test]ing]'
        )
        page = setter.set((SOUND + markup).encode(), job(ast(), "pdf"))
        assert page.pdf.startswith(b"%PDF-")

    def test_a_page_that_cannot_be_marked_is_made_without_marks(self, setter: Typesetter) -> None:
        """It says why; the characters that no font has are told of all the same."""
        markup = '#set page(header: link("https://example.org")[x])\n\u6771'
        page = setter.set((SOUND + markup).encode(), job(ast(), "pdf"))
        assert page.pdf.startswith(b"%PDF-")
        assert "artifacts may not contain links" in page.untagged
        assert page.unset == "\u6771"
        assert b"pdfuaid" not in page.pdf + _inflated(page.pdf)
        assert setter.set(SOUND.encode(), job(ast(), "pdf")).untagged == ""

    def test_what_never_ends_is_ended(self, setter: Typesetter) -> None:
        """By the deadline, and the next document is set."""
        endless = "#for i in range(30000) { for j in range(30000) { let x = j } }"
        with pytest.raises(PandocError, match="was not rendered within 1 seconds") as caught:
            setter.set((SOUND + endless).encode(), job(ast(), "pdf", seconds=1))
        assert caught.value.code == "E504"
        assert setter.set(SOUND.encode(), job(ast(), "pdf")).pdf.startswith(b"%PDF-")

    def test_what_needs_too_much_memory_is_ended(self, tmp_path: Path) -> None:
        """By the limit that the system was given."""
        setter = Typesetter(tmp_path, None, Limits(data_bytes=300_000_000))
        greedy = '#let a = "x" * 100000000\n#let b = a + a + a + a + a + a + a + a\n#b.len()'
        with pytest.raises(PandocError) as caught:
            setter.set((SOUND + greedy).encode(), job(ast(), "pdf"))
        setter.program.end()
        assert caught.value.code == "E505"


class TestLetters:
    def test_a_character_without_a_letter_is_told_of(self, engine: PipedEngine) -> None:
        """It is named, once and in order, and the PDF is made."""
        blocks = "<Para>\u6771\u4eac and \u4eac, Ω, Ж and é</Para><Header level='1'>\u6771</Header>"
        written = engine.write(job(ast(blocks), "pdf"))
        assert written.unset == "\u4eac\u6771"
        assert written["pdf"].startswith(b"%PDF-")

    def test_nothing_is_told_of_what_is_shown(self, engine: PipedEngine) -> None:
        """Signs without a look, such as those of direction, are no gap."""
        words = "\u200bzero\u200d \u200fmark\u2066 Łukasz Nguyễn Thị ΩЖ é\u0301"
        assert engine.write(job(ast(f"<Para>{words}</Para>"), "pdf")).unset == ""

    def test_a_folder_of_fonts_is_used(
        self, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It is handed to the program, as a path from the root."""
        (tmp_path / "fonts").mkdir()
        monkeypatch.chdir(tmp_path)
        fonts = tmp_path.joinpath("fonts").relative_to(tmp_path)
        command = typesetter._command(tmp_path, fonts, Limits())
        assert command.words[-1] == str(tmp_path / "fonts")
        with open_engine("worker", house, fonts=fonts) as opened:
            assert opened.write(job(ast(), "pdf"))["pdf"].startswith(b"%PDF-")


class TestSameBytes:
    def test_both_engines_and_every_run_give_the_same_bytes(self, house: House) -> None:
        """For each of the formats that are made when asked for."""
        identifier = '<entry key="identifier"><MetaString>roads</MetaString></entry>'
        wanted = job(ast(RICH_TABLE + LISTS, TITLE + identifier), "pdf", "odt", "md", "epub")
        seen = []
        names: tuple[EngineName, ...] = (*ENGINES, "worker")
        for name in names:
            with open_engine(name, house) as opened:
                seen.append(opened.write(wanted))
        assert seen[0] == seen[1] == seen[2]
        assert list(seen[0]) == ["pdf", "odt", "md", "epub"]

    @pytest.mark.parametrize("epoch", [-62_135_596_800, -683_078_400, 0, 4_354_732_800])
    def test_it_is_dated_by_the_meeting(self, engine: PipedEngine, epoch: int) -> None:
        """From the year 1 to the last that a rendition is stamped with."""
        assert engine.write(job(ast(), "pdf", epoch=epoch))["pdf"].startswith(b"%PDF-")


def test_the_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how to install it, and the exit code that a program is missing."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ProgramError, match="`typst`") as caught:
        require_typst()
    assert "pip install 'minutebook[pdf]'" in str(caught.value.hint)
    assert caught.value.exit_code is ExitCode.PROGRAM


def _inflated(pdf: bytes) -> bytes:
    found = b""
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found += zlib.decompress(stream)
        except zlib.error:
            continue
    return found
