"""Who came: counted by sector or organisation for each meeting, or by person over all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from minutebook.register.answers import Answer
from minutebook.register.questions import Narrowed

if TYPE_CHECKING:
    from minutebook.register.opened import Register

By = Literal["sector", "organisation", "person"]

_HELD = """
JOIN {p}meetings AS h ON h.record = r.id LEFT JOIN series AS l ON l.id = h.series
"""
_PRESENT = "p.attendance IN ('present', 'partial')"

_SECTORS = f"""
SELECT v.sector, v.count, v.counted, l.name, h.date, r.id, r.page || '#_attendance'
FROM (
  SELECT record, sector, count, 'headcount' AS counted FROM {{p}}headcounts
  UNION ALL
  SELECT record, sector, sum(count), 'named' FROM (
    SELECT record, sector, 1 AS count FROM {{p}}people AS p
    WHERE kind = 'person' AND {_PRESENT} AND NOT EXISTS (
      SELECT 1 FROM {{p}}headcounts AS c WHERE c.record = p.record AND c.sector = p.sector)
    UNION ALL
    SELECT record, NULL, count FROM {{p}}others_present WHERE count IS NOT NULL
  ) GROUP BY record, sector
) AS v JOIN {{p}}records AS r ON r.id = v.record {_HELD}
WHERE r.counts AND {{of}}
ORDER BY h.date, coalesce(h.starts, ''), r.id, v.sector IS NULL, v.sector
"""  # noqa: S608 - the tables are ours

_ORGANISATIONS = f"""
SELECT v.organisation, v.count, l.name, h.date, r.id, r.page || '#_attendance'
FROM (
  SELECT record, organisation, sum(count) AS count FROM (
    SELECT record, organisation, 1 AS count FROM {{p}}people AS p
    WHERE kind = 'person' AND {_PRESENT}
    UNION ALL
    SELECT record, organisation, count FROM {{p}}others_present WHERE count IS NOT NULL
  ) GROUP BY record, organisation
) AS v JOIN {{p}}records AS r ON r.id = v.record {_HELD}
WHERE r.counts AND {{of}}
ORDER BY h.date, coalesce(h.starts, ''), r.id, v.organisation IS NULL, v.organisation
"""  # noqa: S608 - the tables are ours

_PEOPLE = f"""
SELECT name, organisation, present, apologies, absent, meetings, series, date, record, page
FROM (
  SELECT p.name, p.organisation, l.name AS series, h.date, r.id AS record,
    r.page || '#_attendance' AS page, p.words,
    sum({_PRESENT}) OVER same AS present, sum(p.attendance = 'apologies') OVER same AS apologies,
    sum(p.attendance = 'absent') OVER same AS absent, count(*) OVER same AS meetings,
    row_number() OVER (PARTITION BY p.words ORDER BY h.date DESC, coalesce(h.starts, '') DESC,
      r.id DESC, p.key) AS latest
  FROM {{p}}people AS p JOIN {{p}}records AS r ON r.id = p.record {_HELD}
  WHERE r.counts AND p.kind = 'person' AND p.attendance IS NOT NULL
    AND p.attendance <> 'not-recorded' AND {{of}}
  WINDOW same AS (PARTITION BY p.words)
) WHERE latest = 1 ORDER BY present DESC, words
"""  # noqa: S608 - the tables are ours


def attendance(register: Register, by: By, series: str | None = None) -> Answer:
    """
    Count who came.

    Args:
        register: Open.
        by: Sectors and organisations are counted for each meeting, a person over all of them.
        series: Words of the name of a series.

    Returns:
        A sector's total as the record gives it, or else the people of it who are named as present;
        others who were counted or named have no sector. People are one if their names are.

    Source:
        The schema's ``headcount``, ``people`` and ``also_present``.
    """
    narrowed = Narrowed(series=series)
    place = ("series", "date", "record", "page")
    if by == "person":
        own = ("person", "organisation", "present", "apologies", "absent", "meetings")
        return Answer(
            noun="person",
            columns=(*own, *place),
            rows=narrowed.ask(register, _PEOPLE, of="r.id"),
            head="person",
            facts={
                "organisation": "{}",
                "present": "present: {}",
                "apologies": "apologies: {}",
                "absent": "absent: {}",
                "meetings": "of meetings: {}",
            },
        )
    if by == "organisation":
        return Answer(
            noun="count",
            columns=("organisation", "count", *place),
            rows=narrowed.ask(register, _ORGANISATIONS, of="r.id"),
            head="organisation",
            facts={"count": "{}"},
        )
    return Answer(
        noun="count",
        columns=("sector", "count", "counted", *place),
        rows=narrowed.ask(register, _SECTORS, of="r.id"),
        head="sector",
        facts={"count": "{}", "counted": "{}"},
    )
