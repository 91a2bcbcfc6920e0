"""Every example record is sound: no finding, and the record that its readers expect."""

from __future__ import annotations

from pathlib import Path

import pytest

from minutebook.load import load
from minutebook.office import complete, find_office, missing_metadata, read_office
from minutebook.record import normalise, shorten
from minutebook.validate import Validated, validate

RECORDS = Path(__file__).resolve().parents[2] / "records"
FILES = sorted(
    path
    for path in RECORDS.rglob("*")
    if path.suffix in {".yaml", ".yml", ".json"}
    and not path.relative_to(RECORDS).parts[0].startswith(("invalid", "schemas"))
)
NAMES = [str(path.relative_to(RECORDS)) for path in FILES]


OFFICE = read_office(RECORDS / "minutebook.toml").office


def _judged(record: Path) -> Validated:
    source = load(record.read_bytes(), name=record.name)
    return validate(source, asked=OFFICE.asked, profiles=OFFICE.profiles)


def test_the_office_asks_for_something() -> None:
    """Each of the tables in which it may do so is in use."""
    assert OFFICE.asked.fields
    assert OFFICE.asked.vocabularies
    assert OFFICE.severity
    assert OFFICE.profiles


def test_there_are_examples() -> None:
    """An empty folder would pass every other test."""
    assert len(FILES) >= 10


@pytest.mark.parametrize("record", FILES, ids=NAMES)
def test_an_example_has_no_finding(record: Path) -> None:
    """Neither an error nor a warning."""
    validated = _judged(record)
    assert validated.findings == ()
    assert validated.record is not None


@pytest.mark.parametrize("record", FILES, ids=NAMES)
def test_an_example_has_what_its_archive_needs(record: Path) -> None:
    """With its office's defaults no metadata is missing that the office's profile asks for."""
    file = find_office(record)
    assert file is not None
    office = read_office(file).office
    full = complete(_judged(record).record or {}, office)
    problems = missing_metadata(full, office)
    assert [problem.message for problem in problems if problem.code.startswith("E")] == []


@pytest.mark.parametrize("record", FILES, ids=NAMES)
def test_an_example_says_the_same_in_short_forms(record: Path) -> None:
    """Normalising what an author would write gives the same record again."""
    whole = _judged(record).record or {}
    assert normalise(shorten(whole)).record == whole


def test_the_examples_have_ids_of_their_own() -> None:
    """No two of them would be archived in one folder."""
    ids = [str((_judged(record).record or {})["id"]).casefold() for record in FILES]
    assert sorted(ids) == sorted(set(ids))


def test_the_reference_note_is_sound(shared: Path) -> None:
    """The note of 22 October 2014, word for word, has no finding."""
    for record in sorted((shared / "real").glob("*.yaml")):
        assert _judged(record).findings == ()
