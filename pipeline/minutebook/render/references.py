"""Who is meant where a record names people: a name that is withheld gives way to words.

Nothing in this module knows why a name is withheld.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minutebook.render.access import M, local, taken
from minutebook.render.stand_ins import capital, numbered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

_VOTES = {f"{M}tally": "choice", f"{M}voters": "name"}
"""The lists of a vote, and what names a choice in it: in an election, the key of a person."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """The words that stand for people whose names are withheld."""

    by_key: Mapping[str, str]
    by_words: Mapping[str, str]
    """From a name as it is written, in small letters."""
    one: str
    """What stands for a person without a public title."""
    many: str
    """What stands for several of them."""

    def of(self, reference: etree._Element) -> str | None:
        """Give the words for a reference; ``None`` where it may stay as it is."""
        key = reference.get("person")
        if key is not None:
            return self.by_key.get(key)
        words = " ".join(reference.get("name", "").split()).casefold()
        return self.by_words.get(words) if words else None


def replace_people(part: etree._Element, names: Names) -> None:
    """
    Put words in place of people wherever a record refers to them.

    Those of one list that share their words become one entry with a count, behind the people who
    are named: their place in the list tells nothing.

    Args:
        part: Changed in place.
        names: Who gives way to which words.
    """
    if not names.by_key:
        return
    for lists in part.iter(*_VOTES):
        _merge_choices(lists, _VOTES[str(lists.tag)], names)
    votes = f"{M}choice"
    replaced = [one for one in part.iter() if one.tag != votes and names.of(one) is not None]
    for parent, tag in dict.fromkeys((one.getparent(), str(one.tag)) for one in replaced):
        if parent is None:
            continue
        if tag == f"{M}turn":
            _speak(parent.findall(tag), names)
        else:
            _gather(parent, tag, names)


def _speak(turns: list[etree._Element], names: Names) -> None:
    for turn in turns:
        if words := names.of(turn):
            _name(turn, capital(words))


def _gather(parent: etree._Element, tag: str, names: Names) -> None:
    """Put the withheld people of one list behind the others, those of the same words together."""
    there = parent.findall(tag)
    kept = [one for one in there if names.of(one) is None]
    groups: dict[str, list[etree._Element]] = {}
    for one in there:
        if words := names.of(one):
            groups.setdefault(words, []).append(one)
    at = parent.index(there[0]) + len(kept)
    for one in there:
        if one not in kept:
            parent.remove(one)
    for offset, (words, group) in enumerate(groups.items()):
        said = numbered(_several(words, len(group), names), len(group))
        is_first = not kept and not offset and local(group[0]) != "to"
        _name(group[0], capital(said) if is_first else said)
        parent.insert(at + offset, group[0])


def _several(words: str, count: int, names: Names) -> str:
    return names.many if count > 1 and words == names.one else words


def _name(reference: etree._Element, words: str) -> None:
    taken(reference, "person")
    reference.set("name", words)


def _merge_choices(lists: etree._Element, attribute: str, names: Names) -> None:
    """Make one choice of those that share their words: its votes and its voters are the sum."""
    merged: dict[str, etree._Element] = {}
    for choice in list(lists):
        words = names.by_key.get(choice.get(attribute, ""))
        if words is None:
            continue
        choice.set(attribute, capital(words))
        first = merged.setdefault(words, choice)
        if first is not choice:
            _add(first, choice)
        lists.remove(choice)
    lists.extend(merged.values())


def _add(first: etree._Element, other: etree._Element) -> None:
    if len(other):
        first.extend(list(other))
    elif (first.text or "").isdigit() and (other.text or "").isdigit():
        first.text = str(int(first.text or 0) + int(other.text or 0))
