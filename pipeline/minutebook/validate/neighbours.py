"""The block that a key was probably meant for, where it stands in one that does not know it.

YAML says by its columns what belongs to what, so a key that is set in too far or too little lands
in a block nearby. Nothing in this module knows a line or a column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minutebook.errors import value_at
from minutebook.model import Block, Choice, Keyed, Listing, Shape, below, record_shape, shape_at
from minutebook.record import kinds_of
from minutebook.wording import named, quoted

if TYPE_CHECKING:
    from minutebook.errors import Path

TOO_LITTLE = "set it in"
"""How the hint begins to say that a key is set in too little."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbour:
    """A block near a key, to which the key belongs by its name."""

    path: Path
    """Where the block is."""
    hint: str
    """What to do, if the key is meant for it."""


def neighbour(path: Path, data: Any) -> Neighbour | None:
    """
    Find the block near an unknown key that knows it.

    Args:
        path: The key, which its own block does not know.
        data: The note.

    Returns:
        The last block above the key that it could be set in under, or else the nearest block
        around it; None where neither knows the key, or it is there already.
    """
    return _above(path, data) or _around(path, data)


def followers(path: Path, about: Path, data: Any) -> set[Path]:
    """
    Name the keys that only seem unknown because the key that they belong to is in another block.

    Args:
        path: That key, which stands in their column and so has no value.
        about: Where it belongs.
        data: The note.
    """
    block = value_at(data, path[:-1])
    shape = below(shape_at(data, about[:-1]), about[-1])
    if value_at(data, path) is not None or not isinstance(shape, Block | Keyed):
        return set()
    after = list(block)[list(block).index(path[-1]) + 1 :]
    if isinstance(shape, Block):
        return {(*path[:-1], key) for key in after if key in shape.fields}
    own = getattr(shape_at(data, path[:-1]), "fields", {})
    return {(*path[:-1], key) for key in after if key not in own}


def is_of_record(path: Path, data: Any) -> bool:
    """
    Say whether what seems to be an entry of a keyed list is a key of the record.

    Args:
        path: The path of a value that its place does not take, or of one within that.
        data: The note.

    Returns:
        Whether the entry has the name of a key that the record lacks, and holds the like.
    """
    if len(path) < 2 or not isinstance(shape_at(data, path[:1]), Keyed):
        return False
    field = record_shape().fields.get(str(path[1]))
    value = value_at(data, path[:2])
    if field is None or path[1] in data:
        return False
    is_list = isinstance(value, list) and isinstance(field.shape, Listing)
    return is_list or (isinstance(value, dict) and isinstance(field.shape, Keyed))


def _above(path: Path, data: Any) -> Neighbour | None:
    """Look into the value above the key, and into the last value of that."""
    key, block = str(path[-1]), value_at(data, path[:-1])
    keys = list(block)
    at = keys.index(key)
    if not at:
        return None
    place: Path = (*path[:-1], keys[at - 1])
    shape = below(shape_at(data, path[:-1]), keys[at - 1])
    value = block[keys[at - 1]]
    while True:
        if isinstance(shape, Listing) and isinstance(value, list) and value:
            place, shape, value = (*place, len(value) - 1), shape.entry, value[-1]
        if isinstance(shape, Keyed):
            return _entry(path, data, place, shape)
        shape = _of_kind(shape, value)
        if not isinstance(shape, Block) or not (value is None or isinstance(value, dict)):
            return None
        if key in shape.fields and key not in (value or {}):
            return _too_little(place, value)
        if not value:
            return None
        last = next(reversed(value))
        place, shape, value = (*place, last), below(shape, last), value[last]


def _entry(path: Path, data: Any, place: Path, shape: Keyed) -> Neighbour | None:
    """Say whether a block beside a keyed list has the keys of its entries."""
    block, fields = value_at(data, path), getattr(shape.entry, "fields", {})
    beside = next(iter(value_at(data, place) or ()), None)
    if not isinstance(block, dict) or not set(block) & set(fields):
        return None
    where = f"as far as {quoted(beside)}" if beside else f"further than {named(place)}"
    hint = f"it looks like an entry of {named(place)}: {TOO_LITTLE} {where}"
    return Neighbour(path=place, hint=hint)


def _of_kind(shape: Shape | None, value: Any) -> Shape | None:
    if not isinstance(shape, Choice):
        return shape
    kinds = kinds_of(shape, value)
    return shape.kinds[kinds[0]] if len(kinds) == 1 else None


def _too_little(place: Path, value: Any) -> Neighbour:
    beside = next(iter(value)) if value else None
    where = f"as far as {quoted(beside)}" if beside else f"further than {named(place)}"
    hint = f"it is a key of {named(place)}: {TOO_LITTLE} {where}"
    return Neighbour(path=place, hint=hint)


def _around(path: Path, data: Any) -> Neighbour | None:
    """Look at the blocks around the key's own."""
    key = str(path[-1])
    for end in range(len(path) - 2, -1, -1):
        shape, block = shape_at(data, path[:end]), value_at(data, path[:end])
        if not isinstance(shape, Block) or not isinstance(block, dict):
            continue
        if key in shape.fields and key not in block:
            beside = quoted(next(iter(block)))
            hint = f"it is a key of {named(path[:end])}: begin it in the column of {beside}"
            return Neighbour(path=path[:end], hint=hint)
    return None
