"""Rules of people: from meeting to meeting of one series a key means one person.

Nothing in this module knows a person's name in any language: it compares spellings only.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from minutebook.registry.finding import finding, where
from minutebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Finding
    from minutebook.registry.facts import Facts, Person
    from minutebook.registry.index import Index
    from minutebook.registry.member import Line

_WORD = re.compile(r"\w+")
_MOST = 8
"""How many people one key is compared with; a key that means more is nobody's own."""

Name = tuple[str, ...]


def keys_mean_one_person(index: Index) -> Iterator[Finding]:
    """A key does not mean another person than in an earlier meeting of the series."""
    known: dict[tuple[Line, str], list[tuple[Facts, Person, frozenset[Name]]]] = {}
    for member in index.sound:
        line = member.line
        for person in member.facts.people if line else ():
            # `chair: Ann Okoro` is whoever is in the chair that day.
            if line is None or person.key.text.casefold() == person.role:
                continue
            same = known.setdefault((line, person.key.text.casefold()), [])
            names = _names(person)
            if any(_is_same(names, other) for *_, other in same):
                continue
            if same:
                yield _another(member.facts, person, *same[-1][:2])
            if len(same) < _MOST:
                same.append((member.facts, person, names))


def _another(facts: Facts, person: Person, earlier: Facts, other: Person) -> Finding:
    key = person.key
    return finding(
        facts,
        key.spot,
        "E613",
        f"{quoted(key.text)} is {quoted(person.name)} here, and {quoted(other.name)} in "
        f"{where(earlier, other.key.spot.line)}",
        hint="give one of the two another key; if it is one person, write the other name "
        "under `aliases`",
    )


def _names(person: Person) -> frozenset[Name]:
    return frozenset(_words(name) for name in (person.name, *person.aliases))


@lru_cache(maxsize=4096)
def _words(name: str) -> Name:
    """Cut a name into words, accents and letter case put aside."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(_WORD.findall(bare))


def _is_same(names: frozenset[Name], others: frozenset[Name]) -> bool:
    if not names.isdisjoint(others):
        return True
    return any(_is_fuller(one, two) or _is_fuller(two, one) for one in names for two in others)


def _is_fuller(full: Name, short: Name) -> bool:
    """Say whether one name is the other with more: a title, a middle name, a full first name."""
    rest = iter(full)
    return bool(short) and all(any(_stands_for(word, other) for other in rest) for word in short)


def _stands_for(short: str, word: str) -> bool:
    return short == word or (len(short) == 1 and word.startswith(short))
