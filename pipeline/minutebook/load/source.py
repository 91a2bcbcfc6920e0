"""
A note as it was read: its data, its findings, and the place of everything in it.

Nothing in this module may know YAML's or JSON's syntax.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from minutebook.errors import MOST_OF_A_KIND, Finding, Location, Path, pointer, value_at
from minutebook.load.characters import Form, clean, decode
from minutebook.load.doubts import CERTAIN, Doubts, find_doubts
from minutebook.load.faults import Fault, in_order
from minutebook.load.lookalikes import Ordinary, ordinary, without_followers
from minutebook.load.places import Lines, Positions
from minutebook.load.recovery import Recovered, recover
from minutebook.load.yaml_events import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from minutebook.load.reading import Reading
    from minutebook.load.repairs import Repaired


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One note, read."""

    name: str
    """The file as the user named it; ``-`` for standard input."""
    text: str
    """Without a byte order mark, line ends as in the file; empty if it is not UTF-8 at all."""
    data: Any
    """A dict in the author's order; None if a finding left nothing that is worth checking."""
    findings: tuple[Finding, ...]
    """What was wrong, in the order of the text."""
    positions: Positions = field(repr=False, compare=False)
    """Where everything stands in the text that was read; asked through the methods."""
    lines: Lines = field(repr=False, compare=False)
    """The lines of the text."""
    repaired: Repaired | None = field(default=None, repr=False, compare=False)
    """The text that was read, where it had to be repaired."""
    doubts: Doubts = CERTAIN
    """What of the data is not certain."""

    def value_place(self, path: Path) -> Location:
        """
        Say where a value stands.

        Args:
            path: Keys and list indices from the root; empty for the note itself.

        Returns:
            The value, from its ``|`` or quote on if it is written so; of a list or a block of
            keys its first line; where there is no such value, the key of its nearest parent.
        """
        return self._location(self.positions.value_span(path))

    def value_stretch(self, path: Path) -> tuple[int, int, int, int]:
        """Give the lines and columns of `value_place` and nothing else, in less time."""
        return self.positions.lines.stretch(*self.positions.value_span(path))

    def key_stretch(self, path: Path) -> tuple[int, int, int, int]:
        """Give the lines and columns of `key_place` and nothing else, in less time."""
        return self.positions.lines.stretch(*self.positions.key_span(path))

    def value_line(self, path: Path) -> int:
        """Say on which line `value_place` begins, in less time."""
        return self.positions.lines.number(self.positions.value_span(path)[0])

    def key_place(self, path: Path) -> Location:
        """
        Say where the key of a value stands.

        Args:
            path: Keys and list indices from the root; empty for the note itself.

        Returns:
            The last key; for a list item its value; where there is no such value, the key of its
            nearest parent.
        """
        return self._location(self.positions.key_span(path))

    def text_place(self, path: Path, start: int, end: int | None = None) -> Location:
        """
        Say where some characters of a text stand.

        Args:
            path: Keys and list indices from the root.
            start: The first, counted from 0 to the length of the text; others are moved to the
                nearest of these.
            end: The one after the last; ``None`` for one character.

        Returns:
            The place where they were written: an escape begins at its backslash, a folded space
            stands at the end of its line.
        """
        value = value_at(self.data, path)
        words = value if isinstance(value, str) else getattr(value, "spelling", "")
        first = max(0, min(start, len(words)))
        stop = first + 1 if end is None else end
        span = self.positions.text_span(path, value=words, start=first, end=stop)
        return self._location(span)

    def is_plain(self, path: Path) -> bool:
        """Say whether a text is written without quotes, in YAML and not after a sign."""
        return self.positions.style(path) == ""

    def is_below_its_key(self, path: Path) -> bool:
        """Say whether a value begins on a line below its key."""
        lines = self.positions.lines
        key, value = self.positions.key_span(path)[0], self.positions.value_span(path)[0]
        return lines.start(key) < lines.start(value)

    def _location(self, span: tuple[int, int]) -> Location:
        location = self.lines.location(*(self._original(index) for index in span))
        # What concerns the whole note concerns no one line of it.
        return replace(location, excerpt=None) if span == self.positions.whole else location

    def _original(self, index: int) -> int:
        return index if self.repaired is None else self.repaired.original(index)


def load(data: bytes, *, name: str, form: Form | None = None) -> Source:
    """
    Read a note; whatever the bytes are, this gives a source.

    Args:
        data: The whole file; may be empty.
        name: The file as the user named it.
        form: What it is written in. None: JSON if the name ends in ``.json``; if it is ``-`` and
            the text begins with a bracket, JSON if it can be read so; else YAML.

    Returns:
        The source. Its data is None only if there is an error among its findings; data beside an
        error is what the author most likely meant, so that the rest can be checked as well.

    Source:
        Findings E101 to E149, W101 to W103.
    """
    decoded = decode(data)
    if not decoded.is_readable:
        return _source(name, decoded.text, None, list(decoded.faults))
    if not decoded.text.strip():
        return _source(name, decoded.text, None, [_empty()])
    if form is None and name == "-":
        recovered, faults = _read_either(decoded.text)
    else:
        recovered, faults = _read(decoded.text, form or _form(name))
    return _source(name, decoded.text, recovered, faults)


