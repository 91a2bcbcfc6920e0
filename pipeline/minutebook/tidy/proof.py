"""The proof that a tidied note is the same note: the same record and the same comments.

Nothing in this module mends anything: what cannot be proved is not written.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from minutebook.load import load
from minutebook.load.comment_lines import comment_texts
from minutebook.load.faults import quote
from minutebook.validate import validate

if TYPE_CHECKING:
    from minutebook.load.characters import Form
    from minutebook.record import Record
    from minutebook.validate import Validated


def what_changed(before: Validated, after: bytes, *, form: Form) -> str | None:
    """
    Say what a tidied note has that the note did not have, or the other way round.

    Args:
        before: The note, without errors.
        after: The tidied note.
        form: What both are written in.

    Returns:
        What is not the same, in a few words; ``None`` where nothing is amiss.
    """
    judged = validate(load(after, name=before.source.name, form=form))
    if judged.record is None or before.record is None:
        return "it would have errors"
    if not _is_same(before.record, judged.record):
        return f"the record would change at {_place(before.record, judged.record)}"
    if form == "yaml":
        old, new = (Counter(comment_texts(note.source.text)) for note in (before, judged))
        differ = next(iter((old - new) + (new - old)), None)
        if differ is not None:
            return f"the comment {quote(differ)} would be lost or repeated"
    return None


def _is_same(one: Any, other: Any) -> bool:
    """Compare two values with the order of their keys and the spelling of their numbers."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(_is_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    spellings = (getattr(value, "spelling", None) for value in (one, other))
    return bool(one == other) and len(set(spellings)) == 1


def _place(one: Record, other: Record) -> str:
    differ = (key for key in one if not _is_same(one[key], other.get(key)))
    return f"`{next(differ, 'the order of its keys')}`"
