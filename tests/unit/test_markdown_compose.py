"""Block trees written as Markdown."""

from __future__ import annotations

import pytest

from minutebook.markdown import Node, RichText, parse
from minutebook.markdown.compose import compose

# Markdown in the normal spelling: reading and writing it changes nothing.
NORMAL = [
    "",
    "Smith & Co., 3.5 * 2, snake_case, C:\\Users, AT&T, R&D; (see [1]).",
    "It ended in 2019.\nThe [Chair]: agreed. Vec<T>, <inaudible>, a < b > c.",
    "#hash -dash +plus 1.5 :-) ~5 ^2 yes! [laughter] $5 | 6 {a} 50% \"a\" 'b' “c”",
    "a  b\tc\xa0d",
    "\xa0a",
    "one\\\ntwo",
    "un*believ*able **bold** ~~gone~~ `code` ``a ` b`` `` ` ``",
    "**_a_ b** and **foo*bar*baz**",
    '[a *b*](https://x.y "say \\"t\\"") <https://x.y> <a@b.c> [c](<https://x.y/(z)>)',
    "- a\n- b\n  - c\n\n    d\n\n  - e\n- f",
    "- a\n\n* b\n\n- c",
    "1. a\n2. b\n\n1) c",
    "998. a\n999. b\n1000. c",
    "- > a\n  >\n  > b\n- ```\n  c\n\n   d\n  ```\n- | e |\n  | --- |",
    "- ___\n- a\n  ___\n-\n- * b",
    "> a\n>\n> > b\n\n>",
    "---",
    "````\n```\n````",
    "```python\n\tx = 1\n```",
    "~~~a`b\n~~~\n~~~~".replace("~~~\n~~~~", "x\n~~~"),
    "| a | b |\n| :-- | :-: |\n| `x\\|y` |  |",
    "a[^1] b[^n.2]\n\n[^n.2]: c\n\n    - d\n\n[^1]: e",
    "&#32;a&#32;",
    "x&nbsp;*&nbsp;a*".replace("x&nbsp;", "x "),
]
# Other spellings, and the normal one.
TIDIED = {
    "* a\n* b": "- a\n- b",
    "1) a\n1) b": "1. a\n2. b",
    "__a__ _b_": "**a** *b*",
    "a  \nb": "a\\\nb",
    "***": "---",
    "~~~ py\nx\n~~~~": "```py\nx\n```",
    "a|b\n-|-\nc": "| a | b |\n| --- | --- |\n| c |  |",
    "<https://x.y> [https://x.y](https://x.y)": "<https://x.y> <https://x.y>",
    "> a\nb": "> a\n> b",
    "- a\n-\n\n  b": "- a\n-\n\nb",
    "2019. a": "2019\\. a",
    "&copy;&amp;copy;": "©\\&copy;",
}
# Text as it is, and as it must be written.
ESCAPED = {
    "1. a": "1\\. a",
    "- a\n+ b\n* c": "\\- a\n\\+ b\n\\* c",
    "# a\n## b\n#": "\\# a\n\\## b\n\\#",
    "> a": "\\> a",
    "a\n---": "a\n\\---",
    "a\n===": "a\n\\===",
    "a|b\n-|-": "a|b\n\\-|-",
    "~~~": "\\~\\~\\~",
    "```": "\\`\\`\\`",
    "*a* __b__ ~~c~~": "\\*a\\* \\_\\_b\\_\\_ \\~\\~c\\~\\~",
    "[a](b) ![a](b) [^1] ^[a]": "[a\\](b) ![a\\](b) \\[^1] \\^[a]",
    "<b> <a@b.c> <https://x>": "\\<b> \\<a@b.c> \\<https://x>",
    "&amp; \\* a\\": "\\&amp; \\\\\\* a\\",
    " a \n b ": "&#32;a &#10; b&#32;",
    "a\n\nb": "a&#10;\nb",
    "\t\r": "&#9;&#13;",
    "**": "\\**",
}
TREES = {
    "em beside strong": ("*a*__b__", [Node("em", (), ("a",)), Node("strong", (), ("b",))]),
    "blanks within em": ("&#120;*&#32;a&#32;*", ["x", Node("em", (), (" a ",))]),
    "marks beside words": ("&#120;*(a)*&#121;", ["x", Node("em", (), ("(a)",)), "y"]),
    "all at once": (
        "*__~~a~~__*",
        [Node("em", (), (Node("strong", (), (Node("strike", (), ("a",)),)),))],
    ),
    "a bang and a link": (
        "a\\![b](#c)",
        ["a!", Node("link", (("href", "#c"),), ("b",))],
    ),
    "brackets in a link": (
        "[\\[a\\]\\(b)](#c)".replace("\\(", "("),
        [Node("link", (("href", "#c"),), ("[a](b)",))],
    ),
    "a reference in an address": (
        "[a](https://x?b=1&amp;copy;=2)",
        [Node("link", (("href", "https://x?b=1&copy;=2"),), ("a",))],
    ),
    "code that is blank": (
        "` ` ``  ` ``",
        [Node("code", (), (" ",)), " ", Node("code", (), (" `",))],
    ),
}


