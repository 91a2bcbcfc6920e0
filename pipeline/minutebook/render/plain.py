"""A document as lines of plain text, laid out here so that pandoc passes them through.

Nothing in this module knows a record; it changes an AST that was made for text.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from minutebook.render.columns import wrap
from minutebook.render.text_blocks import (
    HUNG,
    code_lines,
    line_block,
    list_marks,
    mark_of,
    number_notes,
    paragraphs_of,
    verbatim,
)
from minutebook.render.text_tables import draw_table
from minutebook.wording import width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml import etree

_UNDERLINES = {1: "=", 2: "=", 3: "-", 4: "."}
_DEEPER = "~"
_INLINE = {"Para", "Plain", "term", "line"}
_CODE = "    "
_QUOTE = "  "
_LEAST = 20
"""Lists and quotes that leave a line fewer columns than these are not set in."""
_BANNER = "***"


def lay_out(ast: etree._Element, *, columns: int) -> None:
    """
    Lay a document out as lines, which pandoc is to write as they are.

    Args:
        ast: The ``Pandoc`` element, changed in place: its blocks become one block of lines. What
            no document may hold, such as a raw block, stays, so that it is refused.
        columns: The most columns for a line; only a word that is longer by itself goes over them.

    Source:
        docs/explanation/architecture.md, "Rendering": pandoc's plain writer ignores the
        width in tables, drops the addresses of links and the ranks of headings, and sets lists in
        without end.
    """
    blocks = ast.find("blocks")
    if blocks is None:
        return
    _show_addresses(ast)
    _raise_labels(ast)
    notes = number_notes(ast)
    refused = list(blocks.iter("RawBlock"))
    lines = [*_blocks(blocks, columns), *_notes(notes, columns)]
    blocks[:] = [line_block(lines), *refused]


def _blocks(parent: etree._Element, columns: int) -> list[str]:
    """Lay out what an element holds, with blank lines between."""
    lines: list[str] = []
    before: etree._Element | None = None
    for block in _opened(parent):
        is_tight = before is not None and before.tag == "Plain"
        explains = is_tight and block.tag in _INLINE
        drawn = _set_in(partial(_block, block), HUNG if explains else "", columns)
        if not drawn:
            continue
        if before is not None and not is_tight:
            lines.append("")
        lines += drawn
        before = block
    return lines


def _opened(parent: etree._Element) -> Iterator[etree._Element]:
    """Give the blocks of an element, and those of what only groups them."""
    for block in parent:
        if block.tag == "Div" and block.get("class") != "banner":
            yield from _opened(block)
        else:
            yield block


def _set_in(draw: Callable[[int], list[str]], margin: str, columns: int) -> list[str]:
    """Draw something behind a margin, or without one where that would leave it too little room."""
    if columns - len(margin) < _LEAST:
        margin = ""
    return [f"{margin}{line}".rstrip() for line in draw(columns - len(margin))]


def _block(block: etree._Element, columns: int) -> list[str]:
    if block.tag in _INLINE:
        return list(wrap(paragraphs_of(block), columns))
    draw = _DRAWN.get(str(block.tag))
    return draw(block, columns) if draw else _blocks(block, columns)


def _heading(heading: etree._Element, columns: int) -> list[str]:
    lines = list(wrap(paragraphs_of(heading), columns))
    longest = max(map(width, lines), default=0)
    sign = _UNDERLINES.get(int(heading.get("level", "1")), _DEEPER)
    return [*lines, sign * min(longest, columns)] if lines else []


def _banner(banner: etree._Element, columns: int) -> list[str]:
    """What a reader must know before reading on, between signs that are seen."""
    inner = columns - 2 * len(_BANNER) - 2
    return [
        f"{_BANNER} {line} {_BANNER}" if width(line) <= inner else line
        for line in _blocks(banner, inner)
        if line
    ]


def _list(block: etree._Element, columns: int) -> list[str]:
    pairs = zip(block, list_marks(block), strict=True)
    items = [_marked(partial(_blocks, item), mark, columns) for item, mark in pairs]
    # Items of several paragraphs need a blank line between them to be told apart.
    apart = any("" in lines for lines in items) or any(map(_is_loose, block))
    joined: list[str] = []
    for lines in items:
        if joined and apart:
            joined.append("")
        joined += lines
    return joined


def _is_loose(item: etree._Element) -> bool:
    return next((block.tag == "Para" for block in _opened(item)), False)


def _marked(draw: Callable[[int], list[str]], mark: str, columns: int) -> list[str]:
    """Hang something behind its mark, or below it where that would leave it too little room."""
    if columns - len(mark) < _LEAST:
        return [mark.strip(), *draw(columns)]
    first, *others = draw(columns - len(mark)) or [""]
    margin = " " * len(mark)
    return [f"{mark}{first}".rstrip(), *(f"{margin}{line}".rstrip() for line in others)]


def _definitions(block: etree._Element, columns: int) -> list[str]:
    lines: list[str] = []
    for item in block:
        for part in item:
            margin = "" if part.tag == "term" else HUNG
            draw = partial(_block, part) if part.tag == "term" else partial(_blocks, part)
            lines += _set_in(draw, margin, columns)
    return lines


def _quote(block: etree._Element, columns: int) -> list[str]:
    return _set_in(partial(_blocks, block), _QUOTE, columns)


def _code(block: etree._Element, columns: int) -> list[str]:
    return _set_in(lambda room: list(_code_in(block, room)), _CODE, columns)


def _code_in(block: etree._Element, columns: int) -> Iterator[str]:
    """The lines of a piece of code, as they are where they fit."""
    lines = code_lines(block)
    seen = [number for number, line in enumerate(lines) if line]
    for line in lines[seen[0] : seen[-1] + 1] if seen else ():
        if width(line) <= columns:
            yield line
        else:
            yield from wrap((verbatim(line),), columns)


def _line_block(block: etree._Element, columns: int) -> list[str]:
    return [drawn for line in block for drawn in _block(line, columns) or [""]]


_DRAWN: dict[str, Callable[[etree._Element, int], list[str]]] = {
    "Header": _heading,
    "Div": _banner,
    "BulletList": _list,
    "OrderedList": _list,
    "DefinitionList": _definitions,
    "BlockQuote": _quote,
    "CodeBlock": _code,
    "LineBlock": _line_block,
    "Table": draw_table,
    "HorizontalRule": lambda _block, _columns: ["* * *"],
    "RawBlock": lambda _block, _columns: [],
}


def _notes(notes: Iterable[etree._Element], columns: int) -> Iterator[str]:
    """The footnotes, at the end, each behind its mark."""
    for note in notes:
        yield ""
        yield from _marked(partial(_blocks, note), f"{mark_of(note)} ", columns)


def _show_addresses(ast: etree._Element) -> None:
    """Write out where a link leads, unless its words say so."""
    for link in list(ast.iter("Link")):
        href, title = link.get("href", ""), link.get("title")
        words = "".join(map(str, link.itertext()))
        shown = "" if href.startswith("#") or words in {href, _bare(href)} else f" <{_bare(href)}>"
        if title:
            shown = f" ({title}){shown}"
        link.tag = "Span"
        link.attrib.clear()
        if len(link):
            link[-1].tail = (link[-1].tail or "") + shown
        else:
            link.text = (link.text or "") + shown


def _bare(href: str) -> str:
    scheme, _, rest = href.partition(":")
    return rest if scheme.lower() in {"mailto", "tel"} else href


def _raise_labels(ast: etree._Element) -> None:
    """Set what an item is called in capitals: text has no bold."""
    for kind in ast.iter("Span"):
        if kind.get("class") == "kind" and kind.text:
            kind.text = kind.text.upper()
