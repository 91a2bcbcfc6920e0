"""What the kinds of items have of their own, as rows that begin after the item's id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minutebook.places import M
from minutebook.register.words import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from minutebook.register.named import Named

Part = tuple[str, tuple[Any, ...]]
"""A table, and the values of a row after its first one."""

_ROLES = {
    f"{M}{role}": role
    for role in ("owner", "by", "to", "moved", "seconded", "candidate", "elected", "dissent")
}
_VOTES = ("for", "against", "abstain", "absent")


Children = dict[str, list["etree._Element"]]


def children_of(element: etree._Element) -> Children:
    """Sort what stands directly in an element by its tag: quicker than to look for each."""
    children: Children = {}
    for child in element:
        children.setdefault(str(child.tag), []).append(child)
    return children


def text_in(children: Children, name: str) -> str:
    """Give the words of the first child of a name; empty where there is none."""
    found = children.get(f"{M}{name}")
    return plain_text(found[0]) if found else ""


def item_rows(
    item: etree._Element,
    children: Children,
    *,
    names: Named,
    nearest: str | None,
    stance: str | None,
) -> Iterator[Part]:
    """
    Make the rows of an item besides its own.

    Args:
        item: Valid.
        children: What stands in it, by tag.
        names: The people of the record.
        nearest: The last question before it in its session, if any.
        stance: Its own, or that of its session.

    Returns:
        The table and the values of each row; of an answer the id of its question and the nearest
        one, of which one counts.
    """
    kind = str(item.tag).removeprefix(M)
    yield from _people(children, names)
    yield from _endings(children)
    if f"{M}vote" in children:
        yield from _votes(children[f"{M}vote"][0], names)
    if kind == "transcript":
        yield from _speakers(item, names)
    if kind == "action":
        yield "mentions", tuple(_mention(item, children))
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
        said = text_in(children, "result-text") or None
        yield "motions", (item.get("result"), said, item.get("amends"))


def _mention(item: etree._Element, children: Children) -> Iterator[str | None]:
    yield item.get("status", "open")
    yield item.get("due")
    yield text_in(children, "due-text") or None
    for name in ("given", "completed", "carried-from", "origin", "priority"):
        yield item.get(name)
    yield text_in(children, "progress") or None


def _people(children: Children, names: Named) -> Iterator[Part]:
    for tag, role in _ROLES.items():
        for n, reference in enumerate(children.get(tag, ())):
            yield "item_people", (role, n, *names.who(reference))


def _speakers(item: etree._Element, names: Named) -> Iterator[Part]:
    turns = {turn.get("person"): turn for turn in item.iterfind(f"{M}body/{M}turn")}
    for n, turn in enumerate(turns.values()):
        yield "item_people", ("speaks", n, *names.who(turn))


def _votes(vote: etree._Element, names: Named) -> Iterator[Part]:
    counted = {str(one.get("choice")): one.text for one in vote.iterfind(f"{M}tally/{M}count")}
    # Of a choice that stands twice, the count beside `tally` goes before.
    counted |= {name: vote.get(name) for name in _VOTES if vote.get(name) is not None}
    for choice, count in counted.items():
        yield "votes", (choice, int(count or 0), names.is_withheld(choice))
    n = 0
    for names_of_choice in vote.iterfind(f"{M}voters/{M}choice"):
        name = str(names_of_choice.get("name"))
        for voter in names_of_choice.iterfind(f"{M}voter"):
            person, called, _, hidden = names.who(voter)
            yield "voters", (n, name, person, called, hidden or names.is_withheld(name))
            n += 1


def _endings(children: Children) -> Iterator[Part]:
    """Give the actions that an item ends; what is closed and dropped is closed."""
    dropped, closed = children.get(f"{M}drops", ()), children.get(f"{M}closes", ())
    ended = dict.fromkeys((one.text or "" for one in dropped), "dropped")
    ended |= dict.fromkeys((one.text or "" for one in closed), "done")
    for key, status in ended.items():
        yield "endings", (key, status)
