"""Rules of sessions: they have a heading, are not nested too deep, and their stance has a use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Path
    from minutebook.rules.visit import Visit

_DEEPEST = 4
_LISTS = ("sessions", "next_steps")


def sessions_have_a_heading(seen: Visit) -> Iterator[Problem]:
    """A session in a list has a title, or a strand whose title is its heading."""
    for part in seen.named("session"):
        if isinstance(part.path[-1], int) and not seen.has(part, "title", "strand"):
            yield Problem(
                code="E315",
                path=part.path,
                message="the session has no heading",
                hint="give it a `title`, or a `strand` whose title is its heading",
            )


def sessions_are_not_too_deep(seen: Visit) -> Iterator[Problem]:
    """Sessions stand in sessions to four levels in all."""
    for part in seen.named("session"):
        # Only the first level that is too deep: those below it are the same fault.
        if _depth(part.path) == _DEEPEST + 1:
            yield Problem(
                code="E314",
                path=part.path,
                message="the session is nested five levels deep, and four is the most",
                hint="move it up a level, or make its points items of the session above",
            )


def _depth(path: Path) -> int:
    """Count the sessions down to one; `background` and its like are a level of their own."""
    return sum(step in _LISTS for step in path) + (path[0] not in _LISTS)


def stances_have_principles(seen: Visit) -> Iterator[Problem]:
    """A session's stance holds for principles that it lists."""
    listed = [*seen.misfits, *(part.path for part in seen.named("principle"))]
    holders = {path[:end] for path in listed for end in range(len(path))}
    for part in seen.named("session"):
        # A broken list of items may have held them.
        unread = seen.has(part, "items", "sessions") and not (
            {"items", "sessions"} & part.value.keys()
        )
        if "stance" in part.value and part.path not in holders and not unread:
            yield Problem(
                code="W319",
                path=(*part.path, "stance"),
                at_key=True,
                message="the stance holds for principles, and this session lists none",
                hint="write each principle as an item with `principle:`, or take the stance out",
            )
