"""Rich text as XML, its grammar, and the proof by words."""

from __future__ import annotations

from collections import Counter
from xml.sax.saxutils import quoteattr

import pytest
from lxml import etree

from minutebook.markdown import (
    BLOCKS,
    ELEMENT_ONLY,
    FOOTNOTE,
    GRAMMAR,
    Node,
    RichText,
    parse,
)
from minutebook.markdown.flaws import flaws
from minutebook.markdown.grammar import ADDRESS, NOTE_MARK
from minutebook.markdown.words import tree_words, words
from minutebook.markdown.xml import from_xml, to_xml
from minutebook.xml_parser import parse_xml

P = Node("p", (), ("a",))
ITEM = Node("item", (), (P,))


def _list(*items: Node, tight: str = "yes", **attributes: str) -> Node:
    return Node("list", (*(attributes or {"kind": "bullet"}).items(), ("tight", tight)), items)


def _field(text: str) -> etree._Element:
    return parse_xml(f'<text xmlns="urn:x">{text}</text>'.encode())


def test_elements_take_the_parents_namespace() -> None:
    """Elements are named as their nodes, in the namespace of the field, after what is there."""
    field = _field("")
    to_xml(parse("a *b* c\n\n- [d](#e)")[0], field)
    assert etree.tostring(field).decode() == (
        '<text xmlns="urn:x"><p>a <em>b</em> c</p><list kind="bullet" tight="yes"><item><p>'
        '<link href="#e">d</link></p></item></list></text>'
    )


def test_without_a_namespace() -> None:
    """A field without a namespace gives elements without one."""
    field = etree.Element("text")
    to_xml((P,), field)
    assert etree.tostring(field) == b"<text><p>a</p></text>"


def test_layout_and_comments_are_not_read() -> None:
    """White space is layout between blocks and text within a paragraph; comments are neither."""
    field = _field(
        "\n  <!-- a -->\n  <quote>\n    <p> b <?c d?><em> </em><!-- e -->\n f</p>\n  </quote>\n"
    )
    em = Node("em", (), (" ",))
    assert from_xml(field) == (Node("quote", (), (Node("p", (), (" b ", em, "\n f")),)),)


def test_attributes_have_one_order() -> None:
    """Attributes are read in the order of the grammar, whatever order the file has."""
    field = _field('<list tight="yes" start="2" kind="number"><item/></list>')
    assert from_xml(field)[0].attributes == (("kind", "number"), ("start", "2"), ("tight", "yes"))


def test_turns_are_read_and_named() -> None:
    """A transcript's turn, which this package does not make, is read like any block of blocks."""
    field = _field('<turn person="AP">\n  <p>a</p>\n</turn>')
    assert from_xml(field) == (Node("turn", (("person", "AP"),), (P,)),)
    assert "turn" in ELEMENT_ONLY


def test_the_grammar_is_whole() -> None:
    """Every element is the child of another or of a field, and every child has its entry."""
    held = {child for element in GRAMMAR.values() for child in element.children}
    firsts = {element.first for element in GRAMMAR.values() if element.first}
    assert held | firsts | set(BLOCKS) | {FOOTNOTE} == set(GRAMMAR)
    assert ELEMENT_ONLY - {"turn"} <= set(GRAMMAR)


SAMPLES = {
    ADDRESS: (
        ["https://x", "HTTP://é|[]", "mailto:a@b", "tel:+1", "#a"],
        ["", "x", "https://", "//x", "https://a b", "javascript:x", 'https://"', "#", "https://<"],
    ),
    NOTE_MARK: (["1", "a-b_c.d", "é"], ["", "a b", "*", "[", "a^", "a|", "`", "~", "!", ":"]),
}
for _element in GRAMMAR.values():
    for _attribute in _element.attributes:
        SAMPLES.setdefault(_attribute.pattern, ([], ["a\nb"]))


@pytest.mark.parametrize("pattern", SAMPLES)
def test_patterns_mean_the_same_in_xsd(pattern: str) -> None:
    """A pattern lets the same values pass in XSD as it does here."""
    schema = etree.XMLSchema(
        parse_xml(
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a">'
            '<xs:simpleType><xs:restriction base="xs:string">'
            f"<xs:pattern value={quoteattr(pattern)}/>"
            "</xs:restriction></xs:simpleType></xs:element></xs:schema>".encode()
        )
    )

    def passes(value: str) -> bool:
        element = etree.Element("a")
        element.text = value
        return schema.validate(element)

    good, bad = SAMPLES[pattern]
    assert [value for value in good if not passes(value)] == []
    assert [value for value in bad if passes(value)] == []


