"""
From a character of a value to the character of the text that it was written with.

Nothing in this module may know where a value stands in the data, or count lines.

Source:
    YAML 1.2.2, sections 7.3 (flow scalars) and 8.1 (block scalars); RFC 8259, section 7.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

_BREAK = re.compile(r"\r\n|\r|\n")
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
_HEADER = re.compile(r"[|>][^\r\n]*(?:\r\n|\r|\n|\Z)")
# White space that is more than one space between words: what a line end may be part of.
_FOLD = r"[ \t](?=[ \t\r\n])[ \t]*(?:[\r\n][ \t\r\n]*)?|[\r\n][ \t\r\n]*"
_SPECIALS = {
    "": re.compile(_FOLD),
    "'": re.compile(rf"''|{_FOLD}"),
    '"': re.compile(
        rf"\\(?:x.{{2}}|u.{{4}}|U.{{8}}|(?:\r\n|\r|\n)[ \t\r\n]*|.)|{_FOLD}",
    ),
    "json": re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u.{4}|\\."),
}
_ESCAPED_BREAK = ("\\\r", "\\\n")


@dataclass(frozen=True, kw_only=True, slots=True)
class Segments:
    """Runs of characters that follow each other both in the value and in the text."""

    offsets: list[int] = field(default_factory=list)
    """Where each run begins in the value; ascending, the first is 0."""
    indices: list[int] = field(default_factory=list)
    """Where each run begins in the text."""

    def index(self, offset: int) -> int:
        """Turn an offset in the value into an index in the text."""
        run = bisect_right(self.offsets, offset) - 1
        return self.indices[run] + offset - self.offsets[run]


@dataclass(kw_only=True, slots=True)
class _Builder:
    """Runs as they are found, with the value that they amount to."""

    segments: Segments = field(default_factory=Segments)
    parts: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, part: str, index: int) -> None:
        """Add a part of the value that begins at an index of the text."""
        if not self.segments.offsets or self.segments.offsets[-1] < self.length:
            self.segments.offsets.append(self.length)
            self.segments.indices.append(index)
        else:
            self.segments.indices[-1] = index
        self.parts.append(part)
        self.length += len(part)


def segments(
    text: str, *, start: int, end: int, style: str, value: str, until: int | None = None
) -> Segments:
    """
    Trace a value back to the text that it was written with.

    Args:
        text: The whole text.
        start: Where the value begins in it: the quote, ``|`` or ``>``, an anchor or a tag.
        end: Where it ends.
        style: Empty (plain), ``'``, ``"``, ``|``, ``>`` or ``json``.
        value: The value as read.
        until: The last offset that is of interest; None for all of them.

    Returns:
        The runs, at least one.
    """
    match = _PROPERTIES.match(text, start, end) if style != "json" else None
    first = match.end() if match and match.end() < end else start
    if style in ("|", ">"):
        return _block(text, first, end, folded=style == ">", value=value)
    quoted = 1 if style else 0
    return _flow(text, first + quoted, max(end - quoted, first + quoted), style, until)


def _flow(text: str, start: int, end: int, style: str, until: int | None) -> Segments:
    """Trace plain, quoted and JSON text."""
    builder = _Builder()
    specials = _SPECIALS[style]
    at = start
    for match in specials.finditer(text, start, end):
        if match.start() > at:
            builder.add(text[at : match.start()], at)
        _add_special(builder, match)
        at = match.end()
        if until is not None and builder.length > until:
            break
    builder.add(text[at:end], at)
    return builder.segments


def _add_special(builder: _Builder, match: re.Match[str]) -> None:
    """Add what an escape, a doubled quote or a folded line end stands for."""
    written = match.group()
    if not (written.startswith(_ESCAPED_BREAK) or written[0] in " \t\r\n"):
        builder.add("?", match.start())
        return
    if written.isspace() and not ("\n" in written or "\r" in written):
        builder.add(written, match.start())
        return
    breaks = [found.start() for found in _BREAK.finditer(match.string, *match.span())]
    if len(breaks) == 1 and written[0] != "\\":
        builder.add(" ", breaks[0])
    for index in breaks[1:]:
        builder.add("\n", index)


class _Line(NamedTuple):
    """One line of a block text."""

    start: int
    end: int
    has_break: bool


def _block(text: str, start: int, end: int, *, folded: bool, value: str) -> Segments:
    """Trace text after ``|`` or ``>``: the indentation is the one that gives the value."""
    header = _HEADER.match(text, start, end)
    lines = _lines(text, header.end() if header else start, end)
    builder = _Builder()
    for indent in _indents(text, lines):
        builder = _Builder()
        _fold(builder, text, lines, indent) if folded else _keep(builder, text, lines, indent)
        builder.add("", end)
        read = "".join(builder.parts)
        if read.startswith(value) and not read[len(value) :].strip("\n"):
            break
    return builder.segments


def _lines(text: str, start: int, end: int) -> list[_Line]:
    """Cut a stretch of text into its lines."""
    lines = []
    for match in _BREAK.finditer(text, start, end):
        lines.append(_Line(start, match.start(), has_break=True))
        start = match.end()
    lines.append(_Line(start, end, has_break=False))
    return lines


def _indents(text: str, lines: list[_Line]) -> list[int]:
    """List the indentations a block text can have, the likeliest first."""
    for line in lines:
        content = text[line.start : line.end]
        if content.strip(" "):
            own = len(content) - len(content.lstrip(" "))
            return list(range(own, -1, -1))
    return list(range(max((line.end - line.start for line in lines), default=0), -1, -1))


def _content(text: str, line: _Line, indent: int) -> int:
    """Say where a line's content begins: after as much of its indentation as it has."""
    spaces = text[line.start : min(line.start + indent, line.end)]
    return line.start + len(spaces) - len(spaces.lstrip(" "))


def _keep(builder: _Builder, text: str, lines: list[_Line], indent: int) -> None:
    """Add the lines of a literal text."""
    for line in lines:
        start = _content(text, line, indent)
        builder.add(text[start : line.end], start)
        if line.has_break:
            builder.add("\n", line.end)


def _fold(builder: _Builder, text: str, lines: list[_Line], indent: int) -> None:
    """Add the lines of a folded text, its line ends made into spaces as YAML does."""
    pending: int | None = None
    empty: list[int] = []
    was_set_in = False
    for line in lines:
        start = _content(text, line, indent)
        if start == line.end:
            empty += [line.end] if line.has_break else []
            continue
        is_set_in = text[start] in " \t"
        if pending is not None and (was_set_in or is_set_in):
            builder.add("\n", pending)
        elif pending is not None and not empty:
            builder.add(" ", pending)
        for index in empty:
            builder.add("\n", index)
        builder.add(text[start : line.end], start)
        pending, empty, was_set_in = (line.end if line.has_break else None), [], is_set_in
    for index in [*([] if pending is None else [pending]), *empty]:
        builder.add("\n", index)
