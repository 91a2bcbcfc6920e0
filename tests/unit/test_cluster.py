"""A cluster gives what one process gives, whatever happens to its workers."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pickle
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.conftest import IN_CI, ROOT

import minutebook
from minutebook.batch import Outcome, Plan
from minutebook.catalogue import catalogue
from minutebook.cli.main import main
from minutebook.cluster import Cluster, ClusterError, NoteLostError, bench
from minutebook.cluster.bench import Order, no_press
from minutebook.cluster.errors import WorkerFaultError
from minutebook.cluster.executor import _as_named, _Crew, _lost
from minutebook.cluster.kit import difference, kit
from minutebook.errors import ExitCode, FileError
from minutebook.inputs import Input
from minutebook.office import Office
from minutebook.state.store import FILE as STATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOTE = """\
schema: meeting-record/1.0
id: parks-{number:03}
title: Meeting {number} of the parks group
language: en
status: draft
access: open
meeting:
  date: 2026-03-05
background: The swings are safe.
"""
COUNT = 120
PATIENCE_SECONDS = 60


@pytest.fixture(name="_distributed")
def _installed() -> None:
    """Without the package the test skips, or fails in CI."""
    if importlib.util.find_spec("distributed") is None:
        (pytest.fail if IN_CI else pytest.skip)("the package `distributed` is needed")


def example() -> list[list[str]]:
    """The commands of the guide: a scheduler, a worker, a build."""
    text = (ROOT / "docs" / "how-to" / "cluster.md").read_text(encoding="utf-8")
    shown = re.findall(
        r"^```sh\n(.*?)\n```$", text.partition("## From start")[2], re.MULTILINE | re.DOTALL
    )
    return [shlex.split(command) for command in shown]


def free_port() -> int:
    """A port that nobody has."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def environment() -> dict[str, str]:
    """The caller's variables with the package under test."""
    source = str(Path(minutebook.__file__).parents[1])
    others = os.environ.get("PYTHONPATH", "")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (source, others)))}


@dataclass(frozen=True, kw_only=True, slots=True)
class Loopback:
    """A cluster on this machine, started with the very commands of the guide."""

    port: int
    folder: Path
    started: list[subprocess.Popen[bytes]]

    def command(self, words: list[str]) -> list[str]:
        """A command of the guide, with a port that is free."""
        programs = {"dask": "dask", "minutebook": "minutebook"}
        ported = [word.replace("8786", str(self.port)) for word in words[1:]]
        return [sys.executable, "-m", programs[words[0]], *ported]

    def start(self, words: list[str]) -> subprocess.Popen[bytes]:
        """Start a scheduler or a worker, and leave it running."""
        process = subprocess.Popen(
            self.command(words),
            cwd=self.folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def build(self, *more: str) -> subprocess.Popen[str]:
        """Begin a build."""
        return subprocess.Popen(
            [*self.command(example()[2]), *more],
            cwd=self.folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )


def kill(process: subprocess.Popen[bytes]) -> None:
    """Let a machine go: a process with all that it started, at once."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_for_workers(port: int, count: int) -> None:
    """Wait until a scheduler has its workers; another process asks, for this one may not."""
    program = (
        "import sys; from distributed import Client\n"
        "with Client(sys.argv[1], timeout=60) as one: one.wait_for_workers(int(sys.argv[2]), 60)"
    )
    words = [sys.executable, "-c", program, f"tcp://127.0.0.1:{port}", str(count)]
    subprocess.run(words, env=environment(), check=True, capture_output=True)


@contextmanager
def cluster(folder: Path, *, workers: int) -> Iterator[Loopback]:
    """Start a scheduler and workers, and at the end let them go."""
    running = Loopback(port=free_port(), folder=folder, started=[])
    scheduler, worker, _ = example()
    try:
        running.start(scheduler)
        for _ in range(workers):
            running.start(worker)
        if workers:
            wait_for_workers(running.port, workers)
        yield running
    finally:
        for process in running.started:
            kill(process)


@pytest.fixture(name="office")
def _office(tmp_path: Path) -> Path:
    """Notes, among them one with a fault, two of one id, one that is gone, one that is no text."""
    records = tmp_path / "records"
    records.mkdir()
    for number in range(COUNT):
        (records / f"{number:03}.yaml").write_text(NOTE.format(number=number), encoding="utf-8")
    (records / "007.yaml").write_text(NOTE.format(number=7).replace("title:", "titel:"))
    (records / "008.yaml").write_text(NOTE.format(number=9))
    (records / "011.yaml").unlink()
    (records / "011.yaml").symlink_to("nowhere.yaml")
    (records / "012.yaml").write_bytes(b"title: \xff")
    (records / "minutebook.toml").write_text(
        '[build]\nformats = ["html", "txt"]\nhouse = "house"\n'
    )
    (records / "house").mkdir()
    (records / "house" / "house.css").write_text("p { color: #123456 }\n")
    return tmp_path


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too; what is known of a run holds times of its files."""
    files = (path for path in folder.rglob("*") if path.is_file())
    paths = (path for path in files if path.name != STATE)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def lasting(said: str) -> str:
    """What a run says besides how it gets on, which goes by the clock."""
    lines = said.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("progress: "))


