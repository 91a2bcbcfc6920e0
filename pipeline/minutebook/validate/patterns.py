"""Patterns of an office's schema, matched in time that grows with the text and no faster.

A pattern becomes a set of states that are followed side by side, so no pattern can make it try one
text in many ways. Nothing in this module knows a schema.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from minutebook.validate.pattern_tree import Letters, PatternError, Tree, read_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_MOST_STATES = 5_000
_MOST_KNOWN = 200_000
"""How many states are remembered in all."""


class State(NamedTuple):
    """One step of a pattern that has been read."""

    letters: Letters | None = None
    """What it takes; ``None`` where it takes nothing."""
    only: str = ""
    """``^`` or ``$`` where it stands at the start or end of the text only."""
    following: tuple[int, ...] = ()
    """The steps after it; none of the last."""


@dataclass(slots=True)
class _Builder:
    """Lays out the states of a tree, from its end to its start."""

    states: list[State] = field(default_factory=lambda: [State()])

    def add(self, state: State) -> int:
        if len(self.states) >= _MOST_STATES:
            raise PatternError("it is too long, or repeats too often")
        self.states.append(state)
        return len(self.states) - 1

    def build(self, tree: Tree, after: int) -> int:
        """Lay out a tree before a state, and give its first one."""
        if isinstance(tree, Letters):
            return self.add(State(letters=tree, following=(after,)))
        if isinstance(tree, str):
            return self.add(State(only=tree, following=(after,)))
        word, *parts = tree
        if word == "or":
            return self.add(State(following=tuple(self.build(part, after) for part in parts)))
        if word == "repeat":
            return self.repeat(parts[0], parts[1], parts[2], after)
        for part in reversed(parts):
            after = self.build(part, after)
        return after

    def repeat(self, part: Tree, least: int, most: int | None, after: int) -> int:
        if most is None:
            loop = self.add(State())
            first = self.build(part, loop)
            self.states[loop] = State(following=(first, after))
            after = loop
        else:
            end = after
            for _ in range(most - least):
                after = self.add(State(following=(self.build(part, after), end)))
        for _ in range(least):
            # A part that takes nothing adds no state, however often it is repeated.
            before = after
            after = self.build(part, after)
            if after == before:
                break
        return after


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """A pattern that has been read."""

    states: tuple[State, ...]
    first: int
    weights: tuple[int, ...]
    """How much there is to be looked at in each state for one character."""
    known: dict[tuple[frozenset[int], str], frozenset[int]] = field(default_factory=dict)
    """Where each set of states leads with each character, as far as it has been asked."""

    def finds(self, text: str, *, spend: Callable[[int], None]) -> bool:
        """
        Say whether the pattern occurs in a text.

        Args:
            text: Of any length.
            spend: Is told how much is about to be done, about a microsecond a unit; what it raises
                ends the search.
        """
        spend(len(text) // 4 + len(self.states))
        start = frozenset((self.first,))
        now, is_found = self.closure(start, at_start=True, at_end=not text)
        for index, character in enumerate(text):
            if is_found:
                return True
            step = (now, character)
            reached = self.known.get(step)
            if reached is None:
                spend(2 * len(now) + 2 * sum(self.weights[number] for number in now))
                reached = self.after(now, character) | start
                self.remember(step, reached)
            is_last = index + 1 == len(text)
            now, is_found = self.settled(reached, spend, at_end=is_last)
        return is_found

    def settled(
        self, reached: frozenset[int], spend: Callable[[int], None], *, at_end: bool
    ) -> tuple[frozenset[int], bool]:
        """Give the states that wait for a character, remembered but for the end of the text."""
        if at_end:
            return self.closure(reached, at_start=False, at_end=True)
        waiting = self.known.get((reached, ""))
        if waiting is None:
            spend(4 * len(reached))
            waiting, is_found = self.closure(reached, at_start=False, at_end=False)
            self.remember((reached, ""), waiting | ({0} if is_found else frozenset()))
            return waiting, is_found
        return waiting, 0 in waiting

    def remember(self, step: tuple[frozenset[int], str], reached: frozenset[int]) -> None:
        """Keep where a step leads, as long as there is room."""
        if len(self.known) * len(self.states) >= _MOST_KNOWN:
            self.known.clear()
        self.known[step] = reached

    def after(self, now: Iterable[int], character: str) -> frozenset[int]:
        """Give the states after a character."""
        return frozenset(
            following
            for number in now
            if (letters := self.states[number].letters) is not None and letters.holds(character)
            for following in self.states[number].following
        )

    def closure(
        self, reached: frozenset[int], *, at_start: bool, at_end: bool
    ) -> tuple[frozenset[int], bool]:
        """Go on through the states that take nothing: give those that wait, and if one ends."""
        seen, waiting, left = set(reached), set(), list(reached)
        while left:
            number = left.pop()
            state = self.states[number]
            if state.letters is not None:
                waiting.add(number)
            elif not ((state.only == "^" and not at_start) or (state.only == "$" and not at_end)):
                fresh = [other for other in state.following if other not in seen]
                seen.update(fresh)
                left += fresh
        return frozenset(waiting), 0 in seen


@lru_cache(maxsize=512)
def read_pattern(text: str) -> Pattern:
    """
    Read a pattern.

    Args:
        text: As ECMA 262 has it.

    Raises:
        PatternError: It cannot be read, or not be followed in one go.
    """
    builder = _Builder()
    first = builder.build(read_tree(text), 0)
    weights = (1 if one.letters is None else one.letters.weight() for one in builder.states)
    return Pattern(tuple(builder.states), first, tuple(weights))
