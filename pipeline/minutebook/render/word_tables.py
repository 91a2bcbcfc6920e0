"""Tables for every reader: headers, a name and a description, widths, rows that stay whole.

Nothing in this module knows a record.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from lxml import etree

from minutebook.render.word_styles import VAL, W

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minutebook.render.word_styles import Styles

_ROW_HEADED = {"facts", "actions", "vote", "counts", "history"}
"""The styles of tables whose first column says what a row is about, in small letters."""

_CUT = {"bilingual"}
"""The styles of tables whose rows may be longer than what is left of a page."""

_ROOM_IN_CELL = 320
"""Twips on both sides of what stands in a cell; for a table in another one."""

_LONGEST = 250
"""Of a description, in characters; it is read out as one."""

_STYLE = f"{W}pStyle"
_SPAN_OR_WIDTH = {f"{W}gridSpan", f"{W}tcW"}
_FIRST_ROW, _FIRST_COLUMN, _NO_VERTICAL_BANDS = 0x0020, 0x0080, 0x0400


def finish_tables(root: etree._Element, styles: Styles, words: Mapping[str, str]) -> None:
    """
    Give every table what pandoc leaves out.

    Args:
        root: The ``w:document``; it is changed.
        styles: Those of the file.
        words: The fixed words of the record's language.

    Source:
        pandoc 3.9, docx writer: row heads are ignored, and tables have no description.
    """
    room = text_width(root)
    heading = ""
    body = root.find(f"{W}body")
    # A paragraph is met by its style, since most have neither a heading's nor a table in them.
    for element in () if body is None else body.iter(f"{W}pStyle", f"{W}tbl"):
        if element.tag == _STYLE:
            name = styles.name(element.get(VAL)).lower()
            if name.startswith("heading ") or (name == "title" and not heading):
                heading = _text(next(element.iterancestors(f"{W}p")))
        else:
            inside = min(room, _cell_width(element, room))
            _finish(element, styles=styles, words=words, heading=heading, room=inside)


def _cell_width(table: etree._Element, room: int) -> int:
    """Give the width for a table: of the cell in which it stands, which has its own by now."""
    cell = next(table.iterancestors(f"{W}tc"), None)
    size = None if cell is None else cell.find(f"{W}tcPr/{W}tcW")
    return room if size is None else int(size.get(f"{W}w", "0")) - _ROOM_IN_CELL


def text_width(root: etree._Element) -> int:
    """Give the width between the margins in twips; that of A4 where the file does not say."""
    size, margins = (root.find(f".//{W}sectPr/{W}{name}") for name in ("pgSz", "pgMar"))
    try:
        if size is not None and margins is not None:
            sides = (int(margins.get(f"{W}{side}", "0")) for side in ("left", "right", "gutter"))
            return max(int(size.get(f"{W}w", "11906")) - sum(sides), 1440)
    except ValueError:
        pass
    return 9070


def _finish(
    table: etree._Element, *, styles: Styles, words: Mapping[str, str], heading: str, room: int
) -> None:
    look = table.find(f"{W}tblPr")
    if look is None:
        return
    style = look.find(f"{W}tblStyle")
    rows = table.findall(f"{W}tr")
    heads = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]
    name = "" if style is None else styles.name(style.get(VAL)).lower()
    row_headed = name in _ROW_HEADED
    _say_headers(look, rows=bool(heads), columns=row_headed)
    _describe(look, rows, heads, words, heading)
    for row in () if name in _CUT else rows:
        _keep_whole(row)
    _set_widths(table, look, rows, room)
    for own in table.iter(f"{W}pStyle"):
        if styles.name(own.get(VAL)).lower() == "meta":
            own.set(VAL, styles.id_of("Cell Meta") or str(own.get(VAL, "")))


def _say_headers(look: etree._Element, *, rows: bool, columns: bool) -> None:
    mark = look.find(f"{W}tblLook")
    if mark is None:
        return
    number = _NO_VERTICAL_BANDS | rows * _FIRST_ROW | columns * _FIRST_COLUMN
    mark.set(VAL, f"{number:04X}")
    mark.set(f"{W}firstRow", str(int(rows)))
    mark.set(f"{W}firstColumn", str(int(columns)))
    mark.set(f"{W}noVBand", "1")


def _describe(
    look: etree._Element,
    rows: list[etree._Element],
    heads: list[etree._Element],
    words: Mapping[str, str],
    heading: str,
) -> None:
    if heads:
        label, cells = "table.columns", heads[0].findall(f"{W}tc")
    else:
        label, cells = (
            "table.rows",
            [row[1] if row[0].tag == f"{W}trPr" else row[0] for row in rows],
        )
    said = ", ".join(text for cell in cells if (text := _text(cell)))
    description = words[label] + words["colon"] + (said or "\N{EN DASH}")
    if heads:
        counted = str(len(rows) - len(heads))
        description += f". {words['table.rows']}{words['colon']}{counted}"
    if look.find(f"{W}tblCaption") is None:
        etree.SubElement(look, f"{W}tblCaption", {VAL: _cut(heading or said or "\N{EN DASH}")})
    etree.SubElement(look, f"{W}tblDescription", {VAL: _cut(description)})


def _text(element: etree._Element) -> str:
    words = (text.text or " " for text in element.iter(f"{W}t", f"{W}br"))
    return " ".join("".join(words).split())


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _keep_whole(row: etree._Element) -> None:
    look = row.find(f"{W}trPr")
    if look is None:
        look = etree.Element(f"{W}trPr")
        row.insert(0, look)
    look.insert(0, etree.Element(f"{W}cantSplit"))


def _set_widths(
    table: etree._Element, look: etree._Element, rows: list[etree._Element], room: int
) -> None:
    """Spread the columns over the page that there is; pandoc reckons with one of its own."""
    grid = table.findall(f"{W}tblGrid/{W}gridCol")
    layout, width = look.find(f"{W}tblLayout"), look.find(f"{W}tblW")
    if layout is None or width is None or not grid or width.get(f"{W}type") != "pct":
        return
    wanted = [max(int(column.get(f"{W}w", "1")), 1) for column in grid]
    whole = room * int(width.get(f"{W}w", "5000")) // 5000
    edges = [whole * sum(wanted[:n]) // sum(wanted) for n in range(len(wanted) + 1)]
    widths = [str(end - start) for start, end in pairwise(edges)]
    width.set(f"{W}type", "dxa")
    width.set(f"{W}w", str(whole))
    for column, size in zip(grid, widths, strict=True):
        column.set(f"{W}w", size)
    for row in rows:
        for cell, size in zip(row.iterchildren(f"{W}tc"), widths, strict=False):
            _set_width(cell, size)


def _set_width(cell: etree._Element, size: str) -> None:
    look = cell.find(f"{W}tcPr")
    if look is None or any(said.tag in _SPAN_OR_WIDTH for said in look):
        return
    look.insert(0, etree.Element(f"{W}tcW", {f"{W}w": size, f"{W}type": "dxa"}))
