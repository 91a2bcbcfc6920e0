"""The report of a run as a page, before programs that know nothing of ours."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import IN_CI, ROOT
from tests.unit.test_run_page import BUILT, STYLES, TO, hostile

from minutebook.batch import Outcome, Plan, process
from minutebook.errors import FileError
from minutebook.inputs import Inputs, gather
from minutebook.progress import run_times
from minutebook.report import report_of
from minutebook.report.page import run_page

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
NU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
_VIOLATES = "violates Content Security Policy (meta tag): blocked by"
_WITHOUT = "directive (missing “\u2018unsafe-inline\u2019” or nonce/hash)."
NOT_FAULTS = {
    # Newer than the checker; where a browser does not know them either, nothing is lost.
    "CSS: Unknown pseudo-element or pseudo-class “:target-current”",
    "CSS: “scroll-target-group”: Property “scroll-target-group” doesn't exist.",
    # It takes no digest for a style: Chromium, below, reports nothing.
    f"Inline style {_VIOLATES} “style-src” {_WITHOUT}",
}


def _told() -> tuple[Inputs, list[Outcome]]:
    """The example notes, sound and not, and some that were built and that could not be read."""
    inputs = gather([str(ROOT / "records" / "invalid")], stdin=bytes)
    outcomes = list(process(inputs, Plan(until="validate")))
    gone = Outcome(name="gone.yaml", error=FileError("cannot read gone.yaml", hint="look again"))
    long = "a-record-with-a-very-long-name-" * 3
    seconds = {f"stage number {n} with a long name": n / 10 for n in range(20)} | {"load": 0.01}
    built = [
        replace(BUILT, name=f"notes/{n}.yaml", record_id=f"a-{n}", written=files, seconds=seconds)
        for n in range(30)
        for files in [tuple(TO / f"a-{n}" / f"a-{n}.{kind}" for kind in ("xml", "html", "odd"))]
    ]
    last = replace(BUILT, name=f"notes/{long}.yaml", record_id=long, written=(TO / long,))
    return inputs, [*outcomes, gone, *built, last]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages of runs by name: with all that there can be, with next to nothing, and with harm."""
    folder = tmp_path_factory.mktemp("reports")
    inputs, outcomes = _told()
    whole = report_of(inputs, outcomes, version="1.2.3")
    small = report_of(Inputs(notes=()), [BUILT], version="1.2.3")
    made = {
        "whole": run_page(
            whole, to=TO, style_sheet=STYLES, times=run_times(outcomes, whole=12345.678)
        ),
        "small": run_page(small, to=TO, style_sheet=STYLES),
        "hostile": run_page(hostile(), to=TO, style_sheet=STYLES),
    }
    for name, data in made.items():
        (folder / f"{name}.html").write_bytes(data)
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture(scope="module")
def modules() -> Path:
    """What `npm ci --ignore-scripts` puts beside the tests; without it they skip, or fail in CI."""
    if not MODULES.is_dir():
        (pytest.fail if IN_CI else pytest.skip)(
            "`npm ci --ignore-scripts` in tests/judges is needed"
        )
    return MODULES


def test_reports_are_accessible_and_stay_at_home(
    pages: dict[str, Path], modules: Path, require: Callable[[str], str]
) -> None:
    """As the pages of records: axe, light and dark, narrow and wide; the keyboard; no request."""
    assert modules.is_dir()
    command = [require("node"), str(HERE / "page_judge.mjs"), require("chromium")]
    paths = list(map(str, pages.values()))
    done = subprocess.run([*command, *paths], capture_output=True, check=True, timeout=300)
    found = json.loads(done.stdout)
    assert {name: found[str(path)] for name, path in pages.items()} == {key: [] for key in pages}


def test_reports_are_html(
    pages: dict[str, Path], modules: Path, require: Callable[[str], str]
) -> None:
    """The Nu HTML checker has nothing to say but what is known not to be a fault."""
    assert modules.is_dir()
    paths = list(map(str, pages.values()))
    command = [require("java"), "-jar", str(NU), "--format", "json", *paths]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    said = {
        (Path(m["url"]).stem, m["message"])
        for m in messages
        if m["type"] == "error" or m.get("subType") == "warning"
    }
    assert {(name, message) for name, message in said if message not in NOT_FAULTS} == set()
