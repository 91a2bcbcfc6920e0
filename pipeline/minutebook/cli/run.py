"""A batch as a command runs it: progress on stderr, findings on stdout, one exit code."""

from __future__ import annotations

import contextlib
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutebook import __version__
from minutebook.cli.again import Again, foretold, made_again
from minutebook.cli.reporting import Reporting, show_findings, without_report, write_report
from minutebook.cli.words import StoppedError, show_bug, show_error, show_remedy
from minutebook.errors import UsageError, has_errors
from minutebook.files import find_notes, read_stream
from minutebook.inputs import Inputs, gather
from minutebook.origins import Origins
from minutebook.report import outcome_line, report_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from minutebook.batch import Outcome, Plan
    from minutebook.errors import Finding


def read_stdin() -> bytes:
    """Read standard input to its end."""
    return read_stream(sys.stdin.buffer, "standard input")


def find_inputs(paths: Sequence[str], *, output: str = "-") -> Inputs:
    """
    Find the notes that the user named, or fail with words.

    Args:
        paths: As the user named them.
        output: Where the report goes, which is no note.

    Raises:
        UsageError: There is no note in what the user named, or the report cannot go there.
    """
    if "" in paths:
        raise UsageError("a path is empty", hint="name a note or a folder; the folder here is .")
    inputs = without_report(gather(paths, stdin=read_stdin), output)
    if not inputs.notes:
        raise _no_note(paths)
    return inputs


def _no_note(paths: Sequence[str]) -> UsageError:
    """Say that folders hold no note, and what to do where they hold archived records."""
    named = ", ".join(paths)
    folders = [Path(path) for path in paths if Path(path).is_dir()]
    archived = [one for folder in folders for one in find_notes(folder, suffixes=(".xml",))]
    if not archived:
        return UsageError(
            f"there is no note in {named}",
            hint="notes are files that end in .yaml, .yml or .json; "
            "archived records are named one by one",
        )
    many = "1 XML file" if len(archived) == 1 else f"{len(archived):,} XML files"
    depth = len(archived[0].relative_to(folders[0]).parts)
    pattern = Path(folders[0], *["*"] * (depth - 1), "*.xml")
    return UsageError(
        f"there is no note in {named}, only {many}",
        hint=f"archived records are named one by one, which a shell does for `{pattern}`",
    )


def run_batch(
    inputs: Inputs,
    plan: Plan,
    *,
    reporting: Reporting = Reporting(),  # noqa: B008 - it is frozen
    fail_fast: bool = False,
    jobs: int,
    source: Path | None = None,
    again: Again | None = None,
) -> int:
    """
    Take notes through the pipeline and report on them.

    Args:
        inputs: The notes.
        plan: What to do with each.
        reporting: How and where findings are written.
        fail_fast: Whether the first file with errors is the last that is looked at.
        jobs: The most processes that may work on them.
        source: The note of the one archived record among the inputs, where the user named it.
        again: What the user said of what is there already; ``None`` where nothing is written.

    Returns:
        The exit code.

    Raises:
        FileError: The report cannot be written.
        StoppedError: The user stopped a run that writes files; those that are written are whole.
    """
    outcomes: list[Outcome] = []
    show_findings(inputs.findings, reporting)
    if again is not None and again.dry_run:
        foretold(inputs, plan, again)
        return report_of(inputs, (), version=__version__).exit_code
    made = _outcomes(inputs, plan, again, fail_fast=fail_fast, jobs=jobs)
    with _stopped_cleanly(plan), contextlib.closing(made):
        for outcome in map(Origins(inputs=inputs, named=source).placed, made):
            outcomes.append(outcome)
            show_findings(outcome.findings, reporting)
            _show(outcome, writes=plan.to is not None)
    crossed, whole = _surveyed(inputs, outcomes, plan)
    show_findings(crossed, reporting)
    # A note that was written is written, whatever others say of it.
    counted = whole if plan.to is None else outcomes
    report = report_of(inputs, counted, version=__version__, more=crossed)
    write_report(report, reporting)
    return report.exit_code


@contextlib.contextmanager
def _stopped_cleanly(plan: Plan) -> Iterator[None]:
    """Tell an interruption after which a run goes on from one after which it begins anew."""
    try:
        yield
    except KeyboardInterrupt as stop:
        if plan.to is None:
            raise
        raise StoppedError from stop


def _surveyed(
    inputs: Inputs, outcomes: list[Outcome], plan: Plan
) -> tuple[tuple[Finding, ...], list[Outcome]]:
    """
    Find what is wrong between the notes, and put it beside each note's own findings.

    Nothing is said of a run that stopped: what was not looked at would seem to be missing.
    """
    if not plan.across or len(outcomes) < len(inputs.notes):
        return (), outcomes
    from minutebook.survey import across, judged

    crossed = across(inputs, outcomes, plan)
    return crossed, judged(outcomes, crossed)


def _outcomes(
    inputs: Inputs, plan: Plan, again: Again | None, *, fail_fast: bool, jobs: int
) -> Generator[Outcome, None, None]:
    """Give the outcomes of all notes, or of those up to the first file with errors."""
    if fail_fast and has_errors(inputs.findings):
        return
    from minutebook.workers import outcomes

    run = partial(outcomes, jobs=jobs)
    given = run(inputs, plan) if again is None else made_again(inputs, plan, again, run)
    for outcome in given:
        yield outcome
        if fail_fast and outcome.exit_code:
            return


def _show(outcome: Outcome, *, writes: bool) -> None:
    """Show why a note failed where no finding says it and, where files are written, its line."""
    if outcome.bug is not None:
        show_bug(outcome.bug)
    if writes:
        click.echo(outcome_line(outcome), err=True)
        if outcome.error is not None:
            show_remedy(outcome.error)
    elif outcome.error is not None:
        show_error(outcome.error)


def folder(path: str | None) -> Path | None:
    """
    Turn an option's text into a folder.

    Raises:
        UsageError: It is empty, as an unset variable of a shell is; that is not the folder here.
    """
    if path is not None and not path.strip():
        raise UsageError("the folder to write to is empty", hint="name it; the folder here is .")
    return None if path is None else Path(path)
