"""A bag of our own: written aside, flushed, and moved to its place by one rename.

Nothing in this module knows what a bag holds.
"""

from __future__ import annotations

import errno
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.bags.looks import DECLARATION
from minutebook.disk import bytes_hashed, clear, flush, publish, remove_tree, write_new

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ALGORITHMS = ("sha256", "sha512")
_DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_PORTABLE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")


@dataclass(slots=True)
class _Staged:
    """A bag while it is written."""

    folder: Path
    digests: dict[str, dict[str, str]] = field(default_factory=dict)
    size: int = 0
    seen: set[str] = field(default_factory=set)

    def add(self, path: str, data: bytes) -> None:
        """Write a file, and remember its digests."""
        if not _PORTABLE.fullmatch(path) or path.casefold() in self.seen:
            raise ValueError(f"not a name for a file of a bag: {path}")
        self.seen.add(path.casefold())
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        write_new(file, data)
        self.digests[path] = bytes_hashed(data, _ALGORITHMS)

    def manifest(self, algorithm: str, paths: Iterable[str]) -> bytes:
        """Write a list of files with their digests."""
        lines = (f"{self.digests[path][algorithm]}  {path}\n" for path in sorted(paths))
        return "".join(lines).encode("ascii")


def write_bag(
    target: Path,
    payload: Iterable[tuple[str, bytes]],
    *,
    info: Iterable[tuple[str, str]],
    tags: Mapping[str, bytes],
) -> None:
    """
    Write a bag, whole or not at all.

    Args:
        target: Its folder, which is not there yet; the folder above is made where it is missing.
        payload: Paths below ``data/`` and their bytes, taken one after the other. They consist of
            ASCII letters, digits, points, hyphens and underscores, so that no system spells them
            in another way, and differ in more than letter case.
        info: The lines of ``bag-info.txt``, without those that are counted.
        tags: More files of the bag itself, by name.

    Raises:
        OSError: Something cannot be written, or *target* is there; nothing is left of the bag.
        ValueError: A path is not as it must be.

    Source:
        RFC 8493, sections 2.1 and 2.2.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    staged = _Staged(folder=target.with_name(f".minutebook-{target.name}"))
    if staged.folder.exists():  # of a run that was killed
        remove_tree(staged.folder)
    try:
        staged.folder.mkdir()
        (staged.folder / "data").mkdir()
        _write(staged, payload, info, tags)
        _see_that_nothing_is_there(target)
        publish(staged.folder, target)
    except BaseException:
        clear([staged.folder] if staged.folder.exists() else [])
        raise


def _see_that_nothing_is_there(target: Path) -> None:
    """Refuse to take the place of what came while the bag was written."""
    if target.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))


def _write(
    staged: _Staged,
    payload: Iterable[tuple[str, bytes]],
    info: Iterable[tuple[str, str]],
    tags: Mapping[str, bytes],
) -> None:
    for path, data in payload:
        staged.add(f"data/{path}", data)
        staged.size += len(data)
    contents = list(staged.digests)
    counted = (*info, ("Payload-Oxum", f"{staged.size}.{len(contents)}"))
    lines = "".join(f"{key}: {' '.join(value.split())}\n" for key, value in counted)
    own = {DECLARATION: _DECLARED, "bag-info.txt": lines.encode(), **tags}
    own |= {f"manifest-{name}.txt": staged.manifest(name, contents) for name in _ALGORITHMS}
    for path, data in own.items():
        staged.add(path, data)
    for name in _ALGORITHMS:
        staged.add(f"tagmanifest-{name}.txt", staged.manifest(name, own))
    folders = {parent for path in staged.digests for parent in Path(path).parents}
    for folder in sorted(folders, reverse=True):
        flush(staged.folder / folder)
