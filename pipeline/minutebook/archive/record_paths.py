"""Where the elements of an archived file stand in its record, and where the record stands in them.

The inverse of `write`, for files that may break the grammar anywhere: what cannot be followed is
said to be unknown, and nothing is raised. Nothing in this module knows a line or a file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from minutebook.model import (
    Block,
    Choice,
    Field,
    Foreign,
    Keyed,
    Listing,
    Scalar,
    Shape,
    record_shape,
)
from minutebook.schemas import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

    from minutebook.errors import Path

_PREFIX = f"{{{NAMESPACE}}}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What an element is in its record."""

    path: Path
    """Of the element; of what it stands in where the grammar has no such element there."""
    shape: Shape
    """Of what stands at *path*."""
    is_known: bool = True
    """Whether the grammar has such an element there."""
    entry_of: Keyed | Foreign | None = None
    """Whose entry it is, where its key is one that the author chose."""


def local(tag: Any) -> str:
    """Give an element's name without its namespace."""
    return str(tag).rpartition("}")[2]


def name_of(element: etree._Element) -> str | None:
    """Give the name of an element of archived records; ``None`` for one of another kind of XML."""
    tag = str(element.tag)
    return tag.removeprefix(_PREFIX) if tag.startswith(_PREFIX) else None


def part_of(element: etree._Element) -> Part:
    """
    Say what an element is in its record.

    Args:
        element: Of a file whose outermost element is a `meeting-record`.

    Returns:
        Its path and shape; where it is unknown, those of the nearest element about it that is not.
    """
    chain = [element, *element.iterancestors()][::-1]
    part = Part(path=(), shape=record_shape())
    for outer, inner in pairwise(chain):
        step = _inside(part, outer, inner)
        if step is None:
            return replace(part, is_known=False)
        part = step
    return part


def _inside(part: Part, outer: etree._Element, inner: etree._Element) -> Part | None:
    """Take one step down; ``None`` where the grammar has no such element."""
    shape, name = part.shape, name_of(inner)
    if name is None:
        return None
    if isinstance(shape, Block):
        return _field(part.path, shape, inner, name)
    if isinstance(shape, Listing):
        entry = shape.entry
        path = (*part.path, outer.index(inner))
        if isinstance(entry, Choice):
            kind = entry.kinds.get(name)
            return None if kind is None else Part(path=path, shape=kind)
        return Part(path=path, shape=entry) if name == shape.entry_name else None
    if isinstance(shape, Keyed):
        key = inner.get(shape.key_attribute)
        if name != shape.entry_name or key is None:
            return None
        return Part(path=(*part.path, key), shape=shape.entry, entry_of=shape)
    # Within a text, and within the office's own data.
    return (
        _foreign(part, outer, inner)
        if isinstance(shape, Foreign)
        else Part(path=part.path, shape=shape)
    )


def _field(path: Path, shape: Block, inner: etree._Element, name: str) -> Part | None:
    field = field_of(shape, name)
    if field is None:
        return None
    if isinstance(field.shape, Listing) and not field.wrapped:
        index = sum(1 for _ in inner.itersiblings(inner.tag, preceding=True))
        return Part(path=(*path, field.key, index), shape=field.shape.entry)
    return Part(path=(*path, field.key), shape=field.shape)


def _foreign(part: Part, outer: etree._Element, inner: etree._Element) -> Part:
    name, of = local(inner.tag), part.shape
    if name == "extension":
        key = inner.get("name")
    elif name == "entry":
        key = inner.get("key")
    elif local(outer.tag) == "list":
        return replace(part, path=(*part.path, outer.index(inner)), entry_of=None)
    else:
        return replace(part, entry_of=None)
    path = part.path if key is None else (*part.path, key)
    return Part(path=path, shape=of, entry_of=of if isinstance(of, Foreign) else None)


def field_of(shape: Block, name: str) -> Field | None:
    """Find the field of a block that an element of this name holds."""
    for field in shape.fields.values():
        if not field.attribute and element_name(field) == name:
            return field
    return None


def element_name(field: Field) -> str:
    """Name the element that holds a field, or each entry of it."""
    if isinstance(field.shape, Listing) and not field.wrapped:
        return field.shape.entry_name
    return field.xml_name


def attribute_path(part: Part, name: str) -> Path:
    """Give the path of an attribute; that of its element where it has none of its own."""
    field = attribute_of(part, name)
    return part.path if field is None else (*part.path, field.key)


def attribute_of(part: Part, name: str) -> Field | None:
    """Find the field that an attribute of an element holds."""
    fields = part.shape.fields.values() if isinstance(part.shape, Block) else ()
    return next((field for field in fields if field.attribute and field.xml_name == name), None)


Spot = tuple["etree._Element", str | None]
"""An element, or one of its attributes by name."""


def spot_at(root: etree._Element, path: Path) -> Spot:
    """
    Find what stands for a path of the record.

    Args:
        root: The `meeting-record` element.
        path: Keys and list indices from the root of the record.

    Returns:
        The element or attribute; where there is none, that of the nearest parent.
    """
    element, steps = root, list(path)
    shape: Shape = record_shape()
    while steps:
        found = _down(element, shape, steps)
        if found is None:
            break
        element, attribute, shape = found
        if attribute is not None:
            return element, attribute
    return element, None


def _down(
    element: etree._Element, shape: Shape, steps: list[str | int]
) -> tuple[etree._Element, str | None, Shape] | None:
    """Take one step down, with its index where the entries have no element about them."""
    step = steps.pop(0)
    if isinstance(shape, Block):
        field = shape.fields.get(str(step))
        if field is None:
            return None
        if field.attribute:
            there = element.get(field.xml_name) is not None
            return (element, field.xml_name, shape) if there else None
        return _into(element, field, steps)
    if isinstance(shape, Listing) and isinstance(step, int) and 0 <= step < len(element):
        return element[step], None, _entry(shape, element[step])
    if isinstance(shape, Keyed):
        found = [one for one in element if one.get(shape.key_attribute) == step]
        return (found[0], None, shape.entry) if found else None
    return None


def _into(
    element: etree._Element, field: Field, steps: list[str | int]
) -> tuple[etree._Element, str | None, Shape] | None:
    found = list(element.iterchildren(_PREFIX + element_name(field)))
    if isinstance(field.shape, Listing) and not field.wrapped:
        index = steps.pop(0) if steps else 0
        there = isinstance(index, int) and 0 <= index < len(found)
        return (found[int(index)], None, field.shape.entry) if there else None
    return (found[0], None, field.shape) if found else None


def _entry(shape: Listing, element: etree._Element) -> Shape:
    if isinstance(shape.entry, Choice):
        return shape.entry.kinds.get(local(element.tag), shape.entry)
    return shape.entry


def is_rich(shape: Shape) -> bool:
    """Say whether a shape is that of a text with elements of its own."""
    return isinstance(shape, Scalar) and shape.kind in {"rich", "turns"}


def differing(one: Any, other: Any, path: Path = ()) -> Path:
    """Follow two values of records that differ to the first place at which they do."""
    pairs: Iterable[tuple[Any, Any, Any]]
    if isinstance(one, dict) and isinstance(other, dict):
        keys: list[Any] = [*other, *(key for key in one if key not in other)]
        pairs = ((key, one.get(key), other.get(key)) for key in keys)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = ((n, *pair) for n, pair in enumerate(zip(one, other, strict=True)))
    else:
        return path
    found = next(((step, a, b) for step, a, b in pairs if a != b), None)
    return path if found is None else differing(found[1], found[2], (*path, found[0]))
