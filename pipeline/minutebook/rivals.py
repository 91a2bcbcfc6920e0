"""Notes that have one id, and would write into one folder: found before anything is written.

Nothing in this module reads more of a note than its id.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from minutebook.errors import Finding, MinutebookError, moved
from minutebook.load import load
from minutebook.registry import groups_of_one_id, id_facts, own_id
from minutebook.stages import is_archived

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from minutebook.inputs import Input
    from minutebook.load import Source
    from minutebook.registry import Facts


def rivals_of(
    notes: Sequence[Input], to: Path, ids: Mapping[str, str | None]
) -> dict[str, tuple[Facts, Finding]]:
    """
    Find notes that have one id, letter case put aside, and would write into one folder.

    Args:
        notes: All notes of the batch.
        to: The folder in which each record has a folder of its own; it may be missing.
        ids: The ids that are known already, by the name of the note; the others are read.

    Returns:
        The id of each such note, and what is found, by the name of the note.

    Source:
        Finding E404.
    """
    there = {path.name.casefold(): path.name for path in to.iterdir()} if to.is_dir() else {}
    found: dict[str, tuple[Facts, Finding]] = {}
    suspects = _suspects(notes, there, ids)
    known = [known for note in suspects if (known := _peek(note)) is not None]
    for facts, blank in known:
        key = facts.id.text
        other = there.get(key.casefold(), key)
        if other != key:
            message = f"{to} has this record id in other letters, as `{other}`"
            found[facts.file] = facts, replace(blank, message=message)
    for group in groups_of_one_id((one[0].id.text, one) for one in known):
        for facts, blank in group:
            others = ", ".join(other.file for other, _ in group if other is not facts)
            message = f"the record id is also that of {others}, so neither is written"
            found[facts.file] = facts, replace(blank, message=message)
    return found


def _suspects(
    notes: Sequence[Input], there: dict[str, str], ids: Mapping[str, str | None]
) -> list[Input]:
    """Leave out the notes whose id nothing else has."""
    named = ((ids[note.name] if note.name in ids else _id_of(note), note) for note in notes)
    known = [(key, key.casefold(), note) for key, note in named if key]
    counts = Counter(folded for _, folded, _ in known)
    return [
        note for key, folded, note in known if counts[folded] > 1 or there.get(folded, key) != key
    ]


def _id_of(note: Input) -> str | None:
    try:
        return note_id(note.name, note.read())
    except MinutebookError:
        return None  # reported when the note itself is read


def note_id(name: str, data: bytes) -> str | None:
    """
    Give a note's id, at a look where that is enough.

    Args:
        name: The note as the user named it.
        data: Its bytes.

    Returns:
        The id; ``None`` where it cannot be read.
    """
    own = None if is_archived(name, data) else own_id(data)
    if own is not None:
        return own
    source = None if is_archived(name, data) else load(data, name=name)
    facts = known_id(name, data, source)
    return None if facts is None else facts.id.text


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
    Give the id of a note that may have errors.

    Args:
        name: The note as the user named it.
        data: Its bytes.
        source: The note as it was read; ``None`` for an archived record.

    Returns:
        What is known of the record; ``None`` where its id cannot be read.
    """
    if source is None:
        from minutebook.archive import archived_id

        key: Any = archived_id(data)
    else:
        key = source.data.get("id") if isinstance(source.data, dict) else None
    return id_facts(key, source, file=name) if isinstance(key, str) and key else None
