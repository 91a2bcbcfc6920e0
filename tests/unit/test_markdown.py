"""Markdown read into block trees."""

from __future__ import annotations

import pytest

from minutebook.markdown import Node, RichText, parse


def sketch(node: Node | str) -> str:
    """Show a tree as tags in one line."""
    if isinstance(node, str):
        return node
    attributes = "".join(f" {name}={value}" for name, value in node.attributes)
    inner = "".join(sketch(child) for child in node.children)
    return (
        f"<{node.name}{attributes}>{inner}</{node.name}>"
        if inner
        else f"<{node.name}{attributes}/>"
    )


def sound(text: str) -> str:
    """Read Markdown that has no faults, and sketch its tree."""
    tree, faults = parse(text)
    assert faults == ()
    return "".join(sketch(block) for block in tree)


BULLETS = "<list kind=bullet tight={}>{}</list>"
BLOCKS = {
    "": "",
    " \n \n": "",
    "One.": "<p>One.</p>",
    "One.\n": "<p>One.</p>",
    "One\n  two \nthree.\n\n\nFour.": "<p>One\ntwo\nthree.</p><p>Four.</p>",
    "One  \ntwo": "<p>One<break/>two</p>",
    "One\\\ntwo": "<p>One<break/>two</p>",
    "a\\": "<p>a\\</p>",
    "- a\n- b": BULLETS.format("yes", "<item><p>a</p></item><item><p>b</p></item>"),
    "- a\n\n- b": BULLETS.format("no", "<item><p>a</p></item><item><p>b</p></item>"),
    "* a\n+ b": BULLETS.format("yes", "<item><p>a</p></item>")
    + BULLETS.format("yes", "<item><p>b</p></item>"),
    "-\n- b": BULLETS.format("yes", "<item/><item><p>b</p></item>"),
    "- a\n  - b": BULLETS.format(
        "yes", "<item><p>a</p>" + BULLETS.format("yes", "<item><p>b</p></item>") + "</item>"
    ),
    "- > a": BULLETS.format("yes", "<item><quote><p>a</p></quote></item>"),
    "3) a\n4) b": (
        "<list kind=number start=3 tight=yes><item><p>a</p></item><item><p>b</p></item></list>"
    ),
    "1. a\n1. b": "<list kind=number tight=yes><item><p>a</p></item><item><p>b</p></item></list>",
    "> a\nb\n>\n> c": "<quote><p>a\nb</p><p>c</p></quote>",
    ">": "<quote/>",
    "```py  x\n a\n\n  b\n```": "<code-block language=py  x> a\n\n  b</code-block>",
    "~~~\n```\n~~~": "<code-block>```</code-block>",
    "```\n```": "<code-block/>",
    "***": "<rule/>",
    "| a | b |\n|:--|--:|\n| c |": (
        "<table><head><cell align=left>a</cell><cell align=right>b</cell></head>"
        "<row><cell align=left>c</cell><cell align=right/></row></table>"
    ),
    "| a |\n|:-:|": "<table><head><cell align=center>a</cell></head></table>",
    "| a \\| `b\\|c` |\n|-|": "<table><head><cell>a | <code>b|c</code></cell></head></table>",
    "a[^1]\n\n[^1]: b\n\n    - c": (
        "<p>a<note-ref id=1/></p><footnote id=1><p>b</p>"
        + BULLETS.format("yes", "<item><p>c</p></item>")
        + "</footnote>"
    ),
    "[^2]: b\n[^1]: c\n\na[^1] d[^2]": (
        "<p>a<note-ref id=1/> d<note-ref id=2/></p>"
        "<footnote id=2><p>b</p></footnote><footnote id=1><p>c</p></footnote>"
    ),
}
INLINES = {
    "*a* _b_ **c** __d__ ~~e~~ `f`": (
        "<em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> <strike>e</strike>"
        " <code>f</code>"
    ),
    "un*believ*able snake_case 2*3*4": "un<em>believ</em>able snake_case 2<em>3</em>4",
    "*a *b* c*": "<em>a b c</em>",
    "*a*_b_": "<em>ab</em>",
    "***a** b*": "<em><strong>a</strong> b</em>",
    "[a *b*](https://x.y 'say \"t\"')": '<link href=https://x.y title=say "t">a <em>b</em></link>',
    "[a](<https://x.y/(z>)": "<link href=https://x.y/(z>a</link>",
    "[a](#part)": "<link href=#part>a</link>",
    "<https://x.y?a=ä&b> <a@b.c>": (
        "<link href=https://x.y?a=ä&b>https://x.y?a=ä&b</link> <link href=mailto:a@b.c>a@b.c</link>"
    ),
    "https://x.y": "https://x.y",
    "&amp;&nbsp;&#233;\\&amp;": "&\xa0é&amp;",
    "`&amp;` `` ` ``": "<code>&amp;</code> <code>`</code>",
    "\xa0a\u2003": "\xa0a\u2003",
    "a\u2028b": "a\u2028b",
    "&#32;a&#10;b": " a\nb",
}
WORDS_NOT_SYNTAX = [
    "2019. It began",
    "12345) x",
    "[Chair]: agreed",
    "[Chair]: https://example.org",
    "[text][ref] and [text][]",
    "Vec<T> and <inaudible>",
    "<inaudible>\nthen",
    "<std::string> <note:this> Class<?>",
    "a < b, b > a, 3 <4",
    "#hashtag and ####### seven",
    "AT&T &nothing; &",
    "-dash +plus 1.5 is",
    "[x] [ ] done",
    "Smith & Co., 3.5 * 2",
    "(c) ... -- \"quoted\" 'too' :-)",
    "a ^ b ^2 !",
    "50% {a} $5 @b",
]


