"""The XSD of the archival XML, made from the schema.

Nothing in this module reads a record: it only writes the grammar that archives are checked by.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from minutebook.markdown.grammar import BLOCKS, FOOTNOTE, GRAMMAR, Element
from minutebook.model import (
    REFERENCE_ATTRIBUTE,
    Block,
    Choice,
    Field,
    Foreign,
    Json,
    Keyed,
    Listing,
    Scalar,
    Shape,
    kebab,
    record_shape,
)
from minutebook.schemas import NAMESPACE, schema_root

_NOT_BLANK = "[^ \\t\\r\\n]"
_FIXED = "archive-types.xsd.part"


@dataclass(slots=True)
class _Grammar:
    lines: list[str] = field(default_factory=list)
    done: set[str] = field(default_factory=set)
    waiting: list[Block | Choice] = field(default_factory=list)

    def add(self, depth: int, text: str) -> None:
        self.lines.append("  " * depth + text)

    def block_type(self, shape: Block) -> str:
        """Name the type of a block, and see that it is written."""
        name = f"{kebab(shape.name)}-type"
        if name not in self.done:
            self.done.add(name)
            self.waiting.append(shape)
        return name

    def write_block(self, shape: Block) -> None:
        self.add(1, f'<xs:complexType name="{kebab(shape.name)}-type">')
        self.add(2, "<xs:annotation>")
        self.add(3, f"<xs:documentation>{escape(shape.schema['description'])}</xs:documentation>")
        self.add(2, "</xs:annotation>")
        self.write_content(shape, 2, ())
        self.add(1, "</xs:complexType>")

    def write_content(self, shape: Block, depth: int, attributes: tuple[str, ...]) -> None:
        """Write the elements, then the attributes; *attributes* stand before the block's own."""
        # A reference holds either a key or the fields, so its fields can't be required here.
        needed = shape.refers is None
        elements = [part for part in shape.fields.values() if not part.attribute]
        if elements:
            self.add(depth, "<xs:sequence>")
            for part in elements:
                self.write_field(part, depth + 1, needed=needed and part.required)
            self.add(depth, "</xs:sequence>")
        for line in attributes:
            self.add(depth, line)
        if shape.refers:
            self.add(
                depth,
                f'<xs:attribute name="{REFERENCE_ATTRIBUTE[shape.refers]}" type="key-type"/>',
            )
        for part in shape.fields.values():
            if part.attribute:
                self.write_attribute(part, depth, needed=needed and part.required)

    def write_attribute(self, part: Field, depth: int, *, needed: bool) -> None:
        use = ' use="required"' if needed else ""
        self.add(depth, f'<xs:attribute name="{part.xml_name}"{use}>')
        self.write_documentation(part.schema, depth + 1)
        self.write_simple(part.shape, depth + 1)
        self.add(depth, "</xs:attribute>")

    def write_field(self, part: Field, depth: int, *, needed: bool) -> None:
        least = "" if needed else ' minOccurs="0"'
        if isinstance(part.shape, Listing) and not part.wrapped:
            name = part.shape.entry_name
            self.write_element(
                name, part.shape.entry, depth, ' minOccurs="0" maxOccurs="unbounded"', part.schema
            )
        else:
            self.write_element(part.xml_name, part.shape, depth, least, part.schema)

    def write_element(
        self, name: str, shape: Shape, depth: int, occurs: str, schema: Json | None = None
    ) -> None:
        if isinstance(shape, Scalar) and shape.kind in {"rich", "turns"}:
            kind = "blocks-type" if shape.kind == "rich" else "turns-type"
            self.add(depth, f'<xs:element name="{name}" type="{kind}"{occurs}/>')
        elif isinstance(shape, Block):
            type_name = self.block_type(shape)
            self.add(depth, f'<xs:element name="{name}" type="{type_name}"{occurs}/>')
        else:
            self.add(depth, f'<xs:element name="{name}"{occurs}>')
            if schema:
                self.write_documentation(schema, depth + 1)
            self.write_anonymous(shape, depth + 1)
            if isinstance(shape, Keyed | Foreign):
                self.write_unique(name, shape, depth + 1)
            self.add(depth, "</xs:element>")

    def write_unique(self, name: str, shape: Keyed | Foreign, depth: int) -> None:
        """Say that a key stands once: read back, the second would take the first one's place."""
        entry = shape.entry_name if isinstance(shape, Keyed) else "extension"
        self.add(depth, f'<xs:unique name="{name}-{shape.key_attribute}">')
        self.add(depth + 1, f'<xs:selector xpath="mr:{entry}"/>')
        self.add(depth + 1, f'<xs:field xpath="@{shape.key_attribute}"/>')
        self.add(depth, "</xs:unique>")

    def write_anonymous(self, shape: Shape, depth: int) -> None:
        if isinstance(shape, Scalar):
            self.write_simple(shape, depth)
            return
        self.add(depth, "<xs:complexType>")
        self.add(depth + 1, "<xs:sequence>")
        if isinstance(shape, Listing):
            self.write_entries(shape, depth + 2)
        elif isinstance(shape, Keyed):
            self.write_keyed(shape, depth + 2)
        else:
            occurs = 'maxOccurs="unbounded"'
            self.add(depth + 2, f'<xs:element name="extension" type="extension-type" {occurs}/>')
        self.add(depth + 1, "</xs:sequence>")
        self.add(depth, "</xs:complexType>")

    def write_entries(self, shape: Listing, depth: int) -> None:
        if isinstance(shape.entry, Choice):
            self.add(depth, '<xs:choice maxOccurs="unbounded">')
            for kind, block in shape.entry.kinds.items():
                self.write_element(kind, block, depth + 1, "")
            self.add(depth, "</xs:choice>")
        else:
            self.write_element(shape.entry_name, shape.entry, depth, ' maxOccurs="unbounded"')

    def write_keyed(self, shape: Keyed, depth: int) -> None:
        """Write the entries of a keyed list: what an entry holds, and its key as attribute."""
        self.add(depth, f'<xs:element name="{shape.entry_name}" maxOccurs="unbounded">')
        self.add(depth + 1, "<xs:complexType>")
        if isinstance(shape.entry, Block):
            self.write_content(shape.entry, depth + 2, tuple(self.key_attribute(shape)))
        elif isinstance(shape.entry, Listing):
            self.add(depth + 2, "<xs:sequence>")
            self.write_entries(shape.entry, depth + 3)
            self.add(depth + 2, "</xs:sequence>")
            self.lines += ["  " * (depth + 2) + line for line in self.key_attribute(shape)]
        else:
            self.write_counted(shape, depth + 2)
        self.add(depth + 1, "</xs:complexType>")
        self.add(depth, "</xs:element>")

    def write_counted(self, shape: Keyed, depth: int) -> None:
        """Write an entry that holds one number and its key."""
        self.add(depth, "<xs:simpleContent>")
        self.add(depth + 1, '<xs:extension base="count-type">')
        self.lines += ["  " * (depth + 2) + line for line in self.key_attribute(shape)]
        self.add(depth + 1, "</xs:extension>")
        self.add(depth, "</xs:simpleContent>")

    def key_attribute(self, shape: Keyed | Foreign) -> list[str]:
        inner = _Grammar()
        inner.add(0, f'<xs:attribute name="{shape.key_attribute}" use="required">')
        inner.write_simple(Scalar(kind="text", schema=shape.key_schema), 1)
        inner.add(0, "</xs:attribute>")
        return inner.lines

    def write_documentation(self, schema: Json, depth: int) -> None:
        text = escape(schema["description"])
        self.add(depth, "<xs:annotation>")
        self.add(depth + 1, f"<xs:documentation>{text}</xs:documentation>")
        self.add(depth, "</xs:annotation>")

    def write_simple(self, shape: Shape, depth: int) -> None:
        schema = shape.schema if isinstance(shape, Scalar) else {}
        kind = shape.kind if isinstance(shape, Scalar) else "text"
        base = "xs:integer" if kind == "integer" else "xs:string"
        self.add(depth, "<xs:simpleType>")
        self.add(depth + 1, f'<xs:restriction base="{base}">')
        for name, value in _facets(schema, kind):
            self.add(depth + 2, f"<xs:{name} value={quoteattr(value)}/>")
        self.add(depth + 1, "</xs:restriction>")
        self.add(depth, "</xs:simpleType>")


