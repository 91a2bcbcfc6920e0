"""What a clerk asks the register: actions, decisions, questions, feedback, and a strand in time.

Nothing in this module loads a library for XML: an answer is there at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from minutebook.register.answers import Answer
from minutebook.register.words import folded, sayable

if TYPE_CHECKING:
    from minutebook.register.opened import Register, Row

PLACE = ("strand", "series", "date", "record", "session", "item", "page")
"""The columns that say where a row comes from."""


_HAS = "({1} <> '' AND instr(' ' || {0} || ' ', ' ' || {1} || ' '))"
_STRANDS = f"""
SELECT id FROM {{p}}strands WHERE lower(key) = :strand OR {_HAS.format("words", ":strand_words")}
"""  # noqa: S608 - the tables are ours
_MEETINGS = f"""
SELECT record FROM {{p}}meetings WHERE {_HAS.format("series", ":series_words")}
"""  # noqa: S608 - the tables are ours


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowed:
    """What a question is narrowed to; ``None`` leaves it wide."""

    strand: str | None = None
    """The key of a strand, or words of its title."""
    series: str | None = None
    """Words of the name of a series."""

    def ask(self, register: Register, query: str, *, of: str, **values: Any) -> list[Row]:
        """
        Ask a register.

        Args:
            register: Open.
            query: With ``{of}`` where the conditions go that narrow it.
            of: The column that has the record; the item of a strand is always ``i``.
            values: What the query compares with.
        """
        # A condition that is not asked for would keep the others from being looked up first.
        conditions = ["1"]
        if self.series is not None:
            conditions.append(f"{of} IN ({_MEETINGS})")
            values["series_words"] = folded(self.series)
        if self.strand is not None:
            conditions.append(f"i.strand IN ({_STRANDS})")
            values |= {"strand": sayable(self.strand).lower(), "strand_words": folded(self.strand)}
        return register.rows(query.replace("{of}", " AND ".join(conditions)), values)


_PLACE = """
t.title, l.name, h.date, i.record,
coalesce(s.title, (SELECT title FROM {p}strands WHERE id = s.strand)), i.anchor,
r.page || '#' || i.anchor
"""
_PLACED = """
JOIN {p}sessions AS s ON s.id = i.session JOIN {p}records AS r ON r.id = i.record
JOIN {p}meetings AS h ON h.record = i.record LEFT JOIN {p}strands AS t ON t.id = i.strand
LEFT JOIN series AS l ON l.id = h.series
"""
_IN_ORDER = "h.date, coalesce(h.starts, ''), i.record, i.n"


def _names(role: str) -> str:
    """Word the part of a query that gives the names of those who have a role in an item."""
    return f"""
    (SELECT group_concat(name, '; ') FROM (
      SELECT name FROM {{p}}item_people WHERE item = i.id AND role = '{role}' ORDER BY n))
    """  # noqa: S608 - the roles are ours


_ACTIONS = f"""
SELECT coalesce(i.key, a.key), i.text, {_names("owner")}, m.due, m.due_text, e.status,
  CASE WHEN e.status = 'open' AND m.due < :day THEN 'yes' END, a.given,
  (SELECT count(*) FROM {{p}}action_events AS c
    WHERE c.action = a.id AND c.n <= e.n AND c.event IN ('carried', 'changed')),
  e.date, a.id, m.priority, {_PLACE}
FROM {{p}}actions AS a
JOIN {{p}}action_events AS e ON e.action = a.id AND e.n = (
  SELECT max(n) FROM {{p}}action_events AS b WHERE b.action = a.id AND b.date <= :day)
JOIN {{p}}mentions AS m ON m.item = e.mention JOIN {{p}}items AS i ON i.id = e.mention
{_PLACED}
WHERE (:status IS NULL OR e.status = :status) AND (NOT :overdue OR m.due < :day)
  AND (:owner IS NULL OR EXISTS (
    SELECT 1 FROM {{p}}item_people AS w LEFT JOIN {{p}}people AS o ON o.id = w.person
    WHERE w.item = i.id AND w.role = 'owner' AND (lower(o.key) = :owner
      OR {_HAS.format("w.words", ":owner_words")})))
  AND {{of}}
