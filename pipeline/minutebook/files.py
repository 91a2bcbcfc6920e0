"""Files read and written whole: atomic writes, steady reads, notes found in folders.

Only this module and `lock` know how systems differ in flushing and locking. Nothing in it knows
what a file holds.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from minutebook.errors import FileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NOTE_SUFFIXES = (".yaml", ".yml", ".json")
"""The files of a folder that are taken for notes."""

_LONGEST = 64 * 2**20
"""Bytes of the largest file that is read; a note has its own limit, and its XML a higher one."""
_USUAL = 2**18
"""Bytes that are asked for at first: room for the largest file takes its time to be made."""
_KEPT = frozenset({"0=ocfl_1.1", "bagit.txt"})
"""What a store and a bag are known by: the notes in them are kept, and not worked on."""
_LARGEST_NUMBER = 2**63 - 1
"""What a number of 64 bits with a sign can hold, as a database keeps it."""
_TEMPORARY = ".minutebook-"
_TRIES = 4
"""How often a file is read that another program writes meanwhile."""
_PAUSE_SECONDS = 0.05


class Stamp(NamedTuple):
    """What a system says of a file; as long as that is the same, so is the file."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int


class Seen(NamedTuple):
    """What a file was when it was read or written."""

    stamp: Stamp
    digest: bytes
    """The SHA-256 of its bytes."""


def stamp_of(status: os.stat_result) -> Stamp:
    """Take from what the system says of a file what tells a changed one."""
    inode = status.st_ino & _LARGEST_NUMBER
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, inode)


def clock_ns(folder: Path) -> int:
    """
    Read the clock by which the files of a folder get their times.

    Args:
        folder: One that may be written into.

    Returns:
        Nanoseconds; 0 where nothing may be written.
    """
    import tempfile

    try:
        with tempfile.TemporaryFile(prefix=_TEMPORARY, dir=folder) as stream:
            return os.fstat(stream.fileno()).st_mtime_ns
    except OSError:
        return 0


def seen_as(path: Path, data: bytes) -> Seen:
    """
    Say what a file is that was written just now.

    Args:
        path: The file.
        data: Its bytes.

    Raises:
        FileError: It has gone already.
    """
    try:
        return _seen(path.stat(), data)
    except OSError as error:
        raise FileError(f"cannot write {path}: {reason(error)}") from error


def read_bytes(path: Path) -> bytes:
    """
    Read a whole file.

    Args:
        path: A file.

    Raises:
        FileError: It is missing, a folder, or not readable, or another program is writing it; the
            message names it.
    """
    return _read_steady(path)[0]


def read_seen(path: Path) -> tuple[bytes, Seen]:
    """
    Read a whole file, and say what it was meanwhile.

    Args:
        path: A file.

    Returns:
        Its bytes, all of one moment, and what tells whether it has changed since.

    Raises:
        FileError: As for `read_bytes`.
    """
    data, status = _read_steady(path)
    return data, _seen(status, data)


def _seen(status: os.stat_result, data: bytes) -> Seen:
    # Loading it takes longer than judging a note, which needs no digest.
    import hashlib

    return Seen(stamp_of(status), hashlib.sha256(data).digest())


def _read_steady(path: Path) -> tuple[bytes, os.stat_result]:
    """Read a whole file while nobody writes it."""
    try:
        for again in range(_TRIES):
            if again:
                time.sleep(_PAUSE_SECONDS * again)
            with path.open("rb") as stream:
                before = os.fstat(stream.fileno())
                data = read_stream(stream, str(path))
                after = os.fstat(stream.fileno())
            if _is_steady(before, after, len(data)):
                return data, after
    except OSError as error:
        raise FileError(f"cannot read {path}: {reason(error)}") from error
    raise FileError(
        f"cannot read {path}: another program is writing it",
        hint="wait until the file is saved, and run again",
    )


def _is_steady(before: os.stat_result, after: os.stat_result, length: int) -> bool:
    """Say whether a file stayed as it was while it was read; a pipe has no state to keep."""
    if not stat.S_ISREG(before.st_mode):
        return True
    return (before.st_mtime_ns, before.st_size, length) == (
        after.st_mtime_ns,
        after.st_size,
        after.st_size,
    )


def read_stream(stream: IO[bytes], name: str) -> bytes:
    """
    Read a stream to its end.

    Args:
        stream: Open for reading; it may have no end.
        name: What the user calls it.

    Raises:
        FileError: It is longer than anything that a record could be.
    """
    data = stream.read(_USUAL)
    if len(data) == _USUAL:
        data += stream.read(_LONGEST + 1 - _USUAL)
    if len(data) > _LONGEST:
        raise FileError(f"cannot read {name}: it has more than {_LONGEST // 2**20} MB")
    return data


