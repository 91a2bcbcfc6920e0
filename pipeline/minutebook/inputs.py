"""The notes of a run: found, each once, each with the office that holds for its place.

Nothing in this module reads a note.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.errors import Finding, has_errors
from minutebook.files import Seen, note_names, read_bytes, read_seen
from minutebook.office import OFFICE_FILE, Office, read_office

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
    place: str = ""
    """Where its file really is; empty where it is in none, or that was not asked."""
    only: tuple[str, ...] | None = None
    """The renditions to make of it; ``None`` for all that are asked for."""

    def read(self) -> bytes:
        """Give the note's bytes."""
        return read_bytes(Path(self.name)) if self.data is None else self.data

    def look(self) -> tuple[bytes, Seen | None]:
        """Give the note's bytes, and what tells later whether its file has changed since."""
        return read_seen(Path(self.name)) if self.data is None else (self.data, None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs:
    """The notes that were found, and what was wrong with the offices' files."""

    notes: tuple[Input, ...]
    findings: tuple[Finding, ...] = ()
    folders: tuple[Path, ...] = ()
    """The folders that were searched for notes."""


@dataclass(slots=True)
class _Offices:
    """The offices' files, each looked for and read once."""

    known: dict[Path, Office] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    faulty: set[Path] = field(default_factory=set)
    schemas: set[Path] = field(default_factory=set)
    """Files that say what extensions hold, and are no notes."""
    schema_folders: set[Path] = field(default_factory=set)
    """Folders of their own in which they stand."""
    files: dict[Path, Path | None] = field(default_factory=dict)
    """The office's file that holds for a folder."""

    def file(self, folder: Path) -> Path | None:
        """Find the office's file in the nearest folder at or above one."""
        if folder not in self.files:
            own = folder / OFFICE_FILE
            is_top = folder.parent == folder
            above = None if is_top or own.is_file() else self.file(folder.parent)
            self.files[folder] = own if own.is_file() else above
        return self.files[folder]

    def of(self, place: Path) -> tuple[Office, Path | None]:
        """Give the office of a folder, and its file where that has faults."""
        file = self.file(place.absolute())
        if file is None:
            return Office(), None
        if file not in self.known:
            self._read(file)
        return self.known[file], from_here(file) if file in self.faulty else None

    def _read(self, file: Path) -> None:
        read = read_office(file)
        self.known[file] = read.office
        self.schemas.update(read.schemas)
        self.schema_folders.update(
            schema.parent for schema in read.schemas if schema.parent != file.parent
        )
        self.findings += (
            replace(finding, file=str(from_here(Path(finding.file)))) for finding in read.findings
        )
        if has_errors(read.findings):
            self.faulty.add(file)

    def is_schema(self, file: Path) -> bool:
        """Say whether a file belongs to what offices say of extensions, used by now or not."""
        is_beside = file.suffix.lower() == ".json" and file.parent in self.schema_folders
        return is_beside or file in self.schemas


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
    notes: dict[str, Input] = {}
    for path in dict.fromkeys(paths):
        for note in _inputs(path, offices, stdin):
            notes.setdefault(note.place or note.name, note)
    folders = tuple(Path(path).resolve() for path in paths if path != STDIN and Path(path).is_dir())
    return Inputs(notes=tuple(notes.values()), findings=tuple(offices.findings), folders=folders)


def _inputs(path: str, offices: _Offices, stdin: Callable[[], bytes]) -> Iterator[Input]:
    place = Path(path)
    if path == STDIN:
        office, faulty = offices.of(Path.cwd())
        yield Input(name=STDIN, office=office, faulty_office=faulty, data=stdin())
    elif place.is_dir():
        yield from _found(place, offices)
    else:
        office, faulty = offices.of(place.parent)
        real = os.path.realpath(path)
        yield Input(name=path, office=office, faulty_office=faulty, place=real)


def _found(place: Path, offices: _Offices) -> Iterator[Input]:
    """Search a folder; what is the same for all notes of one folder is asked once."""
    top = place.absolute()
    exclude = (folder for folder in offices.of(place)[0].exclude if not top.is_relative_to(folder))
    shown = str(place / "x")[:-1]
    folders: dict[str, tuple[Office, Path | None, str]] = {}
    for name in note_names(str(top), excluded=map(str, exclude)):
        inner, _, own = name.rpartition(os.sep)
        if inner not in folders:
            real = os.path.realpath(top / inner)
            folders[inner] = (*offices.of(top / inner), real.rstrip(os.sep) + os.sep)
        office, faulty, real = folders[inner]
        if (offices.schemas or offices.schema_folders) and offices.is_schema(top / name):
            continue
        yield Input(name=shown + name, office=office, faulty_office=faulty, place=_real(real + own))


def _real(path: str) -> str:
    """Follow a link in a folder that is itself known to be where it seems."""
    return os.path.realpath(path) if os.path.islink(path) else path  # noqa: PTH114 - thousands
