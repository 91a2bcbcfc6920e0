"""The state file: read once, written in batches, and thrown away where it is not as it should be.

Nothing in this module knows what the rows mean. Whatever goes wrong with the file, the run goes on:
what is not kept costs time in the next run, and nothing else.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from minutebook.files import Seen, Stamp, clear_unfinished

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Self

FILE = ".minutebook.sqlite"
"""In the output folder; hidden, since nobody has to know it."""
_APPLICATION = 0x6D626B73
"""Tells our file from another program's."""
_VERSION = 1
"""Raised whenever the tables change."""
_BATCH_SECONDS = 1.0
_BATCH_ROWS = 500
_BESIDE = ("", "-journal", "-wal", "-shm")
_BUSY_SECONDS = 2.0

_TABLES = f"""
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {_VERSION};
CREATE TABLE words (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE keys (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE files (
    path TEXT PRIMARY KEY, digest BLOB NOT NULL,
    size INTEGER, mtime_ns INTEGER, ctime_ns INTEGER, inode INTEGER);
CREATE TABLE notes (
    name TEXT, purpose TEXT, digest BLOB NOT NULL,
    size INTEGER, mtime_ns INTEGER, ctime_ns INTEGER, inode INTEGER,
    key INTEGER NOT NULL, id TEXT, verdict TEXT NOT NULL, formats TEXT NOT NULL, record TEXT,
    findings TEXT NOT NULL, facts TEXT NOT NULL, PRIMARY KEY (name, purpose));
CREATE TABLE outputs (
    path TEXT PRIMARY KEY, name TEXT NOT NULL, purpose TEXT NOT NULL, kind TEXT NOT NULL,
    base INTEGER NOT NULL, key INTEGER NOT NULL, source BLOB NOT NULL, digest BLOB NOT NULL,
    size INTEGER, mtime_ns INTEGER, ctime_ns INTEGER, inode INTEGER, findings TEXT NOT NULL);
"""
_PUT = {
    "words": "INSERT OR REPLACE INTO words VALUES (?, ?)",
    "keys": "INSERT OR REPLACE INTO keys VALUES (?, ?)",
    "files": "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)",
    "notes": "INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "outputs": "INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
}


class NoteRow(NamedTuple):
    """What is known of a note."""

    name: str
    """Its path from the output folder on."""
    purpose: str
    """What kind of run it was made by."""
    digest: bytes
    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    key: int
    """What the outcome depends on besides the note."""
    id: str | None
    """The id that it was found to have at a look."""
    verdict: str
    formats: str
    record: str | None
    findings: str
    facts: str

    @property
    def stamp(self) -> Stamp:
        """What the system said of the note."""
        return Stamp(self.size, self.mtime_ns, self.ctime_ns, self.inode)


class OutputRow(NamedTuple):
    """What is known of a file that was written."""

    path: str
    """From the output folder on, with ``/``."""
    name: str
    """The note that it was made of."""
    purpose: str
    kind: str
    base: int
    """What all that was made of the note depended on."""
    key: int
    """What it depended on alone."""
    source: bytes
    """The digest of the note."""
    digest: bytes
    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    findings: str
    """Those that are of this file alone."""

    @property
    def seen(self) -> Seen:
        """What the file was when it was written."""
        return Seen(Stamp(self.size, self.mtime_ns, self.ctime_ns, self.inode), self.digest)


