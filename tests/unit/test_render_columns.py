"""Text measured and broken in columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.render.columns import GAP, Paragraph, Word, fit, line_width, wrap
from minutebook.wording import width


def _cell(text: str) -> tuple[Paragraph, ...]:
    return (Paragraph(lines=(tuple(Word(word) for word in text.split()),)),)


def _texts(text: str, columns: int) -> list[str]:
    return [" ".join(word.text for word in line) for _, line in wrap(_cell(text), columns)]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("", 0),
        ("日本", 4),
        ("ﾊﾝｶｸ", 4),
        ("e\u0301", 1),
        ("a\u200db", 2),
        ("Adeyẹmi", 7),
        ("\u202eabc", 3),
    ],
)
def test_width_counts_columns(text: str, columns: int) -> None:
    """Wide characters take two, marks and signs that are not seen none."""
    assert width(text) == columns


def test_a_line_is_broken_between_words() -> None:
    """As many as fit, no word cut."""
    assert _texts("one two three four", 9) == ["one two", "three", "four"]


def test_a_word_too_long_stands_alone() -> None:
    """An address is never cut."""
    assert _texts("see https://example.org/a/long/one now", 10) == [
        "see",
        "https://example.org/a/long/one",
        "now",
    ]


def test_a_script_without_blanks_is_broken_anywhere() -> None:
    """A Chinese sentence is one word to a computer and many to a reader."""
    assert _texts("会议记录由秘书处保存", 8) == ["会议记录", "由秘书处", "保存"]


def test_what_hangs_stays_hanging() -> None:
    """A bullet stands before the first line only, and its width is counted."""
    cell = (Paragraph(lines=((Word("aaa"), Word("bbb")),), first="- ", rest="  "),)
    assert [(before, line[0].text) for before, line in wrap(cell, 6)] == [
        ("- ", "aaa"),
        ("  ", "bbb"),
    ]


@given(
    st.lists(st.text(alphabet="abc日é", min_size=1, max_size=12), max_size=30), st.integers(4, 40)
)
def test_no_line_is_wider_than_it_may_be(words: list[str], columns: int) -> None:
    """But for one word alone, and no character is lost."""
    text = " ".join(words)
    lines = [line for _, line in wrap(_cell(text), columns)]
    assert all(line_width(line) <= columns or len(line) == 1 for line in lines)
    assert "".join(word.text for line in lines for word in line) == text.replace(" ", "")


@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 60)).map(lambda two: (min(two), max(two))),
        min_size=1,
        max_size=6,
    ),
    st.integers(20, 100),
)
def test_columns_share_a_line(needs: list[tuple[int, int]], columns: int) -> None:
    """Each has room for its longest word, none more than it needs, and together they fit."""
    widths = fit(needs, columns)
    room = columns - GAP * (len(needs) - 1)
    if widths is None:
        assert sum(least for least, _ in needs) > room
        return
    assert sum(widths) <= room
    assert all(least <= got <= most for got, (least, most) in zip(widths, needs, strict=True))