def _paragraph(text: str) -> RichText:
    return (Node("p", (), (text,)),)


@pytest.mark.parametrize("text", NORMAL)
def test_the_normal_spelling_comes_back(text: str) -> None:
    """What is in the normal spelling is written as it was read, without an escape more."""
    tree, faults = parse(text)
    assert faults == ()
    assert compose(tree) == text


@pytest.mark.parametrize(("text", "expected"), TIDIED.items())
def test_other_spellings_are_made_normal(text: str, expected: str) -> None:
    """Another spelling of the same tree becomes the normal one, which reads the same."""
    tree, faults = parse(text)
    assert faults == ()
    assert compose(tree) == expected
    assert parse(expected) == (tree, ())


@pytest.mark.parametrize(("text", "expected"), ESCAPED.items())
def test_text_that_looks_like_syntax(text: str, expected: str) -> None:
    """Such text is escaped where it must be, and reads back as it was."""
    assert compose(_paragraph(text)) == expected
    assert parse(expected) == (_paragraph(text), ())


@pytest.mark.parametrize(("expected", "children"), TREES.values(), ids=TREES)
def test_hard_neighbours(expected: str, children: list[Node | str]) -> None:
    """Signs that would run together, or not work where they stand, are kept apart."""
    tree = (Node("p", (), tuple(children)),)
    assert compose(tree) == expected
    assert parse(expected) == (tree, ())


def test_a_note_mark_before_a_colon() -> None:
    """A line that begins with a footnote's mark and a colon does not become the footnote."""
    mark = (("id", "1"),)
    tree = (
        Node("p", (), (Node("note-ref", mark), ": a")),
        Node("footnote", mark, _paragraph("b")),
    )
    assert compose(tree) == "[^1]\\: a\n\n[^1]: b"
    assert parse(compose(tree)) == (tree, ())


def test_a_cell_that_looks_like_a_delimiter() -> None:
    """A head of hyphens below a paragraph with a bar does not become a table's second line."""
    cells = (Node("cell", (), ("-",)), Node("cell", (), (":-:",)))
    item = Node("item", (), (*_paragraph("a|b"), Node("table", (), (Node("head", (), cells),))))
    tree = (Node("list", (("kind", "bullet"), ("tight", "yes")), (item, item)),)
    assert parse(compose(tree)) == (tree, ())


def test_a_long_text_of_marks_is_written_soon() -> None:
    """Runs of thousands of signs are written in one pass, and read back."""
    for text in ("*" * 20_000, "_a" * 8_000, "& " * 8_000, "<" * 8_000, "[" * 8_000):
        tree = _paragraph(text)
        assert parse(compose(tree)) == (tree, ())
