"""`minutebook transfer`."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutebook import __version__
from minutebook.cli.commands import examples
from minutebook.cli.options import formats_option, store_option
from minutebook.cli.rendering import plain_wishes, presses
from minutebook.cli.reporting import Reporting, show_findings
from minutebook.cli.stores import office_here, store_root
from minutebook.errors import ExitCode, UsageError, has_errors
from minutebook.inputs import Input
from minutebook.office import Office
from minutebook.report import printable
from minutebook.store import find_record, open_store
from minutebook.transfer import Parcel, parcel_of, write_transfer
from minutebook.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


@click.command(
    epilog=examples(
        "minutebook transfer ID --to bag",
        "minutebook transfer ID@v1 --to older --formats html",
    )
)
@click.argument("ids", nargs=-1, required=True, metavar="ID[@vN]...")
@click.option("--to", required=True, metavar="DIR", help="The bag, a folder that is not there yet.")
@store_option
@formats_option
def command(
    ids: tuple[str, ...], to: str, store: str | None, formats: tuple[str, ...] | None
) -> int:
    """Pack records of a store into a bag for an archive.

    The bag keeps to BagIt 1.0 and can be read without this software: it holds the XML, the file
    that its author wrote, papers, renditions, the grammar, what PREMIS says, lists for archives,
    and words to its receiver. The same records give the same bag. The store is not changed.
    """
    target = Path(to)
    if not to.strip() or target.exists():
        raise UsageError(f"`{to}` is there already", hint="name a folder that is not there yet")
    office = office_here()
    parcels, sound = _parcels(ids, store_root(store), office)
    if not sound:
        return ExitCode.FINDINGS
    with _renderer(office, formats) as render:
        program = f"minutebook {__version__}"
        write_transfer(target, parcels, render=render, program=program)
    click.echo(f"wrote {printable(to)}: {counted(len(parcels), 'record')}", err=True)
    return ExitCode.CLEAN


def _parcels(ids: Sequence[str], root: Path, office: Office) -> tuple[list[Parcel], bool]:
    """Take the records, and say whether each has what it needs."""
    opened, parcels, sound = open_store(root), [], True
    for asked in dict.fromkeys(ids):
        parcel, findings = parcel_of(find_record(opened, asked), office)
        show_findings(findings, Reporting())
        parcels.append(parcel)
        sound = sound and not has_errors(findings)
    return parcels, sound


@contextlib.contextmanager
def _renderer(
    office: Office, formats: tuple[str, ...] | None
) -> Iterator[Callable[[bytes], dict[str, bytes]]]:
    """Open what makes the renditions."""
    from minutebook.render import render

    with presses(plain_wishes(formats)) as press:
        made = press(Input(name="", office=office))
        manner = plain_wishes(formats).manner(Input(name="", office=Office()))

        def rendered(xml: bytes) -> dict[str, bytes]:
            return render(
                xml, formats=made.formats, engine=made.engine, house=made.house, manner=manner
            ).outputs

        yield rendered
