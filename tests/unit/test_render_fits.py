"""What is done to an AST before the writers of PDF and Markdown, which leave something undone."""

from __future__ import annotations

import pytest
from lxml import etree

from minutebook.render.markdown_fit import fit_for_markdown
from minutebook.render.typst_fit import fit_for_typst
from minutebook.xml_parser import parse_xml


def fitted(blocks: str, *, markdown: bool = False) -> str:
    """Fit blocks, and give them as XML, a break within a word as a bar."""
    ast = parse_xml(f"<Pandoc><meta/><blocks>{blocks}</blocks></Pandoc>".encode())
    (fit_for_markdown if markdown else fit_for_typst)(ast)
    found = ast.find("blocks")
    assert found is not None
    inner = "".join(etree.tostring(block, encoding="unicode") for block in found)
    return inner.replace("<SmallCaps/>", "|").replace("<SmallCaps></SmallCaps>", "|")


TABLE = (
    "<Table><Caption><Plain>Actions</Plain></Caption>"
    "<colspecs><ColSpec col-width='0.5'/></colspecs>"
    "<TableBody><body><Row><Cell>{}</Cell></Row></body></TableBody></Table>"
)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ('<Div class="banner"><Para>x</Para></Div>', 'id="__banner"'),
        ('<Div class="item decision" id="D1"><Para>x</Para></Div>', '<Div id="__decision"><Para>'),
        ('<Div class="foreign"><Para>x</Para></Div>', '<Div class="foreign"><Para>'),
        (
            '<Table class="x"><ColSpec alignment="AlignLeft"/></Table>',
            '<ColSpec alignment="AlignDefault"/>',
        ),
        (
            '<Table><ColSpec alignment="AlignLeft"/></Table>',
            '<ColSpec alignment="AlignLeft"/>',
        ),
        ('<Div id="__facts"><Para>x</Para></Div>', "<Div><Para>"),
        ('<Div id="a b"><Para>x</Para></Div>', "<Div><Para>"),
        ('<Para><Link href="#gone">x</Link></Para>', "<Para><Span>x</Span></Para>"),
        ('<Para><Link href="">x</Link></Para>', "<Para><Span>x</Span></Para>"),
        ('<Para><Span id="a"/>x y</Para>', '<Para><Span id="a">x y</Span></Para>'),
        ('<Para><Span id="a"/></Para>', "<Para><Span/></Para>"),
        (
            '<Para><Span id="a"/><Emph>x</Emph> y</Para>',
            '<Para><Span id="a"><Emph>x</Emph></Span> y</Para>',
        ),
        ("<Para>- x</Para>", "<Para>|- x</Para>"),
        ("<Para>12. x</Para>", "<Para>|12. x</Para>"),
        ("<Para><Strong>= x</Strong> -? 3-4 -5 ...</Para>", "|= x</Strong> -|? 3-4 -|5 .|.|."),
        ("<CodeBlock>- x -?</CodeBlock>", "<CodeBlock>- x -?</CodeBlock>"),
        (f"<Para>{'x' * 60}</Para>", "|"),
        (f"<Para>a <Code>{'x' * 40}</Code> b</Para>", f"a <Code>{'x' * 16}</Code>|<Code>"),
        (f"<CodeBlock>{'x' * 40}</CodeBlock>", "x\u200bx"),
        ("<Para>a\ufeffb\ufdd0c</Para>", "<Para>abc</Para>"),
        (
            "<Para>https://example.org/papers/2026</Para>",
            "https://|example.org/|papers/|2026",
        ),
        (
            "<item><Plain>a</Plain><Para>b</Para></item>",
            "<item><Para>a</Para><Para>b</Para></item>",
        ),
        ("<item><Plain>a</Plain></item>", "<item><Plain>a</Plain></item>"),
    ],
)
def test_an_ast_is_fitted_for_typst(blocks: str, expected: str) -> None:
    """Classes become labels, links lead somewhere, and signs stay signs."""
    assert expected in fitted(blocks)


def test_an_id_stands_once() -> None:
    """A label that stands twice cannot be linked to."""
    assert fitted('<Para><Span id="a">x</Span><Span id="a">y</Span></Para>').count('id="a"') == 1


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<Plain>a</Plain>", "<Plain>a</Plain>"),
        ("<Para>a</Para><Div><Para>b <Emph>c</Emph></Para></Div>", "a · b <Emph>c</Emph></Plain>"),
        (
            "<BulletList><item><Plain>a</Plain></item><item><Plain>b</Plain></item></BulletList>",
            "a · b",
        ),
        ("<Para>a<LineBreak/>b</Para>", "a<Span> · </Span>b"),
        ("<CodeBlock>a\n  b</CodeBlock>", "<Code>a b</Code>"),
        ("<Plain>a<Note><Para>n</Para></Note></Plain>", "a<Note><Para>n</Para></Note></Plain>"),
        ("", "<Cell><Plain/></Cell>"),
    ],
)
def test_a_cell_of_markdown_is_one_line(cell: str, expected: str) -> None:
    """No word of it is lost."""
    assert expected in fitted(TABLE.format(cell), markdown=True)


def test_a_caption_of_markdown_stands_before_its_table() -> None:
    """Its tables have none."""
    assert fitted(TABLE.format(""), markdown=True).startswith(
        "<Para><Strong>Actions</Strong></Para><Table><Caption/>"
    )


def test_a_link_within_markdown_is_words() -> None:
    """Nothing in it has a place to lead to."""
    blocks = '<Para><Link href="#D1">D1</Link> <Link href="https://a.example">a</Link></Para>'
    assert fitted(blocks, markdown=True) == (
        '<Para><Span>D1</Span> <Link href="https://a.example">a</Link></Para>'
    )
