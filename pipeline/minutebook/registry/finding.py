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
    Make a finding; the line of the file that goes with it is not among the facts.

    Args:
        facts: Those of the record in whose file it is.
        spot: Where in that file.
        code: The code.
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
        end_line=spot.end_line,
        end_column=spot.end_column,
    )


def where(facts: Facts, line: int) -> str:
    """Name a place in another file; an archived record has no lines of an author."""
    return facts.file if facts.is_archived else f"{facts.file}, line {line}"
