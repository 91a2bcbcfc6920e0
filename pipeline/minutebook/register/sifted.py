"""The archived files of a register: which are known, which are new, and which share one id."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.errors import Finding
from minutebook.files import read_bytes
from minutebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchivedFile:
    """A file that may hold a record."""

    name: str
    """As the user named it."""
    is_named: bool = True
    """Whether the user named it by itself, not a folder in which it is."""
    data: bytes | None = None
    """Its bytes where they are not in a file."""

    def read(self) -> bytes:
        """Give its bytes."""
        return read_bytes(Path(self.name)) if self.data is None else self.data


@dataclass(kw_only=True, slots=True)
class Sifted:
    """What is to be done with each file."""

    kept: dict[str, str] = field(default_factory=dict)
    """Digests of records that are as the register has them, by the record's id."""
    fresh: list[ArchivedFile] = field(default_factory=list)
    """Files that are to be read."""
    findings: list[Finding] = field(default_factory=list)
    failed: int = 0


def digest_of(data: bytes) -> str:
    """Give the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def sift(files: Iterable[ArchivedFile], known: Mapping[str, str]) -> Sifted:
    """
    Find out which files are to be read.

    Args:
        files: All that the register is to hold; copies of one file count once.
        known: The ids of the records that it holds, by the digests of their files.

    Returns:
        The files, in their order. Of different records with one id none is taken.

    Raises:
        FileError: A file cannot be read.

    Source:
        Finding E850.
    """
    sifted = Sifted()
    by_digest: dict[str, ArchivedFile] = {}
    by_id: dict[str, list[str]] = {}
    for file in files:
        data = file.read()
        digest = digest_of(data)
        if digest not in by_digest:
            by_digest[digest] = file
            record = known.get(digest) or _id_in(data)
            if record is not None:
                by_id.setdefault(record, []).append(digest)
    settled: set[str] = set()
    for record, digests in by_id.items():
        same = _sound(digests, by_digest, known)
        if len(same) > 1:
            settled.update(same)
            first = by_digest[same[0]].name
            sifted.findings += (_same_id(record, by_digest[one].name, first) for one in same[1:])
        elif same and same[0] in known:
            settled.add(same[0])
            sifted.kept[record] = same[0]
    sifted.failed = len(settled) - len(sifted.kept)
    sifted.fresh = [file for digest, file in by_digest.items() if digest not in settled]
    return sifted


def _sound(
    digests: list[str], files: Mapping[str, ArchivedFile], known: Mapping[str, str]
) -> list[str]:
    """Leave out what is no record for all its id; one alone is judged when it is read."""
    if len(digests) == 1:
        return digests
    from minutebook.register.reading import read_record

    return [
        digest
        for digest in digests
        if digest in known
        or read_record(files[digest].read(), name=files[digest].name).tables is not None
    ]


def _id_in(data: bytes) -> str | None:
    """Read the id of a record; ``None`` for what is none, or cannot be read."""
    from lxml import etree

    from minutebook.register.reading import RECORD
    from minutebook.xml_parser import MOST_TAGS, DoctypeError, TooManyTagsError, parse_xml

    try:
        root = parse_xml(data, most_tags=MOST_TAGS)
    except (DoctypeError, TooManyTagsError, etree.XMLSyntaxError):
        return None
    return root.get("id") if root.tag == RECORD else None


def _same_id(record: str, name: str, first: str) -> Finding:
    return Finding(
        file=name,
        line=1,
        column=1,
        code="E850",
        path="/id",
        message=f"the record id {quoted(record)} is also that of {first}, which says other things",
        hint="take away the file that does not belong here; until then neither is in the register",
    )
