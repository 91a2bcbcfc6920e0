"""How a vote or a decision went: counts, movers, results, in the words of the languages.

Nothing in this module knows where a vote is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from minutebook.drafts.vocabulary import phrases

if TYPE_CHECKING:
    from collections.abc import Callable

_SCORE = re.compile(
    r"(?i)\b(?:carried|passed|approved|adopted|lost|failed|vote[sd]?)\b[^.\d]{0,25}"
    r"(?<![\d.])(\d{1,3})\s*(?:-|\u2013|to)\s*(\d{1,3})(?:\s*(?:-|\u2013)\s*(\d{1,3}))?(?![\d:]|\.\d)"
)


def read_vote(text: str) -> dict[str, int]:
    """
    Read the counts of a vote.

    Args:
        text: A paragraph.

    Returns:
        ``for``, ``against`` and ``abstain`` as far as they are told; empty unless two of them are.
    """
    counts: dict[str, int] = {}
    for key, group in (
        ("for", "tally_for"),
        ("against", "tally_against"),
        ("abstain", "tally_abstain"),
    ):
        for pattern in phrases(group):
            found = pattern.search(text)
            if found:
                counts[key] = int(found["n"])
                break
    if len(counts) >= 2 and max(counts.values()) < 100_000:
        return counts
    score = _SCORE.search(text)
    if not score:
        return {}
    counts = {"for": int(score[1]), "against": int(score[2])}
    return {**counts, "abstain": int(score[3])} if score[3] else counts


def outcome_of(text: str) -> dict[str, str]:
    """
    Say how a decision came about, where its words tell it.

    Args:
        text: Of the decision.

    Returns:
        ``outcome`` and ``basis``, each where it is told.
    """
    told: dict[str, str] = {}
    for group, outcome in (
        ("deferred", "deferred"),
        ("rejected", "rejected"),
        ("carried", "agreed"),
    ):
        if any(pattern.search(text) for pattern in phrases(group)):
            told["outcome"] = outcome
            break
    for group, basis in (("unanimous", "unanimous"), ("no_objection", "no-objection")):
        if any(pattern.search(text) for pattern in phrases(group)):
            told["basis"] = basis
            break
    return told


def read_motion(text: str, person: Callable[[str], Any]) -> dict[str, Any]:
    """
    Read who moved and seconded, and what came of it.

    Args:
        text: A paragraph.
        person: Finds whom a name means.

    Returns:
        ``moved``, ``seconded``, ``vote`` and ``result``, as far as they are told.
    """
    fields: dict[str, Any] = {}
    for key, group in (("moved", "moved"), ("seconded", "seconded")):
        for pattern in phrases(group):
            found = pattern.search(text)
            if found:
                fields[key] = person(found["who"])
                break
    vote = read_vote(text)
    if vote:
        fields["vote"] = vote
    for group, result in (("lost", "lost"), ("carried", "carried")):
        if any(pattern.search(text) for pattern in phrases(group)):
            fields["result"] = result
            break
    return fields
