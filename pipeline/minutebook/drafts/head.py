"""The head of a note: lines and cells with labels, read into the frame of the meeting.

Nothing in this module reads what was said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.drafts.attendance import cells_of
from minutebook.drafts.blocks import Block, list_block, paragraph, split_at_line_ends
from minutebook.drafts.frame import read_plain_head
from minutebook.drafts.frame_labels import read_labelled, read_pair
from minutebook.drafts.vocabulary import meaning_of
from minutebook.markdown.tree import Node

if TYPE_CHECKING:
    from minutebook.drafts.facts import Ledger
    from minutebook.drafts.frame import Frame

_HEAD_BLOCKS = 12
"""How many blocks the head of a note may have."""


class HeadReader:
    """
    Reads labelled lines.

    Args:
        frame: Takes what they say.
        ledger: Takes what became of their words.
    """

    def __init__(self, frame: Frame, ledger: Ledger) -> None:
        self._frame = frame
        self._ledger = ledger

    def blocks(self, blocks: list[Block]) -> list[Block]:
        """Read the lines before the first section; give back what is not understood."""
        kept: list[Block] = []
        for number, block in enumerate(blocks):
            if block.kind == "p" and len(block.text) < 600 and number < _HEAD_BLOCKS:
                kept += self._head_lines(block)
            else:
                kept.append(block)
        return self.labelled(kept)

    def _head_lines(self, block: Block) -> list[Block]:
        """Read each line of a paragraph; those that are not understood stay together."""
        lines = split_at_line_ends(block)
        left = [line for line in lines if not self._head_line(line)]
        return [block] if len(left) == len(lines) else left

    def _head_line(self, line: Block) -> bool:
        links = tuple(address for address, _ in links_of(line))
        if read_labelled(self._frame, line.text, line.line, links):
            return not links or self._has_links(links)
        return not links and read_plain_head(self._frame, line.text.strip(), line.line)

    def _has_links(self, links: tuple[str, ...]) -> bool:
        known = str(self._frame.meeting)
        return all(link in known for link in links)

    def labelled(self, blocks: list[Block]) -> list[Block]:
        """Read lines and items that have a label; the others stay as they are."""
        kept: list[Block] = []
        for block in blocks:
            if block.kind == "list":
                items = [item for item in block.items if not self._labelled_item(item)]
                if len(items) == len(block.items):
                    kept.append(block)
                elif items:
                    kept.append(list_block(items, items[0][0].line))
            elif block.kind == "p":
                lines = split_at_line_ends(block)
                left = [line for line in lines if not self._labelled_line(line)]
                kept += [block] if len(left) == len(lines) else left
            elif block.kind == "table":
                kept += self._control_table(block)
            else:
                kept.append(block)
        return kept

    def _labelled_item(self, item: tuple[Block, ...]) -> bool:
        return len(item) == 1 and item[0].kind == "p" and self._labelled_line(item[0])

    def _labelled_line(self, line: Block) -> bool:
        links = tuple(address for address, _ in links_of(line))
        done = read_labelled(self._frame, line.text, line.line, links)
        return done and (not links or self._has_links(links))

    def _control_table(self, block: Block) -> list[Block]:
        """Read a table of labels and values, two or four to a row; give back what is not known."""
        rows = cells_of(block)
        pairs = [pair for row in rows for pair in _pairs(row)]
        known = [pair for pair in pairs if meaning_of("labels", pair[0]) and pair[1]]
        if len(known) < 2 or (len(known) < 4 and 2 * len(known) < len(pairs)):
            return [block]
        left: list[Block] = []
        for label, value in pairs:
            if not read_pair(self._frame, label, value, block.line):
                words = f"{label}: {value}" if value else label
                if words == self._frame.title:
                    self._ledger.aside(block.line, words, "moved", "title")
                else:
                    left.append(paragraph((words,), block.line))
        return left


def _pairs(row: list[str]) -> list[tuple[str, str]]:
    """Cut a row into labels and values; a row of one cell, whatever it spans, is a label."""
    filled = [cell for cell in row if cell]
    if len(filled) == 1 or len(set(filled)) == 1:
        return [(filled[0], "")]
    return [(row[n], row[n + 1] if n + 1 < len(row) else "") for n in range(0, len(row), 2)]


def links_of(block: Block | None) -> tuple[tuple[str, str], ...]:
    """Give each address that words of a paragraph lead to, with the words."""
    if block is None:
        return ()
    found: list[tuple[str, str]] = []

    def look(node: Node) -> None:
        if node.name == "link":
            words = "".join(child if isinstance(child, str) else "" for child in node.children)
            found.append((node.get("href"), words.strip()))
        for child in node.children:
            if isinstance(child, Node):
                look(child)

    look(block.node)
    return tuple(found)
