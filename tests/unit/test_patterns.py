"""Patterns of an office's schema: the same verdict as anywhere, and never a long one."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.validate.pattern_tree import PatternError
from minutebook.validate.patterns import read_pattern

PIECES = (
    "a", "b", "c", ".", "[ab]", "[^a]", r"\d", r"\W", "(a|b)", "(?:ab)", "^", "$", "a*", "b+?",
    "c?", "a{2}", "b{1,2}", "c{2,}", "(a|ab)*", "(a+)+", "[a-c]", r"[\d\-x]", "x|", "(^a|b$)",
    "()", "(|a){3}", r"\u0061", "(?P<n>a)",
)  # fmt: skip
HOSTILE = (
    "^(a+)+$", "(a|a)*b", "(a*)*b", "a*a*a*a*a*a*b", "^(([a-z])+.)+[A-Z]([a-z])+$",
    "(.*)(.*)(.*)(.*)(.*)[^a]$", "^(a|aa)+$", "(a{1,20}){1,20}b",
)  # fmt: skip


def found(pattern: str, text: str) -> bool:
    """Whether a pattern occurs in a text, whatever it costs."""
    return read_pattern(pattern).finds(text, spend=lambda _: None)


@given(st.lists(st.sampled_from(PIECES), max_size=6), st.text("abc1x-", max_size=8))
def test_the_verdict_is_that_of_any_engine(pieces: list[str], text: str) -> None:
    """What Python's own engine finds is found, and nothing else."""
    pattern = "".join(pieces)
    try:
        # `$` of ECMA 262 is Python's `\\Z`; names of groups are written in another way.
        other = re.compile(pattern.replace("$", r"\Z"), re.ASCII)
    except re.error:
        return
    assert found(pattern.replace("?P<n>", "?<n>"), text) == bool(other.search(text))


@pytest.mark.parametrize("pattern", HOSTILE)
def test_no_pattern_tries_one_text_in_many_ways(pattern: str) -> None:
    """Patterns that take other engines years are judged at once, on 50 KB."""
    for text in ("a" * 50_000, "a" * 50_000 + "!", "ab" * 25_000, "é" * 50_000):
        started = time.perf_counter()
        found(pattern, text)
        assert time.perf_counter() - started < 1


def test_what_a_search_costs_is_told_before_it_is_done() -> None:
    """Whoever counts can end a search that goes through ever new sets of states."""

    class EnoughError(Exception):
        """The count is over."""

    spent = 0

    def spend(cost: int) -> None:
        nonlocal spent
        spent += cost
        if spent > 100_000:
            raise EnoughError

    text = f"{3**40_000:b}".replace("0", "a").replace("1", "b")
    with pytest.raises(EnoughError):
        read_pattern("^(a|b)*a(a|b){500}$").finds(text, spend=spend)


def test_a_long_set_of_characters_costs_more() -> None:
    """What it names is looked at for each character that has not been met before."""
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 1_000)))
    costs: list[int] = []
    for pattern in ("^[a]*$", f"^[{'ac' * 400}]*$", r"^[^\S]*$"):
        spent: list[int] = []
        read_pattern(f"(?:{pattern}|.)*!").finds(text, spend=spent.append)
        costs.append(sum(spent))
    assert costs[1] > costs[2] > costs[0]


@pytest.mark.parametrize(
    ("pattern", "text", "right"),
    [
        (r"^\p{Lu}\p{L}+$", "Éowyn", True),
        (r"^\p{Lu}", "éowyn", False),
        (r"\P{L}", "abc", False),
        (r"^[\p{L} ]+$", "Réunion du comité", True),
        (r"^[^\D5]$", "4", True),
        (r"^[^\D5]$", "5", False),
        (r"\u{1F600}", "\U0001f600", True),
        (r"^.$", "\U0001f600", True),
        (r"^.$", "\n", False),
        (r"^\s$", "\u3000", True),
        (r"^\d$", "٣", False),
        (r"^\w$", "é", False),
        ("^a$", "a\n", False),
        (r"^a\/b\.c$", "a/b.c", True),
        ("[]", "a", False),
        ("[^]", "\n", True),
        (r"^\x41\t\0$", "A\t\0", True),
        ("", "", True),
        ("^$", "", True),
        ("^$", "a", False),
        ("^a{0}$", "", True),
    ],
)
def test_a_pattern_is_read_as_ecma_262_has_it(pattern: str, text: str, *, right: bool) -> None:
    """Digits and word characters are those of ASCII, the end of a text is its end."""
    assert found(pattern, text) is right


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(a", "a bracket `(` is not closed"),
        ("a)", "a bracket `)` closes nothing"),
        ("[a", "a bracket `[` is not closed"),
        ("[b-a]", "in square brackets a range goes from a lower to a higher sign"),
        ("*a", "`*` repeats nothing; the sign itself is written `\\*`"),
        ("a**", "two signs of repetition stand side by side"),
        ("^*", "`^` is repeated, and cannot be"),
        ("a{2,1}", "in a count of repetitions the smaller number comes first"),
        ("a{x}", "`{` begins no count; the sign itself is written `\\{`"),
        ("a{1", "`{` begins no count; the sign itself is written `\\{`"),
        ("\\", "it ends too soon"),
        ("(?=a)", "it looks ahead or behind, which is not done here"),
        ("(?<!a)", "it looks ahead or behind, which is not done here"),
        (r"(a)\1", "it goes back to a group, which is not done here"),
        (r"\bword", "`\\b` is not known here"),
        (r"\q", "`\\q` is not known here"),
        (r"\p{Greek}", "after `\\p` a category of Unicode is due, such as `{L}` or `{Nd}`"),
        (r"\x4g", "after `\\x` the digits of a character are due"),
        (r"\u{110000}", "after `\\u` the digits of a character are due"),
        (r"\u{", "after `\\u` the digits of a character are due"),
        ("(" * 50 + "a" + ")" * 50, "its brackets stand too deep in one another"),
        ("(a{100}){100}", "it is too long, or repeats too often"),
        ("a" * 6_000, "it is too long, or repeats too often"),
        ("[" + "ac" * 501 + "]", "its sets of characters are too long"),
        (r"[\w]" * 251, "its sets of characters are too long"),
        (r"[\W\P{L}]" * 201, "its sets of characters are too long"),
    ],
)
def test_a_pattern_that_cannot_be_followed_says_why(pattern: str, why: str) -> None:
    """In a sentence, and before any text is looked at."""
    with pytest.raises(PatternError) as error:
        read_pattern(pattern)
    assert str(error.value) == why


def assert_is_a_sentence(why: str) -> None:
    """It says something, and goes on from `cannot be used:`."""
    assert why[0].islower() or why[0] == "`"
    assert why[-1] != "."


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_a_pattern_or_says_why_not(pattern: str, text: str) -> None:
    """Nothing else is raised, whatever it is made of."""
    try:
        assert found(pattern, text) in {True, False}
    except PatternError as error:
        assert_is_a_sentence(str(error))
