"""
Doubts: what of a note's data is not certain, because of a fault in the text that it was read from.

Nothing in this module may know the schema or a form (YAML or JSON).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from minutebook.errors import Path
    from minutebook.load.faults import Fault
    from minutebook.load.places import Lines, Node, Positions
    from minutebook.load.repairs import Doubt, Repaired

# Faults in a value that is there, but not as the author has it.
_IN_VALUES = frozenset({"E106", "E107", "E108", "E110", "E111", "E113", "E118", "E119"})
# Faults in a key, with which its value may be lost.
_IN_KEYS = frozenset({"E106", "E107", "E108", "E110", "E111", "E112", "E113", "E115"})
_SECOND_NOTE = "E114"
_TWICE = "E109"
_HOLLOW = "E134"


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubts:
    """What cannot be judged, because it is not known as the author meant it."""

    values: frozenset[Path] = frozenset()
    """Values of which nothing is certain but that there is one."""
    places: frozenset[Path] = frozenset()
    """What may belong to another block; what stands in it is certain."""
    keys: frozenset[Path] = frozenset()
    """Keys that may not be keys."""
    gaps: Mapping[Path, int] = field(default_factory=dict)
    """Lists and blocks of keys that may have more in them than can be seen, each with the line from
    which on that is so."""
    twice: frozenset[Path] = frozenset()
    """What is given twice, and is known by its first value."""
    is_whole: bool = True
    """Whether nothing is hidden: what is not seen is not there."""

    @property
    def is_certain(self) -> bool:
        """Whether there is no doubt at all."""
        return self == CERTAIN

    def hides(self, path: Path) -> bool:
        """Say whether a value, or a value that it is in, is not certain."""
        return any(path[:end] in self.values for end in range(len(path) + 1))


CERTAIN = Doubts()
"""Of a text without a fault."""


@dataclass(kw_only=True, slots=True)
class _Found:
    values: set[Path] = field(default_factory=set)
    places: set[Path] = field(default_factory=set)
    keys: set[Path] = field(default_factory=set)
    gaps: dict[Path, int] = field(default_factory=dict)
    twice: set[Path] = field(default_factory=set)
    is_hiding: bool = False
    line: int = 0
    """The line of what is looked at."""

    def gap(self, *paths: Path) -> None:
        """Something is missing in these."""
        for path in paths:
            self.gaps[path] = min(self.line, self.gaps.get(path, self.line))

    def doubts(self) -> Doubts:
        return Doubts(
            values=frozenset(self.values),
            places=frozenset(self.places),
            keys=frozenset(self.keys),
            gaps=self.gaps,
            twice=frozenset(self.twice),
            is_whole=not (self.gaps or self.is_hiding),
        )


_Chain = list[tuple["Path", "Node"]]


def find_doubts(
    positions: Positions,
    faults: Iterable[Fault],
    repairs: Sequence[Doubt],
    repaired: Repaired,
    lines: Lines,
) -> Doubts:
    """
    Say what of the data is not certain.

    Args:
        positions: Where the data stands in the repaired text.
        faults: What was wrong, at its place in the author's text.
        repairs: What the repairs made doubtful, at its place in the author's text.
        repaired: The text that was read.
        lines: The author's text.
    """
    found = _Found()
    for doubt in repairs:
        found.line = lines.place(doubt.place).line
        _of_repair(found, positions, doubt, repaired)
    for fault in faults:
        found.line, column = lines.place(fault.index).line, lines.place(fault.index).column
        _of_fault(found, positions, fault, repaired.current(fault.index), column)
    return found.doubts()


def _of_repair(found: _Found, positions: Positions, doubt: Doubt, repaired: Repaired) -> None:
    index = repaired.current(doubt.place)
    found.is_hiding |= doubt.hides
    if doubt.kind == "gap":
        _gap(found, positions.around(index), positions, doubt.columns, goes_on=doubt.goes_on)
    elif doubt.kind == "self":
        start = positions.lines.start(index)
        end = positions.lines.line_end(index)
        found.places |= {path for path, node in positions.around(end) if node.key >= start and path}
    elif chain := positions.around(index):
        (found.values if doubt.kind == "value" else found.keys).add(chain[-1][0])


def _of_fault(found: _Found, positions: Positions, fault: Fault, index: int, column: int) -> None:
    """Find what a fault, that reading went past without a repair, makes doubtful."""
    if fault.code == _TWICE:
        found.twice.add(fault.path)
        # The other value, of which nothing is kept, may have others in it.
        found.is_hiding |= positions.style(fault.path) is None
        return
    if fault.code == _HOLLOW:
        found.keys.add(fault.path)
        found.values.add(fault.path)
        found.gap(fault.path[:-1], fault.path[:-2])
        return
    if fault.code == _SECOND_NOTE:
        found.gap(())
        return
    if fault.code not in _IN_VALUES | _IN_KEYS:
        return
    chain = positions.around(index)
    path, node = chain[-1] if chain else ((), None)
    if node is not None and path and node.key <= index < node.key_end:
        if fault.code in _IN_KEYS:
            found.keys.add(path)
            found.gap(path[:-1])
    elif node is not None and node.children is None and index <= node.end:
        found.values.add(path)
    elif fault.code == "E111" and not _is_beside(chain, positions, column):
        return  # it is the value of a key that has been refused itself
    elif fault.code in ("E111", "E112", "E115"):
        _gap(found, chain, positions, (column,), goes_on=False)


def _begins(positions: Positions, node: Node) -> int:
    return positions.lines.place(node.start).column


def _is_beside(chain: _Chain, positions: Positions, column: int) -> bool:
    """Say whether one of the blocks begins in a column."""
    return any(
        node.children is not None and _begins(positions, node) == column for _, node in chain
    )


def _gap(
    found: _Found,
    chain: _Chain,
    positions: Positions,
    columns: tuple[int, ...],
    *,
    goes_on: bool,
) -> None:
    """Something is missing in one of the blocks of a chain."""
    blocks = [(path, node) for path, node in chain if node.children is not None]
    meant = {path for path, node in blocks if _begins(positions, node) in columns}
    found.gap(*(meant or {path for path, _ in blocks} or {()}))
    if chain and chain[-1][1].children is None:
        path, node = chain[-1]
        # A key without a value may have had what is missing.
        if goes_on or node.start == node.end:
            found.values.add(path)