class Store:
    """
    The rows of a state file.

    Args:
        connection: Open, with our tables.
        written_ns: When the file was last written, by the clock of its disk.
        is_new: Whether nothing is known of what an earlier run did.
    """

    def __init__(self, connection: sqlite3.Connection, *, written_ns: int, is_new: bool) -> None:
        self._connection = connection
        self._since = time.monotonic()
        self._waiting: list[tuple[str, tuple[Any, ...]]] = []
        self.written_ns = written_ns
        self.is_new = is_new
        self.words: dict[str, str] = dict(self._rows("SELECT name, value FROM words"))
        keys = self._rows("SELECT id, text FROM keys")
        self.keys: dict[str, int] = {text: number for number, text in keys}
        self.files = {
            path: Seen(Stamp(*stamp), digest)
            for path, digest, *stamp in self._rows("SELECT * FROM files")
        }
        self.notes = {
            (row[0], row[1]): NoteRow._make(row) for row in self._rows("SELECT * FROM notes")
        }
        self.outputs = {row[0]: OutputRow._make(row) for row in self._rows("SELECT * FROM outputs")}

    def _rows(self, query: str) -> Iterable[tuple[Any, ...]]:
        return self._connection.execute(query).fetchall()

    def key(self, text: str) -> int:
        """Give the number of a text that many rows refer to."""
        if text not in self.keys:
            number = max(self.keys.values(), default=0) + 1
            self.keys[text] = number
            self._later(_PUT["keys"], (number, text))
        return self.keys[text]

    def put_word(self, name: str, value: str) -> None:
        """Keep a fact about the whole folder."""
        if self.words.get(name) != value:
            self.words[name] = value
            self._later(_PUT["words"], (name, value))

    def put_file(self, path: str, seen: Seen) -> None:
        """Keep what a house file or a font was."""
        self.files[path] = seen
        self._later(_PUT["files"], (path, seen.digest, *seen.stamp))

    def put_note(self, row: NoteRow) -> None:
        """Keep what became of a note."""
        self.notes[row.name, row.purpose] = row
        self._later(_PUT["notes"], row)

    def drop_note(self, name: str) -> None:
        """Forget what became of a note, whatever kind of run it was."""
        for key in [key for key in self.notes if key[0] == name]:
            del self.notes[key]
        self._later("DELETE FROM notes WHERE name = ?", (name,))

    def put_output(self, row: OutputRow) -> None:
        """Keep what a file was when it was written."""
        self.outputs[row.path] = row
        self._later(_PUT["outputs"], row)

    def drop_output(self, path: str) -> None:
        """Forget a file."""
        if self.outputs.pop(path, None) is not None:
            self._later("DELETE FROM outputs WHERE path = ?", (path,))

    def _later(self, statement: str, values: tuple[Any, ...]) -> None:
        """Write in batches: to wait for the disk after each note would cost more than the note."""
        self._waiting.append((statement, values))
        is_due = time.monotonic() - self._since > _BATCH_SECONDS
        if is_due or len(self._waiting) >= _BATCH_ROWS:
            self.commit()

    def commit(self) -> None:
        """Write what is waiting; if that cannot be done, the next run does it all again."""
        with contextlib.suppress(sqlite3.Error, OverflowError), self._connection:
            for statement, values in self._waiting:
                self._connection.execute(statement, values)
        self._waiting.clear()
        self._since = time.monotonic()

    def __enter__(self) -> Self:
        """Give the store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Write what is waiting, and close the file."""
        self.commit()
        self._connection.close()


def open_store(folder: Path | None, *, may_write: bool = True) -> Store:
    """
    Open the state of an output folder.

    Args:
        folder: The output folder, which nobody else writes into; ``None`` for a state that is not
            kept.
        may_write: Whether anything may be written into the folder.

    Returns:
        What the state file holds. One that is damaged, of another program or of another version of
        this one is thrown away; where none can be written, nothing is kept.
    """
    if folder is None or not (may_write or (folder / FILE).is_file()):
        return _nothing_known()
    path = folder / FILE
    for _ in range(2):
        with contextlib.suppress(sqlite3.Error, OSError, TypeError, ValueError):
            return _opened(path, may_write=may_write)
        if not may_write:
            break
        _throw_away(path)
    return _nothing_known()


def _opened(path: Path, *, may_write: bool) -> Store:
    if path.is_symlink():
        raise OSError  # it may lead to another folder's
    is_new = not path.exists()
    written_ns = 0 if is_new else path.stat().st_mtime_ns
    name = path.absolute().as_uri() + ("" if may_write else "?mode=ro")
    connection = sqlite3.connect(name, uri=True, timeout=_BUSY_SECONDS)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA synchronous = NORMAL")
        if is_new:
            connection.executescript(f"BEGIN; {_TABLES} COMMIT;")
        _see_that_it_is_ours(connection)
        return Store(connection, written_ns=written_ns, is_new=is_new)
    except BaseException:
        connection.close()
        raise


def _see_that_it_is_ours(connection: sqlite3.Connection) -> None:
    for name, ours in (("application_id", _APPLICATION), ("user_version", _VERSION)):
        if connection.execute(f"PRAGMA {name}").fetchone()[0] != ours:
            raise sqlite3.DatabaseError


def _nothing_known() -> Store:
    connection = sqlite3.connect(":memory:")
    connection.executescript(_TABLES)
    return Store(connection, written_ns=0, is_new=True)


def _throw_away(path: Path) -> None:
    for ending in _BESIDE:
        with contextlib.suppress(OSError):
            path.with_name(path.name + ending).unlink()


def sweep(folder: Path) -> None:
    """
    Remove from every record's folder what a run that was killed had begun to write.

    Args:
        folder: The output folder; it may be missing.
    """
    with contextlib.suppress(OSError):
        for inner in folder.iterdir():
            if inner.is_dir() and not inner.is_symlink():
                clear_unfinished(inner)