@pytest.fixture(name="alone")
def _alone(office: Path) -> tuple[dict[str, bytes], str, str, int]:
    """What one process makes and says of the notes."""
    words = [sys.executable, "-m", "minutebook", "build", "records", "--to", "out", "--jobs", "1"]
    done = subprocess.run(
        words, cwd=office, env=environment(), capture_output=True, text=True, check=False
    )
    made = tree(office / "out")
    shutil.rmtree(office / "out")
    return made, done.stdout, lasting(done.stderr), done.returncode


def wait_for(folder: Path, count: int) -> int:
    """Wait until a number of records is there; how many there are then."""
    until = time.monotonic() + PATIENCE_SECONDS
    while (there := len(list(folder.glob("*/*.txt")))) < count:
        assert time.monotonic() < until, there
        time.sleep(0.01)
    return there


@pytest.mark.slow
@pytest.mark.pandoc
@pytest.mark.usefixtures("_distributed")
def test_the_guide_s_cluster_loses_no_note(
    office: Path, alone: tuple[dict[str, bytes], str, str, int]
) -> None:
    """
    As the guide starts it, and with one of two workers killed in the middle: the same tree, the
    same words, the same exit code. Then once more, with the worker that is left.
    """
    with cluster(office, workers=2) as running:
        building = running.build()
        there = wait_for(office / "out", 6)
        kill(running.started[1])
        assert there < COUNT - 5, "it was killed too late to be in the middle"
        out, err = building.communicate(timeout=PATIENCE_SECONDS)
        assert (tree(office / "out"), out, lasting(err), building.returncode) == alone
        shutil.rmtree(office / "out")
        again = running.build()
        out, err = again.communicate(timeout=PATIENCE_SECONDS)
        assert (tree(office / "out"), out, lasting(err), again.returncode) == alone


@pytest.mark.slow
@pytest.mark.pandoc
@pytest.mark.usefixtures("_distributed")
def test_a_run_that_is_ended_can_be_begun_again(
    office: Path, alone: tuple[dict[str, bytes], str, str, int]
) -> None:
    """By Ctrl-C, or since the scheduler goes: whole files only, and then the rest of them."""
    with cluster(office, workers=1) as running:
        building = running.build()
        wait_for(office / "out", 3)
        os.killpg(building.pid, signal.SIGINT)
        _, err = building.communicate(timeout=PATIENCE_SECONDS)
        assert building.returncode == ExitCode.INTERRUPTED
        assert err.splitlines()[-1].startswith("interrupted; what was written is whole")
        assert tree(office / "out").items() <= alone[0].items()
        assert len(tree(office / "out")) < len(alone[0])

        building = running.build()
        out, err = building.communicate(timeout=PATIENCE_SECONDS)
        assert (tree(office / "out"), out, lasting(err), building.returncode) == alone

        shutil.rmtree(office / "out")
        building = running.build()
        wait_for(office / "out", 3)
        kill(running.started[0])
        killed = time.monotonic()
        _, err = building.communicate(timeout=PATIENCE_SECONDS)
        assert time.monotonic() - killed < 20
        assert building.returncode == ExitCode.PROGRAM
        assert "does not answer any more" in err
        assert err.splitlines()[-1] == "see: minutebook explain E725"
        assert tree(office / "out").items() <= alone[0].items()


PROGRAM = """\
import sys
from contextlib import nullcontext
from pathlib import Path
from minutebook.batch import Plan
from minutebook.cluster import Cluster, ClusterError
from minutebook.inputs import gather
one = Cluster(scheduler=sys.argv[1], presses=nullcontext, answer_seconds=1, patience_seconds=1)
try:
    list(one.outcomes(gather(["records"], stdin=bytes), Plan(until="archive", to=Path("out"))))
except ClusterError as error:
    print(error.code, error.message)
"""


