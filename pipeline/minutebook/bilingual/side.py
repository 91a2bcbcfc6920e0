"""One of the two records: its language, its words, and where its places are.

Nothing in this module looks at the other one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from minutebook.places import anchors
from minutebook.render.dates import language_name, locale_of
from minutebook.render.rendition import is_right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from minutebook.labels import Labels

_BACK = "_to-"
"""What stands before an anchor in the summary's own, to which a link back leads."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """A record as it is shown, and the draft of one rendition of it."""

    root: etree._Element
    """The record, or the document that was made of it."""
    labels: Labels
    tag: str
    """Its language, as BCP 47 writes it."""
    ending: str = ""
    """What stands behind the names of its places, so that they are not those of the other."""
    is_turned: bool = False
    """Whether the other's language is written in the other direction."""

    @property
    def is_right_to_left(self) -> bool:
        """Whether its language is written so."""
        return is_right_to_left(self.tag)

    @property
    def tongue(self) -> str:
        """The name of its language in that language, such as ``Cymraeg``."""
        name = language_name(self.tag, locale_of(self.tag))
        return name[:1].upper() + name[1:]

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {anchor: number for number, anchor in enumerate(anchors(self.root))}

    @cached_property
    def _keys(self) -> Mapping[str, frozenset[str]]:
        keys: dict[str, set[str]] = {}
        for key, words in self.labels.words.items():
            keys.setdefault(words, set()).add(key)
        return {words: frozenset(found) for words, found in keys.items()}

    def keys_of(self, words: str) -> frozenset[str]:
        """Give the keys of fixed words; nothing for words that are none."""
        return self._keys.get(words, frozenset())

    def place_of(self, name: str) -> str | int:
        """Give what an anchor has in common with that of the same place in the other record."""
        name = name.removesuffix(self.ending)
        if name in self._numbers:
            return self._numbers[name]
        inner = name.removeprefix(_BACK)
        if inner in self._numbers:
            return f"{_BACK}{self._numbers[inner]}"
        return name

    def half(self, tag: str = "Div") -> etree._Element:
        """Make the element that holds what is in this language."""
        element = etree.Element(tag, lang=self.tag)
        element.set("class", "half")
        if self.is_turned:
            element.set("dir", "rtl" if self.is_right_to_left else "ltr")
        return element


def emptied(element: etree._Element) -> etree._Element:
    """Make an element of the same name and attributes that holds nothing."""
    made = etree.Element(element.tag)
    for name, value in element.attrib.items():
        made.set(name, value)
    return made


def filled(element: etree._Element, content: Iterable[etree._Element]) -> etree._Element:
    """Put blocks into an element, without the text between them."""
    for block in content:
        block.tail = None
        element.append(block)
    return element


def moved_inlines(source: etree._Element, target: etree._Element) -> etree._Element:
    """Move what stands in a paragraph or heading into another element."""
    target.text = source.text
    for inline in list(source):
        target.append(inline)
    return target
