"""Every record with a fault gives exactly the findings that stand beside it."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.records.invalid_records import (
    EXPECTED,
    FOLDER,
    REWRITING,
    all_expected,
    definitions,
    expected,
    expected_file,
    found_text,
    invalid_files,
    steps,
)

from minutebook.catalogue import catalogue
from minutebook.cli.main import main
from minutebook.load import load
from minutebook.office import OFFICE_FILE
from minutebook.schemas import meeting_schema

if TYPE_CHECKING:
    from pathlib import Path

FILES = invalid_files()
NAMES = [path.name for path in FILES]

# More than one finding, and why.
SEVERAL: dict[str, str] = {}

# Codes that a file here cannot show, and why.
NOT_SHOWN = {
    "E101": "it takes a file of 10 MB",
    "E382": "it takes 20,000 signs",
    "E330": "it takes an office that asks for a field",
    "E331": "it takes an office that lists words",
    "E332": "it takes an office that declares an extension",
    "W332": "it takes an office that declares an extension",
}

_JARGON = re.compile(
    r"\b(array|object|mapping|scalar|token|null|boolean|integer|string|instance|invalid|property)\b"
)


@pytest.fixture(scope="session")
def _banner(pytestconfig: pytest.Config) -> None:
    """Say loudly that the expected findings are being written and not compared."""
    if REWRITING:
        assert os.environ.get("CI") != "true", "MINUTEBOOK_GOLDEN is never set in CI"
        capture: Any = pytestconfig.pluginmanager.getplugin("capturemanager")
        with capture.global_and_fixture_disabled():
            print(f"\n\n*** WRITING every *{EXPECTED} in {FOLDER}: read the diff ***\n")  # noqa: T201


@pytest.mark.usefixtures("_banner")
@pytest.mark.parametrize("record", FILES, ids=NAMES)
def test_a_record_gives_its_findings(record: Path) -> None:
    """The findings are the expected ones: place, code, words and remedy."""
    found = found_text(record)
    if REWRITING:
        expected_file(record).write_text(found, encoding="utf-8")
    assert found == expected_file(record).read_text(encoding="utf-8")


@pytest.mark.parametrize("record", FILES, ids=NAMES)
def test_one_fault_is_one_finding(record: Path) -> None:
    """A fault is reported once, and what only follows from it is not."""
    assert len(expected(record)) == 1 or SEVERAL[record.name]


@pytest.mark.parametrize("record", FILES, ids=NAMES)
def test_the_words_are_a_clerks(record: Path) -> None:
    """One sentence without a full stop, no trade words, a remedy, a place in the file."""
    lines = load(record.read_bytes(), name=record.name).text.split("\n")
    for finding in expected(record):
        words = re.sub(r"`[^`]*`", "``", finding["message"])
        hint = re.sub(r"`[^`]*`", "``", finding["hint"])
        assert words[0].islower() or words[0] == "`"
        assert hint[0].islower()
        assert words[-1] not in ".!,:;"
        assert hint[-1] not in ".!,:;"
        assert not _JARGON.search(words)
        assert not _JARGON.search(hint)
        assert len(finding["message"]) < 250
        assert 1 <= finding["line"] <= len(lines)
        assert 1 <= finding["column"] <= len(lines[finding["line"] - 1]) + 1


def test_the_command_prints_the_expected_findings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`minutebook validate --format json` prints what stands beside the files, and fails."""
    monkeypatch.chdir(FOLDER)
    assert main(["validate", "--format", "json", *NAMES]) == 1
    # Most of them have one id, which is a matter between them.
    found = [one for one in json.loads(capsys.readouterr().out) if one["code"] != "E601"]
    assert found == [finding for _, finding in all_expected()]


def test_nothing_else_stands_in_the_folder() -> None:
    """Each record has its findings beside it, and each list of findings its record."""
    beside = [expected_file(record).name for record in FILES]
    assert len(set(beside)) == len(beside)
    assert {path.name for path in FOLDER.iterdir()} == {
        *NAMES,
        *beside,
        "README.md",
        OFFICE_FILE,
    }


def test_every_code_of_a_note_is_shown() -> None:
    """Each code that a note can give has a record here."""
    of_notes = {code for code in catalogue() if code[1] in "123"}
    shown = {finding["code"] for _, finding in all_expected()}
    assert of_notes - shown == set(NOT_SHOWN)
    assert shown <= of_notes


def test_every_definition_of_the_schema_is_shown() -> None:
    """Each part of the schema has a record with a fault in that part."""
    shown: set[str] = set()
    for record, finding in all_expected():
        data = load(record.read_bytes(), name=record.name).data
        if finding["path"] and data is not None and finding["code"][1] in "23":
            shown |= definitions(steps(finding["path"], data), data)
    assert set(meeting_schema()["$defs"]) - shown == set()
