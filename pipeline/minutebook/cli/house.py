"""`minutebook house`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from minutebook.cli.commands import examples
from minutebook.errors import UsageError
from minutebook.files import write_whole


@click.group(epilog=examples("minutebook house init house"))
def command() -> None:
    """Work with the house files: the page, its style sheet, the Word file and the fixed words."""


@command.command(
    epilog=examples("minutebook house init house", "minutebook render note.yaml --house house")
)
@click.argument("directory", metavar="DIR")
def init(directory: str) -> None:
    """Write the house files into DIR, to be edited.

    Nothing that is there already is overwritten. README.md says what each file is for.
    """
    from minutebook.render.house_kit import house_kit

    if not directory.strip():
        raise UsageError("the folder has no name", hint="name one, such as `house`")
    folder = Path(directory)
    kit = house_kit()
    there = [name for name in kit if (folder / name).exists()]
    for name, data in kit.items():
        if name not in there:
            write_whole(folder / name, data)
            click.echo(f"wrote {folder / name}")
    for name in there:
        click.echo(f"kept {folder / name}, which was there already")
    click.echo(f"now run: minutebook build --house {shlex.quote(directory)}")
