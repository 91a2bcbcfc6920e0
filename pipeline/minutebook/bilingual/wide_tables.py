"""Tables too wide for half a page as items: actions, and the versions of a record.

Nothing in this module knows that there is a second record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from minutebook.bilingual.side import filled, moved_inlines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WIDE = {"actions", "history"}
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
        parent = table.getparent()
        if kind not in _WIDE or parent is None:
            continue
        items = [*_caption(table, kind, words, is_word=is_word)]
        heads = [_text(cell) for cell in table.iterfind("TableHead/Row/Cell")]
        for row in table.iterfind("TableBody/body/Row"):
            items.append(_item(row, heads, kind, words, is_word=is_word))
        at = parent.index(table)
        for item in items:
            parent.insert(at, item)
            at += 1
        parent.remove(table)


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
    if kind == "actions":
        _add(line, _strong(words["item.action"], is_word=is_word))
    for head, cell in zip(heads, cells, strict=False):
        if cell is main or not _text(cell) or _text(cell) == _NOTHING:
            continue
        if len(line) or line.text:
            _say(line, _BETWEEN)
        _say(line, head + words["colon"])
        for number, block in enumerate(list(cell)):
            if number:
                _say(line, " ")
            _say(line, block.text or "")
            for inline in list(block):
                _add(line, inline)
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


def _add(line: etree._Element, inline: etree._Element) -> None:
    line.append(inline)


def _say(line: etree._Element, text: str) -> None:
    if len(line):
        line[-1].tail = (line[-1].tail or "") + text
    else:
        line.text = (line.text or "") + text


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext())).strip()
