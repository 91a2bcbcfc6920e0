"""The house files: stylesheet, page with its style sheet, reference files of office programs.

Nothing in this module knows a record, and it includes no file from outside the house folder.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from minutebook.labels import Labels, labels_for
from minutebook.pandoc import BOOK_FILES, House
from minutebook.render.house_faults import (
    HouseFileError,
    read_labels,
    see_page,
    see_text,
)
from minutebook.render.house_sources import house_style_sheet, read_house_file
from minutebook.render.open_styles import with_styles
from minutebook.render.page import NOTHING, PageParts, dressed_page
from minutebook.render.word_house import completed
from minutebook.xml_parser import DoctypeError, parse_xml

if TYPE_CHECKING:
    from collections.abc import Mapping

_XSL = "http://www.w3.org/1999/XSL/Transform"
_STYLESHEET = "note.xsl"
_TEMPLATE = "default.html"
_BILINGUAL_STYLES = "bilingual.css"
_REFERENCE = "reference.docx"
_OPEN_REFERENCE = "reference.odt"
_LABELS = "labels"

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
    reference_odt: bytes
    """The OpenDocument text whose styles, header and footer are used."""
    labels: Mapping[str, Mapping[str, str]]
    """Words of the office's own, by language and key."""
    bilingual_sheet: bytes = b""
    """What is added to it on a page of two languages."""
    books: dict[str, str] = field(default_factory=dict)
    """What PDF and EPUB are made with: each of `BOOK_FILES` by its name."""

    def labels_for(self, tag: str | None) -> Labels:
        """Choose the words for a record in a language; the office's own go first."""
        return labels_for(tag, self.labels)

    def dressed(
        self, page: bytes, parts: PageParts = NOTHING, *, is_bilingual: bool = False
    ) -> bytes:
        """
        Put the style sheet, and what the record brings, into a page.

        Args:
            page: As pandoc wrote it with the template.
            parts: What the record brings besides its words.
            is_bilingual: Whether two records stand side by side on it.
        """
        more = b"\n" + self.bilingual_sheet if is_bilingual else b""
        return dressed_page(page, self.style_sheet + more, parts)

    def pandoc_house(self) -> House:
        """The part of it that the pandoc engine is opened with."""
        return House(
            template=self.template,
            reference_docx=self.reference_docx,
            reference_odt=self.reference_odt,
            books=self.books,
        )


def load_house(folder: Path | None = None) -> HouseFiles:
    """
    Read the house files.

    Args:
        folder: An office's own files; what it lacks is taken from the package.

    Raises:
        HouseFileError: A file cannot be read, or is not what it should be.

    Source:
        docs/explanation/architecture.md, "Rendering"; findings E520 to E525.
    """
    return HouseFiles(
        stylesheet=_stylesheet(folder),
        template=_template(folder),
        style_sheet=house_style_sheet(folder),
        bilingual_sheet=house_style_sheet(folder, _BILINGUAL_STYLES),
        reference_docx=_reference(folder),
        reference_odt=_open_reference(folder),
        labels={} if folder is None else read_labels(folder / _LABELS),
        books={name: see_text(read_house_file(name, folder), name) for name in BOOK_FILES},
    )


def _template(folder: Path | None) -> str:
    text = see_text(read_house_file(_TEMPLATE, folder), _TEMPLATE)
    if folder is not None:
        see_page(text, _TEMPLATE, packaged=read_house_file(_TEMPLATE, None).decode("utf-8"))
    return text


def _reference(folder: Path | None) -> bytes:
    """The office's own Word file is given the styles that it lacks, which need not be told."""
    own, packaged = read_house_file(_REFERENCE, folder), read_house_file(_REFERENCE, None)
    return own if own == packaged else completed(own, packaged=packaged, name=_REFERENCE)


def _open_reference(folder: Path | None) -> bytes:
    own, packaged = read_house_file(_OPEN_REFERENCE, folder), read_house_file(_OPEN_REFERENCE, None)
    return own if own == packaged else with_styles(own, packaged=packaged, name=_OPEN_REFERENCE)


def _stylesheet(folder: Path | None) -> etree.XSLT:
    try:
        root = _included(_STYLESHEET, folder)
        # The includes are in place, so it needs no access to anything.
        return etree.XSLT(root, access_control=_ACCESS.DENY_ALL)
    except (etree.XMLSyntaxError, etree.XSLTParseError, DoctypeError) as error:
        raise HouseFileError("E521", f"the house stylesheet is not right: {error}") from error


def _included(name: str, folder: Path | None) -> etree._Element:
    """Read a stylesheet with the templates of its includes in place of the instructions."""
    root = parse_xml(read_house_file(name, folder))
    for instruction in root.findall(f"{{{_XSL}}}include"):
        included = _included(Path(instruction.get("href", "")).name, folder)
        at = root.index(instruction)
        root.remove(instruction)
        for offset, child in enumerate(list(included)):
            root.insert(at + offset, child)
    return root
