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
    from collections.abc import Callable


def _sound(table: str, key: str) -> Callable[[str], str]:
    """Give what refuses an answer that could not stand in the office's file."""

    def judge(value: str) -> str:
        for problem in office_problems({table: {key: value}}):
            words = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
            raise click.BadParameter(words)
        return value

    return judge


_EXAMPLE = Path(f"{EXAMPLE_ID}.yaml")
_NAME = _sound("office", "name")
_LANGUAGE = _sound("defaults", "language")


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
    if name is None:
        name = _ask("What is the office called?", "My office", _NAME, yes=yes)
    if language is None:
        language = _ask("In which language are its records?", "en-GB", _LANGUAGE, yes=yes)
    files = {
        Path(OFFICE_FILE): office_text(name=_NAME(name), language=_LANGUAGE(language)),
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


def _ask(question: str, default: str, judge: Callable[[str], str], *, yes: bool) -> str:
    if yes:
        return default
    try:
        return str(click.prompt(question, default=default, value_proc=judge))
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise UsageError(
            "there is nobody to answer the questions",
            hint="give --name and --language, or --yes",
        ) from None
