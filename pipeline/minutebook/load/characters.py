"""
From bytes to text: the encoding, and the characters that a note cannot hold.

Nothing in this module may know what the text says.

Source:
    XML 1.0 (fifth edition), production 2; YAML 1.2.2, section 5.1; RFC 3629.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from minutebook.errors import MOST_OF_A_KIND
from minutebook.load.faults import Fault, Faults

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 10_000_000
"""The largest note that is read."""

Form = Literal["yaml", "json"]
"""What a note is written in."""

# Between these shares of zero bytes a text is likely to have four bytes a character.
_FEW, _MANY = 0.6, 0.8
# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff"
# libyaml takes the separators for line ends and refuses U+007F and U+0080 to U+009F.
_SEPARATORS = "\x85\u2028\u2029"
_STAND_IN = "\N{REPLACEMENT CHARACTER}"
_SUSPECTS = {
    "yaml": (
        ("E107", re.compile(f"[{_SEPARATORS}]"), " "),
        ("E106", re.compile(rf"[{_CONTROLS}\x7f-\x84\x86-\x9f]"), _STAND_IN),
    ),
    "json": (("E106", re.compile(rf"[{_CONTROLS}]"), _STAND_IN),),
}
_UNHOLDABLE = re.compile(rf"[{_CONTROLS}\ud800-\udfff]")
_CONTROL = re.compile(f"[{_CONTROLS}]")
_HALVES = re.compile(r"[\ud800-\udfff]")
_SEPARATOR = re.compile(f"[{_SEPARATORS}]")
_SAVE_AS = "save the file again with the encoding UTF-8"


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A text, and what was wrong on the way to it."""

    text: str
    """Without a byte order mark, line ends as in the file; empty where it is not known."""
    faults: tuple[Fault, ...] = ()
    """In the order of the text."""
    is_readable: bool = True
    """Whether it makes sense to read on."""


def decode(data: bytes) -> Text:
    """
    Turn the bytes of a note into text.

    Args:
        data: The whole file; may be empty or anything at all.

    Returns:
        The text. If it is not readable, there is one fault that says why.
    """
    if len(data) > MOST_BYTES:
        return _unreadable(_too_large(len(data)))
    encoding = _other_encoding(data)
    if encoding:
        return _unreadable(_not_utf8(encoding))
    try:
        return Text(text=data.decode("utf-8").lstrip("\ufeff"))
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").lstrip("\ufeff")
        return Text(
            text=data.decode("utf-8", "replace").lstrip("\ufeff"),
            faults=(_bad_byte(len(before), data[error.start]),),
            is_readable=False,
        )


def clean(text: str, *, form: Form) -> Text:
    """
    Find the characters that a note cannot hold, and put harmless ones in their place.

    Args:
        text: The text of a note.
        form: What it is written in: JSON allows more characters between quotes.

    Returns:
        A text of the same length, so that every index stays true, and a fault a character.
    """
    if text.replace("\n", " ").isprintable():
        return Text(text=text)  # all that is looked for is not; this takes a tenth of the time
    faults = Faults()
    for code, suspects, stand_in in _SUSPECTS[form]:
        for match in islice(suspects.finditer(text), MOST_OF_A_KIND + 1):
            if faults.wants(code, match.start()):
                faults.kept.append(_bad_character(match.start(), match.group()))
        text, count = suspects.subn(stand_in, text)
        faults.add_uncounted(code, count - MOST_OF_A_KIND - 1)
    return Text(text=text, faults=faults.all())


def unholdable(value: str) -> Iterator[tuple[int, str]]:
    """Find the characters of a value, with their offsets, that XML cannot hold."""
    return ((match.start(), match.group()) for match in _UNHOLDABLE.finditer(value))


def separators(value: str) -> Iterator[tuple[int, str]]:
    """Find the invisible line separators of a value, with their offsets."""
    return ((match.start(), match.group()) for match in _SEPARATOR.finditer(value))


def replace_unholdable(value: str) -> tuple[str, dict[str, int]]:
    """Put U+FFFD in place of the characters that XML cannot hold; also count them by code."""
    value, halves = _HALVES.subn(_STAND_IN, value)
    value, controls = _CONTROL.subn(_STAND_IN, value)
    return value, {"E106": controls, "E108": halves}


def code_point(char: str) -> str:
    """Write a character that cannot be shown, such as ``U+0007``."""
    return f"U+{ord(char):04X}"


def _unreadable(fault: Fault) -> Text:
    return Text(text="", faults=(fault,), is_readable=False)


def _other_encoding(data: bytes) -> str | None:
    """Recognise UTF-16 and UTF-32 by their marks, or by the zero bytes of plain letters."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    start = data[:400]
    odd, even = start[1::2].count(0), start[::2].count(0)
    share = (odd + even) / max(len(start), 4)
    if _FEW < share < _MANY and odd and even:
        return "UTF-32"
    return "UTF-16" if share > _FEW / 2 and not (odd and even) else None


def _too_large(size: int) -> Fault:
    return Fault(
        code="E101",
        index=0,
        message=f"the file has {size / 1_000_000:.1f} MB, and a note may have 10 MB at most",
        hint="keep papers and recordings in files of their own and name them under `papers`",
    )


def _not_utf8(encoding: str) -> Fault:
    return Fault(
        code="E102",
        index=0,
        message=f"the file is written in {encoding}, and a note is written in UTF-8",
        hint=_SAVE_AS,
    )


def _bad_byte(index: int, byte: int) -> Fault:
    guess = bytes([byte]).decode("cp1252", "replace")
    meant = f"; in a file saved as Windows-1252 it would be `{guess}`" if guess.isalpha() else ""
    return Fault(
        code="E103",
        index=index,
        message=f"the byte {byte:02X} here is not UTF-8{meant}",
        hint=_SAVE_AS,
    )


def _bad_character(index: int, char: str) -> Fault:
    if char in _SEPARATORS:
        return Fault(
            code="E107",
            index=index,
            message=f"an invisible line separator, {code_point(char)}, stands here",
            hint="delete it, and press Enter where a new line is meant",
        )
    return Fault(
        code="E106",
        index=index,
        message=f"an invisible control character, {code_point(char)}, stands here",
        hint="delete it: it often comes in with text copied from another program",
    )
