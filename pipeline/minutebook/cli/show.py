"""`minutebook show`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from minutebook.archive import open_archived
from minutebook.cli.commands import examples
from minutebook.cli.options import store_option
from minutebook.cli.stores import store_root
from minutebook.errors import ExitCode, FileError, UsageError
from minutebook.forms import note_text
from minutebook.store import find_record, open_store

if TYPE_CHECKING:
    from minutebook.store import Kept

_RENDERED = ("txt", "html", "md")
_FORMATS = (*_RENDERED, "note", "xml", "source", "premis")


@click.command(
    epilog=examples(
        "minutebook show ID",
        "minutebook show ID@v1 --format source",
    )
)
@click.argument("record", metavar="ID[@vN]")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="txt",
    show_default=True,
    help="A rendition; a note made of the XML; or the XML, the author's file or the PREMIS itself.",
)
@store_option
def command(record: str, form: str, store: str | None) -> int:
    """Show a version of a record in a store; the newest where none is named."""
    kept = find_record(open_store(store_root(store)), record)
    data = _rendition(kept, form) if form in _RENDERED else _as_kept(kept, form)
    sys.stdout.buffer.write(data)
    return ExitCode.CLEAN


def _as_kept(kept: Kept, form: str) -> bytes:
    if form == "xml":
        return kept.xml
    if form == "premis":
        return kept.read("premis.xml")
    if form == "note":
        opened = open_archived(kept.xml, name=kept.name)
        if opened.record is None:
            raise FileError(f"the XML of {kept.name} is no sound record")
        return note_text(opened.record).encode()
    source = next((path for path in kept.version.state if path.startswith("source/")), None)
    if source is None:
        raise UsageError(
            f"{kept.name} was deposited as XML, so it has no author's file",
            hint="`--format note` makes a note of the XML",
        )
    return kept.read(source)


def _rendition(kept: Kept, form: str) -> bytes:
    from minutebook.pandoc import open_engine
    from minutebook.render import load_house, render

    house = load_house(None)
    with open_engine("worker", house.pandoc_house(), fonts=None) as engine:
        return render(kept.xml, formats=(form,), engine=engine, house=house).outputs[form]
