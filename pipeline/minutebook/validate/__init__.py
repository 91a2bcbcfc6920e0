"""Findings for one note: by the schema, the rules and the rich text, in the order of the lines.

Nothing in this package touches the file system, and a bad record never makes it raise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from minutebook.errors import Finding, Problem, has_errors, pointer
from minutebook.record import Record, normalise
from minutebook.rules import check_rules
from minutebook.turns import speaker_offsets
from minutebook.validate.schema_check import office_errors, schema_errors
from minutebook.validate.schema_wording import word_errors

if TYPE_CHECKING:
    from minutebook.errors import Path
    from minutebook.load import Place, Source

_NEEDS = {"E301": "people", "E302": "strands", "E303": "papers"}
"""The keyed list that a reference is looked up in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Validated:
    """A note that has been judged."""

    source: Source
    findings: tuple[Finding, ...]
    """In the order of the lines."""
    record: Record | None
    """Normalised; ``None`` where a finding is an error."""


def validate(source: Source) -> Validated:
    """
    Judge one note.

    Args:
        source: As `minutebook.load` gives it, sound or not.

    Returns:
        Every finding, one for each fault, and the normalised record where none is an error.

    Source:
        DESIGN 3 and 4; findings E1xx to E3xx.
    """
    if source.data is None or has_errors(source.findings):
        return Validated(source=source, findings=_sorted(source.findings), record=None)
    normalised = normalise(source.data)
    schema_problems = word_errors(schema_errors(source.data))
    faulty = {problem.path for problem in schema_problems}
    problems = [
        *schema_problems,
        *(p for p in check_rules(normalised.record) if not _follows(p, faulty)),
        *(
            Problem(
                code=fault.code,
                path=path,
                offset=fault.start,
                message=fault.message,
                hint=fault.hint,
            )
            for path, fault in normalised.faults
        ),
    ]
    found = tuple(_finding(source, problem) for problem in problems)
    findings = _sorted((*source.findings, *found))
    record = None if has_errors(findings) else normalised.record
    return Validated(source=source, findings=findings, record=record)


def office_problems(table: dict[str, Any]) -> tuple[Problem, ...]:
    """
    Judge what an office's file says.

    Args:
        table: The file's data.

    Returns:
        The problems, worded as those of a record are.
    """
    return word_errors(office_errors(table))


def place_problems(source: Source, problems: tuple[Problem, ...]) -> tuple[Finding, ...]:
    """Give problems that a later stage found their places in the author's file."""
    return _sorted(tuple(_finding(source, problem) for problem in problems))


def _follows(problem: Problem, faulty: set[Path]) -> bool:
    """Say whether a rule's problem only repeats or follows from a fault that the schema found."""
    if any(problem.path[:length] in faulty for length in range(1, len(problem.path) + 1)):
        return True
    needs = _NEEDS.get(problem.code)
    return needs is not None and (needs,) in faulty


def _finding(source: Source, problem: Problem) -> Finding:
    place = _place(source, problem)
    message = problem.message
    if problem.also is not None:
        message = message.replace("{also}", str(source.key_place(problem.also).line))
    return Finding(
        file=source.name,
        line=place.line,
        column=place.column,
        code=problem.code,
        path=pointer(problem.path),
        message=message,
        expected=problem.expected,
        hint=problem.hint,
    )


def _place(source: Source, problem: Problem) -> Place:
    if problem.turn is not None:
        problem = replace(problem, offset=_turn_offset(source, problem))
    if problem.offset is not None:
        return source.text_place(problem.path, problem.offset)
    if problem.at_key:
        return source.key_place(problem.path)
    return source.value_place(problem.path)


def _turn_offset(source: Source, problem: Problem) -> int:
    """The character at which a turn begins: the nth line that opens as a turn does."""
    text = source.data
    for step in problem.path:
        text = text[step]
    offsets = speaker_offsets(text)
    turn = problem.turn or 0
    return offsets[turn][1] if turn < len(offsets) else 0


def _sorted(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (f.line, f.column, f.code, f.message)))
