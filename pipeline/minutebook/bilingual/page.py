"""A page of two languages: each part a row of two halves, which stand below each other on a phone.

Headings, lists and names of facts stay what they are, once for both languages, so that a page has
one outline. Nothing in this module knows a record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from minutebook.bilingual.joined import (
    blocks_of,
    entries_in,
    facts_in,
    halves,
    holds_others,
    inner_pairs,
)
from minutebook.bilingual.side import emptied, filled, moved_inlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minutebook.bilingual.joined import Sides
    from minutebook.bilingual.pairing import Pair


def page_blocks(pairs: Iterable[Pair], sides: Sides) -> list[etree._Element]:
    """
    Set the blocks of two drafts beside each other for a page.

    Args:
        pairs: As `pairs_of` gives them; their blocks are taken out of the drafts.
        sides: The two records.

    Returns:
        Blocks of one document, the names of the two languages above them.
    """
    return [_tongues(sides), *(block for pair in pairs for block in _set(pair, sides))]


def _tongues(sides: Sides) -> etree._Element:
    row = etree.Element("Div", {"class": "pair tongues"})
    for side in sides:
        paragraph = etree.SubElement(filled(side.half(), ()), "Para")
        paragraph.text = side.tongue
        half = paragraph.getparent()
        assert half is not None
        row.append(half)
    return row


def _set(pair: Pair, sides: Sides) -> Iterator[etree._Element]:
    one, two = pair.first, pair.second
    if holds_others(pair):
        yield _held(pair, sides)
    elif one is not None and two is not None and one.tag == "Header":
        yield _heading(one, two, sides)
    elif one is not None and _is_permalink(one):
        one.tail = None
        yield one
    elif two is not None and _is_permalink(two):
        return  # the place has one link, and its own name still leads there
    elif (entries := entries_in(pair)) is not None:
        yield _list(entries, sides)
    elif (facts := facts_in(pair, sides)) is not None:
        yield _facts(facts, sides)
    else:
        row = etree.Element("Div", {"class": "pair"})
        yield filled(row, halves(blocks_of(one), blocks_of(two), sides))


def _held(pair: Pair, sides: Sides) -> etree._Element:
    """Keep the first of two blocks that hold others, with what is in both."""
    outer, other = pair.first, pair.second
    assert outer is not None
    assert other is not None
    inner = [block for one in inner_pairs(pair, sides) for block in _set(one, sides)]
    kept = emptied(outer)
    filled(kept, inner)
    if name := other.get("id"):
        _place(kept, name)
    return kept


def _place(block: etree._Element, name: str) -> None:
    """Give a block a second name: on its heading's second half, or on an empty place before all."""
    heading = block.find("Header")
    if heading is not None:
        heading[-1].set("id", name)
        return
    block.insert(0, etree.Element("Div", {"id": name, "class": "place"}))


def _heading(one: etree._Element, two: etree._Element, sides: Sides) -> etree._Element:
    heading = emptied(one)
    for words, side in zip((one, two), sides, strict=True):
        heading.append(moved_inlines(words, side.half("Span")))
    heading[0].tail = " "
    return heading


def _list(entries: list[Pair], sides: Sides) -> etree._Element:
    made = etree.Element("BulletList")
    for entry in entries:
        assert entry.first is not None
        assert entry.second is not None
        item = etree.SubElement(made, "item")
        filled(item, halves(list(entry.first), list(entry.second), sides))
    return made


def _facts(facts: list[Pair], sides: Sides) -> etree._Element:
    made = etree.Element("DefinitionList")
    for fact in facts:
        item = etree.SubElement(made, "item")
        name, value = etree.SubElement(item, "term"), etree.SubElement(item, "def")
        for one, side in zip((fact.first, fact.second), sides, strict=True):
            named = side.half("Span")
            filled(half := side.half(), () if one is None else list(one[1]))
            if one is not None:
                moved_inlines(one[0], named)
            name.append(named)
            value.append(half)
        name[0].tail = " "
    return made


def _is_permalink(block: etree._Element) -> bool:
    return block.tag == "Plain" and len(block) == 1 and block[0].get("class") == "permalink"
