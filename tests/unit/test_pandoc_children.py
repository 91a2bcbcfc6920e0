"""The programs that run beside us, asked within this process: what each kind of request gives."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from tests.unit.pandoc_documents import PLAIN, house

from minutebook.pandoc import plain_child, typst_child

if TYPE_CHECKING:
    from pathlib import Path

SOUND = '#set document(title: "t")\n= A\n'


def parts(answer: bytes) -> list[tuple[str, bytes]]:
    """Take an answer apart into the kinds and contents of its parts."""
    found = []
    while answer:
        line, _, rest = answer.partition(b"\n")
        kind, size = line.decode().split()
        found.append((kind, rest[: int(size)]))
        answer = rest[int(size) :]
    return found


def set_pages(folder: Path, *sources: str) -> list[tuple[str, bytes]]:
    """Have pages set, one request after the other."""
    asked = b"".join(
        b"set 0 %d\n%b" % (len(source.encode()), source.encode()) for source in sources
    )
    said = io.BytesIO()
    typst_child.serve(io.BytesIO(asked), said, typst_child.compiler(folder, []))
    return parts(said.getvalue())


def test_a_page_is_set(tmp_path: Path) -> None:
    """With nothing missing and nothing unmarked; and the next one after it."""
    found = set_pages(tmp_path, SOUND, SOUND)
    assert [kind for kind, _ in found] == ["unset", "untagged", "done"] * 2
    assert [content for _, content in found[:2]] == [b"", b""]
    assert found[2] == found[5]
    assert found[2][1].startswith(b"%PDF-")


def test_what_no_font_has_is_told(tmp_path: Path) -> None:
    """Each character once and in order, whether or not the page can be marked."""
    for before in ("", '#set page(header: link("https://example.org")[x])\n'):
        found = dict(set_pages(tmp_path, f"{SOUND}{before}\u6771\u4eac\u6771"))
        assert found["unset"].decode() == "\u4eac\u6771"
        assert bool(found["untagged"]) == bool(before)


def test_what_cannot_be_set_is_said(tmp_path: Path) -> None:
    """In the words of typst, and the next page is set."""
    found = set_pages(tmp_path, "#panic(1)", '#read("/etc/passwd")', SOUND)
    assert [kind for kind, _ in found] == ["failed", "failed", "unset", "untagged", "done"]
    assert b"file not found" in found[1][1]


def test_characters_are_read_from_what_typst_says() -> None:
    """Written out or as a number; signs of ASCII and the stand-in are none."""
    said = 'the text `"a\\u{6771}\ufffd"` could not be displayed with font'
    assert typst_child.missing(said) == {"\u6771"}
    assert typst_child.missing("anything else") == set()


def ask(folder: Path, *outputs: tuple[str, str]) -> list[tuple[str, bytes]]:
    """Have documents written by one pandoc each."""
    lines = b"".join(b"%b %b" % (kind.encode(), rest.encode()) for kind, rest in outputs)
    said = io.BytesIO()
    asked = io.BytesIO(b"job 0 %d a name\n" % len(outputs) + lines)
    plain_child.serve(asked, said, folder, "512")
    return parts(said.getvalue())


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # the program sets it for itself
    files = house()
    (tmp_path / "template.html").write_text(files.template, encoding="utf-8")
    (tmp_path / "reference.docx").write_bytes(files.reference_docx)
    (tmp_path / "reference.odt").write_bytes(files.reference_odt)
    for name, text in files.books.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.pandoc
def test_documents_are_written(folder: Path) -> None:
    """In each format, a document that was sent before by its number; text last."""
    ast = PLAIN.decode()
    kinds = ["html", "docx", "odt", "md", "txt"]
    sizes = [f"{len(PLAIN)}\n{ast}", *(["=1\n"] * (len(kinds) - 1))]
    found = ask(folder, *zip(kinds, sizes, strict=True))
    assert [kind for kind, _ in found] == ["done"] * len(kinds)
    assert b"Counted twice." in found[0][1]
    assert found[1][1].startswith(b"PK")
    assert found[-1][1] == b"Counted twice.\n"


@pytest.mark.pandoc
def test_a_document_that_is_none_ends_its_job(folder: Path) -> None:
    """Nothing else of it is written, and no folder of ours is named."""
    found = ask(folder, ("txt", "4\n<no>"), ("md", "=1\n"))
    assert [kind for kind, _ in found] == ["unreadable"]
    assert str(folder).encode() not in found[0][1]


@pytest.mark.parametrize("wanted", ["html", "docx", "txt", "md", "odt", "pdf", "epub"])
def test_the_command_line_says_what_the_worker_does(wanted: str, tmp_path: Path) -> None:
    """Files of the house, no wrapped lines, and a bound on memory."""
    words = plain_child.arguments(wanted, tmp_path, "a name", "512")
    assert "-M512M" in words
    assert all(str(tmp_path) in word for word in words if re.search(r"template|reference", word))
