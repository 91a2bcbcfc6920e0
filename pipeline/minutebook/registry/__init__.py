"""
The registry: checks across records, on facts that are taken from each record by itself.

Nothing in this package opens a file; facts may come from notes, from archived records, or from
where an earlier run has kept them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.registry.facts import Facts, facts_of, id_facts
from minutebook.registry.ids import groups_of_one_id, ids_in, own_id
from minutebook.registry.member import Coverage, Member

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from minutebook.errors import Finding
    from minutebook.registry.translations import Translation

__all__ = [
    "Coverage",
    "Facts",
    "Member",
    "check_registry",
    "facts_of",
    "groups_of_one_id",
    "id_facts",
    "ids_in",
    "own_id",
    "translations_among",
]


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
    from minutebook.registry.index import Index
    from minutebook.registry.rules import RULES

    index = Index(members=tuple(members), unread=frozenset(unread), elsewhere=elsewhere)
    order = {member.facts.file: number for number, member in enumerate(members)}
    found = (one for _, rule in RULES for one in rule(index))
    return tuple(
        sorted(
            _first_heard(found),
            key=lambda f: (order[f.file], f.line, f.column, f.code, f.message),
        )
    )


def translations_among(members: Sequence[Member]) -> tuple[Translation, ...]:
    """
    Find the records that are translations of others.

    Args:
        members: The facts of each record; may be empty.

    Returns:
        Each translation with its original and the first difference between the two, by date,
        whatever the order of *members*.

    Source:
        Findings E541 and E616.
    """
    from minutebook.registry.index import Index
    from minutebook.registry.translations import translations_in

    return tuple(translations_in(Index(members=tuple(members))))


def _first_heard(found: Iterable[Finding]) -> Iterator[Finding]:
    """Leave out what a later rule says of a place with which an earlier one found fault."""
    heard: dict[tuple[str, str], str] = {}
    for one in found:
        if heard.setdefault((one.file, one.path), one.code) == one.code:
            yield one
