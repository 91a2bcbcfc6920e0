"""Facts of one record: what the checks across records need of it, and where each stands.

Nothing in this module looks at a second record, and no fact holds the record or its text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from minutebook.registry.outline import Outline, Part, parts_of
from minutebook.registry.spots import Mention, Reading, Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minutebook.load import Source
    from minutebook.record import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """An action, as far as other records may speak of it."""

    spot: Spot
    id: Mention | None = None
    status: str = "open"
    owners: tuple[str, ...] = ()
    """Keys, or names in words."""
    due: str = ""
    given: str = ""
    completed: Mention | None = None
    carried_from: Mention | None = None
    origin: Mention | None = None
    is_explained: bool = False
    """Whether it has words on its progress, or a note."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Approves:
    """A decision that approves a record."""

    record: Mention
    outcome: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Resumes:
    """A session that goes on with an earlier one."""

    record: Mention
    session: Mention | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """An entry of `people`."""

    key: Mention
    name: str
    aliases: tuple[str, ...] = ()
    role: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What the checks across records need of one record; it can be kept without the note."""

    file: str
    """As the user named it."""
    id: Mention
    is_archived: bool = False
    is_sound: bool = True
    """Whether the record could be read; of one with errors nothing but its id is known."""
    language: str = ""
    status: Mention
    """Without words where the record does not say; then at its id."""
    kind: str = ""
    state: str = ""
    series: Mention | None = None
    date: Mention
    end_date: str = ""
    starts: str = ""
    previous: Mention | None = None
    next: Mention | None = None
    approval_at: Mention | None = None
    approval_date: str = ""
    translation_of: Mention | None = None
    supersedes: Mention | None = None
    superseded_by: Mention | None = None
    resumes: tuple[Resumes, ...] = ()
    approves: tuple[Approves, ...] = ()
    actions: tuple[Action, ...] = ()
    ends: tuple[Mention, ...] = ()
    """Ids of actions that an item closes or drops."""
    sessions: tuple[str, ...] = ()
    """Ids of sessions."""
    people: tuple[Person, ...] = ()
    outline: Outline = field(default_factory=Outline)


def facts_of(record: Record, source: Source | None, *, file: str) -> Facts:
    """
    Take from a sound record what the checks across records need.

    Args:
        record: Normalised.
        source: The note that it was read from; ``None`` for an archived record.
        file: The note as the user named it.

    Returns:
        The facts, which hold neither the record nor the source.
    """
    read = Reading(record, source)
    own = read.mention("id") or Mention("", read.spot(("id",)))
    meeting = record.get("meeting", {})
    parts = list(parts_of(record))
    return Facts(
        file=file,
        id=own,
        is_archived=source is None,
        language=record.get("language", ""),
        status=read.mention("status") or Mention("", own.spot),
        kind=meeting.get("kind", ""),
        state=meeting.get("state", ""),
        series=read.mention("meeting", "series"),
        date=read.mention("meeting", "date") or Mention("", own.spot),
        end_date=meeting.get("end_date", ""),
        starts=meeting.get("starts", ""),
        previous=read.mention("meeting", "previous"),
        next=read.mention("meeting", "next", "record"),
        approval_at=read.mention("approval", "at"),
        approval_date=record.get("approval", {}).get("date", ""),
        translation_of=read.mention("translation_of"),
        supersedes=read.mention("supersedes"),
        superseded_by=read.mention("superseded_by"),
        resumes=tuple(_resumes(read, parts)),
        approves=tuple(_approves(read, parts)),
        actions=tuple(_action(read, part) for part in parts if part.word == "action"),
        ends=tuple(_ends(read, parts)),
        sessions=tuple(p.block["id"] for p in parts if p.is_session and "id" in p.block),
        people=tuple(_people(read, record)),
        outline=_outline(read, parts, is_translation="translation_of" in record),
    )


def id_facts(key: str, source: Source | None, *, file: str) -> Facts:
    """
    Give the one fact that is known of a record with errors.

    Args:
        key: Its id.
        source: The note; ``None`` for an archived record.
        file: The note as the user named it.
    """
    own = Mention(key, Reading(None, source).spot(("id",)))
    nothing = Mention("", own.spot)
    return Facts(
        file=file,
        id=own,
        is_archived=source is None,
        is_sound=False,
        status=nothing,
        date=nothing,
    )


def _resumes(read: Reading, parts: Iterable[Part]) -> Iterator[Resumes]:
    for part in parts:
        record = read.mention(*part.path, "resumes", "record") if part.is_session else None
        if record is not None:
            session = read.mention(*part.path, "resumes", "session")
            yield Resumes(record=record, session=session)


def _approves(read: Reading, parts: Iterable[Part]) -> Iterator[Approves]:
    for part in parts:
        record = read.mention(*part.path, "approves") if part.word == "decision" else None
        if record is not None:
            yield Approves(record=record, outcome=part.block.get("outcome", ""))


def _ends(read: Reading, parts: Iterable[Part]) -> Iterator[Mention]:
    for part in parts:
        for key in ("closes", "drops"):
            for number in range(len(part.block.get(key, ()))):
                mention = read.mention(*part.path, key, number)
                if mention is not None:
                    yield mention


def _action(read: Reading, part: Part) -> Action:
    block = part.block
    return Action(
        spot=read.spot(part.path),
        id=read.mention(*part.path, "id"),
        status=block.get("status", "open"),
        owners=tuple(str(who.get("ref", who.get("name"))) for who in block.get("owners", ())),
        due=block.get("due", ""),
        given=block.get("given", ""),
        completed=read.mention(*part.path, "completed"),
        carried_from=read.mention(*part.path, "carried_from"),
        origin=read.mention(*part.path, "origin"),
        is_explained="progress" in block or "notes" in block,
    )


def _people(read: Reading, record: Record) -> Iterator[Person]:
    for key, who in record.get("people", {}).items():
        yield Person(
            key=Mention(key, read.key_spot(("people", key))),
            name=who.get("name", ""),
            aliases=tuple(who.get("aliases", ())),
            role=who.get("role", ""),
        )


def _outline(read: Reading, parts: list[Part], *, is_translation: bool) -> Outline:
    """Keep every line, and whole places only where a finding will point at them."""
    return Outline(
        steps=tuple((part.depth, part.word) for part in parts),
        lines=tuple(read.line(part.path) for part in parts),
        spots=tuple(read.spot(part.path) for part in parts) if is_translation else (),
    )
