"""A record as the note that an author would write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.record import shorten
from minutebook.yaml_text import write_yaml

if TYPE_CHECKING:
    from minutebook.record import Record


def modeline(schema: str | None) -> list[str]:
    """
    Write the line by which an editor finds the schema.

    Args:
        schema: Its path, seen from the note; ``None`` where there is none to be found.

    Returns:
        The one line, or none.
    """
    return [] if schema is None else [f"# yaml-language-server: $schema={schema}"]


def note_text(record: Record, *, schema: str | None = None) -> str:
    """
    Write a record as a note in YAML.

    Args:
        record: Normalised.
        schema: The path of the schema, for the editor's line; ``None`` for no such line.

    Returns:
        A note that validates, and whose XML has the bytes of the record's: `open_archived` gives
        no other record.
    """
    return write_yaml(shorten(record), heading="\n".join(modeline(schema)))
