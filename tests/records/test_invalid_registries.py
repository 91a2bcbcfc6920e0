"""Every registry with a fault gives exactly the findings that stand beside its notes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from tests.records.invalid_records import REWRITING
from tests.records.invalid_registries import (
    EXPECTED,
    FOLDER,
    all_expected,
    cases,
    copied,
    expected,
    found_text,
)

from minutebook.catalogue import catalogue
from minutebook.load import load
from minutebook.validate import validate

if TYPE_CHECKING:
    from pathlib import Path

CASES = cases()
NAMES = [case.name for case in CASES]

# More than one finding, and why.
SEVERAL = {"id-used-three-times": "two notes must get another id"}

_JARGON = re.compile(
    r"\b(array|object|mapping|scalar|token|null|boolean|integer|string|instance|invalid|property)\b"
)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_case_gives_its_findings(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The findings are the expected ones: file, place, code, words and remedy."""
    monkeypatch.chdir(copied(case, tmp_path))
    found = found_text(".")
    if REWRITING:
        (case / EXPECTED).write_text(found, encoding="utf-8")
    assert found == (case / EXPECTED).read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_order_of_the_notes_is_no_matter(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named one by one in the other order, the notes have the same findings in the other order."""
    monkeypatch.chdir(copied(case, tmp_path))
    notes = sorted(path.name for path in case.glob("*.yaml"))
    forward, backward = (json.loads(found_text(*n, ".")) for n in (notes, notes[::-1]))
    assert sorted(map(repr, forward)) == sorted(map(repr, backward))


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_one_fault_is_one_finding(case: Path) -> None:
    """A fault is reported once, and what only follows from it is not."""
    assert len(expected(case)) == 1 or SEVERAL[case.name]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_each_note_is_sound_by_itself(case: Path) -> None:
    """What is found is found between the notes."""
    for note in case.glob("*.yaml"):
        assert validate(load(note.read_bytes(), name=note.name)).findings == ()


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_words_are_a_clerks(case: Path) -> None:
    """One sentence without a full stop, no trade words, a remedy, a place in the file."""
    for finding in expected(case):
        lines = (case / finding["file"]).read_text(encoding="utf-8").split("\n")
        for said in (finding["message"], finding["hint"]):
            words = re.sub(r"`[^`]*`", "``", said)
            assert words[0].islower() or words[0] == "`"
            assert words[-1] not in ".!,:;"
            assert not _JARGON.search(words)
        assert len(finding["message"]) < 250
        assert 1 <= finding["line"] <= len(lines)
        assert 1 <= finding["column"] <= len(lines[finding["line"] - 1]) + 1


def test_every_code_across_records_is_shown() -> None:
    """Each code of the six hundreds has a case, and no case has another."""
    assert {finding["code"] for _, finding in all_expected()} == {
        code for code in catalogue() if code[1] == "6"
    }


def test_nothing_else_stands_in_the_folder() -> None:
    """A case has notes, their findings, and may be an office."""
    assert {path.name for path in FOLDER.iterdir()} == {*NAMES, "README.md"}
    for case in CASES:
        others = {path.name for path in case.iterdir() if path.suffix != ".yaml"}
        assert others - {"minutebook.toml"} == {EXPECTED}
