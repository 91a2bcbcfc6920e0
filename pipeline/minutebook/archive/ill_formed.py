"""What keeps a text from being XML: the first fault, at its exact characters, in plain words.

Nothing in this module knows what a record is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from minutebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from minutebook.archive.xml_text import XmlText


class Flaw(NamedTuple):
    """The first place from which on a text is no XML."""

    start: int
    """The index of the first character at fault."""
    end: int
    """The index after the last one."""
    message: str
    hint: str


DAMAGED = "it was damaged or cut short; take it from another copy"
_COPY = "take the file from another copy of the archive"
_NAME = r"[A-Za-z_:\x80-\U0010ffff][\w:.\-\x80-\U0010ffff]*"
_MARK = re.compile(r"[<&\x00-\x08\x0b\x0c\x0e-\x1f\ufffd\ufffe\uffff]|\]\]>")
_START = re.compile(f"<({_NAME})")
_END = re.compile(rf"</({_NAME})\s*>")
_ATTRIBUTE = re.compile(rf"\s+({_NAME})\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
_CLOSING = re.compile(r"\s*(/?)>")
_REFERENCE = re.compile(r"&(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);")
_NAMED = re.compile(rf"&({_NAME});")
_WIDE = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"'](utf-?(?:16|32)[a-z]*)", re.IGNORECASE)
_SHOWN_TAG = 60

_ERRORS = {
    32: ("the file names an encoding that is not known here", "save it again as UTF-8"),
    201: ("a name with a colon stands here, and what is before the colon has no meaning", _COPY),
    202: ("a name with a colon stands here, and it cannot be read", _COPY),
    96: ("the first line of the file cannot be read", 'it is `<?xml version="1.0"?>`'),
}
"""What libxml2 says by number where the scan here has nothing to say."""


def first_flaw(source: XmlText, *, code: int, line: int, column: int) -> Flaw:
    """
    Say why a text is no XML.

    Args:
        source: A file that libxml2 could not read.
        code: The number of libxml2's error.
        line: Where it stopped, counted from 1.
        column: Counted from 1.

    Returns:
        The first fault that can be named; where there is none, the place at which libxml2 stopped.

    Source:
        XML 1.0 (fifth edition), section 2.1.
    """
    found = _Scan(source).run()
    if found is not None:
        return found
    wide = _WIDE.match(source.text)
    if wide is not None and source.encoding == "UTF-8":
        message = f"the file says that it is written in {wide.group(1)}, and it is not"
        return Flaw(*wide.span(1), message, "save it again as UTF-8")
    start = source.index_at(line, column)
    message, hint = _ERRORS.get(code, ("the file is not XML from here on", DAMAGED))
    return Flaw(start, start + 1, message, hint)


class _Scan:
    """One walk over the text, tag by tag, with the names of what is open."""

    def __init__(self, source: XmlText) -> None:
        self.source = source
        self.text = source.text
        self.open: list[tuple[str, int]] = []
        self.is_begun = False
        self.parts: dict[str, Callable[[int], Flaw | int]] = {
            "!": self._special,
            "?": self._instruction,
            "/": self._end,
        }

    def run(self) -> Flaw | None:
        """Find the first fault."""
        if not self.text.strip():
            return Flaw(0, 0, "there is nothing in the file", _COPY)
        at = 0
        while found := _MARK.search(self.text, at):
            if not self.open and (flaw := self._outside(at, found.start())):
                return flaw
            step = self._step(found.start())
            if isinstance(step, Flaw):
                return step
            at = step
        return self._at_end(at)

    def _step(self, at: int) -> Flaw | int:
        """Read what begins at a character; give the index after it."""
        mark = self.text[at]
        if mark == "<":
            return self.parts.get(self.text[at + 1 : at + 2], self._start)(at)
        if mark == "&":
            return self._reference(at)
        if mark == "]":
            message = "the signs `]]>` stand in words, where XML reads them as its own"
            return Flaw(at, at + 3, message, "write `]]&gt;` in their place")
        return self._character(at)

    def _outside(self, start: int, end: int) -> Flaw | None:
        """Refuse words before the record and after it."""
        piece = self.text[start:end]
        words = piece.strip()
        if not words:
            return None
        first = start + len(piece) - len(piece.lstrip())
        return self._stray(first, first + len(words))

    def _stray(self, first: int, last: int) -> Flaw:
        if self.is_begun:
            message = f"{quoted(self.text[first:last])} stands after the end of the record"
            return Flaw(first, last, message, "delete what comes after the last tag")
        message = "the file does not begin with a tag, as XML does"
        return Flaw(first, last, message, _COPY)

    def _special(self, at: int) -> Flaw | int:
        if self.text.startswith("<!--", at):
            return self._comment(at)
        return self._cdata(at) if self.text.startswith("<![CDATA[", at) else self._start(at)

    def _comment(self, at: int) -> Flaw | int:
        end = self.text.find("--", at + 4)
        if end < 0:
            return Flaw(at, at + 4, "a comment begins here and has no end", DAMAGED)
        if self.text[end + 2 : end + 3] != ">":
            message = "two hyphens stand in a comment, which may hold one at a time"
            return Flaw(end, end + 2, message, "delete the comment: it is no part of a record")
        return end + 3

    def _cdata(self, at: int) -> Flaw | int:
        end = self.text.find("]]>", at)
        if end < 0:
            return Flaw(at, at + 9, "a stretch of words begins here and has no end", DAMAGED)
        if not self.open:
            return self._stray(at, end + 3)
        return end + 3

    def _instruction(self, at: int) -> Flaw | int:
        end = self.text.find("?>", at)
        if end < 0:
            return Flaw(at, at + 2, "a `<?` begins here and has no end", DAMAGED)
        if at and re.compile(r"<\?xml\s").match(self.text, at):
            message = "the line `<?xml …?>` stands at the very beginning of a file and nowhere else"
            return Flaw(at, end + 2, message, "delete what stands before it, or the line itself")
        return end + 2

    def _end(self, at: int) -> Flaw | int:
        found = _END.match(self.text, at)
        if found is None:
            close = self.text.find(">", at)
            if close < 0:
                return self._cut_short(at)
            return Flaw(at, close + 1, "the name of a closing tag cannot be read", DAMAGED)
        name = found.group(1)
        if self.open and self.open[-1][0] == name:
            self.open.pop()
            return found.end()
        return self._wrong_end(name, at, found.end())

    def _wrong_end(self, name: str, at: int, end: int) -> Flaw:
        closing = quoted(f"</{name}>")
        if not self.open:
            return Flaw(at, end, f"{closing} stands here, and nothing is open", DAMAGED)
        inner, start = self.open[-1]
        opened = f"{quoted(f'<{inner}>')} of line {self.source.lines.place(start).line}"
        message = (
            f"{opened} is not closed before {closing}"
            if any(name == other for other, _ in self.open)
            else f"{closing} stands where {quoted(f'</{inner}>')} should close {opened}"
        )
        return Flaw(at, end, message, f"a tag was lost or changed on the way; {_COPY}")

    def _start(self, at: int) -> Flaw | int:
        found = _START.match(self.text, at)
        if found is None:
            if at + 1 >= len(self.text):
                return self._cut_short(at)
            return Flaw(at, at + 1, "a `<` stands in words", "write `&lt;` in its place")
        if self.is_begun and not self.open:
            message = f"{quoted(found.group())} begins after the end of the record"
            return Flaw(
                at, found.end(), message, "a file holds one record; delete what comes after"
            )
        self.is_begun = True
        return self._inside_tag(at, found.group(1), found.end())

    def _inside_tag(self, at: int, name: str, end: int) -> Flaw | int:
        names: set[str] = set()
        while attribute := _ATTRIBUTE.match(self.text, end):
            if attribute.group(1) in names:
                message = f"{quoted(attribute.group(1))} stands twice in one tag"
                return Flaw(*attribute.span(1), message, "keep one of the two")
            names.add(attribute.group(1))
            group = 2 if attribute.group(2) is not None else 3
            flaw = self._value(*attribute.span(group))
            if flaw is not None:
                return flaw
            end = attribute.end()
        closing = _CLOSING.match(self.text, end)
        if closing is None:
            return self._bad_tag(at, name, end)
        if not closing.group(1):
            self.open.append((name, at))
        return closing.end()

    def _value(self, start: int, end: int) -> Flaw | None:
        """Look at the value of an attribute."""
        at = start
        while (found := _MARK.search(self.text, at, end)) is not None:
            # What ends a stretch of words is no fault in a value.
            step = found.end() if found.group() == "]]>" else self._step(found.start())
            if isinstance(step, Flaw):
                return step
            at = step
        return None

    def _bad_tag(self, at: int, name: str, end: int) -> Flaw:
        """Say what is wrong in a tag after its sound attributes."""
        tag = quoted(f"<{name}>")
        spaced = re.compile(rf"\s*({_NAME})?(\s*=\s*)?([\"'])?").match(self.text, end)
        attribute, equals, quote = spaced.groups() if spaced else (None, None, None)
        start = (
            end + len(self.text[end:]) - len(self.text[end:].lstrip())
            if not attribute
            else (spaced.start(1) if spaced else end)
        )
        if start >= len(self.text) or self.text[start:].strip() == "/":
            return self._cut_short(at)
        if attribute is None:
            if self.text[start] == "<":
                message = f"the tag {tag} has no `>` at its end"
                return Flaw(at, end, message, f"it was lost on the way; {_COPY}")
            return Flaw(start, start + 1, f"the tag {tag} cannot be read from here on", DAMAGED)
        stop = start + len(attribute)
        if start == end:
            message = f"a space is missing before {quoted(attribute)} in the tag {tag}"
            return Flaw(start, stop, message, "put a space before it")
        if equals is None:
            message = f"{quoted(attribute)} in the tag {tag} has no value"
            return Flaw(start, stop, message, f"its value was lost on the way; {_COPY}")
        if quote is None:
            message = f"the value of {quoted(attribute)} in the tag {tag} is without quotes"
            return Flaw(start, stop, message, "put it in double quotes")
        return self._bad_value(start, attribute, tag, spaced.end() if spaced else stop, quote)

    def _bad_value(self, start: int, attribute: str, tag: str, value: int, quote: str) -> Flaw:
        less, close = self.text.find("<", value), self.text.find(quote, value)
        if close < 0:
            message = f"the value of {quoted(attribute)} in the tag {tag} has no quote at its end"
            return Flaw(start, start + len(attribute), message, DAMAGED)
        message = (
            f"a `<` stands in the value of {quoted(attribute)}, or the quote before it was lost"
        )
        return Flaw(less, less + 1, message, "write `&lt;` where the sign itself is meant")

    def _reference(self, at: int) -> Flaw | int:
        found = _REFERENCE.match(self.text, at)
        if found:
            digits = found.group()[2:-1] if found.group()[1] == "#" else ""
            if digits and not _is_character(digits):
                message = f"{quoted(found.group())} stands for no character that XML can hold"
                return Flaw(*found.span(), message, "delete it")
            return found.end()
        named = _NAMED.match(self.text, at)
        if named:
            message = f"{quoted(named.group())} is no sign that XML knows"
            return Flaw(*named.span(), message, "write the character itself in its place")
        return Flaw(at, at + 1, "an `&` stands alone", "write `&amp;` in its place")

    def _character(self, at: int) -> Flaw | int:
        """Refuse what XML cannot hold; U+FFFD only where a byte stands for it."""
        character = self.text[at]
        if character != "\N{REPLACEMENT CHARACTER}":
            message = f"an invisible control character, U+{ord(character):04X}, stands here"
            return Flaw(at, at + 1, message, "delete it")
        if at == self.source.first_bad:
            message = f"the bytes here are no {self.source.encoding}, which the file is written in"
            return Flaw(at, at + 1, message, "save the file again as UTF-8, or take another copy")
        return at + 1

    def _cut_short(self, at: int) -> Flaw:
        tag = quoted(self.text[at : at + _SHOWN_TAG])
        return Flaw(at, len(self.text), f"the file ends within the tag {tag}", DAMAGED)

    def _at_end(self, at: int) -> Flaw | None:
        """Look at what comes after the last tag, and whether all are closed."""
        last = len(self.text.rstrip())
        if not self.open:
            return self._outside(at, len(self.text))
        name, start = self.open[-1]
        line = self.source.lines.place(start).line
        message = f"the file ends before {quoted(f'<{name}>')} of line {line} is closed"
        return Flaw(max(last - 1, 0), last, message, DAMAGED)


def _is_character(digits: str) -> bool:
    """Say whether XML can hold the character of a number: production 2 of XML 1.0."""
    if len(digits) > len("x10FFFF") + 20:
        return False
    number = int(digits[1:], 16) if digits.startswith("x") else int(digits)
    return number in {9, 10, 13} or any(
        number in plane
        for plane in (range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
    )
