"""A batch as a command runs it: progress on stderr, findings on stdout, one exit code."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutebook import __version__
from minutebook.cli.display import FEW
from minutebook.cli.reporting import Reporting, show_findings, without_report, write_report
from minutebook.cli.telling import Telling, told
from minutebook.cli.words import StoppedError, show_bug, show_error, show_remedy
from minutebook.errors import ExitCode, FileError, UsageError, has_errors
from minutebook.files import find_notes, read_stream, write_whole
from minutebook.inputs import Inputs, gather
from minutebook.origins import Origins
from minutebook.report import next_lines, outcome_line, report_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from minutebook.batch import Outcome, Plan
    from minutebook.cli.again import Again
    from minutebook.cli.display import Display
    from minutebook.cli.telling import Teller
    from minutebook.errors import Finding
    from minutebook.executor import Executor
    from minutebook.progress import Watcher
    from minutebook.report import Report


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
    telling: Telling = Telling(),  # noqa: B008 - it is frozen
    fail_fast: bool = False,
    jobs: int,
    source: Path | None = None,
    executor: Executor | None = None,
    page: bool = False,
    again: Again | None = None,
) -> int:
    """
    Take notes through the pipeline and report on them.

    Args:
        inputs: The notes.
        plan: What to do with each.
        reporting: How and where findings are written.
        telling: What is told of the run besides.
        fail_fast: Whether the first file with errors is the last that is looked at.
        jobs: The most processes that may work on them.
        source: The note of the one archived record among the inputs, where the user named it.
        executor: Who works on the notes; ``None`` for this machine's processes.
        page: Whether the report is also written as a page, into the folder of the plan.
        again: What the user said of what is there already; ``None`` where nothing is written.

    Returns:
        The exit code.

    Raises:
        FileError: The report cannot be written.
        UsageError: Events may not go where they are to go, or a folder for the public is to be
            pruned.
        StoppedError: The user stopped a run that writes files; those that are written are whole.
    """
    reporting = replace(reporting, aside=telling.takes_stdout, counts=not telling.quiet)
    _see_that_pruning_can_be(inputs, plan, again)
    if again is not None and again.dry_run:
        from minutebook.cli.again import foretold

        show_findings(inputs.findings, reporting)
        foretold(inputs, plan, again)
        return report_of(inputs, (), version=__version__).exit_code
    plan = telling.timed(plan)
    run = partial(_run, executor, jobs=jobs)
    with _stopped_cleanly(plan), told(telling, inputs, plan) as teller, _only_writer(plan):
        show_findings(inputs.findings, reporting)
        teller.open()
        made = _outcomes(inputs, plan, again, run, teller.display, fail_fast=fail_fast)
        origins = Origins(inputs=inputs, named=source)
        with contextlib.closing(made):
            placed = map(origins.placed, made)
            outcomes = _told_outcomes(placed, inputs, plan, teller, reporting)
        beside = list(_beside(inputs, outcomes, plan, reporting))
        with teller.watch.stage("between"):
            crossed, whole = _surveyed(inputs, outcomes, plan)
        show_findings(crossed, reporting)
        # A note that was written is written, whatever others say of it.
        report = _reported(inputs, whole if plan.to is None else outcomes, beside, crossed)
        written = _write_page(report, inputs, plan, teller) if page else None
        write_report(report, reporting)
        _say_what_next(report, plan, reporting, written)
        return max(teller.end(report), _show_trouble(written))


def _see_that_pruning_can_be(inputs: Inputs, plan: Plan, again: Again | None) -> None:
    if again is None or not again.prune:
        return
    from minutebook.cli.again import is_for_public

    if is_for_public(inputs, plan):
        raise UsageError(
            "of a folder for the public nothing is known that could be removed",
            hint="build into an empty folder, and put it in place of the old one",
        )


@contextlib.contextmanager
def _only_writer(plan: Plan) -> Iterator[None]:
    """Keep other runs out of the folder that is written into."""
    if plan.to is None:
        yield
        return
    from minutebook.cli.again import this_run
    from minutebook.lock import only_writer

    if not plan.to.is_dir():
        plan.prepare()  # what is missing is said before the folder is made
    with only_writer(plan.to, this_run()):
        yield


def _told_outcomes(
    made: Iterator[Outcome],
    inputs: Inputs,
    plan: Plan,
    teller: Teller,
    reporting: Reporting,
) -> list[Outcome]:
    """Tell of each note as soon as its outcome is known, and keep the outcomes."""
    outcomes: list[Outcome] = []
    # With many notes, those that went well are told of together, at the end.
    lines = plan.to is not None and reporting.counts and len(inputs.notes) <= FEW
    for outcome in made:
        outcomes.append(outcome)
        teller.settle(outcome)
        if lines or outcome.findings or outcome.exit_code:
            with teller.display.aside():
                show_findings(outcome.findings, reporting)
                if lines or outcome.exit_code:
                    show_outcome(outcome, writes=plan.to is not None)
    teller.display.close()
    return outcomes


def _reported(
    inputs: Inputs, counted: list[Outcome], beside: list[Outcome], crossed: tuple[Finding, ...]
) -> Report:
    """Put together what was found of the notes, of pairs of them, and between them."""
    more = (*crossed, *(found for one in beside for found in one.findings))
    failed = [one for one in beside if one.error is not None or one.bug is not None]
    return report_of(inputs, [*counted, *failed], version=__version__, more=more)


def _write_page(
    report: Report, inputs: Inputs, plan: Plan, teller: Teller
) -> Path | FileError | None:
    """Write the report as a page that looks like the renditions beside it, or give why not."""
    from minutebook.render.house_sources import house_style_sheet
    from minutebook.report.page import PAGE, run_page

    wanted = plan.wanted(inputs.notes[0])
    if plan.to is None or wanted is None:
        return None
    times = teller.times() if teller.is_timed else None
    data = run_page(report, to=plan.to, style_sheet=house_style_sheet(wanted.house), times=times)
    try:
        write_whole(plan.to / PAGE, data)
    except FileError as error:
        return error  # the notes are built all the same
    return plan.to / PAGE


def _say_what_next(
    report: Report, plan: Plan, reporting: Reporting, written: Path | FileError | None
) -> None:
    if plan.to is None or not reporting.counts:
        return
    page = written if isinstance(written, Path) else None
    for line in next_lines(report, to=plan.to, page=page, few=FEW):
        click.echo(line, err=True)


def _show_trouble(written: Path | FileError | None) -> int:
    """Say why there is no page where there should be one; gives its exit code."""
    if not isinstance(written, FileError):
        return ExitCode.CLEAN
    show_error(written)
    return written.exit_code


def _beside(
    inputs: Inputs, outcomes: list[Outcome], plan: Plan, reporting: Reporting
) -> Iterator[Outcome]:
    """Set records beside their translations, where that is wanted and all notes were looked at."""
    if not plan.pairs or len(outcomes) < len(inputs.notes):
        return
    from minutebook.pairs import pairs

    for outcome in pairs(inputs, outcomes, plan):
        show_findings(outcome.findings, reporting)
        if outcome.exit_code or (outcome.written and reporting.counts):
            show_outcome(outcome, writes=True)
        yield outcome


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
    inputs: Inputs,
    plan: Plan,
    again: Again | None,
    run: Callable[[Watcher, Inputs, Plan], Iterator[Outcome]],
    display: Display,
    *,
    fail_fast: bool,
) -> Generator[Outcome, None, None]:
    """Give the outcomes of all notes, or of those up to the first file with errors."""
    if fail_fast and has_errors(inputs.findings):
        return
    watched = partial(run, display)
    if again is None:
        given = watched(inputs, plan)
    else:
        from minutebook.cli.again import is_for_public, made_again

        if is_for_public(inputs, plan):
            plan.prepare()
            given = watched(inputs, plan)
        else:
            given = made_again(inputs, plan, again, watched, display.aside)
    for outcome in given:
        yield outcome
        if fail_fast and outcome.exit_code:
            return


def _run(
    executor: Executor | None, watcher: Watcher, inputs: Inputs, plan: Plan, *, jobs: int
) -> Iterator[Outcome]:
    """Have notes taken through the pipeline by whom the user named, or else by this machine."""
    from minutebook.workers import executor_for

    chosen = executor or executor_for(inputs, plan, jobs=jobs)
    return chosen.outcomes(inputs, plan, watcher)


def show_outcome(outcome: Outcome, *, writes: bool) -> None:
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
