from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from minutebook.pandoc import House, Job, Limits, Output, PandocError, PipedEngine
from minutebook.pandoc.frames import Fault, read_answer, request
from minutebook.pandoc.process import Child, Command, GarbledError, StoppedError, TimeUpError

DOCUMENT = b"<Pandoc><blocks><Para>x</Para></blocks></Pandoc>"
JOB = Job(name="x", outputs=(Output(format="txt", ast=DOCUMENT),), epoch=0)

Start = Callable[[str], Child]


def command(script: str, folder: Path) -> Command:
    """Make a program of a few lines of Python."""
    head = "import os, sys, time\nin_, out = sys.stdin.buffer, sys.stdout.buffer\n"
    return Command(
        words=[sys.executable, "-I", "-S", "-c", head + script],
        folder=folder,
        data_bytes=1_000_000_000,
        more_variables={"KIND": "test"},
    )


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start programs that are ended with the test."""
    children: list[Child] = []

    def started(script: str) -> Child:
        children.append(Child(command(script, tmp_path)))
        return children[-1]

    yield started
    for child in children:
        child.end()


def five(stdout: IO[bytes]) -> bytes:
    """Read an answer of five bytes."""
    content = stdout.read(5)
    if len(content) < 5:
        raise EOFError
    if content == b"wrong":
        raise ValueError(content)
    return content


class TestChild:
    def test_it_answers_again_and_again(self, start: Start) -> None:
        """A program is started once and asked many times."""
        child = start("while line := in_.readline(): out.write(line); out.flush()")
        assert [child.ask(b"%04d\n" % n, five, seconds=9) for n in range(20)] == [
            b"%04d\n" % n for n in range(20)
        ]

    def test_its_variables_are_few(self, start: Start) -> None:
        """Nothing of the caller's reaches it."""
        child = start("in_.readline(); out.write(repr(sorted(os.environ)).encode().ljust(200))")
        names = child.ask(b"?\n", lambda stdout: stdout.read(200), seconds=9).decode().strip()
        assert names == "['HOME', 'KIND', 'LC_ALL', 'TZ', 'XDG_DATA_HOME']"

    @pytest.mark.parametrize(
        "script",
        [
            "time.sleep(60)",  # reads nothing, so that the request fills the pipe
            "in_.read(9_000_000); out.write(b'abc'); out.flush(); time.sleep(60)",
            "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)",
        ],
    )
    def test_a_program_that_hangs_is_ended(self, script: str, start: Start) -> None:
        """The deadline holds while sending and while reading, and cannot be ignored."""
        child = start(script)
        began = time.monotonic()
        with pytest.raises(TimeUpError):
            child.ask(b"x" * 9_000_000, five, seconds=0.3)
        assert time.monotonic() - began < 5
        assert child.has_ended

    def test_what_it_started_is_ended_with_it(self, start: Start) -> None:
        """The whole group goes, so that nothing is left that nobody waits for."""
        child = start(
            "import subprocess\n"
            "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
            "out.write(b'%05d' % p.pid); out.flush(); time.sleep(60)"
        )
        grandchild = int(child.ask(b"", lambda stdout: stdout.read(5), seconds=9))
        child.end()
        until = time.monotonic() + 5
        stat = Path(f"/proc/{grandchild}/stat")
        while stat.exists() and ") Z" not in stat.read_text() and time.monotonic() < until:
            time.sleep(0.01)
        assert not stat.exists() or ") Z" in stat.read_text()

    def test_the_end_of_what_it_says_is_kept(self, start: Start) -> None:
        """A program that says much neither waits for a reader nor fills the memory."""
        child = start("sys.stderr.write('noise ' * 200_000 + 'the reason'); sys.exit(7)")
        with pytest.raises(StoppedError) as caught:
            child.ask(b"x", five, seconds=9)
        assert str(caught.value).endswith("the reason")
        assert len(str(caught.value)) <= 4000
        assert caught.value.status in {7, -9}

    def test_an_answer_without_sense_ends_it(self, start: Start) -> None:
        """What it would say next cannot be understood either."""
        child = start("out.write(b'wrong'); out.flush(); time.sleep(60)")
        with pytest.raises(GarbledError):
            child.ask(b"x", five, seconds=9)
        assert child.has_ended

    def test_ending_twice_is_no_fault(self, start: Start) -> None:
        """An engine ends what may have ended."""
        child = start("")
        child.end()
        child.end()
        assert child.has_ended


