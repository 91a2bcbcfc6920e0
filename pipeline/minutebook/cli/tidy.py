"""`minutebook tidy`."""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutebook.batch import Outcome, worst
from minutebook.cli.commands import examples
from minutebook.cli.options import paths_argument
from minutebook.cli.run import find_inputs
from minutebook.cli.words import show_bug, show_error
from minutebook.errors import ExitCode, MinutebookError, UsageError
from minutebook.files import write_whole
from minutebook.inputs import STDIN, Input
from minutebook.report import finding_text, printable
from minutebook.stages import is_archived
from minutebook.tidy import Tidied, tidy
from minutebook.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minutebook.errors import Finding


@click.command(
    epilog=examples(
        "minutebook tidy notes/",
        "minutebook tidy --check --diff notes/",
        "cat note.yaml | minutebook tidy -",
    )
)
@paths_argument
@click.option("--check", is_flag=True, help="Write nothing; name the notes that would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
def command(paths: tuple[str, ...], *, check: bool, diff: bool) -> int:
    """Bring notes into their normal spelling.

    Keys stand in the order of the schema, prose after |, quotes only where they are needed, and
    comments where they were. Before a byte is written, it is proved that the record and the
    comments are the same. A note with errors is left alone, and the others go on.

    PATH is a note, a folder that is searched for notes, or - for standard input, which goes to
    standard output. The exit code is 1 when a note has errors, or with --check would change.
    """
    inputs = find_inputs(paths)
    _show(inputs.findings)
    outcomes: list[Outcome] = []
    changed = 0
    for one in inputs.notes:
        outcome, tidied = _tidied(one)
        if tidied is not None:
            outcome = _put(outcome, tidied, check=check, diff=diff)
            changed += tidied.changes and not outcome.exit_code
        _report(outcome)
        outcomes.append(outcome)
    click.echo(_summary(outcomes, changed, would=check or diff), err=True)
    found = ExitCode.FINDINGS if check and changed else ExitCode.CLEAN
    return max(found, worst(outcomes, inputs.findings))


def _tidied(one: Input) -> tuple[Outcome, Tidied | None]:
    """Tidy one note in memory."""
    outcome = Outcome(name=one.name)
    try:
        tidied = tidy(_note(one), name=one.name)
    except MinutebookError as error:
        return Outcome(name=one.name, error=error), None
    except Exception as bug:  # noqa: BLE001 - a fault of ours never stops the other notes
        return Outcome(name=one.name, bug=bug), None
    if tidied.after is None:
        return Outcome(name=one.name, findings=tidied.findings), None
    return outcome, tidied


def _note(one: Input) -> bytes:
    """Read a note that is not an archived record."""
    data = one.read()
    if is_archived(one.name, data):
        raise UsageError(
            f"{printable(one.name)} is an archived record, and those have one spelling only",
            hint="`minutebook restore` makes a note of it",
        )
    return data


def _put(outcome: Outcome, tidied: Tidied, *, check: bool, diff: bool) -> Outcome:
    """Write a note, or show what would be written."""
    after = tidied.after or b""
    if check and tidied.changes and not diff:
        click.echo(printable(outcome.name))
    if diff:
        sys.stdout.flush()
        sys.stdout.buffer.write("".join(_diff(tidied.before, after, outcome.name)).encode())
    if check or diff:
        return outcome
    if outcome.name == STDIN:
        sys.stdout.buffer.write(after)
        return outcome
    try:
        if write_whole(Path(outcome.name), after, keep_mode=True):
            click.echo(f"tidied {printable(outcome.name)}", err=True)
    except MinutebookError as error:
        return Outcome(name=outcome.name, error=error)
    return outcome


def _diff(before: bytes, after: bytes, name: str) -> Iterator[str]:
    """Give the lines of a unified diff."""
    # At LF only: what else Python takes for the end of a line may be part of the note's words.
    old, new = (data.decode().split("\n") for data in (before, after))
    old, new = (
        [*(f"{line}\n" for line in lines[:-1]), *filter(None, lines[-1:])] for lines in (old, new)
    )
    shown = printable(name)
    for line in unified_diff(old, new, shown, f"{shown} (tidy)"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _report(outcome: Outcome) -> None:
    """Say why a note was left alone."""
    _show(outcome.findings)
    if outcome.bug is not None:
        show_bug(outcome.bug)
    if outcome.error is not None:
        show_error(outcome.error)


def _show(findings: Sequence[Finding]) -> None:
    """Show findings; standard output may be taken by a note or a diff."""
    for finding in findings:
        click.echo(finding_text(finding) + "\n", err=True)


def _summary(outcomes: Sequence[Outcome], changed: int, *, would: bool) -> str:
    failed = sum(bool(outcome.exit_code) for outcome in outcomes)
    same = len(outcomes) - failed - changed
    counts = (
        (same, f"{same} tidy already"),
        (changed, f"{changed} would change" if would else f"{changed} tidied"),
        (failed, f"{failed} failed"),
    )
    said = ", ".join(words for number, words in counts if number)
    return f"{counted(len(outcomes), 'note')}: {said}"
