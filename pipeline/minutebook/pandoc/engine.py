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

from minutebook.errors import UsageError
from minutebook.pandoc import plain, worker
from minutebook.pandoc.admission import admit, cut, foreign, unreadable
from minutebook.pandoc.frames import Fault, read_answer, request
from minutebook.pandoc.job import Limits, PandocError, Written
from minutebook.pandoc.probe import find_pandoc
from minutebook.pandoc.program import Program, speaks_of_memory
from minutebook.pandoc.typesetter import Typesetter

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


def open_engine(
    name: EngineName, house: House, *, limits: Limits | None = None, fonts: Path | None = None
) -> PipedEngine:
    """
    Open an engine; both give the same bytes.

    Args:
        name: ``worker`` for one pandoc that writes everything, ``pypandoc`` for one process a
            document. On Windows the first is the second too: Lua's stdin changes bytes there.
        house: The house files; they are copied, so changes to them on the disk have no effect.
        limits: What a document may cost.
        fonts: A folder of fonts for PDFs, besides those that come with the typesetter.

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

    return PipedEngine(start, house, limits=limits or Limits(), fonts=fonts)


class PipedEngine:
    """
    An engine whose program is asked over pipes; see `Engine`.

    Args:
        start: Says how the program is started.
        house: The house files; the program finds copies in its folder.
        limits: What a document may cost.
        fonts: A folder of fonts besides those of the typesetter.
    """

    def __init__(
        self, start: StartedIn, house: House, *, limits: Limits, fonts: Path | None = None
    ) -> None:
        self._limits = limits
        self._folder = Path(tempfile.mkdtemp(prefix="minutebook-"))
        self._remove = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        (self._folder / "template.html").write_bytes(house.template.encode("utf-8"))
        (self._folder / "reference.docx").write_bytes(house.reference_docx)
        (self._folder / "reference.odt").write_bytes(house.reference_odt)
        for name, text in house.books.items():
            (self._folder / name).write_bytes(text.encode("utf-8"))
        self._program = Program(start(self._folder, limits), title="pandoc")
        self._fonts = fonts
        self._typesetter: Typesetter | None = None

    def write(self, job: Job) -> Written:
        """See `Engine.write`."""
        if not self._remove.alive:
            raise ValueError("the engine is closed")
        for ast in {output.ast: None for output in job.outputs}:
            admit(ast, name=job.name, limits=self._limits)
        if not job.outputs:
            return Written()
        answer = self._ask(job)
        if isinstance(answer, Fault):
            raise self._fault(answer, job.name)
        return self._with_pdf(answer, job)

    def _ask(self, job: Job) -> dict[str, bytes] | Fault:
        return self._program.ask(
            request(job),
            lambda stdout: read_answer(stdout, job, answer_bytes=self._limits.answer_bytes),
            name=job.name,
            seconds=job.deadline_seconds,
        )

    def _with_pdf(self, written: dict[str, bytes], job: Job) -> Written:
        """Have the page set that pandoc wrote for the typesetter."""
        if "pdf" not in written:
            return Written(written)
        if self._typesetter is None:
            self._typesetter = Typesetter(self._folder, self._fonts, self._limits)
        page = self._typesetter.set(written["pdf"], job)
        return Written({**written, "pdf": page.pdf}, unset=page.unset)

    def _fault(self, fault: Fault, name: str) -> PandocError:
        """What is said of a document by a program that goes on."""
        if fault.kind == "refused":
            return foreign(name, cut(fault.words))
        if fault.kind == "unreadable":
            return unreadable(name, fault.words)
        if speaks_of_memory(fault.words):
            return self._program.needs_memory(name)
        return PandocError(
            "E503", f"pandoc cannot write `{fault.format}` of `{name}`: {cut(fault.words)}"
        )

    def close(self) -> None:
        """See `Engine.close`."""
        self._program.end()
        if self._typesetter is not None:
            self._typesetter.program.end()
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
