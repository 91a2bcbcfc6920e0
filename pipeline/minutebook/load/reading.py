"""
What a reader of YAML or JSON gives back, and the faults that both can find.

Nothing in this module may know either form's syntax.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, NoReturn

from minutebook.load.characters import code_point, replace_unholdable, separators, unholdable
from minutebook.load.faults import Fault, Faults, quote
from minutebook.load.offsets import segments
from minutebook.load.places import Lines, Node, Positions

if TYPE_CHECKING:
    from collections.abc import Callable

    from minutebook.errors import Path
    from minutebook.load.repairs import Repair

DEEPEST = 64
"""How many lists and blocks of keys may stand inside each other."""

MOST_VALUES = 20_000
"""How many values a note may have; the largest minutes have a few thousand."""

# Escapes for a line separator that nobody means, such as that in `S:\Parks`.
_SEPARATOR = re.compile(r"\\[NLP]")

# Beyond these, faults of one kind are only counted, so that their exact places do not matter.
_LOOKED_AT = 201
_ESCAPE = re.compile(r"\\(?:x.{2}|u.{4}|U.{8}|.)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """Why a text cannot be read on, and how it could be."""

    fault: Fault
    is_told: bool
    """Whether another fault already says what is wrong there."""
    repair: Callable[[bool], Repair]
    """Find the way past it; a last resort if the first way has led nowhere."""


class TooManyValuesError(Exception):
    """The note has too many values to be read on; the fault is noted, and the reader catches it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A text that has been read."""

    data: Any
    """The data; what there is of it if it is not complete."""
    positions: Positions
    """Where the data stands."""
    faults: tuple[Fault, ...]
    """What was wrong, in the order found."""
    is_complete: bool
    """Whether the text was read to its end."""
    stop: Stop | None = None
    """Where that is not so, why; None also where nothing can be done about it."""


@dataclass(kw_only=True, slots=True)
class Frame:
    """A list or a block of keys while it is read."""

    value: Any
    """The list or the dict itself."""
    children: Any
    """Where its values stand: the list or the dict of its node."""
    is_block: bool
    """Whether it has keys."""
    is_flow: bool = False
    """Whether it is written in brackets."""
    expects_key: bool = False
    """Whether a key comes next."""
    key: str = ""
    """The key whose value comes next, or came last."""
    key_index: int = 0
    """Where that key begins."""
    key_end: int = 0
    """Where it ends."""
    is_dropped: bool = False
    """Whether the value that comes next is left out."""
    hollow: str | None = None
    """The key without a value that seems to have given its block the keys below it."""
    start: int = 0
    """Where it begins."""


@dataclass(kw_only=True, slots=True)
class Builder:
    """The data and its tree of places, value by value; never recursive."""

    lines: Lines
    data: Any = None
    root: Node | None = None
    is_complete: bool = True
    frames: list[Frame] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    stop: Stop | None = None
    values: int = 0

    def reading(self) -> Reading:
        """Give what has been built."""
        return Reading(
            data=self.data,
            positions=Positions(lines=self.lines, root=self.root),
            faults=self.faults.all(),
            is_complete=self.is_complete,
            stop=self.stop,
        )

    def fault(
        self, code: str, index: int, message: str, *, end: int | None = None, hint: str | None
    ) -> None:
        """Note a fault in what is being read."""
        if self.faults.wants(code, index):
            path = self.path()
            fault = Fault(code=code, index=index, end=end, message=message, path=path, hint=hint)
            self.faults.kept.append(fault)

    def break_off(self, stop: Stop) -> None:
        """Note where the text cannot be read on."""
        self.is_complete = False
        self.stop = stop
        if not stop.is_told:
            self.faults.add(stop.fault)

    def latest(self) -> Node | None:
        """Give the last value of the innermost list or block of keys."""
        if not self.frames:
            return self.root
        frame = self.frames[-1]
        last: Node | None = None
        if frame.is_block:
            last = frame.children.get(frame.key)
        elif frame.children:
            last = frame.children[-1]
        return last

    def opening(self) -> int | None:
        """Say where the outermost open bracket stands."""
        return next((frame.start for frame in self.frames if frame.is_flow), None)

    def awaiting(self) -> int | None:
        """Say where the key stands whose value is due."""
        frame = self.frames[-1] if self.frames else None
        return frame.key_index if frame and frame.is_block and not frame.expects_key else None

    def path(self) -> Path:
        """Say where in the data the value stands that comes next."""
        steps: list[str | int] = []
        for frame in self.frames:
            if frame.is_block:
                steps += [] if frame.expects_key else [frame.key]
            else:
                steps.append(len(frame.value) - (frame is not self.frames[-1]))
        return tuple(steps)

    def add(self, value: Any, node: Node) -> None:
        """
        Put a value where it belongs.

        Raises:
            TooManyValuesError: There are more than a note may have.
        """
        self.values += 1
        if self.values > MOST_VALUES:
            self._too_many(node.start)
        if not self.frames:
            self.data, self.root = value, node
            return
        frame = self.frames[-1]
        if not frame.is_block:
            frame.value.append(value)
            frame.children.append(node)
            return
        if not frame.is_dropped:
            frame.value[frame.key] = value
            frame.children[frame.key] = node
        frame.is_dropped = False
        frame.expects_key = True

    def node(self, start: int, end: int, style: str = "", children: Any = None) -> Node:
        """Note where the value stands that comes next, with its key where it has one."""
        frame = self.frames[-1] if self.frames else None
        if frame is not None and frame.is_block:
            return Node(frame.key_index, start, end, style, children, frame.key_end)
        return Node(start, start, end, style, children)

    def open(self, frame: Frame, start: int) -> bool:
        """Begin a list or a block of keys; say whether it is not too deep."""
        if len(self.frames) >= DEEPEST:
            self._too_deep(start)
            return False
        frame.start = start
        parent = self.frames[-1] if self.frames else None
        if parent is not None and parent.expects_key:
            self.drop_key(start)
        else:
            self.add(frame.value, self.node(start, start, children=frame.children))
            if parent is not None and parent.is_block:
                # Until it is closed, so that `path` names it.
                parent.expects_key = False
        self.frames.append(frame)
        return True

    def close(self, end: int) -> None:
        """End the innermost list or block of keys; in brackets, at the index *end*."""
        frame = self.frames.pop()
        if frame.is_flow:
            self._end_node(frame, end)
        if self.frames and self.frames[-1].is_block:
            self.frames[-1].expects_key = not self.frames[-1].is_dropped

    def _end_node(self, frame: Frame, end: int) -> None:
        """Note where a list or a block of keys in brackets ends."""
        parent = self.frames[-1] if self.frames else None
        if parent is None:
            self.root = self.root._replace(end=end) if self.root else None
            return
        place: Any = parent.key if parent.is_block else len(parent.children) - 1
        is_there = place in parent.children if parent.is_block else place >= 0
        # Not what was left out, because its key stands there a second time or is none.
        if is_there and parent.children[place].children is frame.children:
            parent.children[place] = parent.children[place]._replace(end=end)

    def key(self, key: str, start: int, end: int) -> None:
        """Take the key of the value that comes next."""
        frame = self.frames[-1]
        frame.key, frame.key_index, frame.key_end, frame.expects_key = key, start, end, False
        if key in frame.value:
            if not self._is_below_hollow(frame):
                self._twice(key, first=frame.children[key].key, second=start, end=end)
            frame.is_dropped = True

    def _is_below_hollow(self, frame: Frame) -> bool:
        """Say whether keys come twice because the key above them is set in as far as they are."""
        above = next(reversed(frame.value))
        node = frame.children[above]
        if frame.is_flow or frame.value[above] is not None or node.start < node.end:
            return False
        if frame.hollow != above:
            frame.hollow = above
            fault = Fault(
                code="E134",
                index=node.key,
                end=node.key_end,
                path=(*self.path()[:-1], above),
                message=f"{quote(above + ':')} is set in as far as the keys below it, "
                "so they do not belong to it",
                hint="set it in as far as the key that it stands beside, or the keys below it "
                "further",
            )
            self.faults.add(fault)
        return True

    def drop_key(self, start: int) -> None:
        """Take something that cannot be a key, and leave out its value."""
        frame = self.frames[-1]
        frame.key, frame.key_index, frame.expects_key, frame.is_dropped = "", start, False, True
        frame.key_end = start

    def holdable(self, value: str, node: Node) -> str:
        """
        Look for escapes that stand for what an archive cannot hold.

        Args:
            value: Text, its escapes read.
            node: Where it stands.

        Returns:
            The text, of the same length, with U+FFFD in place of such characters: whoever works
            on with the data can rely on that.
        """
        found = list(islice(unholdable(value), _LOOKED_AT))
        if node.style == '"' and _SEPARATOR.search(self.lines.text, node.start, node.end):
            found += islice(separators(value), _LOOKED_AT)
        if not found:
            return value
        runs = segments(
            self.lines.text,
            start=node.start,
            end=node.end,
            style=node.style,
            value=value,
            until=max(offset for offset, _ in found),
        )
        for offset, char in found:
            code, index = _code(char), runs.index(offset)
            if code == "E107" and not _SEPARATOR.match(self.lines.text, index):
                continue  # it is written by its number, so it is meant
            if self.faults.wants(code, index):
                written = _ESCAPE.match(self.lines.text, index)
                fault = _ESCAPED[code](char, index, len(written.group()) if written else 1)
                self.faults.kept.append(replace(fault, path=self.path()))
        held, counts = replace_unholdable(value)
        seen = [_code(char) for _, char in found]
        for code, count in counts.items():
            self.faults.add_uncounted(code, count - seen.count(code))
        return held

    def _twice(self, key: str, *, first: int, second: int, end: int) -> None:
        if not self.faults.wants("E109", second):
            return
        before, after = self.lines.place(first).line, self.lines.place(second).line
        lines = f"on line {before} and again" if before != after else "twice"
        fault = Fault(
            code="E109",
            index=second,
            end=end,
            path=self.path(),
            message=f"the key {quote(key)} is given {lines} on line {after}",
            hint="keep one of the two, or join their values under one key",
        )
        self.faults.kept.append(fault)

    def _too_many(self, start: int) -> NoReturn:
        self.is_complete = False
        self.fault(
            "E101",
            start,
            f"the note has more than {MOST_VALUES:,} values, and this one is beyond them",
            hint="give each meeting a note of its own, and keep tables of figures in files under "
            "`papers`",
        )
        raise TooManyValuesError

    def _too_deep(self, start: int) -> None:
        self.is_complete = False
        self.fault(
            "E117",
            start,
            f"more than {DEEPEST} lists and blocks of keys stand inside each other here",
            hint="check the brackets and the indentation: a note needs fewer than 20",
        )


def half_character(char: str, index: int, length: int) -> Fault:
    """Say that an escape stands for one half of a surrogate pair."""
    return Fault(
        code="E108",
        index=index,
        end=index + length,
        message=f"the escape for {code_point(char)} is one half of a character",
        hint="type the character itself",
    )


def _code(char: str) -> str:
    """Give the code of a character that cannot be held and that an escape stands for."""
    if "\ud800" <= char <= "\udfff":
        return "E108"
    return "E107" if char in "\x85\u2028\u2029" else "E106"


def _separator(char: str, index: int, length: int) -> Fault:
    """Say that an escape stands for an invisible line separator."""
    return Fault(
        code="E107",
        index=index,
        end=index + length,
        message=f"this escape stands for an invisible line separator, {code_point(char)}",
        hint="write the backslash twice, or put the words in single quotes or after `|`",
    )


def _control(char: str, index: int, length: int) -> Fault:
    """Say that an escape stands for a control character."""
    return Fault(
        code="E106",
        index=index,
        end=index + length,
        message=f"this escape stands for an invisible control character, {code_point(char)}",
        hint="delete it",
    )


_ESCAPED = {"E106": _control, "E107": _separator, "E108": half_character}
