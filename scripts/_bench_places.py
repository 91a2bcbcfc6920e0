"""Count which seeded faults a validator found: by the place that it names, or by the path.

Knows nothing of how a validator is started; the places of a path are found with PyYAML alone.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tests.adversarial.marked import Marked, Place

_STEP = re.compile(r"\.([A-Za-z_]\w*)|\[([0-9]+)\]|\['((?:[^'\\]|\\.)*)'\]")
_FAILED = re.compile(r"^ *Failed to parse (.+)$", re.MULTILINE)
_AT = re.compile(r"line ([0-9]+),? column ([0-9]+)")


class Score(NamedTuple):
    """What a validator made of the seeded faults."""

    right_places: int = 0
    """Seeds whose line and column a finding names."""
    right_paths: int = 0
    """Further seeds that a finding names by a path."""
    missed: int = 0
    """Seeds that no finding names."""
    wrong_places: int = 0
    """Findings that name something else, or nothing."""
    silent_files: int = 0
    """Files with seeds and without a finding."""
    findings: int = 0


class Named(NamedTuple):
    """The places that one finding names."""

    exact: frozenset[Place]
    by_path: frozenset[Place] = frozenset()


def by_place(notes: Iterable[Marked], output: str) -> Score:
    """
    Judge a validator that names lines and columns.

    Args:
        notes: With their seeds.
        output: What ``minutebook validate --format json`` printed.
    """
    found: dict[str, list[Named]] = {}
    for one in json.loads(output):
        named = Named(exact=frozenset({(one["line"], one["column"])}))
        found.setdefault(one["file"], []).append(named)
    return _score(notes, found)


def by_path(notes: Sequence[Marked], output: str, in_words: str) -> Score:
    """
    Judge a validator that names paths, and lines only of files that it cannot read.

    Args:
        notes: With their seeds.
        output: What ``check-jsonschema --output-format json`` printed.
        in_words: What it printed as text.
    """
    report = json.loads(output)
    roots = {note.name: _root(note) for note in notes}
    found: dict[str, list[Named]] = {}
    for one in report["errors"]:
        name = one["filename"]
        said = (one, one.get("best_match"), one.get("best_deep_match"))
        places = frozenset(place for error in said if error for place in _named(roots[name], error))
        found.setdefault(name, []).append(Named(exact=frozenset(), by_path=places))
    lines = dict(_unread(in_words))
    for one in report["parse_errors"]:
        name = one["filename"]
        found.setdefault(name, []).append(Named(exact=lines.get(name, frozenset())))
    return _score(notes, found)


def _score(notes: Iterable[Marked], found: dict[str, list[Named]]) -> Score:
    """Add up the notes."""
    total: Counter[str] = Counter()
    for note in notes:
        findings, seeds = found.get(note.name, []), set(note.places)
        exact = seeds & {place for one in findings for place in one.exact}
        paths = seeds & {place for one in findings for place in one.by_path} - exact
        # The second finding of one place is wrong too: it is the same fault told again.
        right = sum(not seeds.isdisjoint(one.exact | one.by_path) for one in findings)
        right = min(right, len(exact | paths))
        total.update(
            right_places=len(exact),
            right_paths=len(paths),
            missed=len(seeds - exact - paths),
            wrong_places=len(findings) - right,
            silent_files=bool(seeds and not findings),
            findings=len(findings),
        )
    return Score(**total)


def _unread(in_words: str) -> Iterator[tuple[str, frozenset[Place]]]:
    """Take the last line and column that are said of each file that could not be read."""
    parts = _FAILED.split(in_words)
    for name, words in zip(parts[1::2], parts[2::2], strict=True):
        places = [(int(line), int(column)) for line, column in _AT.findall(words)]
        yield name, frozenset(places[-1:])


def _root(note: Marked) -> Any:
    """Read where everything in a note stands; None where PyYAML cannot read it."""
    try:
        return yaml.compose(note.data.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None


def _named(root: Any, error: dict[str, str]) -> set[Place]:
    """
    Give every place that a path and its message can be said to name.

    It is the value, its key, and each key in it that the message has in quotes.
    """
    node, places = root, set[yaml.Node]()
    for match in _STEP.finditer(error["path"]):
        key, index, quoted = match.groups()
        if index is not None:
            node = _entry(node, int(index))
            places = {node} if node else set()
        else:
            node, places = _value(node, key or re.sub(r"\\(.)", r"\1", quoted))
    if isinstance(node, yaml.MappingNode):
        places |= {key for key, _ in node.value if repr(key.value) in error["message"]}
        if node is root:
            places.add(root)
    return {(at.start_mark.line + 1, at.start_mark.column + 1) for at in places}


def _entry(node: Any, index: int) -> Any:
    entries = node.value if isinstance(node, yaml.SequenceNode) else []
    return entries[index] if index < len(entries) else None


def _value(node: Any, name: str) -> tuple[Any, set[yaml.Node]]:
    """Give the value of a key, and the places of both."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    for key, value in pairs:
        if key.value == name:
            return value, {key, value}
    return None, set()
