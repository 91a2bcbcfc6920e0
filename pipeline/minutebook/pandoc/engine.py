"""The engines: a program that is started once, asked for every job, and started again if it ends.

Nothing in this module knows what the program does with a job; `worker` and `plain` do.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from minutebook.errors import ProgramError, UsageError
from minutebook.pandoc import plain, worker
from minutebook.pandoc.admission import admit, cut, foreign, unreadable
from minutebook.pandoc.frames import Fault, read_answer, request
from minutebook.pandoc.job import Limits, PandocError
from minutebook.pandoc.probe import find_pandoc
from minutebook.pandoc.process import Child, GarbledError, StoppedError, TimeUpError

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from minutebook.pandoc.job import EngineName, House, Job
    from minutebook.pandoc.process import Command


class StartedIn(Protocol):
    """Says how an engine's program is started, given the engine's own folder."""

    def __call__(self, folder: Path, limits: Limits) -> Command:
        """Give the command."""
        ...


def open_engine(name: EngineName, house: House, *, limits: Limits | None = None) -> PipedEngine:
    """
    Open an engine; both give the same bytes.

    Args:
        name: ``worker`` for one pandoc that writes everything, ``pypandoc`` for one process a
            document. On Windows the first is the second too: Lua's stdin changes bytes there.
        house: The house files; they are copied, so changes to them on the disk have no effect.
        limits: What a document may cost.

    Returns:
        The engine. Its program starts with the first job.

    Raises:
        ProgramError: pandoc is missing or too old.
        UsageError: There is no such engine.
    """
    if name not in {"worker", "pypandoc"}:
        raise UsageError(f"there is no engine `{name}`", hint="choose `worker` or `pypandoc`")
    pandoc = find_pandoc()

    def start(folder: Path, limits: Limits) -> Command:
        if name == "worker" and os.name != "nt":
            return worker.command(pandoc.path, folder, limits)
        return plain.command(pandoc.path, folder, limits)

    return PipedEngine(start, house, limits=limits or Limits())


class PipedEngine:
    """
    An engine whose program is asked over pipes; see `Engine`.

    Args:
        start: Says how the program is started.
        house: The house files; the program finds copies in its folder.
        limits: What a document may cost.
    """

    def __init__(self, start: StartedIn, house: House, *, limits: Limits) -> None:
        self._limits = limits
        self._folder = Path(tempfile.mkdtemp(prefix="minutebook-"))
        self._remove = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        (self._folder / "template.html").write_bytes(house.template.encode("utf-8"))
        (self._folder / "reference.docx").write_bytes(house.reference_docx)
        self._command = start(self._folder, limits)
        self._child: Child | None = None

    def write(self, job: Job) -> dict[str, bytes]:
        """See `Engine.write`."""
        if not self._remove.alive:
            raise ValueError("the engine is closed")
        for ast in {output.ast: None for output in job.outputs}:
            admit(ast, name=job.name, limits=self._limits)
        if not job.outputs:
            return {}
        answer = self._ask(job)
        if isinstance(answer, Fault):
            raise _fault(answer, job.name)
        return answer

    def _ask(self, job: Job) -> dict[str, bytes] | Fault:
        """Ask, and once more where it may have been an earlier job that the program died of."""
        child, is_new = self._ready_child()
        try:
            try:
                return self._exchange(child, job)
            except StoppedError:
                if is_new:
                    raise
                child, _ = self._ready_child()
                return self._exchange(child, job)
        except StoppedError as error:
            raise _stopped(error, job.name) from error
        except TimeUpError as error:
            raise PandocError(
                "E504",
                f"`{job.name}` was not rendered within {job.deadline_seconds:g} seconds",
                hint="render it alone; if it is still too slow, divide the record",
            ) from error
        except GarbledError as error:
            raise PandocError(
                "E506", f"pandoc's answer for `{job.name}` makes no sense: {cut(str(error))}"
            ) from error

    def _exchange(self, child: Child, job: Job) -> dict[str, bytes] | Fault:
        return child.ask(
            request(job),
            lambda stdout: read_answer(stdout, job, answer_bytes=self._limits.answer_bytes),
            seconds=job.deadline_seconds,
        )

    def _ready_child(self) -> tuple[Child, bool]:
        """The program, and whether it has just been started."""
        if self._child is not None and not self._child.has_ended:
            return self._child, False
        self._end_child()
        try:
            self._child = Child(self._command)
        except OSError as error:
            raise ProgramError(f"pandoc cannot be started: {error.strerror}") from error
        return self._child, True

    def _end_child(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None

    def close(self) -> None:
        """See `Engine.close`."""
        self._end_child()
        self._remove()

    def __enter__(self) -> Self:
        """Give the engine itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the engine."""
        self.close()


def _fault(fault: Fault, name: str) -> PandocError:
    """What is said of a document by a program that goes on."""
    if fault.kind == "refused":
        return foreign(name, cut(fault.words))
    if fault.kind == "unreadable":
        return unreadable(name, fault.words)
    if _speaks_of_memory(fault.words):
        return _needs_memory(name)
    return PandocError(
        "E503", f"pandoc cannot write `{fault.format}` of `{name}`: {cut(fault.words)}"
    )


def _stopped(error: StoppedError, name: str) -> PandocError:
    """Why the program ended, as far as it shows."""
    if _speaks_of_memory(str(error)):
        return _needs_memory(name)
    lines = [line for line in str(error).splitlines() if line.strip()]
    said = next((line for line in lines if line.startswith("pandoc")), lines[-1] if lines else "")
    how = cut(said) or f"exit code {error.status}"
    return PandocError("E505", f"pandoc stopped while it was writing `{name}`: {how}")


def _speaks_of_memory(words: str) -> bool:
    """Whether it is the Haskell runtime that says why it ends; its exit codes differ."""
    return "Heap exhausted" in words or "out of memory" in words


def _needs_memory(name: str) -> PandocError:
    return PandocError(
        "E505", f"pandoc needs more memory for `{name}` than it may have", hint="divide the record"
    )
