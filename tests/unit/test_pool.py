"""Several processes share numbered work, and whatever happens to them, it is done in order."""

from __future__ import annotations

import os
import signal
import sys
import time
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from minutebook.pool import Lost, Pool

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")


def _square(number: int) -> int:
    time.sleep((number % 3) / 1000)
    return number * number


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("at_once", [1, 4])
@pytest.mark.parametrize("count", [0, 1, 7, 100])
def test_results_are_in_order(jobs: int, at_once: int, count: int) -> None:
    """Each number's result is given once, in the order of the numbers."""
    pool: Pool[int] = Pool(_square, jobs=jobs, at_once=at_once)
    assert list(pool.results(count)) == [number * number for number in range(count)]


def test_work_that_ends_its_process_is_tried_once_more(tmp_path: Path) -> None:
    """What fails the first time only is not lost."""

    def work(number: int) -> int:
        mark = tmp_path / str(number)
        if number == 5 and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert list(Pool(work, jobs=2, at_once=3).results(20)) == list(range(20))


def test_work_that_always_ends_its_process_is_lost() -> None:
    """It alone: what was given out with it is done."""

    def work(number: int) -> int:
        if number in {0, 5, 19}:
            os._exit(3)
        return number

    found = list(Pool(work, jobs=3, at_once=4).results(20))
    assert [number for number, one in enumerate(found) if isinstance(one, Lost)] == [0, 5, 19]
    assert {one.reason for one in found if isinstance(one, Lost)} == {"ended on its own"}


def test_work_that_takes_too_long_is_ended() -> None:
    """A process that hangs keeps nobody waiting for ever."""

    def work(number: int) -> int:
        if number == 2:
            time.sleep(600)
        return number

    found = list(Pool(work, jobs=2, patience_seconds=0.3).results(6))
    assert found == [0, 1, Lost("was still at work after 0.3 seconds"), 3, 4, 5]


def test_little_is_done_ahead(tmp_path: Path) -> None:
    """While nobody takes results, no more is done than a few for each process."""

    def work(number: int) -> int:
        (tmp_path / str(number)).touch()
        return number

    results = Pool(work, jobs=2).results(10_000)
    assert list(islice(results, 3)) == [0, 1, 2]
    time.sleep(0.3)
    assert len(list(tmp_path.iterdir())) < 200
    results.close()  # type: ignore[attr-defined]


def test_processes_end_with_the_one_who_asks(tmp_path: Path) -> None:
    """When the caller stops asking, nobody is left at work."""

    def work(number: int) -> int:
        (tmp_path / str(os.getpid())).touch()
        if number > 3:
            time.sleep(600)
        return number

    results = Pool(work, jobs=3).results(100)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    for path in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(path.name), 0)


class _Notebook:
    """Keeps what an onlooker is told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int]] = []
        self.waits = 0

    def begun(self, numbers: range) -> None:
        self.told += [("begun", number) for number in numbers]

    def ended(self, numbers: range) -> None:
        self.told += [("ended", number) for number in numbers]

    def waiting(self) -> None:
        self.waits += 1

    def of(self, number: int) -> list[str]:
        return [word for word, told in self.told if told == number]


@pytest.mark.parametrize(("jobs", "at_once"), [(1, 1), (2, 3), (3, 1)])
def test_an_onlooker_hears_of_each_number(jobs: int, at_once: int) -> None:
    """That it was begun, and then that it was ended; no more at a time than there are processes."""
    notebook = _Notebook()
    list(Pool(_square, jobs=jobs, at_once=at_once, onlooker=notebook).results(20))
    assert {tuple(notebook.of(number)) for number in range(20)} == {("begun", "ended")}
    at_work = most = 0
    for word, _ in notebook.told:
        at_work += 1 if word == "begun" else -1
        most = max(most, at_work)
    assert most <= jobs * at_once


def test_an_onlooker_hears_of_work_that_is_begun_again() -> None:
    """What ends its process is begun twice, and so is what it had been given with it."""

    def work(number: int) -> int:
        if number == 4:
            os._exit(3)
        return number

    notebook = _Notebook()
    list(Pool(work, jobs=2, at_once=2, onlooker=notebook).results(10))
    assert notebook.of(4) == ["begun", "ended"] * 2
    assert all(notebook.of(n)[-2:] == ["begun", "ended"] for n in range(10))


def test_an_onlooker_hears_that_work_goes_on() -> None:
    """Though nothing is done for longer than anybody likes to wait without a sign."""
    notebook = _Notebook()

    def work(number: int) -> int:
        time.sleep(1.2)
        return number

    list(Pool(work, jobs=1, onlooker=notebook).results(1))
    assert notebook.waits >= 3


class _SlowToGo:
    """Takes its time when it is cleared away, where Python drops whatever is raised."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __del__(self) -> None:
        self.mark.touch()
        time.sleep(0.5)


def test_a_process_hears_that_it_is_to_leave(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Even when it is asked at a moment at which nothing can be raised; and nothing is said."""
    going, left = tmp_path / "going", tmp_path / "left"

    def work(number: int) -> int:
        if number == 1:
            try:
                _SlowToGo(going)
                time.sleep(60)
            finally:
                left.touch()
        return number

    results = Pool(work, jobs=2).results(10)
    assert next(results) == 0
    while not going.exists():
        time.sleep(0.01)
    del results
    assert left.exists()
    assert capfd.readouterr() == ("", "")
