"""What a version of a record holds: its XML, the author's file, and the papers beside it.

Nothing in this module writes a file, and none is read but those that the record names.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minutebook.disk import is_plain_file
from minutebook.errors import Problem
from minutebook.files import read_bytes
from minutebook.store.inventory import is_safe
from minutebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minutebook.stages import Note

PREMIS = "premis.xml"
SOURCE = "source/"
PAPERS = "papers/"
_STDIN = "-"
_UNPORTABLE = re.compile(r"[^A-Za-z0-9._-]")
_LONGEST = 100


@dataclass(slots=True)
class Contents:
    """The files of a version that is to be deposited."""

    files: dict[str, bytes] = field(default_factory=dict)
    """Bytes by path in the version."""
    carried: dict[str, str] = field(default_factory=dict)
    """Digest by path of what the version before had, and the new one goes on having."""
    originals: dict[str, str] = field(default_factory=dict)
    """The name that a file has where it came from."""
    problems: list[Problem] = field(default_factory=list)


def contents_of(note: Note, *, before: Mapping[str, str], same_xml: bool) -> Contents:
    """
    Gather what a version of a record is to hold.

    Args:
        note: As the archive stage leaves it, its record and XML made.
        before: Digest by path of the version before; empty for the first.
        same_xml: Whether that version has the same XML.

    Returns:
        The files, and the faults of papers: E872 and W870.

    Raises:
        FileError: A paper cannot be read.
    """
    record: dict[str, Any] = note.record or {}
    contents = Contents(files={f"{record['id']}.xml": note.xml})
    if note.data != note.xml:
        _add(contents, SOURCE, "note" if note.name == _STDIN else Path(note.name).name, note.data)
    elif same_xml:
        contents.carried |= {path: name for path, name in before.items() if path.startswith(SOURCE)}
    folder = Path() if note.name == _STDIN else Path(note.name).parent
    for key, paper in record.get("papers", {}).items():
        if paper.get("file"):
            _add_paper(contents, key, paper, folder, before)
    return contents


def portable(name: str) -> str:
    """
    Spell a file's name so that every system can have it.

    Args:
        name: Without folders.

    Returns:
        At most a hundred ASCII letters, digits, points, hyphens and underscores, its ending kept.
    """
    plain = _UNPORTABLE.sub("_", name).lstrip(".") or "_"
    stem, point, ending = plain.rpartition(".")
    if len(plain) <= _LONGEST or not point or len(ending) > 10:
        return plain[:_LONGEST]
    return f"{stem[: _LONGEST - len(ending) - 1]}.{ending}"


def _add(contents: Contents, folder: str, name: str, data: bytes) -> None:
    path = folder + portable(name)
    contents.files[path] = data
    if portable(name) != name:
        contents.originals[path] = name


def _add_paper(
    contents: Contents, key: str, paper: Any, folder: Path, before: Mapping[str, str]
) -> None:
    name: str = paper["file"]
    place = folder / name
    inside = is_safe(name) and place.resolve().is_relative_to(folder.resolve())
    if not inside:
        contents.problems.append(_outside(key, name))
        return
    own = f"{PAPERS}{key}/"
    if is_plain_file(place):
        data = read_bytes(place)
        if paper.get("digest", _sha256(data)) != _sha256(data):
            contents.problems.append(_another(key, name))
        _add(contents, own, place.name, data)
        return
    kept = {path: digest for path, digest in before.items() if path.startswith(own)}
    contents.carried |= kept
    if not kept:
        contents.problems.append(_missing(key, name))


def _sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _outside(key: str, name: str) -> Problem:
    return Problem(
        code="E872",
        path=("papers", key, "file"),
        message=f"{quoted(name)} is not in the folder of the note",
        hint="put the paper into the note's folder, and name it as it is seen from there",
    )


def _another(key: str, name: str) -> Problem:
    return Problem(
        code="E872",
        path=("papers", key, "digest"),
        message=f"{quoted(name)} is another file than the one whose digest the record gives",
        hint="put the right file beside the note, or correct the digest",
    )


def _missing(key: str, name: str) -> Problem:
    return Problem(
        code="W870",
        path=("papers", key, "file"),
        message=f"{quoted(name)} is not beside the note, so it is not deposited",
        hint="put the paper into the note's folder and deposit the note again",
    )
