"""Data as the YAML an author would write: block style, prose after ``|``, quotes only where needed.

Nothing in this module knows the schema.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from minutebook.load.comments import Comments
from minutebook.load.lookalikes import begins_like_a_sign
from minutebook.load.scalars import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minutebook.errors import Path
    from minutebook.load.comments import Trailing

_STEP = "  "
WIDEST_PLAIN = 90
"""The longest text that is written without quotes on the line of its key."""
_LONGEST_KEY = 1000
"""YAML takes no more than 1024 characters before the colon of a key, but after a question mark."""
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]"
)
_DOUBTFUL = re.compile(r":[ \t]|[ \t]#|\n|^(---|\.\.\.)([ \t]|$)")
_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@` \t=<~")
"""What a plain word is not begun with here; some would be sound, none is worth a doubt."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


class Row(list[Any]):
    """A list of single words, to be written in brackets on the line of its key."""


def write_yaml(data: dict[str, Any], *, heading: str = "", comments: Comments | None = None) -> str:
    """
    Write data as YAML.

    Args:
        data: Keys to text, numbers, ``True``/``False``, ``None``, lists and more such data.
        heading: Comment lines to stand before it, each beginning with ``#``.
        comments: What else is to be written beside the data, by its paths.

    Returns:
        Text that `minutebook.load` reads back as the same data, numbers as they were spelled, and
        in which `minutebook.load.comments` finds the same comments.
    """
    lines = [*heading.splitlines(), *_Writer(comments or Comments()).note(data)]
    return "\n".join(lines) + "\n"


class _Writer:
    """Writes data with the comments that belong to it."""

    def __init__(self, comments: Comments) -> None:
        self._comments = comments
        self._inside = comments.inside()

    def note(self, data: dict[str, Any]) -> Iterator[str]:
        """Write a whole note."""
        yield from _standing(self._comments.header, "", is_first=True)
        yield from self._block(data, (), "")

    def _block(
        self, data: dict[str, Any], path: Path, pad: str, *, is_item: bool = False
    ) -> Iterator[str]:
        for number, (key, value) in enumerate(data.items()):
            here = (*path, key)
            if number or not is_item:
                yield from _standing(self._above(here, value), pad, is_first=not number)
            written = _key(key)
            if len(written) > _LONGEST_KEY:
                yield f"{pad}? {written}"
                written = ""
            yield from self._entry(f"{pad}{written}:", value, here, pad)
        yield from self._end(path, pad)

    def _entry(self, opening: str, value: Any, path: Path, pad: str) -> Iterator[str]:
        """Write a value after its key, or below it where it takes several lines."""
        behind = [] if self._moves_up(path, value) else self._comments.at(path).trailing
        behind = behind[:1] if _stands_below(value) else behind
        if not self._has_entries(value, path):
            first, *others = _value(opening, value, pad)
            yield from _with_trailing(first, behind)
            yield from others
            return
        yield from _with_trailing(opening, behind)
        if isinstance(value, dict):
            yield from self._block(value, path, pad + _STEP)
        else:
            yield from self._list(value, path, pad + _STEP)

    def _list(
        self, values: list[Any], path: Path, pad: str, *, is_item: bool = False
    ) -> Iterator[str]:
        for number, value in enumerate(values):
            here = (*path, number)
            if number or not is_item:
                yield from _standing(self._above(here, value), pad, is_first=not number)
            if not self._has_entries(value, here):
                yield from self._entry(f"{pad}-", value, here, pad)
            elif isinstance(value, dict):
                # The first key stands behind the hyphen, the others below it.
                first, *others = self._block(value, here, pad + _STEP, is_item=True)
                yield f"{pad}- {first[len(pad + _STEP) :]}"
                yield from others
            else:
                yield f"{pad}-"
                yield from self._list(value, here, pad + _STEP, is_item=True)
        yield from self._end(path, pad)

    def _end(self, path: Path, pad: str) -> Iterator[str]:
        """Write the comments after the last entry."""
        texts = self._comments.at(path).end
        while texts and not texts[-1]:
            texts = texts[:-1]
        yield from _standing(texts, pad, is_first=False)

    def _above(self, path: Path, value: Any) -> list[str]:
        """List what is to stand above an entry, and above the first key of an item."""
        attached = self._comments.at(path)
        above = list(attached.above)
        if self._moves_up(path, value):
            above += [trailing.text for trailing in attached.trailing]
        elif _stands_below(value):
            # Behind the bar there is room for one; on the next line it would be text.
            above += [trailing.text for trailing in attached.trailing[1:]]
        if isinstance(path[-1], int) and self._has_entries(value, path):
            key = 0 if isinstance(value, list) else next(iter(value))
            above += self._above((*path, key), value[key])
        return above

    def _moves_up(self, path: Path, value: Any) -> bool:
        """Say whether the comment of a line has no place on it."""
        if not self._comments.at(path).trailing:
            return False
        if isinstance(path[-1], int):
            return self._has_entries(value, path)
        return len(_key(str(path[-1]))) > _LONGEST_KEY

    def _has_entries(self, value: Any, path: Path) -> bool:
        """Say whether a value is written below its key, entry by entry."""
        if isinstance(value, Row) and path not in self._inside:
            return False
        return isinstance(value, dict | list) and bool(value)


