"""What only several records together tell: which of them count, their series, lives of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from minutebook.register.lives import Held

_RELATED = """
SELECT other FROM relations WHERE record = :id
UNION SELECT record FROM relations WHERE other = :id
UNION SELECT m.origin FROM mentions AS m JOIN items AS i ON i.id = m.item
  WHERE i.record = :id AND m.origin IS NOT NULL
UNION SELECT i.record FROM mentions AS m JOIN items AS i ON i.id = m.item WHERE m.origin = :id
"""

_COUNTS = """
UPDATE records SET counts = coalesce(status, '') NOT IN ('superseded', 'withdrawn')
  AND NOT EXISTS (
    SELECT 1 FROM relations AS r JOIN records AS o ON o.id = r.other
    WHERE r.record = records.id AND r.kind IN ('translation_of', 'superseded_by'))
  AND NOT EXISTS (
    SELECT 1 FROM relations AS r WHERE r.other = records.id AND r.kind = 'supersedes')
WHERE id IN (SELECT id FROM scope)
"""

_STATED = """
SELECT i.id, i.record, i.n, i.key, i.text, i.restricted, m.status, m.due, m.due_text, m.given,
  m.completed, m.carried_from, m.origin,
  (SELECT group_concat(words, char(10)) FROM (
    SELECT words FROM item_people WHERE item = i.id AND role = 'owner' ORDER BY words))
FROM scope AS s JOIN items AS i ON i.record = s.id JOIN mentions AS m ON m.item = i.id
ORDER BY i.record, i.n
"""

_ENDED = """
SELECT i.id, i.record, i.n, e.key, e.status, i.restricted
FROM scope AS s JOIN items AS i ON i.record = s.id JOIN endings AS e ON e.item = i.id
ORDER BY i.record, i.n, e.key
"""

_HELD = """
SELECT r.id, m.date, coalesce(m.starts, ''), coalesce(r.language, ''), coalesce(r.status, ''),
  coalesce(m.state, ''), m.series,
  (SELECT other FROM relations WHERE record = r.id AND kind = 'previous'),
  (SELECT other FROM relations WHERE record = r.id AND kind = 'next')
FROM scope AS s JOIN records AS r ON r.id = s.id JOIN meetings AS m ON m.record = r.id
WHERE r.counts ORDER BY r.id
"""
_HELD_FIELDS = (
    "id",
    "date",
    "starts",
    "language",
    "status",
    "state",
    "series",
    "previous",
    "next",
)


def related(database: sqlite3.Connection, start: Iterable[str]) -> set[str]:
    """
    Find the records that have to do with some: by series, or because one names the other.

    Args:
        database: A register.
        start: Ids of records, which need not be in it.

    Returns:
        The ids of these, of those that they have to do with, and so on.
    """
    found = set(start)
    waiting, series = list(found), set[str]()
    while waiting:
        one = waiting.pop()
        near = {row[0] for row in database.execute(_RELATED, {"id": one})}
        line = database.execute("SELECT series FROM meetings WHERE record = ?", (one,)).fetchone()
        if line is not None and line[0] is not None and line[0] not in series:
            series.add(line[0])
            members = database.execute("SELECT record FROM meetings WHERE series = ?", line)
            near.update(row[0] for row in members)
        waiting += near - found
        found |= near
    return found


def relate(database: sqlite3.Connection, scope: Iterable[str] | None) -> None:
    """
    Write what several records together tell.

    Args:
        database: A register in a transaction, with the rows of all its records.
        scope: The records that have to do with what changed, before and after; ``None`` for all.
    """
    database.execute("CREATE TEMP TABLE scope (id TEXT PRIMARY KEY) WITHOUT ROWID")
    if scope is None:
        database.execute("INSERT INTO scope SELECT id FROM records")
    else:
        database.executemany("INSERT INTO scope VALUES (?)", ((one,) for one in sorted(scope)))
    database.execute(_COUNTS)
    _write_lives(database)
    database.execute("DROP TABLE scope")


def _write_lives(database: sqlite3.Connection) -> None:
    from minutebook.register.lives import lives_of

    database.execute(
        "DELETE FROM actions WHERE id IN "
        "(SELECT i.id FROM scope AS s JOIN items AS i ON i.record = s.id)"
    )
    lives = lives_of(list(_held(database)))
    database.executemany(
        "INSERT INTO actions VALUES (?, ?, ?, ?)",
        ((life.item, life.key, life.given, life.restricted) for life in lives),
    )
    database.executemany(
        "INSERT INTO action_events VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (life.item, n, one.date, one.event, one.status, one.item, one.mention)
            for life in lives
            for n, one in enumerate(life.events)
        ),
    )


def _held(database: sqlite3.Connection) -> Iterator[Held]:
    from minutebook.register.lives import Ended, Held, Stated

    stated: dict[str, list[Stated]] = {}
    for row in database.execute(_STATED):
        values = dict(zip(Stated.__slots__, row, strict=True))
        values |= {"owners": values["owners"] or "", "restricted": bool(values["restricted"])}
        stated.setdefault(row[1], []).append(Stated(**values))
    ended: dict[str, list[Ended]] = {}
    for item, record, n, key, status, restricted in database.execute(_ENDED):
        one = Ended(
            item=item, record=record, n=n, key=key, status=status, restricted=bool(restricted)
        )
        ended.setdefault(record, []).append(one)
    for row in database.execute(_HELD):
        own = dict(zip(_HELD_FIELDS, row, strict=True))
        key = own["id"]
        yield Held(**own, stated=tuple(stated.get(key, ())), ended=tuple(ended.get(key, ())))
