"""What holds for every rich text: Markdown, tree and XML are three forms of one thing."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree
from tests.property.rich_text import MARKDOWN, TEXTS, blocks

from minutebook.markdown import Node, RichText, parse
from minutebook.markdown.compose import compose
from minutebook.markdown.dialect import PARSER
from minutebook.markdown.faults import Faults
from minutebook.markdown.flaws import flaws
from minutebook.markdown.subset import read_blocks
from minutebook.markdown.words import tree_words, words
from minutebook.markdown.xml import from_xml, to_xml
from minutebook.xml_parser import parse_xml

pytestmark = pytest.mark.property

_PROSE = st.text(st.sampled_from("ab .,;:!?()'\"/$%@{}é 1\n"), max_size=60)


@given(blocks())
def test_drawn_trees_are_sound(tree: RichText) -> None:
    """Holds: the strategy that other tests build on draws only trees without flaws."""
    assert flaws(tree) == ()


@given(blocks())
def test_every_tree_survives_markdown(tree: RichText) -> None:
    """Holds: a tree written as Markdown reads back as the same tree, without faults."""
    assert parse(compose(tree)) == (tree, ())


@given(blocks())
def test_every_tree_survives_xml(tree: RichText) -> None:
    """Holds: a tree written as XML bytes reads back as the same tree."""
    field = etree.Element("{urn:example}text")
    to_xml(tree, field)
    assert from_xml(field) == tree
    assert from_xml(parse_xml(etree.tostring(field))) == tree


@given(MARKDOWN)
def test_what_is_read_can_be_written(text: str) -> None:
    """Holds: Markdown without faults gives a sound tree, and the tree Markdown that says it."""
    tree, faults = parse(text)
    assume(not faults)
    assert flaws(tree) == ()
    assert parse(compose(tree)) == (tree, ())


@given(MARKDOWN)
def test_no_word_is_lost_in_reading(text: str) -> None:
    """Holds: each word of Markdown without faults is a word of its tree."""
    tree, faults = parse(text)
    assume(not faults)
    assert Counter(words(text)) - Counter(tree_words(tree)) == Counter()


@given(MARKDOWN)
def test_the_normal_spelling_is_stable(text: str) -> None:
    """Holds: tidying what is tidy changes nothing."""
    tree, faults = parse(text)
    assume(not faults)
    tidy = compose(tree)
    assert compose(parse(tidy)[0]) == tidy


@given(MARKDOWN)
def test_faults_lie_within_the_text(text: str) -> None:
    """Holds: every fault has a place in the text, and they come in order."""
    faults = parse(text)[1]
    assert all(0 <= fault.start <= fault.end <= len(text) for fault in faults)
    assert [fault.start for fault in faults] == sorted(fault.start for fault in faults)


@given(_PROSE | TEXTS)
def test_plain_prose_reads_the_same_without_the_parser(text: str) -> None:
    """Holds: the short way that plain prose takes leads to the parser's own tree."""
    source = text.replace("\r", "\n")
    faults = Faults(source)
    slow = read_blocks(PARSER.parse(source, {}), faults)
    assume(not faults.found)
    assert parse(source) == (slow, ())


@given(blocks())
def test_no_word_of_the_source_goes_uncounted(tree: RichText) -> None:
    """
    Holds: the source has each word of the tree as often, but for addresses that are shown, and
    for numbers in code that stand as those of a list do.
    """
    uncounted = Counter(tree_words(tree)) - Counter(words(compose(tree)))
    numbers = {word for word in uncounted if word.isdecimal() and len(word) <= 3}
    in_code = set(tree_words(_code(tree)))
    assert set(uncounted) <= set(tree_words(_links(tree))) | (numbers & in_code)


@given(blocks(), st.data())
def test_a_dropped_word_is_noticed(tree: RichText, data: st.DataObject) -> None:
    """Holds: the proof by words fails when a text with a word of its own is gone from the tree."""
    assume(_texts(tree))
    poorer = _without(tree, data.draw(st.integers(0, len(_texts(tree)) - 1)), [0])
    gone = set(tree_words(tree)) - set(tree_words(poorer)) - set(tree_words(_links(tree)))
    lost = Counter(words(compose(tree))) - Counter(tree_words(poorer))
    assert gone <= set(lost)


def _links(children: tuple[Node | str, ...]) -> RichText:
    found: list[Node] = []
    for child in children:
        if isinstance(child, Node):
            found += [child] if child.name == "link" else _links(child.children)
    return tuple(found)


def _code(children: tuple[Node | str, ...]) -> RichText:
    found: list[Node] = []
    for child in children:
        if isinstance(child, Node):
            found += [child] if child.name.startswith("code") else _code(child.children)
    return tuple(found)


def _texts(children: tuple[Node | str, ...]) -> list[str]:
    found: list[str] = []
    for child in children:
        found += [child] if isinstance(child, str) else _texts(child.children)
    return found


def _without(children: tuple[Node | str, ...], index: int, seen: list[int]) -> tuple[Any, ...]:
    kept: list[Node | str] = []
    for child in children:
        if isinstance(child, Node):
            kept.append(Node(child.name, child.attributes, _without(child.children, index, seen)))
        else:
            if seen[0] != index:
                kept.append(child)
            seen[0] += 1
    return tuple(kept)
