"""What stands in a section as typed items: actions, decisions, motions, questions, answers, turns.

Each rule looks at one paragraph or list item; what none of them knows stays text in its place.
Nothing in this module knows where its section stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minutebook.drafts.action_fields import ActionFields, Setting, numbered
from minutebook.drafts.action_table import ActionTable
from minutebook.drafts.blocks import (
    Block,
    begins_strong,
    has_words,
    is_only_link,
    one_item_list,
    split_at_line_ends,
    without_beginning,
)
from minutebook.drafts.item import Item
from minutebook.drafts.person_lines import looks_like_name
from minutebook.drafts.told_items import ToldItems, is_nothing, made
from minutebook.drafts.vocabulary import meaning_of, phrases
from minutebook.drafts.votes import outcome_of, read_motion, read_vote
from minutebook.markdown.tree import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.drafts.facts import Ledger
    from minutebook.drafts.roster import Roster


_LEAD = r"[\s*_\u2610\u2612>\u2192\u27a1-]*"
_WORD_OF_MARK = r"(?P<word>[^\W\d_][^\n:()\[\]|0-9#\u2013\u2014]{0,38}?)"
_NUMBER_OF_MARK = r"[#(]?\s*[A-Z]{0,3}-?\d{1,4}(?:[./-]\d{1,4})*[a-z]?\)?"
_OWNER_OF_MARK = r"(?:[(\[](?P<owner>[^()\[\]\n]{1,40})[)\]])?"
_MARKS = (
    re.compile(
        rf"{_LEAD}[\[(]?{_WORD_OF_MARK}\s*(?P<number>{_NUMBER_OF_MARK})?\s*[\])]?\s*"
        rf"{_OWNER_OF_MARK}[\s*_]*(?::|\u2013|\u2014|-(?=\s))[*_:\s]*"
    ),
    re.compile(
        rf"{_LEAD}\[\s*{_WORD_OF_MARK}\s*(?P<number>{_NUMBER_OF_MARK})?\s*\]\s*"
        rf"{_OWNER_OF_MARK}[*_:\s]*"
    ),
    re.compile(
        rf"{_LEAD}(?P<word>[A-Z][A-Z -]{{1,30}}?)\s*(?P<number>{_NUMBER_OF_MARK})"
        rf"{_OWNER_OF_MARK}[*_:\s]+"
    ),
)
_SPEAKER = re.compile(r"\s*<?(?P<who>[^\s:<>\[\](),.;!?][^:<>\[\]\n;!?]{0,38}?)>?\s*:\s+(?=\S)")
_TYPED = re.compile(r"\s*<(?P<who>[^<>:\s][^<>:\n]{0,30})>\s+(?=\S)")
_INITIALS = re.compile("[A-Z]{2,3}")
_ACTION_WORDS = frozenset({"action", "carried"})
_DECISION_WORDS = {
    "decision": "agreed",
    "resolution": "resolved",
    "recommendation": "recommended",
    "noted": "noted",
}


class ItemReader:
    """Reads the blocks of sections; it knows everybody of the meeting."""

    def __init__(self, roster: Roster, ledger: Ledger) -> None:
        self._roster = roster
        self._ledger = ledger
        self._actions = ActionFields(roster)
        self._told = ToldItems(roster, ledger, self._actions)
        self._tables = ActionTable(ledger, self._actions)
        self._speakers: dict[str, str] = {}
        self.numbers: set[str] = set()

    def learn_speakers(self, lines: Iterator[Block]) -> None:
        """
        Find out who speaks, from how often a word stands before a colon.

        Args:
            lines: Every line of the note.
        """
        count: dict[str, int] = {}
        for block in lines:
            found = _SPEAKER.match(block.text)
            if not found:
                continue
            who = found["who"].strip(" *_")
            bold = begins_strong(block)
            if self._roster.find(who) or (looks_like_name(who, alone=False) and not _is_label(who)):
                count[who] = count.get(who, 0) + 1 + bold
        initials = {who: times for who, times in count.items() if _INITIALS.fullmatch(who)}
        by_initials = len(initials) > 1 and sum(initials.values()) > 3
        for who, times in count.items():
            often = times >= 3 and len(who.split()) <= 3
            if self._roster.find(who) or often or (by_initials and who in initials):
                self._speakers[who.casefold()] = who

    def items_of(self, blocks: list[Block], setting: Setting) -> list[Item]:
        """
        Read the blocks of a section.

        Args:
            blocks: In their order.
            setting: Where they stand.

        Returns:
            Items in the same order, with every word of the blocks but for labels, which are noted.
        """
        items: list[Item] = []
        waiting = ""
        for block in blocks:
            found = self._block(block, setting, waiting)
            items += found
            waiting = self._waiting(block, setting, waiting)
        return [self._closed(item) for item in _joined(_answered(items))]

    def _waiting(self, block: Block, setting: Setting, waiting: str) -> str:
        """A label that has nothing behind it is for the list that follows."""
        if block.kind == "p":
            found = _bare_label(block.text)
            if found:
                return found
            if any(one.search(block.text.strip()) for one in phrases("principles_open")):
                return "principles"
            return ""
        return waiting if block.kind == "list" and setting.kind == waiting else ""

    def _closed(self, item: Item) -> Item:
        """Note what was recognised."""
        if item.kind != "text":
            words = " ".join(" ".join(block.text.split()) for block in item.blocks)
            self._ledger.fact(item.rule, item.kind, words[:120], item.line, words[:160])
        return item

    def _block(self, block: Block, setting: Setting, waiting: str) -> Iterator[Item]:
        if block.kind == "p":
            yield from self._paragraph(block, setting)
        elif block.kind == "list":
            yield from self._list(block, setting, waiting)
        elif block.kind == "table":
            yield from self._tables.items(block)
        else:
            yield Item(kind="text", blocks=(block,), line=block.line)

    def _paragraph(self, block: Block, setting: Setting) -> Iterator[Item]:
        lines = split_at_line_ends(block)
        is_cut = len(lines) > 1 and (
            (setting.kind == "actions" and all(self._in_section(line, setting) for line in lines))
            or any(not has_words(line.text) for line in lines)
            or any(self._typed(line, setting, in_list=False) for line in lines[1:])
        )
        rest: list[Block] = []
        for line in lines if is_cut else (block,):
            if is_cut and not has_words(line.text):
                continue
            typed = self._typed(line, setting, in_list=False) or self._in_section(line, setting)
            if typed is None:
                rest.append(line)
                continue
            yield from _texts(rest)
            rest = []
            yield self._taken(typed, line)
        yield from _texts(rest)

    def _taken(self, item: Item, block: Block) -> Item:
        """Note the label that a typed item has lost."""
        after = " ".join(one.text for one in item.blocks)
        if block.text.endswith(after) and len(after) < len(block.text):
            gone = block.text[: len(block.text) - len(after)]
            by = item.fields.get("by")
            self._ledger.aside(block.line, gone, "label", "who speaks" if by else item.kind)
        return item

    def _list(self, block: Block, setting: Setting, waiting: str) -> Iterator[Item]:
        """Read a list; it stays one list where none of its items is typed."""
        kind = waiting or _kind_of_items(setting.kind)
        found = [list(self._item(block, item, setting, kind)) for item in block.items]
        if all(len(items) == 1 and items[0].kind == "text" for items in found):
            yield Item(kind="text", blocks=(block,), line=block.line)
            return
        for items in found:
            yield from items

    def _item(
        self, block: Block, item: tuple[Block, ...], setting: Setting, kind: str
    ) -> Iterator[Item]:
        first, *others = item
        ask = self._marked if kind else self._typed_in_list
        typed = ask(first, setting) if first.kind == "p" else None
        if typed is None and first.kind == "p" and kind:
            typed = self._by_section(first, kind, setting, others)
        nested = any(self._has_typed(other, setting) for other in others)
        if typed is not None and has_words(" ".join(one.text for one in typed.blocks)):
            yield self._taken(typed, first)
            if nested:
                for other in others:
                    yield from self._block(other, setting, "")
            else:
                typed.blocks = (*typed.blocks, *others)
            return
        label = _bare_label(first.text) if first.kind == "p" else ""
        if label in {"action", "decision"} and others and not nested:
            yield from self._under_label(block, item, label, setting)
        elif nested:
            yield Item(kind="text", blocks=(one_item_list(block, (first,)),), line=first.line)
            for other in others:
                yield from self._block(other, setting, label)
        else:
            yield Item(kind="text", blocks=(one_item_list(block, item),), line=first.line)

    def _under_label(
        self, block: Block, item: tuple[Block, ...], label: str, setting: Setting
    ) -> Iterator[Item]:
        """`Conclusion:` with a list below it is one decision, `Actions:` one action an item."""
        first, *others = item
        rule = "action-label" if label == "action" else "decision-label"
        if not self._ledger.wants(rule):
            yield Item(kind="text", blocks=(one_item_list(block, item),), line=first.line)
        elif label == "decision":
            self._ledger.aside(first.line, first.text, "label", label)
            fields = outcome_of(" ".join(one.text for one in others))
            yield Item(kind=label, blocks=tuple(others), line=first.line, rule=rule, fields=fields)
        else:
            yield Item(kind="text", blocks=(one_item_list(block, (first,)),), line=first.line)
            for other in others:
                yield from self._block(other, setting, label)

    def _has_typed(self, block: Block, setting: Setting) -> bool:
        if block.kind == "p":
            found = self._typed(block, setting, in_list=True)
            return found is not None and found.kind in _LIFTED
        return any(self._has_typed(one, setting) for item in block.items for one in item)

    def _typed(self, block: Block, setting: Setting, *, in_list: bool) -> Item | None:
        """Ask each rule of one paragraph, the surest first."""
        if block.kind != "p" or not has_words(block.text):
            return None
        for rule in (self._marked, self._told.motion, self._turn, self._told.voted):
            found = rule(block, setting)
            if found is not None and self._ledger.wants(found.rule):
                return found
        return self._told.told(block, setting, in_list=in_list)

    def _typed_in_list(self, block: Block, setting: Setting) -> Item | None:
        return self._typed(block, setting, in_list=True)

    def _marked(self, block: Block, setting: Setting) -> Item | None:
        """`ACTION 60.1: ...`, `Decision: ...`, `Q: ...`."""
        for pattern in _MARKS:
            found = pattern.match(block.text)
            meaning = meaning_of("markers", found["word"].strip(" *_")) if found else ""
            if not found or not meaning or not has_words(block.text[found.end() :]):
                continue
            number = (found["number"] or "").strip(" #()")
            body = without_beginning(block, found.end())
            return self._of_meaning(
                meaning, body, block, setting, number=number, owner=found["owner"] or ""
            )
        if any(pattern.match(block.text) for pattern in phrases("action_to")):
            return self._of_meaning("action", block, block, setting, number="", owner="")
        return None

    def _of_meaning(
        self, meaning: str, body: Block, block: Block, setting: Setting, *, number: str, owner: str
    ) -> Item | None:
        line = block.line
        if meaning in _ACTION_WORDS:
            fields = self._actions.fields(body.text, number, setting, block.text)
            owners = [*self._actions.owners(owner), *fields.pop("owners", [])] if owner else None
            if owners:
                fields["owners"] = owners
            return made("action", (body,), line, "action-label", fields)
        if meaning in _DECISION_WORDS:
            fields = {"outcome": _DECISION_WORDS[meaning], **outcome_of(body.text)}
            if meaning != "decision":
                fields["outcome"] = _DECISION_WORDS[meaning]
            vote = read_vote(body.text)
            fields |= {"basis": fields.get("basis", "vote"), "vote": vote} if vote else {}
            return made("decision", (body,), line, "decision-label", {**numbered(number), **fields})
        if meaning == "motion":
            fields = {**numbered(number), **read_motion(body.text, self._actions.person)}
            return made("motion", (body,), line, "motion-label", fields)
        by = {"by": self._actions.person(owner)} if owner else {}
        return made(meaning, (body,), line, f"{meaning}-label", {**numbered(number), **by})

    def _turn(self, block: Block, setting: Setting) -> Item | None:  # noqa: ARG002
        """`Name: words`, `**Name** words`, `<name> words`."""
        typed = _TYPED.match(block.text)
        found = typed or _SPEAKER.match(block.text)
        if found:
            who = found["who"].strip(" *_")
            person = self._roster.find(who)
            if person is None and who.casefold() not in self._speakers:
                return None
            if _is_label(who) and person is None:
                return None
            body = without_beginning(block, found.end())
            kind = {"kind": "chat"} if typed else {}
            fields = {"by": self._roster.known_as(who) or who, **kind}
            return made("statement", (body,), block.line, "speaker", fields)
        first = block.node.children[0]
        if isinstance(first, Node) and first.name == "strong" and len(block.node.children) > 1:
            who = first.children[0] if isinstance(first.children[0], str) else ""
            person = self._roster.find(who)
            if person is not None and who:
                body = without_beginning(block, len(who))
                return made("statement", (body,), block.line, "speaker", {"by": person})
        return None

    def _in_section(self, block: Block, setting: Setting) -> Item | None:
        """A paragraph among decisions is one; among actions it is one where it says whose."""
        text = block.text.strip()
        known = setting.kind in {"actions", "decisions"} and not setting.has_lists
        if not known or text[-1:] in {":", "?"}:
            return None
        if len(text) > 600 or len(text.split()) < 2 or is_nothing(text):
            return None
        found = self._by_section(block, _kind_of_items(setting.kind), setting, [])
        if found is not None and found.kind == "action" and "owners" not in found.fields:
            return None
        return found

    def _by_section(
        self, block: Block, kind: str, setting: Setting, others: list[Block]
    ) -> Item | None:
        """In a section of actions each item is one, and so on."""
        rule = "principles-section" if kind == "principles" else f"{kind}-section"
        if not self._ledger.wants(rule) or is_only_link(block) or is_nothing(block.text):
            return None
        if kind in {"principle", "principles"}:
            return made("principle", (block,), block.line, rule, {})
        if kind == "question":
            return made("question", (block,), block.line, rule, {})
        if kind == "decision":
            fields = {"outcome": "agreed", **outcome_of(block.text)}
            return made("decision", (block,), block.line, rule, fields)
        if others and not re.search(r"\w\s+\w", block.text):
            return None
        fields = self._actions.fields(block.text, "", setting, block.text)
        return made("action", (block,), block.line, rule, fields)


_LIFTED = frozenset({"action", "decision", "motion"})


def _texts(blocks: list[Block]) -> Iterator[Item]:
    if blocks:
        yield Item(kind="text", blocks=tuple(blocks), line=blocks[0].line)


def _answered(items: list[Item]) -> list[Item]:
    """A sentence that answers no question of its section is text."""
    asked = False
    for item in items:
        asked = asked or item.kind == "question"
        if item.kind == "answer" and item.rule == "answer-told" and not asked:
            item.kind, item.rule, item.fields = "text", "", {}
    return items


def _joined(items: list[Item]) -> list[Item]:
    """Join texts that follow one another."""
    joined: list[Item] = []
    for item in items:
        if joined and item.kind == joined[-1].kind == "text":
            joined[-1].blocks = (*joined[-1].blocks, *item.blocks)
        else:
            joined.append(item)
    return joined


def _is_label(words: str) -> bool:
    bare = words.strip(" *_")
    return any(meaning_of(group, bare) for group in ("labels", "markers", "headings", "columns"))


def _bare_label(text: str) -> str:
    """`Actions:` or `Decision` with nothing behind it."""
    words = text.strip()
    if not words.endswith(":") and not words.isupper() and len(words.split()) > 3:
        return ""
    meaning = meaning_of("markers", words)
    if meaning in _ACTION_WORDS:
        return "action" if words.rstrip("*_ ").endswith(":") or len(words.split()) < 3 else ""
    return "decision" if meaning in _DECISION_WORDS and words.rstrip("*_ ").endswith(":") else ""


def _kind_of_items(section: str) -> str:
    return {
        "actions": "action",
        "decisions": "decision",
        "questions": "question",
        "principles": "principle",
    }.get(section, "")
