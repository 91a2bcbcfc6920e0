"""
Places: the lines of a text, and the tree that says where each key and value begins.

Nothing in this module may know how a text is read.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from minutebook.errors import Excerpt, Location
from minutebook.load.offsets import Segments, segments

if TYPE_CHECKING:
    from minutebook.errors import Path

# What editors count as the end of a line; not U+0085, U+2028 or U+2029.
_LINE_END = re.compile(r"\r\n|\r|\n")
_SHOWN_BEFORE = 60
_SHOWN = 160
"""How many characters of a line are shown, and how many of these before a fault."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A place in a file."""

    line: int
    """Counted from 1."""
    column: int
    """Counted from 1, in characters (code points)."""


class Node(NamedTuple):
    """Where one value stands; indices are characters of the text, counted from 0."""

    key: int
    """Where its key begins; the same as *start* in a list and at the root."""
    start: int
    """Where it begins."""
    end: int
    """Where it ends; for a list or a block of keys without brackets the same as *start*."""
    style: str
    """How text is written: empty (plain), ``'``, ``"``, ``|``, ``>`` or ``json``."""
    children: dict[str, Node] | list[Node] | None = None
    """The values in it; None where it is neither a list nor a block of keys."""
    key_end: int = 0
    """Where its key ends; 0 where it has none."""


@dataclass(frozen=True, kw_only=True)
class Lines:
    """The lines of a text; counted when first asked for."""

    text: str
    """With its line ends as in the file."""

    @cached_property
    def starts(self) -> array[int]:
        """The index at which each line begins; in an array, as there may be ten million lines."""
        starts, text = array("I", (0,)), self.text
        if "\r" in text:
            starts.extend(match.end() for match in _LINE_END.finditer(text))
            return starts
        at = text.find("\n") + 1
        while at:
            starts.append(at)
            at = text.find("\n", at) + 1
        return starts

    def place(self, index: int) -> Place:
        """Turn an index into a line and a column."""
        line = bisect_right(self.starts, index)
        return Place(line=line, column=index - self.starts[line - 1] + 1)

    def number(self, index: int) -> int:
        """Count the line of an index, from 1."""
        return bisect_right(self.starts, index)

    def location(self, start: int, end: int) -> Location:
        """
        Turn a stretch of the text into lines and columns.

        Args:
            start: The index of its first character.
            end: The index after its last one; line ends and blanks before it are left out.

        Returns:
            The stretch, with the line that it begins on.
        """
        line, column, end_line, end_column = self.stretch(start, end)
        return Location(
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            excerpt=self._excerpt(start),
        )

    def stretch(self, start: int, end: int) -> tuple[int, int, int, int]:
        """Give the lines and columns of `location` alone."""
        end = max(start, min(end, len(self.text)))
        if self.text[end - 1 : end].isspace():
            end = start + len(self.text[start:end].rstrip())
        starts = self.starts
        line = bisect_right(starts, start)
        end_line = line if line == len(starts) or end < starts[line] else bisect_right(starts, end)
        return line, start - starts[line - 1] + 1, end_line, end - starts[end_line - 1] + 1

    def _excerpt(self, index: int) -> Excerpt:
        """Cut the part round an index out of its line."""
        begin = self.start(index)
        shown = begin if index - begin <= _SHOWN_BEFORE else index - _SHOWN_BEFORE
        match = _LINE_END.search(self.text, shown, shown + _SHOWN)
        end = match.start() if match else shown + _SHOWN
        return Excerpt(text=self.text[shown:end], start=shown - begin)

    def line_end(self, index: int) -> int:
        """Give the index at which the line of *index* ends, before its line end."""
        match = _LINE_END.search(self.text, index)
        return match.start() if match else len(self.text)

    def start(self, index: int) -> int:
        """Give the index at which the line of *index* begins."""
        return self.starts[bisect_right(self.starts, index) - 1]

    def line(self, index: int) -> str:
        """Give the line of *index* without its end."""
        start = self.start(index)
        end = _LINE_END.search(self.text, start)
        return self.text[start : end.start() if end else len(self.text)]


