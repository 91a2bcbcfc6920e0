"""What a document of two languages says of itself: titles, contents, the words round the text.

Nothing in this module knows a record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from minutebook.bilingual.pairing import aligned
from minutebook.bilingual.side import moved_inlines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.bilingual.joined import Sides
    from minutebook.bilingual.side import Side

BETWEEN = " · "
"""What stands between two spellings of one thing in a line."""

_IN_HALVES = {"title", "subtitle", "skip", "contents-title", "footer"}
_IN_LINES = {"title", "subtitle"}
_JOINED = {
    *("pagetitle", "dc-title", "dc-identifier", "dc-creator", "dc-subject", "dc-rights"),
    *("subject", "category"),
}
_CONTENTS = "contents"


def joined_metadata(
    first: etree._Element, second: etree._Element, sides: Sides, *, is_page: bool
) -> etree._Element:
    """
    Make the metadata of a document of two languages.

    Args:
        first: The ``meta`` element of the original's draft; what stands in it is used up.
        second: That of the translation.
        sides: The two records.
        is_page: Whether it is for a page, where words say in which language they are.

    Returns:
        A ``meta`` element whose language is that of the original.
    """
    made = etree.Element("meta")
    others = {entry.get("key"): entry for entry in second}
    for entry in list(first):
        key, other = entry.get("key", ""), others.get(entry.get("key"))
        made.append(entry if other is None else _entry(key, entry, other, sides, is_page=is_page))
    return made


def _entry(
    key: str, one: etree._Element, two: etree._Element, sides: Sides, *, is_page: bool
) -> etree._Element:
    if key == _CONTENTS:
        return _contents(one, two, sides)
    if key in _IN_HALVES and is_page:
        return _in_halves(key, one, two, sides)
    if key in _IN_LINES:
        return _in_lines(key, one, two, sides)
    if key in _JOINED:
        return _in_a_line(key, one, two)
    return one


def _in_a_line(key: str, one: etree._Element, two: etree._Element) -> etree._Element:
    """Write both in a line, once where they are the same."""
    entry = etree.Element("entry", key=key)
    words = dict.fromkeys(_text(side) for side in (one, two))
    inner = "MetaInlines" if one[0].tag == "MetaInlines" else "MetaString"
    etree.SubElement(entry, inner).text = BETWEEN.join(words)
    return entry


def _in_lines(key: str, one: etree._Element, two: etree._Element, sides: Sides) -> etree._Element:
    """Write each in a line of its own, in which its language is known."""
    entry = etree.Element("entry", key=key)
    inlines = etree.SubElement(entry, "MetaInlines")
    for words, side in zip((one, two), sides, strict=True):
        if len(inlines):
            etree.SubElement(inlines, "LineBreak")
        inlines.append(moved_inlines(words[0], etree.Element("Span", lang=side.tag)))
    return entry


def _in_halves(key: str, one: etree._Element, two: etree._Element, sides: Sides) -> etree._Element:
    entry = etree.Element("entry", key=key)
    inlines = etree.SubElement(entry, "MetaInlines")
    for words, side in zip((one, two), sides, strict=True):
        inlines.append(moved_inlines(words[0], side.half("Span")))
    inlines[0].tail = " "
    return entry


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _contents(one: etree._Element, two: etree._Element, sides: Sides) -> etree._Element:
    lists = [entry.find("MetaBlocks/BulletList") for entry in (one, two)]
    entry = etree.Element("entry", key=_CONTENTS)
    blocks = etree.SubElement(entry, "MetaBlocks")
    assert lists[0] is not None
    assert lists[1] is not None
    blocks.append(_list(list(lists[0]), list(lists[1]), sides))
    return entry


def _list(
    first: list[etree._Element], second: list[etree._Element], sides: Sides
) -> etree._Element:
    made = etree.Element("BulletList")
    for pair in aligned(
        first, second, lambda one, two: _led_to(one, sides[0]) == _led_to(two, sides[1])
    ):
        made.append(_link(pair, sides))
    return made


def _led_to(item: etree._Element, side: Side) -> str | int:
    """Say to which place an entry leads."""
    link = item.find("Plain/Link")
    return "" if link is None else side.place_of(link.get("href", "")[1:])


def _link(
    pair: tuple[etree._Element | None, etree._Element | None], sides: Sides
) -> etree._Element:
    """Make one link of two, to the place in the first language."""
    item = etree.Element("item")
    links = [None if one is None else one.find("Plain/Link") for one in pair]
    href = next((link.get("href", "") for link in links if link is not None), "")
    made = etree.SubElement(etree.SubElement(item, "Plain"), "Link", href=href)
    for link, side in zip(links, sides, strict=True):
        if link is not None:
            made.append(moved_inlines(link, side.half("Span")))
    if len(made) > 1:
        made[0].tail = " "
    first, second = (list(_below(one)) for one in pair)
    if first or second:
        item.append(_list(first, second, sides))
    return item


def _below(item: etree._Element | None) -> Iterator[etree._Element]:
    inner = None if item is None else item.find("BulletList")
    yield from () if inner is None else list(inner)
