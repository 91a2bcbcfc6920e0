"""Data as JSON: two spaces a level, numbers as they were spelled.

Nothing in this module knows the schema.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEP = "  "
_HIDDEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
"""Characters that JSON may hold and an editor may take for something else."""


def write_json(data: Any) -> str:
    """
    Write data as JSON.

    Args:
        data: Keys to text, numbers, ``True``/``False``, ``None``, lists and more such data.

    Returns:
        Text that `minutebook.load` reads back as the same data, numbers as they were spelled; it
        ends with a line end.
    """
    return "".join(_value(data, "\n")) + "\n"


def _value(value: Any, line: str) -> Iterator[str]:
    if isinstance(value, dict) and value:
        yield "{"
        yield from _entries(((f"{_text(key)}: ", entry) for key, entry in value.items()), line)
        yield f"{line}}}"
    elif isinstance(value, list) and value:
        yield "["
        yield from _entries((("", entry) for entry in value), line)
        yield f"{line}]"
    elif isinstance(value, str):
        yield _text(value)
    else:
        yield getattr(value, "spelling", None) or json.dumps(value)


def _entries(entries: Iterator[tuple[str, Any]], line: str) -> Iterator[str]:
    comma = ""
    for opening, value in entries:
        yield f"{comma}{line}{_STEP}{opening}"
        yield from _value(value, line + _STEP)
        comma = ","


def _text(text: str) -> str:
    return _HIDDEN.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))
