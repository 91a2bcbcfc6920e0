"""The check reads what a rendition says as its readers and their programs do."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest
from tests.unit.render_notes import note_xml

from minutebook.render.fields import words_in, written
from minutebook.render.leaks import Secrets, leaks, secrets_of
from minutebook.render.output_text import texts_of
from minutebook.xml_parser import parse_xml

CLOSED = '<access level="closed"/>'


def secrets(inner: str, *fixed: str) -> Secrets:
    """What a record must not tell."""
    return secrets_of(parse_xml(note_xml(inner)), fixed)


STYLES = "xmlns:s='urn:oasis:names:tc:opendocument:xmlns"
HIDDEN = secrets(
    "<background><body><p>The barn was red.</p></body></background><sessions><session id='s-77'>"
    f"<title>Otters</title>{CLOSED}<items><text id='P77'/></items>"
    "<body><p>Otters ate <em>the</em> silver fish.<break/>Twice.</p>"
    "<p><link href='https://example.org/otter?a=1'>here</link></p></body></session></sessions>",
    "Page",
)


def packed(**members: str | bytes) -> bytes:
    """A package with some members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, text in members.items():
            package.writestr(name, text)
    return file.getvalue()


def pdf(stream: bytes, *, title: bytes = b"(x)") -> bytes:
    """The bones of a PDF file."""
    squeezed = zlib.compress(stream)
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Title "
        + title
        + b" >>\nendobj\n2 0 obj\n<< >>\nstream\n"
        + squeezed
        + b"\nendstream\nendobj\n"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"silver fish",
        b"SILVER\n  fish",
        b"silver, fish",
        "sil\u00adver fi\u200bsh".encode(),
        b"<p>silver <b>fish</b></p>",
        b"<p>sil<b>ver</b> fish</p>",
        b"<!DOCTYPE html><p title='silver fish'>x",
        b"<!DOCTYPE html><p>x<!-- silver fish -->",
        b'<!DOCTYPE html><script>{"name": "silver fish"}</script>',
        b"<!DOCTYPE html><p>silver&#32;f&#105;sh",
        packed(a="<w><r><t>sil</t></r><r><rPr><b/></rPr><t>ver fish</t></r></w>"),
        packed(a="<w x='silver fish'/>"),
        packed(a="no markup: silver fish"),
        packed(**{"media/silver fish.png": "x"}),
        packed(a=packed(b="<w>silver fish</w>")),
        pdf(b"BT (silver fish) Tj ET"),
        pdf(b"<x>silver fish</x>"),
        pdf(b"", title=b"(silver fish)"),
        pdf(b"", title=b"<FEFF" + "silver fish".encode("utf-16-be").hex().encode() + b">"),
        b"Otters",
        b"the otters",
        b"#s-77",
        packed(a=f"<w {STYLES}:style:1.0' s:title='P77'/>"),
        packed(a="<w parent-style-name='P77'/>"),
        b"<a href='https://example.org/otter?a=1'/>",
        b"<a href='https://example.org/otter?a=1&amp;b=2'/>",
        b"fish twice",
        b"| a    silver fish   b |",
        b"\xff\xfe silver fish \x00",
    ],
)
def test_what_is_withheld_is_seen(data: bytes) -> None:
    """In text, attributes, comments, scripts, packages, streams and properties."""
    assert [leak.format for leak in leaks(HIDDEN, {"it": data}, list)] == ["it"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"The barn was red.",
        b"silver",  # one word that is in no name or title
        b"fish silver",
        b"silver ware and fish",
        b"silver      fish",  # two cells of a line
        b"<p>Page</p><p>The barn</p>",
        b"otter",
        b"s-777",
        b"<!DOCTYPE html><meta content=\"script-src 'sha256-" + b"aB/otters/" * 4 + b"abc='\">",
        packed(a="<w>red</w>"),
        packed(a=f"<w {STYLES}:style:1.0' s:parent-style-name='P77'/>"),
        pdf(b"BT (barn) Tj ET"),
        b"PK\x03\x04 no package at all",
        b"%PDF-1.4 stream\nnot squeezed\nendstream",
    ],
)
def test_what_is_public_is_left_alone(data: bytes) -> None:
    """Words of the public part, single words, and words that are no neighbours."""
    assert leaks(HIDDEN, {"it": data}, list) == ()


