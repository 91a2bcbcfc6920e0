"""A register opened for reading: one state of it, whoever writes meanwhile."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from minutebook.errors import BusyError, FileError
from minutebook.register.form import NoRegisterError, migrations, see_that_it_is_a_register

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Row = tuple[Any, ...]
PATIENCE_SECONDS = 30.0
"""How long one that reads waits for one that writes, which takes a moment."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Register:
    """A register that can be asked."""

    database: sqlite3.Connection
    prefix: str
    """Empty for all that it holds, ``public_`` for what is open to the public."""

    def rows(self, query: str, values: Mapping[str, Any]) -> list[Row]:
        """Ask it; each table of the query is written as ``{p}table``."""
        return self.database.execute(query.replace("{p}", self.prefix), values).fetchall()


@contextlib.contextmanager
def open_register(
    path: Path, *, public: bool = False, patience_seconds: float = PATIENCE_SECONDS
) -> Iterator[Register]:
    """
    Open a register for reading.

    Args:
        path: Its file; nothing is ever written.
        public: Whether only what is open to the public is seen.
        patience_seconds: How long to wait for one who writes.

    Raises:
        FileError: It is not there, or cannot be read.
        NoRegisterError: It is something else, or of another form.
        BusyError: Somebody has been writing it for too long.

    Source:
        Findings E851 to E853.
    """
    if not path.is_file():
        raise FileError(
            f"cannot read {path}: there is no such file",
            hint="`minutebook register` makes it of archived records",
        )
    address = f"file:{quote(os.fsencode(path.absolute()))}?mode=ro"
    try:
        database = sqlite3.connect(
            address, uri=True, timeout=patience_seconds, isolation_level=None
        )
        with contextlib.closing(database):
            newest = len(migrations())
            see_that_it_is_a_register(database, str(path), newest=newest, oldest=newest)
            database.execute("BEGIN")
            yield Register(database=database, prefix="public_" if public else "")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise BusyError(f"{path} is being written", hint="ask again in a moment") from error
        raise FileError(f"cannot read {path}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise NoRegisterError(
            f"{path} is damaged",
            code="E851",
            hint="run `minutebook register` to another file, and put that in its place",
        ) from error