def _standing(texts: Sequence[str], pad: str, *, is_first: bool) -> Iterator[str]:
    """Write comments on lines of their own; of empty lines one, and none where a block begins."""
    last = "" if is_first else None
    for text in texts:
        if text or last != "":
            yield f"{pad}{text}" if text else ""
        last = text


def _with_trailing(line: str, behind: Sequence[Trailing]) -> Iterator[str]:
    """Write a comment behind a line, in its own column where there is room."""
    if not behind:
        yield line
        return
    first, *others = behind
    column = len(line) + 1 if first.is_close else max(first.column, len(line) + 2)
    yield f"{line:{column}}{first.text}"
    yield from (f"{'':{column}}{other.text}" for other in others)


def _value(opening: str, value: Any, pad: str) -> Iterator[str]:
    if _stands_below(value):
        yield f"{opening} |-" if not value.endswith("\n") else f"{opening} |"
        for line in value.removesuffix("\n").split("\n"):
            yield f"{pad}{_STEP}{line}" if line else ""
    else:
        yield f"{opening} {_scalar(value)}"


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if is_plain(value) else _quote(value)
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, list):
        return f"[{', '.join(value)}]"
    return str(getattr(value, "spelling", value))


def _key(key: str) -> str:
    return key if is_plain(key) and len(key) <= WIDEST_PLAIN else _quote(key)


def is_plain(text: str) -> bool:
    """Say whether text without quotes reads back as the same text."""
    return (
        bool(text)
        and text[0] not in _FIRST
        and text[-1] not in " \t:"
        and not _DOUBTFUL.search(text)
        and not _UNPRINTABLE.search(text)
        and not begins_like_a_sign(text)
        and _stays_text(text)
    )


def _stays_text(text: str) -> bool:
    try:
        return isinstance(resolve(text), str)
    except ValueError:
        return False


def _stands_below(value: Any) -> bool:
    return isinstance(value, str) and _wants_bar(value)


def _wants_bar(text: str) -> bool:
    """Say whether text is better and can be written after ``|``."""
    if "\n" not in text and len(text) <= WIDEST_PLAIN:
        return False
    lines = text.removesuffix("\n").split("\n")
    # A first line with a space before it, or empty, would need an indentation indicator; blank
    # lines at the end and lines of spaces only are read differently by readers.
    return (
        not _UNPRINTABLE.search(text)
        and lines[0][:1] not in {"", " ", "\t"}
        and lines[-1].strip(" \t") != ""
        and all(line.strip(" \t") or not line for line in lines)
    )


def _quote(text: str) -> str:
    escaped = "".join(_ESCAPES.get(char, char) for char in text)
    return '"' + _UNPRINTABLE.sub(_escape, escaped) + '"'


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"
