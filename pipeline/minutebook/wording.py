"""Words for findings: values cut short, measured and made harmless, the nearest right spelling.

Nothing in this module knows the schema or a file.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minutebook.errors import Path

_LONGEST = 80
_MOST_KNOWN = 300
_INITIALS = range(2, 4)
"""How many letters initials have."""
_IN_CURLY = re.compile(
    "[\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}"
    "\N{LEFT SINGLE QUOTATION MARK}\N{SINGLE LOW-9 QUOTATION MARK}]"
    "(.+)[\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]",
    re.DOTALL,
)
_UNSEEN = "\N{REPLACEMENT CHARACTER}"
_NEAR = 0.7
"""How alike two words must be; below it, words of the same length with other letters come near."""


def cut(value: Any) -> str:
    """
    Show a value in one line.

    Args:
        value: As `minutebook.load` gives it.

    Returns:
        Its spelling with white space as single spaces, at most 80 characters.
    """
    text = str(value).lower() if isinstance(value, bool) else str(getattr(value, "spelling", value))
    # Enough for the line, whatever white space goes: a text may have megabytes.
    line = " ".join(text[: _LONGEST * 20].split())
    if not line.isprintable():
        line = "".join(char if char.isprintable() else _UNSEEN for char in line)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def printable(line: str) -> str:
    """Write words that came from outside so that they cannot move the cursor or change colours."""
    if line.isprintable():
        return line
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in line
    )


def quoted(value: Any) -> str:
    """Show a value as a literal."""
    return f"`{cut(value)}`"


def named(path: Path) -> str:
    """Name a place of a record: a key, an entry of a list, or the record."""
    if not path:
        return "the record"
    last = path[-1]
    if isinstance(last, str):
        return quoted(last)
    owner = next((step for step in reversed(path) if isinstance(step, str)), None)
    return f"entry {last + 1} of {quoted(owner)}" if owner else f"entry {last + 1}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """
    Find the known word that was probably meant.

    Args:
        word: As the author wrote it.
        known: The words that would be right, in their own order; only the first 300 are looked at.

    Returns:
        The nearest of them, letter case put aside; ``None`` where none is near.
    """
    if len(word) > _LONGEST:
        return None
    folded: dict[str, str] = {}
    for right in islice(known, _MOST_KNOWN):
        folded.setdefault(_fold(right), right)
    found = get_close_matches(_fold(word), folded, n=1, cutoff=_NEAR) or _initials(word, folded)
    return folded[found[0]] if found else None


def _initials(word: str, known: Iterable[str]) -> list[str]:
    """Find the one key that differs in one letter: of initials, one letter is half of the word."""
    short = _fold(word)
    found = [key for key in known if len(key) == len(short) in _INITIALS and _one_off(short, key)]
    return found if len(found) == 1 else []


def _one_off(one: str, other: str) -> bool:
    """Say whether one letter differs; another digit is another number, and no slip."""
    differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and "".join(differing[0]).isalpha()


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Word a hint that names the nearest known word, where there is one."""
    near = nearest(word, known)
    return None if near is None else f"did you mean {quoted(near)}?"


def uncurled(value: str) -> str | None:
    """Word a hint that takes curly quotes off a value, where it stands in them."""
    bare = _IN_CURLY.fullmatch(value.strip())
    if bare is None:
        return None
    return f"the curly quotes are read as part of the value: write {quoted(bare[1])} without them"


def one_of(values: Iterable[str], *, most: int = 20) -> str:
    """List the values that would be right; a long list is cut."""
    shown = [f"`{value}`" for value in values]
    if len(shown) > most:
        return f"one of {', '.join(shown[:most])} and {len(shown) - most} more"
    return shown[0] if len(shown) == 1 else f"one of {', '.join(shown)}"


def counted(number: int, noun: str, *, grouped: bool = False) -> str:
    """Write a count with its noun; its thousands are set off where it is *grouped*."""
    digits = f"{number:,}" if grouped else f"{number}"
    return f"{digits} {noun}" if number == 1 else f"{digits} {noun}s"


def joined(words: list[str]) -> str:
    """List words as a sentence does: commas between them, and an ``and`` before the last."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _fold(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")


_JOINER = "\N{ZERO WIDTH JOINER}"
_AS_EMOJI = "\N{VARIATION SELECTOR-16}"
_IN_SEQUENCE = re.compile("[\u200d\ufe0f\U0001f3fb-\U0001f3ff]")
_SEEN = frozenset(
    "\u00ad\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
"""Signs that are drawn although Unicode counts them among those that are not."""
_SYMBOLS = frozenset({"So", "Sm", "Po", "Nd"})
_WIDE = 2
_JOINED_JAMO = re.compile("[\u1160-\u11ff\ud7b0-\ud7ff]")
"""Vowels and finals of Korean, which are drawn into the syllable that they end."""


@lru_cache(maxsize=8192)
def width(text: str) -> int:
    """
    Count the columns that a text takes on a terminal.

    Source:
        UAX 11: wide and full-width characters take two, ambiguous ones one; marks on a letter and
        signs that are not seen take none. UTS 51: an emoji made of several is one, and takes two.
    """
    if text.isascii():
        return len(text)
    if not _IN_SEQUENCE.search(text):
        return sum(map(character_width, text))
    return sum(_widths_in_sequence(text))


def _widths_in_sequence(text: str) -> Iterator[int]:
    before, size = "", 0
    for character in text:
        own = character_width(character)
        if character == _AS_EMOJI:
            if size == 1 and (
                before == "\N{INFORMATION SOURCE}" or unicodedata.category(before) in _SYMBOLS
            ):
                own, size = 1, _WIDE
        elif size == _WIDE and (before == _JOINER or is_modifier(character)):
            own = 0  # drawn into the emoji before it
        else:
            size = own or size
        before = character
        yield own


def is_modifier(character: str) -> bool:
    """Say whether it changes the colour of the emoji before it."""
    return "\U0001f3fb" <= character <= "\U0001f3ff"


@lru_cache(maxsize=8192)
def character_width(character: str) -> int:
    """Count the columns that one character takes by itself."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 1 if character in _SEEN else 0
    if _JOINED_JAMO.match(character):
        return 0
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else 1
