"""
Signs that only look like YAML's: blanks that are no spaces, other dashes, wide colons.

Nothing in this module may know what a text means; where a sign stands, a reading says.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from minutebook.load.faults import Fault, quote
from minutebook.load.places import Lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from minutebook.load.reading import Reading

LIKE_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
"""What looks like a space and is none to YAML; it comes in with text copied from a page."""
_DASHES = "\u2010-\u2015\u2212\u2022\u25cf\u25aa\u25e6\u00b7\uff0d"
_COLONS = "\uff1a\ufe55\u2236"
_ANY = re.compile(f"[{LIKE_SPACES}{_DASHES}{_COLONS}]")
_FIRST = r"^[ \t]*(?:-[ \t]+)*"
_CANDIDATES = re.compile(
    rf"^[ \t]*(?P<indent>[{LIKE_SPACES}][{LIKE_SPACES} \t]*)(?=\S)"
    rf"|{_FIRST}-(?P<space>[{LIKE_SPACES}]+)(?=\S)"
    rf"|{_FIRST}(?P<dash>[{_DASHES}])(?=[ \t{LIKE_SPACES}])"
    rf"|{_FIRST}[a-z_]+[ \t]*(?P<colon>[{_COLONS}])",
    re.MULTILINE,
)
_KEY_OR_ITEM = re.compile(rf"[ \t{LIKE_SPACES}]*(?:-[ \t{LIKE_SPACES}]|[\w-]+:(?:\s|\Z))")
# As many as anybody will mend one by one, and what looking for them may cost: each character that
# is read counts as one.
_MOST_SIGNS = 200
_MOST_READINGS = 30
_MOST_WORK = 3_000_000


def begins_like_a_sign(text: str) -> bool:
    """Say whether words at the start of a line could be taken for signs that look like YAML's."""
    return not text.isascii() and _CANDIDATES.match(f"{text}: ") is not None


@dataclass(kw_only=True, slots=True)
class Ordinary:
    """A text with YAML's own signs in place of those that look like them, as long as before."""

    text: str
    faults: list[Fault] = field(default_factory=list)


def ordinary(text: str, read: Callable[[Lines], Reading]) -> Ordinary:
    """
    Put YAML's own signs in place of those that only look like them.

    Args:
        text: The text of a note.
        read: The reader of its form.

    Returns:
        The text, and a fault for each line that has such a sign where it cannot be part of words:
        in a key, or where reading stops.
    """
    mended = Ordinary(text=text)
    if text.isascii() or _ANY.search(text) is None:
        return mended
    waiting = list(islice(_CANDIDATES.finditer(text), _MOST_SIGNS))
    for _ in range(max(2, min(_MOST_READINGS, _MOST_WORK // len(text)))):
        if not waiting:
            break
        reading = read(Lines(text=mended.text))
        wrong = [match for match in waiting if _is_wrong(match, reading)]
        if not wrong:
            break
        for match in wrong:
            mended.faults.append(_fault(match, text))
            mended.text = _in_place(match, mended.text)
        waiting = [match for match in waiting if match not in wrong]
    return mended


def _is_wrong(match: re.Match[str], reading: Reading) -> bool:
    """Say whether a sign is no part of words, as far as the text has been read."""
    kind = match.lastgroup or ""
    at, lines = match.start(kind), reading.positions.lines
    if reading.stop is not None:
        stop = lines.start(reading.stop.fault.index)
        if lines.start(at) >= stop:
            is_before = kind in ("indent", "space") or reading.stop.fault.index <= at
            return lines.start(at) == stop and is_before
    chain = reading.positions.around(at)
    if not chain:
        return False
    node = chain[-1][1]
    if node.key <= at < node.key_end:
        return True
    is_plain = node.children is None and node.style == "" and node.start <= at < node.end
    if kind == "colon":  # in front of a value that begins on a line of its own
        return is_plain and lines.start(node.key) < lines.start(node.start) == lines.start(at)
    looks = kind != "dash" and _KEY_OR_ITEM.match(lines.text, lines.start(at)) is not None
    return is_plain and looks and lines.start(node.start) < lines.start(at)


def _in_place(match: re.Match[str], text: str) -> str:
    kind = match.lastgroup or ""
    start, end = match.span(kind)
    sign = {"dash": "-", "colon": ":"}.get(kind, " ")
    # A blank beside the sign that is no space either would be the next thing in the way.
    beside = text[end : end + 1]
    if kind in ("dash", "colon") and re.match(f"[{LIKE_SPACES}]", beside):
        return f"{text[:start]}{sign} {text[end + 1 :]}"
    return f"{text[:start]}{sign * (end - start)}{text[end:]}"


def _fault(match: re.Match[str], text: str) -> Fault:
    kind = match.lastgroup or ""
    start, end = match.span(kind)
    char = next(char for char in text[start:end] if char not in " \t")
    return Fault(code="E150", index=start, end=end, message=_said(kind, char), hint=_HINTS[kind])


def _said(kind: str, char: str) -> str:
    name = f"U+{ord(char):04X}, {unicodedata.name(char, 'a sign without a name').lower()}"
    return {
        "indent": f"the line is set in with a blank that is no space ({name})",
        "space": f"what stands after the dash looks like a space and is none ({name})",
        "dash": f"{quote(char)} is no dash that begins an item ({name})",
        "colon": f"{quote(char)} is no colon that ends a key ({name})",
    }[kind]


_HINTS = {
    "indent": "put ordinary spaces in its place",
    "space": "put an ordinary space in its place",
    "dash": "write `-` and a space in its place",
    "colon": "write `:` and a space in its place",
}


def without_followers(faults: list[Fault], lines: Lines) -> Iterator[Fault]:
    """
    Leave out what only follows from a sign that looks like another.

    Args:
        faults: All faults of a text.
        lines: The text.
    """
    known = sorted(lines.number(fault.index) for fault in faults if fault.code == "E150")
    for fault in faults:
        line = lines.number(fault.index)
        at = bisect_left(known, line)
        is_same = at < len(known) and known[at] == line
        if not (is_same and fault.code in ("E122", "E125")):
            yield fault
