"""One normal spelling of a note, and no other change."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from minutebook.archive import write_xml
from minutebook.errors import ExitCode, MinutebookError
from minutebook.inputs import gather
from minutebook.load import load
from minutebook.office import complete, find_office, read_office
from minutebook.tidy import tidied, tidy
from minutebook.validate import validate

if TYPE_CHECKING:
    from minutebook.record import Record

RECORDS = Path(__file__).resolve().parents[2] / "records"
OFFICE = [Path(note.name) for note in gather([str(RECORDS)], stdin=bytes).notes]
SOUND = [
    path
    for path in sorted([*RECORDS.rglob("*.yaml"), *RECORDS.glob("invalid/*.json")])
    if not path.name.endswith(".findings.json")
    and validate(load(path.read_bytes(), name=path.name)).record is not None
]
HEAD = """\
schema: meeting-record/1.0
id: a
title: A
meeting:
  date: 2026-03-05
"""


def tidied_text(text: str) -> str:
    """Tidy a note that must be sound, below the keys that every note has."""
    found = tidy((HEAD + dedent(text)).encode(), name="note.yaml")
    assert found.after is not None, found.findings
    assert tidy(found.after, name="note.yaml").after == found.after
    return found.after.decode().removeprefix(HEAD)


def archived(record: Record | None, path: Path) -> bytes:
    """The XML of a record in the office of its file."""
    assert record is not None
    file = find_office(path.parent)
    assert file is not None
    return write_xml(complete(record, read_office(file).office))


@pytest.mark.parametrize("path", OFFICE, ids=lambda path: path.stem)
def test_the_example_office_is_tidy(path: Path) -> None:
    """Its notes show the normal spelling."""
    data = path.read_bytes()
    assert tidy(data, name=path.name).after == data


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_the_archive_of_a_tidied_note_has_the_same_bytes(path: Path) -> None:
    """Of each note of the example office, and of those that are shown for their warnings."""
    data = path.read_bytes()
    after = tidy(data, name=path.name).after
    assert after is not None
    before_record = validate(load(data, name=path.name)).record
    after_record = validate(load(after, name=path.name)).record
    assert archived(after_record, path) == archived(before_record, path)


SPELLED = {
    "background: 'Words'": "background: Words\n",
    "background: {text: Words}": "background: Words\n",
    "background: >\n  One\n  line.": "background: One line.\n",
    'background: "Words: more"': "background: |\n  Words: more\n",
    "background: |\n  * a\n  * b": "background: |\n  - a\n  - b\n",
    "background: {text: Words, title: T}": "background:\n  title: T\n  text: Words\n",
    "background: x\npeople: {B: {name: Bo Lee}, A: {name: A, kind: group}}": (
        "people:\n  B: Bo Lee\n  A:\n    name: A\n    kind: group\nbackground: x\n"
    ),
    "background: x\nmanagement: {version: 1.0, keywords: [a b, 'c']}": (
        "background: x\nmanagement:\n  version: 1.0\n  keywords: [a b, c]\n"
    ),
    "background: x\nmanagement:\n  keywords: ['a, b']": (
        "background: x\nmanagement:\n  keywords:\n    - a, b\n"
    ),
    "background: x\nmanagement:\n  keywords:\n    - a\n    # why\n    - b": (
        "background: x\nmanagement:\n  keywords:\n    - a\n    # why\n    - b\n"
    ),
    "background:\n  # why\n  text: Words": "background:\n  # why\n  text: Words\n",
    "background:\n\n  text: Words\n\n\n\npeople:\n\n  A: A B": (
        "\npeople:\n  A: A B\nbackground: Words\n"
    ),
    "sessions:\n  - title: T\n    led_by: [{ # a\n      # b\n      name: A B}]": (
        "sessions:\n  - title: T\n    led_by:\n      # b\n      - A B # a\n"
    ),
    "sessions:\n  - title: T\n    items:\n      - text: 'a: b' # c\n                     # d": (
        "sessions:\n  - title: T\n    items:\n      # d\n      - text: | # c\n          a: b\n"
    ),
    "background: x\nextensions: {z: {b: 012, a: '1'}, y: }": (
        'background: x\nextensions:\n  z:\n    b: 012\n    a: "1"\n  y: null\n'
    ),
    "sessions: [{items: [{text: x}, {by: A B, statement: s}], title: T, notes: []}]": (
        "sessions:\n  - title: T\n    items:\n      - x\n      - statement: s\n        by: A B\n"
        "    notes: []\n"
    ),
}


@pytest.mark.parametrize("text", SPELLED)
def test_there_is_one_spelling(text: str) -> None:
    """Order, block style, short forms, quotes and brackets are chosen by rule."""
    assert tidied_text(text) == SPELLED[text]


def test_the_proof_stops_what_it_cannot_prove(monkeypatch: pytest.MonkeyPatch) -> None:
    """A note that would change, or lose a comment, is left alone, and that is our fault."""
    note = (HEAD + "background: 'x' # why\n").encode()
    tidy(note, name="note.yaml")
    wrong = (
        (HEAD + "background: y # why\n", "the record would change at `background`"),
        (HEAD + "background: x\n", "the comment `# why` would be lost or repeated"),
        (HEAD + "background: x # why\n# why\n", "the comment `# why` would be lost or repeated"),
        (HEAD, "it would have errors"),
    )
    for text, why in wrong:

        def written(_: Any, *, comments: Any, text: str = text) -> str:
            assert comments
            return text

        monkeypatch.setattr(tidied, "write_yaml", written)
        with pytest.raises(MinutebookError) as caught:
            tidy(note, name="note.yaml")
        assert caught.value.message == f"note.yaml is left as it is, because tidied {why}"
        assert caught.value.exit_code == ExitCode.BUG


def test_the_order_of_people_is_part_of_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two records that differ in it only are not taken for one."""
    note = (HEAD + "people: {A: A B, C: C D}\nbackground: x\n").encode()
    turned = HEAD + "people:\n  C: C D\n  A: A B\nbackground: x\n"
    monkeypatch.setattr(tidied, "write_yaml", lambda *_, **__: turned)
    with pytest.raises(MinutebookError, match="the record would change at `people`"):
        tidy(note, name="note.yaml")
