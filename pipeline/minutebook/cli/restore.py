"""`minutebook restore`."""

from __future__ import annotations

from pathlib import Path

import click

from minutebook.archive import open_archived
from minutebook.cli.commands import examples
from minutebook.cli.editor import schema_path
from minutebook.cli.output import write_output
from minutebook.cli.run import read_stdin
from minutebook.errors import ExitCode, UsageError, has_errors
from minutebook.files import read_bytes
from minutebook.forms import note_text
from minutebook.report import finding_text
from minutebook.stages import is_archived


@click.command(
    epilog=examples(
        "minutebook restore archive/ID/ID.xml",
        "minutebook restore archive/ID/ID.xml -o note.yaml",
    )
)
@click.argument("file", metavar="FILE.xml")
@click.option("-o", "--output", metavar="FILE", help="Where to write. Default: standard output.")
def command(file: str, output: str | None) -> int:
    """Turn an archived record back into a note.

    FILE.xml may be - for standard input. The note is valid, and archiving it gives the same bytes
    again. A file that holds something else is never overwritten.
    """
    data = read_stdin() if file == "-" else read_bytes(Path(file))
    if not is_archived("", data):
        raise UsageError(f"{file} is not XML", hint="`restore` takes what `archive` wrote")
    opened = open_archived(data, name=file)
    for finding in opened.findings:
        click.echo(finding_text(finding) + "\n", err=True)
    if opened.record is None or has_errors(opened.findings):
        return ExitCode.FINDINGS
    text = note_text(opened.record, schema=schema_path(output))
    write_output(text, output)
    return ExitCode.CLEAN
