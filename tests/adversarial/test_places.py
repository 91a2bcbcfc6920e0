"""Every seeded fault is found at its place, once, and nothing else is."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from tests.adversarial.marked import Marked, marked_notes, read_marked

from minutebook.cli.main import main
from minutebook.load import load
from minutebook.validate import validate

if TYPE_CHECKING:
    from pathlib import Path

NOTES = marked_notes()
# The fewest that there may be of notes and seeds: the set may only grow.
LEAST = (220, 380)


def _found(note: Marked) -> Counter[tuple[int, int]]:
    findings = validate(load(note.data, name=note.name)).findings
    return Counter((finding.line, finding.column) for finding in findings)


def _marked(folder: Path, head: str, body: str) -> Marked:
    path = folder / "a.yaml.marked"
    path.write_bytes(f"{head}----\n{body}".encode())
    return read_marked(path)


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.name)
def test_every_fault_is_one_finding_at_its_place(note: Marked) -> None:
    """The places of the findings are the seeded ones, one finding each."""
    assert _found(note) == Counter(note.places)


def test_the_set_is_whole() -> None:
    """There are as many notes and seeds as were once written, and no two share a place."""
    assert (len(NOTES), sum(len(note.places) for note in NOTES)) >= LEAST
    assert [note.name for note in NOTES if len(set(note.places)) < len(note.places)] == []


def test_the_command_prints_the_same_places(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`validate --format json` counts lines and columns as the set does."""
    for note in NOTES:
        if note.name.startswith(("bom", "ends", "wide", "json-wide")):
            path = tmp_path / note.name
            path.write_bytes(note.data)
            main(["validate", "--format", "json", str(path)])
            printed = json.loads(capsys.readouterr().out)
            assert [(one["line"], one["column"]) for one in printed] == list(note.places)


def test_seeds_are_counted_as_if_there_were_none(tmp_path: Path) -> None:
    """A seed before the place takes no column, and neither does a byte order mark."""
    note = _marked(tmp_path, "why: x\nbytes: bom crlf\n", "a: ▼b ▼c\n⇥▼😀▼d\n")
    assert note.data == "\ufeffa: b c\r\n\t😀d\r\n".encode()
    assert note.places == ((1, 4), (1, 6), (2, 2), (2, 3))


def test_what_cannot_be_seen_is_named(tmp_path: Path) -> None:
    """Code points, repeated words and the note's id are written out."""
    note = _marked(tmp_path, "why: x\n", "id: ⟨id⟩⟨b⟩⟨a\\n*2⟩▼c\n")
    assert note.data == b"id: a-yaml\x0ba\na\nc\n"
    assert note.places == ((3, 1),)


@pytest.mark.parametrize("head", ["", "why: x\nbytes: utf-16\n", "why: x\nabout: y\n"])
def test_a_head_that_is_not_known_is_refused(tmp_path: Path, head: str) -> None:
    """Nothing that a file asks for is passed over."""
    with pytest.raises(ValueError, match=r"a\.yaml\.marked"):
        _marked(tmp_path, head, "a: b\n")
