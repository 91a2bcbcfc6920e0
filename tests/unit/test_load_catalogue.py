"""The catalogue of load findings against the reader itself."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from minutebook.load import Source, load

PACKAGE = Path(__file__).parents[2] / "pipeline" / "minutebook"
CATALOGUE = tomllib.loads((PACKAGE / "catalogue" / "load.toml").read_text(encoding="utf-8"))
FIELDS = ["title", "meaning", "bad", "message", "remedy", "good"]
# What an example in a text file cannot show.
BYTES = {
    "E101": b"title: " + b"x" * 10_050_000,
    "E102": "title: Quarterly meeting".encode("utf-16"),
    "E103": "title: Café".encode("cp1252"),
}


def _load(code: str, example: bytes) -> Source:
    form = "json" if code.startswith("E14") else "yaml"
    return load(example, name=f"note.{form}")


@pytest.mark.parametrize("code", CATALOGUE)
def test_the_bad_example_gives_the_message(code: str) -> None:
    """The bad example of a code gives that code first, with the message printed beside it."""
    entry = CATALOGUE[code]
    source = _load(code, BYTES.get(code, entry["bad"].encode()))
    first = source.findings[0]
    assert (first.code, first.message) == (code, entry["message"])
    assert len(source.findings) == 1
    assert source.data is not None or code.startswith("E")


@pytest.mark.parametrize("code", CATALOGUE)
def test_the_good_example_is_good(code: str) -> None:
    """The good example of a code gives no finding, but for a list that shows an item."""
    source = _load(code, CATALOGUE[code]["good"].encode())
    assert {finding.code for finding in source.findings} <= {"E105"} - {code}


def test_every_code_is_in_the_catalogue() -> None:
    """The codes in the source are those of the catalogue, in order, each with every field."""
    files = (PACKAGE / "load").glob("*.py")
    used = {
        code for path in files for code in re.findall(r'"([EW]\d{3})"', path.read_text("utf-8"))
    }
    assert sorted(used) == sorted(CATALOGUE)
    assert list(CATALOGUE) == sorted(CATALOGUE)
    assert all(list(entry) == FIELDS for entry in CATALOGUE.values())