@pytest.mark.slow
@pytest.mark.usefixtures("_distributed")
def test_nobody_who_answers_is_said(office: Path) -> None:
    """Neither a scheduler without workers nor none at all is waited for without an end."""
    with cluster(office, workers=0) as running:
        time.sleep(5)
        for port, said in (
            (running.port, "E725 the scheduler at tcp://127.0.0.1:{} has no workers\n"),
            (free_port(), "E725 there is no scheduler at tcp://127.0.0.1:{}\n"),
        ):
            words = [sys.executable, "-c", PROGRAM, f"tcp://127.0.0.1:{port}"]
            done = subprocess.run(
                words, cwd=office, env=environment(), capture_output=True, text=True, check=True
            )
            assert done.stdout == said.format(port)
            assert tree(office / "out") == {}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--engine", "dask"], "the address of the scheduler is missing"),
        (["--engine", "dask", "--scheduler", " "], "the address of the scheduler is missing"),
        (["--scheduler", "tcp://a:1"], "`--scheduler` is for a cluster"),
        (
            ["--engine", "dask", "--scheduler", "tcp://a:1", "--jobs", "2"],
            "`--jobs` is for this machine, not for a cluster",
        ),
    ],
)
def test_words_that_make_no_cluster_are_said(
    words: list[str], said: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is read."""
    assert main(["build", str(office / "records"), *words]) == ExitCode.USAGE
    assert said in capsys.readouterr().err


def test_a_missing_package_is_said_with_its_remedy(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package comes with an extra, which is named."""
    find = importlib.util.find_spec
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name == "distributed" else find(name)
    )
    words = ["--engine", "dask", "--scheduler", "tcp://127.0.0.1:1"]
    assert main(["build", str(office / "records"), *words]) == ExitCode.PROGRAM
    assert "hint: `pip install 'minutebook[cluster]'` brings it along" in capsys.readouterr().err


class _Presses:
    """Stands for what renditions are made with, and counts how often it is opened."""

    def __init__(self) -> None:
        self.opened = 0
        self.closed = 0

    @contextmanager
    def __call__(self) -> Iterator[Callable[[Input], None]]:
        self.opened += 1
        yield no_press
        self.closed += 1


@pytest.fixture(name="order")
def _order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Order]:
    """An order to a worker, which this process is; it makes the XML alone."""
    monkeypatch.setattr(bench, "_SEEN_SECONDS", 0)
    monkeypatch.setattr(bench, "_own_name", lambda: "tcp://10.0.0.7:1")
    monkeypatch.setattr(bench, "_BENCH", bench._Bench())
    mark = tmp_path / ".mark"
    mark.write_text("r1", encoding="utf-8")
    plan = Plan(until="archive", to=tmp_path, keep_xml=True, press=no_press)
    yield Order(run="r1", plan=plan, presses=_Presses(), kit=kit(), mark=mark)
    bench.clear("r1")


def note(number: int = 1, office: Office | None = None) -> Input:
    """A note as it comes to a worker."""
    data = NOTE.format(number=number).encode()
    return Input(name=f"{number}.yaml", office=office or Office(), data=data)


def made(order: Order, one: Input) -> Outcome:
    """What a worker makes of a note."""
    outcome = bench.make(order, one)
    assert outcome is not None
    return outcome


@pytest.mark.pandoc
def test_a_bench_is_set_up_once_for_a_run(order: Order) -> None:
    """And again for another; when it is cleared, nothing more is begun of that run."""
    presses = order.presses
    assert isinstance(presses, _Presses)
    assert [made(order, note(number)).exit_code for number in (1, 2)] == [0, 0]
    assert (presses.opened, presses.closed) == (1, 0)
    order.mark.write_text("r2", encoding="utf-8")
    second = replace(order, run="r2")
    assert made(second, note(3)).exit_code == 0
    assert (presses.opened, presses.closed) == (2, 1)
    bench.clear("r2")
    assert (presses.opened, presses.closed) == (2, 2)
    assert bench.make(second, note(4)) is None
    assert not (order.mark.parent / "parks-004").exists()


