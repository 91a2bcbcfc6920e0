"""The folder of registries with a fault: its cases, and what is expected of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minutebook.batch import Plan, process
from minutebook.inputs import gather
from minutebook.report import findings_json
from minutebook.survey import across, judged

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).resolve().parents[2] / "records" / "invalid-registries"
EXPECTED = "findings.json"


def cases() -> list[Path]:
    """Every case, by name."""
    return sorted(path for path in FOLDER.iterdir() if path.is_dir())


def expected(case: Path) -> list[dict[str, Any]]:
    """What is wrong with a case."""
    found: list[dict[str, Any]] = json.loads((case / EXPECTED).read_text(encoding="utf-8"))
    return found


def all_expected() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every expected finding, with its case."""
    for case in cases():
        for finding in expected(case):
            yield case, finding


def copied(case: Path, to: Path) -> Path:
    """Copy a case out of the example office, so that it stands by itself."""
    leave = shutil.ignore_patterns(EXPECTED)
    return Path(shutil.copytree(case, to / case.name, ignore=leave))


def found_text(*paths: str) -> str:
    """What `minutebook validate --format json` prints for some paths."""
    inputs, plan = gather(paths, stdin=lambda: b""), Plan(until="validate", across=True)
    outcomes = list(process(inputs, plan))
    whole = judged(outcomes, across(inputs, outcomes, plan))
    found = [*inputs.findings, *(one for outcome in whole for one in outcome.findings)]
    return findings_json(found) + "\n"
