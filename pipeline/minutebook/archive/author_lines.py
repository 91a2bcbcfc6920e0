"""The author's lines for what is wrong in an archived file: its findings, placed in its note.

Nothing in this module finds or words a fault.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from minutebook.archive.record_paths import part_of, spot_at
from minutebook.archive.sayable import unheld
from minutebook.archive.write import write_xml
from minutebook.errors import moved, pointer, steps, value_at
from minutebook.model import Listing
from minutebook.validate import validate
from minutebook.xml_parser import MOST_TAGS, parse_xml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from minutebook.errors import Finding, Location, Path
    from minutebook.load import Source

OF_RECORD = ("E408", "E409", "E411")
"""What is wrong in the record that a file holds, and not in the file as a whole."""
_HINT = "the note is the original: move the archived file away, and archive the note again"
_MOST_ALIGNED = 2000
"""Of longer lists, entries are taken by their number: comparing them would take too long."""


def in_note(findings: Sequence[Finding], *, data: bytes, note: Source) -> tuple[Finding, ...]:
    """
    Place the findings of an archived file in the note that it was made from.

    Args:
        findings: As `open_archived` gives them.
        data: The bytes of the archived file.
        note: The note, with data; its record id is that of the file.

    Returns:
        The findings, those about the record at the author's line and with the place in the XML at
        the end of their words; the others as they were.
    """
    if not any(finding.code in OF_RECORD for finding in findings):
        return tuple(findings)
    lists = _Lists(parse_xml(data, most_tags=MOST_TAGS), _own(note))
    return tuple(
        _placed(finding, note, lists) if finding.code in OF_RECORD else finding
        for finding in findings
    )


def _own(note: Source) -> etree._Element | None:
    """Give the XML that the note itself would have; ``None`` where it has errors."""
    judged = validate(note)
    if judged.readable is None or unheld(judged.findings):
        return None
    return parse_xml(write_xml(judged.readable))


def _placed(finding: Finding, note: Source, lists: _Lists) -> Finding:
    path = lists.of_note(steps(finding.path, note.data))
    there = moved(finding, _place(note, path))
    return replace(
        there,
        file=note.name,
        path=pointer(path),
        message=f"{finding.message}, at {finding.file}:{finding.line}:{finding.column}",
        hint=_HINT,
    )


def _place(note: Source, path: Path) -> Location:
    """Find a value, or what stands for it: a short form, or the key of its nearest parent."""
    value: Any = note.data
    for depth, step in enumerate(path):
        if not isinstance(value, dict | list):
            # A short form: the text stands for all that it could have had beside it.
            return note.value_place(path[:depth])
        value = value_at(value, (step,))
        if value is None:
            return note.key_place(path[:depth])
    return note.value_place(path)


class _Lists:
    """Which entry of the note's list an entry of the file's list is, where entries were lost."""

    def __init__(self, root: etree._Element, own: etree._Element | None) -> None:
        self.root = root
        self.own = own

    def of_note(self, path: Path) -> Path:
        """Turn a path of the file's record into one of the note's."""
        if self.own is None:
            return path
        found: list[str | int] = []
        for depth, step in enumerate(path, start=1):
            if isinstance(step, int):
                found.append(self._index(path[:depth], (*found, step), step))
            else:
                found.append(step)
        return tuple(found)

    def _index(self, path: Path, theirs: Path, index: int) -> int:
        own: Any = self.own
        ours, others = _entries(self.root, path), _entries(own, (*theirs[:-1], 0))
        is_long = max(len(ours), len(others)) > _MOST_ALIGNED
        if len(ours) == len(others) or index >= len(ours) or is_long:
            return index
        matched = SequenceMatcher(None, ours, others, autojunk=False).get_opcodes()
        for _, start, end, first, last in matched:
            if start <= index < end:
                return max(0, min(first + index - start, last - 1))
        return index


def _entries(root: etree._Element, path: Path) -> list[tuple[object, ...]]:
    """Say what each entry of a list is, by its name, attributes and words; *path* is of one."""
    element = spot_at(root, path)[0]
    part, outer = part_of(element), element.getparent()
    is_entry = part.path == path or (not part.is_known and part.path == path[:-1])
    if outer is None or not is_entry:
        return []
    is_list = isinstance(part_of(outer).shape, Listing)
    return [
        (one.tag, *sorted(one.items()), " ".join("".join(map(str, one.itertext())).split()))
        for one in outer.iterchildren(None if is_list else element.tag)
    ]
