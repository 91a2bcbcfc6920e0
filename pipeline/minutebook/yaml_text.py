"""Data as the YAML an author would write: block style, prose after ``|``, quotes only where needed.

Nothing in this module knows the schema.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from minutebook.load.scalars import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEP = "  "
_WIDEST_PLAIN = 90
_LONGEST_KEY = 1000
"""YAML takes no more than 1024 characters before the colon of a key, but after a question mark."""
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]"
)
_DOUBTFUL = re.compile(r":[ \t]|[ \t]#|\n|^(---|\.\.\.)([ \t]|$)")
_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@` \t=<~")
"""What a plain word is not begun with here; some would be sound, none is worth a doubt."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def write_yaml(data: dict[str, Any], *, heading: str = "") -> str:
    """
    Write data as YAML.

    Args:
        data: Keys to text, numbers, ``True``/``False``, ``None``, lists and more such data.
        heading: Comment lines to stand before it, each beginning with ``#``.

    Returns:
        Text that `minutebook.load` reads back as the same data, numbers as they were spelled.
    """
    lines = [*heading.splitlines(), *_block(data, "")]
    return "\n".join(lines) + "\n"


def _block(data: dict[str, Any], pad: str) -> Iterator[str]:
    for key, value in data.items():
        written = _key(key)
        if len(written) > _LONGEST_KEY:
            yield f"{pad}? {written}"
            written = ""
        yield from _entry(f"{pad}{written}:", value, pad)


def _entry(opening: str, value: Any, pad: str) -> Iterator[str]:
    """Write a value after its key, or below it where it takes several lines."""
    if isinstance(value, dict) and value:
        yield opening
        yield from _block(value, pad + _STEP)
    elif isinstance(value, list) and value:
        yield opening
        yield from _list(value, pad + _STEP)
    else:
        yield from _value(opening, value, pad)


def _list(values: list[Any], pad: str) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict) and value:
            # The first key stands behind the hyphen, the others below it.
            first, *others = _block(value, pad + _STEP)
            yield f"{pad}- {first[len(pad + _STEP) :]}"
            yield from others
        elif isinstance(value, list) and value:
            yield f"{pad}-"
            yield from _list(value, pad + _STEP)
        else:
            yield from _value(f"{pad}-", value, pad)


def _value(opening: str, value: Any, pad: str) -> Iterator[str]:
    if isinstance(value, str) and _wants_bar(value):
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
        return value if _is_plain(value) else _quote(value)
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    return str(getattr(value, "spelling", value))


def _key(key: str) -> str:
    return key if _is_plain(key) and len(key) <= _WIDEST_PLAIN else _quote(key)


def _is_plain(text: str) -> bool:
    """Say whether text without quotes reads back as the same text."""
    return (
        bool(text)
        and text[0] not in _FIRST
        and text[-1] not in " \t:"
        and not _DOUBTFUL.search(text)
        and not _UNPRINTABLE.search(text)
        and _stays_text(text)
    )


def _stays_text(text: str) -> bool:
    try:
        return isinstance(resolve(text), str)
    except ValueError:
        return False


def _wants_bar(text: str) -> bool:
    """Say whether text is better and can be written after ``|``."""
    if "\n" not in text and len(text) <= _WIDEST_PLAIN:
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
