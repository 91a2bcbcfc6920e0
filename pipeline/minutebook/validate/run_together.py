"""Entries that have run together: the key or the dash with which the next one begins is left out.

What shows of it is that the keys of the first are given again, one by one. Nothing in this module
reads the text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from minutebook.errors import steps, value_at
from minutebook.model import Keyed, Listing, shape_at
from minutebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minutebook.errors import Finding, Path
    from minutebook.load import Source

_TWICE = "E109"


@dataclass(frozen=True, kw_only=True, slots=True)
class RunTogether:
    """What reading found, with one finding for each entry that begins without its key or dash."""

    findings: tuple[Finding, ...]
    lists: frozenset[str | int] = frozenset()
    """The keyed lists of the record of which an entry has lost its key."""


def run_together(source: Source) -> RunTogether:
    """
    Find the entries that have run together with the one above them.

    Args:
        source: A note with data.

    Returns:
        Its findings. Keys that are given again in a row, the first key of their block before the
        others, are one finding, E214; a first key alone that is given again stays E109, and its
        hint says what else may be meant.
    """
    twice = [finding for finding in source.findings if finding.code == _TWICE]
    new: dict[int, Finding | None] = {}
    lists: set[str | int] = set()
    for block, group in groupby(twice, key=lambda one: one.path.rpartition("/")[0]):
        again = list(group)
        path = steps(block, source.data)
        holder = shape_at(source.data, path[:-1]) if path else None
        if isinstance(holder, Keyed | Listing) and _is_first(source, again[0]):
            new |= _reworded(again, path, is_item=isinstance(holder, Listing))
            lists |= set(path[:1]) if len(again) > 1 and isinstance(holder, Keyed) else set()
    kept = (new.get(id(finding), finding) for finding in source.findings)
    return RunTogether(
        findings=tuple(finding for finding in kept if finding is not None), lists=frozenset(lists)
    )


def _is_first(source: Source, finding: Finding) -> bool:
    """Say whether the key that is given twice is the first one of its block."""
    path = steps(finding.path, source.data)
    block = value_at(source.data, path[:-1])
    return isinstance(block, dict) and next(iter(block), None) == path[-1]


def _reworded(again: Sequence[Finding], path: Path, *, is_item: bool) -> dict[int, Finding | None]:
    """Say of each key that is given again what becomes of its finding; ``None`` leaves it out."""
    first = again[0].path
    key = quoted(first.rpartition("/")[2])
    if is_item:
        what, remedy = "item", f"write `- ` before {key}, in the column of the other dashes"
    else:
        what = f"entry of {quoted(path[-2])}"
        remedy = f"write a key for it on a line above, in the column of {quoted(path[-1])}"
    if len(again) == 1:
        hint = f"if another {what} begins here, {remedy}; else {again[0].hint}"
        return {id(again[0]): replace(again[0], hint=hint)}
    sign = "its `- `" if is_item else "a key of its own"
    message = f"another {what} seems to begin with {key} here, without {sign}"
    return {
        id(one): replace(one, code="E214", message=message, hint=remedy)
        if one.path == first
        else None
        for one in again
    }
