"""Findings in a record's extensions, where its office declares what is to stand in them.

Nothing in this module reads a file; jsonschema is loaded only where there is something to judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minutebook.errors import Problem
from minutebook.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from minutebook.errors import Path

_SLOTS = "extensions"


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """The schema of one extension."""

    name: str
    """The key under `extensions` that it is for."""
    file: str
    """Its file, as `minutebook.toml` names it."""
    root: str
    """The address of the schema among *documents*."""
    documents: tuple[tuple[str, str], ...] = ()
    """The schema and those that it refers to, by address, as JSON; each reference is such an
    address, so that nothing has to be looked for."""


def extension_problems(
    data: Any, profiles: Sequence[Profile], *, broken: Iterable[Path] = ()
) -> Iterator[Problem]:
    """
    Judge the extensions of a record.

    Args:
        data: The record as the author wrote it.
        profiles: Those of its office.
        broken: Paths at which the record's own schema found a fault.

    Returns:
        The problems, extension by extension; an extension that no profile is for is let be,
        unless its name is nearly that of one.
    """
    slots = data.get(_SLOTS) if isinstance(data, dict) else None
    if not profiles or not isinstance(slots, dict):
        return
    known = {profile.name: profile for profile in profiles}
    faulty = set(broken)
    free = [name for name in known if name not in slots]
    for name, value in slots.items():
        path = (_SLOTS, name)
        if name in known and path not in faulty:
            yield from _judged(known[name], value, path)
        elif hint := did_you_mean(name, free):
            yield _misspelt(name, path, hint)


def _misspelt(name: str, path: Path, hint: str) -> Problem:
    return Problem(
        code="W332",
        path=path,
        at_key=True,
        message=f"minutebook.toml declares no extension {quoted(name)}, so it is not checked",
        hint=hint,
    )


def _judged(profile: Profile, value: Any, path: Path) -> Iterator[Problem]:
    from minutebook.validate.profile import TooMuchError, profile_errors
    from minutebook.validate.profile_wording import word_profile_errors

    try:
        errors = profile_errors(profile, value)
    except TooMuchError:
        yield Problem(
            code="E332",
            path=path,
            at_key=True,
            message=f"{quoted(profile.name)} is too large or too deep to be checked by its schema",
            hint=f"divide it, or make {profile.file} simpler",
        )
        return
    yield from word_profile_errors(errors, profile=profile, path=path)
