"""Rules of keys and ids: what is named exists, and is named once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.errors import Problem
from minutebook.wording import did_you_mean, quoted, uncurled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Path
    from minutebook.record import Record
    from minutebook.rules.visit import Part, Visit

CODES = {"people": "E301", "strands": "E302", "papers": "E303"}
_IN_WORDS = {
    "people": "add it under `people`, or write the name in words (a name has a space)",
    "strands": "add it under `strands`",
    "papers": "add it under `papers`, or give the paper here with `title:`",
}
_ID_FIELDS: dict[str, tuple[str, ...]] = {
    "answers": ("question",),
    "amends": ("motion",),
    "regarding": (),
    "arises_from": (),
}
"""Fields that name an id of the same record, and the kinds that it may be the id of."""


def references_exist(seen: Visit) -> Iterator[Problem]:
    """Every key of people, strands and papers that is used is there."""
    for reference in seen.references:
        refers, key = reference.refers, reference.key
        if is_unknown(seen, refers, key):
            known = seen.record.get(refers, {})
            yield Problem(
                code=CODES[refers],
                path=reference.path,
                message=f"{quoted(key)} is not a key of `{refers}`",
                hint=uncurled(key)
                or did_you_mean(key, known)
                or _by_name(key, known)
                or _IN_WORDS[refers],
            )


def _by_name(word: str, known: Record) -> str | None:
    """Find the one entry in whose name or title the word stands."""
    names = {
        key: name
        for key, entry in known.items()
        if isinstance(name := entry.get("name", entry.get("title")), str)
    }
    found = [key for key, name in names.items() if word.casefold() in name.casefold().split()]
    if len(found) != 1:
        return None
    return f"did you mean {quoted(found[0])}, {names[found[0]]}?"


def is_unknown(seen: Visit, refers: str, key: str) -> bool:
    """Say whether a key is missing from a keyed list that is sound, as far as can be told."""
    known = seen.record.get(refers, {})
    return key not in known and (refers,) not in seen.broken and (refers, key) not in seen.touched


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
    for group in CODES:
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
    kinds = {
        part.value["id"]: part.shape.name for part in seen.parts if part.path and "id" in part.value
    }
    for part in seen.parts:
        for field, wanted in _ID_FIELDS.items():
            target = part.value.get(field)
            if target in kinds and (not wanted or kinds[target] in wanted):
                continue
            # The id may belong to something that the schema finds fault with.
            lost = target not in kinds and (seen.has_broken_id or target in seen.broken_ids)
            if target is not None and not lost:
                yield _wrong_id(part, field, target, kinds)


def _wrong_id(part: Part, field: str, target: str, kinds: dict[str, str]) -> Problem:
    wanted = _ID_FIELDS[field]
    path = (*part.path, field)
    if target in kinds:
        return Problem(
            code="E312",
            path=path,
            message=f"{quoted(target)} is the id of {_a(kinds[target])}, and `{field}` "
            f"names {_a(wanted[0])}",
            hint=f"write the id of {_a(wanted[0])}",
        )
    what = wanted[0] if wanted else "session or item"
    known = (name for name, kind in kinds.items() if not wanted or kind in wanted)
    return Problem(
        code="E312",
        path=path,
        message=f"no {what} of this record has the id {quoted(target)}",
        hint=did_you_mean(target, known) or f"write `id: {target}` beside the {what} that is meant",
    )


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
