"""The bag of a transfer: records, renditions, the grammar to read them by, lists for archives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minutebook.archive import archived_place, open_archived
from minutebook.bags import write_bag
from minutebook.errors import FileError, Finding, UsageError, pointer
from minutebook.office import missing_metadata
from minutebook.schemas import schema_root
from minutebook.store.root import cannot_write
from minutebook.transfer.lists import dublin_core_csv, tdr_csv
from minutebook.transfer.profile import PROFILE, profile_json
from minutebook.transfer.readme import readme_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from minutebook.office import Office
    from minutebook.record import Record
    from minutebook.store import Kept

    Render = Callable[[bytes], dict[str, bytes]]

_GRAMMAR = ("meeting-record.xsd", "meeting-record.sch", "meeting-record-to-html.xsl")


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """One record that is to be transferred."""

    kept: Kept
    record: Record

    @property
    def id(self) -> str:
        """The record's id."""
        return self.kept.stored.inventory.id


def parcel_of(kept: Kept, office: Office) -> tuple[Parcel, tuple[Finding, ...]]:
    """
    Take a version of a record for a transfer.

    Args:
        kept: The version.
        office: Its profile says which metadata the record must have.

    Returns:
        The parcel, and what the record lacks: E401 and W401; W871 where it is not settled.

    Raises:
        FileError: Its XML is damaged, or no sound record.
    """
    xml, file = kept.xml, str(kept.place(f"{kept.stored.inventory.id}.xml"))
    opened = open_archived(xml, name=file)
    if opened.record is None:
        raise FileError(f"the XML of {kept.name} is no sound record")
    problems = missing_metadata(opened.record, office)
    findings = [
        Finding.at(
            archived_place(xml, problem.path),
            file=file,
            code=problem.code,
            path=pointer(problem.path),
            message=problem.message,
            hint="restore the record, add it to the note, and deposit that",
        )
        for problem in problems
    ]
    if opened.record["status"] in {"draft", "final"}:
        findings.append(_unsettled(kept, xml, file, opened.record["status"]))
    return Parcel(kept=kept, record=opened.record), tuple(findings)


def _unsettled(kept: Kept, xml: bytes, file: str, status: str) -> Finding:
    return Finding.at(
        archived_place(xml, ("status",)),
        file=file,
        code="W871",
        path="/status",
        message=f"{kept.name} is {status}, not approved, and is transferred as that",
        hint="transfer it again when it is approved, if the archive wants the approved record",
    )


def write_transfer(
    target: Path, parcels: Sequence[Parcel], *, render: Render, program: str
) -> None:
    """
    Write the bag of a transfer, whole or not at all.

    Args:
        target: The bag's folder, which is not there yet.
        parcels: The records, in the order in which they are listed.
        render: Gives the renditions of a record's XML, by format.
        program: What makes the bag, such as ``minutebook 1.0``.

    Raises:
        UsageError: Two records have one id, letter case put aside.
        FileError: A file of a record is damaged, or the bag cannot be written; nothing is left.
    """
    _see_that_they_differ(parcels)
    try:
        write_bag(
            target,
            _payload(parcels, render, program),
            info=_info(parcels, program),
            tags={PROFILE: profile_json()},
        )
    except OSError as error:
        raise cannot_write(target, error) from error


def _see_that_they_differ(parcels: Sequence[Parcel]) -> None:
    seen: dict[str, str] = {}
    for parcel in parcels:
        other = seen.setdefault(parcel.id.casefold(), parcel.kept.name)
        if other != parcel.kept.name:
            raise UsageError(
                f"{other} and {parcel.kept.name} cannot be in one bag",
                hint="make a bag for each",
            )


def _payload(
    parcels: Sequence[Parcel], render: Render, program: str
) -> Iterator[tuple[str, bytes]]:
    """Give all files below ``data/``, those of one record after those of another."""
    files: dict[str, list[str]] = {}
    for parcel in parcels:
        folder = f"records/{parcel.id}"
        own = files.setdefault(parcel.id, [])
        for path in sorted(parcel.kept.version.state):
            own.append(f"{folder}/{path}")
            yield own[-1], parcel.kept.read(path)
        for form, data in render(parcel.kept.xml).items():
            own.append(f"{folder}/renditions/{parcel.id}.{form}")
            yield own[-1], data
    for name in _GRAMMAR:
        yield f"schema/{name}", (schema_root() / name).read_bytes()
    yield "lists/dublin-core.csv", dublin_core_csv(parcels, files)
    yield "lists/tdr.csv", tdr_csv(parcels, files)
    yield "README.txt", readme_text(parcels, program)


def _info(parcels: Sequence[Parcel], program: str) -> Iterator[tuple[str, str]]:
    """Give the lines about the bag; its day is that of the newest deposit in it, not of today."""
    creators = (parcel.record.get("management", {}).get("creator") for parcel in parcels)
    for creator in dict.fromkeys(one for one in creators if one):
        yield "Source-Organization", creator
    for parcel in parcels:
        yield "External-Identifier", parcel.kept.name
    what = "1 meeting record" if len(parcels) == 1 else f"{len(parcels)} meeting records"
    yield "External-Description", f"{what}, as XML with renditions; see data/README.txt"
    yield "Bagging-Date", max(parcel.kept.version.created for parcel in parcels)[:10]
    yield "Bag-Software-Agent", program
    yield "BagIt-Profile-Identifier", "urn:minutebook:bagit-profile:1"
