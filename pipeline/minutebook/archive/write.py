"""A normalised record as the bytes of its archival XML.

Equal records give equal bytes: the order, the indentation and every escape are fixed here. Nothing
in this module knows a file, or any field by name.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from minutebook.markdown import ELEMENT_ONLY, Node, RichText
from minutebook.model import (
    REFERENCE_ATTRIBUTE,
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
from minutebook.record import Record, kinds_of
from minutebook.schemas import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Attributes = Iterable[tuple[str, str]]

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\t": "&#9;",
        "\n": "&#10;",
        "\r": "&#13;",
    }
)


def write_xml(record: Record) -> bytes:
    """
    Write a record as canonical archival XML.

    Args:
        record: Normalised; it may lack what only an archive needs.

    Returns:
        UTF-8 with an XML declaration, LF and two spaces a level; an element that may hold text is
        on one line with no character added, since white space there would be words of the record.

    Source:
        docs/explanation/archival-format.md, "Canonical bytes".
    """
    root = record_shape()
    writer = _Writer()
    attributes = [("xmlns", NAMESPACE), *_attributes(root, record)]
    writer.element("meeting-record", attributes, partial(writer.fields, root, record))
    return (_DECLARATION + "".join(writer.parts)).encode("utf-8")


class _Writer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.depth = 0

    def element(self, name: str, attributes: Attributes, content: Callable[[], object]) -> None:
        """Write an element that holds elements only; *content* is called to write them."""
        start = len(self.parts)
        self.depth += 1
        content()
        self.depth -= 1
        pad = "  " * self.depth
        tag = _tag(name, attributes)
        if len(self.parts) == start:
            self.parts.append(f"{pad}<{tag}/>\n")
        else:
            self.parts.insert(start, f"{pad}<{tag}>\n")
            self.parts.append(f"{pad}</{name}>\n")

    def line(self, name: str, attributes: Attributes, inner: str) -> None:
        """Write an element that may hold text, with nothing added to what it holds."""
        tag = _tag(name, attributes)
        pad = "  " * self.depth
        self.parts.append(f"{pad}<{tag}>{inner}</{name}>\n" if inner else f"{pad}<{tag}/>\n")

    def fields(self, shape: Block, record: Record) -> None:
        for field in shape.fields.values():
            if not field.attribute and field.key in record:
                self.field(field, record[field.key])

    def field(self, field: Field, value: Any) -> None:
        if isinstance(field.shape, Listing) and not field.wrapped:
            self.entries(field.shape, value)
        elif isinstance(field.shape, Listing):
            listing = field.shape
            self.element(field.xml_name, (), partial(self.entries, listing, value))
        else:
            self.value(field.xml_name, (), field.shape, value)

    def entries(self, shape: Listing, values: list[Any]) -> None:
        for value in values:
            self.value(shape.entry_name, (), shape.entry, value)

    def value(self, name: str, attributes: Attributes, shape: Shape, value: Any) -> None:
        if isinstance(shape, Scalar):
            self.scalar(name, attributes, shape, value)
        elif isinstance(shape, Block):
            own = [*attributes, *_attributes(shape, value)]
            self.element(name, own, partial(self.fields, shape, value))
        elif isinstance(shape, Choice):
            kind = kinds_of(shape, value)[0]
            self.value(kind, attributes, shape.kinds[kind], value)
        elif isinstance(shape, Listing):
            self.element(name, attributes, partial(self.entries, shape, value))
        elif isinstance(shape, Keyed):
            self.element(name, attributes, partial(self.keyed, shape, value))
        else:
            self.element(name, attributes, partial(self.extensions, shape, value))

    def scalar(self, name: str, attributes: Attributes, shape: Scalar, value: Any) -> None:
        if shape.kind in {"rich", "turns"}:
            self.element(name, attributes, partial(self.rich, value))
        else:
            self.line(name, attributes, _scalar(value).translate(_TEXT))

    def keyed(self, shape: Keyed, entries: dict[str, Any]) -> None:
        for key, value in entries.items():
            self.value(shape.entry_name, ((shape.key_attribute, key),), shape.entry, value)

    def rich(self, blocks: RichText) -> None:
        for block in blocks:
            if block.name in ELEMENT_ONLY:
                inner = tuple(child for child in block.children if isinstance(child, Node))
                self.element(block.name, block.attributes, partial(self.rich, inner))
            else:
                self.line(block.name, block.attributes, _inline(block))

    def extensions(self, shape: Foreign, slots: dict[str, Any]) -> None:
        for name, value in slots.items():
            self.element(
                "extension",
                ((shape.key_attribute, name),),
                partial(self.foreign, value),
            )

    def foreign(self, value: Any) -> None:
        """Write data that the schema does not know, each value by its own type."""
        if isinstance(value, dict):
            self.element("map", (), partial(self.foreign_entries, value))
        elif isinstance(value, list):
            self.element("list", (), partial(self.foreign_list, value))
        elif value is None:
            self.line("null", (), "")
        else:
            name = "text" if isinstance(value, str) else _number_name(value)
            self.line(name, (), _scalar(value).translate(_TEXT))

    def foreign_list(self, values: list[Any]) -> None:
        for value in values:
            self.foreign(value)

    def foreign_entries(self, entries: dict[str, Any]) -> None:
        for key, value in entries.items():
            self.element("entry", (("key", key),), partial(self.foreign, value))


def _attributes(shape: Block, value: Record) -> Iterator[tuple[str, str]]:
    if "ref" in value and shape.refers:
        yield REFERENCE_ATTRIBUTE[shape.refers], value["ref"]
    for field in shape.fields.values():
        if field.attribute and field.key in value:
            yield field.xml_name, _scalar(value[field.key])


def _tag(name: str, attributes: Attributes) -> str:
    return name + "".join(f' {key}="{value.translate(_ATTRIBUTE)}"' for key, value in attributes)


def _inline(node: Node) -> str:
    return "".join(
        child.translate(_TEXT) if isinstance(child, str) else _inline_element(child)
        for child in node.children
    )


def _inline_element(node: Node) -> str:
    inner = _inline(node)
    tag = _tag(node.name, node.attributes)
    return f"<{tag}>{inner}</{node.name}>" if inner else f"<{tag}/>"


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(getattr(value, "spelling", value))


def _number_name(value: Any) -> str:
    return "boolean" if isinstance(value, bool) else "number"
