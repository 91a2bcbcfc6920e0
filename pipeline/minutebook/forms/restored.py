"""A record as the note that an author would write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.record import shorten
from minutebook.yaml_text import write_yaml

if TYPE_CHECKING:
    from minutebook.record import Record

MODELINE = "# yaml-language-server: $schema={schema}"
"""The line by which an editor finds the schema."""

SCHEMA_ID = "urn:minutebook:schema:meeting-record:1.0"


def note_text(record: Record, *, schema: str = SCHEMA_ID) -> str:
    """
    Write a record as a note in YAML.

    Args:
        record: Normalised.
        schema: The address or path of the schema, for the editor's line.

    Returns:
        A note that validates, and whose XML has the bytes of the record's.
    """
    return write_yaml(shorten(record), heading=MODELINE.format(schema=schema))
