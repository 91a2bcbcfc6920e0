"""Rules of votes: the named voters agree with the count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.errors import Problem
from minutebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.record import Record
    from minutebook.rules.visit import Visit

_COUNTED = ("for", "against", "abstain", "absent")


def voters_agree_with_the_count(seen: Visit) -> Iterator[Problem]:
    """Not more voters are named than were counted; fewer is a warning."""
    for part in seen.named("vote"):
        counts = _counts(part.value)
        voters = part.value.get("voters", {})
        for choice, names in voters.items():
            if choice in counts and counts[choice] != len(names):
                more = len(names) > counts[choice]
                yield Problem(
                    code="E309" if more else "W309",
                    path=(*part.path, "voters", choice),
                    at_key=True,
                    message=f"{quoted(choice)} counts {counts[choice]}, "
                    f"but {len(names)} {'is' if len(names) == 1 else 'are'} named",
                    hint="correct the count or the names",
                )


def _counts(vote: Record) -> dict[str, int]:
    counts = {key: vote[key] for key in _COUNTED if key in vote}
    return {**vote.get("tally", {}), **counts}
