"""
What a plain word of YAML or a number of JSON stands for, with the author's spelling kept.

Nothing in this module may know where a word stands.

Source:
    YAML 1.2.2, section 10.3.2 (the core schema's tag resolution); RFC 8259, section 6.
"""

from __future__ import annotations

import math
import re
from typing import Self

# The largest double has 309 digits; Python refuses to read integers of more than 4300.
_MOST_DIGITS = 308
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_NUMBER_STARTS = frozenset("0123456789+-.")
_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}


class Integer(int):
    """A whole number that remembers how it was written."""

    spelling: str
    """As the author wrote it, such as ``012``."""

    def __new__(cls, value: int, spelling: str) -> Self:
        """Make a number of a value and its spelling."""
        number = super().__new__(cls, value)
        number.spelling = spelling
        return number

    def __getnewargs__(self) -> tuple[int, str]:  # type: ignore[override]
        """Give what a copy or a pickle is made from."""
        return (int(self), self.spelling)


class Decimal(float):
    """A number with a decimal point or an exponent that remembers how it was written."""

    spelling: str
    """As the author wrote it, such as ``1.10``."""

    def __new__(cls, value: float, spelling: str) -> Self:
        """Make a number of a value and its spelling."""
        number = super().__new__(cls, value)
        number.spelling = spelling
        return number

    def __getnewargs__(self) -> tuple[float, str]:  # type: ignore[override]
        """Give what a copy or a pickle is made from."""
        return (float(self), self.spelling)


class NotFiniteError(ValueError):
    """A number is infinite or no number at all."""


class TooLargeError(ValueError):
    """A number is beyond what programs can count with."""


def resolve(word: str) -> str | Integer | Decimal | bool | None:
    """
    Say what a plain word of YAML stands for.

    Args:
        word: The word as written, without quotes; may be empty.

    Returns:
        None, true, false or a number in the spellings of the core schema; else the word itself,
        so that dates, times, ``yes`` and ``no`` stay text.

    Raises:
        NotFiniteError: The word is ``.inf`` or ``.nan``.
        TooLargeError: The number is beyond about 1.8e308.
    """
    if word in _WORDS:
        return _WORDS[word]
    if word[0] not in _NUMBER_STARTS:
        return word
    if _INTEGER.fullmatch(word):
        return integer(word)
    if _OCTAL.fullmatch(word) or _HEXADECIMAL.fullmatch(word):
        return integer(word, base=8 if word[1] == "o" else 16)
    if _DECIMAL.fullmatch(word):
        return decimal(word)
    if _NOT_FINITE.fullmatch(word):
        raise NotFiniteError(word)
    return word


def integer(word: str, *, base: int = 10) -> Integer:
    """
    Read a whole number.

    Args:
        word: Its spelling, known to be one.
        base: 8 after ``0o``, 16 after ``0x``, else 10.

    Returns:
        The number and its spelling.

    Raises:
        TooLargeError: It has more than 308 digits.
    """
    digits = word[2:] if base != 10 else word.lstrip("+-0")
    if len(digits.lstrip("0")) > _MOST_DIGITS:
        raise TooLargeError(word)
    sign = -1 if word.startswith("-") else 1
    return Integer(sign * int(digits or "0", base), word)


def decimal(word: str) -> Decimal:
    """
    Read a number with a decimal point or an exponent.

    Args:
        word: Its spelling, known to be one.

    Returns:
        The number and its spelling.

    Raises:
        TooLargeError: It is beyond about 1.8e308.
    """
    value = float(word)
    if math.isinf(value):
        raise TooLargeError(word)
    return Decimal(value, word)
