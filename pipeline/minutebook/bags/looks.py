"""What a bag is known by, and the lines of its own files.

Nothing in this module writes a file.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DECLARATION = "bagit.txt"
ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_512")
_MANIFEST = re.compile(r"(tag)?manifest-([A-Za-z0-9_-]+)\.txt")
_ENCODINGS = {"utf-8", "iso8859-1", "ascii", "utf-16", "utf-16-le", "utf-16-be", "cp1252"}
_STRICT = re.compile(
    rb"BagIt-Version: (\d+)\.(\d+)(?:\r\n|\n|\r)Tag-File-Character-Encoding: (\S+)(?:\r\n|\n|\r)?"
)
_LENIENT = re.compile(
    rb"BagIt-Version *: *(\d+)\.(\d+) *[\r\n]+Tag-File-Character-Encoding *: *(\S+)\s*"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Declared:
    """What a bag says of itself in ``bagit.txt``."""

    version: tuple[int, int]
    encoding: str

    @property
    def is_strict(self) -> bool:
        """Whether it keeps to version 1.0, which settled what earlier ones left open."""
        return self.version >= (1, 0)


def is_bag(folder: Path) -> bool:
    """Say whether a folder is meant as a bag, sound or not."""
    return (folder / DECLARATION).exists() or any(folder.glob("manifest-*.txt"))


def read_declaration(data: bytes) -> Declared | None:
    """
    Read ``bagit.txt``.

    Args:
        data: Its bytes.

    Returns:
        ``None`` where it does not say what it must.

    Source:
        RFC 8493, section 2.1.1.
    """
    found = _LENIENT.fullmatch(data)
    if found is None:
        return None
    version = int(found[1]), int(found[2])
    if version >= (1, 0) and not _STRICT.fullmatch(data):
        return None
    encoding = _encoding(found[3].decode("latin-1"))
    return None if encoding is None else Declared(version=version, encoding=encoding)


def _encoding(name: str) -> str | None:
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return known if known in _ENCODINGS else None


def manifest_of(name: str) -> tuple[bool, str] | None:
    """
    Read a file's name as that of a manifest.

    Returns:
        Whether it lists the bag's own files, and the algorithm as it is named there; ``None`` for
        another file.
    """
    found = _MANIFEST.fullmatch(name)
    return None if found is None else (found[1] is not None, found[2].lower())


def algorithm_of(name: str) -> str | None:
    """Give the name that an algorithm has here; ``None`` where it is not known."""
    plain = name.replace("-", "")
    plain = name.replace("-", "_") if name.startswith("sha3") else plain
    return plain if plain in ALGORITHMS else None


def decoded(path: str, declared: Declared) -> str | None:
    """
    Undo the spelling of a path.

    Returns:
        ``None`` where it is spelled as no path of this version is.

    Source:
        RFC 8493, section 2.1.3: only CR, LF and the percent sign itself are encoded.
    """
    if declared.is_strict and re.search(r"%(?!0[Aa]|0[Dd]|25)", path):
        return None
    plain = re.sub("%0[Aa]", "\n", re.sub("%0[Dd]", "\r", path))
    return plain.replace("%25", "%") if declared.is_strict else plain
