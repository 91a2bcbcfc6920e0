"""One walk over a record, so that each rule finds what it judges without walking again.

What the schema has found fault with is not there to be judged; it is not missing either.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from minutebook.errors import value_at
from minutebook.model import Block, Choice, Keyed, Listing, Scalar, Shape, record_shape
from minutebook.record import MISFIT, Record, kinds_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


@dataclass(frozen=True, slots=True)
class Transcript:
    """Turns of speech, and the text that they were cut from."""

    path: Path
    turns: RichText
    text: str


@dataclass
class Visit:
    """Everything in a record, in the author's order."""

    record: Record
    data: Any
    """As the author wrote it."""
    broken: frozenset[Path]
    """Where something is not as the schema has it, or stands under a misspelt key."""
    parts: list[Part] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    transcripts: list[Transcript] = field(default_factory=list)
    misfits: set[Path] = field(default_factory=set)
    """Entries of lists that do not have the shape that their place needs."""

    def named(self, *names: str) -> Iterator[Part]:
        """Give the blocks of these definitions, such as ``session`` or ``action``."""
        return (part for part in self.parts if part.shape.name in names)

    def has(self, part: Part, *keys: str) -> bool:
        """Say whether the author gave one of these keys, sound or not."""
        return any(key in part.value or (*part.path, key) in self.touched for key in keys)

    def lacks(self, path: Path) -> bool:
        """Say whether the author gave nothing there; what is broken was given."""
        return value_at(self.record, path) is None and path not in self.touched

    @cached_property
    def touched(self) -> frozenset[Path]:
        """What is broken, and every block and list around it."""
        return frozenset(path[:end] for path in self.broken for end in range(len(path) + 1))

    @cached_property
    def has_broken_id(self) -> bool:
        """Whether the id of a session or item cannot be read."""
        return any(len(path) > 1 and path[-1] == "id" for path in self.broken)

    @cached_property
    def broken_ids(self) -> frozenset[str]:
        """The ids of blocks in which something is broken, as far as they can be read."""
        blocks = (value_at(self.data, path) for path in self.touched)
        ids = (block.get("id") for block in blocks if isinstance(block, dict))
        return frozenset(key for key in ids if isinstance(key, str))


def visit(record: Record, *, data: Any = None, broken: Iterable[Path] = ()) -> Visit:
    """
    Walk over a record once.

    Args:
        record: Normalised.
        data: As the author wrote it.
        broken: Paths at which the schema found a fault; what stands there is left out.

    Returns:
        What the rules ask for.
    """
    paths = frozenset(broken)
    seen = Visit(record=_sound(record, paths), data=data, broken=paths)
    _walk(record_shape(), seen.record, (), seen)
    return seen


def _sound(record: Record, broken: frozenset[Path]) -> Record:
    """Leave out what is broken; in a list a misfit keeps its place."""
    if not broken:
        return record
    around = {path[:end] for path in broken for end in range(len(path))}

    def copy(value: Any, path: Path) -> Any:
        if path not in around:
            return value
        if isinstance(value, dict):
            return {
                key: copy(part, (*path, key))
                for key, part in value.items()
                if (*path, key) not in broken
            }
        if isinstance(value, list):
            return [
                MISFIT if (*path, n) in broken else copy(part, (*path, n))
                for n, part in enumerate(value)
            ]
        return value

    whole: Record = copy(record, ())
    return whole


def _walk(shape: Shape, value: Any, path: Path, seen: Visit) -> None:
    if value is MISFIT:
        seen.misfits.add(path)
    elif isinstance(shape, Scalar):
        _scalar(shape, value, path, seen)
    elif isinstance(shape, Block):
        _block(shape, value, path, seen)
    elif isinstance(shape, Choice):
        _item(shape, value, path, seen)
    elif isinstance(shape, Listing):
        for index, entry in enumerate(value):
            _walk(shape.entry, entry, (*path, index), seen)
    elif isinstance(shape, Keyed):
        for key, entry in value.items():
            _walk(shape.entry, entry, (*path, key), seen)


def _item(shape: Choice, value: Record, path: Path, seen: Visit) -> None:
    kinds = kinds_of(shape, value)
    if kinds:
        _block(shape.kinds[kinds[0]], value, path, seen)
    else:
        # Its words are broken, and with them went its kind.
        seen.misfits.add(path)


def _block(shape: Block, value: Record, path: Path, seen: Visit) -> None:
    if shape.refers and "ref" in value:
        seen.references.append(Reference(path, shape.refers, value["ref"]))
        return
    seen.parts.append(Part(path, shape, value))
    for key, part in value.items():
        _walk(shape.fields[key].shape, part, (*path, key), seen)


def _scalar(shape: Scalar, value: Any, path: Path, seen: Visit) -> None:
    if shape.kind == "turns":
        text = value_at(seen.data, path)
        seen.transcripts.append(Transcript(path, value, text if isinstance(text, str) else ""))
    elif shape.refers:
        seen.references.append(Reference(path, shape.refers, value))
