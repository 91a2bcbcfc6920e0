"""Archived files read for the register: checked, or refused with the findings of `archive`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from minutebook.errors import FileError
from minutebook.pool import Lost, Pool
from minutebook.register.rows import rows_of
from minutebook.register.sifted import digest_of
from minutebook.schemas import NAMESPACE, schematron, xsd
from minutebook.xml_parser import MOST_TAGS, DoctypeError, TooManyTagsError, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minutebook.errors import Finding
    from minutebook.register.rows import Tables
    from minutebook.register.sifted import ArchivedFile

RECORD = f"{{{NAMESPACE}}}meeting-record"

FEWEST = 64
"""With fewer files one process has done before others are ready."""
_AT_ONCE = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Registered:
    """What became of one file."""

    record: str | None = None
    """The id of the record; ``None`` where the file could not be read."""
    tables: Tables | None = None
    findings: tuple[Finding, ...] = ()
    is_other: bool = False
    """Whether it is sound XML of some other kind."""


def read_all(files: Sequence[ArchivedFile], *, jobs: int) -> Iterator[Registered]:
    """
    Read archived files, several at a time where that is quicker.

    Args:
        files: They are to be there.
        jobs: The most processes that may work on them.

    Returns:
        What `read_record` gives for each, in their order.

    Raises:
        FileError: A file cannot be read any more, or ends every process that reads it.
    """
    # On macOS a forked process is not safe, and on Windows there is none.
    if jobs < 2 or len(files) < FEWEST or sys.platform != "linux":
        yield from (read_record(file.read(), name=file.name) for file in files)
        return

    def work(number: int) -> Registered:
        return read_record(files[number].read(), name=files[number].name)

    pool = Pool(work, jobs=jobs, at_once=_AT_ONCE)
    for file, one in zip(files, pool.results(len(files)), strict=True):
        if isinstance(one, Lost):
            raise FileError(f"cannot read {file.name}: the process that read it {one.reason}")
        yield one


def read_record(data: bytes, *, name: str) -> Registered:
    """
    Read an archived record into rows.

    Args:
        data: The bytes of its file.
        name: The file as the user named it.

    Returns:
        The rows of a record that keeps to the grammar and its rules; else the findings.

    Source:
        Findings E406 to E409 and E414.
    """
    try:
        root = parse_xml(data, most_tags=MOST_TAGS)
    except (DoctypeError, TooManyTagsError, etree.XMLSyntaxError):
        return _refused(data, name)
    if root.tag != RECORD:
        return _refused(data, name, is_other=True)
    if not xsd().validate(root) or not schematron().validate(root):
        return _refused(data, name)
    try:
        tables = rows_of(root, digest=digest_of(data))
    except ValueError:  # a number of so many digits that it is none
        return _refused(data, name)
    return Registered(record=str(root.get("id")), tables=tables)


def _refused(data: bytes, name: str, *, is_other: bool = False) -> Registered:
    from minutebook.archive import open_archived  # it explains faults, and takes long to load

    return Registered(findings=open_archived(data, name=name).findings, is_other=is_other)
