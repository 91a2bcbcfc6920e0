"""Archival XML read back into the normalised record; the exact inverse of `write`.

Nothing in this module checks the XML against its grammar: that has happened before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minutebook.load.scalars import resolve
from minutebook.markdown.xml import from_xml
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
from minutebook.schemas import NAMESPACE

if TYPE_CHECKING:
    from lxml import etree

    from minutebook.record import Record

_PREFIX = f"{{{NAMESPACE}}}"

Children = dict[str, list["etree._Element"]]


def read_xml(root: etree._Element) -> Record:
    """
    Read a record from its archival XML.

    Args:
        root: The `meeting-record` element, valid against the XSD.

    Returns:
        The normalised record; ``read_xml(parse_xml(write_xml(record))) == record``.
    """
    return _block(record_shape(), root)


def _block(shape: Block, element: etree._Element) -> Record:
    if shape.refers:
        key = element.get(REFERENCE_ATTRIBUTE[shape.refers])
        if key is not None:
            return {"ref": key}
    children = _children(element)
    record: Record = {}
    for field in shape.fields.values():
        value = _field(field, element, children)
        if value is not None:
            record[field.key] = value
    return record


def _children(element: etree._Element) -> Children:
    children: Children = {}
    for child in element:
        children.setdefault(_name(child), []).append(child)
    return children


def _field(field: Field, element: etree._Element, children: Children) -> Any:
    """Read one field; ``None`` where it is absent."""
    if field.attribute:
        text = element.get(field.xml_name)
        return None if text is None else _scalar(field.shape, text)
    if isinstance(field.shape, Listing) and not field.wrapped:
        found = children.get(field.shape.entry_name, [])
        return [_value(field.shape.entry, entry) for entry in found] or None
    found = children.get(field.xml_name, [])
    return _value(field.shape, found[0]) if found else None


def _value(shape: Shape, element: etree._Element) -> Any:
    if isinstance(shape, Scalar):
        if shape.kind in {"rich", "turns"}:
            return from_xml(element)
        return _scalar(shape, _text(element))
    if isinstance(shape, Block):
        return _block(shape, element)
    if isinstance(shape, Choice):
        return _block(shape.kinds[_name(element)], element)
    if isinstance(shape, Listing):
        return [_value(shape.entry, entry) for entry in element]
    return _entries(shape, element)


def _entries(shape: Keyed | Foreign, element: etree._Element) -> dict[str, Any]:
    if isinstance(shape, Keyed):
        return {_key(shape, entry): _value(shape.entry, entry) for entry in element}
    return {_key(shape, slot): _foreign(slot[0]) for slot in element}


def _key(shape: Keyed | Foreign, entry: etree._Element) -> str:
    return entry.get(shape.key_attribute) or ""


def _scalar(shape: Shape, text: str) -> Any:
    if isinstance(shape, Scalar) and shape.kind == "integer":
        return int(text)
    if isinstance(shape, Scalar) and shape.kind == "boolean":
        return text == "true"
    return text


def _foreign(element: etree._Element) -> Any:
    name = _name(element)
    if name == "map":
        return {entry.get("key") or "": _foreign(entry[0]) for entry in element}
    if name == "list":
        return [_foreign(entry) for entry in element]
    if name == "null":
        return None
    if name == "boolean":
        return _text(element) == "true"
    return resolve(_text(element)) if name == "number" else _text(element)


def _name(element: etree._Element) -> str:
    return str(element.tag).removeprefix(_PREFIX)


def _text(element: etree._Element) -> str:
    return element.text or ""
