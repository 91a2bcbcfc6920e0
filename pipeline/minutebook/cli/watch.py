"""`minutebook watch`."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from minutebook.batch import Plan
from minutebook.cli.commands import examples
from minutebook.cli.options import jobs_option
from minutebook.cli.rendering import presses, rendition_options, wishes
from minutebook.cli.run import folder
from minutebook.cli.watching import follow, make
from minutebook.errors import ExitCode, FileError, UsageError
from minutebook.inputs import STDIN, from_here, gather
from minutebook.lock import only_writer
from minutebook.office import find_office, read_office
from minutebook.report import printable
from minutebook.workers import cores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minutebook.cli.rendering import Wishes
    from minutebook.inputs import Input
    from minutebook.preview import Preview
    from minutebook.watch import Session

_FIRST_FREE = -1


class _Port(click.IntRange):
    name = "port"


class _Watch(click.Command):
    """A command whose `--serve` may stand before a path: what is no number is no port."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give a bare `--serve` its value."""
        return super().parse_args(ctx, list(_with_port(args)))


def _with_port(words: Sequence[str]) -> Iterator[str]:
    """Write `--serve 8123` as one word, and `--serve` alone as one too."""
    rest = iter(range(len(words)))
    for at in rest:
        if words[at] == "--":
            yield from words[at:]
            return
        if words[at] != "--serve":
            yield words[at]
        elif at + 1 < len(words) and words[at + 1].isdecimal():
            yield f"--serve={words[next(rest)]}"
        else:
            yield f"--serve={_FIRST_FREE}"


@click.command(
    cls=_Watch, epilog=examples("minutebook watch", "minutebook watch records --to out --serve")
)
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--to", metavar="DIR", help="The working folder. Default: the office's, or out.")
@click.option(
    "--serve",
    type=_Port(_FIRST_FREE, 65535),
    metavar="[PORT]",
    help="Show the pages in a browser on this machine. Default: the first free port from 8000 on.",
)
@rendition_options
@jobs_option
def command(
    paths: tuple[str, ...],
    to: str | None,
    *,
    serve: int | None,
    jobs: int | None,
    **options: Any,
) -> int:
    """Build, and build again what changes as soon as it is saved, until Ctrl-C.

    PATH is as for build; without one, the current folder. A note, the office's file and the house
    files are all looked at. What is found is shown as by build; a note with errors keeps the files
    that it had.

    With --serve a browser on this machine, and no other, shows the pages, and shows them anew when
    they change.
    """
    from minutebook.watch import require_watchfiles

    try:
        require_watchfiles()
        _see_paths(paths)
        _watch(paths or (".",), folder(to), wishes(options), serve=serve, jobs=jobs or cores())
    except KeyboardInterrupt:
        return ExitCode.CLEAN
    return ExitCode.CLEAN


def _see_paths(paths: Sequence[str]) -> None:
    if "" in paths:
        raise UsageError("a path is empty", hint="name a note or a folder; the folder here is .")
    if STDIN in paths:
        raise UsageError("standard input cannot be watched", hint="name a file or a folder")
    for path in paths:
        if not Path(path).exists():
            raise FileError(f"cannot watch {path}: there is no such file or folder")


def _watch(
    paths: tuple[str, ...], to: Path | None, asked: Wishes, *, serve: int | None, jobs: int
) -> None:
    session = _session(paths, to or _working_folder(paths), asked, jobs)
    with ExitStack() as stack:
        stack.enter_context(only_writer(to or _working_folder(paths)))
        stack.callback(session.close)
        preview = None if serve is None else stack.enter_context(_preview(serve))
        make(session, session.look(), preview)
        click.echo(f"watching {printable(', '.join(paths))}; Ctrl-C ends it", err=True)
        if preview is not None:
            click.echo(f"preview at {preview.address}", err=True)
        follow(session, preview)


def _preview(port: int) -> Preview:
    """Take the port now, so that one that is taken is said before anything is made."""
    from minutebook.preview import Preview

    return Preview(port=None if port == _FIRST_FREE else port)


def _session(paths: tuple[str, ...], to: Path, asked: Wishes, jobs: int) -> Session:
    from minutebook.watch import Session

    def houses(one: Input) -> tuple[Path, ...]:
        wanted = (asked.house or one.office.house, asked.fonts or one.office.fonts)
        return tuple(one for one in wanted if one is not None)

    return Session(
        roots=paths,
        find=partial(gather, paths, stdin=bytes),
        presses=partial(presses, asked),
        house_of=houses,
        plan=Plan(until="render", to=to, keep_xml=True, to_archive=True, across=True),
        jobs=jobs,
    )


def _working_folder(paths: Sequence[str]) -> Path:
    """Give the folder that the offices of the paths name; it is settled when the watch begins."""
    places = (Path(path) if Path(path).is_dir() else Path(path).parent for path in paths)
    files = {file for place in places if (file := find_office(place))}
    named = {read_office(file).office.to for file in files} or {None}
    if len(named) > 1:
        raise UsageError("the notes are of several offices", hint="name the folder with --to")
    return from_here(named.pop() or Path("out"))
