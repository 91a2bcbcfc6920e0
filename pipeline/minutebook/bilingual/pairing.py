"""Which block of the one draft stands beside which of the other: by what it is, and in order.

Nothing in this module knows how two blocks are set beside each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lxml import etree

    from minutebook.bilingual.side import Side

Thing = TypeVar("Thing")

_MOST = 250_000
"""Comparisons for one row of blocks; more are met only where nearly nothing is alike."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two blocks beside each other; one of them may be missing."""

    first: etree._Element | None
    second: etree._Element | None


def paired(
    first: Sequence[etree._Element], second: Sequence[etree._Element], sides: tuple[Side, Side]
) -> list[Pair]:
    """
    Pair blocks by position; what only one of the two has stands alone.

    Args:
        first: Those of the original, in order.
        second: Those of the translation.
        sides: The two records.
    """
    one_row, other_row = (
        [(block, _kind(block, side)) for block in blocks]
        for blocks, side in zip((first, second), sides, strict=True)
    )
    beside = aligned(one_row, other_row, lambda one, two: one[1] == two[1])
    return [Pair(one and one[0], two and two[0]) for one, two in beside]


def paired_facts(
    first: Sequence[etree._Element],
    second: Sequence[etree._Element],
    name: Callable[[etree._Element], str],
    sides: tuple[Side, Side],
) -> list[Pair]:
    """
    Pair facts by the meaning of their names, which are fixed words.

    Args:
        first: The facts of the original.
        second: Those of the translation.
        name: Gives the name of a fact.
        sides: The two records.
    """

    def same(one: etree._Element, two: etree._Element) -> bool:
        return bool(sides[0].keys_of(name(one)) & sides[1].keys_of(name(two)))

    return [Pair(one, two) for one, two in aligned(first, second, same)]


def _kind(block: etree._Element, side: Side) -> tuple[object, ...]:
    """Say what a block is: its element, its look, and the first place in it."""
    own = block.get("id")
    name = own or next((inner.get("id") for inner in block.iter() if inner.get("id")), None)
    place = None if name is None else side.place_of(name)
    return block.tag, block.get("level"), block.get("class"), place


def aligned(
    first: Sequence[Thing], second: Sequence[Thing], same: Callable[[Thing, Thing], bool]
) -> Iterator[tuple[Thing | None, Thing | None]]:
    """
    Set two rows beside each other so that as many as can be stand beside their like.

    Args:
        first: One row.
        second: The other.
        same: Whether two stand beside each other.

    Returns:
        Every one of both rows, in the order of each; ``None`` where the other row has nothing.
    """
    start = 0
    while start < min(len(first), len(second)) and same(first[start], second[start]):
        yield first[start], second[start]
        start += 1
    end = 0
    left, right = first[start:], second[start:]
    while end < min(len(left), len(right)) and same(left[-end - 1], right[-end - 1]):
        end += 1
    yield from _between(left[: len(left) - end], right[: len(right) - end], same)
    yield from zip(left[len(left) - end :], right[len(right) - end :], strict=True)


def _between(
    left: Sequence[Thing], right: Sequence[Thing], same: Callable[[Thing, Thing], bool]
) -> Iterator[tuple[Thing | None, Thing | None]]:
    if len(left) * len(right) > _MOST:
        yield from zip_longest(left, right)
        return
    best = _lengths(left, right, same)
    row = column = 0
    while row < len(left) and column < len(right):
        if same(left[row], right[column]):
            yield left[row], right[column]
            row, column = row + 1, column + 1
        elif best[row + 1][column] >= best[row][column + 1]:
            yield left[row], None
            row += 1
        else:
            yield None, right[column]
            column += 1
    yield from ((one, None) for one in left[row:])
    yield from ((None, one) for one in right[column:])


def _lengths(
    left: Sequence[Thing], right: Sequence[Thing], same: Callable[[Thing, Thing], bool]
) -> list[list[int]]:
    """Count, from each place on, the most that can stand beside their like."""
    best = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for row in reversed(range(len(left))):
        for column in reversed(range(len(right))):
            best[row][column] = (
                best[row + 1][column + 1] + 1
                if same(left[row], right[column])
                else max(best[row + 1][column], best[row][column + 1])
            )
    return best
