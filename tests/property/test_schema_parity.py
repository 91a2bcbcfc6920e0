"""However a record is spoilt, the validator judges as a plain one does, and nothing breaks."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from minutebook.errors import has_errors
from minutebook.load import load
from minutebook.record import MISFIT
from minutebook.schemas import meeting_schema
from minutebook.validate import validate
from minutebook.validate.schema_check import schema_errors
from minutebook.validate.schema_wording import word_errors
from minutebook.validate.verdict import is_sound_record

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(ROOT.glob("records/20*/*.yaml"))
SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def _keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from _keys(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _keys(part)


KEYS = sorted({*_keys(meeting_schema()), "qestion", "titel", "", " ", "A P", "a.b", "x" * 70})
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 10**12, "", " ", "AP", "no one", "2026-02-30", "2026-03-05",
    "25:00", "open", "x" * 120, "\u00a0", "\u3000", "\v",
    "> ", "-", "AP:", "[^1]: x", "&nbsp;",
    [], [None], ["AP"], [[]], {}, {"text": "Words."},
    {"name": "ONS"}, {"question": "Who?", "action": "Do."}, {"qestion": "Who?"}, [{}], [14],
)  # fmt: skip


@cache
def _plain() -> Draft202012Validator:
    return Draft202012Validator(meeting_schema(), format_checker=FormatChecker(formats=("date",)))


@cache
def _record(file: Path) -> Any:
    # Through JSON, so that numbers are plain ones.
    return json.loads(json.dumps(load(file.read_bytes(), name=file.name).data))


def _places(value: Any, holder: Any = None, step: Any = None) -> Iterator[tuple[Any, Any]]:
    if holder is not None:
        yield holder, step
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _places(part, value, key)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _places(part, value, index)


def _spoil(draw: Any, data: Any) -> None:
    """Take away, replace, rename or add one thing."""
    places = list(_places(data))
    if not places:
        return
    holder, step = draw(st.sampled_from(places))
    what = draw(st.sampled_from(("delete", "replace", "rename", "add")))
    if what == "delete":
        del holder[step]
    elif what == "rename" and isinstance(holder, dict):
        holder[draw(st.sampled_from(KEYS))] = holder.pop(step)
    elif what == "add" and isinstance(holder, dict):
        holder[draw(st.sampled_from(KEYS))] = copy.deepcopy(draw(st.sampled_from(VALUES)))
    else:
        holder[step] = copy.deepcopy(draw(st.sampled_from(VALUES)))


@st.composite
def spoilt(draw: Any) -> Any:
    """Draw an example record with up to four things done to it."""
    data = copy.deepcopy(_record(draw(st.sampled_from(FILES))))
    for _ in range(draw(st.integers(0, 4))):
        _spoil(draw, data)
    return data


@SLOW
@given(spoilt())
def test_the_verdict_is_that_of_a_plain_validator(data: Any) -> None:
    """Valid or not: all three say the same of any record."""
    valid = _plain().is_valid(data)
    assert valid == is_sound_record(data)
    assert valid == (schema_errors(data) == [])


@SLOW
@given(spoilt())
def test_a_verdict_against_a_record_reaches_its_author(data: Any) -> None:
    """What the schema refuses has a finding; what has none is a whole record."""
    source = load(json.dumps(data, ensure_ascii=False).encode(), name="note.json")
    validated = validate(source)
    errors = [finding for finding in validated.findings if finding.code.startswith("E")]
    if not _plain().is_valid(data):
        assert errors
    assert (validated.record is None) == has_errors(validated.findings)
    assert validated.record is None or not _has_misfit(validated.record)
    lines = source.text.split("\n")
    for finding in validated.findings:
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
        assert finding.hint


def _has_misfit(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_misfit, value.values()))
    if isinstance(value, list):
        return any(map(_has_misfit, value))
    return value is MISFIT


@SLOW
@given(spoilt())
def test_each_problem_of_the_schema_is_said_once(data: Any) -> None:
    """No two problems are alike, and each is about a place in or below its own."""
    worded = word_errors(schema_errors(data))
    said = [(one.problem.path, one.problem.code, one.problem.message) for one in worded]
    assert len(said) == len(set(said))
    assert all(one.about[: len(one.problem.path) - 1] == one.problem.path[:-1] for one in worded)
