"""The schema itself, and the validator that judges by it as any validator would."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from tests.records.invalid_records import invalid_files

from minutebook.load import load
from minutebook.schemas import meeting_schema, office_schema
from minutebook.validate import validate
from minutebook.validate.remedies import FORMS, NOT_BLANK
from minutebook.validate.schema_check import schema_errors, validator

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

ROOT = Path(__file__).resolve().parents[2]
RECORDS = sorted(ROOT.glob("records/20*/*.yaml"))
KEYWORDS = {
    "x-short": str,
    "x-refers": str,
    "x-turns": str,
    "x-key": str,
    "x-foreign": bool,
    "xml": dict,
}
"""What the schema says beyond JSON Schema, and the type of its value."""
_STANDARD = """
    $schema $id $defs $ref title description type properties required additionalProperties
    propertyNames items enum const pattern format minimum maximum maxLength oneOf anyOf examples
    contentMediaType
"""
STANDARD = set(_STANDARD.split())


def plain(schema: Json) -> Draft202012Validator:
    """The validator that anybody has, which holds a date to the calendar."""
    return Draft202012Validator(schema, format_checker=FormatChecker(formats=("date",)))


def subschemas(schema: Any, path: str = "#") -> Iterator[tuple[str, Json]]:
    """Every schema within a schema, with its place."""
    if not isinstance(schema, dict):
        return
    yield path, schema
    for key in ("properties", "$defs"):
        for name, part in schema.get(key, {}).items():
            yield from subschemas(part, f"{path}/{key}/{name}")
    for key in ("items", "additionalProperties", "propertyNames"):
        yield from subschemas(schema.get(key), f"{path}/{key}")
    for key in ("oneOf", "anyOf"):
        for number, part in enumerate(schema.get(key, ())):
            yield from subschemas(part, f"{path}/{key}/{number}")


SCHEMAS = {"meeting": meeting_schema(), "office": office_schema()}
PARTS = [
    pytest.param(whole, part, id=f"{name}{path}")
    for name, whole in SCHEMAS.items()
    for path, part in subschemas(whole)
]
PATTERNS = sorted(
    {part["pattern"] for _, part in subschemas(meeting_schema()) if "pattern" in part}
)


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_the_schema_is_one(schema: Json) -> None:
    """It keeps to the meta-schema of draft 2020-12, and says so."""
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(("whole", "part"), PARTS)
def test_every_keyword_is_known(whole: Json, part: Json) -> None:
    """A misspelt keyword would have no effect, and nobody would see it."""
    assert part.keys() - STANDARD <= KEYWORDS.keys()
    assert all(isinstance(part[key], kind) for key, kind in KEYWORDS.items() if key in part)
    assert part.get("xml", {}).keys() <= {"name", "attribute", "wrapped", "namespace"}
    assert part.get("x-refers", "people") in whole["properties"] or part.get("x-refers") is None
    assert not part.get("$ref") or part["$ref"].removeprefix("#/$defs/") in whole["$defs"]


@pytest.mark.parametrize(
    ("whole", "part"),
    [case for case in PARTS if re.search(r"/(properties|\$defs)/[^/]+$", str(case.id))],
)
def test_every_field_is_described_and_has_an_example(whole: Json, part: Json) -> None:
    """Title, description and examples; each example is right by the field's own schema."""
    assert part["title"][0].isupper()
    assert part["title"][-1] != "."
    assert part["description"].endswith((".", "`", "?"))
    examples = part.get("examples", [])
    if whole is meeting_schema():
        assert examples
    own = {**part, "$defs": whole.get("$defs", {})}
    for example in examples:
        assert list(plain(own).iter_errors(example)) == []


def test_the_example_of_a_whole_record_is_valid() -> None:
    """The record shown in the schema is one."""
    for example in meeting_schema()["examples"]:
        assert schema_errors(example) == []


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_takes_linear_time(pattern: str) -> None:
    """No repetition stands in a repetition, and 50,000 characters are judged at once."""
    assert not re.search(r"[*+}]\)?[*+{]|\([^)]*[*+][^)]*\)[*+{]", pattern)
    assert not re.search(r"\\[dDwWsSbB]", pattern), "classes are spelled out, in ASCII"
    started = time.perf_counter()
    for text in ("a" * 50_000, "0" * 50_000, "-" * 50_000, " " * 50_000, "a-/" * 17_000 + "\n"):
        re.search(pattern, text)
        schema_errors({"id": text, "meeting": {"date": text}})
    assert time.perf_counter() - started < 1


def test_every_pattern_has_words() -> None:
    """A value or key in the wrong form has a noun and a remedy, also in the office's file."""
    used = {
        part["pattern"]
        for whole in SCHEMAS.values()
        for path, part in subschemas(whole)
        if "pattern" in part and not _is_choice(part)
    }
    assert used - {NOT_BLANK} == set(FORMS)


def _is_choice(part: Json) -> bool:
    short = part.get("x-short")
    return bool(short and part.get("properties", {}).get(short, {}).get("enum"))


def _data(path: Path) -> Any:
    return load(path.read_bytes(), name=path.name).data


@pytest.mark.parametrize(
    "record", [*RECORDS, *invalid_files()], ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_the_verdict_is_that_of_any_validator(record: Path) -> None:
    """The extended validator and a plain one agree on every record, right or wrong."""
    data = _data(record)
    assert plain(meeting_schema()).is_valid(data) == (schema_errors(data) == [])


def test_a_line_end_is_no_part_of_a_pattern() -> None:
    """
    The one place where the two differ: in Python `$` also matches before a line end.

    In ECMA 262, which the patterns are written for and editors go by, it does not.
    """
    data = {"meeting": {"starts": "10:00\n"}}
    lax = plain(meeting_schema()).iter_errors(data)
    assert not any("starts" in error.absolute_path for error in lax)
    assert any("starts" in error.absolute_path for error in schema_errors(data))


def test_the_validator_is_built_once() -> None:
    """Building it for each note would cost more than the note."""
    assert validator() is validator()


@pytest.mark.parametrize(
    ("day", "right"),
    [("2024-02-29", True), ("2023-02-29", False), ("0000-01-01", False), ("9999-12-31", True)],
)
def test_a_date_is_a_day_of_the_calendar(day: str, right: bool) -> None:
    """The form alone does not make a day."""
    text = f"schema: meeting-record/1.0\nid: a\ntitle: T\nmeeting: {{date: {day}}}\nbackground: W\n"
    assert (validate(load(text.encode(), name="note.yaml")).findings == ()) == right
