"""Notes of a batch that cannot both be written: those with the id of another."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from minutebook.errors import Finding, MinutebookError, moved
from minutebook.load import load
from minutebook.stages import is_archived

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from minutebook.inputs import Input
    from minutebook.load import Source
    from minutebook.registry import Facts


def rivals_of(notes: Sequence[Input], to: Path) -> dict[str, tuple[Facts, Finding]]:
    """
    Find notes that have one id, letter case put aside, and would write into one folder.

    Args:
        notes: All notes of a batch.
        to: The folder in which each record has one of its own; it may be missing.

    Returns:
        By a note's name its id, and the finding that says which other has it.

    Source:
        finding E404.
    """
    from minutebook.registry import groups_of_one_id

    there = {path.name.casefold(): path.name for path in to.iterdir()} if to.is_dir() else {}
    rivals: dict[str, tuple[Facts, Finding]] = {}
    known = [known for note in _suspects(notes, there) if (known := _peek(note)) is not None]
    for facts, blank in known:
        key = facts.id.text
        other = there.get(key.casefold(), key)
        if other != key:
            message = f"{to} has this record id in other letters, as `{other}`"
            rivals[facts.file] = facts, replace(blank, message=message)
    for group in groups_of_one_id((one[0].id.text, one) for one in known):
        for facts, blank in group:
            others = ", ".join(other.file for other, _ in group if other is not facts)
            message = f"the record id is also that of {others}, so neither is written"
            rivals[facts.file] = facts, replace(blank, message=message)
    return rivals


def _suspects(notes: Sequence[Input], there: dict[str, str]) -> list[Input]:
    """Leave out the notes whose id nothing else has."""
    ids = [(key, note) for note in notes if (key := _id_of_note(note))]
    counts = Counter(key.casefold() for key, _ in ids)
    return [
        note
        for key, note in ids
        if counts[key.casefold()] > 1 or there.get(key.casefold(), key) != key
    ]


def _id_of_note(note: Input) -> str | None:
    """Give a note's id, at a look where that is enough."""
    from minutebook.registry import own_id

    try:
        data = note.read()
    except MinutebookError:
        return None  # reported when the note itself is read
    own = None if is_archived(note.name, data) else own_id(data)
    if own is None and (peeked := _peek(note)):
        return peeked[0].id.text
    return own


def _peek(note: Input) -> tuple[Facts, Finding] | None:
    """Read a note's id and nothing else of it; with what is said if another note has it too."""
    try:
        data = note.read()
    except MinutebookError:
        return None  # reported when the note itself is read
    source = None if is_archived(note.name, data) else load(data, name=note.name)
    facts = known_id(note.name, data, source)
    if facts is None:
        return None
    blank = Finding(
        file=note.name,
        line=1,
        column=1,
        code="E404",
        path="/id",
        message="",
        hint="give each record an id of its own; letter case does not tell them apart",
    )
    return facts, blank if source is None else moved(blank, source.value_place(("id",)))


def known_id(name: str, data: bytes, source: Source | None) -> Facts | None:
    """
    Give the id of a note that may have errors, if it can be read.

    Args:
        name: The file as the user named it.
        data: Its bytes.
        source: The loaded note; None for an archived record.
    """
    from minutebook.registry import id_facts

    if source is None:
        from minutebook.archive import archived_id

        key: Any = archived_id(data)
    else:
        key = source.data.get("id") if isinstance(source.data, dict) else None
    return id_facts(key, source, file=name) if isinstance(key, str) and key else None
