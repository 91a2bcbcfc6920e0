"""Files of other programs, read by one sandboxed pandoc each.

The file comes from outside and may be meant to harm: pandoc gets its bytes alone, in an empty
folder, may open nothing, and has a bound on time and on memory. Where there are no limits, on
Windows, the time alone is bounded.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import json
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minutebook.errors import ProgramError
from minutebook.pandoc.probe import find_pandoc
from minutebook.pandoc.process import Command, bounded_process, end_process
from minutebook.pandoc.program import speaks_of_memory

if TYPE_CHECKING:
    from collections.abc import Iterator

READERS = {
    ".md": "commonmark+pipe_tables+strikeout+footnotes+task_lists+sourcepos",
    ".html": "html-native_divs-native_spans-smart",
    ".docx": "docx",
    ".odt": "odt",
    ".rtf": "rtf",
}
"""pandoc's reader for each kind of file."""

SECONDS = 8.0
DATA_BYTES = 900_000_000
_ANSWER_BYTES = 200_000_000


class UnreadableError(Exception):
    """pandoc did not read the file; the text says why, for the person who gave it."""


def read_foreign(
    data: bytes, suffix: str, *, track_changes: str = "accept", seconds: float = SECONDS
) -> dict[str, Any]:
    """
    Read a file that is no note.

    Args:
        data: The whole file.
        suffix: A key of `READERS`.
        track_changes: ``accept``, or ``all`` to be told of each change and comment; for Word.
        seconds: How long it may take.

    Returns:
        pandoc's document, as its JSON form has it.

    Raises:
        UnreadableError: It could not be read, or not within the limits.
        ProgramError: There is no pandoc that can be started.
    """
    words = [str(_pandoc()), "--sandbox", f"--from={READERS[suffix]}", "--to=json"]
    if suffix == ".docx":
        words.append(f"--track-changes={track_changes}")
    with tempfile.TemporaryDirectory(prefix="minutebook-") as folder:
        command = Command(
            words=[*words, "+RTS", "-M700M", "-RTS"],
            folder=Path(folder),
            data_bytes=DATA_BYTES,
            more_variables={},
        )
        return _document(_answer(command, data, seconds))


@functools.cache
def _pandoc() -> Path:
    """Look for pandoc once; it is started for every file."""
    return find_pandoc().path


def _answer(command: Command, data: bytes, seconds: float) -> bytes:
    """Give pandoc the file, and wait for all that it says."""
    try:
        process = bounded_process(command)
    except OSError as error:
        raise ProgramError(f"pandoc cannot be started: {error.strerror}") from error
    try:
        answer, said = process.communicate(data, timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(f"it was not read within {seconds:g} seconds") from error
    finally:
        end_process(process)
    if process.returncode:
        raise UnreadableError(_reason(said.decode("utf-8", "replace")))
    if len(answer) > _ANSWER_BYTES:
        raise UnreadableError("there is more in it than minutebook reads")
    return answer


def _document(answer: bytes) -> dict[str, Any]:
    with contextlib.suppress(ValueError, RecursionError), _no_collection():
        document = json.loads(answer)
        if isinstance(document, dict):
            return document
    raise UnreadableError("its parts are set one within another too deeply")


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Make a million small things without looking for garbage among them: a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _reason(said: str) -> str:
    if speaks_of_memory(said):
        return "it needs more memory than it may have"
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return f"pandoc cannot read it: {lines[0][:80]}" if lines else "pandoc cannot read it"
