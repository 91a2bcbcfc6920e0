"""The lives of actions: what meeting after meeting says of one and the same action.

Nothing in this module knows a database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from minutebook.registry.facts import Action, Facts
from minutebook.registry.index import Index
from minutebook.registry.member import Member
from minutebook.registry.spots import Mention, Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_OPEN = ("open", "carried")
_NOWHERE = Spot("", 1, 1, 1, 1)

Order = tuple[str, str, str, int, int]
"""The day, time and id of the record; 1 for what ends an action; the place in the record."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """An item that states an action."""

    item: str
    record: str
    n: int
    key: str | None
    text: str
    restricted: bool
    status: str
    due: str | None
    due_text: str | None
    given: str | None
    completed: str | None
    carried_from: str | None
    origin: str | None
    owners: str
    """The words of their names, in one order."""

    @property
    def said(self) -> tuple[str | None, ...]:
        """What makes the action another one in the eyes of its owner."""
        return self.text, self.owners, self.due, self.due_text


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """An item that closes or drops an action."""

    item: str
    record: str
    n: int
    key: str
    status: str
    restricted: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A record that stands for its meeting, as far as actions need it."""

    id: str
    date: str
    starts: str = ""
    language: str = ""
    status: str = ""
    state: str = ""
    series: str | None = None
    previous: str | None = None
    next: str | None = None
    stated: tuple[Stated, ...] = ()
    ended: tuple[Ended, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Something that became of an action."""

    date: str
    event: str
    status: str
    item: str
    mention: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Life:
    """An action from first to last."""

    item: str
    """The one that states it first."""
    key: str | None
    given: str
    restricted: bool
    events: tuple[Event, ...]


def lives_of(records: Sequence[Held]) -> list[Life]:
    """
    Put the mentions of actions together that are of one action.

    Args:
        records: All that may name each other; the order makes no difference.

    Returns:
        The lives, each once, by their first mention.

    Source:
        docs/explanation/register.md, "The life of an action".
    """
    weaving = _Weaving(records=records)
    weaving.join()
    return weaving.lives()


@dataclass(kw_only=True, slots=True)
class _Weaving:
    """Mentions that find each other."""

    records: Sequence[Held]
    by_id: dict[str, Held] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    """Another mention of the same action, for all but one of each."""
    ends: dict[str, list[Ended]] = field(default_factory=dict)
    """Endings by a mention of the action."""

    def join(self) -> None:
        self.by_id = {record.id: record for record in self.records}
        members = {record.id: Member(facts=_facts(record)) for record in self.records}
        index = Index(members=tuple(members[key] for key in sorted(members)))
        stated = {one.item: one for record in self.records for one in record.stated}
        by_place = {(one.record, one.n): one.item for one in stated.values()}
        for record in self.records:
            taken: set[str] = set()
            for one in record.stated:
                if one.carried_from is not None:
                    before = _found(index, members[record.id], by_place, one)
                    # Carried on twice in one record, an action has become two.
                    if before is not None and before not in taken:
                        taken.add(before)
                        self._unite(one.item, before)
            for ending in record.ended:
                target = _target(index, members[record.id], by_place, record, ending)
                if target is not None:
                    self.ends.setdefault(target, []).append(ending)

    def _unite(self, one: str, other: str) -> None:
        first, second = self._head(one), self._head(other)
        if first != second:
            self.heads[first] = second

    def _head(self, item: str) -> str:
        while item in self.heads:
            item = self.heads[item]
        return item

    def lives(self) -> list[Life]:
        stated: dict[str, list[Stated]] = {}
        ended: dict[str, list[Ended]] = {}
        for record in self.records:
            for one in record.stated:
                stated.setdefault(self._head(one.item), []).append(one)
        for item, endings in self.ends.items():
            ended.setdefault(self._head(item), []).extend(endings)
        lives = (self._life(found, ended.get(head, [])) for head, found in stated.items())
        return sorted(lives, key=lambda life: life.item)

    def _order(self, one: Stated | Ended) -> Order:
        record = self.by_id[one.record]
        return record.date, record.starts, record.id, int(isinstance(one, Ended)), one.n

    def _life(self, stated: list[Stated], ended: list[Ended]) -> Life:
        stated.sort(key=self._order)
        first = stated[0]
        return Life(
            item=first.item,
            key=first.key,
            given=self._given(first),
            restricted=any(one.restricted for one in stated)
            or any(one.restricted for one in ended),
            events=tuple(_told(self._steps(stated, ended))),
        )

    def _given(self, first: Stated) -> str:
        origin = self.by_id.get(first.origin or "")
        return first.given or (origin or self.by_id[first.record]).date

    def _steps(self, stated: list[Stated], ended: list[Ended]) -> list[_Step]:
        """Give what happened in order; what was done after the meeting comes on its own day."""
        steps: list[_Step] = []
        said: list[Stated | Ended] = [*stated, *ended]
        for one in sorted(said, key=self._order):
            day = self.by_id[one.record].date
            steps.append(_Step(date=day, by=one, status=_status(one, day)))
            if isinstance(one, Stated) and one.status == "done" and (one.completed or "") > day:
                steps.append(_Step(date=one.completed or day, by=one, status="done", later=True))
        return sorted(steps, key=lambda step: step.date)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Step:
    date: str
    by: Stated | Ended
    status: str
    later: bool = False
    """Whether it is a day that an earlier step has told of."""


def _status(one: Stated | Ended, day: str) -> str:
    """Say how an action stands on the day of the meeting."""
    if one.status in _OPEN:
        return "open"
    is_later = isinstance(one, Stated) and one.status == "done" and (one.completed or "") > day
    return "open" if is_later else one.status


def _told(steps: Iterable[_Step]) -> Iterator[Event]:
    last: Stated | None = None
    status = "open"
    for step in steps:
        before = last
        if isinstance(step.by, Stated) and not step.later:
            last = step.by
        if last is None:
            continue  # ended before it was given: the dates of the records are wrong
        if isinstance(step.by, Ended) and step.status == status:
            continue  # an item that ends what another of the same meeting has ended
        if before is None and step.status != "open":
            # Given and done at once: the giving is told first.
            yield _event(step, "given", "open", last.item)
        yield _event(step, _word(step, before), step.status, last.item)
        status = step.status


def _event(step: _Step, event: str, status: str, mention: str) -> Event:
    return Event(date=step.date, event=event, status=status, item=step.by.item, mention=mention)


def _word(step: _Step, before: Stated | None) -> str:
    if step.status != "open":
        return step.status
    if before is None or isinstance(step.by, Ended):
        return "given"
    return "carried" if before.said == step.by.said else "changed"


def _found(
    index: Index, member: Member, by_place: dict[tuple[str, int], str], one: Stated
) -> str | None:
    """Find the mention that another one is carried from."""
    found = index.carried(member, _action(one))
    return None if found is None else by_place[found[0].facts.id.text, found[1].spot.line]


def _target(
    index: Index,
    member: Member,
    by_place: dict[tuple[str, int], str],
    record: Held,
    ending: Ended,
) -> str | None:
    """Find the action that an item ends: here by its id, by the id that it had, or earlier."""
    own = [one.item for one in record.stated if one.key == ending.key]
    carried = [one.item for one in record.stated if one.carried_from == ending.key]
    if own or carried:
        return [*own, *carried][0]
    named = Mention(ending.key, _NOWHERE)
    earlier = index.carried(member, Action(spot=_NOWHERE, carried_from=named))
    return None if earlier is None else by_place[earlier[0].facts.id.text, earlier[1].spot.line]


def _facts(record: Held) -> Facts:
    return Facts(
        file=record.id,
        id=Mention(record.id, _NOWHERE),
        language=record.language,
        status=Mention(record.status, _NOWHERE),
        state=record.state,
        series=_mention(record.series),
        date=Mention(record.date, _NOWHERE),
        starts=record.starts,
        previous=_mention(record.previous),
        next=_mention(record.next),
        actions=tuple(map(_action, record.stated)),
    )


def _action(one: Stated) -> Action:
    # The place in the record stands for the line, by which the mention is found again.
    return Action(
        spot=Spot("", one.n, 1, 1, 1),
        id=_mention(one.key),
        carried_from=_mention(one.carried_from),
        origin=_mention(one.origin),
    )


def _mention(text: str | None) -> Mention | None:
    return Mention(text, _NOWHERE) if text else None
