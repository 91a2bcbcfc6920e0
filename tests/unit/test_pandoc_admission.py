from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.pandoc import Limits, PandocError
from minutebook.pandoc.admission import admit

LIMITS = Limits(ast_bytes=2_000)


def document(content: str) -> bytes:
    """Make a document of pandoc's `xml` format."""
    return f"<Pandoc><blocks>{content}</blocks></Pandoc>".encode()


def test_a_document_is_admitted() -> None:
    """What the renderer makes passes."""
    admit(document("<Para>Image RawBlock</Para>"), name="x", limits=LIMITS)


@pytest.mark.parametrize(
    ("ast", "code", "words"),
    [
        (b"", "E502", "`x` cannot be read by pandoc"),
        (b"garbage", "E502", "cannot be read"),
        (b"\xff\xfe<\x00a\x00", "E502", "cannot be read"),
        (document("<Para>"), "E502", "cannot be read"),
        (b"<Para>x</Para>", "E502", "its outermost element is `Para`"),
        (b'<!DOCTYPE Pandoc [<!ENTITY e "x">]><Pandoc/>', "E502", "DOCTYPE"),
        (b'<?xml version="1.0" encoding="ISO-8859-1"?><Pandoc/>', "E502", "ISO-8859-1"),
        (b'<?xml version="1.0" encoding="UTF-7"?><Pandoc/>', "E502", "cannot be read"),
        (document("<Div>" * 300 + "</Div>" * 300), "E507", "2 MB is the most"),
        (document("<RawBlock format='html'>x</RawBlock>"), "E501", "`RawBlock`"),
        (document("<Para><a:Image xmlns:a='u' src='x'/></Para>"), "E501", "`Image`"),
    ],
)
def test_what_is_not_admitted(ast: bytes, code: str, words: str) -> None:
    """Every way in which a document cannot be used is one finding about its record."""
    limits = Limits(ast_bytes=2_000_000) if code != "E507" else LIMITS
    with pytest.raises(PandocError, match="`x`") as caught:
        admit(ast, name="x", limits=limits)
    assert caught.value.code == code
    if code != "E507":
        assert words in caught.value.message


def test_the_size_is_said_in_megabytes() -> None:
    """A size just over the limit is not shown as the limit."""
    with pytest.raises(PandocError) as caught:
        admit(b"x" * 10_000_001, name="x", limits=Limits())
    assert caught.value.message == (
        "the document of `x` has 10.1 MB, and 10 MB is the most that can be rendered"
    )
    assert caught.value.hint == "divide the record"


def test_a_long_reason_is_cut() -> None:
    """A message is one short line, whatever stands in the document."""
    with pytest.raises(PandocError) as caught:
        admit(f"<{'y' * 500}/>".encode(), name="x", limits=LIMITS)
    assert len(caught.value.message) < 160
    assert caught.value.message.endswith("…")


@given(st.binary(max_size=200))
def test_any_bytes_are_admitted_or_refused(ast: bytes) -> None:
    """Nothing that is thrown at it ends in a traceback."""
    try:
        admit(ast, name="x", limits=LIMITS)
    except PandocError as error:
        assert error.code in {"E501", "E502", "E507"}  # noqa: PT017 - both ends are right
