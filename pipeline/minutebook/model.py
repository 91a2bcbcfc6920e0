"""The schema as shapes: what each field holds and how it stands in the XML.

Every walk over a record (normalising, XML, YAML, XSD, field reference) follows these shapes, so
that a field is defined in the JSON Schema and nowhere else. Nothing here knows any field by name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from minutebook.errors import value_at
from minutebook.schemas import definition, meeting_schema

if TYPE_CHECKING:
    from minutebook.errors import Path

Json = dict[str, Any]

REFERENCE_ATTRIBUTE = {"people": "person", "strands": "strand", "papers": "paper"}
"""The XML attribute that holds a key of each keyed list."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scalar:
    """One value without parts."""

    kind: Literal["text", "spelled", "integer", "boolean", "rich", "turns"]
    """``spelled`` is text or a number kept as written; ``turns`` is rich text cut by speaker."""
    schema: Json
    refers: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A list; each entry is an XML element."""

    entry: Shape
    entry_name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Keyed:
    """Entries under keys that the author chooses; the key becomes an attribute."""

    entry: Shape
    entry_name: str
    key_attribute: str
    key_schema: Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreign:
    """Data that the schema does not know, under names that the author chooses."""

    key_attribute: str
    key_schema: Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One key of a block."""

    key: str
    xml_name: str
    attribute: bool
    wrapped: bool
    required: bool
    shape: Shape
    schema: Json


@dataclass(kw_only=True, slots=True, eq=False)
class Block:
    """A block of known keys."""

    name: str
    schema: Json
    short: str | None = None
    """The field that a single text stands for."""
    refers: str | None = None
    """The keyed list of which a single text may be a key."""
    fields: dict[str, Field] = field(default_factory=dict)
    """By key, in the order of the schema; filled when the schema is compiled."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Choice:
    """An item: exactly one of several blocks, known by its kind key."""

    kinds: dict[str, Block]
    short_kind: str
    """The kind that a single text stands for."""


Shape = Scalar | Listing | Keyed | Foreign | Block | Choice


def kebab(key: str) -> str:
    """Spell a key as the XML does: ``next_steps`` becomes ``next-steps``."""
    return key.replace("_", "-")


class _Compiler:
    """Compiles each definition once, so that shapes may contain themselves."""

    def __init__(self) -> None:
        self.blocks: dict[tuple[str, bool], Block] = {}
        self.choices: dict[str, Choice] = {}

    def shape(self, schema: Json) -> Shape:
        """Compile one subschema of the dialect that the schema keeps to."""
        if "$ref" in schema:
            return self._referred(schema)
        kind = schema["type"]
        if kind == "array":
            items = schema["items"]
            name = items.get("xml", {}).get("name", "")
            return Listing(entry=self.shape(items), entry_name=name)
        if kind == "object" and "properties" not in schema:
            return self._keyed(schema)
        return _scalar(schema)

    def _referred(self, schema: Json) -> Shape:
        name = schema["$ref"].removeprefix("#/$defs/")
        target = definition(schema["$ref"])
        if "oneOf" in target:
            return self._choice(name, target)
        if "properties" in target:
            return self.block(name, target, long_only=schema.get("type") == "object")
        return _scalar({**target, **schema})

    def block(self, name: str, schema: Json, *, long_only: bool = False) -> Block:
        """Compile a block of known keys, remembering it before its fields are known."""
        if (name, long_only) not in self.blocks:
            block = Block(
                name=name,
                schema=schema,
                short=None if long_only else schema.get("x-short"),
                refers=schema.get("x-refers"),
            )
            self.blocks[name, long_only] = block
            required = set(schema.get("required", ()))
            for key, value in schema["properties"].items():
                block.fields[key] = self._field(key, value, required=key in required)
        return self.blocks[name, long_only]

    def _field(self, key: str, schema: Json, *, required: bool) -> Field:
        # A value that is written the same way wherever it stands says so once, in its definition:
        # an editor shows a field's own words only where nothing but words stands beside its `$ref`.
        target = definition(schema["$ref"]) if "$ref" in schema else {}
        xml = {**target.get("xml", {}), **schema.get("xml", {})}
        return Field(
            key=key,
            xml_name=xml.get("name", kebab(key)),
            attribute=xml.get("attribute", False),
            wrapped=xml.get("wrapped", False),
            required=required,
            shape=self.shape(schema),
            schema=schema,
        )

    def _keyed(self, schema: Json) -> Keyed | Foreign:
        key_schema = schema["propertyNames"]
        if schema.get("x-foreign"):
            return Foreign(key_attribute=schema["x-key"], key_schema=key_schema)
        entry = schema["additionalProperties"]
        return Keyed(
            entry=self.shape(entry),
            entry_name=entry["xml"]["name"],
            key_attribute=schema["x-key"],
            key_schema=key_schema,
        )

    def _choice(self, name: str, schema: Json) -> Choice:
        if name not in self.choices:
            kinds: dict[str, Block] = {}
            short = next(branch["x-short"] for branch in schema["oneOf"] if "x-short" in branch)
            self.choices[name] = Choice(kinds=kinds, short_kind=short)
            for branch in schema["oneOf"]:
                if "$ref" in branch:
                    kind = branch["$ref"].removeprefix("#/$defs/")
                    kinds[kind] = self.block(kind, definition(branch["$ref"]))
        return self.choices[name]


def _scalar(schema: Json) -> Scalar:
    kind = schema["type"]
    if isinstance(kind, list):
        return Scalar(kind="spelled", schema=schema)
    if kind in {"integer", "boolean"}:
        return Scalar(kind=kind, schema=schema)
    if "x-turns" in schema:
        return Scalar(kind="turns", schema=schema, refers=schema["x-turns"])
    if schema.get("contentMediaType") == "text/markdown":
        return Scalar(kind="rich", schema=schema)
    return Scalar(kind="text", schema=schema, refers=schema.get("x-refers"))


@cache
def record_shape() -> Block:
    """Compile the schema, once; the shape of a whole record."""
    return _Compiler().block("record", meeting_schema())


def below(shape: Shape | None, step: str | int) -> Shape | None:
    """Take one step down a shape; None where the schema knows of nothing there."""
    if isinstance(shape, Listing | Keyed):
        return shape.entry
    if isinstance(shape, Block) and step in shape.fields:
        return shape.fields[str(step)].shape
    return None


def shape_at(data: Any, path: Path) -> Shape | None:
    """
    Follow a path through the schema.

    Args:
        data: The note, which says of what kind an item is.
        path: Keys and list indices from the root.

    Returns:
        What the schema has there; of an item the block of its kind, None where it has no kind.
    """
    shape: Shape | None = record_shape()
    for end, step in enumerate(path):
        shape = below(shape, step)
        if isinstance(shape, Choice):
            item = value_at(data, path[: end + 1])
            kinds = [key for key in item if key in shape.kinds] if isinstance(item, dict) else []
            shape = shape.kinds[kinds[0]] if kinds else None
    return shape
