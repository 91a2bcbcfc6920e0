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
        "minutebook restore ID@v1 --store store",
    )
)
@click.argument("file", metavar="FILE.xml|ID[@vN]")
@click.option("--store", metavar="ROOT", help="The store of the record, where an id is given.")
@click.option("-o", "--output", metavar="FILE", help="Where to write. Default: standard output.")
def command(file: str, store: str | None, output: str | None) -> int:
    """Turn an archived record, or a version of a record in a store, back into a note.

    FILE.xml may be - for standard input; with --store an id stands in its place, and the newest
    version is taken where none is named. The note is valid, and archiving it gives the same bytes
    again. A file that holds something else is never overwritten.
    """
    data = _read(file, store)
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


def _read(file: str, store: str | None) -> bytes:
    if store is not None:
        from minutebook.store import find_record, open_store

        return find_record(open_store(Path(store)), file).xml
    return read_stdin() if file == "-" else read_bytes(Path(file))
