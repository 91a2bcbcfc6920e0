"""One walk over a record, so that each rule finds what it judges without walking again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from minutebook.model import Block, Choice, Keyed, Listing, Scalar, Shape, record_shape
from minutebook.record import MISFIT, Record, kinds_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Path
    from minutebook.markdown import RichText


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a record: a session, an item, a person."""

    path: Path
    shape: Block
    value: Record


@dataclass(frozen=True, slots=True)
class Reference:
    """A key of `people`, `strands` or `papers` used somewhere."""

    path: Path
    refers: str
    key: str


@dataclass(slots=True)
class Visit:
    """Everything in a record, in the author's order."""

    record: Record
    parts: list[Part] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    transcripts: list[tuple[Path, RichText]] = field(default_factory=list)

    def named(self, *names: str) -> Iterator[Part]:
        """Give the blocks of these definitions, such as ``session`` or ``action``."""
        return (part for part in self.parts if part.shape.name in names)


def visit(record: Record) -> Visit:
    """Walk over a normalised record once."""
    seen = Visit(record)
    _walk(record_shape(), record, (), seen)
    return seen


def _walk(shape: Shape, value: Any, path: Path, seen: Visit) -> None:
    if value is MISFIT:
        return
    if isinstance(shape, Scalar):
        _scalar(shape, value, path, seen)
    elif isinstance(shape, Block):
        _block(shape, value, path, seen)
    elif isinstance(shape, Choice):
        _block(shape.kinds[kinds_of(shape, value)[0]], value, path, seen)
    elif isinstance(shape, Listing):
        for index, entry in enumerate(value):
            _walk(shape.entry, entry, (*path, index), seen)
    elif isinstance(shape, Keyed):
        for key, entry in value.items():
            _walk(shape.entry, entry, (*path, key), seen)


def _block(shape: Block, value: Record, path: Path, seen: Visit) -> None:
    if shape.refers and "ref" in value:
        seen.references.append(Reference(path, shape.refers, value["ref"]))
        return
    seen.parts.append(Part(path, shape, value))
    for key, part in shape.fields.items():
        if key in value:
            _walk(part.shape, value[key], (*path, key), seen)


def _scalar(shape: Scalar, value: Any, path: Path, seen: Visit) -> None:
    if shape.kind == "turns":
        seen.transcripts.append((path, value))
    elif shape.refers:
        seen.references.append(Reference(path, shape.refers, value))
