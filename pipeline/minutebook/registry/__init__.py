"""
The registry: checks across records, on facts that are taken from each record by itself.

Nothing in this package opens a file; facts may come from notes, from archived records, or from
where an earlier run has kept them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.registry.actions import (
    actions_are_given_before_they_are_done,
    carried_actions_keep_an_owner,
    open_actions_are_taken_up,
)
from minutebook.registry.existence import (
    actions_exist,
    ids_are_unique,
    records_exist,
    sessions_exist,
)
from minutebook.registry.facts import Facts, facts_of, id_facts
from minutebook.registry.ids import groups_of_one_id, ids_in
from minutebook.registry.index import Coverage, Index, Member
from minutebook.registry.lifecycle import (
    approvals_agree,
    successors_agree,
    superseded_records_say_so,
)
from minutebook.registry.order import (
    chains_have_no_loop,
    line_keeps_its_series,
    meetings_are_in_order,
    neighbours_agree,
)
from minutebook.registry.people import keys_mean_one_person
from minutebook.registry.stored import facts_data, facts_from_data
from minutebook.registry.translations import translations_are_alike

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from minutebook.errors import Finding

__all__ = [
    "RULES",
    "Coverage",
    "Facts",
    "Member",
    "check_registry",
    "facts_data",
    "facts_from_data",
    "facts_of",
    "groups_of_one_id",
    "id_facts",
    "ids_in",
]

RULES: tuple[tuple[str, Callable[[Index], Iterator[Finding]]], ...] = (
    ("E601", ids_are_unique),
    ("E602 W602", records_exist),
    ("E603 W603", actions_exist),
    ("E604", sessions_exist),
    ("E605", meetings_are_in_order),
    ("W606", line_keeps_its_series),
    ("E607", neighbours_agree),
    ("E608", chains_have_no_loop),
    ("E609", actions_are_given_before_they_are_done),
    ("E610", carried_actions_keep_an_owner),
    ("E611", successors_agree),
    ("W612", superseded_records_say_so),
    ("E613", keys_mean_one_person),
    ("W614", open_actions_are_taken_up),
    ("W615", approvals_agree),
    ("E616", translations_are_alike),
)
"""
Each rule with the codes that it may give.

Where two rules find fault with one place, the first of them is heard: what follows from a fault
is not reported again.
"""


def check_registry(
    members: Sequence[Member],
    *,
    unread: Iterable[str] = (),
    elsewhere: Callable[[str], frozenset[str] | None] = lambda _: frozenset(),
) -> tuple[Finding, ...]:
    """
    Check records against each other.

    Args:
        members: The facts of each record, in the order of the inputs; may be empty.
        unread: The offices in which a note has an id that cannot be read. As long as there is
            one, nothing of that office is said to be missing.
        elsewhere: Gives, for an office of which a part was given, the ids of all its other notes;
            ``None`` where one of them cannot be read. Asked only if something seems to be missing.

    Returns:
        The findings, file by file in the order of *members*, within a file by line; the same
        whatever that order is.

    Source:
        Findings E601 to E616.
    """
    index = Index(members=tuple(members), unread=frozenset(unread), elsewhere=elsewhere)
    order = {member.facts.file: number for number, member in enumerate(members)}
    found = (finding for _, rule in RULES for finding in rule(index))
    return tuple(
        sorted(
            _first_heard(found),
            key=lambda f: (order[f.file], f.line, f.column, f.code, f.message),
        )
    )


def _first_heard(found: Iterable[Finding]) -> Iterator[Finding]:
    """Leave out what a later rule says of a place with which an earlier one found fault."""
    heard: dict[tuple[str, str], str] = {}
    for finding in found:
        if heard.setdefault((finding.file, finding.path), finding.code) == finding.code:
            yield finding
