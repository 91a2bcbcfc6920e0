"""Rules of meetings that follow each other: their days, their series, and what they say of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from minutebook.registry.finding import finding, where
from minutebook.registry.index import is_business
from minutebook.registry.member import folded
from minutebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from minutebook.errors import Finding
    from minutebook.registry.facts import Facts
    from minutebook.registry.index import Index
    from minutebook.registry.member import Member
    from minutebook.registry.spots import Mention


class _Claim(NamedTuple):
    """One record says of another when its meeting was."""

    field: str
    named: Mention | None
    is_wrong: Callable[[Facts, Facts], bool]
    """Of the record and the one that it names."""
    wording: str


def meetings_are_in_order(index: Index) -> Iterator[Finding]:
    """What is named as earlier is not later, and the other way round."""
    for member in index.sound:
        for claim in _claims(member.facts):
            other = index.find(member, claim.named.text if claim.named else None)
            if claim.named is None or other is None or other is member:
                continue
            if claim.is_wrong(member.facts, other.facts):
                there, here = _days(other.facts, member.facts)
                yield finding(
                    member.facts,
                    claim.named.spot,
                    "E605",
                    f"the meeting under `{claim.field}`, of {there}, {claim.wording} this one, "
                    f"of {here}",
                    hint="name another record, or correct the date in "
                    f"{where(other.facts, other.facts.date.spot.line)}, or here",
                )


def _claims(facts: Facts) -> Iterator[_Claim]:
    yield _Claim("previous", facts.previous, _is_not_earlier, "was not before")
    yield _Claim("next", facts.next, _is_not_later, "was not after")
    yield _Claim("approval", facts.approval_at, _has_ended_before, "was before")
    for resumed in facts.resumes:
        yield _Claim("resumes", resumed.record, _is_on_a_later_day, "was after")
    for action in facts.actions:
        yield _Claim("origin", action.origin, _is_on_a_later_day, "was after")


def _is_not_earlier(this: Facts, other: Facts) -> bool:
    if this.date.text == other.date.text:
        return bool(this.starts and other.starts) and _time(other) >= _time(this)
    return other.date.text > this.date.text


def _is_not_later(this: Facts, other: Facts) -> bool:
    return _is_not_earlier(other, this)


def _has_ended_before(this: Facts, other: Facts) -> bool:
    return (other.end_date or other.date.text) < this.date.text


def _is_on_a_later_day(this: Facts, other: Facts) -> bool:
    return other.date.text > this.date.text


def _time(facts: Facts) -> str:
    """Spell a time with its seconds, so that times can be compared."""
    return facts.starts if facts.starts.count(":") == 2 else f"{facts.starts}:00"


def _days(one: Facts, other: Facts) -> tuple[str, str]:
    """Show the days of two meetings, with the time where the day is the same."""
    if one.date.text != other.date.text:
        return quoted(one.date.text), quoted(other.date.text)
    return quoted(f"{one.date.text} {one.starts}"), quoted(f"{other.date.text} {other.starts}")


def line_keeps_its_series(index: Index) -> Iterator[Finding]:
    """The meeting before one, and the one after it, are of the same series."""
    said: set[frozenset[Member]] = set()
    for member in index.sound:
        for field, named in (("previous", member.facts.previous), ("next", member.facts.next)):
            other = index.find(member, named.text if named else None)
            if named is None or other is None or frozenset((member, other)) in said:
                continue
            if _is_another_series(member, other):
                said.add(frozenset((member, other)))
                yield finding(
                    member.facts,
                    named.spot,
                    "W606",
                    f"the meeting under `{field}` is of the series "
                    f"{quoted(_series(other))}, and this one of {quoted(_series(member))}",
                    hint="name a record of the same series, or write the series in one way",
                )


def _is_another_series(one: Member, other: Member) -> bool:
    """Tell two series apart; in another language the same one has another name."""
    if one.line is None or other.line is None:
        return False
    return one.line[2] == other.line[2] and folded(_series(one)) != folded(_series(other))


def _series(member: Member) -> str:
    return member.facts.series.text if member.facts.series else ""


class _Link(NamedTuple):
    """A record's word for its neighbour."""

    member: Member
    field: str

    @property
    def named(self) -> Mention:
        facts = self.member.facts
        named = facts.previous if self.field == "previous" else facts.next
        assert named is not None
        return named


