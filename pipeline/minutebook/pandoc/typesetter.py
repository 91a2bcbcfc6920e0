"""Typst's markup set as a PDF, by a program that is started once and asked for every record.

What the program does is in `typst_child.py`. It is shown only what pandoc wrote, in an empty
folder, without a way to the network, and with no fonts but the package's and those it is given.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from minutebook.errors import ProgramError
from minutebook.pandoc.admission import cut
from minutebook.pandoc.job import PandocError
from minutebook.pandoc.process import Command
from minutebook.pandoc.program import Program, speaks_of_memory

if TYPE_CHECKING:
    from minutebook.pandoc.job import Job, Limits

_HEADER = re.compile(rb"(unset|untagged|done|failed) ([0-9]{1,12})\n")
_WAYS_OUT = ("http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY")
_NOWHERE = "http://127.0.0.1:9"
"""Where a package would be asked for: the port at which, by its definition, nobody answers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A PDF, and what is not to be seen in it."""

    pdf: bytes
    unset: str
    """The characters for which no font has a letter, in order; another sign stands for each."""
    untagged: str = ""
    """Why screen readers find no marks in it; empty where they do."""


class Typesetter:
    """
    A program that sets PDFs.

    Args:
        folder: Its folder and home.
        fonts: A folder of fonts besides those of the package.
        limits: What a document may cost.

    Raises:
        ProgramError: The package typst is not installed.
    """

    def __init__(self, folder: Path, fonts: Path | None, limits: Limits) -> None:
        (folder / "typst").mkdir(exist_ok=True)
        self._limits = limits
        self.program = Program(_command(folder, fonts, limits), title="typst")

    def set(self, source: bytes, job: Job) -> Page:
        """
        Set one document.

        Args:
            source: As pandoc wrote it with the house's template.
            job: Its name, its day and its deadline.

        Raises:
            PandocError: It cannot be set, or not within the limits.
            ProgramError: The program cannot be started.
        """
        answer = self.program.ask(
            b"set %d %d\n%b" % (job.epoch, len(source), source),
            lambda stdout: _read(stdout, self._limits.answer_bytes),
            name=job.name,
            seconds=job.deadline_seconds,
        )
        if isinstance(answer, Page):
            return answer
        if speaks_of_memory(answer):
            raise self.program.needs_memory(job.name)
        raise PandocError("E503", f"typst cannot write `pdf` of `{job.name}`: {cut(answer)}")


def require_typst() -> Path:
    """
    Find the folder of packages that typst is in; it is not imported here.

    Raises:
        ProgramError: It is not installed.
    """
    spec = importlib.util.find_spec("typst")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise ProgramError(
            "the package `typst`, which makes a PDF, is not installed",
            hint="`pip install 'minutebook[pdf]'` brings it along",
        )
    return Path(next(iter(places))).parent


def _command(folder: Path, fonts: Path | None, limits: Limits) -> Command:
    child = Path(__file__).with_name("typst_child.py")
    words = [sys.executable, "-I", "-B", str(child), str(folder / "typst"), str(require_typst())]
    return Command(
        words=[*words, *([str(fonts.resolve())] if fonts else [])],
        folder=folder,
        data_bytes=limits.data_bytes,
        more_variables=dict.fromkeys(_WAYS_OUT, _NOWHERE),
    )


def _read(stdout: IO[bytes], most: int) -> Page | str:
    """Read a page, or the words of a failure."""
    kind, first = _part(stdout, most)
    if kind != "unset":
        return first.decode("utf-8", "replace")
    _, second = _part(stdout, most)
    kind, third = _part(stdout, most)
    if kind != "done":
        raise ValueError(f"`{kind}` in place of a page")
    unset, untagged = (part.decode("utf-8", "replace") for part in (first, second))
    return Page(pdf=third, unset=unset, untagged=untagged)


def _part(stdout: IO[bytes], most: int) -> tuple[str, bytes]:
    line = stdout.readline(64)
    if not line.endswith(b"\n") and len(line) < 64:
        raise EOFError
    found = _HEADER.fullmatch(line)
    if not found or int(found[2]) > most:
        raise ValueError(f"an answer that begins {line!r}")
    content = stdout.read(int(found[2]))
    if len(content) < int(found[2]):
        raise EOFError
    return found[1].decode(), content
