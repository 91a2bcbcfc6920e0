"""Files that are odd, broken or meant to harm end in a finding, quickly, and open nothing else."""

from __future__ import annotations

import io
import subprocess
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from minutebook.drafts import Imported, Wishes, import_minutes
from minutebook.load import load
from minutebook.pandoc import find_pandoc
from minutebook.validate import validate

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.pandoc

WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body>{}</w:body></w:document>"
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def package(parts: dict[str, str | bytes]) -> bytes:
    """Make a package of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return stream.getvalue()


def word_file(body: str, **more: str | bytes) -> bytes:
    """Make a Word file with some paragraphs."""
    parts = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS}
    return package({**parts, "word/document.xml": WORD.format(body), **more})


def paragraphs(*texts: str) -> str:
    """Make paragraphs of Word."""
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def imported(data: bytes, name: str) -> Imported:
    """Import, within the time that a hostile file may take."""
    began = time.monotonic()
    one = import_minutes(data, name=name, wishes=Wishes())
    assert time.monotonic() - began < 10
    return one


def sound(one: Imported) -> str:
    """The draft validates; give its text."""
    assert validate(load(one.note, name="draft.yaml")).record is not None, one.findings
    return one.note.decode()


def codes(one: Imported) -> list[str]:
    """The codes of the findings."""
    return [finding.code for finding in one.findings]


TEXT = "Parks 2026-03-05\n\nThe group met.\n"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "E801"),
        (b"\n\f\n \n", "a.txt", "E801"),
        (b"", "a.md", "E801"),
        (b"", "a.docx", "E802"),
        (b"%PDF-1.7 ...", "a.docx", "E802"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.md", "E802"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.docx", "E804"),
        (b"PK\x03\x04 and no more", "a.docx", "E804"),
        (package({"other.txt": "words"}), "a.docx", "E802"),
        (package({"word/document.xml": b"0" * 60_000_000}), "a.docx", "E803"),
        (
            package({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
            "a.docx",
            "E803",
        ),
        (package({"word/document.xml": ""}), "a.docx", "E804"),
        (package({"word/document.xml": "<not xml"}), "a.docx", "E805"),
        (
            package({"content.xml": "<a/>", "META-INF/manifest.xml": "encryption-data"}),
            "a.odt",
            "E804",
        ),
    ],
)
def test_what_is_refused(data: bytes, name: str, code: str) -> None:
    """Nothing is written of a file that cannot be read as minutes, and the reason is said."""
    one = imported(data, name)
    assert codes(one) == [code]
    assert one.note == b""


def test_a_package_that_lies_about_its_size() -> None:
    """A part that declares a gigabyte is not opened."""
    data = bytearray(package({"word/document.xml": WORD.format("")}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (2**30).to_bytes(4, "little")
    assert codes(imported(bytes(data), "a.docx")) == ["E803"]


def test_an_encrypted_package() -> None:
    """A part with a password is no minutes."""
    data = bytearray(package({"word/document.xml": WORD.format("")}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert codes(imported(bytes(data), "a.docx")) == ["E804"]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + TEXT,
        TEXT.replace("\n", "\r\n"),
        TEXT.replace(" ", "\u00a0"),
        TEXT.replace("group", "gr\u200boup"),
        TEXT.replace("group", "gr\u00adoup"),
    ],
)
def test_spellings_of_a_text(text: str) -> None:
    """Byte order marks, line ends, no-break spaces and what nobody sees change no word."""
    one = imported(text.encode(), "a.txt")
    assert codes(one) == []
    assert "The group met." in sound(one)


def test_control_characters_are_said() -> None:
    """What XML cannot hold is taken out, with its place; form feeds part pages."""
    one = imported(TEXT.replace("met", "m\x08et").replace("The", "\fThe").encode(), "a.txt")
    assert [(finding.code, finding.line) for finding in one.findings] == [("W803", 3)]
    sound(one)


def test_pages_have_furniture() -> None:
    """Lines that come again at the edge of pages are listed with their places."""
    pages = [f"Parks group minutes\n\nThe matter {n} was told.\n\nPage {n} of 3" for n in (1, 2, 3)]
    one = imported(f"Parks 2026-03-05\n\n{chr(12).join(pages)}\n".encode(), "a.txt")
    page = [aside.text for aside in one.asides if aside.fate == "page"]
    assert [text for text in page if text[:4] == "Page"] == [
        "Page 1 of 3",
        "Page 2 of 3",
        "Page 3 of 3",
    ]
    assert codes(one) == []


def test_old_encodings() -> None:
    """A text of an old Windows, and one in UTF-16, are read."""
    text = "Parcs 2026-03-05\n\nLa r\u00e9union a \u00e9t\u00e9 tenue.\n"
    for encoding in ("cp1252", "utf-16"):
        assert "La r\u00e9union" in sound(imported(text.encode(encoding), "a.txt"))


def test_scripts_and_comments() -> None:
    """A script in a page is no text; one that is told of in a note is; comments are listed."""
    page = "<h1>Parks 2026-03-05</h1><script>alert('x')</script><p>We met.</p>"
    one = imported(f"<html><body>{page}</body></html>".encode(), "a.html")
    assert "alert" not in sound(one)
    note = "# Parks 2026-03-05\n\n<!-- hidden words -->\n\nUse <script src> and `<script>`.\n"
    one = imported(note.encode(), "a.md")
    assert "script" in sound(one)
    assert [aside.fate for aside in one.asides if "hidden" in aside.text] == ["hidden"]
    assert codes(one) == []


def test_a_file_that_is_not_what_its_name_says() -> None:
    """A Word file with another name is read as one, and that is said."""
    one = imported(word_file(paragraphs("Parks 2026-03-05", "The group met.")), "a.txt")
    assert codes(one) == ["W802"]
    assert "The group met." in sound(one)


def test_nothing_else_is_read(tmp_path: Path) -> None:
    """Images and includes that name files and addresses are names, and no file is looked at."""
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words")
    texts = {
        "a.md": f"# Parks 2026-03-05\n\nWe met. ![plan]({secret}) ![](http://192.0.2.1/x.png)\n",
        "a.html": f"<h1>Parks 2026-03-05</h1><p>We met.</p><img src='{secret}' alt='plan'>"
        f"<iframe src='file://{secret}'></iframe><object data='{secret}'></object>",
        "a.rtf": r"{\rtf1 Parks 2026-03-05\par {\field{\*\fldinst INCLUDETEXT "
        + str(secret)
        + "}}}",
    }
    for name, text in texts.items():
        one = imported(text.encode(), name)
        assert "secret words" not in one.note.decode()


@pytest.mark.parametrize(
    "text",
    [
        "# P 2026-03-05\n\n" + "> " * 3000 + "deep\n",
        "# P 2026-03-05\n\n" + "".join(f"{'  ' * n}- a\n" for n in range(300)),
        "# P 2026-03-05\n\n" + "*a **b " * 5000,
        "# P 2026-03-05\n\n" + "[" * 20000,
        "# P 2026-03-05\n\n" + "Jo: words. " * 20000,
        "# P 2026-03-05\n\n" + "a" * 500_000,
    ],
)
def test_odd_markdown_ends_soon(text: str) -> None:
    """Whatever a text is, there is a draft or a finding, and in time."""
    one = imported(text.encode(), "a.md")
    assert one.note or codes(one)


@pytest.mark.slow
def test_forty_thousand_words() -> None:
    """The longest minutes known are imported."""
    turn = "Jo: we talked of things at length and in depth, as we had done before.\n\n"
    topics = (f"## Topic {n}\n\n{turn * 14}" for n in range(200))
    data = ("# Parks 2026-03-05\n\n" + "".join(topics)).encode()
    one = import_minutes(data, name="a.md")
    assert one.proof is not None
    assert one.proof.total > 40_000
    assert one.proof.lost == ()


def test_tracked_changes() -> None:
    """They are accepted, or listed as well, as asked; what was deleted is never in the draft."""
    change = 'w:id="1" w:author="J" w:date="2026-01-01T00:00:00Z"'
    body = paragraphs("Parks 2026-03-05", "The group met.") + (
        f"<w:p><w:r><w:t>Swings </w:t></w:r><w:ins {change}><w:r><w:t>old</w:t></w:r></w:ins>"
        f"<w:del {change}><w:r><w:delText>new</w:delText></w:r></w:del></w:p>"
    )
    for wish in ("accept", "list"):
        one = import_minutes(word_file(body), name="a.docx", wishes=Wishes(track_changes=wish))
        assert "Swings old" in sound(one)
        assert "Swings oldnew" not in one.note.decode()
        assert bool([words for _, words in one.checks if "deletion" in words]) == (wish == "list")


TITLE_PAGE = (
    '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Parks 2026-03-05</w:t></w:r></w:p>'
    '<w:p><w:pPr><w:pStyle w:val="Subtitle"/></w:pPr><w:r><w:t>Spring</w:t></w:r></w:p>'
)
STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/></w:style>'
    "</w:styles>"
)


def test_the_title_page_of_a_word_file() -> None:
    """Paragraphs that Word calls title and subtitle are words like all others."""
    body = TITLE_PAGE + paragraphs("The group met.")
    relations = RELATIONS.replace("word/document.xml", "styles.xml").replace(
        'officeDocument"', 'styles"'
    )
    one = imported(
        word_file(body, **{"word/styles.xml": STYLES, "word/_rels/document.xml.rels": relations}),
        "a.docx",
    )
    assert codes(one) == []
    assert "Spring" in sound(one)


@pytest.mark.parametrize("form", ["odt", "rtf"])
def test_other_word_processors(form: str, tmp_path: Path) -> None:
    """Files of OpenDocument and in RTF are read, lists and tables and all."""
    table = "| a | b |\n|---|---|\n| c | d |\n"
    text = f"# Parks 2026-03-05\n\nThe *group* met.\n\n- swings\n\n  - red\n\n{table}"
    made = tmp_path / f"a.{form}"
    command = [str(find_pandoc().path), "--from=markdown", "--standalone", f"--output={made}"]
    subprocess.run(command, input=text.encode(), check=True)
    one = imported(made.read_bytes(), made.name)
    assert codes(one) == []
    assert "The *group* met." in sound(one)
    assert "| c   | d   |" in sound(one)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("# Parks 2026-03-05\n\n```yaml file=a/b.yaml\nx: 1\n```\n", "a.md"),
        ("Parks 2026-03-05\n\nWe saw that:\n\n  1. it is red\n  2. it is old\n", "a.txt"),
        ("# Parks 2026-03-05\n\nSee ![the plan](plans/b.png) and [more](c/d.md).\n", "a.md"),
        ("Parks 2026-03-05\n\nThe tag <meta http-equiv=x> and <details> were told of.\n", "a.txt"),
    ],
)
def test_words_in_odd_places(text: str, name: str) -> None:
    """Behind a fence, in the name of an image, in what looks like a tag: none is lost."""
    one = imported(text.encode(), name)
    assert codes(one) == []
    sound(one)
