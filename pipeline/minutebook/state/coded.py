"""Findings and facts as text and back.

Nothing in this module knows what they mean. A note's own name is left out: it is as the user spells
it, which may be another way the next time. Text that does not fit raises an error of Python's own,
and counts for nothing.
"""

from __future__ import annotations

import json
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from minutebook.errors import Excerpt, Finding, Severity
from minutebook.registry.facts import Action, Approves, Facts, Person, Resumes
from minutebook.registry.outline import Outline
from minutebook.registry.spots import Mention, Spot

if TYPE_CHECKING:
    from collections.abc import Iterable

Json = Any

_FINDING = [field.name for field in fields(Finding) if field.name not in {"file", "excerpt"}]
_PLAIN = ("language", "kind", "state", "end_date", "starts", "approval_date", "is_archived")
_MENTIONS = (
    *("id", "status", "date", "series", "previous", "next", "approval_at"),
    *("translation_of", "supersedes", "superseded_by"),
)


class FaultyStateError(Exception):
    """What was kept cannot be made sense of."""


def findings_text(findings: Iterable[Finding]) -> str:
    """Write findings of one note as text."""
    rows = [
        [
            [getattr(one, name) for name in _FINDING],
            None if one.excerpt is None else [one.excerpt.text, one.excerpt.start],
        ]
        for one in findings
    ]
    return json.dumps(rows, separators=(",", ":")) if rows else ""


def findings_of(text: str, *, file: str) -> tuple[Finding, ...]:
    """
    Read findings.

    Args:
        text: As `findings_text` writes it.
        file: The note as the user names it now.

    Raises:
        FaultyStateError: The text is of another making.
    """
    if not text:
        return ()
    try:
        return tuple(_finding(values, excerpt, file) for values, excerpt in json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise FaultyStateError from error


def _finding(values: list[Json], excerpt: list[Json] | None, file: str) -> Finding:
    known = dict(zip(_FINDING, values, strict=True))
    if known["weight"] is not None:
        known["weight"] = Severity(known["weight"])
    shown = None if excerpt is None else Excerpt(text=excerpt[0], start=excerpt[1])
    return Finding(file=file, excerpt=shown, **known)


def facts_text(facts: Facts | None) -> str:
    """Write the facts of one note as text; empty where there are none."""
    if facts is None:
        return ""
    rows = [
        facts.is_sound,
        [getattr(facts, name) for name in _PLAIN],
        [_from_mention(getattr(facts, name)) for name in _MENTIONS],
        [[_from_mention(one.record), _from_mention(one.session)] for one in facts.resumes],
        [[_from_mention(one.record), one.outcome] for one in facts.approves],
        [_from_action(one) for one in facts.actions],
        [_from_mention(one) for one in facts.ends],
        facts.sessions,
        [[_from_mention(one.key), one.name, one.aliases, one.role] for one in facts.people],
        [
            [f"{depth} {word}" for depth, word in facts.outline.steps],
            facts.outline.lines,
            facts.outline.spots,
        ],
    ]
    return json.dumps(rows, separators=(",", ":"))


def _from_mention(mention: Mention | None) -> Json:
    return None if mention is None else [mention.text, *mention.spot]


def _from_action(one: Action) -> Json:
    return [
        one.spot,
        [_from_mention(part) for part in (one.id, one.completed, one.carried_from, one.origin)],
        [one.status, one.owners, one.due, one.given, one.is_explained],
    ]


def facts_from(text: str, *, file: str) -> Facts | None:
    """
    Read facts.

    Args:
        text: As `facts_text` writes it.
        file: The note as the user names it now.

    Raises:
        FaultyStateError: The text is of another making.
    """
    if not text:
        return None
    try:
        return _facts(json.loads(text), file)
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise FaultyStateError from error


def _facts(rows: Json, file: str) -> Facts:
    sound, plain, mentions, resumes, approves, actions, ends, sessions, people, outline = rows
    steps, lines, spots = outline
    known: dict[str, Any] = dict(zip(_PLAIN, plain, strict=True))
    known |= zip(_MENTIONS, map(_mention, mentions), strict=True)
    return Facts(
        file=file,
        is_sound=sound,
        resumes=tuple(
            Resumes(record=_sure(record), session=_mention(session)) for record, session in resumes
        ),
        approves=tuple(Approves(record=_sure(one), outcome=outcome) for one, outcome in approves),
        actions=tuple(_action(*one) for one in actions),
        ends=tuple(_sure(one) for one in ends),
        sessions=tuple(sessions),
        people=tuple(
            Person(key=_sure(key), name=name, aliases=tuple(aliases), role=role)
            for key, name, aliases, role in people
        ),
        outline=Outline(
            steps=tuple(map(_step, steps)),
            lines=tuple(lines),
            spots=tuple(Spot(*spot) for spot in spots),
        ),
        **known,
    )


@lru_cache(maxsize=1024)
def _step(text: str) -> tuple[int, str]:
    """Read a step; there are few kinds, and many of each."""
    depth, _, word = text.partition(" ")
    return int(depth), word


def _mention(value: Json) -> Mention | None:
    return None if value is None else _sure(value)


def _sure(value: Json) -> Mention:
    text, *spot = value
    return Mention(text, Spot(*spot))


def _action(spot: Json, mentions: Json, plain: Json) -> Action:
    own, completed, carried_from, origin = map(_mention, mentions)
    status, owners, due, given, is_explained = plain
    return Action(
        spot=Spot(*spot),
        id=own,
        completed=completed,
        carried_from=carried_from,
        origin=origin,
        status=status,
        owners=tuple(owners),
        due=due,
        given=given,
        is_explained=is_explained,
    )
