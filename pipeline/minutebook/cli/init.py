"""`minutebook init`."""

from __future__ import annotations

import time
from pathlib import Path

import click

from minutebook.cli.commands import examples
from minutebook.errors import UsageError
from minutebook.files import write_whole
from minutebook.forms import example_note_text, office_text
from minutebook.office import OFFICE_FILE
from minutebook.schemas import schema_text

SCHEMA_COPY = Path(".minutebook") / "meeting-record.schema.json"
"""Hidden, so that it is not taken for a note."""


@click.command(
    epilog=examples(
        "minutebook init",
        'minutebook init records --name "County Council" --language en-GB --yes',
    )
)
@click.argument("directory", default=".", metavar="[DIR]")
@click.option("--name", help="What the office is called.")
@click.option("--language", help="The language of its records, such as en-GB, cy or fr.")
@click.option("--yes", is_flag=True, help="Ask nothing; take what is not said as it comes.")
def command(directory: str, name: str | None, language: str | None, *, yes: bool) -> None:
    """Start an office in DIR: its file, an example note, and the schema for your editor.

    A folder that has an office already is left as it is.
    """
    folder = Path(directory)
    if (folder / OFFICE_FILE).exists():
        raise UsageError(
            f"there is an office in {directory} already",
            hint=f"edit {folder / OFFICE_FILE}, or start in another folder",
        )
    name = name or _ask("What is the office called?", "My office", yes=yes)
    language = language or _ask("In which language are its records?", "en-GB", yes=yes)
    date = time.strftime("%Y-%m-%d")
    note = f"example-{date}"
    files = {
        Path(OFFICE_FILE): office_text(name=name, language=language),
        Path(f"{note}.yaml"): example_note_text(
            record_id=note, date=date, schema=SCHEMA_COPY.as_posix()
        ),
        SCHEMA_COPY: schema_text(),
    }
    for file, text in files.items():
        write_whole(folder / file, text.encode("utf-8"))
        click.echo(f"wrote {folder / file}")
    click.echo(f"now run: minutebook build {directory}")


def _ask(question: str, default: str, *, yes: bool) -> str:
    return default if yes else str(click.prompt(question, default=default))
