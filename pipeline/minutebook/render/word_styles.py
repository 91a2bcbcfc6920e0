"""The styles of a Word file, by name: found, taken over from another file, or put together.

Nothing in this module knows what a document says.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
VAL = f"{W}val"


class Styles:
    """The named styles of one file; an id is looked up by the name that a user sees."""

    def __init__(self, root: etree._Element) -> None:
        """
        Read the styles.

        Args:
            root: A ``w:styles`` element; what is put together is added to it.
        """
        self.root = root
        self._by_id = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
        self._names = {key: name_of(style) for key, style in self._by_id.items()}
        self._ids = {name.lower(): key for key, name in self._names.items()}

    def id_of(self, name: str) -> str | None:
        """
        Find a style.

        Args:
            name: As a user sees it; capitals do not count, as in Word.
        """
        return self._ids.get(name.lower())

    def name(self, style_id: str | None) -> str:
        """Give the name of a style; empty where there is no such id."""
        return self._names.get(style_id or "", "")

    def missing(self, names: Iterable[str]) -> tuple[str, ...]:
        """Say which of some names are those of no style."""
        return tuple(name for name in names if name.lower() not in self._ids)

    def take_over(self, name: str, other: Styles) -> str:
        """
        Copy a style from another file, with all that it is based on, where it is missing here.

        Args:
            name: As a user sees it.
            other: Has it.

        Returns:
            Its id here.
        """
        if found := self.id_of(name):
            return found
        style = copy.deepcopy(other._by_id[other._ids[name.lower()]])
        self._add(style)
        for link in style.iterchildren(f"{W}basedOn", f"{W}next", f"{W}link"):
            target = other.name(link.get(VAL))
            if target:
                link.set(VAL, self.take_over(target, other))
        return style.get(f"{W}styleId", "")

    def together(self, names: tuple[str, ...], kind: str, *looks: etree._Element) -> str:
        """
        Give the style of several at once, since Word takes one for each run and paragraph.

        Args:
            names: The first is the one that it is based on.
            kind: ``character`` or ``paragraph``.
            looks: ``w:rPr`` or ``w:pPr`` with what the others add.

        Returns:
            The id of the style, which is made when it is first asked for.
        """
        name = " ".join(names)
        if found := self.id_of(name):
            return found
        style = etree.Element(f"{W}style", {f"{W}type": kind, f"{W}customStyle": "1"})
        style.set(f"{W}styleId", "".join(part for part in name.split() if part.isascii()))
        etree.SubElement(style, f"{W}name", {VAL: name})
        if base := self.id_of(names[0]):
            etree.SubElement(style, f"{W}basedOn", {VAL: base})
        for look in looks:
            style.append(look)
        self._add(style)
        return style.get(f"{W}styleId", "")

    def _add(self, style: etree._Element) -> None:
        key = wanted = style.get(f"{W}styleId", "")
        number = 1
        while key in self._by_id:
            number += 1
            key = f"{wanted}{number}"
        style.set(f"{W}styleId", key)
        style.attrib.pop(f"{W}default", "")
        self.root.append(style)
        self._by_id[key] = style
        self._names[key] = name_of(style)
        self._ids[self._names[key].lower()] = key


def name_of(style: etree._Element) -> str:
    """Give the name of a ``w:style``."""
    name = style.find(f"{W}name")
    return "" if name is None else name.get(VAL, "")
