"""Words found in every text of the register, the best places first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minutebook.register.answers import Answer
from minutebook.register.questions import Narrowed
from minutebook.register.words import sayable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minutebook.register.opened import Register

_WORD = re.compile(r"[^\W_]")

_SEARCH = """
WITH best AS MATERIALIZED (
  SELECT x.n, x.record, x.place, x.kind, x.session, x.item, h.date, h.series, w.rank AS rank
  FROM words_of_texts AS w CROSS JOIN texts AS x ON x.n = w.rowid
  CROSS JOIN meetings AS h ON h.record = x.record
  WHERE words_of_texts MATCH :words AND NOT (:public AND x.restricted) AND {of}
  ORDER BY round(w.rank, 6), h.date DESC, x.record, x.place LIMIT :most
)
SELECT b.n, b.kind, b.date, r.title, l.name, b.record,
  coalesce(s.title, (SELECT title FROM {p}strands WHERE id = s.strand)), b.anchor,
  r.page || coalesce('#' || b.anchor, '')
FROM (
  SELECT best.*, CASE WHEN :public THEN coalesce(i.public_anchor, s.public_anchor)
    ELSE coalesce(i.anchor, s.anchor) END AS anchor
  FROM best LEFT JOIN sessions AS s ON s.id = best.session
  LEFT JOIN items AS i ON i.id = best.item
) AS b JOIN records AS r ON r.id = b.record
LEFT JOIN series AS l ON l.id = b.series LEFT JOIN sessions AS s ON s.id = b.session
ORDER BY round(b.rank, 6), b.date DESC, b.record, b.place
"""

_SNIPPETS = """
SELECT rowid, snippet(words_of_texts, 0, '[', ']', '…', 24) FROM words_of_texts
WHERE words_of_texts MATCH :words AND rowid IN (SELECT value FROM json_each(:found))
"""


def search(
    register: Register, words: Iterable[str], *, most: int, series: str | None = None
) -> Answer:
    """
    Find words in every text.

    Args:
        register: Open.
        words: All of them are to be in a text, whatever their letter case and accents; several
            in one are to stand side by side, and one that ends in ``*`` may go on.
        most: How many places are given.
        series: Words of the name of a series.

    Returns:
        Places, the best first, with the words round what was found; what was found stands in
        brackets.
    """
    values = {"words": expression(words), "most": most + 1, "public": bool(register.prefix)}
    found = Narrowed(series=series).ask(register, _SEARCH, of="x.record", **values)
    numbers = ",".join(str(row[0]) for row in found[:most])
    snippets: dict[int, str] = dict(
        register.rows(_SNIPPETS, {"words": values["words"], "found": f"[{numbers}]"})
    )
    rows = [(" ".join(snippets[row[0]].split()), *row[1:]) for row in found[:most]]
    place = ("title", "series", "record", "session", "item", "page")
    return Answer(
        noun="place",
        columns=("words", "kind", "date", *place),
        rows=rows,
        head="words",
        facts={"kind": "{}", "date": "{}", "title": "{}"},
        note="there are more; --limit gives them" if len(found) > most else None,
    )


def expression(words: Iterable[str]) -> str:
    """
    Write words as FTS5 reads them; nothing in them is taken for its language but a final ``*``.

    Args:
        words: As the user gave them.

    Returns:
        The expression; empty where there is no letter or digit in any of them.
    """
    parts = (word for word in map(sayable, words) if _WORD.search(word))
    return " ".join(
        '"' + word.rstrip("*").replace('"', '""') + '"' + ("*" if word.endswith("*") else "")
        for word in parts
    )