def neighbours_agree(index: Index) -> Iterator[Finding]:
    """If one meeting was before another, the other was after the one."""
    conflicts = [pair for member in index.sound for pair in _conflicts(index, member)]
    counts = Counter(link for pair in dict.fromkeys(conflicts) for link in pair)
    said: set[_Link] = set()
    for pair in conflicts:
        # One wrong word may contradict several right ones; it is said once, where it stands.
        wrong = min(pair, key=lambda link: (_is_confirmed(index, link), -counts[link]))
        if wrong not in said:
            said.add(wrong)
            yield _disagreement(wrong, pair[1 - pair.index(wrong)])


def _conflicts(index: Index, member: Member) -> Iterator[tuple[_Link, _Link]]:
    """Give what a record says of its neighbours and they deny, the word under `previous` first."""
    for field, back in (("previous", "next"), ("next", "previous")):
        other = _neighbour(index, member, field)
        third = _neighbour(index, other, back) if other else None
        if other is None or third is None or other is member or index.is_same(member, third):
            continue
        if is_business(member.facts) and is_business(third.facts):
            pair = _Link(member, field), _Link(other, back)
            yield pair if field == "previous" else (pair[1], pair[0])


def _neighbour(index: Index, member: Member, field: str) -> Member | None:
    named = member.facts.previous if field == "previous" else member.facts.next
    return index.find(member, named.text if named else None)


def _is_confirmed(index: Index, link: _Link) -> bool:
    other = _neighbour(index, link.member, link.field)
    back = "next" if link.field == "previous" else "previous"
    third = _neighbour(index, other, back) if other else None
    return third is not None and index.is_same(third, link.member)


def _disagreement(wrong: _Link, denied: _Link) -> Finding:
    facts, other = wrong.member.facts, denied.member.facts
    return finding(
        facts,
        wrong.named.spot,
        "E607",
        f"`{wrong.field}` is {quoted(wrong.named.text)}, but `{denied.field}` of "
        f"{quoted(other.id.text)} is {quoted(denied.named.text)}",
        hint=f"correct it here, or in {where(other, denied.named.spot.line)}",
    )


def chains_have_no_loop(index: Index) -> Iterator[Finding]:
    """Who goes back from record to record never comes to one a second time."""
    for field in ("previous", "supersedes", "translation_of"):
        for loop in _loops(index, field):
            first = min(loop, key=lambda member: member.when)
            named = getattr(first.facts, field)
            way = [one.facts.id.text for one in _from(loop, first)][1:4]
            through = f" through {', '.join(map(quoted, way))}" if way else ""
            leads = f"leads back to this record{through}" if way else "names this record itself"
            yield finding(
                first.facts,
                named.spot,
                "E608",
                f"`{field}` {leads}",
                hint=f"name another record under `{field}`, or leave it out",
            )


def _from(loop: list[Member], first: Member) -> list[Member]:
    at = loop.index(first)
    return [*loop[at:], *loop[:at]]


def _loops(index: Index, field: str) -> Iterator[list[Member]]:
    """Follow the chain from every record; each record is passed once."""
    done: set[Member] = set()
    for member in index.sound:
        way: dict[Member, int] = {}
        at: Member | None = member
        while at is not None and at not in done and at not in way:
            way[at] = len(way)
            named = getattr(at.facts, field)
            at = index.find(at, named.text if named else None)
        if at is not None and at in way:
            yield list(way)[way[at] :]
        done.update(way)  # `|=` would copy all that is there
