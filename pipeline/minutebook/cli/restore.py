"""`minutebook restore`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from minutebook.archive import open_archived
from minutebook.cli.commands import examples
from minutebook.errors import ExitCode, has_errors
from minutebook.files import read_bytes, write_whole
from minutebook.forms import note_text
from minutebook.report import finding_text


@click.command(epilog=examples("minutebook restore archive/ID/ID.xml -o note.yaml"))
@click.argument("file", metavar="FILE.xml")
@click.option("-o", "--output", metavar="FILE", help="Where to write. Default: standard output.")
def command(file: str, output: str | None) -> int:
    """Turn an archived record back into a note.

    The note is valid, and archiving it gives the same bytes again.
    """
    data = sys.stdin.buffer.read() if file == "-" else read_bytes(Path(file))
    opened = open_archived(data, name=file)
    for finding in opened.findings:
        click.echo(finding_text(finding) + "\n", err=True)
    if opened.record is None or has_errors(opened.findings):
        return ExitCode.FINDINGS
    text = note_text(opened.record).encode("utf-8")
    if output is None or output == "-":
        sys.stdout.buffer.write(text)
    else:
        write_whole(Path(output), text)
    return ExitCode.CLEAN
