"""The outputs of the example office are those that were read and found good, byte for byte."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.conftest import IN_CI, ROOT

from minutebook.batch import Plan, process
from minutebook.inputs import gather
from minutebook.pandoc import open_engine
from minutebook.render import Manner, load_house
from minutebook.stages import Press

if TYPE_CHECKING:
    from minutebook.pandoc import EngineName

HERE = Path(__file__).parent
WRITE = os.environ.get("MINUTEBOOK_GOLDEN") == "write" and not IN_CI
PAGES = {"opm-2014-10-22-plenary", "board-2026-03-19", "cwm-heulog-2026-04-14-cy"}
"""The records whose HTML is kept; one for each kind of office would be too much to read."""


def built(engine: EngineName, to: Path) -> dict[str, bytes]:
    """Build the example office, every format, and give the files by name."""
    house = load_house()
    with open_engine(engine, house.pandoc_house()) as opened:
        press = Press(engine=opened, house=house, formats=("html", "docx", "txt"), manner=Manner())
        plan = Plan(until="render", to=to, keep_xml=True, to_archive=True, press=lambda _: press)
        inputs = gather([str(ROOT / "records")], stdin=lambda: b"")
        outcomes = list(process(inputs, plan))
    assert [outcome.name for outcome in outcomes if outcome.exit_code] == []
    return {path.name: path.read_bytes() for path in sorted(to.rglob("*.*")) if path.is_file()}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the worker makes of the example office."""
    if WRITE:
        sys.stderr.write("\n*** rewriting the golden files: read the difference ***\n")
    return built("worker", tmp_path_factory.mktemp("worker"))


def is_kept(name: str) -> bool:
    """Whether an output has its golden file."""
    stem, _, suffix = name.rpartition(".")
    return suffix in {"xml", "txt"} or (suffix == "html" and stem in PAGES)


def test_the_outputs_are_the_golden_files(outputs: dict[str, bytes]) -> None:
    """Every kept output equals its file, and no file is left over."""
    kept = {name: data for name, data in outputs.items() if is_kept(name)}
    if WRITE:
        for path in HERE.glob("*/*"):
            path.unlink()
        for name, data in kept.items():
            target = HERE / name.rpartition(".")[0] / name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(data)
    golden = {path.name: path for path in HERE.glob("*/*.*") if path.suffix != ".pyc"}
    assert sorted(golden) == sorted(kept)
    for name, data in kept.items():
        assert data.decode() == golden[name].read_text(encoding="utf-8"), name


def test_both_engines_give_the_same_bytes(outputs: dict[str, bytes], tmp_path: Path) -> None:
    """Pandoc started for each document and the long-lived worker make the same files."""
    other = built("pypandoc", tmp_path)
    assert sorted(other) == sorted(outputs)
    assert [name for name in outputs if outputs[name] != other[name]] == []


def test_a_line_of_text_fits_in_80_columns(outputs: dict[str, bytes]) -> None:
    """Except for a word that is longer by itself."""
    for name, data in outputs.items():
        if name.endswith(".txt"):
            for line in data.decode().splitlines():
                assert len(line) <= 80 or " " not in line.strip(), f"{name}: {line}"
