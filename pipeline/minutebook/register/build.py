"""The register built from archived files: anew, or only what changed; whole or not at all.

Nothing in this module knows how an archived file is found.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sqlite3
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.errors import BusyError, FileError, Finding
from minutebook.register.filling import index, index_all, insert, name_series, remove
from minutebook.register.form import migrate, migrations, see_that_it_is_a_register
from minutebook.register.relating import relate, related
from minutebook.register.sifted import ArchivedFile, Sifted, sift

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from minutebook.register.rows import Tables

PATIENCE_SECONDS = 30.0
"""How long one that writes waits for those that read."""
_FEW = 4
"""Above one record in so many, writing all anew is quicker."""
_AT_ONCE = 200
"""Records whose rows are held until they are written."""


@dataclass(kw_only=True, slots=True)
class Built:
    """What was done."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0
    failed: int = 0
    """Files of records that could not be taken in."""
    passed_over: int = 0
    """XML files of other kinds."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many records the register holds."""
        return self.added + self.changed + self.same


def build(
    path: Path,
    files: Sequence[ArchivedFile],
    *,
    jobs: int = 1,
    steps: Sequence[str] = (),
    patience_seconds: float = PATIENCE_SECONDS,
) -> Built:
    """
    Bring a register to what archived files hold.

    Args:
        path: The register; it is made where it is missing.
        files: All records that it is to hold; what it holds besides is taken out.
        jobs: The most processes that may read them.
        steps: The steps of its form, the newest last; empty for those of this version.
        patience_seconds: How long to wait for those who read it.

    Returns:
        What was done. The register depends on the sound records among the files only, not on
        what was in it before.

    Raises:
        FileError: A file cannot be read, or the register not be written.
        NoRegisterError: The path is that of something else.
        BusyError: Somebody else has been using it for too long.

    Source:
        Findings E850 to E852.
    """
    try:
        with _no_collection():
            return _build(path, files, _How(jobs, steps or migrations(), patience_seconds))
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise BusyError(
                f"{path} is in use", hint="wait until the others have ended, and run again"
            ) from error
        reason = "you have no permission" if "readonly" in str(error) else str(error)
        raise FileError(f"cannot write {path}: {reason}") from error


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Spare the search for cycles, which rows by the hundred thousand make slow and never hold."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _How:
    jobs: int
    steps: Sequence[str]
    patience_seconds: float


def _build(path: Path, files: Sequence[ArchivedFile], how: _How) -> Built:
    if path.is_dir():
        raise FileError(f"cannot write {path}: it is a folder")
    if not path.exists() or not path.stat().st_size:
        return _anew(path, sift(files, {}), {}, how)
    with contextlib.closing(_opened(path, how.patience_seconds)) as database:
        version = see_that_it_is_a_register(database, str(path), newest=len(how.steps))
        with _transaction(database):  # from here on nobody else changes it
            known = dict(database.execute("SELECT digest, id FROM records"))
            sifted = sift(files, known)
            new, gone = len(sifted.fresh), len(known) - len(sifted.kept)
            if version == len(how.steps) and max(new, gone) <= max(len(known) // _FEW, 1):
                return _updated(database, sifted, known, how)
    return _anew(path, sift(files, {}), known, how)


def _opened(path: Path, patience_seconds: float) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=patience_seconds, isolation_level=None)
    database.execute("PRAGMA foreign_keys = ON")
    # Nothing is written before the end, so that readers are kept out for a moment only.
    database.execute("PRAGMA cache_spill = OFF")
    return database


def _updated(
    database: sqlite3.Connection, sifted: Sifted, known: Mapping[str, str], how: _How
) -> Built:
    """Change in place what is not as it was, within the caller's transaction."""
    built = Built(findings=sifted.findings, failed=sifted.failed)
    new = {str(tables["records"][0][0]): tables for tables in _read(sifted, built, how)}
    gone = set(known.values()) - sifted.kept.keys()
    _count(built, gone=gone, new=set(new), same=len(sifted.kept))
    if not gone and not new:
        return built
    scope = related(database, {*gone, *new})
    for record in sorted(gone):
        remove(database, record)
    insert(database, list(new.values()))
    for record in new:
        index(database, record)
    name_series(database)
    relate(database, scope | related(database, {*gone, *new}))
    return built


def _count(built: Built, *, gone: set[str], new: set[str], same: int) -> None:
    built.added, built.changed = len(new - gone), len(new & gone)
    built.removed, built.same = len(gone - new), same


def _read(sifted: Sifted, built: Built, how: _How) -> Iterator[Tables]:
    """Read the new files; what is wrong with one stops none of the others."""
    from minutebook.register.reading import read_all

    for file, one in zip(sifted.fresh, read_all(sifted.fresh, jobs=how.jobs), strict=True):
        if one.is_other and not file.is_named:
            built.passed_over += 1
            continue
        built.findings += one.findings
        built.failed += one.tables is None
        if one.tables is not None:
            yield one.tables


@contextlib.contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            database.execute("ROLLBACK")
        raise


def _anew(path: Path, sifted: Sifted, known: Mapping[str, str], how: _How) -> Built:
    """Write a whole register beside the old one, and put it in its place."""
    import tempfile

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".minutebook-", suffix=".db", dir=path.parent)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileError(f"cannot write {path}: {reason}") from error
    os.close(handle)
    try:
        built = _written(Path(name), sifted, known, how)
        Path(name).chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else _mode())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    return built


def _mode() -> int:
    """Give the permissions of a new file, which `mkstemp` keeps to its owner."""
    current = os.umask(0)
    os.umask(current)
    return 0o666 & ~current


def _written(path: Path, sifted: Sifted, known: Mapping[str, str], how: _How) -> Built:
    built = Built(findings=sifted.findings, failed=sifted.failed)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
        # Nobody else knows of the file; it counts from when it is in its place.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -200000"):
            database.execute(f"PRAGMA {pragma}")
        with _transaction(database):
            migrate(database, how.steps)
            digests = _fill(database, _read(sifted, built, how))
            index_all(database)
            name_series(database)
            relate(database, None)
        # Rows that speak of rows which are not there would be a fault of ours.
        assert not database.execute("PRAGMA foreign_key_check").fetchall()
    _flush(path)
    same = {record for record, digest in digests.items() if known.get(digest) == record}
    gone, new = set(known.values()) - same, set(digests) - same
    _count(built, gone=gone, new=new, same=len(same))
    return built


def _fill(database: sqlite3.Connection, records: Iterator[Tables]) -> dict[str, str]:
    """Put all records in, and give the digest of each."""
    digests: dict[str, str] = {}
    waiting: list[Tables] = []
    for tables in records:
        record, digest, *_ = tables["records"][0]
        digests[record] = digest
        waiting.append(tables)
        if len(waiting) == _AT_ONCE:
            insert(database, waiting)
            waiting.clear()
    insert(database, waiting)
    return digests


def _flush(path: Path) -> None:
    """Make the file last, before it takes the place of another."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
