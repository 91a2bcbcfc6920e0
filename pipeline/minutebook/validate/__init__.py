"""Findings for one note: by the schema, the rules and the rich text, in the order of the lines.

Nothing in this package touches the file system, and a bad record never makes it raise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minutebook.errors import Finding, Problem, bounded, has_errors, pointer
from minutebook.record import Record, normalise
from minutebook.rules import check_rules
from minutebook.validate.certainty import (
    certain_of_rules,
    certain_of_schema,
    certain_of_text,
    certain_of_values,
    unseen,
)
from minutebook.validate.extensions import extension_problems
from minutebook.validate.neighbours import TOO_LITTLE
from minutebook.validate.run_together import run_together
from minutebook.validate.traps import find_traps
from minutebook.validate.verdict import is_sound_office, is_sound_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from minutebook.errors import Location, Path
    from minutebook.load import Source
    from minutebook.markdown import Fault
    from minutebook.rules.asked import Asked
    from minutebook.validate.extensions import Profile
    from minutebook.validate.schema_wording import Worded


@dataclass(frozen=True, kw_only=True, slots=True)
class Validated:
    """A note that has been judged."""

    source: Source
    findings: tuple[Finding, ...]
    """In the order of the lines."""
    record: Record | None
    """Normalised; ``None`` where a finding is an error."""
    readable: Record | None = None
    """Normalised as far as it fits the schema, whatever was found; ``None`` where it was not
    read. It is what an office goes on with that makes warnings of the errors."""


def validate(
    source: Source,
    *,
    asked: Asked | None = None,
    profiles: Sequence[Profile] = (),
    complete: Callable[[Record], Record] | None = None,
) -> Validated:
    """
    Judge one note.

    Args:
        source: As `minutebook.load` gives it, sound or not.
        asked: What the note's office asks for.
        profiles: The schemas that it declares for extensions.
        complete: Writes into a record what its office gives to all of them, which nobody need
            write; ``None`` where it gives nothing.

    Returns:
        Every finding, one for each fault, and the normalised record where none is an error. Of a
        note with a fault in its text, what is certain all the same.

    Source:
        docs/explanation/architecture.md; findings E1xx to E3xx.
    """
    if source.data is None:
        return Validated(source=source, findings=_sorted(source.findings), record=None)
    normalised = normalise(source.data)
    worded = () if is_sound_record(source.data) else _explained(source.data)
    broken = [*(one.about for one in worded), *unseen(source)]
    of_rules = check_rules(
        normalised.record,
        data=source.data,
        broken=broken,
        asked=asked,
        whole=complete(normalised.record) if complete else None,
    )
    joined = run_together(source)
    strayed = {one.about[0] for one in worded if one.about and one.is_elsewhere} | joined.lists
    of_extensions = extension_problems(source.data, profiles, broken=broken)
    of_text = (_rich_problem(path, fault) for path, fault in normalised.faults)
    problems = [
        *certain_of_schema((one.problem for one in worded), source),
        *certain_of_rules(of_rules, source, strayed),
        *certain_of_values((*of_extensions, *find_traps(source)), source.doubts),
        *certain_of_text(of_text, source.doubts),
    ]
    found = tuple(bounded(_sorted(tuple(_finding(source, problem) for problem in problems))))
    findings = _sorted((*_of_reading(source, joined.findings, found), *found))
    # What had to be guessed at is no record, whatever an office makes of the findings.
    readable = None if has_errors(source.findings) else normalised.record
    record = None if has_errors(findings) else readable
    return Validated(source=source, findings=findings, record=record, readable=readable)


def _of_reading(
    source: Source, read: tuple[Finding, ...], found: tuple[Finding, ...]
) -> Iterator[Finding]:
    """Give what reading found, but for what a finding of the schema says better."""
    empty = {finding.path for finding in found if finding.code == "E213"}
    moved = [one for one in found if one.code == "E201" and TOO_LITTLE in (one.hint or "")]
    for finding in read:
        is_empty = finding.code == "W101" and finding.path in empty
        is_below = finding.code == "E123" and any(_is_next(source, one, finding) for one in moved)
        if not (is_empty or is_below):
            yield finding


def _is_next(source: Source, key: Finding, finding: Finding) -> bool:
    """Say whether a line seems to be set in too far only because the key above it is not."""
    if key.line >= finding.line or key.column >= finding.column:
        return False
    starts = source.lines.starts
    between = source.text[starts[key.line] : starts[finding.line - 1]]
    # Nothing stands between that is set in no further than the key.
    return re.search(rf"^ {{0,{key.column - 1}}}[^ \r\n]", between, re.MULTILINE) is None


def office_problems(table: dict[str, Any]) -> tuple[Problem, ...]:
    """
    Judge what an office's file says.

    Args:
        table: The file's data.

    Returns:
        The problems, worded as those of a record are.
    """
    if is_sound_office(table):
        return ()
    from minutebook.validate.schema_check import office_errors
    from minutebook.validate.schema_wording import word_errors

    return tuple(one.problem for one in word_errors(office_errors(table)))


def _explained(data: Any) -> tuple[Worded, ...]:
    """Say why the schema refuses data; jsonschema is only loaded where it has something to say."""
    from minutebook.validate.schema_check import schema_errors
    from minutebook.validate.schema_wording import word_errors

    return word_errors(schema_errors(data), data)


def place_problems(source: Source, problems: tuple[Problem, ...]) -> tuple[Finding, ...]:
    """Give problems that a later stage found their places in the author's file."""
    return _sorted(tuple(_finding(source, problem) for problem in problems))


def _rich_problem(path: Path, fault: Fault) -> Problem:
    return Problem(
        code=fault.code,
        path=path,
        offset=fault.start if fault.end else None,
        end=fault.end or None,
        message=fault.message,
        hint=fault.hint,
    )


def _finding(source: Source, problem: Problem) -> Finding:
    message = problem.message
    if problem.also is not None:
        message = message.replace("{also}", str(source.key_place(problem.also).line))
    return Finding.at(
        _place(source, problem),
        file=source.name,
        code=problem.code,
        path=pointer(problem.path),
        message=message,
        expected=problem.expected,
        hint=problem.hint,
    )


def _place(source: Source, problem: Problem) -> Location:
    if problem.offset is not None:
        return source.text_place(problem.path, problem.offset, problem.end)
    if problem.at_key:
        return source.key_place(problem.path)
    return source.value_place(problem.path)


def _sorted(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (f.line, f.column, f.code, f.message)))
