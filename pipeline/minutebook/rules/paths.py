"""Paths that an office writes to name places of its records: read, checked and followed.

A path begins at the record or at a kind of item. Nothing in this module knows what is asked of a
place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from minutebook.model import Block, Choice, Foreign, Keyed, Listing, Scalar, Shape, record_shape
from minutebook.record import MISFIT, kinds_of
from minutebook.wording import did_you_mean, one_of, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minutebook.errors import Path
    from minutebook.rules.visit import Visit

EVERY = "*"
_SESSION = "session"


@dataclass(frozen=True, kw_only=True, slots=True)
class Selector:
    """A path that leads somewhere in the schema."""

    text: str
    """As the office wrote it."""
    kind: str | None
    """The kind of block at which it begins; ``None`` for the record."""
    steps: tuple[str, ...]
    """Keys, and `EVERY` for each entry."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Astray:
    """Why a path leads nowhere."""

    message: str
    expected: str | None
    hint: str


@dataclass(frozen=True, slots=True)
class Reached:
    """Where a path leads in one record."""

    path: Path
    """Of the last thing that is there."""
    shape: Shape
    value: Any
    left: tuple[str, ...]
    """The keys that are not there; empty where the path leads to its end."""
    missing: Shape | None
    """The shape of what is not there."""


@cache
def kinds() -> dict[str, tuple[Block, ...]]:
    """Give the blocks at which a path may begin: items by their kind, and sessions."""
    sessions: Any = record_shape().fields["sessions"].shape
    choice = sessions.entry.fields["items"].shape.entry
    return {_SESSION: (sessions.entry,), **{name: (kind,) for name, kind in choice.kinds.items()}}


def read_path(text: str) -> Selector | Astray:
    """
    Read a path and check it against the schema's shapes.

    Args:
        text: Such as ``meeting.venue``, ``people.*.role`` or ``action.owners``.

    Returns:
        The path, or why it leads nowhere.
    """
    first, *rest = text.split(".")
    if first in record_shape().fields:
        start: Shape = record_shape()
        selector = Selector(text=text, kind=None, steps=(first, *rest))
    elif first in kinds():
        (start,) = kinds()[first]
        selector = Selector(text=text, kind=first, steps=tuple(rest))
    else:
        return _unknown(first, [*record_shape().fields, *kinds()], "a record")
    return _astray(selector, start) or selector


def _astray(selector: Selector, start: Shape) -> Astray | None:
    shapes: list[Shape] = [start]
    if not selector.steps:
        return Astray(
            message=f"{quoted(selector.text)} alone names no field",
            expected=None,
            hint=f"write a point and a field of it, such as `{selector.text}.id`",
        )
    begun = [selector.kind] if selector.kind else []
    for number, step in enumerate(selector.steps):
        before = ".".join([*begun, *selector.steps[:number]])
        following = [part for shape in shapes for part in _below(shape, step)]
        if not following:
            after = selector.steps[number + 1 :]
            return _lost(before, shapes, step, after)
        shapes = following
    return None


def _below(shape: Shape, step: str) -> Iterator[Shape]:
    if isinstance(shape, Listing | Keyed):
        if step == EVERY:
            yield shape.entry
    elif isinstance(shape, Block):
        if step in shape.fields:
            yield shape.fields[step].shape
    elif isinstance(shape, Choice):
        for kind in shape.kinds.values():
            yield from _below(kind, step)
    elif isinstance(shape, Foreign) and re.search(shape.key_schema["pattern"], step):
        yield Scalar(kind="text", schema={"x-foreign": True})


def _lost(before: str, shapes: list[Shape], step: str, after: tuple[str, ...]) -> Astray:
    """Say why a step leads on to nothing."""
    if any(isinstance(shape, Listing | Keyed) for shape in shapes):
        whole = ".".join([before, EVERY, step, *after])
        right = whole if isinstance(read_path(whole), Selector) else f"{before}.{EVERY}"
        return Astray(
            message=f"{quoted(before)} has entries, and {quoted(step)} is none of its fields",
            expected=None,
            hint=f"`{EVERY}` stands for every entry: write {quoted(right)}",
        )
    known = list(dict.fromkeys(key for shape in shapes for key in _keys(shape)))
    if known:
        return _unknown(step, known, quoted(before))
    return Astray(
        message=f"no path leads further in than {quoted(before)}",
        expected=None,
        hint="what is below it is a matter for its schema, under `[extensions]`"
        if any("x-foreign" in getattr(shape, "schema", {}) for shape in shapes)
        else f"leave {quoted('.'.join(['', step, *after]))} out",
    )


def _unknown(step: str, known: list[str], owner: str) -> Astray:
    message = f"there is no field {quoted(step)} in {owner}"
    if step == EVERY:
        message = f"{owner} has no entries for which `{EVERY}` could stand"
    elif not step:
        message = f"a name is missing after {owner}"
    return Astray(
        message=message,
        expected=one_of(known),
        hint=did_you_mean(step, known) or "take one of the fields that are there",
    )


def _keys(shape: Shape) -> Iterable[str]:
    if isinstance(shape, Block):
        return shape.fields
    if isinstance(shape, Choice):
        return [key for kind in shape.kinds.values() for key in kind.fields]
    return ()


def ends(selector: Selector) -> tuple[Shape, ...]:
    """Give the shapes that a path may end in; several where items of several kinds have it."""
    shapes: list[Shape] = list(kinds()[selector.kind]) if selector.kind else [record_shape()]
    for step in selector.steps:
        shapes = [part for shape in shapes for part in _below(shape, step)]
    return tuple(shapes)


def follow(selector: Selector, seen: Visit) -> Iterator[Reached]:
    """
    Follow a path in one record.

    Args:
        selector: As `read_path` gives it.
        seen: The record, without what the schema found fault with.

    Returns:
        Each place that it leads to, in the author's order; where something on the way is not
        there, how far it leads. An entry that is not there is asked for nothing.
    """
    if selector.kind is None:
        yield from _follow(record_shape(), seen.record, (), selector.steps)
        return
    for part in seen.named(selector.kind):
        yield from _follow(part.shape, part.value, part.path, selector.steps)


def _follow(shape: Shape, value: Any, path: Path, steps: tuple[str, ...]) -> Iterator[Reached]:
    if value is MISFIT:
        return
    if isinstance(shape, Choice):
        names = kinds_of(shape, value)
        if not names:
            return
        shape = shape.kinds[names[0]]
    if not steps:
        yield Reached(path, shape, value, (), None)
    elif isinstance(shape, Listing):
        for index, entry in enumerate(value):
            yield from _follow(shape.entry, entry, (*path, index), steps[1:])
    elif isinstance(shape, Keyed):
        for key, entry in value.items():
            yield from _follow(shape.entry, entry, (*path, key), steps[1:])
    elif isinstance(shape, Block | Foreign):
        yield from _one_key(shape, value, path, steps)


def _one_key(
    shape: Block | Foreign, value: Any, path: Path, steps: tuple[str, ...]
) -> Iterator[Reached]:
    if isinstance(shape, Block) and shape.refers and "ref" in value:
        return  # what it stands for is judged where it stands
    below = next(_below(shape, steps[0]), None)
    if below is None:
        return  # an item of another kind
    if steps[0] in value:
        yield from _follow(below, value[steps[0]], (*path, steps[0]), steps[1:])
    elif EVERY not in steps:
        yield Reached(path, shape, value, steps, _last(below, steps[1:]))


def _last(shape: Shape, steps: tuple[str, ...]) -> Shape:
    for step in steps:
        shape = next(_below(shape, step), shape)
    return shape
