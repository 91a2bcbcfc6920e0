"""A table of actions as items: its columns are their fields.

Nothing in this module knows the section that the table stands in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minutebook.drafts.action_fields import ActionFields, due_of, numbered
from minutebook.drafts.attendance import cells_of, columns_of
from minutebook.drafts.blocks import Block, paragraph
from minutebook.drafts.item import Item
from minutebook.drafts.told_items import made
from minutebook.drafts.vocabulary import meaning_of
from minutebook.markdown.tree import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.drafts.facts import Ledger


class ActionTable:
    """
    Reads tables.

    Args:
        ledger: Takes what became of the words in cells.
        actions: Finds owners.
    """

    def __init__(self, ledger: Ledger, actions: ActionFields) -> None:
        self._ledger = ledger
        self._actions = actions

    def items(self, block: Block) -> Iterator[Item]:
        """A table with a column of actions is a list of them."""
        rows = cells_of(block)
        columns = columns_of(rows[0])
        is_actions = "action" in columns and {"owner", "due"} & columns.keys()
        if not is_actions or len(rows) < 2 or not self._ledger.wants("action-table"):
            yield Item(kind="text", blocks=(block,), line=block.line)
            return
        self._ledger.aside(block.line, " ".join(rows[0]), "label", "the names of the fields")
        nodes = [row for row in block.node.children if isinstance(row, Node)][1:]
        for number, (row, node) in enumerate(zip(rows[1:], nodes, strict=True)):
            yield self._row(row, node, columns, rows[0], block.line + 2 + number)

    def _row(
        self, row: list[str], node: Node, columns: dict[str, int], head: list[str], line: int
    ) -> Item:
        fields: dict[str, Any] = {}
        number = row[columns["number"]] if "number" in columns else ""
        fields |= numbered(number)
        if "owner" in columns and row[columns["owner"]]:
            fields["owners"] = self._actions.owners(row[columns["owner"]])
            self._ledger.aside(line, row[columns["owner"]], "moved", "owners")
        self._ledger.aside(line, number, "moved", "the action's number")
        if "due" in columns and row[columns["due"]]:
            words = row[columns["due"]]
            fields |= due_of(words)
            fields["due_text"] = words
            self._ledger.aside(line, words, "moved", "the action's due date")
        cell = node.children[columns["action"]]
        inlines = cell.children if isinstance(cell, Node) else ()
        body = [paragraph(inlines, line)] if inlines else []
        known = {columns[key] for key in ("number", "owner", "due", "action") if key in columns}
        for index, words in enumerate(row):
            if index in known or not words:
                continue
            status = meaning_of("statuses", words)
            if status in {"open", "done", "dropped"}:
                fields["status"] = status
                self._ledger.aside(line, words, "data", "the action's status")
            else:
                self._ledger.aside(line, words, "moved", "the action's progress")
                told = f"{head[index]}: {words}" if head[index] else words
                before = f"{fields['progress']}; " if "progress" in fields else ""
                fields["progress"] = f"{before}{told}"
        blocks = tuple(body) or (paragraph((number or "\u2013",), line),)
        return made("action", blocks, line, "action-table", fields)
