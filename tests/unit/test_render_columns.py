"""Text measured and broken in columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.render.columns import GAP, Paragraph, Word, fit, wrap
from minutebook.render.text_words import words_in
from minutebook.wording import width


def _cell(text: str) -> tuple[Paragraph, ...]:
    return (Paragraph(lines=(words_in(text),)),)


def _texts(text: str, columns: int) -> list[str]:
    return list(wrap(_cell(text), columns))


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
        ("±\N{MULTIPLICATION SIGN}", 2),
        ("\uff21\uff22", 4),
        ("한국", 4),
        ("\u1112\u1161\u11ab", 2),
        ("\N{WATCH}\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}", 4),
        ("\N{THUMBS UP SIGN}\U0001f3fd", 2),
        ("\N{HEAVY BLACK HEART}", 1),
        ("\N{HEAVY BLACK HEART}\ufe0f", 2),
        ("\N{HEAVY BLACK HEART}\ufe0f\u200d\N{FIRE}", 2),
        ("1\ufe0f\u20e3", 2),
        ("\U0001f1ec\U0001f1e7", 2),
        ("\N{RUNNER}\u200d\N{MALE SIGN}\ufe0fx", 3),
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


def test_no_sign_is_parted_from_its_letter() -> None:
    """Marks, the signs that make one emoji, and what may not begin or end a line."""
    assert _texts("か\u3099き\u3099", 2) == ["か\u3099", "き\u3099"]
    assert _texts("\N{MAN}\u200d\N{WOMAN}\N{MAN}\U0001f3fd", 2) == [
        "\N{MAN}\u200d\N{WOMAN}",
        "\N{MAN}\U0001f3fd",
    ]
    assert _texts("会议「记录」。由", 6) == ["会议", "「记", "录」。", "由"]


def test_latin_words_are_whole_within_a_script_without_blanks() -> None:
    """A line may end beside them, not in them; Korean has blanks of its own."""
    assert _texts("会议Transport记录", 9) == ["会议", "Transport", "记录"]
    assert _texts("회의록을 보존한다", 4) == ["회의록을", "보존한다"]
    assert _texts("long\u200bword", 5) == ["long\u200b", "word"]


def test_a_separator_ends_a_line() -> None:
    """It never begins one, unless there is no room for it beside the word before it."""
    assert _texts("aaa · bbb · ccc", 5) == ["aaa ·", "bbb ·", "ccc"]
    assert _texts("aaaaa · b", 5) == ["aaaaa", "· b"]
    assert _texts("37 % « oui »", 4) == ["37 %", "«", "oui", "»"]


def test_what_orders_a_terminal_about_is_replaced() -> None:
    """What ends a line in some programs is a blank, what moves a cursor a sign that is seen."""
    assert _texts("a\u2028b\x85c", 9) == ["a b c"]
    assert _texts("a\x9b2Jb\x7f", 9) == ["a\ufffd2Jb\ufffd"]


def test_a_no_break_space_holds_and_ends_no_line() -> None:
    """It keeps a number with its unit, and is no blank at an end."""
    assert _texts("12\u00a0km x\u00a0 y", 5) == ["12\u00a0km", "x y"]


def test_what_hangs_stays_hanging() -> None:
    """A bullet stands before the first line only, and its width is counted."""
    cell = (Paragraph(lines=((Word("aaa"), Word("bbb")),), first="- ", rest="  "),)
    assert list(wrap(cell, 6)) == ["- aaa", "  bbb"]


@given(
    st.lists(st.text(alphabet="abc日é·「\u200d", min_size=1, max_size=12), max_size=30),
    st.integers(4, 40),
)
def test_no_line_is_wider_than_it_may_be(words: list[str], columns: int) -> None:
    """But for one word alone, and no character is lost."""
    text = " ".join(words)
    lines = _texts(text, columns)
    assert all(width(line) <= columns or " " not in line for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


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
