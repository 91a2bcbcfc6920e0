"""Names that are withheld, and stand in open prose all the same: only the author can mend that.

Nothing in this module knows a file; the caller finds the words in the author's text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minutebook.archive.record_paths import attribute_path, part_of
from minutebook.render.access import M, is_restricted
from minutebook.render.fields import plain, written
from minutebook.render.leaks import initials_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from minutebook.errors import Path

_BETWEEN = r"[\s.,*_~\\\[\]()-]{1,12}"
"""What may stand between two words of a name, in an author's Markdown too."""
_LEAST = 3
_WHO = "a person whose name is not open to the public"
_HINT = "say who it is without the name, or restrict the part in which it stands"
_HINT_PERHAPS = "if it does, say who it is without the name, or restrict the part it stands in"

_TITLES = frozenset(
    [
        "Mr",
        "Mrs",
        "Ms",
        "Miss",
        "Mx",
        "Dr",
        "Prof",
        "Professor",
        "Sir",
        "Dame",
        "Lord",
        "Lady",
        "Rev",
        "Revd",
        "Reverend",
        "Councillor",
        "Cllr",
        "Alderman",
        "M",
        "Mme",
        "Mlle",
        "Monsieur",
        "Madame",
        "Mademoiselle",
        "Maître",
        "Docteur",
        "Herr",
        "Frau",
        "Doktor",
        "Señor",
        "Señora",
        "Don",
        "Doña",
        "Dra",
        "Cynghorydd",
        "Cyng",
        "Cyngh",
        "Parch",
        "Parchedig",
        "Comhairleoir",
    ]
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A withheld name in a field that is public."""

    path: Path
    """Of the field, in the record."""
    pattern: re.Pattern[str]
    """Finds it in the author's text as in the record's."""
    code: str
    message: str
    hint: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Person:
    """How somebody whose name is withheld may be named."""

    surely: re.Pattern[str]
    perhaps: re.Pattern[str]
    in_ids: re.Pattern[str]
    """Finds a surname as it is spelled in ids and addresses."""


def mentions(
    part: etree._Element,
    record: etree._Element,
    originals: Mapping[etree._Element, etree._Element],
) -> Iterator[Mention]:
    """
    Find withheld names in the public part of a record.

    Args:
        part: As `minutebook.render.public` makes it.
        record: What it is a part of.
        originals: The element of the record for each element of the part that was one.

    Returns:
        One for each field and person, in the order of the record.

    Source:
        Findings E550 and W550.
    """
    people = list(_people(record))
    found: dict[tuple[Path, int, str], Mention] = {}
    for field in written(part) if people else ():
        original = originals.get(field.element)
        if original is None or field.attribute == "key":
            continue
        text = plain(field.text)
        for number, person in enumerate(people):
            mention = _mention(text, person, original, field.attribute)
            if mention is not None:
                found.setdefault((mention.path, number, mention.code), mention)
    yield from found.values()


def _mention(
    text: str, person: _Person, element: etree._Element, attribute: str | None
) -> Mention | None:
    pattern = _found(text, person, attribute)
    if pattern is None:
        return None
    is_sure = pattern is person.surely or (pattern is person.in_ids and attribute == "id")
    part = part_of(element)
    return Mention(
        path=part.path if attribute is None else attribute_path(part, attribute),
        pattern=pattern,
        code="E550" if is_sure else "W550",
        message=f"this {'names' if is_sure else 'may name'} {_WHO}",
        hint=_HINT if is_sure else _HINT_PERHAPS,
    )


def _found(text: str, person: _Person, attribute: str | None) -> re.Pattern[str] | None:
    """Give the surest way in which a person is named in a text."""
    ways = (person.surely, *([] if attribute is None else [person.in_ids]), person.perhaps)
    return next((way for way in ways if way.search(text)), None)


def _people(record: etree._Element) -> Iterator[_Person]:
    people = record.findall(f"{M}people/{M}person")
    common = {word for one in people if not is_restricted(one) for word in _words_of(one)}
    for person in people:
        if is_restricted(person):
            yield _Person(
                surely=_surely(person, common),
                perhaps=_perhaps(person, common),
                in_ids=_in_ids(person, common),
            )


def _words_of(person: etree._Element) -> list[str]:
    """Give the words of a name without the titles before it."""
    words = plain(person.findtext(f"{M}name") or "").split()
    while len(words) > 1 and words[0].rstrip(".") in _TITLES:
        del words[0]
    return words


def _own(person: etree._Element, common: set[str]) -> list[str]:
    """Give the words of a name that are long enough to tell, and nobody else's."""
    if person.get("kind") == "group":
        return []
    words = (word for word in _words_of(person) if word not in common)
    return [word for word in words if len(word) >= _LEAST and not word.islower()]


def _surely(person: etree._Element, common: set[str]) -> re.Pattern[str]:
    """Find what can mean nobody else: a whole name, initials used as a key, a surname."""
    aliases = [plain(alias.text or "").split() for alias in person.findall(f"{M}alias")]
    ways = [
        f"(?i:{_BETWEEN.join(map(re.escape, words))})" for words in (_words_of(person), *aliases)
    ]
    if handle := person.get("handle"):
        ways.append(re.escape(handle))
    key = person.get("key", "")
    if len(key) > 1 and not key.islower() and not key.isdigit():
        ways.append(re.escape(key))
    surname = _words_of(person)[-1:]
    if surname and surname[0] in _own(person, common):
        # Before another name it may be that of a street or a firm.
        ways.append(rf"{re.escape(surname[0])}(?!\w)(?!\s[^\W\d_a-z])")
    return _any_of(ways)


def _perhaps(person: etree._Element, common: set[str]) -> re.Pattern[str]:
    """Find what may mean somebody or something else: each word of a name, its initials."""
    initials = () if person.get("kind") == "group" else initials_of(" ".join(_words_of(person)))
    return _any_of([re.escape(word) for word in (*_own(person, common), *initials)])


def _in_ids(person: etree._Element, common: set[str]) -> re.Pattern[str]:
    surname = [word for word in _own(person, common) if word == _words_of(person)[-1]]
    whole = "|".join(map(re.escape, surname)) or "(?!)"
    return re.compile(rf"(?<![^\W\d_])(?:{whole})(?![^\W\d_])", re.IGNORECASE)


def _any_of(ways: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)" if ways else r"(?!)")
