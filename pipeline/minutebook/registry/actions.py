"""Rules of actions from meeting to meeting: when they were done, by whom, and that none is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.registry.finding import finding, where
from minutebook.registry.index import is_business
from minutebook.wording import nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Finding
    from minutebook.registry.facts import Action, Facts
    from minutebook.registry.index import Index
    from minutebook.registry.member import Line, Member
    from minutebook.registry.spots import Mention, Spot

_OPEN = ("open", "carried")


def actions_are_given_before_they_are_done(index: Index) -> Iterator[Finding]:
    """No action was done before the day on which it was given."""
    for member in index.sound:
        for action in member.facts.actions:
            given = _given(index, member, action) if action.completed else None
            if given is None or action.completed is None or action.completed.text >= given[0]:
                continue
            day, source = given
            yield finding(
                member.facts,
                action.completed.spot,
                "E609",
                f"the action was done on {quoted(action.completed.text)}, before it was given "
                f"on {quoted(day)}{source}",
                hint="correct one of the two dates",
            )


def _given(index: Index, member: Member, action: Action) -> tuple[str, str] | None:
    """Find the day on which an action was given, and who says so if it is another record."""
    if action.given:
        return action.given, ""
    origin = index.find(member, action.origin.text if action.origin else None)
    if origin is not None:
        return origin.facts.date.text, f" at {quoted(origin.facts.id.text)}"
    found = index.carried(member, action)
    if found is None:
        return None
    earlier, there = found
    says = f", as {where(earlier.facts, there.spot.line)} says"
    if there.given:
        return there.given, says
    if there.carried_from is not None or there.origin is not None or there.status == "carried":
        return None
    return earlier.facts.date.text, f" at {quoted(earlier.facts.id.text)}"


def carried_actions_keep_an_owner(index: Index) -> Iterator[Finding]:
    """An action that had an owner is not carried on without one unless it says why."""
    for member in index.sound:
        for action in member.facts.actions:
            if action.owners or action.is_explained or action.status not in _OPEN:
                continue
            found = index.carried(member, action)
            if found is None or not found[1].owners or action.carried_from is None:
                continue
            earlier, there = found
            yield finding(
                member.facts,
                action.carried_from.spot,
                "E610",
                f"the action is carried on without an owner; in {quoted(earlier.facts.id.text)} "
                f"{_names(there.owners)}",
                hint="name the owner under `owners`, or say under `progress` why there is none now",
            )


def _names(owners: tuple[str, ...]) -> str:
    shown = ", ".join(map(quoted, owners[:3]))
    return f"it was for {shown}" + (" and others" if len(owners) > 3 else "")


def open_actions_are_taken_up(index: Index) -> Iterator[Finding]:
    """What the last meeting left open, the next one carries on, closes or drops."""
    latest = _latest_naming(index)
    said: set[tuple[Member, str]] = set()
    for member in index.sound:
        last = index.before(member) if is_business(member.facts) else None
        if last is None or last.facts.status.text in {"superseded", "withdrawn"}:
            continue
        named = _named(member.facts)
        for action in _open_actions(last.facts):
            key = action.id.text if action.id else ""
            later = latest.get((last.line, key), "") if last.line else ""
            if key in named or later > last.facts.date.text or (last, key) in said:
                continue
            said.add((last, key))
            yield _not_taken_up(member, last, action, key, named)


def _latest_naming(index: Index) -> dict[tuple[Line, str], str]:
    """Find the last day on which a meeting of a series names an action of an earlier one."""
    return {
        (line, key): member.facts.date.text
        for line, members in index.lines.items()
        for member in members
        for key in _named(member.facts)
    }


def _named(facts: Facts) -> dict[str, None]:
    """Give the ids of earlier actions that a record names, in order."""
    carried = (action.carried_from for action in facts.actions)
    return dict.fromkeys(one.text for one in (*carried, *facts.ends) if one is not None)


def _open_actions(facts: Facts) -> Iterator[Action]:
    ids = {action.id.text for action in facts.actions if action.id}
    ended = {one.text for one in facts.ends}
    for action in facts.actions:
        before = action.carried_from.text if action.carried_from else ""
        has_ended = action.id and action.id.text in ended
        if action.id and action.status in _OPEN and not has_ended and before not in ended - ids:
            yield action


def _not_taken_up(
    member: Member, last: Member, action: Action, key: str, named: dict[str, None]
) -> Finding:
    facts = member.facts
    known = {one.id.text for one in last.facts.actions if one.id}
    near = nearest(key, (one for one in named if one not in known))
    place = where(last.facts, action.spot.line)
    return finding(
        facts,
        (facts.previous or facts.date).spot,
        "W614",
        f"the action {quoted(key)} was left open by {quoted(last.facts.id.text)}, and no item "
        "here takes it up",
        hint=f"an item here names {quoted(near)}: was {quoted(key)} meant?"
        if near
        else f"name it under `carried_from`, `closes` or `drops`; it stands in {place}",
    )


def carried_actions_have_no_loop(index: Index) -> Iterator[Finding]:
    """Who goes back from an action to the one that it is carried from never comes round."""
    done: set[tuple[Member, Spot]] = set()
    for member in index.sound:
        for action in member.facts.actions:
            way: dict[tuple[Member, Spot], Mention | None] = {}
            at: tuple[Member, Action] | None = member, action
            step = member, action.spot
            while at is not None and step not in done and step not in way:
                way[step] = at[1].carried_from
                at = index.carried(*at)
                step = (at[0], at[1].spot) if at else step
            if at is not None and (named := way.get(step)):
                yield _carried_round(at[0], named)
            elif _is_from_itself(member, action) and action.carried_from:
                yield _carried_round(member, action.carried_from)
            done.update(way)  # `|=` would copy all that is there


def _is_from_itself(member: Member, action: Action) -> bool:
    """Say whether an action names itself, in its own record, as what it is carried from."""
    named, own, origin = action.carried_from, action.id, action.origin
    is_same = named is not None and own is not None and named.text == own.text
    return is_same and origin is not None and origin.text == member.facts.id.text


def _carried_round(member: Member, named: Mention) -> Finding:
    return finding(
        member.facts,
        named.spot,
        "E608",
        f"`carried_from` {quoted(named.text)} leads back to this action",
        hint="name the action of an earlier meeting, or leave `carried_from` out",
    )
