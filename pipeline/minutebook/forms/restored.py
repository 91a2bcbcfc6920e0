"""A record as the note that an author would write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.errors import Finding
from minutebook.load import load
from minutebook.record import shorten
from minutebook.validate import validate
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
        A note that validates, and whose XML has the bytes of the record's; `unsaid` tells where a
        record that another program changed holds what no note can say.
    """
    return write_yaml(shorten(record), heading="\n".join(modeline(schema)))


def unsaid(record: Record, text: str, *, name: str) -> Finding | None:
    """
    Prove that a note says all of the record that it was made from.

    Args:
        record: As it was read from its archive.
        text: The note that `note_text` made of it.
        name: The archive's file, as the user named it.

    Returns:
        E411 where the note would be another record; ``None`` where it is the same.
    """
    validated = validate(load(text.encode("utf-8"), name=name))
    if validated.record == record:
        return None
    errors = [finding for finding in validated.findings if finding.code.startswith("E")]
    return Finding(
        file=name,
        line=1,
        column=1,
        code="E411",
        path=errors[0].path if errors else "",
        message="the record holds what no note can say"
        + (f": {errors[0].message}" if errors else ""),
        hint="another program changed the file; take it from another copy of the archive",
    )
