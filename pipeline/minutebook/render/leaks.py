"""The check that nothing withheld is in any byte of a rendition for the public.

It stands apart from what takes things out: it reads the archived record and the finished bytes, and
judges by one rule of its own what of the record is withheld.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from minutebook.render.dates import (
    locale_of,
    written_date,
    written_minutes,
    written_time,
    written_years,
)
from minutebook.render.fields import Written, pairs_in, plain, words_in, written
from minutebook.render.output_text import texts_of
from minutebook.schemas import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from babel import Locale

_M = f"{{{NAMESPACE}}}"
_ACCESS = f"{_M}access"
_TOLD = {f"{_M}basis", f"{_M}public-title"}
_NAMES = {f"{_M}name", f"{_M}alias"}
_TITLE = f"{_M}title"
_PERSON = f"{_M}person"
_ENDS = {f"{_M}closes", f"{_M}drops"}
_ADDRESSES = {"href", "file", "digest", "online", "source"}
_KEYS = {"id", "key", "handle"}
_NOTICE = ("schema", "id", "language")
_LONG = 6
"""The digits that no number of minutes has."""
_LEAST = 2
"""The fewest letters of a name or key that are looked for; one letter is in every text."""

Pair = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Leak:
    """Something withheld that a rendition would show."""

    element: etree._Element
    """Where it stands in the record."""
    attribute: str | None
    format: str
    """The first format in which it was found."""


@dataclass(frozen=True, kw_only=True)
class Secrets:
    """What of a record must not be in a rendition, and what may be although it is withheld too."""

    withheld: tuple[Written, ...]
    public: tuple[str, ...]
    """The public part field by field, the fixed words, and days and times as they are written."""

    @cached_property
    def _public_words(self) -> frozenset[str]:
        return frozenset(word for text in self.public for word in words_in(text))

    @cached_property
    def _public_pairs(self) -> frozenset[Pair]:
        return frozenset(pair for text in self.public for pair in pairs_in(words_in(text)))

    @cached_property
    def _public_spellings(self) -> frozenset[str]:
        return frozenset(word for text in self.public for word in _spelled(text))

    @cached_property
    def _edges(self) -> tuple[frozenset[str], frozenset[str]]:
        """The first and the last words of fields, which meet where two fields stand in a line."""
        fields = [words for text in self.public if (words := words_in(text))]
        return frozenset(words[0] for words in fields), frozenset(words[-1] for words in fields)

    def _meet(self, pair: Pair) -> bool:
        first, last = self._edges
        ends = pair[0] in last or pair[0][0].isdigit()
        return ends and (pair[1] in first or pair[1][0].isdigit())

    @cached_property
    def pairs(self) -> Mapping[Pair, Written]:
        """Runs of two withheld words that are not in the public part."""
        found: dict[Pair, Written] = {}
        for field in self.withheld:
            for pair in pairs_in(words_in(field.text)):
                if pair not in self._public_pairs and not self._meet(pair):
                    found.setdefault(pair, field)
        return found

    @cached_property
    def words(self) -> Mapping[str, Written]:
        """Single words of names and titles that are not in the public part."""
        found = ((word, field) for field in self.withheld for word in _telling(field))
        return {word: field for word, field in found if word not in self._public_words}

    @cached_property
    def spellings(self) -> Mapping[str, Written]:
        """Keys, ids and initials, as they are spelled."""
        found = ((word, field) for field in self.withheld for word in _keys(field))
        return {word: field for word, field in found if word not in self._public_spellings}

    @cached_property
    def addresses(self) -> Mapping[str, Written]:
        """Addresses and names of files, whole."""
        found = {
            plain(field.text).casefold(): field
            for field in self.withheld
            if field.attribute in _ADDRESSES and not field.text.startswith("#")
        }
        public = [plain(text).casefold() for text in self.public]
        return {
            address: field
            for address, field in found.items()
            if not any(address in text for text in public)
        }

    def found_in(self, data: bytes) -> set[object]:
        """
        Look for all of it in a file.

        Args:
            data: Of a rendition, in any format.

        Returns:
            What was found: pairs, words, spellings and addresses; see `field_of`.
        """
        found: set[object] = set()
        for text in dict.fromkeys(texts_of(data)):
            found |= self._in_text(text)
        return found

    def _in_text(self, text: str) -> set[object]:
        words = words_in(text)
        found: set[object] = {pair for pair in pairs_in(words) if pair in self.pairs}
        found.update(self.words.keys() & set(words))
        found.update(("spelling", word) for word in self.spellings.keys() & _spelled(text))
        if self.addresses:
            line = plain(text).casefold()
            found.update(("address", one) for one in self.addresses if one in line)
        return found

    def field_of(self, found: object) -> Written:
        """Say what field something that was found is of."""
        if isinstance(found, str):
            return self.words[found]
        kind, value = found if isinstance(found, tuple) else ("", "")
        if kind == "spelling" and value in self.spellings:
            return self.spellings[value]
        if kind == "address" and value in self.addresses:
            return self.addresses[value]
        return self.pairs[kind, value]


def secrets_of(record: etree._Element, fixed: Iterable[str]) -> Secrets:
    """
    Sort a record into what is withheld and what is public.

    Args:
        record: The ``meeting-record`` element, whole.
        fixed: The fixed words of its language.

    Source:
        Withheld is what is marked as restricted or closed and all that stands within it, but for
        the basis and the public title of what is marked itself.
    """
    locale = locale_of(record.get("language"))
    withheld: list[Written] = []
    open_fields: list[Written] = []
    for part, is_public in _parts(record, is_public=True):
        (open_fields if is_public else withheld).extend(part)
    places = {field.text for field in withheld if field.attribute == "id"}
    public = [*fixed]
    for field in open_fields:
        # An open item may end an action that is withheld; that it does is withheld too.
        if field.element.tag not in _ENDS or field.text not in places:
            public += (field.text, *_in_words(field.text, locale))
    return Secrets(withheld=tuple(withheld), public=tuple(public))


def _parts(element: etree._Element, *, is_public: bool) -> Iterator[tuple[Iterable[Written], bool]]:
    """Walk a record down to its marks; below a mark nothing is public but what it tells itself."""
    access = element.find(_ACCESS)
    if access is not None and access.get("level") != "open" and is_public:
        is_public = False
        yield (field for field in written(access) if field.element.tag in _TOLD), True
        yield from ((fields, True) for fields in _numbers(element))
    has_marks = next(element.iter(_ACCESS), None) is not None
    if not is_public or not has_marks:
        yield (field for field in written(element) if _counts(field)), is_public
        return
    own = etree.Element(element.tag)
    for name, value in element.attrib.items():
        own.set(name, value)
    own.text = element.text
    yield (
        (
            Written(element=element, attribute=field.attribute, text=field.text)
            for field in written(own)
        ),
        True,
    )
    for child in element:
        yield from _parts(child, is_public=True)


def _counts(field: Written) -> bool:
    """Leave out what an access says of itself, which is told or means nothing."""
    return field.element.tag != _ACCESS and field.element.getparent() is not None


def _numbers(element: etree._Element) -> Iterator[list[Written]]:
    """Give what of a withheld part is told besides: its number, and of a whole record its day."""
    for name in ("number", *(_NOTICE if element.getparent() is None else ())):
        if value := element.get(name):
            yield [Written(element=element, attribute=name, text=value)]
    own = element.find(f"{_M}basis")
    if own is not None and own.text:
        yield [Written(element=own, attribute=None, text=own.text)]
    meeting = element.find(f"{_M}meeting")
    for name in ("date", "end-date") if meeting is not None else ():
        if meeting is not None and (day := meeting.get(name)):
            yield [Written(element=element, attribute=name, text=day)]


def _in_words(text: str, locale: Locale) -> Iterator[str]:
    if day := written_date(text, locale):
        yield from (day.long, day.full)
    if moment := written_time(text, locale):
        yield moment
    if text.isdecimal() and len(text) < _LONG:
        yield written_minutes(text, locale)
        yield written_years(text, locale)


def _telling(field: Written) -> Iterator[str]:
    """Give the words of a field that tell by themselves: those of a name, a title of one word."""
    words = words_in(field.text)
    if field.attribute is None and field.element.tag == _TITLE and len(words) == 1:
        yield from words
    if _is_name(field):
        yield from (word for word in words if len(word) > _LEAST)


def _is_name(field: Written) -> bool:
    if field.attribute is not None:
        return False
    parent = field.element.getparent()
    return field.element.tag in _NAMES and parent is not None and parent.tag == _PERSON


def _keys(field: Written) -> Iterator[str]:
    if field.attribute in _KEYS and len(field.text) >= _LEAST and not field.text.isdigit():
        yield field.text
    if _is_name(field):
        yield from initials_of(field.text)


def initials_of(name: str) -> Iterator[str]:
    """Give the initials of a name, with and without the titles before it."""
    letters = "".join(word[0] for word in name.split() if word[0].isupper())
    yield from (letters[start:] for start in range(len(letters) - _LEAST + 1))


def _spelled(text: str) -> set[str]:
    """Give the words of a text as keys are spelled, with hyphens and dots in them."""
    return set(re.findall(r"[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]|[^\W_]+", plain(text)))


def leaks(
    secrets: Secrets, outputs: Mapping[str, bytes], blank: Callable[[], Iterable[bytes]]
) -> tuple[Leak, ...]:
    """
    Look for what is withheld in the finished renditions.

    Args:
        secrets: Of the record.
        outputs: The bytes by format.
        blank: Gives renditions of a record that says nothing, and is asked only where something
            was found: what they hold comes from the house files and the formats themselves.

    Returns:
        One for each field that would be shown, in the order of the record's fields; empty where
        the renditions may be given to anybody.
    """
    found = {kind: secrets.found_in(data) for kind, data in outputs.items()}
    if not any(found.values()):
        return ()
    harmless: set[object] = set()
    for data in blank():
        harmless |= secrets.found_in(data)
    order = {id(field): number for number, field in enumerate(secrets.withheld)}
    first: dict[int, Leak] = {}
    for kind, things in found.items():
        for thing in things - harmless:
            field = secrets.field_of(thing)
            leak = Leak(element=field.element, attribute=field.attribute, format=kind)
            first.setdefault(order[id(field)], leak)
    return tuple(first[number] for number in sorted(first))
