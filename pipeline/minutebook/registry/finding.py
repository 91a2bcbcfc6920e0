"""A finding across records, made from the facts of the record that is to be mended.

Nothing in this module knows a rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.errors import Finding

if TYPE_CHECKING:
    from minutebook.registry.facts import Facts
    from minutebook.registry.spots import Spot


def finding(facts: Facts, spot: Spot, code: str, message: str, *, hint: str) -> Finding:
    """
    Make a finding.

    Args:
        facts: Those of the record in whose file it is.
        spot: Where in that file.
        code: One of the codes 601 to 629.
        message: One sentence in a clerk's words.
        hint: The remedy.
    """
    return Finding(
        file=facts.file,
        line=spot.line,
        column=spot.column,
        code=code,
        path=spot.path,
        message=message,
        hint=hint,
    )


def where(facts: Facts, line: int) -> str:
    """Name a place in another file; an archived record has no lines of an author."""
    return facts.file if facts.is_archived else f"{facts.file}, line {line}"
