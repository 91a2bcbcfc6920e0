"""A Word file of two languages: one table of two columns, each part a row of it.

Nothing in this module knows a record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from minutebook.bilingual.joined import (
    blocks_of,
    entries_in,
    facts_in,
    holds_others,
    inner_pairs,
)
from minutebook.bilingual.side import filled, moved_inlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minutebook.bilingual.joined import Sides
    from minutebook.bilingual.pairing import Pair
    from minutebook.bilingual.side import Side

Row = tuple[list[etree._Element], list[etree._Element]]

STYLE = "Bilingual"
"""The style of the table, which an office can change; pandoc takes one word for its name and id."""


def sheet_blocks(pairs: Iterable[Pair], sides: Sides) -> list[etree._Element]:
    """
    Set the blocks of two drafts beside each other in a table.

    Args:
        pairs: As `pairs_of` gives them; their blocks are taken out of the drafts.
        sides: The two records.

    Returns:
        The table, whose first row names the languages and is repeated on every page.
    """
    table = etree.Element("Table", {"class": "bilingual", "custom-style": STYLE})
    etree.SubElement(table, "Caption")
    columns = etree.SubElement(table, "colspecs")
    for _ in sides:
        etree.SubElement(columns, "ColSpec", {"alignment": "AlignDefault", "col-width": "0.5"})
    head = etree.SubElement(etree.SubElement(table, "TableHead"), "Row")
    for side in sides:
        named = etree.Element("Plain")
        named.text = side.tongue
        head.append(_cell(side, [named]))
    body = etree.SubElement(table, "TableBody", {"row-head-columns": "0"})
    etree.SubElement(body, "header")
    rows = etree.SubElement(body, "body")
    for row in _led([row for pair in pairs for row in _rows(pair, sides)]):
        element = etree.SubElement(rows, "Row")
        for side, blocks in zip(sides, row, strict=True):
            element.append(_cell(side, blocks))
    etree.SubElement(table, "TableFoot")
    return [table]


def _led(rows: list[Row]) -> Iterator[Row]:
    """Put headings, and the small facts below them, in one row with what follows them."""
    first: list[etree._Element] = []
    second: list[etree._Element] = []
    for row in rows:
        first, second = [*first, *row[0]], [*second, *row[1]]
        if not all(_leads(block) for block in (*row[0], *row[1])):
            yield first, second
            first, second = [], []
    if first or second:
        yield first, second


def _leads(block: etree._Element) -> bool:
    is_named = block.tag == "Div" and len(block) == 1 and "class" not in block.attrib
    inner = block[0] if is_named else block
    return inner.tag == "Header" or inner.get("class") == "meta"


def _cell(side: Side, blocks: list[etree._Element]) -> etree._Element:
    cell = etree.Element("Cell")
    if blocks:
        half = etree.SubElement(cell, "Div", lang=side.tag)
        if side.is_right_to_left:
            half.set("dir", "rtl")
        filled(half, blocks)
    return cell


def _rows(pair: Pair, sides: Sides) -> Iterator[Row]:
    if holds_others(pair):
        rows = [row for one in inner_pairs(pair, sides) for row in _rows(one, sides)]
        for column, block in enumerate((pair.first, pair.second)):
            _name(rows, column, block)
        yield from rows
    elif (facts := facts_in(pair, sides)) is not None:
        yield from (_fact(fact, sides) for fact in facts)
    elif (entries := entries_in(pair)) is not None:
        for entry in entries:
            yield list(_alone(entry.first)), list(_alone(entry.second))
    else:
        yield list(blocks_of(pair.first)), list(blocks_of(pair.second))


def _name(rows: list[Row], column: int, block: etree._Element | None) -> None:
    """Give the first row in which a block has words the block's name, to which links lead."""
    name = None if block is None else block.get("id")
    blocks = next((row[column] for row in rows if row[column]), None)
    if name and blocks:
        blocks[0] = filled(etree.Element("Div", id=name), [blocks[0]])


def _alone(entry: etree._Element | None) -> Iterator[etree._Element]:
    """Give an entry of a list as a list of its own."""
    if entry is not None:
        entry.tail = None
        yield filled(etree.Element("BulletList"), [entry])


def _fact(fact: Pair, sides: Sides) -> Row:
    first, second = (
        [] if one is None else list(_said(one, side))
        for one, side in zip((fact.first, fact.second), sides, strict=True)
    )
    return first, second


def _said(row: etree._Element, side: Side) -> Iterator[etree._Element]:
    """Write a fact as its name and what it is, in a line."""
    name, *values = row.findall("Cell")
    line = etree.Element("Plain")
    for block in name:
        moved_inlines(block, line)
    if len(line):
        line[-1].text = f"{line[-1].text or ''}{side.labels.words['colon'].rstrip(' ')}"
        line[-1].tail = " "
    blocks = [block for value in values for block in value]
    if blocks and blocks[0].tag in {"Plain", "Para"}:
        value = blocks.pop(0)
        if len(line):
            line[-1].tail = f" {value.text or ''}"
        for inline in list(value):
            line.append(inline)
    yield line
    yield from blocks
