"""Label files: read once, chosen by a language tag's first part.

Nothing in this module knows where a label stands in a page.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_LANGUAGE = "en"
"""The language of the words where a record names none, or one that has no label file."""

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """The fixed words of one language."""

    language: str
    """The primary subtag of the file that was used, such as ``cy``."""
    words: Mapping[str, str]
    """From a key such as ``item.question`` to the words; every language has the same keys."""
    is_asked_for: bool
    """False where another language was asked for, and these words stand in."""


def known_languages() -> tuple[str, ...]:
    """Name the languages that have a label file, in alphabetical order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def labels_for(
    tag: str | None, own: Mapping[str, Mapping[str, str]] = MappingProxyType({})
) -> Labels:
    """
    Choose the words for a record.

    Args:
        tag: The record's language as BCP 47 writes it; None where it names none.
        own: An office's words by language and key, which go before those of the package; they may
            be of a language that the package has not.

    Returns:
        The words of that language, whatever its script or region; English where there is no such
        file, with ``is_asked_for`` false, or where no language is named.

    Source:
        RFC 5646, section 2.1: the primary subtag comes first and is read without case.
    """
    language = (tag or DEFAULT_LANGUAGE).split("-")[0].lower()
    packaged = language in known_languages()
    found = packaged or language in own
    chosen = language if found else DEFAULT_LANGUAGE
    words = _words(chosen if packaged else DEFAULT_LANGUAGE)
    if others := own.get(chosen):
        words = MappingProxyType({**words, **others})
    return Labels(language=chosen, words=words, is_asked_for=found)


def label_text(language: str) -> str:
    """
    Give a label file as it is written.

    Args:
        language: One of `known_languages`.
    """
    return (_FOLDER / f"{language}.toml").read_text(encoding="utf-8")


@cache
def _words(language: str) -> Mapping[str, str]:
    return MappingProxyType(tomllib.loads(label_text(language)))
