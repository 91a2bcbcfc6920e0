"""The JSON test suite: what is JSON is read, what is not JSON is refused with a place."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from minutebook.errors import Severity
from minutebook.load import load
from minutebook.load.characters import clean
from minutebook.load.json_text import read_json
from minutebook.load.places import Lines

FOLDER = Path(__file__).parents[2].parent / "shared" / "suites" / "json-test-suite" / "test_parsing"
CASES = sorted(FOLDER.glob("*.json"))
# JSON that a note does not have, with the code that refuses it.
REFUSED = {
    "y_object_duplicated_key": "E109",
    "y_object_duplicated_key_and_value": "E109",
    "y_object_escaped_null_in_key": "E106",  # XML cannot hold U+0000
    "y_string_allowed_escapes": "E106",  # nor U+0008 and U+000C
    "y_string_escaped_control_character": "E106",  # nor U+0012
    "y_string_escaped_noncharacter": "E106",  # nor U+FFFF
    "y_string_nonCharacterInUTF-8_U+FFFF": "E106",
    "y_string_null_escape": "E106",
    "y_string_unicode_U+FFFE_nonchar": "E106",
}


def _codes(path: Path) -> set[str]:
    return {finding.code for finding in load(path.read_bytes(), name=path.name).findings}


def test_the_suite_is_whole(shared: Path) -> None:
    """Every case of the suite is looked at, and every exception is one of them."""
    assert shared in FOLDER.parents
    assert len(CASES) == 318
    assert set(REFUSED) <= {path.stem for path in CASES}


@pytest.mark.parametrize(
    "path", [path for path in CASES if path.stem.startswith("y_")], ids=lambda path: path.stem
)
def test_json_is_read(path: Path) -> None:
    """JSON gives the data that Python's own reader gives; a note that is no block says so."""
    text = path.read_text(encoding="utf-8")
    cleaned = clean(text, form="json")
    reading = read_json(Lines(text=cleaned.text))
    expected = json.loads(text)
    refused = REFUSED.get(path.stem)
    if refused is None:
        assert (reading.data, reading.faults, cleaned.faults) == (expected, (), ())
    assert _codes(path) - {"E105"} == ({refused} if refused else set())
    assert ("E105" in _codes(path)) == (not isinstance(expected, dict))


@pytest.mark.parametrize(
    "path", [path for path in CASES if path.stem.startswith("n_")], ids=lambda path: path.stem
)
def test_what_is_not_json_is_refused(path: Path) -> None:
    """What is not JSON gives an error of its own at a place that exists."""
    source = load(path.read_bytes(), name=path.name)
    errors = [finding for finding in source.findings if finding.severity is Severity.ERROR]
    assert {finding.code for finding in errors} - {"E105"}
    lines = re.split(r"\r\n|\r|\n", source.text)
    for finding in source.findings:
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1


@pytest.mark.parametrize(
    "path", [path for path in CASES if path.stem.startswith("i_")], ids=lambda path: path.stem
)
def test_what_may_be_either_never_raises(path: Path) -> None:
    """What readers may take or refuse gives data or a finding."""
    source = load(path.read_bytes(), name=path.name)
    assert source.data is not None or source.findings
