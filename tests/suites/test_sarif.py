"""Reports of the example office's faulty notes, held to the official grammar of SARIF."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from jsonschema import Draft4Validator
from tests.conftest import ROOT

from minutebook.batch import Plan, process
from minutebook.inputs import gather
from minutebook.report import FORMATS, report_of

if TYPE_CHECKING:
    from pathlib import Path


def no_stdin() -> bytes:
    """Nothing is to be read from standard input."""
    raise AssertionError("standard input was read")


def test_sarif_validates(shared: Path) -> None:
    """A report of hundreds of findings is one that the schema of SARIF 2.1.0 accepts."""
    path = shared / "suites" / "schemas" / "sarif-2.1.0.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    inputs = gather([str(ROOT / "records" / "invalid"), "gone.yaml"], stdin=no_stdin)
    outcomes = list(process(inputs, Plan(until="validate")))
    log = json.loads(FORMATS["sarif"](report_of(inputs, outcomes, version="1.0")))
    assert [error.message for error in Draft4Validator(schema).iter_errors(log)] == []
    (run,) = log["runs"]
    assert len(run["results"]) > 200
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == 1


def test_the_schema_can_refuse(shared: Path) -> None:
    """It is the grammar of a report, and not of anything."""
    path = shared / "suites" / "schemas" / "sarif-2.1.0.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert not Draft4Validator(schema).is_valid({"version": "2.1.0", "runs": [{}]})
