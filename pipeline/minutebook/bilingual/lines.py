"""A text of two languages: each part in the one, and set in below it in the other.

Nothing in this module knows a record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from minutebook.bilingual.joined import blocks_of, holds_others, inner_pairs
from minutebook.bilingual.pairing import Pair
from minutebook.bilingual.side import emptied, filled, moved_inlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minutebook.bilingual.joined import Sides

_HEAD = 2
"""The title and what stands below it come before the names of the languages."""


def text_blocks(pairs: Iterable[Pair], sides: Sides) -> list[etree._Element]:
    """
    Set the blocks of two drafts below each other.

    Args:
        pairs: As `pairs_of` gives them; their blocks are taken out of the drafts.
        sides: The two records.

    Returns:
        Blocks of one document; what is set in is in the second language, as the names of the two
        at the head show.
    """
    names = (etree.Element("Para"), etree.Element("Para"))
    for name, side in zip(names, sides, strict=True):
        name.text = f"[{side.tongue}]"
    whole = list(pairs)
    whole.insert(_HEAD, Pair(*names))
    return [block for pair in whole for block in _below(pair, sides)]


def _below(pair: Pair, sides: Sides) -> Iterator[etree._Element]:
    if holds_others(pair):
        for one in inner_pairs(pair, sides):
            yield from _below(one, sides)
        return
    if pair.first is not None and pair.second is not None and pair.first.tag == "Header":
        yield _heading(pair.first, pair.second)
        return
    yield from blocks_of(pair.first)
    if pair.second is not None:
        yield filled(etree.Element("BlockQuote"), blocks_of(pair.second))


def _heading(first: etree._Element, second: etree._Element) -> etree._Element:
    """Write both headings as one of two lines, so that one rule underlines them."""
    heading = emptied(first)
    heading.append(moved_inlines(first, etree.Element("Span")))
    etree.SubElement(heading, "LineBreak")
    heading.append(moved_inlines(second, etree.Element("Span")))
    return heading