@pytest.mark.parametrize(("text", "expected"), BLOCKS.items())
def test_blocks(text: str, expected: str) -> None:
    """Every kind of block becomes an element, with what an author wrote about it."""
    assert sound(text) == expected


@pytest.mark.parametrize(("text", "expected"), INLINES.items())
def test_inlines(text: str, expected: str) -> None:
    """Every kind of inline becomes an element, and references become characters."""
    assert sound(text) == f"<p>{expected}</p>"


@pytest.mark.parametrize("text", WORDS_NOT_SYNTAX)
def test_words_that_look_like_syntax(text: str) -> None:
    """Speech that another Markdown would swallow or restyle stays as it is."""
    assert sound(text) == f"<p>{text}</p>"


def test_a_year_within_a_list_is_text() -> None:
    """A number of four digits at the start of a line goes on with the paragraph."""
    assert sound("1. Founded in\n2019. Good.") == (
        "<list kind=number tight=yes><item><p>Founded in\n2019. Good.</p></item></list>"
    )
    assert sound("2019\\. It began") == "<p>2019. It began</p>"


def test_a_list_may_pass_a_thousand() -> None:
    """A list that has come to 999 goes on with 1000."""
    tree, faults = parse("\n".join(f"{n}. x" for n in range(998, 1003)))
    assert (faults, len(tree[0].children)) == ((), 5)


def test_line_ends_of_any_kind() -> None:
    """CR LF and CR are line ends too."""
    assert sound("a\r\nb\rc\r\n\r\n- d") == sound("a\nb\nc\n\n- d")


def test_nodes_are_values() -> None:
    """Equal trees are equal and have one hash; a node gives its attributes by name."""
    one, other = parse("- *a*")[0], parse("* _a_")[0]
    assert one == other
    assert hash(one) == hash(other)
    assert one[0].get("kind") == "bullet"
    assert one[0].get("start", "1") == "1"


def test_the_parser_keeps_nothing() -> None:
    """A footnote of one text is unknown in the next."""
    assert parse("a[^1]\n\n[^1]: b")[1] == ()
    assert [fault.code for fault in parse("a[^1]")[1]] == ["E370"]


def _deepest(tree: RichText) -> int:
    nodes = [child for node in tree for child in node.children if isinstance(child, Node)]
    return 1 + _deepest(tuple(nodes)) if nodes else 1


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_twenty_levels_are_read(mark: str) -> None:
    """Twenty levels are fine, the twenty-first is the one fault, and no number crashes."""
    assert parse(mark * 20 + "a")[1] == ()
    fault = parse(mark * 21 + "a")[1][0]
    assert (fault.code, fault.start) == ("E377", 20 * len(mark))
    assert [fault.code for fault in parse(mark * 5000 + "a")[1]][:1] == ["E377"]
    assert _deepest(parse(mark * 5000 + "a")[0]) < 100


HARD = {
    "brackets": "[" * 20_000,
    "images": "![" * 10_000,
    "labels": "[a](" * 5_000,
    "inline notes": "^[" * 10_000 + "]",
    "note marks": "[^a" * 10_000,
    "stars": "*" * 20_000,
    "emphasis": "*a **a " * 5_000,
    "mixed emphasis": "_*a" * 8_000,
    "backticks": "".join("`" * n + "a" for n in range(150)),
    "strikes": "~~a" * 8_000,
    "comments": "<!--" * 5_000,
    "tags": "<a " * 10_000,
    "tag spaces": "<a" + " " * 20_000,
    "addresses": "<http:" * 5_000,
    "ampersands": "&#" * 20_000,
    "escapes": "\\*" * 20_000,
    "long line": "a " * 20_000 + "*",
    "many lines": "a*\n" * 5_000,
    "nested list": "".join(" " * 2 * n + "- a\n" for n in range(100)),
    "wide table": "|a" * 3_000 + "\n" + "|-" * 3_000,
    "long table": "|a|\n|-|\n" + "|a|\n" * 3_000,
    "notes": "".join(f"[^{n}]: a\n" for n in range(2_000)),
    "blank": " \n" * 20_000 + "*",
}


@pytest.mark.slow
@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_no_text_takes_long(text: str) -> None:
    """Text made to be slow is read in about the time of any text of its length."""
    tree, faults = parse(text)
    assert tree or faults
