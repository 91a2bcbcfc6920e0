"""A run that is killed at any moment leaves whole files, and the next one completes it.

``MINUTEBOOK_KILLS`` says at how many moments; `scripts/bench-kill` runs it at 200.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.unit.rebuilds import text, tree

import minutebook

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.pandoc,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="it reads /proc"),
]

KILLS = int(os.environ.get("MINUTEBOOK_KILLS", "6"))
COUNT = 12
VICTIMS = ("parent", "worker", "pandoc")
FORMATS = "html,docx,txt"
TEMPORARY = ".minutebook-*"


def _build(folder: Path, to: str = "out") -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "minutebook", "build", "notes", "--to", to),
            *("--formats", FORMATS, "--jobs", "2"),
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(minutebook.__file__).parents[1])},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


@pytest.fixture(name="whole", scope="module")
def _whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], float]:
    """Notes, what comes of them in a run that nobody disturbs, and how long that takes."""
    folder = tmp_path_factory.mktemp("killed")
    (folder / "notes").mkdir()
    for number in range(COUNT):
        words = "We met, and talked. " * (1 + 40 * (number % 3))
        (folder / "notes" / f"{number:02}.yaml").write_text(text(f"n-{number:02}", words=words))
    before = time.monotonic()
    done = _build(folder, "whole")
    _, err = done.communicate(timeout=120)
    assert done.returncode == 0, err
    made = tree(folder / "whole")
    assert len(made) == COUNT * 5 + 1  # and the report
    return folder, made, time.monotonic() - before


def _offspring(pid: int) -> Iterator[int]:
    """Give the processes that a process has started, as long as they are there."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in map(int, children):
        yield child
        yield from _offspring(child)


def _is_pandoc(pid: int) -> bool:
    try:
        return b"pandoc\0lua" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _kill(started: subprocess.Popen[bytes], victim: str) -> None:
    """Kill one process of a run, in the way that leaves it no time for anything."""
    if victim == "parent":
        started.kill()
        return
    found = [pid for pid in _offspring(started.pid) if _is_pandoc(pid) == (victim == "pandoc")]
    for pid in found[:1]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _see_that_nothing_is_torn(folder: Path, made: dict[str, bytes]) -> None:
    """What is to be seen is whole, and is nothing else than what there should be."""
    seen = tree(folder)
    report = seen.pop("report.html", b"</html>\n")  # it tells of notes that failed
    assert report.endswith(b"</html>\n")
    assert seen.items() <= made.items()


@pytest.mark.timeout(60 + 12 * KILLS)
@pytest.mark.parametrize("victim", VICTIMS)
def test_whoever_is_killed_the_next_run_completes(
    whole: tuple[Path, dict[str, bytes], float], victim: str
) -> None:
    """At any moment: no torn or stray file, and at the end the tree of an undisturbed run."""
    folder, made, seconds = whole
    moments = random.Random(victim)
    for _ in range(-(-KILLS // len(VICTIMS))):
        shutil.rmtree(folder / "out", ignore_errors=True)
        started = _build(folder)
        time.sleep(moments.uniform(0.1, 0.9) * seconds)
        _kill(started, victim)
        _see_that_nothing_is_torn(folder / "out", made)
        started.communicate(timeout=120)
        _see_that_nothing_is_torn(folder / "out", made)
        completed = _build(folder)
        _, err = completed.communicate(timeout=120)
        assert completed.returncode == 0, err
        assert tree(folder / "out") == made
        assert list((folder / "out").rglob(TEMPORARY)) == []


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_says_how_to_go_on(
    whole: tuple[Path, dict[str, bytes], float], sent: signal.Signals
) -> None:
    """Ctrl-C, and a system that ends the program: whole files, and the next run goes on."""
    folder, made, _ = whole
    shutil.rmtree(folder / "out", ignore_errors=True)
    started = _build(folder)
    until = time.monotonic() + 60
    while not list((folder / "out").glob("n-*/*")) and time.monotonic() < until:
        time.sleep(0.01)
    started.send_signal(sent)
    _, err = started.communicate(timeout=60)
    assert started.returncode == 130
    assert err.decode().splitlines()[-1] == (
        "interrupted; what was written is whole; "
        "run the same command again: it goes on where it stopped"
    )
    assert list((folder / "out").rglob(TEMPORARY)) == []
    assert not (folder / "out" / ".minutebook.holder").exists()
    _see_that_nothing_is_torn(folder / "out", made)
    times = {path: path.stat().st_mtime_ns for path in (folder / "out").glob("n-*/*")}
    completed = _build(folder)
    assert completed.wait(timeout=120) == 0
    completed.communicate()
    assert tree(folder / "out") == made
    assert times == {path: path.stat().st_mtime_ns for path in times}
