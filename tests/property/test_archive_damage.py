"""Any damage to the bytes of an archived file: a finding at a place in it, or the record itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.test_archive_faults import SMALL

from minutebook.archive import open_archived
from minutebook.archive.xml_text import XmlText

DATA = SMALL.encode()


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Bytes of a sound file with some of them lost, changed, doubled or put in."""
    data = DATA
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 30)))
        pieces = st.sampled_from(
            [b"", b"<", b">", b"&", b'"', b"</", b"]]>", b"\xff", b"\0", b"\n"]
        )
        piece = draw(st.one_of(st.binary(max_size=4), pieces, st.just(data[start:end] * 2)))
        data = data[:start] + piece + data[end:]
    return data


@given(damaged())
def test_damaged_bytes_are_never_passed_over(data: bytes) -> None:
    """There is a finding with a place in the file, or the bytes are those of a record."""
    opened = open_archived(data, name="a.xml")
    assert opened.findings or opened.xml == data
    lines = XmlText(data=data).lines
    for finding in opened.findings:
        assert 1 <= finding.line <= len(lines.starts)
        start = lines.starts[finding.line - 1]
        assert 1 <= finding.column <= lines.line_end(start) - start + 1


@given(st.binary(max_size=400))
def test_any_bytes_give_a_finding(data: bytes) -> None:
    """What is no record is refused, whatever it is."""
    opened = open_archived(data, name="a.xml")
    assert opened.record is None
    assert opened.findings