def write_whole(path: Path, data: bytes, *, durable: bool = False, keep_mode: bool = False) -> bool:
    """
    Write a file so that it appears whole or not at all.

    Args:
        path: The file; its folder is made where it is missing.
        data: All of its bytes.
        durable: Whether to wait until the disk has it, as an archive needs.
        keep_mode: Whether it is a file of the author's: it keeps its permissions, a link to it
            stays a link, and one that may not be written is left alone.

    Returns:
        Whether the file changed; one that holds these bytes already is left alone.

    Raises:
        FileError: The folder or file cannot be written, or the disk is full; the old file is as
            it was.
    """
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = _mode(path) if keep_mode else None
        _replace(path.resolve() if keep_mode else path, data, durable=durable, mode=mode)
    except OSError as error:
        raise FileError(f"cannot write {path}: {reason(error)}") from error
    return True


def clear_unfinished(folder: Path) -> None:
    """
    Remove what a run that was killed had begun to write.

    Args:
        folder: It may be missing; no other run writes into it.
    """
    with contextlib.suppress(OSError):  # what cannot be removed is in nobody's way
        for path in folder.iterdir():
            if path.name.startswith(_TEMPORARY):
                path.unlink()


def _mode(path: Path) -> int:
    """Give the permissions of a file that may be written."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if not mode & stat.S_IWUSR or not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return mode


def _replace(path: Path, data: bytes, *, durable: bool, mode: int | None) -> None:
    import tempfile

    handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        # mkstemp makes files that only the owner reads; a record is as readable as its folder.
        Path(name).chmod(0o666 & ~_umask() if mode is None else mode)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    if durable:
        _flush_folder(path.parent)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _flush_folder(folder: Path) -> None:
    """Make a rename last; a system that cannot open folders has no need of it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def find_notes(
    folder: Path, *, exclude: Sequence[Path] = (), suffixes: tuple[str, ...] = NOTE_SUFFIXES
) -> list[Path]:
    """
    Find the notes below a folder.

    Args:
        folder: Where to look, at any depth; links to folders are not followed.
        exclude: Folders to pass over.
        suffixes: How the files end, in lower case.

    Returns:
        Files that end so, hidden ones and those in stores and bags left out, in one order on every
        system.

    Raises:
        FileError: A folder cannot be listed.
    """
    excluded = frozenset(map(os.fspath, exclude))
    names = note_names(os.fspath(folder), excluded=excluded, suffixes=suffixes)
    return [folder / name for name in names]


def note_names(
    folder: str, *, excluded: Iterable[str] = (), suffixes: tuple[str, ...] = NOTE_SUFFIXES
) -> Iterator[str]:
    """
    Give the names that `find_notes` finds, from the folder on.

    Args:
        folder: Where to look.
        excluded: Folders to pass over, spelled from *folder* on.
        suffixes: How the files end, in lower case.

    Raises:
        FileError: A folder cannot be listed.
    """
    return _names_below(folder, "", frozenset(excluded), suffixes)


def _names_below(
    top: str, prefix: str, excluded: frozenset[str], suffixes: tuple[str, ...]
) -> Iterator[str]:
    """Go through one folder; its files and folders together in the order of their names."""
    root = top.rstrip(os.sep) + os.sep + prefix if prefix else top
    try:
        with os.scandir(root) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        folder = str(error.filename).rstrip(os.sep)
        raise FileError(f"cannot list {folder}: {reason(error)}") from error
    if any(entry.name in _KEPT and not _is_folder(entry) for entry in entries):
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if _is_folder(entry):
            if not entry.is_symlink() and entry.path not in excluded:
                yield from _names_below(top, f"{prefix}{entry.name}{os.sep}", excluded, suffixes)
        elif entry.name.lower().endswith(suffixes) and _is_readable(entry):
            yield prefix + entry.name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_readable(entry: os.DirEntry[str]) -> bool:
    """
    Say whether an entry is a file, or a link to one that is gone, which reading will tell.

    A pipe or device that bears the name of a note would never end, or never begin.
    """
    try:
        return entry.is_file() or not Path(entry.path).exists()
    except OSError:
        return True


def reason(error: OSError) -> str:
    """
    Say in plain words why the system refused.

    Args:
        error: As the system gave it.

    Returns:
        A part of a sentence, such as ``the disk is full``.
    """
    unknown = (error.strerror or "unknown reason").lower()
    return _REASONS.get(error.errno or 0, unknown)


_REASONS = {
    errno.ENOENT: "there is no such file",
    errno.EACCES: "you have no permission",
    errno.EPERM: "you have no permission",
    errno.EROFS: "the disk is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "a part of the path is a file",
    errno.EEXIST: "a file stands where a folder is needed",
}
