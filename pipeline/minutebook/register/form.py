"""The form of the register: its tables as SQL, and the steps from one form to the next.

Nothing in this module knows what a row holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from minutebook.errors import ExitCode, MinutebookError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

APPLICATION_ID = 0x4D_42_52_31
"""What tells a register from the SQLite files of other programs: MBR1."""


class NoRegisterError(MinutebookError):
    """The file is no register, or one that this version of minutebook cannot use."""

    exit_code = ExitCode.FILE

    def __init__(self, message: str, *, code: str, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.code = code


@cache
def migrations() -> tuple[str, ...]:
    """Give the steps of the form, the first of which begins with an empty file."""
    folder = files("minutebook.register").joinpath("migrations")
    steps = sorted(
        (one for one in folder.iterdir() if one.name.endswith(".sql")), key=lambda one: one.name
    )
    return tuple(step.read_text(encoding="utf-8") for step in steps)


def migrate(database: sqlite3.Connection, steps: Sequence[str]) -> int:
    """
    Bring a register into the newest form, within the caller's transaction.

    Args:
        database: Empty, or a register of an earlier form; a transaction is open.
        steps: As `migrations` gives them.

    Returns:
        How many steps were taken.
    """
    (version,) = database.execute("PRAGMA user_version").fetchone()
    for step in steps[version:]:
        # Not `executescript`: it would end the transaction.
        for statement in statements(step):
            database.execute(statement)
    database.execute(f"PRAGMA user_version = {len(steps)}")
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    return len(steps) - int(version)


def statements(step: str) -> list[str]:
    """Cut a step into its statements; no text in it holds a semicolon outside of a remark."""
    code = re.sub(r"--[^\n]*", "", step)
    return [one.strip() for one in code.split(";") if one.strip()]


def see_that_it_is_a_register(
    database: sqlite3.Connection, name: str, *, newest: int, oldest: int = 1
) -> int:
    """
    See that an open file is a register that can be used.

    Args:
        database: Open.
        name: The file as the user named it.
        newest: The newest form that is known.
        oldest: The oldest form that can be used.

    Returns:
        Its form.

    Raises:
        NoRegisterError: It is something else, or of another form.
    """
    import sqlite3

    try:
        (application,) = database.execute("PRAGMA application_id").fetchone()
        (version,) = database.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise
        application, version = 0, 0
    if application != APPLICATION_ID:
        raise NoRegisterError(
            f"{name} is not a register",
            code="E851",
            hint="name the file that `minutebook register` wrote",
        )
    if version > newest:
        raise NoRegisterError(
            f"{name} was written by a newer minutebook",
            code="E852",
            hint="use that one, or write the register to another file",
        )
    if version < oldest:
        raise NoRegisterError(
            f"{name} was written by an older minutebook",
            code="E853",
            hint="run `minutebook register` once more, which brings it up to date",
        )
    return int(version)


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table as its remarks describe it."""

    name: str
    meaning: str
    columns: tuple[tuple[str, str, str], ...]
    """The name of each, its type with what it refers to, and what it holds."""


_TABLE = re.compile(r"^CREATE TABLE (\w+) \(  -- (.+)\n((?:  .*\n)+)\)", re.MULTILINE)
_COLUMN = re.compile(r"^  (\w+) (.+?),?  -- (.+)$", re.MULTILINE)
_NO_MATTER = re.compile(r" (ON DELETE CASCADE|DEFERRABLE INITIALLY DEFERRED)")


def tables() -> tuple[Table, ...]:
    """Describe the tables of the newest form, in their order."""
    found = (match for step in migrations() for match in _TABLE.finditer(step))
    return tuple(
        Table(
            name=name,
            meaning=meaning,
            columns=tuple(
                (column, _NO_MATTER.sub("", kind), said)
                for column, kind, said in _COLUMN.findall(body)
            ),
        )
        for name, meaning, body in (match.groups() for match in found)
    )
