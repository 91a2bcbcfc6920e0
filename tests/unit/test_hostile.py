"""Whatever is made to stop a parser ends in a finding or a verdict, soon and in little memory."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.unit.hostile_inputs import HEAD, SHAPES, note_of_long_fields, strings_against, text_runs

import minutebook
from minutebook.load import load
from minutebook.schemas import meeting_schema, office_schema
from minutebook.validate import validate
from minutebook.validate.verdict import compiled

SECONDS = 1.0
MEGABYTES = 200
# A slow or busy machine may take so many times as long as one of today.
PATIENCE = 6
# Run by a small process: what a large one starts is said to have been as large as itself.
_MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, timeout=60)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
sys.stderr.buffer.write(done.stderr)
print(done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, len(done.stdout))
"""
INPUTS = {name: shape for shape in SHAPES for name, _ in shape()}
# One run is of every sign: in processes of their own they would take minutes.
RUNS = dict(text_runs(20_000))


def _patterns(schema: object) -> set[str]:
    """List every pattern of a schema."""
    if isinstance(schema, dict):
        own = {schema["pattern"]} if isinstance(schema.get("pattern"), str) else set()
        return own.union(*map(_patterns, schema.values()))
    return set().union(*map(_patterns, schema)) if isinstance(schema, list) else set()


PATTERNS = sorted(_patterns(meeting_schema()) | _patterns(office_schema()))


def _check(path: Path) -> None:
    """Check one file in a process of its own."""
    package = str(Path(minutebook.__file__).parents[1])
    command = [sys.executable, "-m", "minutebook", "validate", "--format", "json", path.name]
    done = subprocess.run(
        [sys.executable, "-S", "-c", _MEASURE, *command],
        cwd=path.parent,
        env={"PYTHONPATH": package, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    code, seconds, megabytes, size = map(float, done.stdout.split())
    assert "Traceback" not in done.stderr
    assert code == (size > len("[]\n")), done.stderr
    assert seconds < SECONDS * PATIENCE
    assert megabytes < MEGABYTES


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in other units elsewhere")
@pytest.mark.parametrize("name", INPUTS)
def test_a_hostile_file_ends_soon_and_small(tmp_path: Path, name: str) -> None:
    """Each file ends with findings, or clean, within a second and 200 MB, start-up and all."""
    path = tmp_path / name
    path.write_bytes(dict(INPUTS[name]())[name].encode())
    _check(path)


@pytest.mark.parametrize("name", RUNS)
def test_a_text_of_one_sign_ends_soon(name: str) -> None:
    """A text that is as long as is surely read, of any one sign or pair, is judged in time."""
    start = time.process_time()
    judged = validate(load(RUNS[name].encode(), name=name))
    assert time.process_time() - start < SECONDS * PATIENCE
    assert judged.record is not None or judged.findings


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_pattern_can_be_made_slow(pattern: str) -> None:
    """50 KB made to lead a pattern astray are judged by it in a moment."""
    judge = compiled(pattern)
    start = time.process_time()
    for text in strings_against(pattern):
        judge.search(text)
    assert time.process_time() - start < SECONDS * PATIENCE


def test_a_note_of_long_fields_ends_soon(tmp_path: Path) -> None:
    """A note whose every field has 50 KB that do not fit is judged in time, each field once."""
    path = tmp_path / "long.yaml"
    path.write_text(note_of_long_fields(), encoding="utf-8")
    _check(path)
    judged = validate(load(path.read_bytes(), name="long.yaml"))
    assert {re.sub(r"\d+", "", finding.path) for finding in judged.findings} >= {
        "/id",
        "/language",
        "/meeting/date",
        "/meeting/starts",
        "/meeting/timezone",
        "/papers/p/href",
        "/papers/p/digest",
        "/papers/p/media_type",
    }
    assert all(len(finding.message) < 400 for finding in judged.findings)


def test_an_office_file_of_long_fields_ends_soon(tmp_path: Path) -> None:
    """An office's file whose fields have 50 KB that do not fit stops the run in time."""
    words = json.dumps("a-" * 25_000 + "!")
    (tmp_path / "minutebook.toml").write_text(
        f"[office]\nname = {words}\n[defaults]\nlanguage = {words}\ncreator = {words}\n"
    )
    (tmp_path / "a.yaml").write_text(HEAD + "background: Why.\n")
    start = time.process_time()
    _check(tmp_path / "a.yaml")
    assert time.process_time() - start < SECONDS * PATIENCE
