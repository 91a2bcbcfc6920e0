"""`minutebook init`."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutebook.cli.commands import examples
from minutebook.cli.editor import SCHEMA_COPY
from minutebook.errors import UsageError
from minutebook.files import write_whole
from minutebook.forms import EXAMPLE_ID, example_note_text, office_text
from minutebook.office import OFFICE_FILE
from minutebook.schemas import schema_text
from minutebook.validate import office_problems

if TYPE_CHECKING:
    from minutebook.errors import Problem


_EXAMPLE = Path(f"{EXAMPLE_ID}.yaml")
_NAME = ("office", "name")
_LANGUAGE = ("defaults", "language")


@click.command(
    epilog=examples(
        "minutebook init",
        'minutebook init records --name "County Council" --language en-GB',
        "minutebook init records --yes",
    )
)
@click.argument("directory", default=".", metavar="[DIR]")
@click.option("--name", help="What the office is called.")
@click.option("--language", help="The language of its records, such as en-GB, cy or fr.")
@click.option("--yes", is_flag=True, help="Ask nothing; take what is not said as it comes.")
def command(directory: str, name: str | None, language: str | None, *, yes: bool) -> None:
    """Start an office in DIR: its file, an example note, and the schema for your editor.

    What the options do not say is asked for. Nothing that is there already is overwritten.
    """
    folder = Path(directory)
    _see_that_it_is_new(folder)
    _see_that_it_can_stand(_NAME, name)
    _see_that_it_can_stand(_LANGUAGE, language)
    if name is None:
        name = _ask("What is the office called?", "My office", _NAME, yes=yes)
    if language is None:
        language = _ask("In which language are its records?", "en-GB", _LANGUAGE, yes=yes)
    files = {
        Path(OFFICE_FILE): office_text(name=name, language=language),
        _EXAMPLE: example_note_text(schema=SCHEMA_COPY.as_posix()),
        SCHEMA_COPY: schema_text(),
    }
    for file, text in files.items():
        write_whole(folder / file, text.encode("utf-8"))
        click.echo(f"wrote {folder / file}")
    place = "" if directory == "." else f" {shlex.quote(directory)}"
    click.echo(f"now run: minutebook build{place}")


def _see_that_it_is_new(folder: Path) -> None:
    if (folder / OFFICE_FILE).exists():
        raise UsageError(
            f"there is an office in {folder} already",
            hint=f"edit {folder / OFFICE_FILE}, or start in another folder",
        )
    if (folder / _EXAMPLE).exists():
        raise UsageError(
            f"{folder / _EXAMPLE} is there already", hint="move it away, or start in another folder"
        )


def _fault(key: tuple[str, str], value: str) -> Problem | None:
    """Judge what is to stand in the office's file."""
    table, name = key
    return next(iter(office_problems({table: {name: value}})), None)


def _see_that_it_can_stand(key: tuple[str, str], value: str | None) -> None:
    fault = None if value is None else _fault(key, value)
    if fault is not None:
        raise UsageError(f"--{key[1]}: {fault.message}", hint=fault.hint)


def _ask(question: str, default: str, key: tuple[str, str], *, yes: bool) -> str:
    """Ask until the answer can stand in the office's file."""
    if yes:
        return default

    def judge(value: str) -> str:
        fault = _fault(key, value)
        if fault is not None:
            raise click.BadParameter(f"{fault.message}: {fault.hint}")
        return value

    try:
        return str(click.prompt(question, default=default, value_proc=judge))
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise UsageError(
            "there is nobody to answer the questions",
            hint="give --name and --language, or --yes",
        ) from None
