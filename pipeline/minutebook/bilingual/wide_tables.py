"""Tables for half a page: what is too wide for it as items, and columns as wide as their words.

Nothing in this module knows that there is a second record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from minutebook.bilingual.side import filled, moved_inlines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WIDE = {"actions", "history"}
_COUNTED = {"vote", "counts"}
"""In a Word file these are lists: tables in a table are hard to walk through."""
_LEAST, _MOST = 6, 16
"""Characters for a column in half a page."""
_BETWEEN = " · "
_NOTHING = "\N{EN DASH}"
_STYLE = "custom-style"


def unroll(ast: etree._Element, words: Mapping[str, str], *, is_word: bool) -> None:
    """
    Write the rows of wide tables as items, each with a line that says what its cells say.

    Args:
        ast: The ``Pandoc`` element; it is changed.
        words: The fixed words of its language.
        is_word: Whether it is for Word, whose looks are styles.
    """
    for table in list(ast.iter("Table")):
        kind = next(iter(table.get("class", "").split()), "")
        if kind in _WIDE:
            _replace(table, _items(table, kind, words, is_word=is_word))
        elif is_word and kind in _COUNTED:
            _replace(table, _counted(table, words))
        elif is_word and not kind:
            _share(table)


def _replace(table: etree._Element, blocks: Iterator[etree._Element]) -> None:
    made = list(blocks)
    parent = table.getparent()
    assert parent is not None
    at = parent.index(table)
    for number, block in enumerate(made):
        parent.insert(at + number, block)
    parent.remove(table)


def _items(
    table: etree._Element, kind: str, words: Mapping[str, str], *, is_word: bool
) -> Iterator[etree._Element]:
    yield from _caption(table, kind, words, is_word=is_word)
    heads = [_text(cell) for cell in table.iterfind("TableHead/Row/Cell")]
    for row in table.iterfind("TableBody/body/Row"):
        yield _item(row, heads, kind, words, is_word=is_word)


def _counted(table: etree._Element, words: Mapping[str, str]) -> Iterator[etree._Element]:
    """Write what was counted as a list: what, how many, and who."""
    caption = etree.Element("Para")
    etree.SubElement(caption, "Span", {_STYLE: "Label"}).text = _text(table.find("Caption"))
    yield _styled("meta", "Meta", True, [caption])
    entries = etree.Element("BulletList")
    for row in table.iterfind("TableBody/body/Row"):
        first, *others = [_text(cell) for cell in row.iterfind("Cell")]
        line = etree.SubElement(etree.SubElement(entries, "item"), "Plain")
        line.text = first + words["colon"] + _BETWEEN.join(filter(None, others))
    yield entries


def _share(table: etree._Element) -> None:
    """Give each column of an author's table a share of half a page, by its longest cell."""
    columns = table.findall("colspecs/ColSpec")
    rows = list(table.iterfind(".//Row"))
    wanted = [
        max((_wish(row[number]) for row in rows if number < len(row)), default=_LEAST)
        for number in range(len(columns))
    ]
    for column, wish in zip(columns, wanted, strict=True):
        column.set("col-width", f"{wish / sum(wanted):.4f}")


def _wish(cell: etree._Element) -> int:
    """Count the characters that a column wants for a cell: its longest word, or a short line."""
    text = _text(cell)
    longest = max(map(len, text.split()), default=0)
    return max(_LEAST, longest + 2, min(len(text), _MOST))


def _caption(
    table: etree._Element, kind: str, words: Mapping[str, str], *, is_word: bool
) -> Iterator[etree._Element]:
    """Keep a caption that says more than what each of the items says by itself."""
    caption = table.find("Caption/*")
    if caption is None or not _text(caption) or _text(caption) == words[kind]:
        return
    yield _styled("meta", "Meta", is_word, [moved_inlines(caption, etree.Element("Para"))])


def _item(
    row: etree._Element, heads: list[str], kind: str, words: Mapping[str, str], *, is_word: bool
) -> etree._Element:
    """Write a row: a line of what is short, and below it the cell that holds the words."""
    cells = row.findall("Cell")
    main = next((cell for cell in cells if cell.find(".//Span[@id]") is not None), None)
    line = etree.Element("Para")
    number = words["action.id"]
    if kind == "actions":
        line.append(_strong(words["item.action"], is_word=is_word))
    for head, cell in zip(heads, cells, strict=False):
        if cell is main or not _text(cell) or _text(cell) == _NOTHING:
            continue
        if kind == "actions" and head == number:
            _say(line, f" {_text(cell)}")
            continue
        if len(line) or line.text:
            _say(line, _BETWEEN)
        _say(line, head + words["colon"])
        for nth, block in enumerate(list(cell)):
            if nth:
                _say(line, " ")
            _say(line, block.text or "")
            for inline in list(block):
                line.append(inline)
    style = "Action" if kind == "actions" else "Meta"
    blocks = [_styled("label", style, is_word, [line])]
    if main is not None:
        blocks.append(_styled("words", style, is_word, map(_paragraph, list(main))))
    return filled(etree.Element("Div", {"class": f"item {kind.removesuffix('s')}"}), blocks)


def _paragraph(block: etree._Element) -> etree._Element:
    if block.tag == "Plain":
        block.tag = "Para"
    return block


def _styled(
    name: str, style: str, is_word: bool, blocks: list[etree._Element] | Iterator[etree._Element]
) -> etree._Element:
    looks = {_STYLE: style} if is_word else {}
    return filled(etree.Element("Div", {"class": name, **looks}), blocks)


def _strong(words: str, *, is_word: bool) -> etree._Element:
    outer = etree.Element("Span", {_STYLE: "Label"}) if is_word else etree.Element("Strong")
    etree.SubElement(outer, "Span", {"class": "kind"}).text = words
    return outer


def _say(line: etree._Element, text: str) -> None:
    if len(line):
        line[-1].tail = (line[-1].tail or "") + text
    else:
        line.text = (line.text or "") + text


def _text(element: etree._Element | None) -> str:
    return "" if element is None else "".join(map(str, element.itertext())).strip()
