"""An OpenDocument text as pandoc left it, made whole: tables, links, direction of reading.

Nothing in this module knows a record.
"""

from __future__ import annotations

import re

from lxml import etree

from minutebook.render.office_package import repacked, unpacked
from minutebook.render.open_styles import FO, OFFICE, STYLE, TABLE, TEXT, style_named
from minutebook.xml_parser import parse_xml

_CONTENT = "content.xml"
_STYLES = "styles.xml"

_CELLS = re.compile(
    rb'<style:style style:name="(TableRowCell|TableHeaderRowCell)".*?</style:style>', re.DOTALL
)
_PARAGRAPH = f"{STYLE}paragraph-properties"
_STYLE_NAME = f"{TEXT}style-name"
_NAME = f"{STYLE}name"
_PARENT = f"{STYLE}parent-style-name"
_ROW = "WholeRow"
_SIDES = {"left": "right", "right": "left"}


def finish_open(package: bytes, *, right_to_left: bool = False) -> bytes:
    """
    Close what pandoc leaves open in an OpenDocument text.

    Args:
        package: As pandoc wrote it, with the styles of the house file.
        right_to_left: Whether the record's language is written so.

    Returns:
        The same text; the same bytes for the same arguments.

    Source:
        OpenDocument 1.3, part 3, section 16.2: a style of cells that all documents share is read by
        no program for text, so it stands in each document itself.
    """
    parts, stamp = unpacked(package, dated_by=_CONTENT)
    styles = parse_xml(parts[_STYLES])
    content = parse_xml(_CELLS.sub(lambda found: _own_cell(found, styles), parts[_CONTENT]))
    _unwrap_sections(content)
    _name_styles(content)
    _keep_rows(content)
    parts[_CONTENT] = etree.tostring(content, encoding="UTF-8", xml_declaration=True)
    if right_to_left:
        _read_from_right_to_left(styles)
        parts[_STYLES] = etree.tostring(styles, encoding="UTF-8", xml_declaration=True)
    return repacked(parts, stamp)


def _own_cell(found: re.Match[bytes], styles: etree._Element) -> bytes:
    """Give the look of a cell by the house; pandoc's where the house's file has none."""
    own = style_named(styles, found.group(1).decode("ascii"), "table-cell")
    if own is None:
        return found.group()
    # The prefixes are those that pandoc declares, but on this element they would be said again.
    text = etree.tostring(own, encoding="UTF-8", with_tail=False)
    return re.sub(rb' xmlns:\w+="[^"]*"', b"", text)


def _unwrap_sections(content: etree._Element) -> None:
    """
    Let each place that can be linked to be a bookmark in its first line.

    pandoc makes a section of it. LibreOffice leads no link there, and leaves a heading that begins
    one alone at the end of a page.
    """
    for section in list(content.iter(f"{TEXT}section")):
        first = next(section.iter(f"{TEXT}h", f"{TEXT}p"), None)
        if first is not None:
            mark = etree.Element(f"{TEXT}bookmark", {f"{TEXT}name": section.get(f"{TEXT}name", "")})
            mark.tail, first.text = first.text, None
            first.insert(0, mark)
        for child in list(section):
            section.addprevious(child)
        parent = section.getparent()
        if parent is not None:
            parent.remove(section)


def _name_styles(content: etree._Element) -> None:
    """Spell the names of styles as the grammar does, where pandoc has them as they are shown."""
    for element in content.iter(f"{TEXT}p", f"{TEXT}span"):
        name = element.get(_STYLE_NAME, "")
        if " " in name:
            element.set(_STYLE_NAME, name.replace(" ", "_20_"))
    for cell in content.iter(f"{TABLE}table-cell"):
        for paragraph in cell.iter(f"{TEXT}p"):
            # In a cell it keeps nothing with it, or a table would pull along what follows.
            if paragraph.get(_STYLE_NAME) == "Meta":
                paragraph.set(_STYLE_NAME, "Cell_20_Meta")


def _keep_rows(content: etree._Element) -> None:
    """Let no row of a table be cut at the end of a page, and no style build on a passing one."""
    passing = content.find(f"{OFFICE}automatic-styles")
    if passing is None:
        return
    based_on = {one.get(_NAME): one.get(_PARENT) for one in passing.iter(f"{STYLE}style")}
    for one in passing.iter(f"{STYLE}style"):
        # No program looks for a style's ground among those of the text itself.
        while (parent := one.get(_PARENT)) in based_on and parent != one.get(_NAME):
            one.set(_PARENT, based_on[parent] or "Standard")
    row = etree.SubElement(passing, f"{STYLE}style", {_NAME: _ROW, f"{STYLE}family": "table-row"})
    etree.SubElement(row, f"{STYLE}table-row-properties", {f"{FO}keep-together": "always"})
    for element in content.iter(f"{TABLE}table-row"):
        element.set(f"{TABLE}style-name", _ROW)


def _read_from_right_to_left(styles: etree._Element) -> None:
    """Turn the page, and what stands beside a paragraph."""
    for layout in styles.iter(f"{STYLE}page-layout-properties"):
        layout.set(f"{STYLE}writing-mode", "rl-tb")
    for default in styles.iterfind(f"{OFFICE}styles/{STYLE}default-style/{_PARAGRAPH}"):
        default.set(f"{STYLE}writing-mode", "rl-tb")
        # LibreOffice takes the start of a line for its left.
        default.set(f"{FO}text-align", "right")
    for properties in styles.iter(_PARAGRAPH):
        said = [(_turned(str(name)), str(value)) for name, value in properties.attrib.items()]
        properties.attrib.clear()
        for name, value in said:
            properties.set(name, value)


def _turned(name: str) -> str:
    """Swap the sides in the name of a property, such as ``border-left``."""
    start, _, side = name.rpartition("-")
    return f"{start}-{_SIDES[side]}" if name.startswith(FO) and side in _SIDES else name
