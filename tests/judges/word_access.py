"""What somebody who hears a Word file, or walks through it by its headings, would miss."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from minutebook.render.word_styles import VAL, Styles, W
from minutebook.xml_parser import parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_STRUCTURE = {"pStyle", "rStyle", "numPr", "lang", "rtl", "bidi"}
"""What may stand in a paragraph or run beside its words: no look."""

_OF_TWO_LANGUAGES = "Bilingual"
"""The style of the one table whose rows hold whole items, which may be longer than a page."""


def faults(package: bytes) -> list[str]:
    """Look through a Word file as `finish` leaves it; an empty list is a clean one."""
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    document = parse_xml(parts["word/document.xml"])
    styles = Styles(parse_xml(parts["word/styles.xml"]))
    core = parse_xml(parts["docProps/core.xml"])
    found = [*_headings(document, styles), *_tables(document), *_links(document)]
    found += [f"no {name}" for name in ("title", "language") if not core.findtext(f"{_DC}{name}")]
    tongue = styles.root.find(f".//{W}docDefaults//{W}lang")
    if tongue is None or tongue.get(VAL) != core.findtext(f"{_DC}language"):
        found.append("the styles speak another language than the properties")
    for name in ("word/document.xml", "word/footnotes.xml"):
        found += _looks(parse_xml(parts[name]), styles)
    return found


def text_of(element: etree._Element) -> str:
    """Read the words of an element."""
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def _headings(document: etree._Element, styles: Styles) -> Iterator[str]:
    before = 0
    for paragraph in document.iter(f"{W}p"):
        own = paragraph.find(f"{W}pPr/{W}pStyle")
        name = "" if own is None else styles.name(own.get(VAL)).lower()
        if found := re.fullmatch(r"heading ([1-9])", name):
            level = int(found.group(1))
            if level > before + 1:
                yield f"heading {level} after {before}: {text_of(paragraph)}"
            if not text_of(paragraph).strip():
                yield "an empty heading"
            before = level


def _tables(document: etree._Element) -> Iterator[str]:
    for table in document.iter(f"{W}tbl"):
        look = table.find(f"{W}tblPr")
        assert look is not None
        for name in ("tblCaption", "tblDescription"):
            said = look.find(f"{W}{name}")
            if said is None or not said.get(VAL, "").strip():
                yield f"a table without {name}"
        mark = look.find(f"{W}tblLook")
        assert mark is not None
        rows = table.findall(f"{W}tr")
        has_head = rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        if (mark.get(f"{W}firstRow") == "1") != has_head:
            yield "a first row that is marked in one place alone"
        if not has_head and mark.get(f"{W}firstColumn") != "1":
            yield "a table without headers"
        style = look.find(f"{W}tblStyle")
        is_whole = style is None or style.get(VAL) != _OF_TWO_LANGUAGES
        if is_whole and any(row.find(f"{W}trPr/{W}cantSplit") is None for row in rows):
            yield "a row that a page may end in"


def _links(document: etree._Element) -> Iterator[str]:
    places = [mark.get(f"{W}name") for mark in document.iter(f"{W}bookmarkStart")]
    if len(places) != len(set(places)):
        yield "two places of one name"
    for link in document.iter(f"{W}hyperlink"):
        if not text_of(link).strip():
            yield "a link without words"
        anchor = link.get(f"{W}anchor")
        if link.get(f"{_R}id") is None and anchor not in places:
            yield f"a link to {anchor}, which is nowhere"


def _looks(root: etree._Element, styles: Styles) -> Iterator[str]:
    for look in root.iter(f"{W}pPr", f"{W}rPr"):
        for child in look:
            name = str(child.tag).removeprefix(W)
            is_hint = name == "rFonts" and list(child.attrib) == [f"{W}hint"]  # of a script
            if name not in _STRUCTURE and not is_hint:
                yield f"direct formatting: {name}"
            if name in {"pStyle", "rStyle"} and not styles.name(child.get(VAL)):
                yield f"a style that is not there: {child.get(VAL)}"