ORDER BY m.due IS NULL, m.due, a.given, a.id
"""  # noqa: S608 - the tables are ours


def actions(
    register: Register,
    day: str,
    narrowed: Narrowed,
    *,
    only_open: bool = False,
    overdue: bool = False,
    owner: str | None = None,
) -> Answer:
    """
    Find actions as they stood on a day.

    Args:
        register: Open.
        day: As the meetings up to then left them, and what was done up to then.
        narrowed: To a strand or series, of the item that has an action's words on that day.
        only_open: Whether those that are done or dropped are left out.
        overdue: Whether only open ones are given whose day has passed.
        owner: The key of an owner, or words of a name.

    Returns:
        Each action once, by the day on which it is due; those without a day come last.

    Source:
        docs/explanation/register.md, "The life of an action".
    """
    values = {
        "day": day,
        "status": "open" if only_open or overdue else None,
        "overdue": overdue,
        "owner": None if owner is None else sayable(owner).lower(),
        "owner_words": None if owner is None else folded(owner),
    }
    own = ("ref", "action", "owners", "due", "due_text", "status", "overdue", "given", "carried")
    return Answer(
        noun="action",
        columns=(*own, "since", "first", "priority", *PLACE),
        rows=narrowed.ask(register, _ACTIONS, of="i.record", **values),
        head="action",
        reference="ref",
        facts={
            "status": "{}",
            "owners": "{}",
            "due": "due {}",
            "due_text": "“{}”",
            "overdue": "overdue",
            "given": "given {}",
            "carried": "carried on: {}",
        },
    )


_DECISIONS = f"""
SELECT i.key, i.text, d.outcome, d.basis, coalesce(d.date, h.date), {_PLACE}
FROM {{p}}decisions AS d JOIN {{p}}items AS i ON i.id = d.item {_PLACED}
WHERE r.counts AND {{of}} ORDER BY {_IN_ORDER}
"""  # noqa: S608 - the tables are ours


def decisions(register: Register, narrowed: Narrowed) -> Answer:
    """Find what was decided, from the first meeting to the last."""
    return Answer(
        noun="decision",
        columns=("ref", "decision", "outcome", "basis", "decided", *PLACE),
        rows=narrowed.ask(register, _DECISIONS, of="i.record"),
        head="decision",
        reference="ref",
        facts={"outcome": "{}", "basis": "by {}", "decided": "{}"},
    )


_QUESTIONS = f"""
SELECT i.key, i.text, q.status, {_names("by")}, {_names("to")},
  (SELECT group_concat(text, char(10)) FROM (
    SELECT o.text FROM {{p}}answers AS n JOIN {{p}}items AS o ON o.id = n.item
    WHERE n.question = i.id ORDER BY o.n)), {_PLACE}
FROM {{p}}questions AS q JOIN {{p}}items AS i ON i.id = q.item {_PLACED}
WHERE r.counts AND (NOT :only_open OR q.status IN ('open', 'deferred')) AND {{of}}
ORDER BY {_IN_ORDER}
"""  # noqa: S608 - the tables are ours


def questions(register: Register, narrowed: Narrowed, *, only_open: bool = False) -> Answer:
    """Find what was asked, with the answers; *only_open* leaves out what is settled."""
    return Answer(
        noun="question",
        columns=("ref", "question", "status", "by", "to", "answers", *PLACE),
        rows=narrowed.ask(register, _QUESTIONS, of="i.record", only_open=only_open),
        head="question",
        reference="ref",
        facts={"status": "{}", "by": "by {}", "to": "to {}", "answers": "answer: {}"},
    )


_FEEDBACK = f"""
SELECT i.key, i.text, f.kind, {_names("by")}, {_PLACE}
FROM {{p}}feedback AS f JOIN {{p}}items AS i ON i.id = f.item {_PLACED}
WHERE r.counts AND {{of}} ORDER BY {_IN_ORDER}
"""  # noqa: S608 - the tables are ours


def feedback(register: Register, narrowed: Narrowed) -> Answer:
    """Find what participants gave as feedback."""
    return Answer(
        noun="piece of feedback",
        columns=("ref", "feedback", "kind", "by", *PLACE),
        rows=narrowed.ask(register, _FEEDBACK, of="i.record"),
        head="feedback",
        reference="ref",
        facts={"kind": "{}", "by": "by {}", "strand": "{}"},
    )


_TIMELINE = f"""
SELECT i.key, i.text, i.kind, {_names("by")}, {_names("owner")}, {_PLACE}
FROM {{p}}items AS i {_PLACED}
WHERE r.counts AND t.id IS NOT NULL AND {{of}} ORDER BY {_IN_ORDER}
"""  # noqa: S608 - the tables are ours


def timeline(register: Register, narrowed: Narrowed) -> Answer:
    """Find all that was said, decided and given to do in strands, from first to last."""
    return Answer(
        noun="item",
        columns=("ref", "text", "kind", "by", "owners", *PLACE),
        rows=narrowed.ask(register, _TIMELINE, of="i.record"),
        head="text",
        reference="ref",
        facts={"kind": "{}", "by": "by {}", "owners": "for {}"},
    )


def has_strand(register: Register, words: str) -> bool:
    """Say whether any record has a strand of this key, or with these words in its title."""
    values = {"strand": sayable(words).lower(), "strand_words": folded(words)}
    return bool(register.rows(f"{_STRANDS} LIMIT 1", values))


def has_series(register: Register, words: str) -> bool:
    """Say whether any series has these words in its name."""
    return bool(register.rows(f"{_MEETINGS} LIMIT 1", {"series_words": folded(words)}))


def names_of(register: Register, table: Literal["strands", "series"]) -> list[str]:
    """Give the names of all strands or series, for one that was meant."""
    column = {"strands": "title", "series": "name"}[table]
    query = f"SELECT DISTINCT {column} FROM {{p}}{table} ORDER BY 1"  # noqa: S608 - ours
    return [str(row[0]) for row in register.rows(query, {})]
