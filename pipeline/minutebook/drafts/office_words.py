"""An office's own words for the parts of minutes, from a TOML file that is used for all of them.

Nothing in this module opens a file.
"""

from __future__ import annotations

import tomllib
from typing import Any

from minutebook.drafts.vocabulary import GROUPS, meanings_in
from minutebook.errors import UsageError
from minutebook.wording import cut, did_you_mean


class MapError(UsageError):
    """The file of an office's words cannot be used."""


def read_map(text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """
    Read an office's words.

    Args:
        text: TOML: a table for each group, in it a list of words for each meaning.

    Returns:
        The same.

    Raises:
        MapError: It is no TOML, or has a group or a meaning that there is not.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MapError(f"the map cannot be read: {cut(error)}") from error
    return {group: _group(group, words) for group, words in table.items()}


def _group(group: str, words: Any) -> dict[str, tuple[str, ...]]:
    if group not in GROUPS or not isinstance(words, dict):
        raise MapError(
            f"`{cut(group)}` is no group of words", hint=f"the groups are {', '.join(GROUPS)}"
        )
    return {meaning: _words(group, meaning, several) for meaning, several in words.items()}


def _words(group: str, meaning: str, several: Any) -> tuple[str, ...]:
    known = sorted(meanings_in(group))
    if meaning not in known:
        near = did_you_mean(meaning, known)
        raise MapError(
            f"`{cut(meaning)}` is nothing that words under `{group}` can mean",
            hint=near or f"they can mean {', '.join(known)}",
        )
    words = [several] if isinstance(several, str) else several
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise MapError(
            f"`{meaning}` needs a list of words", hint=f'write {meaning} = ["one", "another"]'
        )
    return tuple(words)
