"""Words for findings: short, on one line, and the nearest right spelling."""

from __future__ import annotations

import time

import pytest

from minutebook.load import Decimal, Integer
from minutebook.wording import counted, cut, did_you_mean, joined, named, nearest, one_of, quoted


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("plain", "plain"),
        ("two\n  lines\tand more ", "two lines and more"),
        ("x" * 80, "x" * 80),
        ("x" * 81, "x" * 79 + "…"),
        (" " * 5000 + "x", ""),
        (True, "true"),
        (False, "false"),
        (14, "14"),
        (Integer(12, "012"), "012"),
        (Decimal(1.1, "1.10"), "1.10"),
        ("", ""),
        ("é" * 100, "é" * 79 + "…"),
    ],
)
def test_a_value_is_cut_to_a_line(value: object, shown: str) -> None:
    """As the author spelled it, in at most 80 characters, white space as single spaces."""
    assert cut(value) == shown
    assert quoted(value) == f"`{shown}`"


def test_a_huge_value_is_cut_at_once() -> None:
    """Ten megabytes of words are not gone through."""
    started = time.perf_counter()
    assert cut("word " * 2_000_000).endswith("…")
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ((), "the record"),
        (("title",), "`title`"),
        (("sessions", 0), "entry 1 of `sessions`"),
        (("sessions", 0, "items", 2), "entry 3 of `items`"),
        (("sessions", 0, "items", 2, "by"), "`by`"),
        (("extensions", "a", 0, 1), "entry 2 of `a`"),
        ((3,), "entry 4"),
        (("k" * 100,), f"`{'k' * 79}…`"),
        (("k" * 100, 0), f"entry 1 of `{'k' * 79}…`"),
    ],
)
def test_a_place_is_named(path: tuple[str | int, ...], words: str) -> None:
    """By its key, or by its number in the list of that key, from 1."""
    assert named(path) == words


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("titel", ["language", "title"], "title"),
        ("Title", ["title"], "title"),
        ("next-steps", ["next_steps"], "next_steps"),
        ("next steps", ["next_steps"], "next_steps"),
        ("ap", ["JM", "AP"], "AP"),
        ("AX", ["AP"], "AP"),
        ("complaint", ["comment", "concern"], None),
        ("", ["title"], None),
        ("title", [], None),
        ("t" * 81, ["t" * 81], None),
    ],
)
def test_the_nearest_word_is_found(word: str, known: list[str], near: str | None) -> None:
    """Letter case, hyphens and blanks are put aside; what is far is not offered."""
    assert nearest(word, known) == near
    assert did_you_mean(word, known) == (f"did you mean `{near}`?" if near else None)


def test_of_two_words_that_fold_alike_the_first_is_meant() -> None:
    """Keys are given in their own order, and the first comes first."""
    assert nearest("AP", ["ap", "Ap"]) == "ap"


def test_only_the_first_words_are_looked_at() -> None:
    """A hint is not worth a wait: with thousands of keys some are passed over."""
    known = [f"key-{number:05}-{number % 7}" for number in range(100_000)]
    started = time.perf_counter()
    assert nearest("kay-00007-0", iter(known)) == "key-00007-0"
    nearest("key-99999", iter(known))
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (["a"], "`a`"),
        (["a", "b"], "one of `a`, `b`"),
        ([str(n) for n in range(3)], "one of `0`, `1`, `2`"),
    ],
)
def test_what_would_be_right_is_listed(values: list[str], words: str) -> None:
    """One word alone, or one of several."""
    assert one_of(values) == words


def test_a_long_list_is_cut() -> None:
    """Twenty are shown, and how many more there are."""
    words = one_of(str(number) for number in range(23))
    assert words.endswith("`19` and 3 more")
    assert one_of("abc", most=2) == "one of `a`, `b` and 1 more"


def test_words_are_joined_as_a_sentence_does() -> None:
    """Commas, and an `and` before the last."""
    assert [joined(["a"]), joined(["a", "b"]), joined(["a", "b", "c"])] == [
        "a",
        "a and b",
        "a, b and c",
    ]


def test_initials_are_near_when_one_letter_differs() -> None:
    """`JN` was meant to be `JM`; where two keys are as near, neither is guessed."""
    assert nearest("JN", ["AP", "JM", "lee"]) == "JM"
    assert nearest("JN", ["JM", "JO"]) is None
    assert nearest("J", ["A"]) is None
    assert nearest("Q2", ["Q1"]) is None


def test_a_count_has_its_noun() -> None:
    """One thing, and several."""
    assert [counted(number, "note") for number in (0, 1, 2)] == ["0 notes", "1 note", "2 notes"]


def test_thousands_are_set_off_where_asked() -> None:
    """A great count is easier to read in groups, and is left as it is otherwise."""
    assert counted(1234, "place", grouped=True) == "1,234 places"
    assert counted(1234, "note") == "1234 notes"
