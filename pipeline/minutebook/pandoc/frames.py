"""The talk between an engine and its program: a job as bytes, and the answers read back.

A request is one line ``job EPOCH COUNT NAME``, then for each output a line ``FORMAT SIZE`` and that
many bytes, or ``FORMAT =N`` for the document of the Nth output. Each output is answered, in order,
by a line ``done SIZE`` and that many bytes; the first that fails is answered by ``refused SIZE``,
``unreadable SIZE`` or ``failed SIZE`` and words, and ends the answer. Nothing in this module starts
a program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from minutebook.pandoc.job import Format, Job

_HEADER = re.compile(rb"(done|refused|unreadable|failed) ([0-9]{1,12})\n")
_HEADER_BYTES = 64
_WORDS_BYTES = 10_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What the program says about the output that it could not write."""

    format: Format
    kind: str
    """``refused``, ``unreadable`` or ``failed``."""
    words: str


def request(job: Job) -> bytes:
    """
    Write a job as a request.

    Args:
        job: Its documents have been admitted.

    Returns:
        One request; a document that is wanted in several formats is in it once.
    """
    name = " ".join(job.name.split()) or "-"
    parts = [f"job {job.epoch} {len(job.outputs)} {name}\n".encode("utf-8", "replace")]
    places: dict[bytes, int] = {}
    for number, output in enumerate(job.outputs, start=1):
        first = places.setdefault(output.ast, number)
        if first == number:
            parts += [f"{output.format} {len(output.ast)}\n".encode(), output.ast]
        else:
            parts.append(f"{output.format} ={first}\n".encode())
    return b"".join(parts)


def read_answer(stdout: IO[bytes], job: Job, *, answer_bytes: int) -> dict[str, bytes] | Fault:
    """
    Read the answer to a job.

    Args:
        stdout: Stands at the beginning of the answer.
        job: What was asked.
        answer_bytes: How long one rendition may be.

    Returns:
        All renditions by format, or what is wrong with the first that could not be written.

    Raises:
        EOFError: It ends too early.
        ValueError: It makes no sense.
    """
    written: dict[str, bytes] = {}
    for output in job.outputs:
        with job.watch.stage(f"pandoc {output.format}"):
            kind, size = _header(stdout)
            if size > (answer_bytes if kind == "done" else _WORDS_BYTES):
                raise ValueError(f"an answer of {size} bytes")
            content = _exactly(stdout, size)
        if kind != "done":
            return Fault(format=output.format, kind=kind, words=content.decode("utf-8", "replace"))
        written[output.format] = content
    return written


def _header(stdout: IO[bytes]) -> tuple[str, int]:
    line = stdout.readline(_HEADER_BYTES)
    if not line.endswith(b"\n") and len(line) < _HEADER_BYTES:
        raise EOFError
    found = _HEADER.fullmatch(line)
    if not found:
        raise ValueError(f"an answer that begins {line!r}")
    return found[1].decode(), int(found[2])


def _exactly(stdout: IO[bytes], size: int) -> bytes:
    content = stdout.read(size)
    if len(content) < size:
        raise EOFError
    return content
