"""The two drafts of one format as one row of blocks, part beside part.

Nothing in this module knows a record; what stands in its own element on a page stands in a row of a
table in a Word file, and one below the other in text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from minutebook.bilingual.pairing import Pair, paired, paired_facts
from minutebook.bilingual.side import filled, moved_inlines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.bilingual.side import Side

Sides = tuple["Side", "Side"]

_HOLD = {"section", "session", "facts", "people", "fold"}
"""The looks of blocks that hold others, each of which has its own partner."""
_FOLD_SIGNS = {"fold-words", "fold-end"}


def pairs_of(ast: tuple[etree._Element, etree._Element], sides: Sides) -> list[Pair]:
    """Pair the outermost blocks of two ``Pandoc`` elements."""
    first, second = (draft.find("blocks") for draft in ast)
    assert first is not None
    assert second is not None
    return paired(list(first), list(second), sides)


def unfold(ast: etree._Element) -> None:
    """Open the lists that begin folded: what folds them is a matter of one language."""
    for sign in list(ast.iter("Div")):
        parent = sign.getparent()
        if parent is not None and sign.get("class") in _FOLD_SIGNS:
            parent.remove(sign)


def holds_others(pair: Pair) -> bool:
    """Say whether two blocks are alike and hold blocks that can be paired."""
    one, two = pair.first, pair.second
    return (
        one is not None
        and two is not None
        and one.tag == "Div"
        and bool(_HOLD & set(one.get("class", "").split()))
    )


def inner_pairs(pair: Pair, sides: Sides) -> list[Pair]:
    """Pair what stands in two blocks that hold others."""
    assert pair.first is not None
    assert pair.second is not None
    return paired(list(pair.first), list(pair.second), sides)


def facts_in(pair: Pair, sides: Sides) -> list[Pair] | None:
    """Pair the facts of two lists or tables of facts; ``None`` where the blocks are none."""
    blocks = [block for block in (pair.first, pair.second) if block is not None]
    path = {"DefinitionList": "item", "Table": "TableBody/body/Row"}.get(str(blocks[0].tag))
    is_table = blocks[0].tag == "Table"
    if path is None or (is_table and "facts" not in blocks[0].get("class", "").split()):
        return None
    first, second = (
        [] if block is None else block.findall(path) for block in (pair.first, pair.second)
    )
    return paired_facts(first, second, _name_of, sides)


def _name_of(fact: etree._Element) -> str:
    return "".join(map(str, fact[0].itertext())).strip()


def entries_in(pair: Pair) -> list[Pair] | None:
    """
    Pair the entries of two lists of one length: people, papers, what stands in the summary.

    Returns:
        ``None`` where the blocks are none, or lists of an author's, which keep their bullets.
    """
    one, two = pair.first, pair.second
    if one is None or two is None or one.tag != "BulletList" or len(one) != len(two):
        return None
    outer = one.getparent()
    if outer is None or "session" in outer.get("class", "").split():
        return None
    return [Pair(*entries) for entries in zip(list(one), list(two), strict=True)]


def blocks_of(block: etree._Element | None) -> Iterator[etree._Element]:
    """Give a block by itself, or nothing where there is none."""
    if block is not None:
        yield block


def spoken_notes(ast: etree._Element, side: Side) -> None:
    """Say of footnotes, which are gathered far from their marks, in which language they are."""
    for paragraph in ast.iterfind(".//Note//Para"):
        _speak(paragraph, side)
    for paragraph in ast.iterfind(".//Note//Plain"):
        _speak(paragraph, side)


def _speak(paragraph: etree._Element, side: Side) -> None:
    spoken = moved_inlines(paragraph, etree.Element("Span", lang=side.tag))
    paragraph.text = None
    paragraph.append(spoken)


def halves(
    first: list[etree._Element] | Iterator[etree._Element],
    second: list[etree._Element] | Iterator[etree._Element],
    sides: Sides,
) -> list[etree._Element]:
    """Put blocks into the halves of their languages."""
    return [
        filled(sides[0].half(), first),
        filled(sides[1].half(), second),
    ]
