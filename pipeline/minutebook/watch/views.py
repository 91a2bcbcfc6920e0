"""Views of notes: all that what is made of a note depends on, so that two can be compared."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.errors import MinutebookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from minutebook.batch import Outcome
    from minutebook.inputs import Input

Stamp = tuple[int, int, int, int]
"""When a file was changed, in two ways, its length, and which file it is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """A note as it stands on the disk; what is made of equal views is equal."""

    note: Input
    """With what its office's file says."""
    digest: bytes | None
    """Of its bytes; ``None`` where they cannot be read."""
    around: tuple[tuple[str, Stamp], ...]
    """The house files and fonts that it is made with."""
    refusal: Outcome | None
    """What becomes of it whatever is in it, since another note has its id."""
    stamp: Stamp | None = field(compare=False)
    is_empty: bool = field(compare=False)


def stamp_of(path: Path) -> Stamp | None:
    """Look at a file without reading it; ``None`` where it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def stamps_below(folders: Iterable[Path]) -> tuple[tuple[str, Stamp], ...]:
    """Look at all files of folders, at any depth; one that is not there has none."""
    found = (
        (path, stamp)
        for folder in folders
        for top, _, names in os.walk(folder)
        for path in (os.path.join(top, name) for name in names)  # noqa: PTH118 - many of them
        if (stamp := stamp_of(Path(path)))
    )
    return tuple(sorted(found))


def view_of(
    note: Input,
    *,
    around: tuple[tuple[str, Stamp], ...],
    refusal: Outcome | None,
    before: View | None,
    is_touched: bool,
) -> View:
    """
    Look at a note.

    Args:
        note: Where it is, and its office.
        around: The house files and fonts that it is made with.
        refusal: What becomes of it whatever is in it, if anything does.
        before: As it was seen last.
        is_touched: Whether the system told of a change: two within one tick of the clock leave the
            same stamp.
    """
    stamp = stamp_of(Path(note.name))
    is_known = before is not None and stamp is not None and before.stamp == stamp
    if before is not None and is_known and not is_touched:
        digest, is_empty = before.digest, before.is_empty
    else:
        digest, is_empty = _read(note)
    return View(
        note=note, digest=digest, around=around, refusal=refusal, stamp=stamp, is_empty=is_empty
    )


def _read(note: Input) -> tuple[bytes | None, bool]:
    try:
        data = note.read()
    except MinutebookError:
        return None, False
    return hashlib.sha256(data).digest(), not data


def is_half_saved(views: Mapping[str, View], before: Mapping[str, View]) -> bool:
    """
    Say whether an editor seems to be in the middle of saving.

    Args:
        views: Of all notes, by name.
        before: As they were seen last.

    Returns:
        Whether a note that had words is empty or gone; some editors save in such steps.
    """
    return any(
        seen.digest is not None
        and not seen.is_empty
        and (name not in views or views[name].is_empty or views[name].digest is None)
        for name, seen in before.items()
    )
