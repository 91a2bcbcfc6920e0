"""One item of a draft, before it is written.

Nothing in this module reads a source.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from minutebook.drafts.blocks import Block


@dataclass(kw_only=True, slots=True)
class Item:
    """A typed item, or text that stands between typed items."""

    kind: str
    """The key that names it, such as ``action``; ``text`` for text."""
    blocks: tuple[Block, ...]
    line: int
    rule: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    """With people as `Person` or as names."""
