"""Files read and written whole: atomic writes, one writer in a folder, notes found in folders.

The only module that knows how systems differ in locking and flushing. Nothing in it knows what a
file holds.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import IO, TYPE_CHECKING

from minutebook.errors import BusyError, FileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NOTE_SUFFIXES = (".yaml", ".yml", ".json")
"""The files of a folder that are taken for notes."""

_LONGEST = 64 * 2**20
"""Bytes of the largest file that is read; a note has its own limit, and its XML a higher one."""
_USUAL = 2**18
"""Bytes that are asked for at first: room for the largest file takes its time to be made."""
_TEMPORARY = ".minutebook-"
_KEPT = frozenset({"0=ocfl_1.1", "bagit.txt"})
"""What a store and a bag are known by: the notes in them are kept, and not worked on."""


def read_bytes(path: Path) -> bytes:
    """
    Read a whole file.

    Args:
        path: A file.

    Raises:
        FileError: It is missing, a folder, or not readable; the message names it.
    """
    try:
        with path.open("rb") as stream:
            return read_stream(stream, str(path))
    except OSError as error:
        raise FileError(f"cannot read {path}: {reason(error)}") from error


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


@contextlib.contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """
    Keep other runs out of an output folder.

    Args:
        folder: Made where it is missing. The lock goes with the process, whatever ends it.

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
        _lock(handle, folder)
        yield
    finally:
        os.close(handle)


def _open_lock(folder: Path) -> int:
    if os.name == "nt":  # a folder cannot be locked there
        return os.open(folder / ".minutebook.lock", os.O_RDWR | os.O_CREAT)
    return os.open(folder, os.O_RDONLY)


def _lock(handle: int, folder: Path) -> None:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise BusyError(
            f"another run is writing into {folder}", hint="wait until it has ended, and run again"
        ) from error


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
    found: list[Path] = []
    for top, folders, names in os.walk(folder, onerror=_cannot_list):
        root = Path(top)
        if _KEPT & set(names):
            folders.clear()
            continue
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and root / name not in exclude
        )
        found += [
            root / name
            for name in sorted(names)
            # A pipe or device that bears such a name would never end, or never begin.
            if name.lower().endswith(suffixes)
            and not name.startswith(".")
            and _is_readable(root / name)
        ]
    return sorted(found)


def _is_readable(path: Path) -> bool:
    """Say whether a path is a file, or a link to one that is gone, which reading will tell."""
    return path.is_file() or not path.exists()


def _cannot_list(error: OSError) -> None:
    raise FileError(f"cannot list {error.filename}: {reason(error)}") from error


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
