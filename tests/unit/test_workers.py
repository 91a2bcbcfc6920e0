"""Several processes give what one gives, whatever happens to them."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from minutebook import workers
from minutebook.batch import Inputs, Outcome, Plan, gather, process
from minutebook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")

NOTE = """\
schema: meeting-record/1.0
id: parks-{number:03}
title: Meeting {number} of the parks group
meeting:
  date: 2026-03-05
background: The swings are safe.
"""
COUNT = 150
PLAN = Plan(until="validate", across=True)


@pytest.fixture(name="notes")
def _notes(tmp_path: Path) -> Path:
    """A folder of notes: every seventh has a fault, one is no text, and one is gone."""
    for number in range(COUNT):
        text = NOTE.format(number=number)
        text = text.replace("title:", "titel:") if number % 7 == 3 else text
        (tmp_path / f"{number:03}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "080.yaml").write_bytes(b"title: \xff")
    (tmp_path / "081.yaml").unlink()
    (tmp_path / "081.yaml").symlink_to("nowhere.yaml")
    return tmp_path


def _inputs(folder: Path) -> Inputs:
    return gather([str(folder)], stdin=bytes)


def _facts(outcomes: Iterator[Outcome]) -> list[tuple[object, ...]]:
    return [
        (o.name, o.record_id, o.findings, o.facts, o.exit_code, o.error and o.error.message)
        for o in outcomes
    ]


@pytest.mark.parametrize("jobs", [2, 3, 50])
def test_several_processes_give_what_one_gives(notes: Path, jobs: int) -> None:
    """The same outcomes in the same order, those of files that cannot be read among them."""
    inputs = _inputs(notes)
    assert len(inputs.notes) == COUNT
    found = _facts(workers.outcomes(inputs, PLAN, jobs=jobs))
    assert found == _facts(process(inputs, PLAN))


def test_the_command_prints_the_same(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--jobs` changes neither a byte of what is printed nor the exit code."""
    one, several = (
        (main(["validate", str(notes), "--jobs", jobs]), *capsys.readouterr())
        for jobs in ("1", "4")
    )
    assert one == several
    assert one[0] == 3


def test_the_first_fault_ends_the_run(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--fail-fast` gives no more, though others may have been looked at already."""
    assert main(["validate", str(notes), "--fail-fast", "-j", "2"]) == 1
    out, err = capsys.readouterr()
    assert out.count("error E201") == 1
    assert f"{COUNT - 4} notes were not looked at" in err


@dataclass(frozen=True, kw_only=True, slots=True)
class _Deadly:
    """What a plan asks for each note: ends every process but the one that began."""

    home: int = field(default_factory=os.getpid)

    def __call__(self, _: object) -> None:
        if os.getpid() != self.home:
            os._exit(9)


def test_a_process_that_dies_loses_no_note(notes: Path) -> None:
    """What other processes cannot do is done by the one that began."""
    inputs = _inputs(notes)
    found = _facts(workers.outcomes(inputs, replace(PLAN, press=_Deadly()), jobs=2))
    assert found == _facts(process(inputs, PLAN))


def _faulty(_: object) -> None:
    raise RuntimeError("a fault of ours")


def test_a_fault_of_ours_keeps_its_traceback(notes: Path) -> None:
    """It is met again in the first process, so that the log says where."""
    found = list(workers.outcomes(_inputs(notes), replace(PLAN, press=_faulty), jobs=2))
    bugs = [outcome.bug for outcome in found if outcome.bug is not None]
    assert len(bugs) == COUNT - 1  # the one that is gone is not read
    assert all(bug.__traceback__ is not None for bug in bugs)


@pytest.mark.parametrize(
    ("plan", "jobs"), [(PLAN, 1), (replace(PLAN, to=Path("out")), 8)], ids=["one", "writes"]
)
def test_what_one_process_has_to_do_is_left_to_it(
    notes: Path, plan: Plan, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One process where one is asked for, and where files are written."""
    monkeypatch.setattr(workers, "_shared", None)
    assert workers.outcomes(_inputs(notes), plan, jobs=jobs) is not None


def test_few_notes_are_left_to_one_process(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Others would not be ready before it has done."""
    monkeypatch.setattr(workers, "_shared", None)
    inputs = _inputs(notes)
    few = replace(inputs, notes=inputs.notes[: workers.FEWEST - 1])
    assert len(list(workers.outcomes(few, PLAN, jobs=8))) == workers.FEWEST - 1


def test_the_cores_are_those_that_may_be_used() -> None:
    """At least one, and no more than the system lends this process."""
    assert 1 <= workers.cores() <= (os.cpu_count() or 1)
