"""The rule of translations: item for item the same as the original.

Nothing in this module knows what the items say.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from minutebook.registry.finding import finding, where
from minutebook.registry.outline import SECTIONS
from minutebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Finding
    from minutebook.registry.facts import Facts
    from minutebook.registry.index import Index
    from minutebook.registry.member import Member

Step = tuple[int, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Translation:
    """A translation and the record that it says it is one of."""

    member: Member
    original: Member | None
    """``None`` where it is not among the records that were given, or has errors of its own."""
    differences: tuple[Finding, ...] = ()
    """Where the two are first not item for item the same; empty where they are."""


def translations_in(index: Index) -> Iterator[Translation]:
    """Give every translation with its original, in the order of their dates."""
    for member in index.sound:
        named = member.facts.translation_of
        if named is None:
            continue
        original = index.find(member, named.text)
        if original is member:
            continue
        found = () if original is None else _first_difference(member.facts, original.facts)
        yield Translation(member=member, original=original, differences=tuple(found))


def translations_are_alike(index: Index) -> Iterator[Finding]:
    """A translation has the sessions and items of its original, in the same order."""
    for translation in translations_in(index):
        yield from translation.differences


def _first_difference(facts: Facts, original: Facts) -> Iterator[Finding]:
    pairs = zip_longest(facts.outline.steps, original.outline.steps)
    at = next((number for number, (one, two) in enumerate(pairs) if one != two), None)
    if at is None:
        return
    spots = facts.outline.spots
    here = facts.outline.steps[at] if at < len(spots) else None
    spot = spots[min(at, len(spots) - 1)] if spots else facts.id.spot
    yield finding(
        facts,
        spot,
        "E616",
        _wording(here, original, at),
        hint="a translation has the sessions and items of its original in the same order, each "
        "of the same kind",
    )


def _wording(here: Step | None, original: Facts, at: int) -> str:
    key, steps = quoted(original.id.text), original.outline.steps
    if at >= len(steps):
        return f"{key} has ended, and the translation goes on with {_a(here)}"
    there, place = steps[at], where(original, original.outline.lines[at])
    if here is None:
        return f"the translation ends with this, and {key} goes on with {_a(there)} ({place})"
    if here[1] == there[1]:
        side = "in" if there[0] > here[0] else "out"
        return f"{_a(here)} stands here, which in {key} stands further {side} ({place})"
    return f"{_a(here)} stands here, and {_a(there)} in {key} ({place})"


def _a(step: Step | None) -> str:
    """Name a session in words, and an item by the key of its kind."""
    word = step[1] if step else ""
    return f"a {word}" if word in SECTIONS.values() else quoted(word)
