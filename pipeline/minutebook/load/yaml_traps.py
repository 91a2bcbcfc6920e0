"""
What YAML reads without a word, and is most likely not what the author meant.

Nothing in this module may know the schema, or look further than one value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minutebook.load.faults import CURLY, Fault, quote

if TYPE_CHECKING:
    from minutebook.load.places import Node

_ITEM_BELOW = re.compile(r"[\r\n][ \t]+(-[ \t]+[^\r\n]*)")


def half_curly(word: str, node: Node) -> Fault | None:
    """Find a curly quote at the start of words that a straight one ends."""
    straight = CURLY.get(word[0])
    if straight is None or word[-1] != straight or straight in word[1:-1]:
        return None
    return Fault(
        code="W103",
        index=node.start,
        message=f"{quote(word[0])} does not open the quote that {quote(straight)} closes, so both "
        "are part of the words",
        hint=f"write {quote(straight)} at both ends, or curly quotes at both if they are meant",
    )


def item_in_words(text: str, node: Node) -> Fault | None:
    """Find a dash that begins a line of words, as if it were an item."""
    match = _ITEM_BELOW.search(text, node.start, node.end)
    # After a dash without a space the whole list is words, and the field says so.
    if match is None or text[node.start] == "-":
        return None
    return Fault(
        code="W104",
        index=match.start(1),
        end=match.start(1) + len(match[1].rstrip()),
        message=f"{quote(match[1])} goes on with the words above it and is no item",
        hint="begin an item in the same column as those beside it; "
        "if the dash is part of the words, put them after `|`",
    )
