"""What was recognised in a source, by which rule, from which line; and what became of its words.

Nothing in this module reads a source.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Fate = Literal["moved", "data", "label", "page", "hidden"]
"""`moved` to its own place, spelled as `data`, a `label` that a field's name says, furniture of the
`page`, or `hidden` from a reader of the file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One thing that a rule recognised."""

    rule: str
    field: str
    """Such as ``meeting.date``."""
    value: str
    line: int
    evidence: str
    """The source's words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Aside:
    """Words of a source that do not stand in their place in the record's text."""

    line: int
    text: str
    fate: Fate
    became: str
    """Where they are, or what is made of them."""


@dataclass(kw_only=True, slots=True)
class Ledger:
    """What is gathered while a source is read."""

    min_confidence: float
    facts: list[Fact] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    listed: list[tuple[int, str]] = field(default_factory=list)
    """Tracked changes and comments, with their lines."""
    checks: list[tuple[int, str]] = field(default_factory=list)
    """What a person should look at: the line, and what about it."""

    def wants(self, rule: str) -> bool:
        """
        Say whether a rule is sure enough for this import.

        Args:
            rule: Its name.
        """
        from minutebook.drafts.rules import RULES

        return RULES[rule].confidence >= self.min_confidence

    def fact(self, rule: str, where: str, value: str, line: int, evidence: str) -> None:
        """Note what a rule recognised."""
        self.facts.append(
            Fact(rule=rule, field=where, value=value, line=line, evidence=evidence.strip())
        )

    def aside(self, line: int, text: str, fate: Fate, became: str) -> None:
        """Note what became of words that leave their place."""
        if text.strip():
            self.asides.append(Aside(line=line, text=text.strip(), fate=fate, became=became))

    def check(self, line: int, words: str) -> None:
        """Note what a person should look at."""
        if (line, words) not in self.checks:
            self.checks.append((line, words))
