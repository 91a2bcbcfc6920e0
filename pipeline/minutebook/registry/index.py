"""The index of a registry: facts found by id, by series and by action, each with one look.

Nothing in this module knows what a finding says.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar

from minutebook.registry.ids import is_slip
from minutebook.registry.member import Coverage, Line, Member
from minutebook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from minutebook.registry.facts import Action, Facts

Key = TypeVar("Key")
Entry = TypeVar("Entry")

_NEIGHBOURS = 20
"""How many ids on each side are looked at for the one that was meant."""


@dataclass(frozen=True, kw_only=True)
class Index:
    """Every record that was given."""

    members: tuple[Member, ...]
    unread: frozenset[str] = frozenset()
    """Offices in which a note has an id that cannot be read."""
    elsewhere: Callable[[str], frozenset[str] | None] = field(default=lambda _: frozenset())
    """Gives the ids of an office's notes that were not given; ``None`` if one cannot be read."""

    @cached_property
    def sound(self) -> tuple[Member, ...]:
        """Records without errors of their own, by date; a note stands for its archived record."""
        sound = (one for one in self.members if one.facts.is_sound and not self._is_copy(one))
        return tuple(sorted(sound, key=lambda member: member.when))

    def _is_copy(self, member: Member) -> bool:
        """Say whether a note of an archived record was given too; an archive is in no office."""
        if not member.facts.is_archived:
            return False
        key = member.facts.id.text
        same = self._by_office_and_id[member.office, key] if member.office else self._by_id[key]
        return any(not one.facts.is_archived for one in same)

    @cached_property
    def _by_id(self) -> dict[str, list[Member]]:
        return _grouped((member.facts.id.text, member) for member in self.members)

    @cached_property
    def _by_office_and_id(self) -> dict[tuple[str, str], list[Member]]:
        return _grouped(((one.office, one.facts.id.text), one) for one in self.members)

    def find(self, member: Member, key: str | None) -> Member | None:
        """
        Find the record that another one names.

        Args:
            member: The record that names it.
            key: The id; ``None`` finds nothing.

        Returns:
            The record of this id in the same office, or else in any; a note goes before the
            archived record of its id. ``None`` where there is none, more than one, or one with
            errors of its own.
        """
        if key is None:
            return None
        same = self._by_office_and_id.get((member.office, key)) or self._by_id.get(key, [])
        notes = [one for one in same if not one.facts.is_archived] or same
        return notes[0] if len(notes) == 1 and notes[0].facts.is_sound else None

    def missing(self, member: Member, key: str) -> Literal["E", "W"] | None:
        """
        Say whether a record that another one names is missing.

        Args:
            member: The record that names it.
            key: The id.

        Returns:
            ``E`` where the whole office is known and has no such record, ``W`` where a folder has
            none that may not be all there is; ``None`` where it is there or may be.
        """
        if key in self._by_id or member.office in self.unread:
            return None
        if member.coverage is Coverage.PART:
            others = self.elsewhere(member.office)
            return "E" if others is not None and key not in others else None
        if member.coverage is Coverage.SINGLE:
            return None
        return "W" if member.coverage is Coverage.FOLDER else "E"

    def missing_in_line(self, member: Member) -> Literal["E", "W"] | None:
        """Say how surely something is missing that none of the given meetings of a series has."""
        if member.coverage is Coverage.SINGLE or member.office in self.unread:
            return None
        return "E" if member.coverage is Coverage.WHOLE else "W"

    def near(self, member: Member, key: str) -> str | None:
        """
        Word a hint that names the record id that was probably meant.

        Args:
            member: The record that names it, which hardly means itself.
            key: The id as it is written.
        """
        own = member.facts.id.text
        near = (one for one in self._candidates(member, key) if one != own and is_slip(key, one))
        return did_you_mean(key, dict.fromkeys(near))

    def _candidates(self, member: Member, key: str) -> Iterator[str]:
        """Give ids that begin or end alike: a look at all would take too long for many."""
        office = member.office if member.coverage is Coverage.PART else None
        if office not in self._spelled:
            others = self.elsewhere(office) if office is not None else None
            ids = {*self._by_id, *(others or ())}
            self._spelled[office] = sorted(ids), sorted(one[::-1] for one in ids)
        forward, mirrored = self._spelled[office]
        for one in _around(forward, key):
            yield one
        for one in _around(mirrored, key[::-1]):
            yield one[::-1]

    @cached_property
    def _spelled(self) -> dict[str | None, tuple[list[str], list[str]]]:
        """The ids that have been asked for, sorted by their beginnings and by their ends."""
        return {}

    @cached_property
    def _roots(self) -> dict[Member, Member]:
        """A forest: records that are versions or translations of each other have one root."""
        roots: dict[Member, Member] = {}
        for member in self.sound:
            facts = member.facts
            for named in (facts.translation_of, facts.supersedes, facts.superseded_by):
                other = self.find(member, named.text if named else None)
                if other is not None:
                    one, two = _root(roots, member), _root(roots, other)
                    if one is not two:
                        roots[one] = two
        return roots

    def is_same(self, one: Member, other: Member) -> bool:
        """Say whether two records are one, or versions or translations of one."""
        return _root(self._roots, one) is _root(self._roots, other)

    @cached_property
    def lines(self) -> dict[Line, list[Member]]:
        """Meetings that were held, by series and date; translations and old versions left out."""
        held = (one for one in self.sound if is_business(one.facts) and self._is_only(one))
        return _grouped((line, member) for member in held if (line := member.line) is not None)

    def _is_only(self, member: Member) -> bool:
        return self.find(member, member.facts.id.text) is member

    @cached_property
    def _before_in_line(self) -> dict[Member, Member]:
        pairs = (zip(line[1:], line, strict=False) for line in self.lines.values())
        return {later: earlier for line in pairs for later, earlier in line}

    @cached_property
    def _named_as_next(self) -> dict[Member, Member]:
        """Records that another one names as the meeting after it, with the last that does so."""
        named: dict[Member, Member] = {}
        for member in self.sound:
            later = self.find(member, member.facts.next.text if member.facts.next else None)
            if later is not None and later is not member and later.when > member.when:
                named[later] = member
        return named

    def before(self, member: Member) -> Member | None:
        """
        Find the last meeting before one that did any business.

        Args:
            member: The later meeting.

        Returns:
            The meeting that it names as the previous one; if it names none, the one that names
            it as the next; or else the one before it in its series. A meeting that was cancelled
            or had no quorum is passed over.
        """
        seen = {member}
        at: Member | None = member
        while at is not None:
            at = self._directly_before(at)
            if at in seen:
                return None
            if at is None or at.facts.state not in IDLE:
                return at
            seen.add(at)
        return None

    def _directly_before(self, member: Member) -> Member | None:
        if member.facts.previous is not None:
            return self.find(member, member.facts.previous.text)
        return self._named_as_next.get(member) or self._before_in_line.get(member)

    @cached_property
    def _actions(self) -> dict[Member, dict[str, Action]]:
        return {
            member: {one.id.text: one for one in member.facts.actions if one.id}
            for member in self.sound
        }

    def actions(self, member: Member) -> dict[str, Action]:
        """Give the actions of a record by their ids."""
        return self._actions[member]

    @cached_property
    def _actions_in_line(self) -> dict[tuple[Line, str], list[Member]]:
        """Where each action of a series stands, by date."""
        return _grouped(
            ((line, key), member)
            for line, members in self.lines.items()
            for member in members
            for key in self._actions[member]
        )

    def carried(self, member: Member, action: Action) -> tuple[Member, Action] | None:
        """
        Find the action that another one is carried from.

        Args:
            member: The record with the later action.
            action: The later action.

        Returns:
            The record and the action: in the meeting before, in the latest earlier one of the
            series, or in the record in which it was first given.
        """
        if action.carried_from is None:
            return None
        key = action.carried_from.text
        for earlier in self._where_carried(member, action, key):
            if earlier is not None and earlier is not member and key in self._actions[earlier]:
                return earlier, self._actions[earlier][key]
        return None

    def has_action(self, member: Member, key: str) -> bool:
        """Say whether a record, the one before it or any of its series has an action of an id."""
        before, line = self.before(member), member.line
        near = (one for one in (member, before) if one is not None)
        return any(key in self._actions[one] for one in near) or (
            line is not None and (line, key) in self._actions_in_line
        )

    def _where_carried(self, member: Member, action: Action, key: str) -> Iterator[Member | None]:
        yield self.before(member)
        line = member.line
        there = self._actions_in_line.get((line, key), []) if line else []
        at = bisect_left(there, member.when, key=lambda one: one.when)
        yield there[at - 1] if at else None
        yield self.find(member, action.origin.text if action.origin else None)


IDLE = ("cancelled", "inquorate")
"""States of a meeting that did no business."""


def is_business(facts: Facts) -> bool:
    """Say whether a record is the one that counts, of a meeting that was held."""
    return (
        facts.translation_of is None
        and facts.status.text not in {"superseded", "withdrawn"}
        and facts.state not in IDLE
    )


def _around(ids: list[str], key: str) -> list[str]:
    at = bisect_left(ids, key)
    return ids[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]


def _root(roots: dict[Member, Member], member: Member) -> Member:
    way = []
    while member in roots:
        way.append(member)
        member = roots[member]
    for one in way[:-1]:
        roots[one] = member
    return member


def _grouped(pairs: Iterable[tuple[Key, Entry]]) -> dict[Key, list[Entry]]:
    groups: dict[Key, list[Entry]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups
