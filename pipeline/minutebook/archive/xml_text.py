"""The text of an XML file: its characters, and where each of its tags and attributes stands.

libxml2 knows lines only, and those not beyond 65535; here tags are counted instead. Nothing in this
module knows what a record is.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from minutebook.load.places import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from minutebook.errors import Location

Span = tuple[int, int]
"""The index of the first character, and that after the last."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
# Python also has codecs that are no encodings of text, or slow ones.
# What is read by the signs of ASCII so far cannot be of two or four bytes a sign.
_PLAIN = re.compile(r"utf-8|iso8859|ascii|cp\d|koi8|mac-|gb|big5|shift|euc")
_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|</[^>]*>"
    r"|<(?:[^>\"']++|\"[^\"]*\"|'[^']*')*+>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s=\"'<>/]+)\s*=\s*(\"[^\"]*\"|'[^']*')")


def encoding_of(data: bytes) -> tuple[str, int]:
    """
    Tell the encoding of an XML file, and how many bytes its mark has.

    Source:
        XML 1.0 (fifth edition), appendix F.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    declared = _DECLARED.match(data)
    name = declared.group(1).decode("ascii") if declared else "utf-8"
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return "utf-8", 0
    return (known if _PLAIN.match(known) else "utf-8"), 0


@dataclass(frozen=True, kw_only=True)
class XmlText:
    """An XML file as text; read when first asked for, so that a sound file costs nothing."""

    data: bytes = field(repr=False)

    @cached_property
    def text(self) -> str:
        """Without its mark; U+FFFD for bytes that are no characters."""
        encoding, mark = encoding_of(self.data)
        try:
            return self.data[mark:].decode(encoding, "replace")
        except (UnicodeError, LookupError, AssertionError):
            # A codec that is none of characters, or cannot go on after a fault.
            return self.data.decode("utf-8", "replace")

    @property
    def encoding(self) -> str:
        """What the file says that it is written in."""
        return encoding_of(self.data)[0].upper()

    @cached_property
    def first_bad(self) -> int | None:
        """The index of the first byte that is no character; ``None`` where there is none."""
        encoding, mark = encoding_of(self.data)
        try:
            self.data[mark:].decode(encoding)
        except UnicodeDecodeError as error:
            return len(error.object[: error.start].decode(encoding, "replace"))
        except UnicodeError:
            return None
        return None

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(text=self.text)

    def location(self, span: Span) -> Location:
        """Turn a stretch into lines and columns."""
        return self.lines.location(*span)

    def index_at(self, line: int, column: int) -> int:
        """Turn a line and column, counted from 1 as libxml2 does, into an index."""
        starts = self.lines.starts
        start = starts[min(max(line, 1), len(starts)) - 1]
        return min(start + max(column, 1) - 1, len(self.text))

    def tags(self, root: etree._Element, wanted: list[etree._Element]) -> dict[int, Span]:
        """
        Find start tags.

        Args:
            root: The root of the parsed text, whose comments are left out.
            wanted: Elements below it, or itself.

        Returns:
            By the place in *wanted*, the stretch of each tag.
        """
        numbers = _numbers(root, wanted)
        spans: dict[int, Span] = {}
        for number, span in enumerate(self._starts()):
            for place in numbers.pop(number, ()):
                spans[place] = span
            if not numbers:
                break
        return spans

    def _starts(self) -> Iterator[Span]:
        for token in _TOKEN.finditer(self.text):
            if self.text[token.start() + 1] not in "/!?":
                yield token.span()

    def attribute(self, tag: Span, name: str) -> tuple[Span, Span] | None:
        """Find an attribute in its tag: the stretches of its name, and of its value with quotes."""
        start = re.compile(r"<[^\s/>]+").match(self.text, *tag)
        for found in _ATTRIBUTE.finditer(self.text, start.end() if start else tag[0], tag[1]):
            if found.group(1).rpartition(":")[2] == name:
                return found.span(1), found.span(2)
        return None

    def words(self, tag: Span) -> Span | None:
        """Find the first words that stand in an element and in no other element within it."""
        depth, at = 1, tag[1]
        if self.text[tag[1] - 2] == "/":
            return None
        for token in _TOKEN.finditer(self.text, at):
            if depth == 1 and (words := self._stripped(at, token.start())):
                return words
            depth, at = depth + _change(token.group()), token.end()
            if not depth:
                break
        return None

    def _stripped(self, start: int, end: int) -> Span | None:
        piece = self.text[start:end]
        words = piece.strip()
        if not words:
            return None
        first = start + len(piece) - len(piece.lstrip())
        return first, first + len(words)


def _change(token: str) -> int:
    """Say how a token changes the depth."""
    if token[1] in "!?":
        return 0
    if token[1] == "/":
        return -1
    return 0 if token[-2] == "/" else 1


def _numbers(root: etree._Element, wanted: list[etree._Element]) -> dict[int, list[int]]:
    """Number elements in the order of the text."""
    places: dict[etree._Element, list[int]] = {}
    for place, element in enumerate(wanted):
        places.setdefault(element, []).append(place)
    numbers: dict[int, list[int]] = {}
    for number, element in enumerate(root.iter()):
        if element in places:
            numbers[number] = places.pop(element)
        if not places:
            break
    return numbers
