"""Rich text in the AST: word for word, and harmless."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree
from tests.unit.render_notes import ast_of, blocks_of, items_xml, text_of, words_of

from minutebook.render import FORMATS, load_house

if TYPE_CHECKING:
    from minutebook.render import HouseFiles


@pytest.fixture(scope="module")
def house() -> HouseFiles:
    """Compiled once."""
    return load_house()


def test_a_footnote_stands_where_it_is_referred_to(house: HouseFiles) -> None:
    """It is looked for in its own field: two fields may have the same mark."""
    field = (
        "<text><body><p>w<note-ref id='1'/></p><footnote id='1'><p>{}</p></footnote></body></text>"
    )
    ast = ast_of(items_xml(field.format("first"), field.format("second")), house)
    assert [words_of(note) for note in ast.iter("Note")] == ["first", "second"]


def test_a_footnote_within_itself_ends(house: HouseFiles) -> None:
    """The grammar forbids it; an archive made elsewhere might hold it."""
    ast = ast_of(
        items_xml(
            "<text><body><p>w<note-ref id='1'/></p>"
            "<footnote id='1'><p>see<note-ref id='1'/></p></footnote></body></text>"
        ),
        house,
    )
    assert [words_of(note) for note in ast.iter("Note")] == ["see[1]"]


def test_inline_words_are_neither_joined_nor_parted(house: HouseFiles) -> None:
    """Not a blank is added or lost between two inlines."""
    words = "a<em>b</em><strong>c</strong> <code>d  e</code>\nf<break/>g <strike>h</strike>."
    ast = ast_of(items_xml(f"<text><body><p>{words}</p></body></text>"), house)
    paragraph = next(p for p in ast.iter("Para") if p.find("Emph") is not None)
    inner = etree.tostring(paragraph, encoding="unicode", with_tail=False)
    assert inner == (
        "<Para>a<Emph>b</Emph><Strong>c</Strong> <Code>d  e</Code>\nf<LineBreak/>"
        "g <Strikeout>h</Strikeout>.</Para>"
    )


@pytest.mark.parametrize(
    ("href", "leads"),
    [
        ("https://example.org/a?b=c&amp;d=e", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("mailto:a@example.org", True),
        ("tel:+441234", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        (" https://example.org", False),
        ("//example.org", False),
    ],
)
def test_a_link_leads_only_to_the_web_mail_and_telephone(
    href: str, leads: bool, house: HouseFiles
) -> None:
    """Any other address is shown, and leads nowhere."""
    ast = ast_of(
        items_xml(f'<text><body><p><link href="{href}">words</link></p></body></text>'), house
    )
    links = [link for link in blocks_of(ast).iter("Link") if words_of(link) == "words"]
    assert bool(links) is leads
    assert "words" in text_of(ast)


def test_links_within_the_record_lead_to_its_anchors(house: HouseFiles) -> None:
    """Also where the author's id is one that pandoc gives to a footnote."""
    ast = ast_of(
        items_xml(
            '<text id="fn1"><body><p>x</p></body></text>',
            '<text><body><p><link href="#fn1">up</link> '
            '<link href="#nowhere">lost</link></p></body></text>',
        ),
        house,
    )
    links = [link for link in blocks_of(ast).iter("Link") if not link.get("class")]
    assert [link.get("href") for link in links] == ["#_fn1"]
    assert "_fn1" in {div.get("id") for div in ast.iter("Div")}


@pytest.mark.parametrize("output_format", FORMATS)
def test_no_author_can_write_raw_or_pictures(output_format: str, house: HouseFiles) -> None:
    """Markup in text stays text, and elements of pandoc's own are not copied."""
    hostile = (
        "&lt;script&gt;alert(1)&lt;/script&gt; $title$ "
        '<RawInline xmlns="" format="html">&lt;b&gt;</RawInline><Image xmlns="" src="x"/>'
    )
    xml = items_xml(
        f"<text><body><p>{hostile}</p><RawBlock xmlns='' format='html'>raw</RawBlock></body></text>"
    )
    ast = ast_of(xml, house, output_format=output_format)
    assert {e.tag for e in ast.iter()} & {"RawBlock", "RawInline", "Image"} == set()
    assert "<script>alert(1)</script> $title$" in text_of(ast)
