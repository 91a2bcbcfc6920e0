"""Where a reference of an office's schema leads: to a file of the office's folder, or nowhere.

Nothing in this module reads a file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from minutebook.errors import Path, pointer

if TYPE_CHECKING:
    from pathlib import Path as FilePath

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/|\\|~")
_OUT = "this reference leads out of the office's folder"


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """What a reference leads to."""

    file: str
    """Seen from the office's folder, with slashes."""
    steps: tuple[str, ...] = ()
    """The way to a schema within the file, numbers as they are written."""
    anchor: str | None = None


def target_of(reference: str, *, folder: FilePath, base: str, own: object = None) -> Target | str:
    """
    Follow a reference without reading what it leads to.

    Args:
        reference: As it is written, signs that no address may have in their ``%`` form.
        folder: The office's; nothing outside it is ever reached, also not by a link.
        base: The file that it stands in, seen from the folder; empty for the office's file.
        own: The `$id` of that file, by which it may name itself.

    Returns:
        The target, or in words why there is none.
    """
    before, _, fragment = reference.partition("#")
    if before in ("", own):
        file = base
    elif _ABSOLUTE.match(before) or "?" in before:
        return _OUT
    else:
        file = _within(unquote(before), base)
    if not file or not _is_inside(folder, file):
        return _OUT
    fragment = unquote(fragment)
    if fragment and not fragment.startswith("/"):
        return Target(file=file, anchor=fragment)
    steps = (step.replace("~1", "/").replace("~0", "~") for step in fragment.split("/")[1:])
    return Target(file=file, steps=tuple(steps))


def _within(reference: str, base: str) -> str:
    """Join two paths; empty where the result is above the office's folder."""
    steps: list[str] = []
    for step in (*PurePosixPath(base).parent.parts, *PurePosixPath(reference).parts):
        if step == "..":
            if not steps:
                return ""
            steps.pop()
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def _is_inside(folder: FilePath, file: str) -> bool:
    try:
        return (folder / file).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return False  # links in a circle, or a character that no file name has


def address(file: str, path: Path) -> str:
    """Give the address by which a schema is known once it has been read."""
    fragment = quote(pointer(path), safe="/~")
    return f"office:/{quote(file)}" + (f"#{fragment}" if fragment else "")
