"""Same input, same bytes: in any time zone, language and order of hashing."""

from __future__ import annotations

import filecmp
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.conftest import ROOT

from minutebook.state.store import FILE as STATE

if TYPE_CHECKING:
    from pathlib import Path

PLACES = (
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
    {"TZ": "Asia/Tokyo", "LC_ALL": "fr_FR.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4242"},
)


def build(to: Path, place: dict[str, str]) -> None:
    """Build the example office as a process of its own, elsewhere in the world."""
    command = [sys.executable, "-m", "minutebook", "build", "records", "--to", str(to)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **place}, check=True, capture_output=True)


def made(folder: Path) -> list[Path]:
    """All that was built; what is known of the run holds the times of these files."""
    return [path for path in folder.rglob("*.*") if path.name != STATE]


def differences(one: Path, other: Path) -> list[str]:
    """Every file that is not the same in both folders."""
    names = sorted({str(path.relative_to(top)) for top in (one, other) for path in made(top)})
    _, mismatch, errors = filecmp.cmpfiles(one, other, names, shallow=False)
    return mismatch + errors


def test_two_builds_are_the_same(tmp_path: Path) -> None:
    """Built three times under other variables, no file differs."""
    for number, place in enumerate(PLACES):
        build(tmp_path / str(number), place)
    assert len(list((tmp_path / "0").rglob("*.docx"))) > 1
    assert differences(tmp_path / "0", tmp_path / "1") == []
    assert differences(tmp_path / "0", tmp_path / "2") == []


def test_a_second_build_changes_nothing(tmp_path: Path) -> None:
    """Built again into the same folder, every file keeps its time."""
    build(tmp_path, PLACES[0])
    before = {path: path.stat().st_mtime_ns for path in made(tmp_path)}
    build(tmp_path, PLACES[1])
    assert {path: path.stat().st_mtime_ns for path in made(tmp_path)} == before
