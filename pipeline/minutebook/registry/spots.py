"""Spots: where in a note the words stand that a finding across records may point at.

Nothing in this module knows a field by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from minutebook.errors import pointer, value_at

if TYPE_CHECKING:
    from minutebook.errors import Location, Path
    from minutebook.load import Source


class Spot(NamedTuple):
    """A place in a record and in the author's file."""

    path: str
    """JSON Pointer."""
    line: int
    """Counted from 1; an archived record has no lines of its own, and all stands on the first."""
    column: int
    end_line: int
    end_column: int
    """The column after the last character."""


class Mention(NamedTuple):
    """Words of a record that a finding can point at."""

    text: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Reading:
    """A record with the places of what stands in it."""

    data: Any
    source: Source | None

    def spot(self, path: Path) -> Spot:
        """Give the place of a value."""
        return _spot(path, self.source.value_place(path, quoted=False) if self.source else None)

    def line(self, path: Path) -> int:
        """Give the line on which a value begins."""
        return self.source.value_line(path) if self.source else 1

    def key_spot(self, path: Path) -> Spot:
        """Give the place of a key."""
        return _spot(path, self.source.key_place(path) if self.source else None)

    def mention(self, *path: str | int) -> Mention | None:
        """Give the words at a path; ``None`` where there are none."""
        text = value_at(self.data, path)
        if not isinstance(text, str) or not text:
            return None
        return Mention(text, self.spot(path))


def _spot(path: Path, place: Location | None) -> Spot:
    if place is None:
        return Spot(pointer(path), 1, 1, 1, 1)
    return Spot(pointer(path), place.line, place.column, place.end_line, place.end_column)
