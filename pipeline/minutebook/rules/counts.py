"""Rules of counts: heads and votes agree with the people who are named."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from minutebook.errors import Problem
from minutebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.record import Record
    from minutebook.rules.visit import Part, Visit

_COUNTED = ("for", "against", "abstain", "absent")
_THERE = frozenset({"present", "partial"})


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
                    message=f"{quoted(choice)} counts {counts[choice]}, but {_are(len(names))} "
                    "named",
                    hint="correct the count or the names",
                )


def _counts(vote: Record) -> dict[str, int]:
    counts = {key: vote[key] for key in _COUNTED if key in vote}
    return {**vote.get("tally", {}), **counts}


def _are(number: int) -> str:
    return f"{number} {'is' if number == 1 else 'are'}"


def voters_vote_once(seen: Visit) -> Iterator[Problem]:
    """Nobody is named twice in one vote."""
    for part in seen.named("vote"):
        first: dict[tuple[str, str], str] = {}
        for choice, names in part.value.get("voters", {}).items():
            for index, name in enumerate(names):
                voter = _voter(name)
                if voter in first:
                    yield _named_twice(part, choice, index, first[voter])
                elif voter:
                    first[voter] = choice


def _voter(name: Any) -> tuple[str, str] | None:
    """Tell voters apart: a key and a name in words are never the same."""
    if not isinstance(name, dict):
        return None
    return ("key", name["ref"]) if "ref" in name else ("name", name.get("name", ""))


def _named_twice(part: Part, choice: str, index: int, before: str) -> Problem:
    voter = part.value["voters"][choice][index]
    where = "twice" if choice == before else f"under {quoted(before)} as well"
    return Problem(
        code="W316",
        path=(*part.path, "voters", choice, index),
        message=f"{quoted(voter.get('ref') or voter['name'])} is named {where}",
        hint="name each voter once; a vote cast for somebody else is best told in words",
    )


def headcount_holds_the_named(seen: Visit) -> Iterator[Problem]:
    """A sector's total is not below the people of that sector who are named as present."""
    there = Counter(
        part.value.get("sector")
        for part in seen.named("person")
        if part.value.get("attendance") in _THERE and part.value.get("kind") != "group"
    )
    for sector, count in seen.record.get("headcount", {}).items():
        if count < there[sector]:
            yield Problem(
                code="W318",
                path=("headcount", sector),
                message=f"{quoted(sector)} counts {count}, but {_are(there[sector])} named "
                "under `people` as present",
                hint="a sector's total has the people named in it: correct the total, or "
                "somebody's `sector` or `attendance`",
            )
