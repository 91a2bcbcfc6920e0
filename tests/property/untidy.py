"""A note as many hands may have left it: keys in any order, any style, comments everywhere.

It tells which comments it wrote, so that nothing has to be taken from the program under test.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from minutebook.yaml_text import _quote, is_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = (
    "why not",
    "ask #7",
    "- no: item",
    '"quoted',
    "key: value",
    "é ü 😀",
    "| bar",
    "#",
    "x" * 90,
)


@dataclass
class _Untidy:
    """Writes data as untidy YAML."""

    chance: random.Random
    comments: list[str] = field(default_factory=list)
    """Each comment that was written."""

    def note(self, data: dict[str, Any]) -> str:
        """Write a whole note."""
        lines = [*self._standing(0, 0.3), *(["---"] if self._maybe(0.2) else [])]
        lines += self._standing(0, 0.3)
        if self._maybe(0.1):
            lines.append(self._flow(data, 0) + self._behind(0.3))
        else:
            lines += self._block(data, 0)
        lines += self._standing(0, 0.3)
        return self.chance.choice(("\n", "\r\n")).join([*lines, ""])

    def _maybe(self, share: float) -> bool:
        return self.chance.random() < share

    def _comment(self) -> str:
        text = f"# {self.chance.choice(_WORDS)} {len(self.comments)}"
        self.comments.append(text)
        return text

    def _behind(self, share: float) -> str:
        return " " * self.chance.choice((1, 2, 9)) + self._comment() if self._maybe(share) else ""

    def _standing(self, indent: int, share: float = 0.15) -> Iterator[str]:
        """Give lines that say nothing."""
        while self._maybe(share):
            pad = " " * self.chance.choice((0, indent))
            yield pad + (self._comment() if self._maybe(0.7) else "")

    def _block(self, data: dict[str, Any], indent: int, *, hyphen: str = "") -> list[str]:
        """Write keys; *hyphen* is what the first line begins with."""
        lines: list[str] = []
        entries = list(data.items())
        if self._maybe(0.5):
            self.chance.shuffle(entries)
        for number, (key, value) in enumerate(entries):
            opening = hyphen if hyphen and not number else " " * indent
            lines += self._standing(indent) if number or not hyphen else []
            lines += self._entry(f"{opening}{self._word(key)}:", value, indent)
        return lines + ([" " * indent + self._comment()] if self._maybe(0.1) else [])

    def _entry(self, opening: str, value: Any, indent: int) -> list[str]:
        deeper = indent + self.chance.choice((1, 2, 4))
        if isinstance(value, dict) and value and not self._maybe(0.2):
            return [opening + self._behind(0.1), *self._block(value, deeper)]
        if isinstance(value, list) and value and not self._maybe(0.3):
            at = indent if opening.endswith(":") and self._maybe(0.3) else deeper
            return [opening + self._behind(0.1), *self._list(value, at)]
        if isinstance(value, dict | list):
            return [f"{opening} {self._flow(value, deeper)}{self._behind(0.1)}"]
        return self._scalar(opening, value, deeper)

    def _list(self, values: list[Any], indent: int) -> list[str]:
        lines: list[str] = []
        pad = " " * indent
        for value in values:
            lines += self._standing(indent)
            if isinstance(value, dict) and value and self._maybe(0.7):
                width = self.chance.choice((1, 1, 3))
                hyphen = f"{pad}-{' ' * width}"
                lines += self._block(value, indent + 1 + width, hyphen=hyphen)
            else:
                lines += self._entry(f"{pad}-", value, indent)
        return lines

    def _scalar(self, opening: str, value: Any, deeper: int) -> list[str]:
        pad = " " * deeper
        if isinstance(value, str) and _can_stand_below(value) and self._maybe(0.5):
            mark = "|" if value.endswith("\n") else "|-"
            body = value.removesuffix("\n").split("\n")
            lines = [pad + line if line else "" for line in body]
            return [
                f"{opening} {mark}{self._behind(0.1)}",
                *lines,
                *[""] * self.chance.choice((0, 2)),
            ]
        if self._maybe(0.1):
            lines = [opening + self._behind(0.3), *self._standing(deeper)]
            return [*lines, pad + self._word(value) + self._behind(0.1)]
        return [f"{opening} {self._word(value)}{self._behind(0.1)}"]

    def _flow(self, value: Any, indent: int) -> str:
        """Write a value in brackets, on one line or several."""
        if not isinstance(value, dict | list):
            return self._word(value, in_flow=True)
        if isinstance(value, list):
            left, right = "[]"
            entries = [self._flow(entry, indent) for entry in value]
        else:
            left, right = "{}"
            pairs = value.items()
            entries = [f"{self._word(k, in_flow=True)}: {self._flow(v, indent)}" for k, v in pairs]
        if self._maybe(0.6):
            return left + ", ".join(entries) + right
        line = "\n" + " " * (indent + 1)
        parts = [f"{line}{entry},{self._behind(0.2)}" for entry in entries]
        return f"{left}{self._behind(0.2)}{''.join(parts)}{line}{right}"

    def _word(self, value: Any, *, in_flow: bool = False) -> str:
        if not isinstance(value, str):
            return str(getattr(value, "spelling", json.dumps(value)))
        is_odd = in_flow and any(char in ",[]{}?:" for char in value)
        if is_plain(value) and not is_odd and self._maybe(0.7):
            return value
        if value.isprintable() and self._maybe(0.5):
            return "'" + value.replace("'", "''") + "'"
        return _quote(value)


def _can_stand_below(text: str) -> bool:
    """Say whether text can be written after a bar."""
    lines = text.removesuffix("\n").split("\n")
    plain = all(line.isprintable() and line == line.strip(" ") for line in lines)
    return plain and bool(lines[0]) and bool(lines[-1])


def untidy(data: dict[str, Any], seed: int) -> tuple[str, list[str]]:
    """
    Write a note as many hands may have left it.

    Args:
        data: An author's data.
        seed: Decides on everything else.

    Returns:
        The note, and each of its comments.
    """
    writer = _Untidy(random.Random(seed))
    return writer.note(data), writer.comments
