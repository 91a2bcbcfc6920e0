"""A batch as a command runs it: progress on stderr, findings on stdout, one exit code."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutebook.batch import Input, Inputs, Outcome, Plan, gather, process, worst
from minutebook.cli.words import show_bug, show_error, show_remedy
from minutebook.errors import UsageError
from minutebook.files import find_notes, only_writer, read_stream
from minutebook.report import finding_text, findings_json, outcome_line, summary_line
from minutebook.stages import Press

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from minutebook.errors import Finding
    from minutebook.pandoc import EngineName


def read_stdin() -> bytes:
    """Read standard input to its end."""
    return read_stream(sys.stdin.buffer, "standard input")


def find_inputs(paths: Sequence[str]) -> Inputs:
    """
    Find the notes that the user named, or fail with words.

    Raises:
        UsageError: There is no note in what the user named.
    """
    if "" in paths:
        raise UsageError("a path is empty", hint="name a note or a folder; the folder here is .")
    inputs = gather(paths, stdin=read_stdin)
    if not inputs.notes:
        raise _no_note(paths)
    return inputs


def _no_note(paths: Sequence[str]) -> UsageError:
    """Say that folders hold no note, and what to do where they hold archived records."""
    named = ", ".join(paths)
    archived = [one for path in paths for one in find_notes(Path(path), suffixes=(".xml",))]
    if not archived:
        return UsageError(
            f"there is no note in {named}",
            hint="notes are files that end in .yaml, .yml or .json; "
            "archived records are named one by one",
        )
    many = "1 XML file" if len(archived) == 1 else f"{len(archived):,} XML files"
    depth = len(archived[0].relative_to(paths[0]).parts) if len(paths) == 1 else 0
    pattern = str(Path(paths[0], *["*"] * (depth - 1), "*.xml")) if depth else str(archived[0])
    return UsageError(
        f"there is no note in {named}, only {many}",
        hint=f"archived records are named one by one, which a shell does for `{pattern}`",
    )


def run_batch(inputs: Inputs, plan: Plan, *, output: str = "text") -> int:
    """
    Take notes through the pipeline and report on them.

    Args:
        inputs: The notes.
        plan: What to do with each.
        output: ``text`` or ``json``, for the findings on stdout.

    Returns:
        The exit code.
    """
    outcomes: list[Outcome] = []
    findings: list[Finding] = list(inputs.findings)
    if output == "text":
        _show(findings)
    with only_writer(plan.to) if plan.to else contextlib.nullcontext():
        for outcome in process(inputs, plan):
            outcomes.append(outcome)
            findings += outcome.findings
            _report(outcome, output=output, writes=plan.to is not None)
    if output == "json":
        click.echo(findings_json(findings))
    click.echo(summary_line(outcomes, findings), err=True)
    return worst(outcomes, inputs.findings)


def _report(outcome: Outcome, *, output: str, writes: bool) -> None:
    """Show what was found in a note and, where files are written, its line."""
    if output == "text":
        _show(outcome.findings)
    if outcome.bug is not None:
        show_bug(outcome.bug)
    if writes:
        click.echo(outcome_line(outcome), err=True)
        if outcome.error is not None:
            show_remedy(outcome.error)
    elif outcome.error is not None:
        show_error(outcome.error)


def _show(findings: Sequence[Finding]) -> None:
    for finding in findings:
        click.echo(finding_text(finding) + "\n")


@contextlib.contextmanager
def presses(
    formats: tuple[str, ...] | None, engine: EngineName
) -> Iterator[Callable[[Input], Press]]:
    """
    Open what renditions are made with, once for a whole run.

    Args:
        formats: Those that the user named; ``None`` for those of each note's office.
        engine: ``worker`` or ``pypandoc``.

    Returns:
        What gives the press for a note.

    Raises:
        ProgramError: pandoc is missing or too old.
    """
    from minutebook.pandoc import open_engine
    from minutebook.render import load_house

    house = load_house()
    with open_engine(engine, house.pandoc_house()) as opened:
        yield lambda one: Press(engine=opened, house=house, formats=formats or one.office.formats)


def folder(path: str | None) -> Path | None:
    """
    Turn an option's text into a folder.

    Raises:
        UsageError: It is empty, as an unset variable of a shell is; that is not the folder here.
    """
    if path is not None and not path.strip():
        raise UsageError("the folder to write to is empty", hint="name it; the folder here is .")
    return None if path is None else Path(path)
