"""A pattern of an office's schema as a tree: what it takes, in which order and how often.

Nothing in this module matches a text.

Source:
    ECMA 262, section 22.2, without what needs trying back: backward references, looking ahead or
    behind, and word boundaries.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, NamedTuple

_MOST_DEPTH = 40
_MOST_RANGES = 1_000
"""How much the sets in square brackets of one pattern may name in all."""
_LAST = 0x10FFFF
_LINE_ENDS = ((0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029))
_DIGITS = ((0x30, 0x39),)
_WORD = ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))
_BLANK = (
    (0x09, 0x0D), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A),
    (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF),
)  # fmt: skip
_CLASSES = {"d": _DIGITS, "w": _WORD, "s": _BLANK}
_CONTROLS = {"t": 0x09, "n": 0x0A, "v": 0x0B, "f": 0x0C, "r": 0x0D, "0": 0x00}
_SYNTAX = frozenset("^$\\.*+?()[]{}|/-")
_CATEGORIES = re.compile("L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?")

Ranges = tuple[tuple[int, int], ...]


class PatternError(ValueError):
    """A pattern that cannot be followed; the message says why, in a sentence."""


class Letters(NamedTuple):
    """A set of characters."""

    ranges: Ranges = ()
    categories: tuple[str, ...] = ()
    """Categories of Unicode, such as ``L`` or ``Lu``."""
    outside: tuple[Letters, ...] = ()
    """Sets of which any other character belongs here."""
    is_negated: bool = False

    def weight(self) -> int:
        """Say how much there is to be looked at for one character."""
        inside = sum(other.weight() for other in self.outside)
        return 1 + len(self.ranges) + len(self.categories) + inside

    def holds(self, character: str) -> bool:
        """Say whether a character belongs to the set."""
        code = ord(character)
        found = (
            any(low <= code <= high for low, high in self.ranges)
            or any(unicodedata.category(character).startswith(one) for one in self.categories)
            or any(not other.holds(character) for other in self.outside)
        )
        return found is not self.is_negated


_ANY = Letters(ranges=_LINE_ENDS, is_negated=True)

Tree = Letters | str | tuple[Any, ...]
"""A set of letters, ``^``, ``$``, or a tuple of a word and its parts: ``row``, ``or``, and
``repeat``, whose parts are what is repeated, the least and the most."""


@dataclass(slots=True)
class _Reader:
    """Reads a pattern from left to right."""

    text: str
    index: int = 0
    depth: int = 0
    ranges: int = 0
    """How much the sets so far name."""

    def choice(self) -> Tree:
        branches = [self.row()]
        while self.past("|"):
            branches.append(self.row())
        return branches[0] if len(branches) == 1 else ("or", *branches)

    def row(self) -> Tree:
        parts: list[Tree] = []
        while self.index < len(self.text) and self.text[self.index] not in "|)":
            parts.append(self.repeated())
        return ("row", *parts)

    def repeated(self) -> Tree:
        part = self.one()
        times = self.times()
        if times is None:
            return part
        if isinstance(part, str):
            raise PatternError(f"`{part}` is repeated, and cannot be")
        self.past("?")  # which match comes first makes no difference
        if self.times() is not None:
            raise PatternError("two signs of repetition stand side by side")
        return ("repeat", part, *times)

    def times(self) -> tuple[int, int | None] | None:
        """Read a sign of repetition: the least and the most."""
        signs: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
        sign = self.text[self.index : self.index + 1]
        if sign in signs:
            self.index += 1
            return signs[sign]
        return self.counted() if sign == "{" else None

    def counted(self) -> tuple[int, int | None]:
        end = self.text.find("}", self.index)
        low, comma, high = self.text[self.index + 1 : end].partition(",")
        numbers = [low, *([high] if high else [])]
        if end < 0 or not all(n.isascii() and n.isdigit() and len(n) < 6 for n in numbers):
            raise PatternError("`{` begins no count; the sign itself is written `\\{`")
        self.index = end + 1
        least, most = int(low), int(high) if high else (None if comma else int(low))
        if most is not None and most < least:
            raise PatternError("in a count of repetitions the smaller number comes first")
        return least, most

    def one(self) -> Tree:
        sign = self.take()
        if sign in "^$":
            return sign
        if sign == ".":
            return _ANY
        if sign == "(":
            return self.group()
        if sign == "[":
            return self.letters()
        if sign == "\\":
            return self.escape()
        if sign in "*+?{":
            raise PatternError(f"`{sign}` repeats nothing; the sign itself is written `\\{sign}`")
        return _exactly(ord(sign))

    def group(self) -> Tree:
        if self.past("?"):
            if self.past("<") and self.text[self.index : self.index + 1] not in ("=", "!"):
                end = self.text.find(">", self.index)
                self.index = end + 1 if end > 0 else len(self.text)
            elif not self.past(":"):
                raise PatternError("it looks ahead or behind, which is not done here")
        self.depth += 1
        if self.depth > _MOST_DEPTH:
            raise PatternError("its brackets stand too deep in one another")
        inside = self.choice()
        self.depth -= 1
        if not self.past(")"):
            raise PatternError("a bracket `(` is not closed")
        return inside

    def escape(self) -> Letters:
        sign = self.take()
        if sign.isdigit() and sign != "0":
            raise PatternError("it goes back to a group, which is not done here")
        if sign in "bBk":
            raise PatternError(f"`\\{sign}` is not known here")
        if sign.lower() in _CLASSES:
            return Letters(ranges=_CLASSES[sign.lower()], is_negated=sign.isupper())
        if sign in "pP":
            return self.category(is_negated=sign == "P")
        return _exactly(self.code(sign))

    def category(self, *, is_negated: bool) -> Letters:
        end = self.text.find("}", self.index)
        name = self.text[self.index + 1 : end] if self.past_brace(end) else ""
        if not _CATEGORIES.fullmatch(name):
            raise PatternError("after `\\p` a category of Unicode is due, such as `{L}` or `{Nd}`")
        self.index = end + 1
        return Letters(categories=(name,), is_negated=is_negated)

    def past_brace(self, end: int) -> bool:
        return end > 0 and self.text[self.index : self.index + 1] == "{"

    def code(self, sign: str) -> int:
        """Read which character an escape stands for."""
        if sign in _CONTROLS:
            return _CONTROLS[sign]
        if sign in "xu":
            return self.hexadecimal(sign)
        if sign not in _SYNTAX:
            raise PatternError(f"`\\{sign}` is not known here")
        return ord(sign)

    def hexadecimal(self, sign: str) -> int:
        size = 2 if sign == "x" else 4
        end = self.index + size
        digits = self.text[self.index : end]
        if sign == "u" and self.text[self.index : self.index + 1] == "{":
            end = self.text.find("}", self.index) + 1
            digits = self.text[self.index + 1 : max(end - 1, 0)]
        try:
            code = int(digits, 16) if digits.isalnum() else -1
        except ValueError:
            code = -1
        if not 0 <= code <= _LAST or (end - self.index == size and len(digits) != size):
            raise PatternError(f"after `\\{sign}` the digits of a character are due")
        self.index = end
        return code

    def letters(self) -> Letters:
        """Read a set in square brackets."""
        is_negated = self.past("^")
        ranges: list[tuple[int, int]] = []
        categories: list[str] = []
        outside: list[Letters] = []
        while not self.past("]"):
            low = self.member()
            self.ranges += low.weight() - 1
            if self.ranges > _MOST_RANGES:
                raise PatternError("its sets of characters are too long")
            if len(low.ranges) != 1 or low.is_negated or low.ranges[0][0] != low.ranges[0][1]:
                if low.is_negated:
                    outside.append(low._replace(is_negated=False))
                else:
                    ranges += low.ranges
                    categories += low.categories
                continue
            ranges.append(self.range(low.ranges[0][0]))
        return Letters(tuple(ranges), tuple(categories), tuple(outside), is_negated)

    def range(self, low: int) -> tuple[int, int]:
        if self.text[self.index : self.index + 1] != "-" or self.text[self.index + 1 :][:1] == "]":
            return low, low
        self.index += 1
        high = self.member()
        if len(high.ranges) != 1 or high.is_negated or high.ranges[0][1] < low:
            raise PatternError("in square brackets a range goes from a lower to a higher sign")
        return low, high.ranges[0][1]

    def member(self) -> Letters:
        sign = self.take("a bracket `[` is not closed")
        if sign != "\\":
            return _exactly(ord(sign))
        if self.past("b"):
            return _exactly(0x08)
        return self.escape()

    def take(self, otherwise: str = "it ends too soon") -> str:
        if self.index >= len(self.text):
            raise PatternError(otherwise)
        self.index += 1
        return self.text[self.index - 1]

    def past(self, sign: str) -> bool:
        found = self.text.startswith(sign, self.index)
        self.index += len(sign) if found else 0
        return found


def _exactly(code: int) -> Letters:
    return Letters(ranges=((code, code),))


def read_tree(text: str) -> Tree:
    """
    Read a pattern as a tree.

    Args:
        text: As ECMA 262 has it.

    Raises:
        PatternError: It cannot be read, or not be followed without trying back.
    """
    reader = _Reader(text)
    tree = reader.choice()
    if reader.index < len(text):
        raise PatternError("a bracket `)` closes nothing")
    return tree
