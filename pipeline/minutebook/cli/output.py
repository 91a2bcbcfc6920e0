"""Where a command's own text goes: standard output, or a new file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from minutebook.errors import UsageError
from minutebook.files import read_bytes, write_whole


def write_output(text: str, output: str | None) -> None:
    """
    Write a note to standard output, or to a file that is not there yet.

    Args:
        text: The note.
        output: The file; ``None`` or ``-`` for standard output.

    Raises:
        UsageError: The file is there and holds something else, which would be lost.
    """
    data = text.encode("utf-8")
    if output is None or output == "-":
        sys.stdout.buffer.write(data)
        return
    path = Path(output)
    if path.exists() and read_bytes(path) != data:
        raise UsageError(
            f"{output} is there already, and holds something else",
            hint="name another file, or move this one away",
        )
    write_whole(path, data)
    click.echo(f"wrote {output}", err=True)
