"""The rules between records: one small function each, listed in one table.

Nothing in this module knows how findings are sorted or shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.registry.actions import (
    actions_are_given_before_they_are_done,
    carried_actions_have_no_loop,
    carried_actions_keep_an_owner,
    open_actions_are_taken_up,
)
from minutebook.registry.existence import (
    actions_exist,
    ids_are_unique,
    records_exist,
    sessions_exist,
)
from minutebook.registry.lifecycle import (
    approvals_agree,
    successors_agree,
    superseded_records_say_so,
)
from minutebook.registry.order import (
    chains_have_no_loop,
    line_keeps_its_series,
    meetings_are_in_order,
    neighbours_agree,
)
from minutebook.registry.people import keys_mean_one_person
from minutebook.registry.translations import translations_are_alike

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from minutebook.errors import Finding
    from minutebook.registry.index import Index

RULES: tuple[tuple[str, Callable[[Index], Iterator[Finding]]], ...] = (
    ("E601", ids_are_unique),
    ("E602 W602", records_exist),
    ("E603 W603", actions_exist),
    ("E604", sessions_exist),
    ("E605", meetings_are_in_order),
    ("W606", line_keeps_its_series),
    ("E607", neighbours_agree),
    ("E608", chains_have_no_loop),
    ("E608", carried_actions_have_no_loop),
    ("E609", actions_are_given_before_they_are_done),
    ("E610", carried_actions_keep_an_owner),
    ("E611", successors_agree),
    ("W612", superseded_records_say_so),
    ("E613", keys_mean_one_person),
    ("W614", open_actions_are_taken_up),
    ("W615", approvals_agree),
    ("E616", translations_are_alike),
)
"""
Each rule with the codes that it may give.

Where two rules find fault with one place, the first of them is heard: what follows from a fault
is not reported again.
"""
