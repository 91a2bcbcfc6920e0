"""Who is named by a record: by key or in words, and whether the name is open to the public."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minutebook.places import M, is_restricted
from minutebook.register.words import folded, plain_text

if TYPE_CHECKING:
    from lxml import etree

Who = tuple[str | None, str, str, bool]
"""The person's row, the name, the name to compare with others, and whether it is withheld."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """The people of one record."""

    record: str
    by_key: dict[str, tuple[str, bool]]
    """The name of each key, and whether it is withheld."""
    withheld: frozenset[str]
    """Names and keys that are not open to the public, without their letter case."""
    is_closed: bool
    """Whether nothing of the record is open."""

    def is_withheld(self, words: str) -> bool:
        """Say whether words are a name or key that is not open to the public."""
        return self.is_closed or " ".join(words.split()).casefold() in self.withheld

    def who(self, reference: etree._Element) -> Who:
        """Read a reference to a person."""
        key = reference.get("person")
        if key is None:
            name = reference.get("name") or ""
            return None, name, folded(name), self.is_withheld(name)
        name, hidden = self.by_key[key]
        return f"{self.record}/{key}", name, folded(name), hidden


def named_in(root: etree._Element) -> Named:
    """
    Collect the people of a record.

    Args:
        root: The ``meeting-record`` element, valid.
    """
    by_key: dict[str, tuple[str, bool]] = {}
    withheld: set[str] = set()
    is_closed = is_restricted(root)
    for person in root.iterfind(f"{M}people/{M}person"):
        key, name = str(person.get("key")), plain_text(person.find(f"{M}name"))
        hidden = is_restricted(person)
        by_key[key] = name, hidden or is_closed
        if hidden:
            called = (name, key, *map(plain_text, person.iterfind(f"{M}alias")))
            withheld.update(words.casefold() for words in called)
    return Named(
        record=str(root.get("id")),
        by_key=by_key,
        withheld=frozenset(withheld),
        is_closed=is_closed,
    )
