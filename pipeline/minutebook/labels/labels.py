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


def labels_for(tag: str | None) -> Labels:
    """
    Choose the words for a record.

    Args:
        tag: The record's language as BCP 47 writes it; None where it names none.

    Returns:
        The words of that language, whatever its script or region; English where there is no such
        file, with ``is_asked_for`` false, or where no language is named.

    Source:
        RFC 5646, section 2.1: the primary subtag comes first and is read without case.
    """
    language = (tag or DEFAULT_LANGUAGE).split("-")[0].lower()
    found = language in known_languages()
    chosen = language if found else DEFAULT_LANGUAGE
    return Labels(language=chosen, words=_words(chosen), is_asked_for=found)


@cache
def _words(language: str) -> Mapping[str, str]:
    text = (_FOLDER / f"{language}.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))