def _facets(schema: Json, kind: str) -> list[tuple[str, str]]:
    """The facets that say what the schema says, in an order that XSD takes."""
    facets: list[tuple[str, str]] = []
    pattern = schema.get("pattern")
    if pattern == _NOT_BLANK:
        # Collapsed for the check only: blank text becomes empty and is too short.
        facets += [("whiteSpace", "collapse"), ("minLength", "1")]
    elif pattern:
        facets.append(("pattern", _xsd_pattern(pattern)))
    values: list[Any] = schema.get("enum", [schema["const"]] if "const" in schema else [])
    if kind == "boolean":
        values = ["true", "false"]
    facets += [("enumeration", value) for value in values]
    names = {"minimum": "minInclusive", "maximum": "maxInclusive", "maxLength": "maxLength"}
    facets += [(names[key], str(schema[key])) for key in names if key in schema]
    return facets


def _xsd_pattern(pattern: str) -> str:
    """Turn an anchored pattern into one of XSD, where every pattern is anchored."""
    return pattern.removeprefix("^").removesuffix("$")


def _rich_types() -> list[str]:
    """Write the types of rich text from the table that `minutebook.markdown` keeps to."""
    lines: list[str] = []
    for name, element in GRAMMAR.items():
        mixed = ' mixed="true"' if element.text and element.children else ""
        lines.append(f'  <xs:complexType name="rich-{name}-type"{mixed}>')
        if element.text and not element.children:
            lines += [
                "    <xs:simpleContent>",
                '      <xs:extension base="xs:string">',
                *_rich_attributes(element, "        "),
                "      </xs:extension>",
                "    </xs:simpleContent>",
            ]
        else:
            lines += [*_rich_children(element), *_rich_attributes(element, "    ")]
        lines.append("  </xs:complexType>")
    return lines


