"""Lists of what a bag holds, as archives take them in: Dublin Core, and the columns of TDR.

The words stand in them as they are in the records, so that they can be compared: they are for
programs, and not to be opened in a spreadsheet unread.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError

from minutebook.store.premis import media_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from minutebook.record import Record
    from minutebook.transfer.bag import Parcel

    Files = Mapping[str, Sequence[str]]

_TDR = (
    "filepath",
    "filename",
    "date last modified",
    "date of the record",
    "description",
    "former reference",
    "closure status",
    "closure start date",
    "closure period",
    "foi exemption code",
    "foi schedule date",
    "is filename closed",
    "alternate filename",
    "is description closed",
    "alternate description",
    "language",
    "translated filename",
    "copyright",
    "related material",
    "restrictions on use",
    "evidence provided by",
)


def dublin_core_csv(parcels: Sequence[Parcel], files: Files) -> bytes:
    """
    List every file with the Dublin Core of its record.

    Args:
        parcels: The records.
        files: Paths below ``data/``, by id.

    Returns:
        CSV as RFC 4180 has it: one line a file, with a ``filename`` and ``dc.`` columns.

    Source:
        Dublin Core Metadata Element Set 1.1.
    """
    rows = [row for parcel in parcels for row in _dublin_core(parcel, files[parcel.id])]
    return _csv(list(rows[0]), [list(row.values()) for row in rows])


def _dublin_core(parcel: Parcel, paths: Sequence[str]) -> Iterator[dict[str, str]]:
    record, management = parcel.record, parcel.record.get("management", {})
    meeting = record["meeting"]
    for path in paths:
        yield {
            "filename": f"data/{path}",
            "dc.title": record["title"],
            "dc.creator": management.get("creator", ""),
            "dc.subject": "; ".join(
                [management.get("classification", {}).get("code", ""), *_keywords(management)]
            ).strip("; "),
            "dc.description": meeting.get("kind", ""),
            "dc.date": str(meeting["date"]),
            "dc.type": "Text",
            "dc.format": media_type(path),
            "dc.identifier": parcel.kept.name,
            "dc.language": record["language"],
            "dc.relation": "; ".join(_related(record)),
            "dc.rights": management.get("rights", ""),
        }


def _keywords(management: Record) -> list[str]:
    return [str(word) for word in management.get("keywords", [])]


def _related(record: Record) -> list[str]:
    """Name the records that this one supersedes, is superseded by, or translates."""
    found: list[str] = []
    for key in ("supersedes", "superseded_by", "translation_of"):
        value: Any = record.get(key, [])
        found += value if isinstance(value, list) else [value]
    return [str(one) for one in found]


def tdr_csv(parcels: Sequence[Parcel], files: Files) -> bytes:
    """
    List every file with the columns that The National Archives' transfer service takes.

    Args:
        parcels: The records.
        files: Paths below ``data/``, by id.

    Returns:
        CSV as RFC 4180 has it; what a record does not say is left empty.

    Source:
        The metadata template of Transfer Digital Records; ``docs/how-to/transfer.md`` says what
        becomes what.
    """
    rows = [_tdr(parcel, path) for parcel in parcels for path in files[parcel.id]]
    return _csv(_TDR, [[row.get(column, "") for column in _TDR] for row in rows])


def _tdr(parcel: Parcel, path: str) -> dict[str, str]:
    record, management = parcel.record, parcel.record.get("management", {})
    meeting, access = record["meeting"], record["access"]
    is_closed = access["level"] != "open"
    row = {
        "filepath": f"data/{path}",
        "filename": path.rpartition("/")[2],
        "date last modified": parcel.kept.version.created[:10],
        "date of the record": str(meeting.get("end_date", meeting["date"])),
        "description": record["title"],
        "former reference": str(management.get("former_reference", "")),
        "closure status": "Closed" if is_closed else "Open",
        "is filename closed": "No",
        "is description closed": "Yes" if "public_title" in access else "No",
        "alternate description": access.get("public_title", ""),
        "language": _language(record["language"]),
        "copyright": management.get("rights", ""),
    }
    if is_closed:
        row |= {
            "closure start date": str(access.get("from", "")),
            "closure period": str(access.get("years", "")),
            "foi exemption code": ";".join(access.get("basis", [])),
        }
    return row


def _language(tag: str) -> str:
    """Name a language in English, as the service does; its tag where that is not known."""
    try:
        locale = Locale.parse(tag.partition("-")[0])
    except (UnknownLocaleError, ValueError):
        return tag
    return locale.get_language_name("en") or tag


def _csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue().encode()
