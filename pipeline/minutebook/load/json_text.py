"""
From JSON text to data and places, by a reader of our own that never recurses.

Nothing in this module may know the schema; Python's own reader is too lenient (NaN, keys given
twice, lone surrogates) and has no places.

Source:
    RFC 8259.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from minutebook.load import json_faults as wrong
from minutebook.load.faults import Fault, quote
from minutebook.load.json_repairs import Due, Place, repair
from minutebook.load.places import Lines, Node
from minutebook.load.reading import Builder, Frame, Reading, Stop, TooManyValuesError
from minutebook.load.scalars import Decimal, Integer, TooLargeError, decimal, integer

_SPACE = re.compile(r"[ \t\n\r]*")
_SIMPLE = re.compile(r'"([^"\\\x00-\x1f]*)"')
# Plain parts with escapes between them, so that no part can be read in two ways; nothing is given
# back (`*+`), so that no memory is kept for it.
_SOUND = r'"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+'
_SOUND_PART = re.compile(_SOUND)
_STRING = re.compile(_SOUND + '"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?(?![-+.0-9a-zA-Z_])")
_WORD = re.compile(r"(true|false|null)(?![-+.0-9a-zA-Z_])")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_Step = Callable[[str], "_Step | None"]


class _BrokenError(Exception):
    """The text stops being JSON; the reader catches it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def read_json(lines: Lines) -> Reading:
    """
    Read a JSON text.

    Args:
        lines: The text; its control characters have been dealt with.

    Returns:
        The data: anything that JSON knows at the root, None where the text is not JSON.
    """
    reader = _Reader(lines)
    builder = reader.builder
    try:
        reader.run()
    except TooManyValuesError:
        pass
    except _BrokenError as error:
        way = partial(repair, reader.place(), error.fault)
        builder.break_off(Stop(fault=error.fault, is_told=False, repair=way))
    return builder.reading()


class _Reader:
    """One pass over a text; each step reads one thing and names the next step."""

    def __init__(self, lines: Lines) -> None:
        self.text = lines.text
        self.builder = Builder(lines=lines)
        self._at = 0
        self._openings: list[int] = []
        self._due: Due = "value"

    def run(self) -> None:
        """Take step after step until the text ends, or no more is worth reading."""
        step: _Step | None = self._value
        while step is not None:
            self._skip_space()
            step = step(self.text[self._at : self._at + 1])

    def place(self) -> Place:
        """Say where reading has got to."""
        return Place(text=self.text, at=self._at, due=self._due)

    def _skip_space(self) -> None:
        match = _SPACE.match(self.text, self._at)
        self._at = match.end() if match else self._at

    def _value(self, char: str) -> _Step | None:
        """Read a value."""
        start, builder = self._at, self.builder
        self._due = "value"
        if char in ("{", "["):
            return self._open(char)
        if char == '"':
            value: Any = self._string()
        elif char.isdecimal() or char in ("-", "+", "."):
            value = self._number()
        else:
            value = self._word()
        style = "json" if char == '"' else ""
        builder.add(value, builder.node(start, self._at, style))
        return self._after_value

    def _open(self, bracket: str) -> _Step | None:
        """Begin a list or a block of keys."""
        start = self._at
        frame = (
            Frame(value={}, children={}, is_block=True, is_flow=True, expects_key=True)
            if bracket == "{"
            else Frame(value=[], children=[], is_block=False, is_flow=True)
        )
        if not self.builder.open(frame, start):
            return None
        self._openings.append(start)
        self._at += 1
        return self._first_key if bracket == "{" else self._first_item

    def _close(self) -> _Step:
        self._openings.pop()
        self._at += 1
        self.builder.close(self._at)
        return self._after_value

    def _first_key(self, char: str) -> _Step | None:
        return self._close() if char == "}" else self._key(char)

    def _first_item(self, char: str) -> _Step | None:
        return self._close() if char == "]" else self._value(char)

    def _key(self, char: str) -> _Step | None:
        """Read a key."""
        self._due = "key"
        if char != '"':
            raise _BrokenError(wrong.key(self.text, self._at, self._openings[-1]))
        start = self._at
        key = self._string()
        self.builder.key(key, start, self._at)
        return self._colon

    def _colon(self, char: str) -> _Step | None:
        self._due = "colon"
        if char != ":":
            raise _BrokenError(wrong.colon(self.text, self._at, self.builder.frames[-1].key))
        self._at += 1
        return self._value

    def _after_value(self, char: str) -> _Step | None:
        """Read a comma or a closing bracket, or find the end of the text."""
        self._due = "comma"
        if not self.builder.frames:
            if char:
                raise _BrokenError(wrong.after_end(self.text, self._at))
            return None
        is_block = self.builder.frames[-1].is_block
        if char == ("}" if is_block else "]"):
            return self._close()
        if char != ",":
            raise _BrokenError(wrong.comma(self.text, self._at, self._openings[-1]))
        self._at += 1
        return self._key if is_block else self._value

    def _number(self) -> Integer | Decimal | str:
        """Read a number."""
        match = _NUMBER.match(self.text, self._at)
        if match is None:
            raise _BrokenError(wrong.number(self.text, self._at))
        word = match.group()
        try:
            value = decimal(word) if match[1] or match[2] else integer(word)
        except TooLargeError:
            hint = "if it is a reference and not a count, put it in quotes"
            message = f"the number {quote(word)} is too large"
            self.builder.fault("E119", self._at, message, end=match.end(), hint=hint)
            self._at = match.end()
            return word
        self._at = match.end()
        return value

    def _word(self) -> bool | None:
        """Read true, false or null."""
        match = _WORD.match(self.text, self._at)
        if match is None:
            opening = self._openings[-1] if self._openings else None
            raise _BrokenError(wrong.value(self.text, self._at, opening))
        self._at = match.end()
        return _WORDS[match.group()]

    def _string(self) -> str:
        """Read text between quotes."""
        simple = _SIMPLE.match(self.text, self._at)
        if simple:
            self._at = simple.end()
            return simple[1]
        match = _STRING.match(self.text, self._at)
        if match is None:
            raise _BrokenError(self._string_fault())
        start, self._at = self._at, match.end()
        value: str = json.loads(match.group())
        return self.builder.holdable(value, Node(start, start, self._at, "json"))

    def _string_fault(self) -> Fault:
        """Find where text between quotes goes wrong."""
        start = self._at
        match = _SOUND_PART.match(self.text, start)
        return wrong.string(self.text, start, match.end() if match else start)
