"""The words by which the parts of minutes are known, in four languages, from `words/*.toml`.

A language is a file: to add one, write its file and its code into `LANGUAGES`. Nothing in this
module knows what is made of the words.
"""

from __future__ import annotations

import re
import tomllib
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LANGUAGES = ("en", "cy", "fr", "de")


@cache
def _table(language: str) -> dict[str, Any]:
    path = files("minutebook.drafts").joinpath(f"words/{language}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def meanings(group: str) -> dict[str, str]:
    """
    Give the words of one group.

    Args:
        group: ``labels``, ``headings``, ``markers``, ``columns``, ``statuses`` or ``roles``.

    Returns:
        What each word of any language means, by the word in small letters.
    """
    return {
        word.casefold(): meaning
        for language in reversed(LANGUAGES)
        for meaning, words in _table(language)[group].items()
        for word in words
    }


def meaning_of(group: str, text: str) -> str:
    """
    Say what a few words mean.

    Args:
        group: As for `meanings`.
        text: As the author wrote it.

    Returns:
        The meaning; empty where the words are not of the group.
    """
    words = bare(text)
    own = _OFFICE.get().get((group, words))
    return own if own is not None else meanings(group).get(words, "")


GROUPS = ("labels", "headings", "markers", "columns", "statuses", "roles")
"""The groups of words that an office may add to."""

_OFFICE: ContextVar[Mapping[tuple[str, str], str]] = ContextVar(
    "words of an office", default=MappingProxyType({})
)


def meanings_in(group: str) -> frozenset[str]:
    """Give everything that a word of a group can mean."""
    return frozenset(meanings(group).values())


@contextmanager
def with_words(words: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[None]:
    """
    Add an office's own words, which go before all others.

    Args:
        words: For each group what they mean, and the words.
    """
    own = {
        (group, bare(word)): meaning
        for group, table in words.items()
        for meaning, several in table.items()
        for word in several
    }
    before = _OFFICE.set(own)
    try:
        yield
    finally:
        _OFFICE.reset(before)


_NOISE = re.compile(r"[\s*_:.()\[\]{}\u2610\u2612#&/\u2010-\u2015-]+")
_COUNT = re.compile(r"[(\[]\s*[0-9]+\s*[)\]]|\s[0-9]+$")


def bare(text: str) -> str:
    """
    Bring a label to the form in which word lists have it.

    Args:
        text: Such as ``**Members present (8):**``.
    """
    return _NOISE.sub(" ", _COUNT.sub(" ", text)).strip().casefold()


@cache
def months() -> dict[str, int]:
    """Give the names of months and their short forms, in small letters, with their numbers."""
    return {
        name.casefold(): number
        for language in LANGUAGES
        for number, names in enumerate(_table(language)["months"], 1)
        for name in names
    }


@cache
def phrases(group: str) -> tuple[re.Pattern[str], ...]:
    """
    Give the patterns of one group of phrases.

    Args:
        group: A key of ``phrases``.
    """
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for language in LANGUAGES
        for pattern in _table(language)["phrases"].get(group, [])
    )


def language_of(text: str) -> str:
    """
    Guess the language of a text by its commonest words.

    Args:
        text: All of it.

    Returns:
        One of `LANGUAGES`; empty where the text has too few of them to tell.
    """
    words = re.findall(r"[^\W\d_]+", text.casefold()[:200_000])
    common = {language: set(_table(language)["common"]) for language in LANGUAGES}
    counts = {language: sum(word in common[language] for word in words) for language in LANGUAGES}
    best = max(LANGUAGES, key=lambda language: counts[language])
    others = sum(counts.values()) - counts[best]
    return best if counts[best] >= 3 and counts[best] > others else ""
