"""The house files: stylesheet, page template with its style sheet, and Word's reference document.

Nothing in this module knows a record, and it includes no file from outside the house folder.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from minutebook.errors import FileError
from minutebook.pandoc import BOOK_FILES, House
from minutebook.render.page import NOTHING, PageParts, dressed_page
from minutebook.xml_parser import parse_xml

PACKAGED = Path(__file__).parent.parent / "house"

_XSL = "http://www.w3.org/1999/XSL/Transform"
_STYLESHEET = "note.xsl"
_TEMPLATE = "default.html"
_STYLES = "house.css"
_REFERENCE = "reference.docx"

# The stubs lack its constants.
_ACCESS: Any = etree.XSLTAccessControl


@dataclass(frozen=True, kw_only=True, slots=True)
class HouseFiles:
    """Everything of the house style that a rendition needs, read and compiled."""

    stylesheet: etree.XSLT
    """From a rendition document to pandoc's AST; it can read and write nothing else."""
    template: str
    """pandoc's template of a page, with an empty `style` element."""
    style_sheet: bytes
    """What stands in it."""
    reference_docx: bytes
    """The Word file whose styles, header and footer are used."""
    books: dict[str, str] = field(default_factory=dict)
    """What PDF and EPUB are made with: each of `BOOK_FILES` by its name."""

    def dressed(self, page: bytes, parts: PageParts = NOTHING) -> bytes:
        """
        Put the style sheet, and what the record brings, into a page.

        Args:
            page: As pandoc wrote it with the template.
            parts: What the record brings besides its words.
        """
        return dressed_page(page, self.style_sheet, parts)

    def pandoc_house(self) -> House:
        """The part of it that the pandoc engine is opened with."""
        return House(template=self.template, reference_docx=self.reference_docx, books=self.books)


def load_house(folder: Path | None = None) -> HouseFiles:
    """
    Read the house files.

    Args:
        folder: An office's own files; what it lacks is taken from the package.

    Raises:
        FileError: A file cannot be read, or the stylesheet is not XSLT.

    Source:
        docs/explanation/architecture.md, "Rendering".
    """
    return HouseFiles(
        stylesheet=_stylesheet(folder),
        template=_read(_TEMPLATE, folder).decode("utf-8"),
        style_sheet=_read(_STYLES, folder),
        reference_docx=_read(_REFERENCE, folder),
        books={name: _read(name, folder).decode("utf-8") for name in BOOK_FILES},
    )


def _read(name: str, folder: Path | None) -> bytes:
    for place in (folder, PACKAGED):
        if place is None:
            continue
        path = place / name
        try:
            return path.read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise FileError(f"cannot read the house file `{path}`: {error.strerror}") from error
    raise FileError(f"the house file `{name}` is missing", hint="install minutebook again")


def _stylesheet(folder: Path | None) -> etree.XSLT:
    try:
        root = _included(_STYLESHEET, folder)
        # The includes are in place, so it needs no access to anything.
        return etree.XSLT(root, access_control=_ACCESS.DENY_ALL)
    except (etree.XMLSyntaxError, etree.XSLTParseError) as error:
        raise FileError(f"the house stylesheet is not right: {error}") from error


def _included(name: str, folder: Path | None) -> etree._Element:
    """Read a stylesheet with the templates of its includes in place of the instructions."""
    root = parse_xml(_read(name, folder))
    for instruction in root.findall(f"{{{_XSL}}}include"):
        included = _included(Path(instruction.get("href", "")).name, folder)
        at = root.index(instruction)
        root.remove(instruction)
        for offset, child in enumerate(list(included)):
            root.insert(at + offset, child)
    return root
