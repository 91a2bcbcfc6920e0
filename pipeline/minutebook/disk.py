"""Folders that appear on the disk whole or not at all, however a run ends.

What is new is written and flushed aside, and comes into its place by one rename. Nothing in this
module knows what a file holds.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import os
import stat
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_BUFFER = 1 << 20


def write_new(path: Path, data: bytes) -> None:
    """
    Write a file that is not there yet, and wait until the disk has it.

    Args:
        path: In a folder that is there.
        data: All of its bytes.

    Raises:
        OSError: It cannot be written whole; a part of it may be left.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view[:_BUFFER]) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def write_tree(folder: Path, files: Mapping[str, bytes]) -> None:
    """
    Write a new folder of files, each flushed, and the folders after them.

    Args:
        folder: Not there yet; its parent is.
        files: Bytes by path below it, with ``/`` between the parts.

    Raises:
        OSError: Something cannot be written; a part of the folder may be left.
    """
    folder.mkdir()
    inner = sorted({parent for name in files for parent in Path(name).parents if parent.parts})
    for part in inner:
        (folder / part).mkdir()
    for name, data in files.items():
        write_new(folder / name, data)
    for part in reversed(inner):
        flush(folder / part)
    flush(folder)


def flush(folder: Path) -> None:
    """Make what was renamed in a folder last; a system that cannot open folders needs it not."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some network disks cannot
            raise
    finally:
        os.close(handle)


def link_tree(source: Path, target: Path) -> None:
    """
    Give a folder a twin: the same files under other names, or copies where a disk has no links.

    Args:
        source: Holds files and folders only.
        target: Not there yet; its parent is.

    Raises:
        OSError: Something cannot be read or written; a part of the twin may be left.
    """
    target.mkdir()
    for one in sorted(source.iterdir()):
        if one.is_dir() and not one.is_symlink():
            link_tree(one, target / one.name)
        else:
            _link(one, target / one.name)
    flush(target)


def _link(source: Path, target: Path) -> None:
    can_choose = os.link in os.supports_follow_symlinks  # Windows always takes the link itself
    try:
        os.link(source, target, **({"follow_symlinks": False} if can_choose else {}))
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EXDEV}:
            raise
        write_new(target, source.read_bytes())


def publish(staged: Path, target: Path) -> None:
    """
    Move a flushed file or folder to its place, which nothing has.

    Raises:
        OSError: It cannot be moved, and is where it was.
    """
    os.rename(staged, target)  # noqa: PTH104 - `Path.replace` would take the place of a file
    flush(target.parent)


def exchange(staged: Path, target: Path, aside: Path) -> None:
    """
    Let a flushed folder take the place of another, which is then where the first was or aside.

    Args:
        staged: The new folder.
        target: The old one; who looks finds one of them, whole, where the system can swap.
        aside: Where the old one stands for a moment on a system that cannot; after a run that was
            killed in that moment, `put_back` puts it back.

    Raises:
        OSError: They cannot be moved, and the old one is in its place.
    """
    if not _swap(staged, target):
        os.rename(target, aside)  # noqa: PTH104 - as above
        try:
            os.rename(staged, target)  # noqa: PTH104 - as above
        except OSError:
            os.rename(aside, target)  # noqa: PTH104 - as above
            raise
    flush(target.parent)


def put_back(aside: Path, target: Path) -> None:
    """Undo an exchange that broke off in its middle; one that came to its end is left alone."""
    if aside.exists() and not target.exists():
        publish(aside, target)


def _swap(one: Path, other: Path) -> bool:
    """Swap two folders in one step; ``False`` where the system or the disk cannot."""
    rename = _renameat2()
    if rename is None:
        return False
    here = -100  # AT_FDCWD
    if rename(here, os.fsencode(one), here, os.fsencode(other), 2) == 0:  # RENAME_EXCHANGE
        return True
    number = ctypes.get_errno()
    if number in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}:
        return False
    raise OSError(number, os.strerror(number), str(other))


@cache
def _renameat2() -> ctypes._NamedFuncPointer | None:
    """Find the call of Linux that swaps; its C library has had it since 2018."""
    if sys.platform != "linux":
        return None
    try:
        return ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return None


def remove_tree(path: Path) -> None:
    """
    Remove a file, or a folder with all that is in it; links are removed and not followed.

    Raises:
        OSError: Something cannot be removed.
    """
    if not path.is_dir() or path.is_symlink():
        path.unlink()
        return
    for one in sorted(path.iterdir()):
        remove_tree(one)
    path.rmdir()


def clear(paths: Iterable[Path]) -> None:
    """Remove what was written aside, as far as that can be done."""
    for path in paths:
        with contextlib.suppress(OSError):
            remove_tree(path)


def is_plain_file(path: Path) -> bool:
    """Say whether a path is a file itself, and no link, folder, pipe or device."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def files_below(folder: Path) -> list[str]:
    """
    List all that is below a folder and is no folder itself.

    Returns:
        Paths with ``/`` between the parts, in one order everywhere; links among them, not followed.

    Raises:
        OSError: A folder cannot be listed.
    """

    def refuse(error: OSError) -> None:
        raise error

    found = []
    for top, folders, names in os.walk(folder, onerror=refuse):
        root = Path(top)
        links = [name for name in folders if (root / name).is_symlink()]
        found += [(root / name).relative_to(folder).as_posix() for name in (*names, *links)]
    return sorted(found)


def hashed(path: Path, algorithms: tuple[str, ...]) -> dict[str, str]:
    """
    Read a file of any size once, and give its digests.

    Args:
        path: The file.
        algorithms: As hashlib names them.

    Raises:
        OSError: It cannot be read.
    """
    running = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}
    with path.open("rb") as stream:
        while part := stream.read(_BUFFER):
            for one in running.values():
                one.update(part)
    return {name: one.hexdigest() for name, one in running.items()}


def bytes_hashed(data: bytes, algorithms: tuple[str, ...]) -> dict[str, str]:
    """Give the digests of bytes, as `hashed` gives those of a file."""
    return {name: hashlib.new(name, data, usedforsecurity=False).hexdigest() for name in algorithms}
