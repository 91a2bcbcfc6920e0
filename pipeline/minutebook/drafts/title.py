"""The title of a note: its first heading, its first short line, or what the file says of itself.

Nothing in this module reads the sections.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minutebook.drafts.blocks import Block, has_words, paragraph
from minutebook.drafts.days import find_days
from minutebook.drafts.frame import left_over, read_date, read_title
from minutebook.drafts.head import links_of
from minutebook.drafts.vocabulary import meaning_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minutebook.drafts.frame import Frame
    from minutebook.drafts.source_note import SourceNote

MEETING_WORDS = re.compile(
    r"(?i)\b(meeting|minutes|notes|call|assembl|session|conference|workshop|committee|council|board|"
    r"held|r\u00e9union|s\u00e9ance|proc\u00e8s|compte|sitzung|protokoll|versammlung|cyfarfod|cofnodion|pv)"
)
"""What titles of minutes have in them."""


class TitleFinder:
    """
    Finds the title of a source.

    Args:
        source: The note that was read.
        frame: Takes the title.
    """

    def __init__(self, source: SourceNote, frame: Frame) -> None:
        self._source = source
        self._frame = frame

    def without_title(self, blocks: list[Block]) -> list[Block]:
        """Find the title, and take it out of the text."""
        at = next((n for n, block in enumerate(blocks) if block.level), None)
        before = blocks if at is None else blocks[:at]
        if at is not None and self._is_title(blocks, at, before):
            return self._taken_title(blocks, at)
        if not self._frame.title and self._source.title and not self._source.title.startswith("("):
            self._frame.title = self._source.title
            self._frame.lines["title"] = (1, self._source.title, True)
            self._frame.ledger.fact("title", "title", self._source.title, 1, self._source.title)
            return blocks
        if not self._frame.title:
            for n, block in enumerate(before[:6]):
                if self._may_be_title(block):
                    return self._taken_title(blocks, n)
        return blocks

    def _is_title(self, blocks: Sequence[Block], at: int, before: Sequence[Block]) -> bool:
        """A first heading is the title unless it is one topic of several like it."""
        first = blocks[at]
        if re.match(r"\s*(?:[0-9]{1,2}|[IVX]{1,4})[.)]\s", first.text):
            return False
        if sum(len(block.text) for block in before) > 400 or meaning_of("headings", first.text):
            return False
        alike = sum(block.level <= first.level for block in blocks if block.level)
        return (
            alike == 1
            or bool(MEETING_WORDS.search(first.text))
            or bool(find_days(first.text, language=self._frame.language))
        ) and not (self._frame.title and alike > 1 and not MEETING_WORDS.search(first.text))

    def _may_be_title(self, block: Block) -> bool:
        text = block.text.strip()
        labelled = re.search(r"(?m)^([^:\n]{1,40}):", text)
        return (
            block.kind == "p"
            and text.count("\n") < 3
            and 3 <= len(text) <= 150
            and not find_days(text[:12], language=self._frame.language)
            and not (labelled and meaning_of("labels", labelled[1]))
            and not meaning_of("headings", text)
        )

    def _taken_title(self, blocks: list[Block], at: int) -> list[Block]:
        block = blocks[at]
        text = " ".join(block.text.split())
        if self._source.title and not has_words(left_over(text, self._frame.language)):
            return self._dated(blocks, at, text)
        if self._frame.title:
            # The front matter has one already; the heading's is the note's own.
            self._frame.lines.pop("title", None)
        read_title(self._frame, text, block.line)
        self._frame.ledger.aside(block.line, text, "moved", "title")
        links = [paragraph(block.node.children, block.line)] if links_of(block) else []
        return [*blocks[:at], *links, *_head_lines(blocks[at + 1 :], block.level)]

    def _dated(self, blocks: list[Block], at: int, text: str) -> list[Block]:
        """A heading that is a date opens a meeting of a series, whose title is the file's."""
        line = blocks[at].line
        self._frame.title = self._source.title
        self._frame.ledger.fact("title", "title", self._source.title, line, text)
        read_date(self._frame, text, line, rule="date-line")
        self._frame.ledger.aside(line, text, "data", "the date of the meeting")
        return [*blocks[:at], *blocks[at + 1 :]]


def _head_lines(blocks: Sequence[Block], level: int) -> Iterator[Block]:
    """Headings two levels below the title, straight after it, are lines of the head."""
    at_head = level > 0
    for number, block in enumerate(blocks):
        dated = number == 0 and len(blocks) > 1 and bool(block.level and find_days(block.text))
        at_head = at_head and (block.level > level + 1 or dated)
        yield paragraph(block.node.children, block.line, block.notes) if at_head else block
