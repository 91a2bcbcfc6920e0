"""The outline of a record: its sessions and items in order, each with its kind.

Nothing in this module knows a place in a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from minutebook.model import Block, Choice, Listing, record_shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Path
    from minutebook.record import Record
    from minutebook.registry.spots import Spot

SECTIONS = {
    "background": "background",
    "sessions": "session",
    "next_steps": "next step",
    "closing": "closing",
    "principles": "list of principles",
}
"""The fields that hold sessions, in the order of the schema, and what one of them is called."""


@dataclass(frozen=True, slots=True)
class Part:
    """A session or an item of a record."""

    path: Path
    depth: int
    """How many sessions it stands in."""
    word: str
    """What it is: the kind of an item, or what its session is called."""
    block: Record
    is_session: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """Sessions and items in order."""

    steps: tuple[tuple[int, str], ...] = ()
    """How deep each stands, and what it is."""
    lines: tuple[int, ...] = ()
    """The line of each."""
    spots: tuple[Spot, ...] = ()
    """The place of each; only in a translation."""


@cache
def _kinds() -> frozenset[str]:
    """The kind keys of items, as the schema has them."""
    sessions = record_shape().fields["sessions"].shape
    assert isinstance(sessions, Listing)
    assert isinstance(sessions.entry, Block)
    items = sessions.entry.fields["items"].shape
    assert isinstance(items, Listing)
    assert isinstance(items.entry, Choice)
    return frozenset(items.entry.kinds)


def parts_of(record: Record) -> Iterator[Part]:
    """
    Give the sessions and items of a record.

    Args:
        record: Normalised and sound.

    Returns:
        Each in order, a session before what stands in it, and its items before its sessions.
    """
    for name, word in SECTIONS.items():
        value = record.get(name)
        if isinstance(value, list):
            for number, session in enumerate(value):
                yield from _session(session, (name, number), word, 0)
        elif value:
            yield from _session(value, (name,), word, 0)


def _session(session: Record, path: Path, word: str, depth: int) -> Iterator[Part]:
    yield Part(path, depth, word, session, is_session=True)
    for number, item in enumerate(session.get("items", ())):
        kind = next(key for key in item if key in _kinds())
        yield Part((*path, "items", number), depth + 1, kind, item, is_session=False)
    for number, inner in enumerate(session.get("sessions", ())):
        yield from _session(inner, (*path, "sessions", number), SECTIONS["sessions"], depth + 1)
