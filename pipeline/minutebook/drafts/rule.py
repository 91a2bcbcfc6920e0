"""What a rule is: what it looks for, what it makes, how sure it is, and examples of it.

Nothing in this module reads a source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One rule."""

    name: str
    languages: str
    """The codes of the word lists that it uses; ``any`` where it uses none."""
    looks_for: str
    makes: str
    """The field or the kind of item."""
    confidence: float
    """1 where the source says what it is; less where it is guessed."""
    examples: tuple[tuple[str, str, Any], ...]
    """The text of a note, a field's path, and what is there; a path may count list entries."""


_ALL = "en, cy, fr, de"


def rule(
    name: str,
    confidence: float,
    looks_for: str,
    makes: str,
    *examples: tuple[str, str, Any],
    languages: str = _ALL,
) -> Rule:
    """Write a line of the table; by default all word lists serve it."""
    return Rule(
        name=name,
        languages=languages,
        looks_for=looks_for,
        makes=makes,
        confidence=confidence,
        examples=examples,
    )


HEAD = "# Parks meeting\n\nDate: 5 March 2026\n\n"
PEOPLE = f"{HEAD}## Present\n\n- Jo Marsh (JM)\n- Asha Patel (AP)\n\n"
"""How the examples begin."""
