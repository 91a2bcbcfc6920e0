"""`minutebook schema`."""

from __future__ import annotations

import shlex
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutebook.cli.commands import examples
from minutebook.cli.editor import (
    OFFICE_SCHEMA_COPY,
    SCHEMA_COPY,
    is_there,
    named_schema,
    schema_path,
    with_schema_line,
)
from minutebook.cli.words import show_hint
from minutebook.errors import UsageError
from minutebook.files import read_bytes, write_whole
from minutebook.schemas import office_schema_text, schema_text

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command(
    epilog=examples(
        "minutebook schema > meeting-record.schema.json",
        "minutebook schema --install",
        "minutebook schema --install records --modeline",
    )
)
@click.option(
    "--install",
    "directory",
    is_flag=False,
    flag_value=".",
    metavar="[DIR]",
    help="Write it into the office in DIR, for editors. Default: the folder here.",
)
@click.option(
    "--modeline", is_flag=True, help="With --install: name it in the notes that name none."
)
def command(directory: str | None, *, modeline: bool) -> None:
    """Print the JSON Schema that notes are written against, or install it for your editor.

    --install writes it, and the schema of minutebook.toml, into DIR/.minutebook, takes the place of
    an older copy, and says which notes do not lead an editor to it. --modeline gives those that
    name no schema a first line that does; nothing else in them changes.
    """
    if directory is None:
        if modeline:
            raise UsageError("--modeline goes with --install", hint="give --install too")
        click.echo(schema_text(), nl=False)
        return
    folder = _existing(directory)
    _install(folder / SCHEMA_COPY, schema_text())
    _install(folder / OFFICE_SCHEMA_COPY, office_schema_text())
    lacking = [note for note in _notes(folder) if _lacks_line(note)]
    for note in lacking:
        if modeline:
            _add_line(note)
        else:
            click.echo(f"{note}: names no schema")
    if lacking and not modeline:
        place = "" if directory == "." else f" {shlex.quote(directory)}"
        show_hint(f"`minutebook schema --install{place} --modeline` adds the line to them")


def _existing(directory: str) -> Path:
    """Take the folder as it is: a slip of the keyboard makes no new one."""
    if not directory.strip():
        raise UsageError("the folder is empty", hint="name it; the folder here is .")
    folder = Path(directory)
    if not folder.is_dir():
        raise UsageError(
            f"there is no folder {directory}",
            hint="name the folder of your notes; `minutebook init` starts an office",
        )
    return folder


def _install(path: Path, text: str) -> None:
    """Write a copy, and say what became of the one before it."""
    before = path.exists()
    if not write_whole(path, text.encode("utf-8")):
        click.echo(f"{path} is up to date")
    elif before:
        click.echo(f"replaced {path}, which was of another version")
    else:
        click.echo(f"wrote {path}")


def _notes(folder: Path) -> Iterator[Path]:
    """Find the notes in YAML; JSON has no comments that could name a schema."""
    from minutebook.cli.run import read_stdin
    from minutebook.inputs import gather

    for note in gather((str(folder),), stdin=read_stdin).notes:
        if not note.name.lower().endswith(".json"):
            yield Path(note.name)


def _lacks_line(note: Path) -> bool:
    """Say whether a note names no schema; say aloud if the one that it names is not there."""
    named = named_schema(read_bytes(note))
    if named is not None and not is_there(named, note):
        here = schema_path(str(note))
        click.echo(f"{note}: names `{named}`, which is not there; from this note it is `{here}`")
    return named is None


def _add_line(note: Path) -> None:
    """Put the line first. The file behind a link is written, and who may read it stays."""
    data = with_schema_line(read_bytes(note), str(schema_path(str(note))))
    if data is None:
        click.echo(f"{note}: is not UTF-8, and stays as it is")
        return
    file = note.resolve()
    mode = stat.S_IMODE(file.stat().st_mode)
    write_whole(file, data)
    file.chmod(mode)
    click.echo(f"added the line to {note}")
