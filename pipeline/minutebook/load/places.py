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

from minutebook.load.offsets import Segments, segments

if TYPE_CHECKING:
    from minutebook.errors import Path

# What editors count as the end of a line; not U+0085, U+2028 or U+2029.
_LINE_END = re.compile(r"\r\n|\r|\n")


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
    """Where it ends; the same as *start* for a list or a block of keys."""
    style: str
    """How text is written: empty (plain), ``'``, ``"``, ``|``, ``>`` or ``json``."""
    children: dict[str, Node] | list[Node] | None = None
    """The values in it; None where it is neither a list nor a block of keys."""


@dataclass(frozen=True, kw_only=True)
class Lines:
    """The lines of a text; counted when first asked for."""

    text: str
    """With its line ends as in the file."""

    @cached_property
    def starts(self) -> array[int]:
        """The index at which each line begins; in an array, as there may be ten million lines."""
        starts = array("I", (0,))
        starts.extend(match.end() for match in _LINE_END.finditer(self.text))
        return starts

    def place(self, index: int) -> Place:
        """Turn an index into a line and a column."""
        line = bisect_right(self.starts, index)
        return Place(line=line, column=index - self.starts[line - 1] + 1)

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

    def value_index(self, path: Path) -> int:
        """Say where the value at *path* begins, or else the key of its nearest parent."""
        node, found = self._find(path)
        return node.start if found else node.key

    def key_index(self, path: Path) -> int:
        """Say where the key at *path* begins, or else the key of its nearest parent."""
        return self._find(path)[0].key

    def text_index(self, path: Path, *, value: str, offset: int) -> int:
        """
        Say where one character of a text stands.

        Args:
            path: Where the text is in the data.
            value: The text as read.
            offset: A character of it, from 0 to its length.

        Returns:
            The index; that of the value where *path* leads to no text.
        """
        node, found = self._find(path)
        if not found or node.children is not None:
            return node.start if found else node.key
        key = (node.start, value)
        if key not in self._known:
            self._known[key] = segments(
                self.lines.text, start=node.start, end=node.end, style=node.style, value=value
            )
        return min(self._known[key].index(max(0, min(offset, len(value)))), node.end)

    def _find(self, path: Path) -> tuple[Node, bool]:
        """Follow a path as far as it goes, and say whether that was to its end."""
        node = self.root or Node(key=0, start=0, end=0, style="")
        for step in path:
            child = _child(node, step)
            if child is None:
                return node, False
            node = child
        return node, self.root is not None


def _child(node: Node, step: str | int) -> Node | None:
    """Take one step down, if there is something."""
    children = node.children
    if isinstance(children, dict):
        return children.get(step) if isinstance(step, str) else None
    if children is None or not isinstance(step, int) or not 0 <= step < len(children):
        return None
    return children[step]
