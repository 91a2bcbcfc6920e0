"""The strands of a meeting: topics that come again, in their order, below the next steps.

Nothing in this module makes a record.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minutebook.drafts.outline import title_words

if TYPE_CHECKING:
    from minutebook.drafts.outline import Section


def strands_of(root: Section) -> dict[str, tuple[str, set[tuple[str, ...]]]]:
    """Find the strands: for each key its title, and the words of the titles that mean it."""
    steps = [one for one in root.walk() if one.kind == "next-steps" and len(one.sections) > 1]
    if not steps:
        return {}
    later = {title_words(inner.title): inner.title for inner in steps[-1].sections}
    others: dict[tuple[str, ...], str] = {}
    for section in root.walk():
        if section not in steps and not any(section is one for s in steps for one in s.sections):
            others.setdefault(title_words(section.title), section.title)
    shared = [words for words in later if words in others and words]
    if len(shared) < 2:
        return {}
    return {_strand_key(words, shared): (others[words], {words}) for words in shared}


def _strand_key(words: tuple[str, ...], every: list[tuple[str, ...]]) -> str:
    """The first word of a title that no other strand has."""
    from anyascii import anyascii

    for word in words:
        key = re.sub(r"[^a-z0-9]", "", anyascii(word).lower())
        if key and sum(word in other for other in every) == 1:
            return key
    return f"strand-{every.index(words) + 1}"