@pytest.mark.pandoc
def test_a_worker_that_is_not_fit_says_why(order: Order, tmp_path: Path) -> None:
    """Nothing is made with other versions, nor into a folder that is not the one meant."""
    other = (*order.kit[:1], ("pandoc", "1.0"), *order.kit[2:])
    with pytest.raises(ClusterError, match=r"has pandoc [\d.]+ and not 1\.0") as failed:
        bench.make(replace(order, kit=other), note())
    assert failed.value.code == "E726"
    gone = tmp_path / "gone"
    for faulty in (
        replace(order, mark=gone / "mark"),
        replace(order, run="another"),
        replace(order, folders=(gone,)),
    ):
        with pytest.raises(ClusterError, match=r"tcp://10\.0\.0\.7:1 does not see") as failed:
            bench.make(faulty, note())
        assert failed.value.code == "E727"
    with pytest.raises(ClusterError, match="does not see the folder"):
        bench.make(order, note(office=Office(house=gone)))
    assert [path.name for path in tmp_path.iterdir()] == [".mark"]


@pytest.mark.usefixtures("order")
def test_the_pages_of_the_codes_show_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each message of the catalogue is one that is given."""
    entries = catalogue()
    monkeypatch.setattr(bench, "_own_name", lambda: "tcp://10.0.0.7:40001")
    words = difference((("pandoc", "3.9"),), (("pandoc", "3.8"),))
    assert bench.differs(str(words)).message == entries["E726"].message
    assert bench.not_shared(Path("/srv/records/out")).message == entries["E727"].message
    one = replace(note(), name="records/inquiry.yaml")
    assert _lost(one).message == entries["E728"].message


def _faulty(_: Input) -> None:
    raise RuntimeError("a fault of ours")


@pytest.mark.pandoc
def test_a_fault_of_ours_brings_its_traceback_along(order: Order) -> None:
    """As words, which go from one machine to another."""
    faulty = replace(order, presses=lambda: contextlib.nullcontext(_faulty))
    outcome = pickle.loads(pickle.dumps(made(faulty, note())))
    assert isinstance(outcome.bug, WorkerFaultError)
    assert "in _faulty" in str(outcome.bug)
    assert outcome.exit_code == ExitCode.BUG


@pytest.mark.pandoc
def test_the_kit_tells_one_installation_from_another() -> None:
    """By minutebook's own files, by pandoc, and by the packages that bytes depend on."""
    here = kit()
    assert difference(here, here) is None
    assert [name for name, _ in here][:2] == ["minutebook", "pandoc"]
    assert {"babel", "lxml", "typst"} <= dict(here).keys()
    lacking = tuple(pair for pair in here if pair[0] != "babel")
    assert str(difference(here, lacking)).startswith("has babel none and not ")


@dataclass(frozen=True, slots=True)
class _Failed:
    """Stands for what is still to come of a note, and ends badly."""

    error: BaseException
    status: str = "error"

    def result(self, timeout: float) -> Outcome:
        assert timeout > 0
        raise self.error


@pytest.mark.usefixtures("_distributed")
def test_a_note_that_ends_every_worker_is_given_up() -> None:
    """It alone; what a worker says of itself ends the run, as does a scheduler that has gone."""
    from distributed import KilledWorker

    crew = _Crew.__new__(_Crew)
    crew._cluster = Cluster(scheduler="tcp://10.0.0.1:8786", presses=_Presses())
    lost = crew._taken_in(note(), _Failed(KilledWorker("make-1", None, 3)))
    assert isinstance(lost.error, NoteLostError)
    assert lost.exit_code == ExitCode.RENDER
    own = OSError(28, "no room")
    with pytest.raises(OSError, match="no room"):
        crew._taken_in(note(), _Failed(own))
    with pytest.raises(
        ClusterError, match=r"the scheduler at tcp://10\.0\.0\.1:8786 does not answer"
    ):
        crew._taken_in(note(), _Failed(own, status="lost"))


def test_errors_go_from_one_machine_to_another() -> None:
    """With their words, code and remedy."""
    for error in (ClusterError("E727", "words", hint="do"), NoteLostError("words", hint="do")):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), again.code) == (type(error), error.code)
        assert (again.message, again.hint) == ("words", "do")


def test_paths_are_spelled_as_the_user_did() -> None:
    """Also in what is said of a file that could not be written."""
    absolute, named = Path("/srv/x/out"), Path("out")
    outcome = Outcome(
        name="a", folder=absolute / "a", written=(absolute / "a" / "a.xml",), findings=()
    )
    assert _as_named(outcome, absolute, named) == replace(
        outcome, folder=Path("out/a"), written=(Path("out/a/a.xml"),)
    )
    failed = Outcome(name="a", error=FileError("cannot write /srv/x/out/a/a.xml: no room"))
    error = _as_named(failed, absolute, named).error
    assert error is not None
    assert error.message == "cannot write out/a/a.xml: no room"
