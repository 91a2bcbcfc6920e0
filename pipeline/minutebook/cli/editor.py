"""The schema that an editor checks notes against: where an office keeps its copy."""

from __future__ import annotations

from pathlib import Path

SCHEMA_COPY = Path(".minutebook") / "meeting-record.schema.json"
"""Seen from the office's folder; hidden, so that it is not taken for a note."""


def schema_path(output: str | None) -> str | None:
    """
    Find the office's copy of the schema.

    Args:
        output: The file of the note that is to name it; ``None`` for one in the current folder.

    Returns:
        The path from the note to the copy; ``None`` where no folder at or above it has one.
    """
    place = Path(output).absolute().parent if output else Path.cwd()
    for steps, folder in enumerate((place, *place.parents)):
        if (folder / SCHEMA_COPY).is_file():
            return "../" * steps + SCHEMA_COPY.as_posix()
    return None
