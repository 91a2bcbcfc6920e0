"""The foot of a page that a note was saved from: where it was filed, and who wrote it.

Nothing in this module reads what stands above it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minutebook.drafts.blocks import Block, split_at_line_ends
from minutebook.drafts.person_lines import looks_like_name
from minutebook.drafts.roster import Person

if TYPE_CHECKING:
    from minutebook.drafts.frame import Frame

_FILED = re.compile(
    r"This entry was posted in (?P<category>.+?) on\b.{0,60}?\bby\b.{0,60}$", re.IGNORECASE
)
_ABOUT = re.compile(r"(?:About|\u00c0 propos de|\u00dcber|Am)\s+(?P<who>[A-Z][^\n]{2,60})$")
_LAST_BLOCKS = 8


def read_page_foot(blocks: list[Block], frame: Frame) -> list[Block]:
    """
    Take the foot of a page out of the text.

    Args:
        blocks: Of the whole source.
        frame: Takes the category and the author.

    Returns:
        The blocks without it.
    """
    start = max(0, len(blocks) - _LAST_BLOCKS)
    kept = blocks[:start]
    foot = _Foot(frame)
    for block in blocks[start:]:
        kept += foot.read(block)
    return kept


class _Foot:
    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._filed = False
        self._author: Person | None = None
        self._waiting = ""

    def read(self, block: Block) -> list[Block]:
        """Read a block; give back what is no foot."""
        if block.kind == "p":
            lines = split_at_line_ends(block)
            left = [line for line in lines if not self._line(line)]
            return [block] if len(left) == len(lines) else left
        if block.level and self._about(block):
            return []
        return [block]

    def _line(self, line: Block) -> bool:
        text = line.text.strip()
        filed = _FILED.fullmatch(text)
        if filed and self._frame.ledger.wants("page-foot"):
            self._filed = True
            self._frame.put(
                "publication.category",
                filed["category"],
                rule="page-foot",
                line=line.line,
                text=text,
            )
            self._frame.ledger.aside(line.line, text, "page", "the foot of the page")
            return True
        if self._author is not None:
            self._author.note = "\n\n".join(filter(None, (self._author.note, text)))
            self._frame.ledger.aside(line.line, text, "moved", "people")
            return True
        if self._filed and looks_like_name(text, alone=False):
            self._waiting = text
            self._frame.ledger.aside(line.line, text, "moved", "people")
            return True
        return False

    def _about(self, block: Block) -> bool:
        found = _ABOUT.match(block.text.strip())
        if not found or not (self._filed or self._waiting):
            return False
        name = found["who"].strip()
        person = Person(
            name=name, line=block.line, role="minutes", rule="page-foot", text=block.text
        )
        self._author = self._frame.roster.add(person)
        text = block.text.strip()
        self._frame.put("publication.by", name, rule="page-foot", line=block.line, text=text)
        self._frame.ledger.aside(block.line, block.text, "page", "the foot of the page")
        return True