def _form(name: str) -> Form:
    """Tell the form of a note from the name of its file."""
    return "json" if name.lower().endswith(".json") else "yaml"


def _reader(form: Form) -> Callable[[Lines], Reading]:
    """Give what reads a text of a form; JSON is rare, so what reads it is loaded when it is met."""
    if form == "yaml":
        return read_yaml
    from minutebook.load.json_text import read_json

    return read_json


def _read(text: str, form: Form) -> tuple[Recovered, list[Fault]]:
    """Read a text of a known form, whatever characters it has."""
    cleaned = clean(text, form=form)
    reader = _reader(form)
    mended = ordinary(cleaned.text, reader) if form == "yaml" else Ordinary(text=cleaned.text)
    lines = Lines(text=mended.text)
    recovered = recover(lines, reader)
    faults = [*mended.faults, *recovered.faults]
    if mended.faults:
        faults = list(without_followers(faults, lines))
    return recovered, [*cleaned.faults, *faults, *_root_faults(recovered)]


def _read_either(text: str) -> tuple[Recovered, list[Fault]]:
    """Read a text of unknown form: one that begins with a bracket may be JSON, or YAML's like."""
    if text.lstrip()[:1] not in ("{", "["):
        return _read(text, "yaml")
    as_json = _read(text, "json")
    if as_json[0].is_sound:
        return as_json
    as_yaml = _read(text, "yaml")
    return as_yaml if as_yaml[0].is_sound else as_json


def _source(name: str, text: str, recovered: Recovered | None, faults: list[Fault]) -> Source:
    """Put together what was read, line and column counted."""
    lines = Lines(text=text)
    findings = tuple(_finding(fault, name, lines) for fault in in_order(faults))
    if recovered is None:
        positions = Positions(lines=lines, root=None)
        return Source(
            name=name, text=text, data=None, findings=findings, positions=positions, lines=lines
        )
    reading, repaired = recovered.reading, recovered.repaired
    is_known = reading.is_complete and isinstance(reading.data, dict) and not _is_flood(faults)
    doubts = CERTAIN
    if faults and is_known:
        doubts = find_doubts(reading.positions, faults, recovered.doubts, repaired, lines)
    return Source(
        name=name,
        text=text,
        data=reading.data if is_known else None,
        findings=tuple(_certain(findings, doubts)),
        positions=reading.positions,
        lines=lines,
        repaired=None if recovered.is_sound else repaired,
        doubts=doubts,
    )


def _certain(findings: tuple[Finding, ...], doubts: Doubts) -> Iterator[Finding]:
    """Leave out keys that seem to be given twice below a line that may belong elsewhere."""
    gaps = {pointer(path): line for path, line in doubts.gaps.items()}
    for finding in findings:
        since = gaps.get(finding.path.rpartition("/")[0])
        if finding.code != "E109" or since is None or finding.line <= since:
            yield finding


def _is_flood(faults: list[Fault]) -> bool:
    """Say whether there are more faults of a kind than were kept, so that it is unknown where."""
    errors = Counter(fault.code for fault in faults if fault.code.startswith("E"))
    return any(count > MOST_OF_A_KIND for count in errors.values())


def _finding(fault: Fault, name: str, lines: Lines) -> Finding:
    """Turn indices into lines and columns."""
    return Finding.at(
        lines.location(fault.index, fault.end or fault.index + 1),
        file=name,
        code=fault.code,
        path=pointer(fault.path),
        message=fault.message,
        expected=fault.expected,
        hint=fault.hint,
    )


def _root_faults(recovered: Recovered) -> list[Fault]:
    """Check that the note is a block of keys, if it could be read at all."""
    reading = recovered.reading
    if isinstance(reading.data, dict) or not (reading.is_complete and recovered.is_sound):
        return []
    root = reading.positions.root
    if root is None or (root.children is None and root.start == root.end):
        return [] if any(fault.code == "E114" for fault in reading.faults) else [_empty()]
    kinds = {"list": "a list", "str": "text"}
    kind = kinds.get(type(reading.data).__name__, "a single value")
    return [
        Fault(
            code="E105",
            index=root.start,
            message=f"the note is {kind}, and a note is a block of keys",
            expected="keys such as `title:`",
            hint="begin each line of the note with a key, a colon and a space",
        )
    ]


def _empty() -> Fault:
    return Fault(
        code="E104",
        index=0,
        message="there is nothing in the note",
        hint="begin with a line such as `title: Quarterly meeting`",
    )
