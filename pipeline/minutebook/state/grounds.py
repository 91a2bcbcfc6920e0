"""Grounds: what an outcome and each of its files depend on besides the note, as comparable text.

Two runs with the same text make the same of the same note. Nothing in this module compares.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.errors import FileError
from minutebook.files import read_seen, stamp_of
from minutebook.schemas import schema_root

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from minutebook.batch import Plan, Wanted
    from minutebook.inputs import Input
    from minutebook.state.store import Store

_LIBRARIES = ("anyascii", "babel", "jsonschema", "lxml", "markdown-it-py", "PyYAML", "referencing")
_TYPESETTER = "typst"
_OWN_FILES = {
    "default.html": "html",
    "house.css": "html",
    "reference.docx": "docx",
    "reference.odt": "odt",
    "default.typ": "pdf",
    "default.xhtml": "epub",
    "book.css": "epub",
}
"""House files on which one format alone depends."""
_LABELS = "labels"
_ASIDE = (".md",)
"""Files beside the house files that explain them."""
OWN_CODES = {"W525": "txt", "W526": "txt", "W530": "pdf"}
"""Findings that are of one format alone."""

WORDS = {
    "program": "minutebook or a library that it stands on is another version",
    "pandoc": "pandoc is another version",
    "typst": "typst is another version",
    "office": "`minutebook.toml`, or a schema that it names, has changed",
    "purpose": "another command made it",
    "manner": "it is wanted for other readers",
    "engine": "another engine is asked for",
    "house": "the house files have changed",
    "fonts": "the fonts have changed",
    "width": "another width is asked for",
    "ascii": "whether it is in ASCII alone has changed",
}
"""Why something is made again, by the ground that has changed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Grounds:
    """What an outcome depends on besides the note."""

    base: str
    """What all of it depends on."""
    own: dict[str, str]
    """By kind, what one file alone depends on."""


class Soil:
    """
    Gives the grounds of notes; what many share is asked once.

    Args:
        plan: What is done with each note.
        store: Knows the digests of files that have not changed.
        since_ns: A time before anything was read, by the clock of the disk.
    """

    def __init__(self, plan: Plan, store: Store, since_ns: int) -> None:
        self._plan = plan
        self._store = store
        self._since_ns = since_ns
        self._program = program_digest()
        self._known: dict[tuple[object, ...], Grounds] = {}
        self._houses: dict[Path | None, dict[str, str]] = {}
        self._fonts: dict[Path | None, str] = {}

    def of(self, one: Input, wanted: Wanted | None) -> Grounds:
        """Give the grounds of a note."""
        key = one.office.digest, wanted
        if key not in self._known:
            base = {"program": self._program, "office": one.office.digest, "purpose": self._purpose}
            own: dict[str, dict[str, str]] = {"xml": {}}
            if wanted is not None:
                base |= self._rendered(wanted)
                own |= {kind: self._own(kind, wanted) for kind in wanted.formats}
            texts = {kind: json.dumps(grounds) for kind, grounds in own.items()}
            self._known[key] = Grounds(base=json.dumps(base), own=texts)
        return self._known[key]

    @property
    def _purpose(self) -> str:
        plan = self._plan
        return (
            f"{plan.until} {plan.keep_xml} {plan.to_archive} {plan.protect_approved} {plan.across}"
        )

    def _rendered(self, wanted: Wanted) -> dict[str, str]:
        common = [
            digest
            for name, digest in self._house(wanted.house).items()
            if name not in _OWN_FILES or is_whole(wanted)
        ]
        return {
            "pandoc": self._pandoc(),
            "engine": wanted.engine,
            "manner": f"{wanted.manner.document} {wanted.manner.audience}",
            "house": _digest(common),
        }

    def _own(self, kind: str, wanted: Wanted) -> dict[str, str]:
        files = self._house(wanted.house)
        own = {"house": _digest(files[name] for name in files if _OWN_FILES.get(name) == kind)}
        if kind == "txt":
            manner = wanted.manner
            return own | {"width": str(manner.columns), "ascii": str(manner.ascii)}
        if kind == "pdf":
            return own | {"typst": _version(_TYPESETTER), "fonts": self._fonts_of(wanted.fonts)}
        return own

    def _house(self, folder: Path | None) -> dict[str, str]:
        """The digests of an office's own house files; the package's are part of the program."""
        if folder not in self._houses:
            files = () if folder is None else (*_files(folder), *_files(folder / _LABELS))
            self._houses[folder] = {
                os.path.relpath(path, folder): self._file(path)
                for path in files
                if path.suffix not in _ASIDE
            }
        return self._houses[folder]

    def _fonts_of(self, folder: Path | None) -> str:
        if folder not in self._fonts:
            files = () if folder is None else sorted(folder.rglob("*"))
            self._fonts[folder] = _digest(self._file(path) for path in files if path.is_file())
        return self._fonts[folder]

    def _file(self, path: Path) -> str:
        """Give the digest of a file; what cannot be read is told when it is needed."""
        name = str(path.absolute())
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                return "no file"
            known = self._store.files.get(name)
            if known and known.stamp == stamp_of(status):
                return known.digest.hex()
            _, seen = read_seen(path)
        except (OSError, FileError) as error:
            return str(error)
        if seen.stamp.mtime_ns < self._since_ns:
            self._store.put_file(name, seen)
        return seen.digest.hex()

    def _pandoc(self) -> str:
        """Give the version of pandoc; it is asked only where it may be another than before."""
        from minutebook.pandoc.probe import find_pandoc, pandoc_files

        files = pandoc_files()
        known, _, version = self._store.words.get("pandoc", "").rpartition("\n= ")
        if not files or known != files:
            version = find_pandoc().spelling
            self._store.put_word("pandoc", f"{files}\n= {version}")
        return version


def is_whole(wanted: Wanted) -> bool:
    """Say whether the renditions are judged together, so that none is made by itself."""
    return wanted.manner.audience != "internal"


def changed(before: str, now: str) -> str:
    """
    Say in words why two grounds differ.

    Args:
        before: The text of the grounds of an earlier run.
        now: That of this run, which is another.
    """
    old, new = json.loads(before), json.loads(now)
    names = (name for name in (*new, *old) if new.get(name) != old.get(name))
    return WORDS.get(next(names, ""), "it was made by another version")


def program_digest() -> str:
    """Give what tells one version of the program, its schema and its libraries from another."""
    parts = [".".join(map(str, sys.version_info[:2])), *map(_version, _LIBRARIES)]
    for root in (Path(__file__).parent.parent, schema_root()):
        for path in _program_files(str(root)):
            content = Path(path).read_bytes()
            parts += [path[len(str(root)) :], hashlib.sha256(content).hexdigest()]
    return _digest(parts)


def _program_files(folder: str) -> Iterator[str]:
    for top, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (f"{top}{os.sep}{name}" for name in sorted(names) if not name.endswith(".pyc"))


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _files(folder: Path) -> Sequence[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return ()


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
