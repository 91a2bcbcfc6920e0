"""Several processes give what one gives, whatever happens to them."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from minutebook import workers
from minutebook.batch import Outcome, Plan, process
from minutebook.cli.main import main
from minutebook.errors import ExitCode
from minutebook.inputs import Inputs, gather

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from minutebook.inputs import Input

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
    """What a plan asks for each note: ends the process of some, and only of some."""

    home: int = field(default_factory=os.getpid)

    def __call__(self, one: Input) -> None:
        if os.getpid() != self.home and one.name.endswith("5.yaml"):
            os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_dies_loses_its_note_alone(notes: Path) -> None:
    """The note is tried once more, then reported; all others are as they would be."""
    inputs = _inputs(notes)
    found = _facts(workers.outcomes(inputs, replace(PLAN, press=_Deadly()), jobs=2))
    whole = _facts(process(inputs, PLAN))
    assert [one[0] for one in found] == [one[0] for one in whole]
    lost = [one for one in found if str(one[0]).endswith("5.yaml")]
    assert len(lost) == COUNT // 10
    assert {one[4] for one in lost} == {ExitCode.RENDER}
    assert all("was ended by the system (signal 9)" in str(one[5]) for one in lost)
    others = [one for one in found if one not in lost]
    assert others == [one for one in whole if not str(one[0]).endswith("5.yaml")]


def _faulty(_: object) -> None:
    raise RuntimeError("a fault of ours")


def test_a_fault_of_ours_keeps_its_traceback(notes: Path) -> None:
    """It is met again in the first process, so that the log says where."""
    found = list(workers.outcomes(_inputs(notes), replace(PLAN, press=_faulty), jobs=2))
    bugs = [outcome.bug for outcome in found if outcome.bug is not None]
    assert len(bugs) == COUNT - 1  # the one that is gone is not read
    assert all(bug.__traceback__ is not None for bug in bugs)


def test_one_process_is_enough_where_one_is_asked_for(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No other is started."""
    monkeypatch.setattr(workers, "_shared", None)
    assert workers.outcomes(_inputs(notes), PLAN, jobs=1) is not None


def test_several_processes_write_what_one_writes(notes: Path, tmp_path: Path) -> None:
    """The same files, the notes of one id refused, and nothing else in the folder."""
    (notes / "000.yaml").write_bytes((notes / "001.yaml").read_bytes())
    inputs = _inputs(notes)
    written: list[dict[str, bytes]] = []
    said: list[list[tuple[object, ...]]] = []
    for jobs in (1, 3):
        to = tmp_path / f"out{jobs}"
        plan = replace(PLAN, until="archive", to=to, keep_xml=True)
        said.append(_facts(workers.outcomes(inputs, plan, jobs=jobs)))
        written.append({str(p.relative_to(to)): p.read_bytes() for p in to.rglob("*.*")})
    assert said[0] == said[1]
    assert written[0] == written[1]
    assert len(written[0]) > COUNT // 2


def test_few_notes_are_left_to_one_process(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Others would not be ready before it has done."""
    monkeypatch.setattr(workers, "_shared", None)
    inputs = _inputs(notes)
    few = replace(inputs, notes=inputs.notes[: workers.FEWEST - 1])
    assert len(list(workers.outcomes(few, PLAN, jobs=8))) == workers.FEWEST - 1


def test_the_cores_are_those_that_may_be_used() -> None:
    """At least one, and no more than the system lends this process."""
    assert 1 <= workers.cores() <= (os.cpu_count() or 1)
