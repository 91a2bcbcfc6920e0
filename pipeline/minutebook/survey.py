"""The survey: the notes of a batch seen as one registry, and what is found between them.

Nothing in this module judges: it says how much of the registry was given, and asks the rules.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.errors import FileError, MinutebookError
from minutebook.files import find_notes, read_bytes
from minutebook.inputs import STDIN
from minutebook.load.characters import decode
from minutebook.load.places import Lines
from minutebook.registry import Coverage, Member, check_registry, ids_in
from minutebook.stages import is_archived, weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from minutebook.batch import Outcome, Plan
    from minutebook.errors import Finding
    from minutebook.inputs import Input, Inputs


def across(inputs: Inputs, outcomes: Sequence[Outcome], plan: Plan) -> tuple[Finding, ...]:
    """
    Check the records of a batch against each other.

    Args:
        inputs: As `gather` gives them.
        outcomes: As `process` gives them, all of them.
        plan: The plan of `process`, with `across`.

    Returns:
        The findings, note by note in the order of the inputs. How much is said to be missing goes
        by what was given: see `minutebook.registry.Coverage`.
    """
    survey = _Survey(inputs.folders)
    unread = {
        survey.of(note)[0]
        for note, outcome in zip(inputs.notes, outcomes, strict=True)
        if outcome.facts is None
    }
    members = members_of(inputs, outcomes)
    found = check_registry(members, unread=unread, elsewhere=_elsewhere(inputs))
    # Where notes are written, E404 has refused those of one id.
    kept = [one for one in found if plan.to is None or one.code != "E601"]
    offices = {note.name: note.office for note in inputs.notes}
    return tuple(
        weighed
        for finding in with_lines(kept, inputs)
        for weighed in weigh((finding,), offices[finding.file])
    )


class _Survey:
    """What is the same for all notes of a folder, asked once."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._known: dict[tuple[Path | None, str], tuple[str, Coverage]] = {}

    def of(self, note: Input) -> tuple[str, Coverage]:
        """Give the folder of a note's office, and how much of that was given."""
        office = note.faulty_office or note.office.folder
        key = office, note.name if note.name == STDIN else note.name.rpartition(os.sep)[0]
        if key not in self._known:
            home = _home(note)
            self._known[key] = str(home or ""), _coverage(note, home, self._folders)
        return self._known[key]


def members_of(inputs: Inputs, outcomes: Sequence[Outcome]) -> list[Member]:
    """
    Give the records of a batch as members of their registry.

    Args:
        inputs: As `gather` gives them.
        outcomes: As `process` gives them, all of them.

    Returns:
        One for each record whose id could be read, in the order of the inputs.
    """
    survey = _Survey(inputs.folders)
    return [
        Member(
            facts=outcome.facts,
            office=home,
            language=note.office.language or "",
            coverage=coverage,
        )
        for note, outcome in zip(inputs.notes, outcomes, strict=True)
        for home, coverage in (survey.of(note),)
        if outcome.facts is not None
    ]


def with_lines(found: Sequence[Finding], inputs: Inputs) -> Iterator[Finding]:
    """
    Add the lines that findings are about: facts do not hold them, so they are read again.

    Args:
        found: Those of one note next to each other.
        inputs: The notes.
    """
    notes = {note.name: note for note in inputs.notes}
    for name, group in groupby(found, key=lambda one: one.file):
        lines = _lines(notes[name])
        for finding in group:
            starts = lines.starts if lines else []
            if lines is None or finding.line > len(starts):
                yield finding
                continue
            index = starts[finding.line - 1] + finding.column - 1
            yield replace(finding, excerpt=lines.location(index, index).excerpt)


def _lines(note: Input) -> Lines | None:
    try:
        data = note.read()
    except MinutebookError:
        return None  # it went away meanwhile
    return None if is_archived(note.name, data) else Lines(text=decode(data).text)


def _home(note: Input) -> Path | None:
    """Give the folder of a note's office."""
    folder = note.faulty_office.parent if note.faulty_office else note.office.folder
    return None if folder is None else folder.resolve()


def _coverage(note: Input, home: Path | None, folders: Sequence[Path]) -> Coverage:
    if note.name == STDIN:
        return Coverage.SINGLE
    if home is not None and any(home.is_relative_to(folder) for folder in folders):
        return Coverage.WHOLE
    place = Path(note.name).parent.resolve()
    if any(place.is_relative_to(folder) for folder in folders):
        return Coverage.FOLDER if home is None else Coverage.PART
    return Coverage.SINGLE


def _elsewhere(inputs: Inputs) -> Callable[[str], frozenset[str] | None]:
    """Prepare to ask an office for the ids of its notes that are not among the inputs."""

    @cache
    def ids(office: str) -> frozenset[str] | None:
        given = {Path(note.name).resolve() for note in inputs.notes}
        own = next(note for note in inputs.notes if str(_home(note)) == office)
        if own.faulty_office:
            return None  # which folders it leaves out cannot be known
        try:
            notes = find_notes(Path(office), exclude=own.office.exclude)
            others = (read_bytes(path) for path in notes if path.resolve() not in given)
            return frozenset[str]().union(*map(ids_in, others))
        except FileError:
            return None

    return ids


def judged(outcomes: Sequence[Outcome], found: Sequence[Finding]) -> list[Outcome]:
    """
    Put findings across records beside each note's own.

    Args:
        outcomes: In the order of the inputs.
        found: As `across` gives them.

    Returns:
        The outcomes, the findings of each in the order of the lines.
    """
    by_file: dict[str, list[Finding]] = {}
    for finding in found:
        by_file.setdefault(finding.file, []).append(finding)
    return [
        replace(outcome, findings=_in_order((*outcome.findings, *by_file[outcome.name])))
        if outcome.name in by_file
        else outcome
        for outcome in outcomes
    ]


def _in_order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda one: (one.line, one.column, one.code, one.message)))
