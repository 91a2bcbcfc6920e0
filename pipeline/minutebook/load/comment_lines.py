"""
The comments and empty lines of a YAML note, as they stand between its keys and values.

Nothing in this module may know what a comment is about.

Source:
    YAML 1.2.2, section 6.6 (comments); 8.1.1 (the comment in the header of a block scalar).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from minutebook.load.places import Lines
from minutebook.load.yaml_events import FASTEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE_END = re.compile(r"[\r\n]")


class Piece(NamedTuple):
    """A comment or an empty line, where it stands."""

    text: str
    """Empty for an empty line."""
    start: int
    line: int
    column: int
    is_alone: bool
    """Whether nothing else is on its line."""
    is_close: bool


def comment_texts(text: str) -> list[str]:
    """
    List the comments of a note, in their order.

    Args:
        text: YAML that `minutebook.load` reads without an error.
    """
    events = list(yaml.parse(text, Loader=FASTEST))
    return [piece.text for piece in pieces(Lines(text=text), events) if piece.text]


def pieces(lines: Lines, events: Sequence[Any]) -> Iterator[Piece]:
    """
    Find what stands outside of all keys and values; there every ``#`` begins a comment.

    Args:
        lines: The note.
        events: libyaml's, all of them.

    Returns:
        The comments and empty lines, in their order.
    """
    at = 0
    for event in events:
        if isinstance(event, yaml.ScalarEvent):
            start, end = _span(event)
            if event.style in ("|", ">"):
                start = header_end(lines.text, start)
                # The empty lines after the text are not part of what it says, save after `|+`.
                end = start + len(lines.text[start:end].rstrip(" \t\r\n"))
            yield from _gap(lines, at, start)
            at = max(at, end)
    yield from _gap(lines, at, len(lines.text))


def _span(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index


def header_end(text: str, start: int) -> int:
    """Say where the line ends that a ``|`` or ``>`` stands on."""
    end = _LINE_END.search(text, start)
    return end.start() if end else len(text)


def _gap(lines: Lines, start: int, end: int) -> Iterator[Piece]:
    text = lines.text
    first = bisect_right(lines.starts, start) - 1
    last = bisect_right(lines.starts, end) - 1
    for number in range(first, last + 1):
        begin = lines.starts[number]
        stop = lines.starts[number + 1] if number < last else end
        content = text[max(begin, start) : stop].rstrip(" \t\r\n")
        offset = content.find("#")
        if offset >= 0:
            index = max(begin, start) + offset
            before = text[begin:index]
            yield Piece(
                text=content[offset:],
                start=index,
                line=number,
                column=index - begin,
                is_alone=not before.strip(" \t"),
                is_close=before.endswith(" ") and not before.endswith("  "),
            )
        elif begin >= start and number < last and not content:
            yield Piece("", begin, number, 0, is_alone=True, is_close=False)