FLAWED: dict[str, RichText] = {
    "row is no block": (Node("row"),),
    "a block after a footnote": (
        Node("p", (), (Node("note-ref", (("id", "1"),)),)),
        Node("footnote", (("id", "1"),), (P,)),
        P,
    ),
    "a footnote given twice": (
        Node("p", (), (Node("note-ref", (("id", "1"),)),)),
        Node("footnote", (("id", "1"),), (P,)),
        Node("footnote", (("id", "1"),), (P,)),
    ),
    "a footnote without a reference, or the reverse": (Node("footnote", (("id", "1"),), (P,)),),
    "two texts side by side": (Node("p", (), ("a", "b")),),
    "an empty text": (Node("p", (), ("",)),),
    "p is empty": (Node("p"),),
    "a character that a text cannot hold": (Node("p", (), ("\x85",)),),
    "two em side by side": (Node("p", (), (Node("em", (), ("a",)), Node("em", (), ("b",)))),),
    "two code side by side": (Node("p", (), (Node("code", (), ("a",)), Node("code", (), ("b",)))),),
    "a line end in code": (Node("p", (), (Node("code", (), ("a\nb",)),)),),
    "a carriage return in a code block": (Node("code-block", (), ("a\rb",)),),
    "em within its kind": (
        Node("p", (), (Node("em", (), (Node("strike", (), (Node("em", (), ("a",)),)),)),)),
    ),
    "text in quote": (Node("quote", (), ("a",)),),
    "table without head": (Node("table", (), (Node("row", (), (Node("cell"),)),)),),
    "note-ref in em": (
        Node(
            "p",
            (),
            (
                Node(
                    "link",
                    (("href", "#a"),),
                    ("b", Node("em", (), (Node("note-ref", (("id", "1"),)),))),
                ),
            ),
        ),
        Node("footnote", (("id", "1"),), (P,)),
    ),
    "break in cell": (
        Node("table", (), (Node("head", (), (Node("cell", (), ("a", Node("break"), "b")),)),)),
    ),
    "attributes of list": (Node("list", (("tight", "yes"), ("kind", "bullet")), (ITEM,)),),
    "list without tight": (Node("list", (("kind", "bullet"),), (ITEM,)),),
    "start of list": (_list(ITEM, kind="number", start="1"),),
    "a start without numbers": (_list(ITEM, kind="bullet", start="2"),),
    "href of link": (Node("p", (), (Node("link", (("href", "javascript:x"),), ("a",)),)),),
    "a link without words": (Node("p", (), (Node("link", (("href", "#a"),), (" ",)),)),),
    "a break at the end of p": (Node("p", (), ("a", Node("break"))),),
    "tight that does not fit the items": (_list(Node("item", (), (P, P))),),
    "rows that differ in their columns": (
        Node(
            "table", (), (Node("head", (), (Node("cell"),)), Node("row", (), (Node("cell"),) * 2))
        ),
    ),
    "spaces around a language": (Node("code-block", (("language", " a"),)),),
    "image is unknown": (Node("p", (), (Node("image"),)),),
    "language of code-block": (Node("code-block", (("language", "a\nb"),)),),
}


def _nested(depth: int) -> RichText:
    tree: RichText = (P,)
    for _ in range(depth):
        tree = (Node("quote", (), tree),)
    return tree


@pytest.mark.parametrize(("flaw", "tree"), FLAWED.items(), ids=FLAWED)
def test_a_flaw_is_named(flaw: str, tree: RichText) -> None:
    """Each thing that a tree may not be is found."""
    assert flaw in flaws(tree)


def test_depth_is_a_flaw() -> None:
    """Twenty levels are sound, and twenty-one are not."""
    assert flaws(_nested(20)) == ()
    assert flaws(_nested(21)) == ("too deep",)


WORDS = {
    "un*believ*able snake_case": ["unbelievable", "snakecase"],
    "[a](https://x.y 'b') `c` d`e`f": ["a", "https", "x", "y", "b", "c", "d", "e", "f"],
    "1. a\n2. 3. b\n\n> 4) c": ["a", "b", "c"],
    "2019. a\n\n1. b": ["2019", "a", "b"],
    "item 1. b": ["item", "1", "b"],
    "caf&eacute; &amp;eacute; \\&eacute;": ["café", "é", "é"],
    "| a\\|b |\n|:-:|": ["a", "b"],
    "[^n1]: a": ["n1", "a"],
    "“a” नमस्ते 5%": ["“a”", "नमस्ते", "5"],
}


@pytest.mark.parametrize(("text", "expected"), WORDS.items())
def test_words(text: str, expected: list[str]) -> None:
    """Words are cut at white space and ASCII marks; what may stand within a word is taken out."""
    assert words(text) == expected


def test_words_of_a_tree() -> None:
    """A tree's words are those of its text, addresses, titles, marks and languages."""
    text = "*a*b [c](#d 'e')[^f]\n\n```g\nh\n```\n\n[^f]: i"
    assert sorted(tree_words(parse(text)[0])) == sorted(
        ["ab", "c", "d", "e", "f", "g", "h", "f", "i"]
    )


def test_high_list_numbers_are_words() -> None:
    """Numbers beyond 999 count on both sides."""
    text = "999. a\n1000. b"
    assert Counter(words(text)) - Counter(tree_words(parse(text)[0])) == Counter()
    assert "1000" in words(text)


def test_references_to_references_take_no_time() -> None:
    """A chain of ampersands is resolved at once."""
    assert words("&" + "amp;" * 50_000 + "a") == ["a"]
