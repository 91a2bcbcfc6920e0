"""`minutebook export`."""

from __future__ import annotations

import click

from minutebook.archive import open_archived
from minutebook.cli.commands import examples
from minutebook.cli.options import store_option
from minutebook.cli.output import write_output
from minutebook.cli.stores import store_root
from minutebook.crosswalks import FORMS, crosswalk
from minutebook.errors import ExitCode, FileError
from minutebook.store import find_record, open_store


@click.command(
    epilog=examples(
        "minutebook export ID --as dc",
        "minutebook export ID@v1 --as akn -o minutes.akn.xml",
    )
)
@click.argument("record", metavar="ID[@vN]")
@click.option(
    "--as",
    "form",
    type=click.Choice([*FORMS, "premis"]),
    required=True,
    help="Akoma Ntoso 3.0 (akn), Dublin Core (dc), or the PREMIS 3 that was deposited with it.",
)
@store_option
@click.option("-o", "--output", metavar="FILE", help="Where to write. Default: standard output.")
def command(record: str, form: str, store: str | None, output: str | None) -> int:
    """Write a record of a store in the form of others, as XML.

    Akoma Ntoso holds every word of the record; Dublin Core holds what a catalogue needs. A file
    that holds something else is never overwritten.
    """
    kept = find_record(open_store(store_root(store)), record)
    if form == "premis":
        data = kept.read("premis.xml")
    else:
        xml = kept.xml
        if open_archived(xml, name=kept.name).record is None:
            raise FileError(f"the XML of {kept.name} is no sound record")
        data = crosswalk(xml, form)
    write_output(data.decode("utf-8"), output)
    return ExitCode.CLEAN
