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
        for choice, names in part.value.get("voters", {}).items():
            counted, count = counts.get(choice.casefold(), (choice, len(names)))
            if count != len(names):
                spelling = f"; `{choice}` is the same choice as `{counted}`"
                yield Problem(
                    code="E309" if len(names) > count else "W309",
                    path=(*part.path, "voters", choice),
                    at_key=True,
                    message=f"{quoted(counted)} counts {count}, but {_are(len(names))} named",
                    hint=f"correct the count or the names{spelling if choice != counted else ''}",
                )


def _counts(vote: Record) -> dict[str, tuple[str, int]]:
    """Give each choice and its count, by the choice without its letter case."""
    counts = {key: vote[key] for key in _COUNTED if key in vote}
    # Of a choice that stands twice, the count beside `tally` goes before.
    return {
        choice.casefold(): (choice, count)
        for choice, count in (*vote.get("tally", {}).items(), *counts.items())
    }


def choices_stand_once(seen: Visit) -> Iterator[Problem]:
    """A choice has one count and one list of voters, whatever its letter case."""
    for part in seen.named("vote"):
        beside = {key: key for key in _COUNTED if seen.has(part, key)}
        yield from _standing_twice(part, "tally", beside)
        yield from _standing_twice(part, "voters", {})


def _standing_twice(part: Part, table: str, known: dict[str, str]) -> Iterator[Problem]:
    for choice in part.value.get(table, {}):
        name = f"{table}.{choice}"
        first = known.setdefault(choice.casefold(), name)
        if first != name:
            yield Problem(
                code="E321",
                path=(*part.path, table, choice),
                at_key=True,
                message=f"{quoted(name)} is the same choice as {quoted(first)}",
                hint="give each choice once; letter case makes no other choice",
            )


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
