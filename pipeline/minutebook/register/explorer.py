"""What Datasette is told of a register, so that it can be looked through in a browser at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minutebook.register.form import tables
from minutebook.yaml_text import write_yaml

if TYPE_CHECKING:
    from minutebook.register.form import Table

HEADING = "# Made by `minutebook register --datasette`, which writes it anew."
"""The first line of the file, by which it is known again."""

_LABELS = {
    "records": "title",
    "series": "name",
    "people": "name",
    "strands": "title",
    "papers": "title",
    "sessions": "title",
    "items": "text",
}
"""What a row is called where another one names it."""

_FACETS = {
    "records": ["status", "language"],
    "meetings": ["series", "state"],
    "people": ["sector", "organisation", "attendance"],
    "items": ["kind"],
    "feedback": ["kind"],
    "questions": ["status"],
    "decisions": ["outcome"],
    "motions": ["result"],
    "action_events": ["event", "status"],
    "texts": ["kind"],
}
"""Columns whose values are counted beside a table."""

_ORDER = {"meetings": "date"}

_ACTIONS = """
SELECT e.status, m.due, i.text AS action,
  (SELECT group_concat(name, '; ') FROM item_people WHERE item = i.id AND role = 'owner') AS owners,
  a.given, e.mention AS item, r.page || '#' || i.anchor AS page
FROM actions AS a JOIN action_events AS e ON e.action = a.id AND e.n = (
  SELECT max(n) FROM action_events AS b WHERE b.action = a.id AND b.date <= :day)
JOIN mentions AS m ON m.item = e.mention JOIN items AS i ON i.id = e.mention
JOIN records AS r ON r.id = i.record
WHERE e.status = 'open' ORDER BY m.due IS NULL, m.due, a.id
"""

_SEARCH = """
SELECT t.kind, snippet(words_of_texts, 0, '[', ']', '…', 24) AS words, h.date, t.record, t.session,
  t.item
FROM words_of_texts JOIN texts AS t ON t.n = words_of_texts.rowid
JOIN meetings AS h ON h.record = t.record
WHERE words_of_texts MATCH :words ORDER BY rank LIMIT 100
"""

_CAME = """
SELECT h.date, h.series, c.sector, c.count FROM headcounts AS c
JOIN meetings AS h ON h.record = c.record JOIN records AS r ON r.id = c.record
WHERE r.counts ORDER BY h.date, c.record, c.sector
"""

_QUERIES = {
    "open_actions": {
        "title": "Actions that were open on a day",
        "description": "The day is written as in 2026-03-05.",
        "sql": _ACTIONS.strip("\n"),
    },
    "search": {
        "title": "Words in every text",
        "description": 'All words are to be in a text; "words in quotes" stand side by side.',
        "sql": _SEARCH.strip("\n"),
    },
    "head_counts": {
        "title": "Head counts by sector",
        "description": "As the records give them.",
        "sql": _CAME.strip("\n"),
    },
}


def explorer_text(database: str) -> str:
    """
    Write the metadata of a register for Datasette.

    Args:
        database: What Datasette calls it: the name of its file without the ending.

    Returns:
        YAML: each table and column with what it holds, what to count beside it, and some questions
        that are ready to be asked.

    Source:
        docs/reference/register.md, which is made of the same remarks.
    """
    data = {
        "title": "Register of meetings",
        "description": "Everything here is kept in the archived records; pages are named from the "
        "folder of the renditions.",
        "databases": {
            database: {
                "tables": {table.name: dict(_told(table)) for table in tables()},
                "queries": _QUERIES,
            }
        },
    }
    return write_yaml(data, heading=HEADING)


def _told(table: Table) -> Any:
    yield "description", table.meaning
    if table.name in _LABELS:
        yield "label_column", _LABELS[table.name]
    if table.name in _FACETS:
        yield "facets", _FACETS[table.name]
    if table.name in _ORDER:
        yield "sort_desc", _ORDER[table.name]
    if table.name == "texts":
        yield "fts_table", "words_of_texts"
        yield "fts_pk", "n"
    yield "columns", {name: said for name, _, said in table.columns}
