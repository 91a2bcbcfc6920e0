"""One writer in a folder: the lock, and the words that name who holds it.

Nothing in this module knows what is written.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from minutebook.errors import BusyError, FileError
from minutebook.files import reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HOLDER = ".minutebook.holder"
"""Beside the lock, since a lock has no words; it means nothing where nobody holds the lock."""
_LONGEST = 1000
"""Bytes of it that are read, and characters of each of its words that are shown."""
_PATIENCE_SECONDS = 10.0
"""How long the processes of a run that was killed may take to notice that it has gone."""
_PAUSE_SECONDS = 0.05


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """Who holds a lock."""

    pid: int
    """The number of the process."""
    host: str
    """The name of the machine."""
    since: str
    """When the command started, as a person writes it."""

    @property
    def words(self) -> str:
        """Name the holder in words."""
        return f"process {self.pid} on {self.host[:80]}, since {self.since[:40]}"


@contextlib.contextmanager
def only_writer(folder: Path, holder: Holder | None = None) -> Iterator[None]:
    """
    Keep other runs out of an output folder.

    Args:
        folder: Made where it is missing. The lock goes with the process, whatever ends it.
        holder: Who this run is, for those that are kept out.

    Raises:
        BusyError: Another run is writing into it.
        FileError: It cannot be made or opened.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = _open_lock(folder)
    except OSError as error:
        raise FileError(f"cannot write into {folder}: {reason(error)}") from error
    try:
        _lock(handle, folder, holder)
        with _named(folder, holder):
            yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def _named(folder: Path, holder: Holder | None) -> Iterator[None]:
    """Keep the holder's words beside the lock for as long as it is held."""
    with contextlib.suppress(OSError):  # the lock holds without words
        if holder is not None:
            (folder / _HOLDER).write_text(json.dumps(asdict(holder)), encoding="utf-8")
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            (folder / _HOLDER).unlink()


def _open_lock(folder: Path) -> int:
    if os.name == "nt":  # a folder cannot be locked there
        return os.open(folder / ".minutebook.lock", os.O_RDWR | os.O_CREAT)
    return os.open(folder, os.O_RDONLY)


def _lock(handle: int, folder: Path, holder: Holder | None) -> None:
    """Take the lock; wait for what a run that was killed has left behind, and for nobody else."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while not _taken(handle):
        other = _told(folder)
        if not _is_gone(other, holder) or time.monotonic() > until:
            who = f": {other.words}" if other else ""
            raise BusyError(
                f"another run is writing into {folder}{who}",
                hint="wait until it has ended, and run again",
            )
        time.sleep(_PAUSE_SECONDS)


def _taken(handle: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_gone(other: Holder | None, own: Holder | None) -> bool:
    """Say whether the one that took the lock has ended, so that only its helpers still hold it."""
    if other is None or own is None or other.host != own.host or os.name == "nt":
        return False
    try:
        os.kill(other.pid, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _told(folder: Path) -> Holder | None:
    """Read who holds the lock; ``None`` where that is not said in the way of this version."""
    try:
        with (folder / _HOLDER).open("rb") as stream:
            said = json.loads(stream.read(_LONGEST))
        return Holder(pid=int(said["pid"]), host=str(said["host"]), since=str(said["since"]))
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return None
