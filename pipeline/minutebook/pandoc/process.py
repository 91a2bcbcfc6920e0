"""A started program that is asked and answers: its room, its deadline, and its certain end.

Nothing in this module knows pandoc. Where there are no process groups or limits, on Windows, the
program alone is ended and its memory is not bounded.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import weakref
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

Answer = TypeVar("Answer")

if sys.platform == "win32":
    _WINDOWS_FLAGS = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
else:
    _WINDOWS_FLAGS = 0

_KEPT_BYTES = 4000
"""How much of what a program writes to stderr is kept, its end."""


class StoppedError(Exception):
    """The program ended before it had answered; the text is the end of what it said."""

    def __init__(self, words: str, *, status: int | None) -> None:
        super().__init__(words)
        self.status = status
        """Its exit code; negative for the signal that ended it."""


class TimeUpError(Exception):
    """The program had not answered by its deadline, and was ended."""


class GarbledError(Exception):
    """The program's answer cannot be understood; it was ended."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """How a program is started."""

    words: Sequence[str]
    folder: Path
    """Where it runs, and its home."""
    data_bytes: int
    """How much memory it and what it starts may each have."""
    more_variables: Mapping[str, str]
    """Added to the few that every program gets; the caller's own never reach it."""


class Child:
    """
    A program that runs until it is ended, and in any case not longer than this process.

    Args:
        command: How it is started; raises OSError where it cannot be.
    """

    def __init__(self, command: Command) -> None:
        self._process = subprocess.Popen(
            command.words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=command.folder,
            env=_variables(command),
            start_new_session=sys.platform != "win32",  # Ctrl-C is for this process alone
            creationflags=_WINDOWS_FLAGS,
        )
        _bound(self._process.pid, command.data_bytes)
        self._lock = threading.Lock()
        self._late = False
        self._words = bytearray()
        self._listener = threading.Thread(
            target=_listen, args=(self._process.stderr, self._words), daemon=True
        )
        self._listener.start()
        # Ends the program when this object goes, and at the latest when the interpreter ends.
        self._finalizer = weakref.finalize(self, _end, self._process, self._lock)

    def ask(self, request: bytes, read: Callable[[IO[bytes]], Answer], *, seconds: float) -> Answer:
        """
        Send a request and read the answer.

        Args:
            request: Everything that the program reads before it answers.
            read: Reads one answer from the program's stdout; raises EOFError where it ends early
                and ValueError where it makes no sense.
            seconds: How long both may take together.

        Returns:
            What *read* gives; after any error the program has been ended.

        Raises:
            StoppedError: The program ended.
            TimeUpError: The time was up.
            GarbledError: The answer makes no sense.
        """
        timer = threading.Timer(seconds, self._time_up)
        timer.daemon = True
        timer.start()
        try:
            answer = self._exchange(request, read)
        except (EOFError, OSError) as error:
            self.end()
            raise self._reason() from error
        except ValueError as error:
            self.end()
            if self._late:
                raise TimeUpError from error
            raise GarbledError(str(error)) from error
        except BaseException:  # such as Ctrl-C: what it would still answer is for nobody
            self.end()
            raise
        finally:
            timer.cancel()
            timer.join()
        return answer

    def _exchange(self, request: bytes, read: Callable[[IO[bytes]], Answer]) -> Answer:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(request)
        stdin.flush()
        return read(stdout)

    def _time_up(self) -> None:
        self._late = True
        _kill(self._process, self._lock)

    def _reason(self) -> StoppedError | TimeUpError:
        if self._late:
            return TimeUpError()
        self._listener.join(timeout=1)
        words = bytes(self._words).decode("utf-8", "replace")
        return StoppedError(words, status=self._process.returncode)

    @property
    def has_ended(self) -> bool:
        """Whether this process has ended it; that it fell on its own shows when it is asked."""
        return self._late or not self._finalizer.alive

    @property
    def pid(self) -> int:
        """Its process id."""
        return int(self._process.pid)

    def end(self) -> None:
        """End it and everything that it started, and wait until it is gone."""
        self._finalizer()
        self._listener.join(timeout=1)
        if not self._listener.is_alive() and self._process.stderr is not None:
            self._process.stderr.close()


def bounded_process(command: Command) -> subprocess.Popen[bytes]:
    """
    Start a program that is asked once, with the same room and variables as a `Child`.

    Args:
        command: How it is started; raises OSError where it cannot be.

    Returns:
        The process, with pipes; the caller ends it with `end_process`.
    """
    process = subprocess.Popen(
        command.words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=command.folder,
        env=_variables(command),
        start_new_session=sys.platform != "win32",
        creationflags=_WINDOWS_FLAGS,
    )
    _bound(process.pid, command.data_bytes)
    return process


def end_process(process: subprocess.Popen[bytes]) -> None:
    """
    End a program that was asked once, and close its pipes; one that has ended is left alone.

    Args:
        process: As `bounded_process` gives it.
    """
    _end(process, threading.Lock())
    if process.stderr is not None:
        process.stderr.close()


def _variables(command: Command) -> dict[str, str]:
    """A small set of variables: no one's language, time zone, home or start-up files."""
    home = str(command.folder)
    fixed = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": home, "XDG_DATA_HOME": home}
    if os.name == "nt":  # without it no program starts there
        fixed["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", r"C:\Windows")
    return {**fixed, **command.more_variables}


def _bound(pid: int, data_bytes: int) -> None:
    """
    Bound a program's memory from outside.

    It has read nothing yet, so this is in time; to do it between fork and exec could lock up a
    process that has threads.
    """
    if sys.platform == "linux":
        import resource

        with contextlib.suppress(ProcessLookupError, PermissionError):
            resource.prlimit(pid, resource.RLIMIT_DATA, (data_bytes, data_bytes))
            resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))


def _kill(process: subprocess.Popen[bytes], lock: threading.Lock) -> None:
    """Kill the group unless its leader was waited for: after that the number may be another's."""
    with lock:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                if sys.platform == "win32":
                    process.kill()
                else:
                    os.killpg(process.pid, signal.SIGKILL)


def _end(process: subprocess.Popen[bytes], lock: threading.Lock) -> None:
    _kill(process, lock)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # what was still to be sent
                pipe.close()


def _listen(stderr: IO[bytes] | None, words: bytearray) -> None:
    """Read what the program says of itself, so that it never waits, and keep the end."""
    assert stderr is not None
    with contextlib.suppress(OSError, ValueError):
        while said := os.read(stderr.fileno(), 65536):
            words += said
            del words[:-_KEPT_BYTES]
