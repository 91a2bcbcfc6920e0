"""Items that prose tells: that somebody asked, moved or agreed, or is to do something.

Nothing in this module takes a word out of its place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from minutebook.drafts.item import Item
from minutebook.drafts.person_lines import names_in
from minutebook.drafts.vocabulary import phrases
from minutebook.drafts.votes import outcome_of, read_motion, read_vote

if TYPE_CHECKING:
    from collections.abc import Callable

    from minutebook.drafts.action_fields import ActionFields, Setting
    from minutebook.drafts.blocks import Block
    from minutebook.drafts.facts import Ledger
    from minutebook.drafts.roster import Roster

_NO_DEEDS = frozenset({"be", "have", "date", "day", "me", "us", "the", "a", "an", "this", "that"})


_NOTHING = re.compile(
    r"(?i)\W*(?:none|nothing|nil|n/a|tbd|no (?:new )?(?:actions?|action items?"
    r"|decisions?|items?|updates?)"
    r"(?: (?:made|taken|recorded|noted))?|aucune?|keine|dim)\W*$"
)


def is_nothing(text: str) -> bool:
    """Say whether words mean that there is nothing to tell."""
    return _NOTHING.match(text) is not None


def made(
    kind: str, blocks: tuple[Block, ...], line: int, rule: str, fields: dict[str, Any]
) -> Item:
    """Make an item."""
    return Item(kind=kind, blocks=blocks, line=line, rule=rule, fields=fields)


class ToldItems:
    """
    Reads paragraphs that no label marks.

    Args:
        roster: Everybody of the meeting.
        ledger: Says which rules are asked.
        actions: Finds the fields of actions.
    """

    def __init__(self, roster: Roster, ledger: Ledger, actions: ActionFields) -> None:
        self._roster = roster
        self._ledger = ledger
        self._actions = actions

    def motion(self, block: Block, setting: Setting) -> Item | None:  # noqa: ARG002
        """`Moved by A, seconded by B`."""
        fields = read_motion(block.text, self._actions.person)
        if "moved" not in fields or len(block.text) > 900:
            return None
        return made("motion", (block,), block.line, "moved", fields)

    def voted(self, block: Block, setting: Setting) -> Item | None:  # noqa: ARG002
        """A count of votes is of a decision."""
        vote = read_vote(block.text)
        if not vote or len(block.text) > 900:
            return None
        fields = {**outcome_of(block.text), "vote": vote}
        fields.setdefault("basis", "vote")
        return made("decision", (block,), block.line, "tally", fields)

    def told(self, block: Block, setting: Setting, *, in_list: bool) -> Item | None:
        """What prose tells: that somebody asked, that it was agreed, that somebody is to do it."""
        listed = [self._to_do, self._boxed] if in_list else []
        rules: list[Callable[[Block, Setting], Item | None]] = [
            self._asked,
            self._agreed,
            *listed,
            self._fed_back,
        ]
        for rule in rules:
            found = rule(block, setting)
            if found is not None and self._ledger.wants(found.rule):
                return found
        return None

    def _asked(self, block: Block, setting: Setting) -> Item | None:  # noqa: ARG002
        for group, kind in (("asked", "question"), ("answered", "answer")):
            for pattern in phrases(group):
                found = pattern.match(block.text)
                person = self._roster.find(found["who"]) if found else None
                if person is not None:
                    fields = {"by": person}
                    return made(kind, (block,), block.line, f"{kind}-told", fields)
        return None

    def _agreed(self, block: Block, setting: Setting) -> Item | None:  # noqa: ARG002
        text = block.text.strip(" \u2610\u2612")
        if len(text) > 700:
            return None
        approved = any(pattern.search(text) for pattern in phrases("approved"))
        if not approved and not any(pattern.search(text) for pattern in phrases("agreed")):
            return None
        fields = {"outcome": "agreed", **outcome_of(text)}
        rule = "approved" if approved else "agreed"
        return made("decision", (block,), block.line, rule, fields)

    def _to_do(self, block: Block, setting: Setting) -> Item | None:
        text = block.text.strip(" \u2610\u2612")
        for pattern in phrases("to_do"):
            found = pattern.match(text)
            if not found or found["verb"] in _NO_DEEDS:
                continue
            if re.match(r"\s+(?:will|shall|wird|va)\b", text[found.end("who") :]):
                continue  # what somebody will do need not have been asked for
            owners = [self._roster.find(name) for name in names_in(found["who"])]
            if owners and all(owners):
                fields = self._actions.fields(text, "", setting, text)
                return made("action", (block,), block.line, "somebody-to", fields)
        return None

    def _boxed(self, block: Block, setting: Setting) -> Item | None:
        """A box in front of a line is for a task."""
        if block.text[:1] not in "\u2610\u2612" or setting.kind in {"agenda", "attendance"}:
            return None
        fields = self._actions.fields(block.text, "", setting, block.text)
        if block.text[0] == "\u2612":
            fields["status"] = "done"
        return made("action", (block,), block.line, "task-box", fields)

    def _fed_back(self, block: Block, setting: Setting) -> Item | None:
        told = any(pattern.match(block.text) for pattern in phrases("feedback"))
        if not (setting.gives_feedback and told):
            return None
        asks = "?" in block.text or re.search(r"\b(?:asked|asking)\b", block.text)
        fields = {"kind": "question"} if asks else {}
        return made("feedback", (block,), block.line, "feedback", fields)
