"""Which pandoc there is, and whether it is new enough.

Nothing in this module converts anything.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.errors import ProgramError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MINIMUM = (3, 9)
"""The first version whose `xml` format the renderer was made for."""

_HINT = "`pip install pypandoc_binary` brings the right pandoc along"
_PATIENCE_SECONDS = 30
_VERSION = re.compile(rb"pandoc(?:\.exe)?\s+([0-9]{1,6}(?:\.[0-9]{1,6}){1,4})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Pandoc:
    """A pandoc that answers."""

    path: Path
    version: tuple[int, ...]
    """At least two numbers, such as ``(3, 9)``."""
    bundled: bool
    """Whether it came with pypandoc."""

    @property
    def is_new_enough(self) -> bool:
        """Whether the renderer can work with it."""
        return self.version >= MINIMUM

    @property
    def spelling(self) -> str:
        """The version as pandoc writes it."""
        return ".".join(str(number) for number in self.version)


def look_for_pandoc() -> tuple[Pandoc, ...]:
    """
    Look for every pandoc that may be used.

    Returns:
        pypandoc's own first, then the one on the search path; empty where neither answers.
    """
    return tuple(_answering(_candidates()))


def find_pandoc(found: Iterable[Pandoc] | None = None) -> Pandoc:
    """
    Choose the pandoc to use.

    Args:
        found: What to choose from, best first; what is installed when not given.

    Returns:
        The first that is new enough.

    Raises:
        ProgramError: There is none, or all are too old.
    """
    too_old = None
    for pandoc in _answering(_candidates()) if found is None else found:
        if pandoc.is_new_enough:
            return pandoc
        too_old = too_old or pandoc
    needed = ".".join(str(number) for number in MINIMUM)
    if too_old is None:
        raise ProgramError(f"pandoc {needed} or newer is needed and none was found", hint=_HINT)
    raise ProgramError(
        f"pandoc {needed} or newer is needed and `{too_old.path}` is {too_old.spelling}", hint=_HINT
    )


def pandoc_files() -> str:
    """
    Say which pandoc is installed, without asking any for its version.

    Returns:
        The path, size and time of each program that may be used; as long as it is the same, so is
        what `find_pandoc` finds.
    """
    told = []
    for path, _ in _candidates():
        with contextlib.suppress(OSError):
            status = path.stat()
            told.append(f"{path} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(told)


def pypandoc_folder() -> Path | None:
    """The folder of the package pypandoc; it is not imported, which would take a while."""
    spec = importlib.util.find_spec("pypandoc")
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None


def _candidates() -> Iterator[tuple[Path, bool]]:
    folder = pypandoc_folder()
    if folder is not None:
        yield folder / "files" / ("pandoc.exe" if os.name == "nt" else "pandoc"), True
    on_path = shutil.which("pandoc")
    if on_path is not None:
        yield Path(on_path), False


def _answering(candidates: Iterable[tuple[Path, bool]]) -> Iterator[Pandoc]:
    for path, bundled in candidates:
        version = _version(path)
        if version is not None:
            yield Pandoc(path=path, version=version, bundled=bundled)


def _version(path: Path) -> tuple[int, ...] | None:
    """Ask a program for its version; ``None`` where it is no pandoc, or does not run."""
    try:
        answer = subprocess.run(
            [path, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.match(answer.stdout)
    return tuple(map(int, found[1].split(b"."))) if found and not answer.returncode else None
