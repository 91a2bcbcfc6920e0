"""
The comments of a YAML note, each with the path of what it is about.

Nothing in this module may know the schema, or how a note is written.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from minutebook.load.comment_lines import Piece, header_end, pieces
from minutebook.load.places import Lines
from minutebook.load.yaml_events import FASTEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minutebook.errors import Path

MODELINE = "yaml-language-server:"
"""What the comment holds by which an editor finds the schema."""


class Trailing(NamedTuple):
    """A comment behind something on its line, or one that goes on with it on the next."""

    text: str
    """From its ``#``, without blanks at its end."""
    column: int
    """Counted from 0."""
    is_close: bool
    """Whether one space stands before it: it was not put into a column with others."""


@dataclass(kw_only=True, slots=True)
class Attached:
    """The comments of one key or list item; an empty text stands for an empty line."""

    above: list[str] = field(default_factory=list)
    trailing: list[Trailing] = field(default_factory=list)
    """That of its line, and those below it that go on with it in the same column."""
    end: list[str] = field(default_factory=list)
    """Those after its last entry."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comments:
    """Where the comments of a note belong."""

    header: tuple[str, ...] = ()
    """Those of the note itself, before its first key; an empty text stands for an empty line."""
    by_path: dict[Path, Attached] = field(default_factory=dict)
    """Those of each key and list item; under ``()`` those at the end of the note."""

    def at(self, path: Path) -> Attached:
        """Give the comments of one place; there may be none."""
        return self.by_path.get(path) or Attached()

    def inside(self) -> frozenset[Path]:
        """Give every path that has a comment below it, or after its last entry."""
        found: set[Path] = set()
        for path, attached in self.by_path.items():
            if attached.trailing or any(attached.above) or any(attached.end):
                found.update(path[:length] for length in range(len(path)))
            if any(attached.end):
                found.add(path)
        return frozenset(found)


def read_comments(text: str) -> Comments:
    """
    Find the comments of a note and what each is about.

    Args:
        text: YAML that `minutebook.load` reads without an error.

    Returns:
        Every comment once: at the key or item that it stands above, whose line it ends, or after
        whose last entry it stands, as its indentation says.
    """
    events = list(yaml.parse(text, Loader=FASTEST))
    lines = Lines(text=text)
    walk = _Walk(lines, list(pieces(lines, events)))
    for event in events:
        walk.take(event)
    return walk.comments()


@dataclass(kw_only=True, slots=True)
class _Frame:
    """A list or a block of keys while it is read."""

    path: Path
    is_list: bool
    is_flow: bool
    indent: int
    key: str | None = None
    """The key whose value comes next; ``None`` where a key is due."""
    count: int = 0

    def next_path(self) -> Path:
        """Give the path of the value that comes next."""
        return (*self.path, self.count if self.is_list else str(self.key))

    def go_on(self) -> None:
        """Note that a value has been taken."""
        self.key = None
        self.count += 1


class _Walk:
    """One pass over the events of a note; what lies between two of them goes to one of them."""

    def __init__(self, lines: Lines, found: list[Piece]) -> None:
        self._lines = lines
        self._pieces = found
        self._hidden = {piece.line: piece.column for piece in found if piece.text}
        """By line, the column at which a comment begins."""
        self._next = 0
        self._frames: list[_Frame] = []
        self._closed: list[_Frame] = []
        """The indented lists and blocks that ended since the last word, innermost first."""
        self._waiting: list[str] = []
        """What is to stand above the entry that comes next."""
        self._last: tuple[Path, int] | None = None
        """What the last word was of, and the line that it ended on."""
        self._found: dict[Path, Attached] = {}
        self._first_key: str | None = None
        self._firsts: list[Path] = []
        """The first entries of list items: they share a line with the item's hyphen."""
        self._steps: dict[type, Any] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.StreamEndEvent: self._end,
        }

    def take(self, event: Any) -> None:
        """Take one event."""
        step = self._steps.get(type(event))
        if step is not None:
            step(event)

    def comments(self) -> Comments:
        """Give what was found."""
        for path in reversed(self._firsts):
            self._at(path[:-1]).above += self._at(path).above
            self._at(path).above = []
        root = self._at(())
        header, above = _split(root.above)
        root.above = []
        root.end[:0] = [trailing.text for trailing in root.trailing]
        root.trailing = []
        if above and self._first_key is not None:
            self._at((self._first_key,)).above[:0] = above
        return Comments(header=tuple(header), by_path=self._found)

    def _at(self, path: Path) -> Attached:
        return self._found.setdefault(path, Attached())

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        frame = self._frames[-1]
        if not frame.is_list and frame.key is None:
            self._key(frame, event)
            return
        path = frame.next_path()
        if frame.is_list:
            self._arrive(start, path)
        frame.go_on()
        if not frame.is_list and start == end:
            return  # nothing was written: its line is that of its key
        if not frame.is_list:
            self._at(path).above += [piece.text for piece in self._taken(start) if piece.text]
        if event.style in ("|", ">"):
            taken = self._taken(header_end(self._lines.text, start))
            self._at(path).trailing += [_trailing(piece) for piece in taken]
        self._last = (path, self._line(max(start, end - 1)))

    def _key(self, frame: _Frame, event: Any) -> None:
        frame.key = event.value
        if not frame.path and self._first_key is None:
            self._first_key = event.value
        self._arrive(event.start_mark.index, frame.next_path())
        self._last = (frame.next_path(), self._line(event.end_mark.index))

    def _open(self, event: Any) -> None:
        start = event.start_mark.index
        parent = self._frames[-1] if self._frames else None
        path = parent.next_path() if parent else ()
        if parent and not parent.is_list:
            self._waiting += _texts(self._behind(self._taken(start)))
        else:
            self._arrive(start, path)
        if parent:
            parent.go_on()
        is_flow = bool(event.flow_style)
        frame = _Frame(
            path=path,
            is_list=isinstance(event, yaml.SequenceStartEvent),
            is_flow=is_flow,
            indent=self._column(start),
        )
        self._frames.append(frame)
        if is_flow:
            self._last = (path, self._line(start))

    def _close(self, event: Any) -> None:
        frame = self._frames.pop()
        if not frame.is_flow:
            self._closed.append(frame)
            return
        end = event.end_mark.index
        self._waiting += _texts(self._behind(self._taken(end)))
        attached = self._at(frame.path)
        (attached.end if frame.count else attached.above).extend(self._waiting)
        self._waiting = []
        self._last = (frame.path, self._line(end))

    def _end(self, _event: Any) -> None:
        rest = self._behind(self._taken(len(self._lines.text) + 1))
        root = _Frame(path=(), is_list=False, is_flow=False, indent=0)
        left = self._by_indent(rest, -1, [*self._closed, root])
        self._at(()).end += _texts(left)

    def _arrive(self, start: int, path: Path) -> None:
        """Begin the entry at *path*: give what stands before it to what it is about."""
        rest = self._behind(self._taken(start))
        if not (self._frames and self._frames[-1].is_flow):
            rest = self._before(rest, start)
        self._at(path).above += [*self._waiting, *_texts(rest)]
        if len(path) > 1 and isinstance(path[-2], int) and not self._frames[-1].count:
            self._firsts.append(path)
        self._waiting = []
        self._closed = []

    def _before(self, rest: list[Piece], start: int) -> list[Piece]:
        """Hand out what stands before an entry in an indented list or block of keys."""
        opening = start
        if self._frames and self._frames[-1].is_list:
            opening = self._hyphen(start)
        outside = list(takewhile(lambda piece: piece.start < opening and piece.is_alone, rest))
        within = rest[len(outside) :]
        return [*self._by_indent(outside, self._column(opening), self._closed), *within]

    def _hyphen(self, start: int) -> int:
        """Say where the hyphen of the list item stands that begins at *start*."""
        text = self._lines.text
        for number in range(bisect_right(self._lines.starts, start) - 1, -1, -1):
            begin = self._lines.starts[number]
            words = text[begin : min(start, self._line_end(number))]
            found = words[: self._hidden.get(number)].rfind("-")
            if found >= 0:
                return begin + found
        return start

    def _line_end(self, number: int) -> int:
        starts = self._lines.starts
        return starts[number + 1] if number + 1 < len(starts) else len(self._lines.text)

    def _by_indent(self, pieces: list[Piece], indent: int, closed: Sequence[_Frame]) -> list[Piece]:
        """
        Give comments that are set in more than the next entry to the lists and blocks above.

        Args:
            pieces: What stands alone on its lines, in its order.
            indent: The column of the next entry; -1 where there is none.
            closed: What may take them, innermost first.

        Returns:
            What is left for the next entry.
        """
        level, done = 0, 0
        for number, piece in enumerate(pieces):
            if not piece.text:
                continue
            if piece.column <= indent or not closed:
                break
            # Of a list and the block around it that are set in alike, the block takes it.
            fits = [frame.indent for frame in closed if frame.indent <= piece.column]
            wanted = max(fits, default=closed[-1].indent)
            level = max(level, *(n for n, frame in enumerate(closed) if frame.indent == wanted))
            self._at(closed[level].path).end += _texts(pieces[done : number + 1])
            done = number + 1
        return pieces[done:]

    def _taken(self, end: int) -> list[Piece]:
        """Take what stands before *end* and has not been taken."""
        begin = self._next
        while self._next < len(self._pieces) and self._pieces[self._next].start < end:
            self._next += 1
        return self._pieces[begin : self._next]

    def _behind(self, pieces: list[Piece]) -> list[Piece]:
        """Give the comment on the line of the last word to that, and what goes on with it."""
        if not pieces or self._last is None or pieces[0].is_alone:
            return pieces
        path, line = self._last
        if pieces[0].line != line:
            return pieces
        count = 1
        while count < len(pieces) and _goes_on(pieces[count - 1], pieces[count], pieces[0]):
            count += 1
        self._at(path).trailing += [_trailing(piece) for piece in pieces[:count]]
        return pieces[count:]

    def _line(self, index: int) -> int:
        return bisect_right(self._lines.starts, index) - 1

    def _column(self, index: int) -> int:
        return index - self._lines.start(index)


def _goes_on(before: Piece, piece: Piece, first: Piece) -> bool:
    """Say whether a comment below one in a column goes on with it."""
    return bool(
        piece.text
        and piece.is_alone
        and piece.line == before.line + 1
        and piece.column == first.column
    )


def _texts(pieces: Sequence[Piece]) -> list[str]:
    return [piece.text for piece in pieces]


def _trailing(piece: Piece) -> Trailing:
    return Trailing(piece.text, piece.column, piece.is_close)


def _split(above: list[str]) -> tuple[list[str], list[str]]:
    """Tell the comments of a note, which an empty line ends, from those of its first key."""
    ends = [n for n, text in enumerate(above) if not text or MODELINE in text]
    cut = ends[-1] + 1 if ends else 0
    return above[:cut], above[cut:]