class TestFrames:
    def test_a_document_is_sent_once(self) -> None:
        """Formats that share a document share its bytes."""
        outputs = (
            Output(format="html", ast=b"<a/>"),
            Output(format="docx", ast=b"<b/>"),
            Output(format="txt", ast=b"<a/>"),
        )
        sent = request(Job(name="one\ntwo \ud800", outputs=outputs, epoch=-5))
        assert sent == b"job -5 3 one two ?\nhtml 4\n<a/>docx 4\n<b/>txt =1\n"

    @pytest.mark.parametrize(
        ("answer", "error"),
        [
            (b"", EOFError),
            (b"don", EOFError),
            (b"done 5\nabc", EOFError),
            (b"done five\n", ValueError),
            (b"done -1\n", ValueError),
            (b"done 101\n", ValueError),
            (b"failed 99999999999\n", ValueError),
            (b"\x00" * 100, ValueError),
            (b"[WARNING] something\n", ValueError),
        ],
    )
    def test_an_answer_that_is_none(
        self, answer: bytes, error: type[Exception], tmp_path: Path
    ) -> None:
        """An answer is cut short or makes no sense; neither is ever taken for a rendition."""
        (tmp_path / "answer").write_bytes(answer)
        with (tmp_path / "answer").open("rb") as stdout, pytest.raises(error):
            read_answer(stdout, JOB, answer_bytes=100)

    def test_words_of_a_fault(self, tmp_path: Path) -> None:
        """What the program says of a fault is kept, in whatever encoding."""
        (tmp_path / "answer").write_bytes(b"failed 6\nno \xff w")
        with (tmp_path / "answer").open("rb") as stdout:
            assert read_answer(stdout, JOB, answer_bytes=100) == Fault(
                format="txt", kind="failed", words="no \ufffd w"
            )


class TestEngineWithABadProgram:
    @pytest.mark.parametrize(
        ("script", "code", "words"),
        [
            ("in_.readline(); print('hello', flush=True); time.sleep(9)", "E506", "makes no sense"),
            ("in_.readline(); sys.exit('out of ideas')", "E505", "`x`: out of ideas"),
            ("in_.readline(); os._exit(4)", "E505", "exit code"),
            ("in_.readline(); out.write(b'done 9\\nabc')", "E505", "stopped while it was writing"),
        ],
    )
    def test_it_fails_each_job_and_is_started_anew(
        self, script: str, code: str, words: str, tmp_path: Path
    ) -> None:
        """Whatever becomes of the program, the caller sees a fault of the job."""
        house = House(template="", reference_docx=b"", reference_odt=b"")

        def start(folder: Path, limits: Limits) -> Command:
            assert limits == Limits()
            return command(f"open({str(tmp_path / 'starts')!r}, 'a').write('x')\n{script}", folder)

        with PipedEngine(start, house, limits=Limits()) as engine:
            for _ in range(2):
                with pytest.raises(PandocError, match=words) as caught:
                    engine.write(JOB)
                assert caught.value.code == code
        assert (tmp_path / "starts").read_text() == "xx"

    def test_a_job_after_others_is_tried_twice(self) -> None:
        """A program that ends of its age does not fail the job that it happened at."""
        script = "in_.readline(); in_.readline(); in_.read(48)\nout.write(b'done 2\\nok')"
        house = House(template="", reference_docx=b"", reference_odt=b"")

        def start(folder: Path, limits: Limits) -> Command:
            assert limits == Limits()
            return command(script, folder)

        with PipedEngine(start, house, limits=Limits()) as engine:
            assert [engine.write(JOB) for _ in range(3)] == [{"txt": b"ok"}] * 3
