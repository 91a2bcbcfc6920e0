"""Rows put into the register's tables and taken out of them, within the caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from minutebook.register.rows import Tables

# A row goes in after those that it speaks of.
_TABLES = {
    "records": 10,
    "meetings": 11,
    "relations": 3,
    "people": 12,
    "others_present": 5,
    "headcounts": 3,
    "strands": 6,
    "papers": 7,
    "sessions": 13,
    "items": 12,
    "item_people": 7,
    "item_papers": 2,
    "feedback": 2,
    "questions": 2,
    "answers": 2,
    "decisions": 5,
    "motions": 4,
    "votes": 4,
    "voters": 6,
    "principles": 2,
    "mentions": 10,
    "endings": 3,
}
"""The tables and the number of their columns."""

_TEXTS = """
INSERT INTO texts (record, place, kind, session, item, text, restricted)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_INDEXED = "INSERT INTO words_of_texts (rowid, text) SELECT n, text FROM texts WHERE record = ?"
_NOT_INDEXED = """
INSERT INTO words_of_texts (words_of_texts, rowid, text)
SELECT 'delete', n, text FROM texts WHERE record = ?
"""
_NAMES = """
INSERT INTO series SELECT series, series_name FROM (
  SELECT series, series_name, max(date || ' ' || record) FROM meetings
  WHERE series IS NOT NULL GROUP BY series
) WHERE true ON CONFLICT (id) DO UPDATE SET name = excluded.name
"""


def insert(database: sqlite3.Connection, records: Sequence[Tables]) -> None:
    """
    Put the rows of records in.

    Args:
        database: A register that has none of the records.
        records: As `minutebook.register.rows` makes them. What is to be found in their texts is
            left to `index`.
    """
    for table, columns in _TABLES.items():
        rows = [row for tables in records for row in tables.get(table, ())]
        marks = ", ".join("?" * columns)
        database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - ours
    database.executemany(_TEXTS, [row for tables in records for row in tables.get("texts", ())])


def index(database: sqlite3.Connection, record: str) -> None:
    """Make the texts of a record ones that are found."""
    database.execute(_INDEXED, (record,))


def index_all(database: sqlite3.Connection) -> None:
    """Make all texts ones that are found."""
    database.execute("INSERT INTO words_of_texts (words_of_texts) VALUES ('rebuild')")


def remove(database: sqlite3.Connection, record: str) -> None:
    """Take all rows of a record out, and the actions in whose life it has a part."""
    database.execute(_NOT_INDEXED, (record,))
    database.execute("DELETE FROM records WHERE id = ?", (record,))


def name_series(database: sqlite3.Connection) -> None:
    """Give each series the name that its last meeting has, and take out those without a meeting."""
    database.execute(_NAMES)
    database.execute(
        "DELETE FROM series WHERE NOT EXISTS (SELECT 1 FROM meetings WHERE series = series.id)"
    )
