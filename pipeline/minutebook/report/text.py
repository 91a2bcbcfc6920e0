"""Findings and outcomes in words, for a person at a terminal.

Nothing in this module prints.
"""

from __future__ import annotations

from enum import StrEnum
from textwrap import dedent, indent
from typing import TYPE_CHECKING

from minutebook.errors import Severity
from minutebook.report.excerpt import excerpt_lines
from minutebook.report.report import parts
from minutebook.wording import counted, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from minutebook.batch import Outcome
    from minutebook.catalogue import Entry
    from minutebook.errors import Finding
    from minutebook.report.report import Failure, Part, Report


class Role(StrEnum):
    """What words of a finding are there for, so that they can be set off."""

    PLACE = "place"
    ERROR = "error"
    WARNING = "warning"
    LABEL = "label"


def plain(_: Role, words: str) -> str:
    """Set nothing off."""
    return words


def finding_text(finding: Finding, *, paint: Callable[[Role, str], str] = plain) -> str:
    """
    Write a finding for a person.

    Args:
        finding: One finding.
        paint: Sets words off by their role; it may add signs that take no column, and no words.

    Returns:
        Several lines: place, severity, code and message; the line of the file with carets under
        what is wrong; then what would be right, the remedy, and the command that explains the code.
    """
    role = Role.ERROR if finding.severity is Severity.ERROR else Role.WARNING
    place = paint(Role.PLACE, printable(f"{finding.file}:{finding.line}:{finding.column}"))
    kind = paint(role, printable(f"{finding.severity.value} {finding.code}"))
    lines = [f"{place}: {kind}: {printable(finding.message)}"]
    for line in excerpt_lines(finding):
        words = line.rstrip("^")
        carets = line[len(words) :]
        lines.append(f"  {printable(words)}{paint(role, carets) if carets else ''}")
    if finding.path:
        lines.append(f"  at: {printable(finding.path)}")
    for detail in detail_lines(finding):
        label, colon, words = detail.partition(":")
        lines.append(f"  {paint(Role.LABEL, label + colon)}{printable(words)}")
    lines.append(f"  see: {printable(finding.see)}")
    return "\n".join(lines)


def detail_lines(finding: Finding) -> list[str]:
    """Say what would be right and what to do, as far as it is known."""
    expected = [f"expected: {finding.expected}"] if finding.expected else []
    hint = [f"hint: {finding.hint}"] if finding.hint else []
    return [*expected, *hint]


def text_report(report: Report) -> str:
    """
    Write a whole report for a person.

    Returns:
        The findings and the notes that failed, with a blank line after each, and the counts.
    """
    blocks = [block for part in parts(report) for block in _blocks(part)]
    rest = rest_line(report)
    blocks.append(summary_line(report.outcomes, report.findings) + (f"\n{rest}" if rest else ""))
    return "\n\n".join(blocks) + "\n"


def _blocks(part: Part) -> Iterator[str]:
    if part.failure is not None:
        yield _failure_text(part.failure)
    yield from map(finding_text, part.findings)


def _failure_text(failure: Failure) -> str:
    lines = [f"{failure.file}: error: {failure.message}"]
    lines += [f"  hint: {failure.hint}"] if failure.hint else []
    lines += [f"  see: minutebook explain {failure.code}"] if failure.code else []
    return "\n".join(map(printable, lines))


def rest_line(report: Report) -> str | None:
    """Say how many notes were not looked at; ``None`` where all were."""
    if not report.unseen:
        return None
    were = "was" if len(report.unseen) == 1 else "were"
    notes = counted(len(report.unseen), "note")
    return f"stopped at the first file with errors; {notes} {were} not looked at"


MOST_NAMED = 10
"""How many of the notes that failed are named at the end."""


def next_lines(report: Report, *, to: Path, page: Path | None, few: int) -> list[str]:
    """
    Say at the end of a run that wrote files where they are and what to do next.

    Args:
        report: What the run has to say.
        to: The folder that was written to.
        page: The report that was written, if one was.
        few: Up to so many notes each has had its line, and what went well needs no other.

    Returns:
        Lines for a person; none where a few notes went well, or the run was about one alone.
    """
    lines: list[str] = []
    failed = [outcome.name for outcome in report.outcomes if outcome.exit_code]
    if len(report.outcomes) < 2:
        return lines
    is_long = len(report.outcomes) > few
    if is_long:
        lines.append(f"what was built is in {printable(str(to))}")
    if is_long and failed:
        named = ", ".join(map(printable, failed[:MOST_NAMED]))
        more = len(failed) - MOST_NAMED
        lines.append(f"failed: {named}" + (f" and {more:,} more" if more > 0 else ""))
    if page is not None and (is_long or failed):
        lines.append(f"report: {printable(str(page))}")
    if failed:
        lines.append("next: mend what is said above, and run the same command again")
    return lines


def outcome_line(outcome: Outcome) -> str:
    """Write what became of one note in one line."""
    name = printable(outcome.name)
    if outcome.exit_code:
        return f"failed  {name}: {_why(outcome)}"
    if not outcome.written:
        return f"ok      {name}: nothing is written"
    kinds = ", ".join(path.suffix[1:] for path in outcome.written)
    return f"ok      {name}: {kinds} in {outcome.folder}"


def _why(outcome: Outcome) -> str:
    errors = sum(finding.severity.value == "error" for finding in outcome.findings)
    if outcome.bug is not None:
        return "minutebook has a fault"
    if outcome.error is not None:
        return outcome.error.message
    if errors:
        return counted(errors, "error")
    return f"{outcome.faulty_office} has errors"


def summary_line(outcomes: Sequence[Outcome], findings: Sequence[Finding]) -> str:
    """Write the counts of a whole run in one line; what there was none of is left out."""
    failed = sum(bool(outcome.exit_code) for outcome in outcomes)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    counts = (
        (len(outcomes) - failed, f"{len(outcomes) - failed} ok"),
        (failed, f"{failed} failed"),
        (errors, counted(errors, "error")),
        (len(findings) - errors, counted(len(findings) - errors, "warning")),
    )
    said = ", ".join(words for number, words in counts if number)
    return f"{counted(len(outcomes), 'note')}: {said}"


def entry_text(entry: Entry) -> str:
    """Write the page of a code for the terminal."""
    return "\n".join(
        (
            f"{entry.code}: {entry.title}",
            "",
            entry.meaning.strip(),
            "",
            "This is wrong:",
            "",
            indent(dedent(entry.bad).strip("\n"), "    "),
            "",
            "It is reported as:",
            "",
            indent(entry.shown, "    "),
            "",
            entry.remedy.strip(),
            "",
            "This is right:",
            "",
            indent(dedent(entry.good).strip("\n"), "    "),
        )
    )
