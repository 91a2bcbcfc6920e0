"""`minutebook import`."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from minutebook.cli.commands import examples
from minutebook.cli.options import jobs_option, paths_argument
from minutebook.cli.run import folder as folder_of
from minutebook.cli.words import show_error
from minutebook.drafts import (
    ALSO,
    SUFFIXES,
    Imported,
    Wishes,
    account_json,
    account_text,
    import_meetings,
    read_map,
)
from minutebook.errors import ExitCode, Finding, MinutebookError, UsageError, has_errors
from minutebook.files import find_notes, read_bytes, write_whole
from minutebook.lock import only_writer
from minutebook.pool import Lost, Pool
from minutebook.report import finding_text, printable
from minutebook.wording import counted
from minutebook.workers import cores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PATIENCE_SECONDS = 60.0
_FEWEST = 4
"""With fewer files one process has done before others are ready."""


@click.command(
    epilog=examples(
        "minutebook import minutes/2019-05-06.docx --to notes",
        "minutebook import minutes/ --to notes --report import.txt",
        "minutebook import --explain minutes/2019-05-06.docx",
    )
)
@paths_argument
@click.option("--to", metavar="DIR", help="Where the drafts go. Default: standard output.")
@click.option(
    "--report",
    metavar="FILE",
    help="Where the account of the import goes; JSON where the name ends in .json.",
)
@click.option("--explain", is_flag=True, help="Show which rule made which field of which line.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help="What a less sure rule would make stays text; 1 takes only what the file says.",
)
@click.option(
    "--track-changes",
    type=click.Choice(["accept", "list"]),
    default="accept",
    show_default=True,
    help="Accept tracked changes of a Word file, or list them and the comments as well.",
)
@click.option(
    "--map",
    "map_file",
    metavar="FILE",
    help="Your office's own words for headings, labels and columns, as TOML.",
)
@click.option("--date", "day", metavar="DATE", help="The day of the meeting, for one file.")
@jobs_option
def command(
    paths: tuple[str, ...],
    to: str | None,
    report: str | None,
    *,
    explain: bool,
    min_confidence: float,
    track_changes: str,
    map_file: str | None,
    day: str | None,
    jobs: int | None,
) -> int:
    """Make drafts of records of minutes written elsewhere, and lose no word of them.

    PATH is a file that ends in .docx, .odt, .rtf, .html, .md or .txt, or a folder that is searched
    for such files. Each becomes a note that validates: with title, date, people, decisions and
    actions where they are recognised, a comment on every guess, and all other text in its place.
    Before a draft is written, every word of the file is looked for in it.

    A draft that is there already is left as it is, so that a run can be repeated. The exit code is
    1 when a file could not be imported.
    """
    files = _files(paths)
    target = folder_of(to)
    wishes = Wishes(
        min_confidence=min_confidence,
        track_changes=track_changes,
        date=_day(day, files),
        words=_map(map_file),
    )
    if target is None and len(files) > 1:
        raise UsageError("several files need a folder", hint="name it with --to")
    done: list[Imported] = []
    codes: list[int] = []
    for meetings, error in _imported(files, wishes, jobs or cores()):
        if error is not None:
            show_error(error)
            codes.append(error.exit_code)
            continue
        if target is None and len(meetings) > 1:
            raise UsageError("the file tells of several meetings", hint="name a folder with --to")
        codes.append(max(_put(imported, target) for imported in meetings))
        done += meetings
        for imported in meetings if explain else ():
            click.echo(account_text(imported, explain=True), err=target is None, nl=False)
    if report is not None:
        _write_report(report, done)
    click.echo(_summary(done, codes), err=True)
    return max(codes, default=ExitCode.CLEAN)


def _files(paths: Sequence[str]) -> list[Path]:
    """Give the files that the user named, and those in folders."""
    endings = (*SUFFIXES, *ALSO)
    files: list[Path] = []
    for path in map(Path, paths):
        files += find_notes(path, suffixes=endings) if path.is_dir() else [path]
    if not files:
        raise UsageError(
            f"there are no minutes in {', '.join(paths)}",
            hint=f"minutes are files that end in {', '.join(SUFFIXES)}",
        )
    return list(dict.fromkeys(files))


def _map(path: str | None) -> dict[str, dict[str, tuple[str, ...]]]:
    if path is None:
        return {}
    try:
        return read_map(read_bytes(Path(path)).decode())
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no text in UTF-8") from error


def _day(day: str | None, files: Sequence[Path]) -> str:
    """See that a day that was given is one, and is for one file."""
    if day is None:
        return ""
    try:
        known = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day) and date.fromisoformat(day)
    except ValueError:
        known = None
    if not known:
        raise UsageError(f"`{day}` is not a day of the calendar", hint="write it as in 2026-03-05")
    if len(files) > 1:
        raise UsageError("--date is for one file", hint="import that file by itself")
    return day


def _imported(
    files: Sequence[Path], wishes: Wishes, jobs: int
) -> Iterator[tuple[tuple[Imported, ...], MinutebookError | None]]:
    """Import files, several at a time where that is quicker, in their order."""

    def work(number: int) -> tuple[tuple[Imported, ...], MinutebookError | None]:
        name = str(files[number])
        try:
            return import_meetings(read_bytes(files[number]), name=name, wishes=wishes), None
        except MinutebookError as error:
            return (), error

    if jobs < 2 or len(files) < _FEWEST or sys.platform != "linux":
        yield from map(work, range(len(files)))
        return
    pool = Pool(work, jobs=min(jobs, len(files)), at_once=1, patience_seconds=_PATIENCE_SECONDS)
    for path, outcome in zip(files, pool.results(len(files)), strict=True):
        if isinstance(outcome, Lost):
            words = f"{path} was not imported: the process that read it {outcome.reason}"
            yield (), MinutebookError(words)
        else:
            yield outcome


def _put(imported: Imported, target: Path | None) -> int:
    """Write a draft where nothing else stands; say what was found."""
    findings = imported.findings
    if imported.note and target is not None:
        findings = (*findings, *_written(imported, target))
    elif imported.note:
        sys.stdout.buffer.write(imported.note)
        sys.stdout.flush()
    for finding in findings:
        click.echo(finding_text(finding) + "\n", err=True)
    return ExitCode.FINDINGS if has_errors(findings) else ExitCode.CLEAN


def _written(imported: Imported, target: Path) -> Iterator[Finding]:
    path = target / f"{imported.record_id}.yaml"
    with only_writer(target):
        if path.exists():
            if read_bytes(path) != imported.note:
                yield Finding(
                    file=imported.name,
                    line=1,
                    column=1,
                    code="W804",
                    path="",
                    message="there is a draft already, which is left as it is: "
                    f"{printable(str(path))}",
                    hint="move it away to have a new one",
                )
            return
        write_whole(path, imported.note)
    click.echo(f"wrote {printable(str(path))}", err=True)


def _write_report(report: str, done: Sequence[Imported]) -> None:
    if not report.strip():
        raise UsageError("the file to report to is empty", hint="name it")
    as_json = report.lower().endswith(".json")
    text = account_json(done) if as_json else "\n".join(account_text(one) for one in done)
    write_whole(Path(report), text.encode("utf-8", "backslashreplace"))


def _summary(done: Sequence[Imported], codes: Sequence[int]) -> str:
    failed = sum(bool(code) for code in codes)
    lost: Any = sum(len(one.proof.lost) for one in done if one.proof)
    said = f"{counted(len(codes), 'file')}: {len(codes) - failed} imported"
    said += f", {failed} failed" if failed else ""
    return f"{said}, {lost} words lost"