@dataclass(frozen=True, kw_only=True)
class Positions:
    """Where everything in a note stands."""

    lines: Lines
    """The lines of the note."""
    root: Node | None
    """Where the data stands; None where there is none."""

    @cached_property
    def _known(self) -> dict[tuple[int, str], Segments]:
        """The texts whose characters have been asked for."""
        return {}

    @property
    def whole(self) -> tuple[int, int]:
        """What stands for the note itself: the place before its first key."""
        start = self.root.start if self.root else 0
        return start, start

    def value_span(self, path: Path) -> tuple[int, int]:
        """Say where the value at *path* stands, or else the key of its nearest parent."""
        node, found = self._find(path)
        return self._value_span(node) if found else self._key_span(node)

    def key_span(self, path: Path) -> tuple[int, int]:
        """Say where the key at *path* stands, or else the key of its nearest parent."""
        return self._key_span(self._find(path)[0])

    def text_span(self, path: Path, *, value: str, start: int, end: int) -> tuple[int, int]:
        """
        Say where some characters of a text stand.

        Args:
            path: Where the text is in the data.
            value: The text as read.
            start: The first of them, from 0 to its length.
            end: The one after the last.

        Returns:
            Their stretch; that of the value where *path* leads to no text.
        """
        node, found = self._find(path)
        if not found or node.children is not None:
            return self._value_span(node) if found else self._key_span(node)
        key = (node.start, value)
        if key not in self._known:
            self._known[key] = segments(
                self.lines.text, start=node.start, end=node.end, style=node.style, value=value
            )
        runs = self._known[key]
        first, last = (runs.index(max(0, min(at, len(value)))) for at in (start, end))
        return min(first, node.end), min(last, node.end)

    def style(self, path: Path) -> str | None:
        """Say how the text at *path* is written; None where there is no such value."""
        node, found = self._find(path)
        return node.style if found and node.children is None else None

    def around(self, index: int) -> list[tuple[Path, Node]]:
        """Follow the last values that begin at or before an index, from the root down."""
        if self.root is None or self.root.start > index:
            return []
        chain: list[tuple[Path, Node]] = [((), self.root)]
        while True:
            path, node = chain[-1]
            if node.children is None or node.start < node.end <= index:
                return chain
            steps: list[str | int]
            if isinstance(node.children, dict):
                steps, below = [*node.children], [*node.children.values()]
            else:
                steps, below = [*range(len(node.children))], node.children
            last = bisect_right(below, index, key=lambda child: child.key) - 1
            if last < 0:
                return chain
            chain.append(((*path, steps[last]), below[last]))

    def _value_span(self, node: Node) -> tuple[int, int]:
        """Give the whole value; of a list or a block without brackets, its first line."""
        if node is self.root:
            return self.whole
        is_open = node.children is not None and node.end == node.start
        return node.start, self.lines.line_end(node.start) if is_open else node.end

    def _key_span(self, node: Node) -> tuple[int, int]:
        return (node.key, node.key_end) if node.key_end else self._value_span(node)

    def _find(self, path: Path) -> tuple[Node, bool]:
        """Follow a path as far as it goes, and say whether that was to its end."""
        node = self.root or _NOTHING
        for step in path:
            child = _child(node, step)
            if child is None:
                return node, False
            node = child
        return node, self.root is not None


_NOTHING = Node(key=0, start=0, end=0, style="")


def _child(node: Node, step: str | int) -> Node | None:
    """Take one step down, if there is something."""
    children = node.children
    if isinstance(children, dict):
        return children.get(step) if isinstance(step, str) else None
    if children is None or not isinstance(step, int) or not 0 <= step < len(children):
        return None
    return children[step]
