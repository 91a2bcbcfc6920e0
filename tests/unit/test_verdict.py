"""The quick verdict: that of any JSON Schema validator, for the whole dialect of our schemas."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from tests.records.invalid_records import invalid_files

from minutebook.load import load
from minutebook.schemas import office_schema
from minutebook.validate.verdict import (
    _Compiler,
    compiled,
    is_day,
    is_sound_office,
    is_sound_record,
)

ROOT = Path(__file__).resolve().parents[2]
FORMATS = FormatChecker(formats=("date",))


@pytest.mark.parametrize("file", sorted(ROOT.glob("records/20*/*.yaml")), ids=lambda f: f.stem)
def test_sound_records_are_sound(file: Path) -> None:
    """Every record of the example office keeps to the schema."""
    assert is_sound_record(load(file.read_bytes(), name=file.name).data)


@pytest.mark.parametrize("file", invalid_files(), ids=lambda file: file.name)
def test_records_with_a_fault_are_judged_as_by_jsonschema(file: Path) -> None:
    """Refused where a finding of the schema stands beside the file, and only there."""
    beside = json.loads(file.with_name(f"{file.stem}.findings.json").read_text("utf-8"))
    data = load(file.read_bytes(), name=file.name).data
    if data is not None and not any(finding["code"][1] == "1" for finding in beside):
        # E210 is a rule: the schema asks for `sessions`, the rule for something in it; and E214
        # is seen in what reading found.
        by_others = ("E210", "E214")
        refused = any(f["code"].startswith("E2") and f["code"] not in by_others for f in beside)
        assert refused or is_sound_record(data) or beside[0]["code"] == "E210"
        assert not (refused and is_sound_record(data))


OFFICES = [
    "",
    'name = "x"',
    "office = 1",
    '[office]\nname = "Parks"',
    '[office]\nname = " "',
    '[office]\nnmae = "Parks"',
    "[office]\nname = true",
    '[disposal]\n"Board" = "M"',
    '[disposal]\n"" = "M"',
    '[disposal]\n"Board" = ""',
    '[defaults.classification]\nscheme = "x"',
    '[defaults.classification]\ncode = "x"',
    '[build]\nformats = ["html", "rtf"]',
    '[build]\nformats = ["html"]\nexclude = []',
    '[build]\nformats = "html"',
    '[management]\nprofile = "strict"',
]


@pytest.mark.parametrize("text", OFFICES)
def test_the_offices_file_is_judged_as_by_jsonschema(text: str) -> None:
    """The same verdict on the data of `minutebook.toml`."""
    table = tomllib.loads(text)
    plain = Draft202012Validator(office_schema(), format_checker=FORMATS)
    assert plain.is_valid(table) == is_sound_office(table)


# A schema of our dialect, and values that try it.
PARTS: list[tuple[dict[str, Any], list[Any]]] = [
    ({"type": "integer"}, [1, 1.0, 1.5, True, "1", None]),
    ({"type": "number", "minimum": 0, "maximum": 3}, [0, 3, 3.5, -1, False, "x"]),
    ({"type": ["string", "number"]}, ["x", 1, 1.5, True, [], None]),
    ({"type": "string", "maxLength": 2}, ["ab", "abc", "\U0001f600b", 1]),
    ({"type": "string", "enum": ["1", "true"]}, ["1", 1, "true", True]),
    ({"type": "string", "const": "a"}, ["a", "b", 1]),
    ({"type": "string", "pattern": "^[0-9]+$"}, ["12", "", "12x", "\u0661"]),
    ({"type": "string", "format": "date"}, ["2026-02-28", "2026-02-30"]),
    ({"type": "array", "items": {"type": "string"}}, [[], ["a"], ["a", 1], {}, "a"]),
    ({"type": "object", "required": ["a"]}, [{"a": None}, {}, []]),
    (
        {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": False},
        [{}, {"a": "x"}, {"a": 1}, {"b": "x"}],
    ),
    (
        {"type": "object", "additionalProperties": {"type": "boolean"}},
        [{}, {"a": True}, {"a": True, "b": 1}, []],
    ),
    ({"type": "object", "propertyNames": {"pattern": "^[a-z]$"}}, [{}, {"a": 1}, {"ab": 1}]),
    ({"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}, [{"a": 1}, {"b": 1}, {"c": 1}]),
    (
        {"$ref": "#/$defs/tree", "$defs": {"tree": {"items": {"$ref": "#/$defs/tree"}}}},
        [[], [[]], [[[1], 2]]],
    ),
]


@pytest.mark.parametrize(("schema", "values"), PARTS, ids=lambda part: str(part)[:40])
def test_each_keyword_of_the_dialect_asserts_what_it_says(
    schema: dict[str, Any], values: list[Any]
) -> None:
    """Each keyword alone gives the verdict of jsonschema."""
    plain = Draft202012Validator(schema, format_checker=FORMATS)
    check = _Compiler(schema).check(schema)
    assert [check(value) for value in values] == [plain.is_valid(value) for value in values]


def test_a_keyword_that_is_not_known_is_not_passed_over() -> None:
    """A schema that asserts something else cannot be compiled: it would be let through."""
    with pytest.raises(KeyError, match="minItems"):
        _Compiler({}).check({"type": "array", "minItems": 1})


def test_a_line_end_is_no_end_of_a_text() -> None:
    """A pattern's `$` is the end of the text, as it is in an editor."""
    assert compiled("^a$").search("a")
    assert not compiled("^a$").search("a\n")


def test_only_texts_in_the_form_of_a_date_are_days_or_none() -> None:
    """A date is asserted, anything else is left to the pattern beside it."""
    assert not is_day("2026-02-30")
    assert all(is_day(value) for value in ("2026-02-28", "soon", "2026-02-30\n", 3, None))
