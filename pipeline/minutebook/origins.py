"""The note that an archived record was made from: beside it, among the inputs, or named.

Read only when an archived file has faults. Nothing in this module knows what they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.errors import Finding, MinutebookError
from minutebook.files import NOTE_SUFFIXES, read_bytes
from minutebook.inputs import STDIN
from minutebook.load import Source, load
from minutebook.stages import is_archived, weigh

if TYPE_CHECKING:
    from minutebook.batch import Outcome
    from minutebook.inputs import Input, Inputs


@dataclass(frozen=True, kw_only=True)
class Origins:
    """Where the notes of archived records are looked for."""

    inputs: Inputs
    """All that the run is about."""
    named: Path | None = None
    """The note that the user named as the source."""

    def placed(self, outcome: Outcome) -> Outcome:
        """
        Place the findings of an archived file in its note, where that is known.

        Args:
            outcome: Of any input.

        Returns:
            The outcome; as it was where no note with the record's id can be read, and with an
            error where that is the one that the user named.
        """
        if not any(finding.code.startswith("E4") for finding in outcome.findings):
            return outcome
        one = self._by_name.get(outcome.name)
        try:
            data = b"" if one is None else one.read()
            if not is_archived(outcome.name, data):
                return outcome
            return replace(outcome, findings=self._findings(outcome, data))
        except MinutebookError as error:
            return replace(outcome, error=error)

    def _findings(self, outcome: Outcome, data: bytes) -> tuple[Finding, ...]:
        from minutebook.archive import archived_id, in_note

        key = archived_id(data)
        if key is None:
            return outcome.findings
        if self.named is not None:
            note = load(read_bytes(self.named), name=str(self.named))
            if _id_of(note) != key:
                office = self._by_name[outcome.name].office
                return (*outcome.findings, *weigh((_another(note, outcome.name),), office))
            return in_note(outcome.findings, data=data, note=note)
        found = _beside(outcome.name, key) or self._among(key)
        return (
            outcome.findings if found is None else in_note(outcome.findings, data=data, note=found)
        )

    @cached_property
    def _by_name(self) -> dict[str, Input]:
        return {one.name: one for one in self.inputs.notes}

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """The names of the inputs that may have an id, by id."""
        from minutebook.registry.ids import ids_in

        names: dict[str, list[str]] = {}
        for name, one in self._by_name.items():
            if not name.lower().endswith(".xml"):
                for key in ids_in(_bytes(one)):
                    names.setdefault(key, []).append(name)
        return names

    def _among(self, key: str) -> Source | None:
        """Read the note among the inputs that has a record's id."""
        for name in self._names.get(key, ()):
            note = _of_id(name, _bytes(self._by_name[name]), key)
            if note is not None:
                return note
        return None


def _beside(name: str, key: str) -> Source | None:
    """Read the note of the same name in the same folder."""
    if name == STDIN:
        return None
    for suffix in NOTE_SUFFIXES:
        path = Path(name).with_suffix(suffix)
        if path.is_file():
            try:
                note = _of_id(str(path), read_bytes(path), key)
            except MinutebookError:
                continue
            if note is not None:
                return note
    return None


def _bytes(one: Input) -> bytes:
    try:
        return one.read()
    except MinutebookError:
        return b""  # reported when the note itself is read


def _of_id(name: str, data: bytes, key: str) -> Source | None:
    """Read a note; ``None`` where it is not that of a record."""
    if is_archived(name, data):
        return None
    note = load(data, name=name)
    return note if _id_of(note) == key else None


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
