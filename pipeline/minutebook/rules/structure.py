"""Rules of sessions: they have a heading and are not nested too deep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.rules.visit import Visit

_DEEPEST = 4


def sessions_have_a_heading(seen: Visit) -> Iterator[Problem]:
    """A session in a list has a title, or a strand whose title is its heading."""
    for part in seen.named("session"):
        in_list = isinstance(part.path[-1], int)
        if in_list and not {"title", "strand"} & part.value.keys():
            yield Problem(
                code="E315",
                path=part.path,
                message="the session has no heading",
                hint="give it a `title`, or a `strand` whose title is its heading",
            )


def sessions_are_not_too_deep(seen: Visit) -> Iterator[Problem]:
    """Sessions stand in sessions to four levels in all."""
    for part in seen.named("session"):
        depth = sum(step in {"sessions", "next_steps"} for step in part.path)
        # Only the first level that is too deep: those below it are the same fault.
        if depth == _DEEPEST + 1 or (depth == _DEEPEST and part.path[0] not in _LISTS):
            yield Problem(
                code="E314",
                path=part.path,
                message="the session is nested five levels deep, and four is the most",
                hint="move it up a level, or make its points items of the session above",
            )


_LISTS = ("sessions", "next_steps")
