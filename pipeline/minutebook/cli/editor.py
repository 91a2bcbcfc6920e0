"""The schemas that an editor checks notes against: where an office keeps them, who names them.

Nothing here reads or writes a file; it only asks whether one is there.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

SCHEMA_COPY = Path(".minutebook") / "meeting-record.schema.json"
"""Seen from the office's folder; hidden, so that it is not taken for a note."""
OFFICE_SCHEMA_COPY = Path(".minutebook") / "office.schema.json"
"""For an editor of TOML, which checks `minutebook.toml` against it."""

# As the YAML language server reads them: in the comments above a note's first key.
_LINE = re.compile(r"#\s+(?:yaml-language-server\s*:|\$schema:)")
_NAMED = re.compile(r"\$schema(?:=|:[^\S\r\n]*)(\S+)")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


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


def named_schema(note: bytes) -> str | None:
    """
    Read which schema a note names for editors.

    Args:
        note: The bytes of a YAML file.

    Returns:
        The path or address as written; ``None`` where no line above the first key names one.
    """
    for line in note.decode("utf-8-sig", "replace").splitlines():
        words = line.strip()
        if _LINE.match(words):
            found = _NAMED.search(words)
            return found[1] if found else None
        if words not in {"", "---"} and not words.startswith("#"):
            return None
    return None


def is_there(named: str, note: Path) -> bool:
    """Say whether a schema that a note names can be found; an address is taken on trust."""
    return bool(_ADDRESS.match(named)) or (note.absolute().parent / named).is_file()


def with_schema_line(note: bytes, path: str) -> bytes | None:
    """
    Name the schema in a note's first line.

    Args:
        note: The bytes of a YAML file.
        path: The path from the note to the schema.

    Returns:
        The same bytes below the new line, which ends as the others do; ``None`` where the file
        is not UTF-8, so that the line could not be read as one.
    """
    try:
        note.decode("utf-8")
    except UnicodeDecodeError:
        return None
    mark = codecs.BOM_UTF8 if note.startswith(codecs.BOM_UTF8) else b""
    end = b"\r\n" if note.partition(b"\n")[0].endswith(b"\r") else b"\n"
    line = f"# yaml-language-server: $schema={path}".encode()
    return mark + line + end + note.removeprefix(mark)
