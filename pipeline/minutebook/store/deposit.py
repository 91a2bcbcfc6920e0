"""Notes and archived records placed into a store: the same again is nothing, a change a version."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minutebook.archive import archived_place, open_archived, write_xml
from minutebook.batch import Outcome, Plan, refused
from minutebook.errors import (
    Finding,
    MinutebookError,
    Problem,
    has_errors,
    pointer,
)
from minutebook.stages import Note, run
from minutebook.store.contents import PREMIS, contents_of
from minutebook.store.inventory import Version, digest
from minutebook.store.objects import Kept, Stored, kept, write_version
from minutebook.store.premis import premis_xml
from minutebook.validate import place_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.inputs import Input, Inputs
    from minutebook.record import Record
    from minutebook.store.contents import Contents
    from minutebook.store.root import Store

_FIRST = "first deposit"
_SETTLED = ("approved", "superseded")
_ENDED = ("superseded", "withdrawn")


class Change(StrEnum):
    """What a deposit did."""

    FIRST = "first"
    VERSION = "version"
    SAME = "same"


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """Who deposits, when and why."""

    by: str | None
    """The id of a person or office; ``None`` for that of each note's office."""
    message: str | None
    """Why; needed where a record is changed."""
    now: str
    """The time of the deposit, in UTC, as RFC 3339 writes it."""
    program: str
    """What makes the versions, such as ``minutebook 1.0``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Deposited:
    """What became of one note."""

    outcome: Outcome
    change: Change | None = None
    """``None`` where nothing could be deposited."""
    version: str | None = None
    """The record's newest version now, such as ``parks-2026-03-05@v2``."""


def deposit(store: Store, one: Input, terms: Terms) -> Deposited:
    """
    Place a note or an archived record into a store.

    Args:
        store: Held by this run alone.
        one: The note.
        terms: Who, when and why.

    Returns:
        What became of it; whatever is wrong with it, this gives an outcome.

    Source:
        Findings E401, E870 to E872 and W870, beside those of `archive`.
    """
    outcome = Outcome(name=one.name)
    try:
        note = Note(name=one.name, data=one.read(), office=one.office, to_archive=True)
        done = run(note, until="validate" if one.faulty_office else "archive")
        outcome = replace(outcome, findings=done.findings, faulty_office=one.faulty_office)
        if outcome.exit_code or done.record is None:
            return Deposited(outcome=outcome)
        return _deposited(store, replace(outcome, record_id=done.record["id"]), done, terms)
    except MinutebookError as error:
        return Deposited(outcome=replace(outcome, error=error))
    except Exception as bug:  # noqa: BLE001 - a fault of ours never stops the other notes
        return Deposited(outcome=replace(outcome, bug=bug))


def refused_ids(inputs: Inputs) -> dict[str, Outcome]:
    """Find the notes of one run that have the id of another: neither of them is deposited."""
    nowhere = Path(os.devnull)  # their ids are compared with each other only
    return refused(inputs.notes, Plan(until="archive", to=nowhere))


def _deposited(store: Store, outcome: Outcome, note: Note, terms: Terms) -> Deposited:
    record: Record = note.record or {}
    key = record["id"]
    known = kept(store, key)
    before = dict(known.inventory.head.state) if known else {}
    contents = contents_of(
        note, before=before, same_xml=before.get(f"{key}.xml") == digest(note.xml)
    )
    state = {path: digest(data) for path, data in contents.files.items()} | contents.carried
    is_same = state == {path: name for path, name in before.items() if path != PREMIS}
    refused = () if known is None or is_same else tuple(_refusals(known, record, terms))
    judged = replace(note, findings=()).found(_placed(note, (*contents.problems, *refused)))
    outcome = replace(outcome, findings=(*outcome.findings, *judged.findings))
    if has_errors(judged.findings):
        return Deposited(outcome=outcome)
    if known is not None and is_same:
        name = f"{key}@{known.inventory.head_name}"
        return Deposited(outcome=outcome, change=Change.SAME, version=name)
    own = replace(terms, by=terms.by or note.office.by)
    stored = _write(store, known, key, contents, own)
    change = Change.FIRST if known is None else Change.VERSION
    name = f"{key}@{stored.inventory.head_name}"
    return Deposited(outcome=outcome, change=change, version=name)


def _write(
    store: Store, known: Stored | None, key: str, contents: Contents, terms: Terms
) -> Stored:
    """Write the version, with the PREMIS that tells of it."""
    old = known.inventory.versions if known else ()
    files = dict(contents.files)
    version = Version(
        created=terms.now, message=terms.message or _FIRST, by=str(terms.by), state={}
    )
    last = Kept(stored=known, number=len(old)) if known else None
    carried = {path: last.read(path) for path in contents.carried} if last else {}
    files[PREMIS] = premis_xml(
        key=key,
        files=files | carried,
        originals=contents.originals,
        versions=(*old, version),
        program=terms.program,
    )
    state = {path: digest(data) for path, data in files.items()} | contents.carried
    version = replace(version, state=state)
    return write_version(store, known, key=key, version=version, files=files)


def _refusals(known: Stored, record: Record, terms: Terms) -> Iterator[Problem]:
    """See whether a record that differs from the one in the store may follow it."""
    last = Kept(stored=known, number=len(known.inventory.versions))
    opened = open_archived(last.xml, name=str(last.place(f"{known.inventory.id}.xml")))
    if opened.record is None or not _may_follow(opened.record, record):
        yield Problem(
            code="E870",
            path=("id",),
            message=f"the store holds {last.name} as approved, and this record says otherwise",
            hint="give this one an id of its own and name the other under `supersedes`; "
            f"`minutebook show {last.name}` shows the approved one",
        )
    elif terms.message is None:
        yield Problem(
            code="E871",
            path=("id",),
            message=f"the record differs from {last.name}, and no reason is given",
            hint='say why with --message "..."',
        )


def _may_follow(old: Record, new: Record) -> bool:
    """
    Say whether a record may be the next version of another.

    What was settled stays: of an approved record only what is said about it may change, and it may
    be superseded or withdrawn.
    """
    if old["status"] not in _SETTLED and "approval" not in old:
        return True
    ends = new["status"] in _ENDED
    if not ends and new["status"] != old["status"]:
        return False
    return _body(old, ends=ends) == _body(new, ends=ends)


def _body(record: Record, *, ends: bool) -> bytes:
    """Give the words of a record without what is said about it."""
    about = {"management", "access", *(("status", "superseded_by") if ends else ())}
    kept_keys: dict[str, Any] = {key: value for key, value in record.items() if key not in about}
    return write_xml(kept_keys)


def _placed(note: Note, problems: tuple[Problem, ...]) -> tuple[Finding, ...]:
    """Give problems their places in the note, or in the XML that was deposited."""
    if note.source is not None:
        return place_problems(note.source, problems)
    return tuple(
        Finding.at(
            archived_place(note.data, problem.path),
            file=note.name,
            code=problem.code,
            path=pointer(problem.path),
            message=problem.message,
            hint=problem.hint,
        )
        for problem in problems
    )
