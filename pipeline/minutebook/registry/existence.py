"""Rules of what records name: a record, an action or a session that is named is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.registry.finding import finding
from minutebook.registry.ids import groups_of_one_id
from minutebook.wording import did_you_mean, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Finding
    from minutebook.registry.facts import Facts
    from minutebook.registry.index import Index
    from minutebook.registry.member import Member
    from minutebook.registry.spots import Mention

_RECORD = {
    "E": ("E602", "no record of the office has the id"),
    "W": ("W602", "no record in the folder has the id"),
}
_RECORD_HINT = {
    "E": "correct the id, or leave it out until there is such a record",
    "W": "correct the id, or check the folder of the whole office",
}


def ids_are_unique(index: Index) -> Iterator[Finding]:
    """No two notes of an office have one id, and no two archived records."""
    # A note and the archived record made of it are one record.
    entries = (
        (f"{member.office}\n{member.facts.is_archived}\n{member.facts.id.text}", member.facts)
        for member in index.members
    )
    for group in groups_of_one_id(entries):
        first, *others = sorted(group, key=lambda facts: facts.file)
        for facts in others:
            yield finding(
                facts,
                facts.id.spot,
                "E601",
                f"the record id {quoted(facts.id.text)} is also that of {first.file}",
                hint="give each record an id of its own; letter case does not tell them apart",
            )


def records_exist(index: Index) -> Iterator[Finding]:
    """Every record that another one names is there, as far as it is known what there is."""
    for member in index.sound:
        for named in references(member.facts):
            grade = index.missing(member, named.text)
            if grade is not None:
                code, words = _RECORD[grade]
                yield finding(
                    member.facts,
                    named.spot,
                    code,
                    f"{words} {quoted(named.text)}",
                    hint=index.near(member, named.text) or _RECORD_HINT[grade],
                )


def references(facts: Facts) -> Iterator[Mention]:
    """Give every id of a record that a record names."""
    for named in (
        facts.translation_of,
        facts.supersedes,
        facts.superseded_by,
        facts.approval_at,
        facts.previous,
        facts.next,
        *(one.record for one in facts.resumes),
        *(one.record for one in facts.approves),
        *(action.origin for action in facts.actions),
    ):
        if named is not None:
            yield named


def actions_exist(index: Index) -> Iterator[Finding]:
    """An action that is carried, closed or dropped stands in the meeting before, or earlier."""
    for member in index.sound:
        before = _known_before(index, member)
        for action in member.facts.actions:
            named, where = action.carried_from, before
            if named is None or index.carried(member, action) is not None:
                continue
            if action.origin is not None:
                where = index.find(member, action.origin.text)
            if where is not None and where is not member:
                yield from _no_action(index, member, where, named)
        if before is not None:
            for named in member.facts.ends:
                # A slip of the pen is told where the action that was meant is not taken up.
                is_near = nearest(named.text, index.actions(before)) is not None
                if not is_near and not index.has_action(member, named.text):
                    yield from _no_action(index, member, before, named)


def _known_before(index: Index, member: Member) -> Member | None:
    """Give the record before one; none where it names one that is not there, or is later."""
    previous = member.facts.previous
    if previous is None:
        return index.before(member)
    found = index.find(member, previous.text)
    # One that is later is the wrong one, which is said already.
    return found if found is not None and found.when < member.when else None


def _no_action(index: Index, member: Member, before: Member, named: Mention) -> Iterator[Finding]:
    # An older meeting may have it; only who has all of them can say that none does.
    grade = index.missing_in_line(member)
    if grade is None:
        return
    yield finding(
        member.facts,
        named.spot,
        "E603" if grade == "E" else "W603",
        f"neither {quoted(before.facts.id.text)} nor an earlier record of the series has an "
        f"action {quoted(named.text)}",
        hint=did_you_mean(named.text, index.actions(before))
        or "write the id that the action has there; if it has none, leave out `carried_from` and "
        "name the record under `origin`",
    )


def sessions_exist(index: Index) -> Iterator[Finding]:
    """A session that is resumed is in the record that is named."""
    for member in index.sound:
        for resumed in member.facts.resumes:
            named, record = resumed.session, index.find(member, resumed.record.text)
            if named is None or record is None or named.text in record.facts.sessions:
                continue
            yield finding(
                member.facts,
                named.spot,
                "E604",
                f"no session of {quoted(record.facts.id.text)} has the id {quoted(named.text)}",
                hint=did_you_mean(named.text, record.facts.sessions)
                or f"write `id: {named.text}` beside the session that is meant, in "
                f"{record.facts.file}, or leave out `session`",
            )
