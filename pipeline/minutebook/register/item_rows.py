"""What the kinds of items have of their own, as rows that begin after the item's id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minutebook.register.words import plain_text
from minutebook.render.access import M, local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from minutebook.register.named import Named

Part = tuple[str, tuple[Any, ...]]
"""A table, and the values of a row after its first one."""

_ROLES = ("owner", "by", "to", "moved", "seconded", "candidate", "elected", "dissent")
_VOTES = ("for", "against", "abstain", "absent")


def item_rows(
    item: etree._Element, *, names: Named, nearest: str | None, stance: str | None
) -> Iterator[Part]:
    """
    Make the rows of an item besides its own.

    Args:
        item: Valid.
        names: The people of the record.
        nearest: The last question before it in its session, if any.
        stance: Its own, or that of its session.

    Returns:
        The table and the values of each row; of an answer the id of its question and the nearest
        one, of which one counts.
    """
    yield from _people(item, names)
    yield from _votes(item, names)
    yield from _endings(item)
    kind = local(item)
    if kind == "action":
        yield "mentions", tuple(_mention(item))
    elif kind == "answer":
        yield "answers", (item.get("answers"), nearest)
    elif kind == "question":
        yield "questions", (item.get("status"),)
    elif kind == "principle":
        yield "principles", (stance,)
    elif kind == "feedback":
        yield "feedback", (item.get("kind"),)
    elif kind == "decision":
        yield "decisions", tuple(map(item.get, ("outcome", "basis", "date", "approves")))
    elif kind == "motion":
        said = plain_text(item.find(f"{M}result-text")) or None
        yield "motions", (item.get("result"), said, item.get("amends"))


def _mention(item: etree._Element) -> Iterator[str | None]:
    yield item.get("status", "open")
    yield item.get("due")
    yield plain_text(item.find(f"{M}due-text")) or None
    for name in ("given", "completed", "carried-from", "origin", "priority"):
        yield item.get(name)
    yield plain_text(item.find(f"{M}progress")) or None


def _people(item: etree._Element, names: Named) -> Iterator[Part]:
    for role in _ROLES:
        for n, reference in enumerate(item.iterfind(f"{M}{role}")):
            yield "item_people", (role, n, *names.who(reference))
    turns = {turn.get("person"): turn for turn in item.iterfind(f"{M}body/{M}turn")}
    for n, turn in enumerate(turns.values()):
        yield "item_people", ("speaks", n, *names.who(turn))


def _votes(item: etree._Element, names: Named) -> Iterator[Part]:
    vote = item.find(f"{M}vote")
    if vote is None:
        return
    counted = {str(one.get("choice")): one.text for one in vote.iterfind(f"{M}tally/{M}count")}
    # Of a choice that stands twice, the count beside `tally` goes before.
    counted |= {name: vote.get(name) for name in _VOTES if vote.get(name) is not None}
    for choice, count in counted.items():
        yield "votes", (choice, int(count or 0), names.is_withheld(choice))
    n = 0
    for choice in vote.iterfind(f"{M}voters/{M}choice"):
        name = str(choice.get("name"))
        for voter in choice.iterfind(f"{M}voter"):
            person, called, _, hidden = names.who(voter)
            yield "voters", (n, name, person, called, hidden or names.is_withheld(name))
            n += 1


def _endings(item: etree._Element) -> Iterator[Part]:
    """Give the actions that an item ends; what is closed and dropped is closed."""
    ended = dict.fromkeys((one.text or "" for one in item.iterfind(f"{M}drops")), "dropped")
    ended |= dict.fromkeys((one.text or "" for one in item.iterfind(f"{M}closes")), "done")
    for key, status in ended.items():
        yield "endings", (key, status)
