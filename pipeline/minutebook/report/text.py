"""Findings and outcomes in words, for a person at a terminal.

Nothing in this module prints.
"""

from __future__ import annotations

from textwrap import dedent, indent
from typing import TYPE_CHECKING

from minutebook.report.excerpt import excerpt_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minutebook.batch import Outcome
    from minutebook.catalogue import Entry
    from minutebook.errors import Finding


def finding_text(finding: Finding) -> str:
    """
    Write a finding for a person.

    Returns:
        Several lines: place, severity, code and message; the line of the file with carets under
        what is wrong; then what would be right, the remedy, and the command that explains the code.
    """
    place = f"{finding.file}:{finding.line}:{finding.column}"
    lines = [f"{place}: {finding.severity.value} {finding.code}: {finding.message}"]
    lines += [f"  {line}" for line in excerpt_lines(finding)]
    if finding.path:
        lines.append(f"  at: {finding.path}")
    if finding.expected:
        lines.append(f"  expected: {finding.expected}")
    if finding.hint:
        lines.append(f"  hint: {finding.hint}")
    lines.append(f"  see: {finding.see}")
    return "\n".join(printable(line) for line in lines)


def printable(line: str) -> str:
    """Write words that came from outside so that they cannot move the cursor or change colours."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in line
    )


def outcome_line(outcome: Outcome) -> str:
    """Write what became of one note in one line."""
    name = printable(outcome.name)
    if outcome.exit_code:
        return f"failed  {name}: {_why(outcome)}"
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
    errors = sum(finding.severity.value == "error" for finding in findings)
    counts = (
        (len(outcomes) - failed, f"{len(outcomes) - failed} ok"),
        (failed, f"{failed} failed"),
        (errors, counted(errors, "error")),
        (len(findings) - errors, counted(len(findings) - errors, "warning")),
    )
    said = ", ".join(words for number, words in counts if number)
    return f"{counted(len(outcomes), 'note')}: {said}"


def counted(number: int, noun: str) -> str:
    """Write a count with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


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
