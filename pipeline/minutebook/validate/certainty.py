"""Which problems are certain in a note that could not be read as its author meant it.

A fault in the text is one finding, and what only follows from it is none. Nothing in this module
finds or words a problem.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minutebook.errors import value_at
from minutebook.model import Block, shape_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minutebook.errors import Path, Problem
    from minutebook.load import Doubts, Source

# A key is a fault of its own, whatever its value is.
_OF_KEYS = frozenset({"E201", "E212"})
# What a block lacks, or what kind of block it is.
_OF_WHOLE_BLOCKS = frozenset({"E202", "E208", "E209", "E213"})
_GROUPS = {
    "E301": "people",
    "E302": "strands",
    "E303": "papers",
    "E311": "people",
    "E320": "people",
    "W311": "people",
    "W318": "people",
}
"""Rules that look for a key of a keyed list."""
# Rules that compare what is there, or ask `Visit.has`, which knows what may be there.
_OF_WHAT_IS_THERE = frozenset(
    [
        "E210",
        "E304",
        "E305",
        "E306",
        "E307",
        "W307",
        "E308",
        "E310",
        "E313",
        "E314",
        "E315",
        "W316",
        "E321",
    ]
)


def unseen(source: Source) -> Iterator[Path]:
    """
    Name what rules can neither judge nor take for missing.

    Args:
        source: A note with data.
    """
    doubts = source.doubts
    yield from doubts.values
    yield from doubts.twice
    yield from doubts.keys
    yield from (path for path in doubts.places if not _has_parts(value_at(source.data, path)))
    for gap in doubts.gaps:
        there = value_at(source.data, gap)
        shape = shape_at(source.data, gap)
        if isinstance(shape, Block) and isinstance(there, dict):
            yield from ((*gap, key) for key in shape.fields if key not in there)


def _has_parts(value: Any) -> bool:
    return isinstance(value, dict | list)


def certain_of_schema(problems: Iterable[Problem], source: Source) -> list[Problem]:
    """Keep the problems with the schema that would be there without any fault in the text."""
    return [one for one in problems if source.doubts.is_certain or _is_of_schema(one, source)]


def _is_of_schema(problem: Problem, source: Source) -> bool:
    path, doubts = problem.path, source.doubts
    since = doubts.gaps.get(path[:-1]) if path else None
    is_strange = problem.code == "E201" and since is not None and not _is_misspelt(problem)
    # Below a line that may belong elsewhere a key of another block may follow.
    if is_strange and since is not None and source.key_place(path).line > since:
        return False
    if problem.code in _OF_WHOLE_BLOCKS and (path in doubts.gaps or path[:-1] in doubts.gaps):
        return False
    if not problem.at_key:
        return _is_known(path, doubts) and path not in doubts.gaps
    if path in doubts.keys or path in doubts.places:
        return False
    return not doubts.hides(path[:-1] if problem.code in _OF_KEYS else path)


def _is_misspelt(problem: Problem) -> bool:
    return (problem.hint or "").startswith("did you mean")


def _is_known(path: Path, doubts: Doubts) -> bool:
    return path not in doubts.places and not doubts.hides(path)


def certain_of_rules(
    problems: Iterable[Problem], source: Source, strayed: set[str | int]
) -> list[Problem]:
    """
    Keep the problems with rules that would be there without any fault in the text.

    Args:
        problems: All of them.
        source: The note.
        strayed: Keys of the record from which a line has got into another block.
    """
    return [
        one
        for one in problems
        if source.doubts.is_certain
        or (
            _is_known(one.path, source.doubts)
            and _GROUPS.get(one.code) not in strayed
            and _is_of_rule(one, source)
        )
    ]


def _is_of_rule(problem: Problem, source: Source) -> bool:
    code, path, doubts = problem.code, problem.path, source.doubts
    if code in _OF_WHAT_IS_THERE:
        return True
    if code in _GROUPS:
        return _is_whole_group(_GROUPS[code], source)
    if code == "E312":
        return doubts.is_whole
    if code == "W317":
        return path[:-1] not in doubts.gaps
    if code in ("E309", "W309") and "vote" in path:
        return _is_whole_below(path[: path.index("vote") + 1], doubts)
    if code == "W319":
        return _is_whole_below(path[:-1], doubts)
    return doubts.is_whole and not doubts.values and not doubts.places


def _is_whole_group(group: str, source: Source) -> bool:
    """Say whether every key of a keyed list is seen."""
    if group not in source.data and () in source.doubts.gaps:
        return False
    return (group,) not in source.doubts.twice and _is_whole_below((group,), source.doubts)


def _is_whole_below(path: Path, doubts: Doubts) -> bool:
    return not any(gap[: len(path)] == path for gap in doubts.gaps)


def certain_of_values(problems: Iterable[Problem], doubts: Doubts) -> list[Problem]:
    """Keep the problems with values that would be there without any fault in the text."""
    return [one for one in problems if doubts.is_certain or _is_known(one.path, doubts)]


def certain_of_text(problems: Iterable[Problem], doubts: Doubts) -> list[Problem]:
    """Keep the problems with rich text that would be there without any fault in the text."""
    return [one for one in problems if doubts.is_certain or not doubts.hides(one.path)]
