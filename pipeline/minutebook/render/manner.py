"""How a record is rendered besides in which format: which document, for whom, how wide.

Nothing in this module knows a record or a format.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Document = Literal["note", "agenda", "actions", "decisions"]
Audience = Literal["internal", "public"]

DOCUMENTS: tuple[Document, ...] = get_args(Document)
"""What can be made of one record: the whole of it, or what one reader needs of it."""

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
"""Who reads a rendition; `public` is shown nothing that is marked restricted or closed."""

COLUMNS = 72
"""The columns of a line of text where nobody asks for others."""

LEAST_COLUMNS, MOST_COLUMNS = 40, 200
"""The narrowest and the widest line of text that can be asked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Manner:
    """What is asked of a rendition, the same for all of its formats."""

    document: Document = "note"
    audience: Audience = "internal"
    columns: int = COLUMNS
    """The most columns for a line of text."""
    ascii: bool = False
    """Whether text is written in ASCII alone."""

    @property
    def suffix(self) -> str:
        """
        What stands in a file's name between the record's id and the format.

        Two renditions that say different things have different names, so that one for the office
        is never taken for one for everybody.
        """
        parts = [
            *([self.document] if self.document != "note" else []),
            *([self.audience] if self.audience != "internal" else []),
        ]
        return "".join(f".{part}" for part in parts)
