from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.unit.pandoc_documents import ENGINES, LISTS, LONG, PLAIN, RICH_TABLE, ast, house, job

from minutebook.errors import ExitCode, ProgramError, UsageError
from minutebook.pandoc import House, Limits, PandocError, PipedEngine, open_engine
from minutebook.pandoc import engine as engine_module
from minutebook.pandoc.process import Command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.pandoc import EngineName

pytestmark = pytest.mark.pandoc


def child_of(engine: PipedEngine) -> int:
    """Give the process id of an engine's program."""
    assert engine._program.child is not None
    return engine._program.child.pid


def is_running(pid: int) -> bool:
    """Say whether a process runs; one that ended and was not waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return state.rpartition(") ")[2][0] not in "ZX"


class TestFaults:
    @pytest.mark.parametrize("name", ENGINES)
    def test_pandocs_own_words_are_passed_on(self, name: EngineName) -> None:
        """A document that is XML but none of pandoc's is a fault of that job alone."""
        with open_engine(name, house()) as engine:
            with pytest.raises(PandocError, match="`roads-2026` cannot be read") as caught:
                engine.write(job(ast("<Paragraph>x</Paragraph>")))
            assert caught.value.code == "E502"
            assert caught.value.exit_code is ExitCode.RENDER
            assert engine.write(job(PLAIN, "txt"))["txt"] == b"Counted twice.\n"

    @pytest.mark.parametrize("name", ENGINES)
    def test_bad_house_files_fail_the_output_that_needs_them(self, name: EngineName) -> None:
        """A template or reference file of no use is told as such, and text is still written."""
        bad = House(template="$if(title)$ never ended", reference_docx=b"no zip", reference_odt=b"")
        with open_engine(name, bad) as engine:
            with pytest.raises(PandocError, match="cannot write `html` of") as caught:
                engine.write(job(PLAIN, "html"))
            assert caught.value.code == "E503"
            assert str(engine._folder) not in caught.value.message
            # The one pandoc of the worker ends of it, with the same words.
            with pytest.raises(PandocError, match=r"`roads-2026`: pandoc.*Get") as caught:
                engine.write(job(PLAIN, "docx"))
            assert caught.value.code in {"E503", "E505"}
            assert engine.write(job(PLAIN, "txt"))["txt"] == b"Counted twice.\n"

    @pytest.mark.parametrize("name", ENGINES)
    def test_a_deadline_ends_the_job_and_not_the_engine(self, name: EngineName) -> None:
        """A document that takes too long is given up, and the next is written."""
        with open_engine(name, house()) as engine:
            expected = engine.write(job(PLAIN))
            first = child_of(engine)
            began = time.monotonic()
            with pytest.raises(PandocError, match=r"not rendered within 0\.001 seconds") as caught:
                engine.write(job(ast(LONG * 200), seconds=0.001))
            assert time.monotonic() - began < 5
            assert caught.value.code == "E504"
            assert not is_running(first)
            assert engine.write(job(PLAIN)) == expected

    @pytest.mark.parametrize("name", ENGINES)
    def test_a_program_killed_between_jobs_is_replaced(self, name: EngineName) -> None:
        """Whoever ends an idle program, the next job does not notice."""
        with open_engine(name, house()) as engine:
            expected = engine.write(job(PLAIN))
            os.kill(child_of(engine), signal.SIGKILL)
            assert engine.write(job(PLAIN)) == expected

    @pytest.mark.parametrize("name", ENGINES)
    def test_memory_is_bounded(self, name: EngineName) -> None:
        """A document that needs too much memory fails, and the machine is not slowed down."""
        limits = Limits(data_bytes=90_000_000)
        with open_engine(name, house(), limits=limits) as engine:
            expected = engine.write(job(PLAIN, "txt"))
            with pytest.raises(PandocError, match="needs more memory for `roads-2026`") as caught:
                engine.write(job(ast(LONG * 900), "txt"))
            assert caught.value.code == "E505"
            assert engine.write(job(PLAIN, "txt")) == expected

    def test_pandocs_own_limit_is_the_second_line(self) -> None:
        """Where the system cannot bound memory, pandoc does."""
        with (
            open_engine("pypandoc", house(), limits=Limits(heap_megabytes=40)) as engine,
            pytest.raises(PandocError, match="needs more memory"),
        ):
            engine.write(job(ast(LONG * 300), "txt"))

    def test_an_engine_that_is_not_there(self) -> None:
        """A mistyped engine is a fault of the command's words."""
        with pytest.raises(UsageError, match="no engine `latex`"):
            open_engine("latex", house)  # type: ignore[arg-type]

    def test_a_program_that_cannot_be_started(self, tmp_path: Path) -> None:
        """A pandoc that was removed after it was found is said to be missing."""
        engine = PipedEngine(_command([str(tmp_path / "none")]), house(), limits=Limits())
        with engine, pytest.raises(ProgramError, match="cannot be started"):
            engine.write(job(PLAIN))


