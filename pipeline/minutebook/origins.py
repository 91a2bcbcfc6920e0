"""The note that an archived record was made from: beside it, among the inputs, or named.

Read only when an archived file has faults. Nothing in this module knows what they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.archive import archived_id, in_note
from minutebook.errors import Finding, MinutebookError, has_errors
from minutebook.files import NOTE_SUFFIXES, read_bytes
from minutebook.load import Source, load
from minutebook.stages import is_archived

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

STDIN = "-"
"""The name of standard input."""


@dataclass(slots=True)
class Origins:
    """Where the notes of archived records are looked for."""

    inputs: Mapping[str, Callable[[], bytes]]
    """The files of the run by name, each with what reads it."""
    named: Path | None = None
    """The note that the user named as the source."""
    known: dict[str, Source] | None = field(default=None, init=False)
    """The notes among the inputs by record id; ``None`` before they are asked for."""

    def placed(
        self, findings: tuple[Finding, ...], *, name: str, data: bytes
    ) -> tuple[Finding, ...]:
        """
        Place the findings of an archived file in its note, where that is known.

        Args:
            findings: Of the file.
            name: The file as the user named it.
            data: Its bytes.

        Returns:
            The findings; as they were where no note with the record's id can be read.

        Raises:
            FileError: The note that the user named cannot be read.
        """
        if not has_errors(findings):
            return findings
        key = archived_id(data)
        if key is None:
            return findings
        if self.named is not None:
            named = load(read_bytes(self.named), name=str(self.named))
            if _id_of(named) != key:
                return (*findings, _another(named, name))
            return in_note(findings, data=data, note=named)
        beside = self._beside(name)
        note = beside if beside and _id_of(beside) == key else self._among().get(key)
        return findings if note is None else in_note(findings, data=data, note=note)

    def _beside(self, name: str) -> Source | None:
        """Read the note of the same name in the same folder."""
        if name == STDIN:
            return None
        for suffix in NOTE_SUFFIXES:
            path = Path(name).with_suffix(suffix)
            if path.is_file():
                return _read(str(path), partial(read_bytes, path))
        return None

    def _among(self) -> dict[str, Source]:
        if self.known is None:
            self.known = {}
            for name, read in self.inputs.items():
                note = None if name.lower().endswith(".xml") else _read(name, read)
                key = None if note is None else _id_of(note)
                if note is not None and key is not None:
                    self.known.setdefault(key, note)
        return self.known


def _read(name: str, read: Callable[[], bytes]) -> Source | None:
    try:
        data = read()
    except MinutebookError:
        return None
    return None if is_archived(name, data) else load(data, name=name)


def _id_of(note: Source) -> str | None:
    key = note.data.get("id") if isinstance(note.data, dict) else None
    return key if isinstance(key, str) else None


def _another(note: Source, name: str) -> Finding:
    key = _id_of(note)
    why = f"its record id is `{key}`" if key else "no record id can be read in it"
    return Finding.at(
        note.value_place(("id",)),
        file=note.name,
        code="W411",
        path="/id" if key else "",
        message=f"this is not the note of {Path(name).name}: {why}",
        hint="name the note that has the record id of the archived file",
    )
