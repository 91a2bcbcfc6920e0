"""The kit: everything installed on a machine that the bytes of a rendition depend on."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import minutebook
from minutebook.schemas import schema_root

_PACKAGES = (
    *("anyascii", "babel", "jsonschema", "lxml", "markdown-it-py", "PyYAML", "referencing"),
    "typst",
)
_ABSENT = "none"


@cache
def kit() -> tuple[tuple[str, str], ...]:
    """
    Say what is installed on this machine.

    Returns:
        Names and versions, in one order; minutebook's own by what is in its files, since two
        checkouts may call themselves by one number.

    Raises:
        ProgramError: pandoc is missing or too old.
    """
    from minutebook.pandoc import find_pandoc

    own = f"{minutebook.__version__} ({_digest()})"
    packages = ((name, _version(name)) for name in _PACKAGES)
    return ("minutebook", own), ("pandoc", find_pandoc().spelling), *packages


def difference(here: tuple[tuple[str, str], ...], there: tuple[tuple[str, str], ...]) -> str | None:
    """
    Say in which way another machine differs.

    Args:
        here: The kit of this machine.
        there: The kit of the other.

    Returns:
        Part of a sentence, such as ``has pandoc 3.8 and not 3.9``; ``None`` where it does not.
    """
    others = dict(there)
    for name, number in here:
        other = others.get(name, _ABSENT)
        if other != number:
            return f"has {name} {other} and not {number}"
    return None


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return _ABSENT


def _digest() -> str:
    digest = hashlib.sha256()
    package = Path(minutebook.__file__).parent
    for root in (package, schema_root()):
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(root).as_posix().encode("utf-8", "replace"))
                digest.update(b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
