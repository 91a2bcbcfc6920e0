"""The compiled schema and grammars; the only module that knows where ``schema/`` lives.

Nothing here opens a connection: every reference is to the schema itself.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minutebook.errors import FileError

if TYPE_CHECKING:
    from lxml import etree

NAMESPACE = "urn:minutebook:meeting-record:1"
"""The namespace of the archival XML; it carries the major version only."""

_FILES = {
    "schema": "meeting-record.schema.json",
    "office": "office.schema.json",
    "xsd": "meeting-record.xsd",
    "schematron": "meeting-record.sch",
}


def schema_root() -> Path:
    """
    Find the folder that holds the schema, XSD and Schematron.

    Returns:
        The folder inside the installed package, or ``schema/`` of the checkout.

    Raises:
        FileError: Neither is there, which is a broken installation.
    """
    package = Path(__file__).parent
    for folder in (package / "_schema", package.parent.parent / "schema"):
        if (folder / _FILES["schema"]).is_file():
            return folder
    raise FileError("the schema is missing from this installation", hint="install minutebook again")


@cache
def schema_text() -> str:
    """Read the JSON Schema as it stands in its file."""
    return (schema_root() / _FILES["schema"]).read_text(encoding="utf-8")


@cache
def meeting_schema() -> dict[str, Any]:
    """Parse the JSON Schema; the one definition of every field."""
    return dict(json.loads(schema_text()))


@cache
def office_schema_text() -> str:
    """Read the JSON Schema of `minutebook.toml` as it stands in its file."""
    return (schema_root() / _FILES["office"]).read_text(encoding="utf-8")


@cache
def office_schema() -> dict[str, Any]:
    """Parse the JSON Schema of `minutebook.toml`."""
    return dict(json.loads(office_schema_text()))


def definition(reference: str) -> dict[str, Any]:
    """
    Look up a reference of the schema to itself.

    Args:
        reference: Such as ``#/$defs/person``.

    Raises:
        KeyError: The schema refers to something that it does not define.
    """
    return dict(meeting_schema()["$defs"][reference.removeprefix("#/$defs/")])


@cache
def xsd() -> etree.XMLSchema:
    """Compile the XSD, once."""
    from lxml import etree

    from minutebook.xml_parser import parse_file

    return etree.XMLSchema(parse_file(schema_root() / _FILES["xsd"]))


@cache
def schematron() -> Any:
    """Compile the Schematron, once; an ``lxml.isoschematron.Schematron``, which has no stubs."""
    from lxml.isoschematron import Schematron  # type: ignore[import-not-found]

    from minutebook.xml_parser import parse_file

    tree = parse_file(schema_root() / _FILES["schematron"])
    return Schematron(tree, store_report=True)
