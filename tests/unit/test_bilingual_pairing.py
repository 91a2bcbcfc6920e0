"""Which block stands beside which: as many as can be beside their like, and none lost."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from minutebook.bilingual.pairing import aligned

ROWS = st.lists(st.integers(0, 4), max_size=12)


def beside(first: list[int], second: list[int]) -> list[tuple[int | None, int | None]]:
    """Align numbers, each with its equal."""
    return list(aligned(first, second, lambda one, two: one == two))


@given(ROWS, ROWS)
def test_nothing_is_lost_and_order_is_kept(first: list[int], second: list[int]) -> None:
    """Every one of both rows stands there once, in its order."""
    made = beside(first, second)
    assert [one for one, _ in made if one is not None] == first
    assert [two for _, two in made if two is not None] == second
    assert (None, None) not in made


@given(ROWS, ROWS)
def test_only_like_stands_beside_like(first: list[int], second: list[int]) -> None:
    """What has no like in the other row stands alone."""
    full = [(one, two) for one, two in beside(first, second) if None not in (one, two)]
    assert [pair for pair in full if pair[0] != pair[1]] == []


@given(ROWS, st.data())
def test_a_row_stands_whole_beside_one_with_gaps(first: list[int], data: st.DataObject) -> None:
    """Whatever is left out of the other row, all that is left has its partner."""
    kept = data.draw(st.lists(st.booleans(), min_size=len(first), max_size=len(first)))
    second = [one for one, is_kept in zip(first, kept, strict=True) if is_kept]
    assert [one for one, two in beside(first, second) if two is not None] == second


def test_two_rows_that_have_nothing_alike_take_no_time() -> None:
    """Too many to compare stand beside each other as they come."""
    started = time.perf_counter()
    made = list(aligned(range(3000), range(5000, 9000), lambda one, two: one == two))
    assert time.perf_counter() - started < 2
    assert len(made) == 4000
    assert made[0] == (0, 5000)
    assert made[-1] == (None, 8999)
