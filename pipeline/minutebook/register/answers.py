"""Answers: rows with a name for each column, and how one of them reads.

Nothing in this module knows a database or a format.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Value = str | int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What the register says to a question."""

    noun: str
    """What a row is, such as ``action``."""
    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]
    head: str
    """The column that a row begins with when it is read as text."""
    reference: str | None = None
    """The column that stands before it."""
    facts: dict[str, str] = field(default_factory=dict)
    """Columns that follow, and how each is worded; ``{}`` stands for the value."""
    note: str | None = None
    """What is said under an answer that was cut short."""

    def records(self) -> list[dict[str, Any]]:
        """Give each row by the names of its columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]
