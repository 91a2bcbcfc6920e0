"""The people of a meeting: who each is, under which key, and which words mean whom.

Nothing in this module knows where in a source people are named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from anyascii import anyascii

_KEY = re.compile(r"[^A-Za-z0-9_-]+")
_INITIALS = re.compile(r"[A-Z][A-Za-z]{0,2}[A-Z][a-z]?|[A-Z]{2,4}")


@dataclass(kw_only=True, slots=True)
class Person:
    """Somebody at, or missing from, a meeting."""

    name: str
    line: int
    text: str = ""
    """The words that the source has of the person."""
    initials: str = ""
    role: str = ""
    post: str = ""
    organisation: str = ""
    handle: str = ""
    attendance: str = ""
    medium: str = ""
    proxy: str = ""
    note: str = ""
    rule: str = ""
    aliases: dict[str, None] = field(default_factory=dict)
    """Other words for the person, in their order."""
    spelled: list[str] = field(default_factory=list)
    """Words of the source that became `attendance`, `medium` or `role`."""

    def take(self, other: Person) -> None:
        """Take over what another mention of the same person says."""
        for key in ("initials", "role", "post", "organisation", "handle", "attendance", "medium"):
            if not getattr(self, key):
                setattr(self, key, getattr(other, key))
        self.proxy = self.proxy or other.proxy
        if other.note and other.note not in self.note:
            self.note = " ".join(filter(None, (self.note, other.note)))


class Roster:
    """Everybody who is named, each once."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.others: list[tuple[str, int, int]] = []
        """Those who are counted and not named: who, how many, the line."""
        self._cache: dict[str, Person | None] = {}

    def add(self, person: Person) -> Person:
        """
        Take in a person.

        Args:
            person: Who may be there already under the same name.

        Returns:
            The one person of that name.
        """
        self._cache.clear()
        there = self.find(person.name)
        if there is not None and (
            there.name.casefold() == person.name.casefold() or not person.attendance
        ):
            there.take(person)
            return there
        self.people.append(person)
        self._cache.clear()
        return person

    def find(self, words: str) -> Person | None:
        """
        Find whom a few words mean.

        Args:
            words: A name, a part of one, initials or a handle.

        Returns:
            The person, where it can be nobody else.
        """
        wanted = " ".join(words.strip(" @<>*.").split()).casefold()
        if wanted not in self._cache:
            self._cache[wanted] = self._found(wanted) if wanted else None
        return self._cache[wanted]

    def known_as(self, words: str) -> Person | None:
        """
        Find whom a few words mean, and note them where nothing else of the person has them.

        Args:
            words: As for `find`; they leave the text.
        """
        person = self.find(words)
        if person is not None:
            told = f"{person.name} {person.initials} {person.handle} {person.post}".casefold()
            alias = " ".join(words.strip(" @<>*.").split())
            known = set(re.findall(r"\w+", told))
            if not set(re.findall(r"\w+", alias.casefold())) <= known:
                person.aliases[alias] = None
        return person

    def _found(self, wanted: str) -> Person | None:
        for names in (_exact, _first, _squeezed, _last, _initials_of, _post):
            found = [person for person in self.people if wanted in names(person)]
            if len(found) == 1:
                return found[0]
            if found:
                return None
        nearly = [person for person in self.people if _is_near(wanted, person)]
        return nearly[0] if len(nearly) == 1 else None

    def keys(self) -> dict[int, str]:
        """
        Give everybody a key: their initials where the source uses them, else the family name.

        Returns:
            The keys by the identity of the person, no two alike whatever their capitals.
        """
        taken: set[str] = set()
        keys: dict[int, str] = {}
        for person in self.people:
            key = next(one for one in _candidates(person) if one.casefold() not in taken)
            taken.add(key.casefold())
            keys[id(person)] = key
        return keys


def _exact(person: Person) -> set[str]:
    names = {person.name.casefold(), person.handle.lstrip("@").casefold()}
    return (names | {person.initials.casefold()}) - {""}


def _first(person: Person) -> set[str]:
    return {person.name.casefold().split()[0]}


def _last(person: Person) -> set[str]:
    return {person.name.casefold().split()[-1]}


def _squeezed(person: Person) -> set[str]:
    """`MDawson` and `JohnS` for people who are listed with their whole names."""
    parts = person.name.casefold().split()
    if len(parts) < 2:
        return set()
    first, last = parts[0], parts[-1]
    return {
        first[0] + last,
        first + last[0],
        first + last,
        f"{first} {last[0]}",
        f"{first[0]} {last}",
    }


def _is_near(wanted: str, person: Person) -> bool:
    """`Niko` for somebody listed as `nikomatsakis`, `Martin Holste` for `Martin Holst`."""
    name = person.name.casefold()
    if len(wanted) >= 4 and " " not in name and " " not in wanted:
        return name.startswith(wanted)
    parts, others = name.split(), wanted.split()
    same_ends = len(others) > 1 and (parts[0], parts[-1]) == (others[0], others[-1])
    return same_ends and abs(len(parts) - len(others)) <= 1


def _initials_of(person: Person) -> set[str]:
    words = [word for word in re.split(r"[\s-]+", person.name) if word]
    return {"".join(word[0] for word in words).casefold()} if len(words) > 1 else set()


def _post(person: Person) -> set[str]:
    posts = {person.post.casefold(), {"minutes": "", "member": ""}.get(person.role, person.role)}
    return posts - {""}


def _candidates(person: Person) -> list[str]:
    words = [word for word in _KEY.split(anyascii(person.name)) if word] or ["person"]
    last = words[-1].lower()
    if len(last) < 2 and len(words) > 1:
        last = f"{words[0].lower()}-{last}"
    named = [last, f"{words[0].lower()}-{last}", *(f"{last}-{n}" for n in range(2, 2000))]
    own = _KEY.sub("", anyascii(person.initials))
    return [*([own] if own else []), *named]


def initials_fit(initials: str, name: str) -> bool:
    """
    Say whether letters can be somebody's initials.

    Args:
        initials: Such as ``JM`` or ``JMo``.
        name: The whole name.
    """
    if not _INITIALS.fullmatch(initials):
        return False
    capitals = [letter for letter in anyascii(initials) if letter.isupper()]
    words = [word for word in re.split(r"[\s-]+", anyascii(name)) if word]
    first = [word[0].upper() for word in words]
    return bool(first) and capitals[0] == first[0] and set(capitals) <= set(first)


def person_fields(person: Person, *, refer: Any) -> dict[str, Any]:
    """
    Write a person as the record has one.

    Args:
        person: Somebody of the roster.
        refer: Gives the reference for a name.

    Returns:
        The fields, in the order of the schema.
    """
    fields = {
        "name": person.name,
        "role": person.role,
        "post": person.post,
        "organisation": person.organisation,
        "aliases": list(person.aliases),
        "handle": person.handle,
        "attendance": person.attendance,
        "medium": person.medium,
        "proxy": refer(person.proxy) if person.proxy else "",
        "note": person.note,
    }
    return {key: value for key, value in fields.items() if value}
