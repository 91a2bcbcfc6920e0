"""Rules of keys and ids: what is named exists, and is named once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.errors import Problem
from minutebook.turns import speaker
from minutebook.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Path
    from minutebook.rules.visit import Visit

_CODES = {"people": "E301", "strands": "E302", "papers": "E303"}
_IN_WORDS = {
    "people": "add it under `people`, or write the name in words (a name has a space)",
    "strands": "add it under `strands`",
    "papers": "add it under `papers`, or give the paper here with `title:`",
}
_ID_FIELDS = {
    "answers": ("question",),
    "amends": ("motion",),
    "regarding": (),
    "arises_from": (),
}
"""Fields that name an id of the same record, and the kinds that it may be the id of."""


def references_exist(seen: Visit) -> Iterator[Problem]:
    """Every key of people, strands and papers that is used is there."""
    for reference in seen.references:
        known = seen.record.get(reference.refers, {})
        if reference.key not in known:
            yield _unknown(reference.refers, reference.key, list(known), reference.path)


def speakers_exist(seen: Visit) -> Iterator[Problem]:
    """Every turn of a transcript begins with a key of people."""
    known = seen.record.get("people", {})
    for path, turns in seen.transcripts:
        for index, turn in enumerate(turns):
            key = speaker(turn)
            if key not in known:
                yield _unknown("people", key, list(known), path, turn=index)


def _unknown(
    refers: str, key: str, known: list[str], path: Path, *, turn: int | None = None
) -> Problem:
    return Problem(
        code=_CODES[refers],
        path=path,
        turn=turn,
        message=f"{quoted(key)} is not a key of `{refers}`",
        hint=did_you_mean(key, known) or _IN_WORDS[refers],
    )


def ids_are_unique(seen: Visit) -> Iterator[Problem]:
    """No two sessions or items have one id."""
    first: dict[str, Path] = {}
    for part in seen.parts:
        key = part.value.get("id")
        if key is None or not part.path:
            continue
        path = (*part.path, "id")
        if key in first:
            yield Problem(
                code="E304",
                path=path,
                message=f"the id {quoted(key)} is used twice, first on line {{also}}",
                also=first[key],
                hint="give this one another id",
            )
        first.setdefault(key, path)


def keys_differ_in_more_than_case(seen: Visit) -> Iterator[Problem]:
    """No two keys of people, strands or papers are the same but for letter case."""
    for group in _CODES:
        first: dict[str, str] = {}
        for key in seen.record.get(group, {}):
            other = first.setdefault(key.casefold(), key)
            if other != key:
                yield Problem(
                    code="E305",
                    path=(group, key),
                    at_key=True,
                    message=f"the key {quoted(key)} differs from {quoted(other)}, "
                    "on line {also}, in letter case only",
                    also=(group, other),
                    hint="give one of them another key",
                )


def local_ids_exist(seen: Visit) -> Iterator[Problem]:
    """What names an id of the same record names one that is there, of the right kind."""
    kinds = {part.value["id"]: part.shape.name for part in seen.parts if "id" in part.value}
    kinds.pop(seen.record.get("id", ""), None)
    for part in seen.parts:
        for key, wanted in _ID_FIELDS.items():
            target = part.value.get(key)
            if target is None or (kinds.get(target, "") in (wanted or kinds.values())):
                continue
            known = [name for name, kind in kinds.items() if not wanted or kind in wanted]
            yield Problem(
                code="E312",
                path=(*part.path, key),
                message=f"no {wanted[0] if wanted else 'session or item'} of this record "
                f"has the id {quoted(target)}",
                hint=did_you_mean(target, known) or "give its `id` to what is meant",
            )
