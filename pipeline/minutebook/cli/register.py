"""`minutebook register`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutebook.cli.commands import examples
from minutebook.cli.options import jobs_option, paths_argument
from minutebook.errors import ExitCode, UsageError, has_errors
from minutebook.files import find_notes, read_bytes
from minutebook.pool import cores
from minutebook.register.build import build
from minutebook.register.sifted import ArchivedFile
from minutebook.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minutebook.register.build import Built


@click.command(
    epilog=examples(
        "minutebook register archive",
        "minutebook register archive --to office.db --datasette",
    )
)
@paths_argument
@click.option(
    "--to",
    "to",
    default="register.db",
    show_default=True,
    metavar="FILE",
    help="The register; it is made where it is missing.",
)
@click.option(
    "--datasette",
    "for_datasette",
    is_flag=True,
    help="Also write metadata.yaml beside it, which tells Datasette what it holds.",
)
@jobs_option
def command(paths: tuple[str, ...], to: str, jobs: int | None, *, for_datasette: bool) -> int:
    """Make a register of archived records, in which all their items are found again.

    PATH is an archived XML record, a folder of them, or -. The register holds these records and no
    others: what is new or changed is taken in, and what is gone is taken out. Who asks it meanwhile
    is told the old state or the new one.
    """
    if not to.strip():
        raise UsageError("the file to write to is empty", hint="name it, or leave out --to")
    files = tuple(_files(paths))
    if not files:
        raise UsageError(
            f"there is no archived record in {', '.join(paths)}",
            hint="`minutebook archive` makes them of notes; a register is made of what it writes",
        )
    built = build(Path(to), files, jobs=jobs or cores())
    if built.findings:
        from minutebook.report import finding_text

        for finding in built.findings:
            click.echo(finding_text(finding) + "\n")
    click.echo(_summary(built, to), err=True)
    if for_datasette:
        _write_metadata(Path(to))
    return ExitCode.FINDINGS if has_errors(tuple(built.findings)) else ExitCode.CLEAN


def _files(paths: Sequence[str]) -> Iterator[ArchivedFile]:
    """Find the files, each once however it is named."""
    seen: set[str] = set()
    for path in paths:
        if not path:
            raise UsageError("a path is empty", hint="name a record or a folder; this one is .")
        if path == "-":
            from minutebook.cli.run import read_stdin

            yield ArchivedFile(name="-", data=read_stdin())
        for name in _names(path):
            whole = os.path.abspath(name)  # noqa: PTH100 - ten times as fast, for many thousands
            if whole not in seen:
                seen.add(whole)
                yield ArchivedFile(name=name, is_named=name == path)


def _names(path: str) -> list[str]:
    """Give the files that a path stands for."""
    place = Path(path)
    if place.is_dir():
        return [str(file) for file in find_notes(place, suffixes=(".xml",))]
    if path == "-":
        return []
    _see_that_it_is_xml(place)
    return [path]


def _see_that_it_is_xml(file: Path) -> None:
    if file.suffix.lower() != ".xml" and not read_bytes(file).lstrip().startswith(b"<"):
        raise UsageError(
            f"{file} is not an archived record",
            hint="`minutebook archive` makes one of a note",
        )


def _write_metadata(register: Path) -> None:
    """Write what Datasette is told, unless somebody's own file stands there."""
    from minutebook.files import write_whole
    from minutebook.register.explorer import HEADING, explorer_text

    path = register.with_name("metadata.yaml")
    if path.exists() and not read_bytes(path).startswith(HEADING.encode()):
        raise UsageError(
            f"{path} is there already, and was not written by minutebook",
            hint="move it away, or put the register into another folder",
        )
    write_whole(path, explorer_text(register.stem).encode("utf-8"))
    click.echo(f"wrote {path}", err=True)


def _summary(built: Built, to: str) -> str:
    counts = (
        (built.added, f"{built.added:,} new"),
        (built.changed, f"{built.changed:,} changed"),
        (built.removed, f"{built.removed:,} taken out"),
        (built.same, f"{built.same:,} as before"),
        (built.failed, f"{built.failed:,} failed"),
        (built.passed_over, f"{counted(built.passed_over, 'other XML file')} passed over"),
    )
    said = ", ".join(words for number, words in counts if number)
    return f"{to}: {counted(built.count, 'record')}" + (f"; {said}" if said else "")