def _rich_children(element: Element) -> list[str]:
    if not element.children:
        return []
    least = 0 if element.text or element.empty or element.first else 1
    choice = [
        f'      <xs:choice minOccurs="{least}" maxOccurs="unbounded">',
        *(f"        {_rich_element(child)}" for child in element.children),
        "      </xs:choice>",
    ]
    first = [f"      {_rich_element(element.first)}"] if element.first else []
    return ["    <xs:sequence>", *first, *choice, "    </xs:sequence>"]


def _rich_element(name: str) -> str:
    return f'<xs:element name="{name}" type="rich-{name}-type"/>'


def _rich_attributes(element: Element, pad: str) -> list[str]:
    lines: list[str] = []
    for attribute in element.attributes:
        use = ' use="required"' if attribute.required else ""
        lines += [
            f'{pad}<xs:attribute name="{attribute.name}"{use}>',
            f"{pad}  <xs:simpleType>",
            f'{pad}    <xs:restriction base="xs:string">',
            f"{pad}      <xs:pattern value={quoteattr(attribute.pattern)}/>",
            f"{pad}    </xs:restriction>",
            f"{pad}  </xs:simpleType>",
            f"{pad}</xs:attribute>",
        ]
    return lines


def _blocks_type() -> list[str]:
    """Write the type of a field of rich text: blocks, and after them the footnotes."""
    return [
        '  <xs:complexType name="blocks-type">',
        "    <xs:sequence>",
        '      <xs:choice minOccurs="0" maxOccurs="unbounded">',
        *(f"        {_rich_element(name)}" for name in BLOCKS),
        "      </xs:choice>",
        f'      <xs:element name="{FOOTNOTE}" type="rich-{FOOTNOTE}-type" minOccurs="0"',
        '                  maxOccurs="unbounded"/>',
        "    </xs:sequence>",
        "  </xs:complexType>",
    ]


def xsd_text() -> str:
    """
    Write the XSD.

    Returns:
        The whole of ``schema/meeting-record.xsd``; rich text comes from the table of its elements,
        and what neither defines (keys, extensions) from ``schema/archive-types.xsd.part``.

    Source:
        docs/explanation/architecture.md, "One definition";
        docs/explanation/archival-format.md; XSD 1.0.
    """
    grammar = _Grammar()
    root = record_shape()
    grammar.done.add("record-type")
    grammar.write_block(root)
    while grammar.waiting:
        shape = grammar.waiting.pop(0)
        if isinstance(shape, Block):
            grammar.write_block(shape)
    fixed = (schema_root() / _FIXED).read_text(encoding="utf-8")
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        "<!-- Made from meeting-record.schema.json by scripts/generate; edit that instead. -->\n"
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"\n'
        f'           xmlns="{NAMESPACE}" xmlns:mr="{NAMESPACE}"\n'
        f'           targetNamespace="{NAMESPACE}"\n'
        '           elementFormDefault="qualified" version="1.0">\n'
    )
    lines = [*_blocks_type(), *_rich_types(), *grammar.lines]
    return head + fixed + "\n".join(lines) + "\n</xs:schema>\n"
