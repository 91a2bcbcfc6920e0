"""The notes that the user named: found in files and folders, each with the office that it is of.

Nothing in this module reads a note's text; offices' files are read, each once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.errors import Finding, has_errors
from minutebook.files import find_notes, read_bytes
from minutebook.office import Office, find_office, read_office

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

STDIN = "-"


@dataclass(frozen=True, kw_only=True, slots=True)
class Input:
    """One note to be read."""

    name: str
    """As the user named it; ``-`` for standard input."""
    office: Office
    faulty_office: Path | None = None
    """The office's file where it has faults, so that what it says cannot be used."""
    data: bytes | None = None
    """Its bytes where they are not in a file."""

    def read(self) -> bytes:
        """Give the note's bytes."""
        return read_bytes(Path(self.name)) if self.data is None else self.data


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs:
    """The notes that were found, and what was wrong with the offices' files."""

    notes: tuple[Input, ...]
    findings: tuple[Finding, ...] = ()
    folders: tuple[Path, ...] = ()
    """The folders that were searched for notes."""


@dataclass(slots=True)
class _Offices:
    """The offices' files, each read once."""

    known: dict[Path, Office] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    faulty: set[Path] = field(default_factory=set)
    schemas: set[Path] = field(default_factory=set)
    """Files that say what extensions hold, and are no notes."""
    schema_folders: set[Path] = field(default_factory=set)
    """Folders of their own in which they stand."""

    def of(self, place: Path) -> Office:
        file = find_office(place)
        if file is None:
            return Office()
        if file not in self.known:
            read = read_office(file)
            self.known[file] = read.office
            self.schemas.update(read.schemas)
            self.schema_folders.update(
                schema.parent for schema in read.schemas if schema.parent != file.parent
            )
            self.findings += (
                replace(finding, file=str(from_here(Path(finding.file))))
                for finding in read.findings
            )
            if has_errors(read.findings):
                self.faulty.add(file)
        return self.known[file]

    def is_schema(self, file: Path) -> bool:
        """Say whether a file belongs to what offices say of extensions, used by now or not."""
        is_beside = file.suffix.lower() == ".json" and file.parent in self.schema_folders
        return is_beside or file in self.schemas

    def input(self, name: str, place: Path, data: bytes | None = None) -> Input:
        """Give a note with the office that holds for its place."""
        office, file = self.of(place), find_office(place)
        faulty = from_here(file) if file and file in self.faulty else None
        return Input(name=name, office=office, faulty_office=faulty, data=data)


def from_here(path: Path) -> Path:
    """Spell a path as the user would, where it is below the current folder."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def gather(paths: Sequence[str], *, stdin: Callable[[], bytes]) -> Inputs:
    """
    Find the notes that the user named.

    Args:
        paths: Files, folders that are searched for notes, or ``-``.
        stdin: Gives the bytes of standard input; called once at most.

    Returns:
        The notes in the order of *paths*, each once however it is named, and the findings of the
        offices' files.

    Raises:
        FileError: A path does not exist, or a folder cannot be listed.
    """
    offices = _Offices()
    notes: dict[Path | str, Input] = {}
    for path in dict.fromkeys(paths):
        for note in _inputs(path, offices, stdin):
            same = note.name if note.name == STDIN else Path(note.name).resolve()
            notes.setdefault(same, note)
    folders = tuple(Path(path).resolve() for path in paths if path != STDIN and Path(path).is_dir())
    return Inputs(notes=tuple(notes.values()), findings=tuple(offices.findings), folders=folders)


def _inputs(path: str, offices: _Offices, stdin: Callable[[], bytes]) -> Iterator[Input]:
    if path == STDIN:
        yield offices.input(STDIN, Path.cwd(), stdin())
        return
    place = Path(path)
    if not place.is_dir():
        yield offices.input(path, place.parent)
        return
    exclude = offices.of(place).exclude
    inside = [folder for folder in exclude if not place.absolute().is_relative_to(folder)]
    found = find_notes(place.absolute(), exclude=inside)
    for note in found:
        shown = place / note.relative_to(place.absolute())
        found_note = offices.input(str(shown), note.parent)
        if not offices.is_schema(note):
            yield found_note
