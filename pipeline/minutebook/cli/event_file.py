"""Where the events of a run go: a file, a named pipe, or standard output."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.errors import FileError, UsageError
from minutebook.files import NOTE_SUFFIXES
from minutebook.report import EVENTS_BEGINNING, event_line
from minutebook.wording import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.report import Event

STDOUT = "-"
_MODE = 0o666


class EventFile:
    """
    Takes events, each written whole as soon as it happens.

    Args:
        name: As the user named it.
        handle: Open for writing; ``None`` for standard output.
    """

    def __init__(self, name: str, handle: int | None) -> None:
        self._name = name
        self._handle = handle
        self.error: FileError | None = None
        """Why events are written no longer; the run goes on without them."""
        self._is_heard = True

    def write(self, event: Event) -> None:
        """Write one event; what cannot be written is kept in `error`, and stops no note."""
        if not self._is_heard:
            return
        line = event_line(event)
        if self._handle is None:
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
            return
        try:
            _write(self._handle, line)
        except BrokenPipeError:
            self._is_heard = False  # whoever read them has had enough
        except OSError as error:
            self._is_heard = False
            self.error = _cannot(self._name, error)


def _write(handle: int, line: bytes) -> None:
    """Write a line at one go; a system that takes only a part of it is given the rest."""
    while line:
        line = line[os.write(handle, line) :]


@contextlib.contextmanager
def open_events(name: str | None) -> Iterator[EventFile | None]:
    """
    Open the place for events.

    Args:
        name: A file, which may hold the events of an earlier run; a named pipe, whose reader is
            waited for; ``-``; or ``None`` for nowhere.

    Raises:
        UsageError: It is empty, or a file that holds anything else.
        FileError: It cannot be opened.
    """
    if name is None:
        yield None
        return
    if name == STDOUT:
        yield EventFile(name, None)
        return
    _see_that_it_may_be_replaced(name)
    try:
        handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _MODE)
    except OSError as error:
        raise _cannot(name, error) from error
    try:
        yield EventFile(name, handle)
    finally:
        os.close(handle)


def _see_that_it_may_be_replaced(name: str) -> None:
    if not name.strip():
        raise UsageError("the file for events is empty", hint="name it, or - for standard output")
    path = Path(name)
    if path.suffix.lower() in NOTE_SUFFIXES:
        raise UsageError(
            f"a file for events that is called {name} would be taken for a note",
            hint="give it a name that ends otherwise, such as `events.jsonl`",
        )
    if path.is_file() and not _holds_events(path):
        raise UsageError(
            f"{name} is there already, and holds no events",
            hint="name another file, or move this one away",
        )


def _holds_events(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            beginning = stream.read(len(EVENTS_BEGINNING))
    except OSError as error:
        raise _cannot(str(path), error) from error
    return beginning in {b"", EVENTS_BEGINNING.encode()}


def _cannot(name: str, error: OSError) -> FileError:
    reasons = {
        errno.ENOENT: "there is no such folder",
        errno.EACCES: "you have no permission",
        errno.EISDIR: "it is a folder",
        errno.ENOSPC: "the disk is full",
        errno.EROFS: "the disk is read-only",
    }
    reason = reasons.get(error.errno or 0, (error.strerror or "unknown reason").lower())
    return FileError(f"cannot write events to {printable(name)}: {reason}")
