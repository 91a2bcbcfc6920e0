"""Rules of a record's life as other records tell it: what replaced it, and what approved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.registry.finding import finding, where
from minutebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Finding
    from minutebook.registry.facts import Facts
    from minutebook.registry.index import Index
    from minutebook.registry.member import Member

_NO_APPROVAL = ("deferred", "rejected", "no-decision")
"""Outcomes of a decision that leave the record as it was."""


def successors_agree(index: Index) -> Iterator[Finding]:
    """A record that takes the place of another is the one that the other names."""
    for member in index.sound:
        named = member.facts.supersedes
        other = index.find(member, named.text if named else None)
        if named is None or other is None or other is member:
            continue
        back = other.facts.superseded_by
        if back is None or back.text == member.facts.id.text:
            continue
        yield finding(
            member.facts,
            named.spot,
            "E611",
            f"`supersedes` is {quoted(named.text)}, but `superseded_by` of that record is "
            f"{quoted(back.text)}",
            hint=f"correct it here, or in {where(other.facts, back.spot.line)}",
        )


def superseded_records_say_so(index: Index) -> Iterator[Finding]:
    """A record whose place another has taken has the status that tells so."""
    successors = {other: member for member, other in _replaced(index)}
    for member in index.sound:
        facts, by = member.facts, member.facts.superseded_by
        successor = by.text if by else ""
        if not successor and member in successors:
            successor = successors[member].facts.id.text
        # An approved record is not changed any more, and a withdrawn one is gone by itself.
        if not successor or facts.status.text in {"superseded", "approved", "withdrawn"}:
            continue
        status = facts.status.text
        has = f"its status is {quoted(status)}" if status else "it says nothing of its status"
        yield finding(
            facts,
            facts.status.spot,
            "W612",
            f"{quoted(successor)} takes the place of this record, but {has}",
            hint="write `status: superseded`" + _and_by(successor, is_there=by is not None),
        )


def _and_by(successor: str, *, is_there: bool) -> str:
    return "" if is_there else f" and `superseded_by: {successor}`"


def _replaced(index: Index) -> Iterator[tuple[Member, Member]]:
    for member in index.sound:
        named = member.facts.supersedes
        other = index.find(member, named.text if named else None)
        if other is not None and other is not member:
            yield member, other


def approvals_agree(index: Index) -> Iterator[Finding]:
    """A record that a decision approves says that it is approved, and by that meeting."""
    for member in index.sound:
        for decision in member.facts.approves:
            other = index.find(member, decision.record.text)
            if other is None or decision.outcome in _NO_APPROVAL:
                continue
            denial = _denial(index, member, other)
            if denial is not None:
                words, hint = denial
                yield finding(
                    member.facts,
                    decision.record.spot,
                    "W615",
                    f"the decision approves {quoted(decision.record.text)}, {words}",
                    hint=f"{hint}, or correct the decision",
                )


def _denial(index: Index, member: Member, other: Member) -> tuple[str, str] | None:
    """Say what of a record denies that a meeting approved it, and what would mend it."""
    facts: Facts = other.facts
    at, status = facts.approval_at, facts.status.text
    if status not in {"approved", "superseded"}:
        mend = f"write `status: approved` in {where(facts, facts.status.spot.line)}"
        return (
            f"whose status is {quoted(status)}" if status else "which says nothing of its status",
            f"{mend}, and under `approval` the `date` and `at: {member.facts.id.text}`",
        )
    if at is None or at.text == member.facts.id.text:
        return None
    meeting = index.find(other, at.text)
    if meeting is not None and index.is_same(meeting, member):
        return None
    return (
        f"whose `approval` was at {quoted(at.text)}",
        f"correct `approval` in {where(facts, at.spot.line)}",
    )
