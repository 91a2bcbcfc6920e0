"""Words that were probably meant as keys or items, and are read as words all the same.

Nothing in this module words a verdict of the schema: by the schema these notes are sound.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from minutebook.errors import Problem
from minutebook.model import Block, Choice, Keyed, Listing, Scalar, Shape, record_shape
from minutebook.record import kinds_of
from minutebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Path
    from minutebook.load import Source

# Both begin with one sign, which is found at once.
_MAY_BE_KEY = re.compile(r":(?<=[a-z_]:)[^\s:/]")
_MAY_BE_ITEM = re.compile(r"-(?<=[\n\r \t]-)[^\W\d_]")
_KEY = re.compile(r"([a-z_]+):[^\s:/]")
_DASH = re.compile(r"-[^\W\d_]")


def find_traps(source: Source) -> list[Problem]:
    """
    Find words that miss a space after a colon or a dash.

    Args:
        source: A note with data.

    Returns:
        A warning for each; most notes have no place that could be one, and take no time.
    """
    if not (_MAY_BE_KEY.search(source.text) or _MAY_BE_ITEM.search(source.text)):
        return []
    return list(_walk(record_shape(), source.data, (), source))


def _walk(shape: Shape, value: Any, path: Path, source: Source) -> Iterator[Problem]:
    if isinstance(value, str):
        yield from _of_words(shape, value, path, source)
    elif isinstance(value, list):
        if isinstance(shape, Listing):
            for index, entry in enumerate(value):
                yield from _walk(shape.entry, entry, (*path, index), source)
    elif isinstance(value, dict):
        if isinstance(shape, Choice):
            kinds = kinds_of(shape, value)
            shape = shape.kinds[kinds[0]] if kinds else shape
        for key, part in value.items():
            below = shape.entry if isinstance(shape, Keyed) else None
            if isinstance(shape, Block) and key in shape.fields:
                below = shape.fields[key].shape
            if below is not None:
                yield from _walk(below, part, (*path, key), source)


def _of_words(shape: Shape, words: str, path: Path, source: Source) -> Iterator[Problem]:
    match = _KEY.match(words)
    if match and match[1] in _keys(shape) and source.is_plain(path):
        yield Problem(
            code="W201",
            path=path,
            offset=0,
            end=match.end() - 1,
            message=f"{quoted(match[1] + ':')} is read as words, since no space comes after it",
            hint="leave a space after the colon if it is a key; else put the words after `|`",
        )
    elif _DASH.match(words) and _may_be_list(shape, path, source):
        yield Problem(
            code="W202",
            path=path,
            offset=0,
            end=1,
            message="the dash is read as part of the words, since no space comes after it",
            hint="leave a space after the dash if it begins an item; else put the words after `|`",
        )


def _keys(shape: Shape) -> frozenset[str]:
    """Name the keys of a block that may also be written as words."""
    if isinstance(shape, Choice):
        return frozenset(key for kind in shape.kinds.values() for key in kind.fields)
    if isinstance(shape, Block) and shape.short:
        return frozenset(shape.fields)
    return frozenset()


def _may_be_list(shape: Shape, path: Path, source: Source) -> bool:
    is_text = isinstance(shape, Scalar) or (isinstance(shape, Block) and shape.short is not None)
    is_field = bool(path) and isinstance(path[-1], str)
    return is_text and is_field and source.is_plain(path) and source.is_below_its_key(path)