def test_what_is_public_too_may_be_shown() -> None:
    """A name, a title or a run of words that the public part has is no secret."""
    known = secrets(
        "<background><body><p>Otters ate silver fish; see https://example.org/otter.</p></body>"
        f"</background><sessions><session><title>Otters</title>{CLOSED}<body><p>silver fish</p><p>"
        "<link href='https://example.org/otter'>x</link></p></body></session></sessions>"
    )
    assert leaks(known, {"it": b"Otters ate silver fish https://example.org/otter"}, list) == ()


def test_fixed_words_and_fields_may_meet() -> None:
    """The end of one field and the beginning of another make no run of withheld words."""
    known = secrets(
        f"<background>{CLOSED}<body><p>Led by Ann, seen on 5 March 2026.</p></body></background>"
        "<sessions><session><led-by name='Ann Ode'/></session></sessions>",
        "Led by",
    )
    assert leaks(known, {"it": b"Led by: Ann Ode. 5 March 2026"}, list) == ()
    assert leaks(known, {"it": b"seen on"}, list) != ()


def test_what_a_blank_rendition_has_is_no_secret() -> None:
    """Styles, templates and formats bring words along; they are asked for only when needed."""
    asked: list[int] = []

    def blank() -> list[bytes]:
        asked.append(1)
        return [b"silver fish"]

    assert leaks(HIDDEN, {"it": b"barn"}, blank) == ()
    assert asked == []
    assert leaks(HIDDEN, {"it": b"silver fish"}, blank) == ()
    assert leaks(HIDDEN, {"it": b"silver fish ate"}, blank) == ()
    assert leaks(HIDDEN, {"it": b"otters ate"}, blank) != ()


def test_the_place_is_that_of_the_field() -> None:
    """One finding for each field that would be told, in the order of the record."""
    found = leaks(HIDDEN, {"a": b"x", "b": b"ate the silver fish, s-77, Otters"}, list)
    places = [(leak.element.tag.rpartition("}")[2], leak.attribute, leak.format) for leak in found]
    assert places == [("session", "id", "b"), ("title", None, "b"), ("p", None, "b")]


def test_words_are_cut_as_they_are_read() -> None:
    """Figures stay whole, scripts without blanks are cut at each character."""
    assert words_in(
        "£1,250.50 on 2026-03-05, 19/41; A14-1 o\N{RIGHT SINGLE QUOTATION MARK}clock"
    ) == (*("1,250.50", "on", "2026-03-05", "19/41", "a14", "1", "o", "clock"),)
    assert words_in("会議 met") == ("会", "議", "met")
    assert words_in("ﬁ\u00adsh\u200b") == ("fish",)
    assert words_in("") == ()


def test_a_line_may_end_within_a_word_without_blanks() -> None:
    """Where blanks do not part words, the end of a line does not either."""
    assert "Ab会議cd" in list(texts_of("Ab会\n議cd".encode()))
    assert "ab\ncd\n" in list(texts_of(b"ab\ncd"))


def test_fields_are_read_whole() -> None:
    """Marks of text cut nothing, and what says only which part is meant is no word."""
    root = parse_xml(
        note_xml(
            "<background><body><p>A<em>b</em>c<break/>d <link href='#x'>e</link></p></body>"
            "<paper paper='p1'/></background>"
        )
    )
    texts = [field.text for field in written(root)]
    assert ["Abc", "d", "e"] in [text.split() for text in texts]
    assert ["A", "b", "c", "d", "e"] in [text.split() for text in texts]
    assert "#x" not in texts
    assert "p1" not in texts


def test_every_text_is_read_once_and_nothing_fails() -> None:
    """Damaged files are read as far as they go."""
    for data in (b"", b"<", b"<a", b"PK\x03\x04", b"%PDF", b"<a>\xff</a>", b"\x00" * 10):
        list(texts_of(data))
