"""Block trees generated from the grammar of rich text, and Markdown made of its hard parts.

Every tree drawn is one that an author's Markdown can stand for: `flaws` finds nothing in it.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from minutebook.markdown.grammar import tightness
from minutebook.markdown.tree import JOINED, Node, RichText

Parts = tuple[Node | str, ...]

_SYNTAX = (
    *"*_~`[]()!<>&\\|^#+-=:.1\n\t \xa0\u2003\u200bab é“,",
    *("**", "***", "__", "~~", "~~~", "```", "](", "![", "[^", "[^1]:", "^[", "&amp;", "&#42;"),
    *("<b>", "<!--", "<T>", "<https://x.y>", "a@b.c", "1. ", "2019. ", "- ", "> ", "# ", "---"),
    *("|-|", "| a |", "\n\n", "  \n", "\\\n", "word", "\r", "snake_case", "3.5 * 2"),
)
_CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff"
)
TEXTS = st.lists(
    st.sampled_from(_SYNTAX) | st.text(_CHARACTERS, min_size=1, max_size=4), min_size=1, max_size=5
).map("".join)
"""Text of a paragraph: anything that a record can hold, most of it looking like syntax."""

MARKDOWN = st.lists(
    st.sampled_from(_SYNTAX)
    | st.sampled_from(
        [
            *("*a*", "**a**", "`a`", "[x](https://x.y)", '[x](#f "t")', "[^1]", "\n[^1]: a\n"),
            *("\n- ", "\n  - ", "\n1. ", "\n> ", "\n>\n", "\n```\n", "\n\n    ", "\n| a | b |\n"),
            *("|---|:-:|\n", "\n|-|\n", "\n***\n", "<a@b.c>", "\r\n", "&nbsp;", "\n2. "),
        ]
    )
    | st.text(_CHARACTERS, max_size=3),
    max_size=24,
).map("".join)
"""Markdown as a careless hand might leave it; much of it has faults."""

_CODES = TEXTS.map(lambda text: text.replace("\n", " ").replace("\r", " "))
_MARKS = ("1", "2", "a-b", "é.x")
_ADDRESSES = st.sampled_from(
    ["https://x.y", "http://x.y/(a)_b*c?d=1&amp;e", "mailto:a@b.c", "tel:+44", "#f", "https://é|]"]
)
_TITLES = st.sampled_from(["", "t", 'say "a\\*b" &amp; (c)', " | "])
_LANGUAGES = st.sampled_from(["", "", "python", "a b", "c&amp;`d", "~e\\*", "\\\\"])
_ALIGNS = st.sampled_from(["", "left", "right", "center"])


@st.composite
def blocks(draw: Any) -> RichText:
    """Draw the tree of a field: blocks, and the footnotes that they refer to."""
    marks = draw(st.lists(st.sampled_from(_MARKS), unique=True, max_size=2))
    body = draw(_blocks(tuple(marks), 3))
    used = sorted(_used(body))
    notes = [
        Node("footnote", (("id", mark),), draw(_blocks(tuple(used), 1).filter(bool)))
        for mark in draw(st.permutations(used))
    ]
    return (*body, *notes)


def _used(children: Parts) -> set[str]:
    nodes = [child for child in children if isinstance(child, Node)]
    own = {node.get("id") for node in nodes if node.name == "note-ref"}
    return own.union(*(_used(node.children) for node in nodes))


@st.composite
def _blocks(draw: Any, marks: tuple[str, ...], depth: int) -> tuple[Node, ...]:
    names = ["p", "p", "p", "code-block", "table", "rule"] + ["list", "list", "quote"] * (depth > 0)
    chosen = draw(st.lists(st.sampled_from(names), max_size=4 if depth > 1 else 2))
    return tuple(draw(_block(name, marks, depth)) for name in chosen)


@st.composite
def _block(draw: Any, name: str, marks: tuple[str, ...], depth: int) -> Node:
    if name == "p":
        return Node("p", (), draw(_inlines(marks, frozenset())))
    if name == "rule":
        return Node("rule")
    if name == "code-block":
        return _code_block(draw)
    if name == "table":
        return _table(draw, marks)
    if name == "quote":
        return Node("quote", (), draw(_blocks(marks, depth - 1)))
    return _list(draw, marks, depth)


def _code_block(draw: Any) -> Node:
    language, text = draw(_LANGUAGES), draw(st.just("") | TEXTS).replace("\r", "")
    attributes = (("language", language),) if language else ()
    return Node("code-block", attributes, (text,) if text else ())


def _table(draw: Any, marks: tuple[str, ...]) -> Node:
    aligns = draw(st.lists(_ALIGNS, min_size=1, max_size=3))

    def row(name: str) -> Node:
        cells = (
            Node(
                "cell",
                (("align", align),) if align else (),
                draw(st.just(()) | _inlines(marks, frozenset({"break"}))),
            )
            for align in aligns
        )
        return Node(name, (), tuple(cells))

    return Node("table", (), (row("head"), *(row("row") for _ in range(draw(st.integers(0, 2))))))


def _list(draw: Any, marks: tuple[str, ...], depth: int) -> Node:
    kind = draw(st.sampled_from(["bullet", "number"]))
    start = draw(st.sampled_from([0, 1, 1, 2, 9, 998])) if kind == "number" else 1
    count = draw(st.integers(1, 3))
    items = tuple(Node("item", (), draw(_blocks(marks, depth - 1))) for _ in range(count))
    tight = tightness(items, wanted=draw(st.booleans()))
    attributes = (("kind", kind), *([("start", str(start))] if start != 1 else []))
    return Node("list", (*attributes, ("tight", tight)), items)


@st.composite
def _inlines(draw: Any, marks: tuple[str, ...], banned: frozenset[str]) -> Parts:
    names = ["text", "text", "text", "code", "break", "em", "strong", "strike", "link"]
    if marks and "link" not in banned:
        names += ["note-ref", "note-ref"]
    allowed = [name for name in names if name not in banned]
    chosen = draw(st.lists(st.sampled_from(allowed), min_size=1, max_size=4))
    return _settled(tuple(draw(_inline(name, marks, banned)) for name in chosen))


@st.composite
def _inline(draw: Any, name: str, marks: tuple[str, ...], banned: frozenset[str]) -> Node | str:
    if name == "text":
        return str(draw(TEXTS))
    if name == "code":
        return Node("code", (), (draw(_CODES),))
    if name == "break":
        return Node("break")
    if name == "note-ref":
        return Node("note-ref", (("id", draw(st.sampled_from(marks))),))
    within = draw(_inlines(marks, banned | {name}))
    return _link(draw, within) if name == "link" else Node(name, (), within)


def _link(draw: Any, within: Parts) -> Node:
    href, title = draw(_ADDRESSES), draw(_TITLES)
    attributes = (("href", href), ("title", title)) if title else (("href", href),)
    shown = draw(st.sampled_from(["as drawn", "as drawn", "the address"]))
    if shown == "the address" and not title:
        return Node("link", attributes, (href.removeprefix("mailto:"),))
    return Node("link", attributes, _settled((*within, "x")))


def _settled(parts: Parts) -> Parts:
    """Join what the reader joins, part what it can't tell apart, and end on no hard break."""
    settled: list[Node | str] = []
    for part in parts:
        last = settled[-1] if settled else None
        if isinstance(part, str) and isinstance(last, str):
            settled[-1] = last + part
        elif isinstance(part, Node) and isinstance(last, Node) and part.name == last.name:
            settled[-1:] = _two_alike(last, part)
        else:
            settled.append(part)
    if isinstance(settled[-1], Node) and settled[-1].name == "break":
        settled.append(".")
    return tuple(settled)


def _two_alike(one: Node, other: Node) -> list[Node | str]:
    if one.name in JOINED:
        return [Node(one.name, (), _settled((*one.children, *other.children)))]
    return [one, "/", other] if one.name == "code" else [one, other]