class TestRefusal:
    """What pandoc would take as it is, or open, never reaches a writer."""

    RAW = '<RawInline format="html">&lt;script&gt;</RawInline>'
    IMAGE = '<Image src="/etc/hostname" title="">x</Image>'
    PLACES = (
        "<Para>x {0}</Para>",
        "<Para>a<Note><Para>{0}</Para></Note></Para>",
        RICH_TABLE.replace("Actions", "{0}"),
        RICH_TABLE.replace("20 March", "<Emph>{0}</Emph>"),
        RICH_TABLE.replace("<Plain>Due</Plain>", "<Para>{0}</Para>"),
        LISTS.replace("Half.", "{0}"),
        LISTS.replace("Quorum", "{0}"),
        "<LineBlock><line>{0}</line></LineBlock>",
        "<Figure><Caption><ShortCaption>{0}</ShortCaption></Caption><Plain>x</Plain></Figure>",
        '<Header level="1"><Link href="#x">{0}</Link></Header>',
        """<Para><Cite><citations><Citation id="a" mode="NormalCitation" note-num="0" hash="0">
        <prefix>{0}</prefix></Citation></citations>x</Cite></Para>""",
    )
    METADATA = (
        '<entry key="title"><MetaInlines>{0}</MetaInlines></entry>',
        """<entry key="a"><MetaList><MetaMap><entry key="b"><MetaBlocks><Para>{0}</Para>
        </MetaBlocks></entry></MetaMap></MetaList></entry>""",
    )

    def documents(self) -> Iterator[bytes]:
        for what in (self.RAW, self.IMAGE):
            for place in self.PLACES:
                yield ast(place.replace("{0}", what))
            for entry in self.METADATA:
                yield ast("<Para>x</Para>", meta=entry.replace("{0}", what))
        yield ast('<BlockQuote><RawBlock format="html">&lt;hr&gt;</RawBlock></BlockQuote>')
        yield ast('<Para><y:RawInline xmlns:y="urn:y" format="html">x</y:RawInline></Para>')
        yield ast('<RawBlock xmlns="urn:y" format="openxml">x</RawBlock>')

    def test_it_is_refused_before_any_program_starts(self) -> None:
        """Raw text and images are found wherever they stand, metadata and notes included."""
        with open_engine("worker", house()) as engine:
            for document in self.documents():
                with pytest.raises(PandocError, match="which is never rendered") as caught:
                    engine.write(job(document))
                assert caught.value.code == "E501"
            assert engine._program.child is None

    def test_the_worker_refuses_it_as_well(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The worker has no sandbox and does not rely on having been asked nicely."""
        monkeypatch.setattr(engine_module, "admit", lambda *_, **__: None)
        with open_engine("worker", house()) as engine:
            for document in self.documents():
                with pytest.raises(PandocError, match="which is never rendered") as caught:
                    engine.write(job(document, "txt"))
                assert caught.value.code == "E501"

    @pytest.mark.parametrize("name", ENGINES)
    def test_words_that_only_speak_of_it_are_no_fault(self, name: EngineName) -> None:
        """A record may talk about images."""
        with open_engine(name, house()) as engine:
            text = engine.write(job(ast("<Para>RawBlock Image &lt;RawInline&gt;</Para>"), "txt"))
        assert text["txt"] == b"RawBlock Image <RawInline>\n"


def _command(words: list[str]) -> engine_module.StartedIn:
    """Give an engine another program."""

    def start(folder: Path, limits: Limits) -> Command:
        return Command(words=words, folder=folder, data_bytes=limits.data_bytes, more_variables={})

    return start


class TestEnd:
    @pytest.mark.parametrize("name", ENGINES)
    def test_closing_leaves_no_process_and_no_file(self, name: EngineName) -> None:
        """An engine that is closed has gone whole; a second call does nothing."""
        engine = open_engine(name, house())
        engine.write(job(PLAIN, "txt"))
        pid, folder = child_of(engine), engine._folder
        assert is_running(pid)
        engine.close()
        engine.close()
        assert not is_running(pid)
        assert not folder.exists()
        with pytest.raises(ValueError, match="the engine is closed"):
            engine.write(job(PLAIN))

    @pytest.mark.parametrize("end", ["", "sys.exit(1)", "os.kill(os.getpid(), signal.SIGKILL)"])
    def test_the_interpreters_end_leaves_no_process(
        self, end: str, tmp_path: Path, checkout: Path
    ) -> None:
        """However the caller ends, the program that it started ends too."""
        script = tmp_path / "caller.py"
        script.write_text(
            "import os, signal, sys\n"
            "from minutebook.pandoc import House, Job, Output, open_engine\n"
            "house = House(template='x', reference_docx=b'', reference_odt=b'')\n"
            "engine = open_engine('worker', house)\n"
            f"ast = {PLAIN!r}\n"
            "engine.write(Job(name='x', outputs=(Output(format='txt', ast=ast),), epoch=0))\n"
            "print(engine._program.child.pid, flush=True)\n"
            f"{end}\n",
            encoding="utf-8",
        )
        called = subprocess.run(
            [sys.executable, script],
            env={**os.environ, "PYTHONPATH": str(checkout / "pipeline"), "TMPDIR": str(tmp_path)},
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert called.stderr == b""
        pid = int(called.stdout)
        until = time.monotonic() + 5
        while is_running(pid) and time.monotonic() < until:
            time.sleep(0.01)
        assert not is_running(pid)

    def test_ctrl_c_ends_the_job_at_once(self) -> None:
        """Ctrl-C reaches the caller, and what pandoc was doing is not waited for."""
        with open_engine("worker", house()) as engine:
            engine.write(job(PLAIN, "txt"))
            pid = child_of(engine)
            assert os.getpgid(pid) == pid  # so the terminal does not send it to pandoc
            threading.Timer(0.2, signal.raise_signal, [signal.SIGINT]).start()
            began = time.monotonic()
            with pytest.raises(KeyboardInterrupt):
                engine.write(job(ast(LONG * 700)))
            assert time.monotonic() - began < 3
            assert not is_running(pid)
            assert engine.write(job(PLAIN, "txt"))["txt"] == b"Counted twice.\n"
