"""What JSON Schema cannot say: one small function a rule, listed in one table.

Nothing in this package knows a file or a line; `minutebook.validate` finds the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minutebook.rules.asked import Asked, asked_problems
from minutebook.rules.counts import (
    choices_stand_once,
    headcount_holds_the_named,
    voters_agree_with_the_count,
    voters_vote_once,
)
from minutebook.rules.dates import (
    due_is_not_before_the_meeting,
    meeting_ends_after_it_starts,
    next_meeting_ends_after_it_starts,
    people_leave_after_they_arrive,
    sessions_end_after_they_start,
)
from minutebook.rules.lifecycle import (
    answers_follow_questions,
    approved_record_says_by_whom,
    carried_action_names_its_origin,
    record_id_is_a_folder_name,
    record_says_something,
)
from minutebook.rules.references import (
    ids_are_unique,
    keys_differ_in_more_than_case,
    local_ids_exist,
    references_exist,
)
from minutebook.rules.speech import speakers_exist, turns_stand_apart
from minutebook.rules.structure import (
    sessions_are_not_too_deep,
    sessions_have_a_heading,
    stances_have_principles,
)
from minutebook.rules.visit import Visit, visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from minutebook.errors import Path, Problem
    from minutebook.record import Record

RULES: tuple[tuple[str, Callable[[Visit], Iterator[Problem]]], ...] = (
    ("E210", record_says_something),
    ("E301 E302 E303", references_exist),
    ("E301", speakers_exist),
    ("E304", ids_are_unique),
    ("E305", keys_differ_in_more_than_case),
    ("E306", meeting_ends_after_it_starts),
    ("E306", next_meeting_ends_after_it_starts),
    ("E306", sessions_end_after_they_start),
    ("E306", people_leave_after_they_arrive),
    ("E307 W307", due_is_not_before_the_meeting),
    ("E308", approved_record_says_by_whom),
    ("E309 W309", voters_agree_with_the_count),
    ("E310", carried_action_names_its_origin),
    ("W311 E320", turns_stand_apart),
    ("E312", local_ids_exist),
    ("E313", record_id_is_a_folder_name),
    ("E314", sessions_are_not_too_deep),
    ("E315", sessions_have_a_heading),
    ("W316", voters_vote_once),
    ("W317", answers_follow_questions),
    ("W318", headcount_holds_the_named),
    ("W319", stances_have_principles),
    ("E321", choices_stand_once),
)
"""Each rule with the codes that it may give."""


def check_rules(
    record: Record,
    *,
    data: Any = None,
    broken: Iterable[Path] = (),
    asked: Asked | None = None,
    whole: Record | None = None,
) -> tuple[Problem, ...]:
    """
    Check every rule.

    Args:
        record: Normalised.
        data: As the author wrote it, for the places of speakers in their transcript.
        broken: Paths at which the schema found a fault. What stands there is not judged again, and
            is not taken for missing either: one fault is one finding.
        asked: What the record's office asks for beyond these rules.
        whole: The record with what its office gives to all of its records.

    Returns:
        The problems, rule by rule; those of the office last.
    """
    seen = visit(record, data=data, broken=broken)
    own = (problem for _, rule in RULES for problem in rule(seen))
    return (*own, *asked_problems(seen, asked or Asked(), whole or record))
