"""What a file is, whatever its name says, and whether it may be opened.

Word and OpenDocument files are packages that can grow a thousandfold: they are measured before
anything in them is read. Nothing in this module writes a file or follows a link.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

SUFFIXES = (".txt", ".md", ".html", ".docx", ".odt", ".rtf")
"""The kinds of file that are imported; `ALSO` are other names of them."""
ALSO = {".htm": ".html", ".xhtml": ".html", ".markdown": ".md", ".text": ".txt"}

MOST_BYTES = 64 * 2**20
MOST_TEXT = 12_000_000
"""Bytes of a text file; the longest minutes known have under one million."""
_MOST_UNPACKED = 300 * 2**20
_MOST_PART = 40 * 2**20
_MOST_PARTS = 5_000
_MOST_RATIO = 200
_SMALL = 1_000_000
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class RefusedError(Exception):
    """The file is not opened; the text says why."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """What a file is."""

    suffix: str
    """One of `SUFFIXES`."""
    is_as_named: bool


def kind_of(data: bytes, name: str) -> Kind:
    """
    Find out what a file is.

    Args:
        data: The whole file.
        name: Its name, of which the end tells what it should be.

    Returns:
        What it is by its bytes; text of any kind is what its name says.

    Raises:
        RefusedError: It is none of the kinds that are imported.
    """
    said = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    said = ALSO.get(said, said)
    found = _by_bytes(data)
    if found is None:
        if said in {".docx", ".odt", ".rtf"}:
            raise RefusedError(
                "E802",
                f"the file is named `{said}`, but what is in it is something else",
                "open it in the program that made it, and save it as .docx, .odt or .txt",
            )
        if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise RefusedError(
                "E802", "the file holds no text", "name the minutes: .docx, .odt, .html, .md, .txt"
            )
        if len(data) > MOST_TEXT:
            raise RefusedError(
                "E803", "the file is too long", "divide it into one for each meeting"
            )
        return Kind(suffix=said if said in SUFFIXES else ".txt", is_as_named=said in SUFFIXES)
    return Kind(suffix=found, is_as_named=found == said)


def _by_bytes(data: bytes) -> str | None:
    """Tell the kind by what the file begins with; ``None`` for text and for what is not known."""
    if data.startswith(b"PK\x03\x04"):
        return _package(data)
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if data.startswith(_OLD_WORD):
        raise RefusedError(
            "E804",
            "the file is encrypted, or of a Word from before 2007",
            "open it in Word, take the password off, and save it as .docx",
        )
    if data.startswith(b"%PDF"):
        raise RefusedError(
            "E802", "the file is a PDF", "export its text, with `pdftotext -layout` or by copying"
        )
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return ".html" if head.startswith((b"<!doctype html", b"<html")) else None


def _package(data: bytes) -> str:
    """Measure a package, and tell Word from OpenDocument."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            _measure(parts, len(data))
            names = {part.filename for part in parts}
            if "word/document.xml" in names:
                return _checked(package, "word/document.xml", ".docx")
            if "content.xml" in names:
                if _is_encrypted(package):
                    raise _encrypted()
                return _checked(package, "content.xml", ".odt")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError) as error:
        raise _broken() from error
    except (NotImplementedError, RuntimeError) as error:
        raise _encrypted() from error
    raise RefusedError(
        "E802",
        "the file is a package, but neither of Word nor OpenDocument",
        "unpack it, and name the minutes in it",
    )


def _broken() -> RefusedError:
    return RefusedError(
        "E804", "the file is damaged", "open it in the program that made it, and save it again"
    )


def _encrypted() -> RefusedError:
    return RefusedError(
        "E804", "the file is encrypted", "open it, take the password off, and save it again"
    )


def _measure(parts: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse what would grow too much, by what the package says of itself."""
    unpacked = sum(part.file_size for part in parts)
    grows = unpacked > _SMALL and unpacked > _MOST_RATIO * size
    if (
        grows
        or unpacked > _MOST_UNPACKED
        or len(parts) > _MOST_PARTS
        or any(part.file_size > _MOST_PART and _is_xml(part) for part in parts)
    ):
        raise RefusedError(
            "E803",
            "the file would take far more room unpacked than minutes do",
            "open it in the program that made it, and save only its text",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise _encrypted()


def _is_xml(part: zipfile.ZipInfo) -> bool:
    return part.filename.endswith((".xml", ".rels"))


def _is_encrypted(package: zipfile.ZipFile) -> bool:
    manifest = "META-INF/manifest.xml"
    if manifest not in package.namelist():
        return False
    return b"encryption-data" in _part(package, manifest)


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    """Read a part, and never more of it than it may have, whatever it says of itself."""
    with package.open(name) as stream:
        data = stream.read(_MOST_PART + 1)
    if len(data) > _MOST_PART:
        raise RefusedError(
            "E803",
            "the file would take far more room unpacked than minutes do",
            "open it in the program that made it, and save only its text",
        )
    return data


_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def _checked(package: zipfile.ZipFile, main: str, suffix: str) -> str:
    """See that each part of text can be read, and declares nothing that could grow."""
    for part in package.infolist():
        if _is_xml(part) and _DOCTYPE.search(_part(package, part.filename)):
            raise RefusedError(
                "E803",
                "the file declares entities, which no word processor writes",
                "open it in a word processor, and save it again",
            )
    if not _part(package, main).strip():
        raise _broken()
    return suffix


def part_of(data: bytes, name: str) -> bytes | None:
    """
    Read one part of a package that `kind_of` has let through.

    Args:
        data: The package.
        name: The part.

    Returns:
        Its bytes; ``None`` where there is no such part.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        found = next((one for one in (name, f"word/{name}") if one in names), None)
        return None if found is None else _part(package, found)
