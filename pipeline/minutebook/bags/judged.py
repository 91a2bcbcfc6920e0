"""A bag judged: complete, unchanged, and keeping to its own folder.

Nothing in this module writes a file or knows a record.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from minutebook.bags.looks import (
    DECLARATION,
    Declared,
    algorithm_of,
    decoded,
    manifest_of,
    read_declaration,
)
from minutebook.disk import files_below, hashed, is_plain_file
from minutebook.errors import FileError, Finding
from minutebook.files import read_bytes, reason
from minutebook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAYLOAD = "data/"
_SYSTEM_FILES = {".ds_store", "thumbs.db", "desktop.ini"}
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+(\*?)(.+)")
_FETCH = re.compile(r"\S+[ \t]+(?:\d+|-)[ \t]+(.+)")
_OXUM = re.compile(r"(\d+)\.(\d+)")
_MOST = 1000
"""More findings than anybody will read one by one."""


@dataclass(slots=True)
class BagJudged:
    """What was found in a bag."""

    folder: Path
    files: int = 0
    """How many were read."""
    size: int = 0
    """Their bytes."""
    findings: list[Finding] = field(default_factory=list)
    lacks_system_files: bool = False
    """Whether files are missing that nobody misses, so that the contents cannot be counted."""

    def found(self, code: str, file: str, message: str, hint: str) -> None:
        """Add a finding about a file of the bag."""
        if len(self.findings) < _MOST:
            self.findings.append(
                Finding(
                    file=str(self.folder / file) if file else str(self.folder),
                    line=1,
                    column=1,
                    code=code,
                    path="",
                    message=message,
                    hint=hint,
                )
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Listing:
    """The lines of one manifest."""

    name: str
    algorithm: str
    is_of_tags: bool
    digests: dict[str, str]
    """By path, its spelling undone."""


_AGAIN = "ask for the bag again; it is not as its sender made it"
_SENDER = "ask the sender for a bag that keeps to BagIt"


def judge_bag(folder: Path) -> BagJudged:
    """
    Judge a bag of any version of BagIt.

    Args:
        folder: The bag.

    Returns:
        What was found: E880 to E882, E884, E885 and W880. Without an error the bag is valid.

    Source:
        RFC 8493, section 3; its library's conformance suite for what earlier versions allow.
    """
    judged = BagJudged(folder=folder)
    try:
        declared = _declared(judged)
        if declared is not None:
            _judge(judged, declared)
    except OSError as error:
        judged.found("E881", "", f"the bag cannot be read: {reason(error)}", _AGAIN)
    except FileError as error:
        judged.found("E881", "", error.message, _AGAIN)
    return judged


def _declared(judged: BagJudged) -> Declared | None:
    file = judged.folder / DECLARATION
    if not is_plain_file(file):
        judged.found("E884", "", f"the bag has no {DECLARATION}", _SENDER)
        return None
    declared = read_declaration(read_bytes(file))
    if declared is None:
        message = "it does not name the version of BagIt and the encoding as it must"
        judged.found("E884", DECLARATION, message, _SENDER)
    return declared


def _judge(judged: BagJudged, declared: Declared) -> None:
    there = _there(judged)
    listings = list(_listings(judged, declared))
    payload = [one for one in listings if not one.is_of_tags]
    if not payload:
        judged.found("E884", "", "the bag has no list of its contents that can be read", _SENDER)
    if not (judged.folder / "data").is_dir():
        judged.found("E884", "", "the bag has no folder `data`", _SENDER)
    _compare(judged, there, listings, declared)
    _see_extras(judged, there, payload, declared)
    _see_fetched(judged, declared)
    _see_sizes(judged, there, declared)


def _there(judged: BagJudged) -> set[str]:
    """List the bag's files; whatever is no plain file is a fault."""
    there = set()
    for path in files_below(judged.folder):
        if is_plain_file(judged.folder / path):
            there.add(path)
        else:
            judged.found("E885", path, "it is a link or a device, and no file of the bag", _SENDER)
    return there


def _listings(judged: BagJudged, declared: Declared) -> Iterator[_Listing]:
    for file in sorted(judged.folder.iterdir()):
        named = manifest_of(file.name)
        if named is None or not is_plain_file(file):
            continue
        algorithm = algorithm_of(named[1])
        if algorithm is None:
            message = f"digests of the kind {quoted(named[1])} cannot be checked here"
            judged.found("E884", file.name, message, _SENDER)
            continue
        digests = _lines(judged, file, declared, is_of_tags=named[0], algorithm=algorithm)
        yield _Listing(name=file.name, algorithm=algorithm, is_of_tags=named[0], digests=digests)


def _lines(
    judged: BagJudged, file: Path, declared: Declared, *, is_of_tags: bool, algorithm: str
) -> dict[str, str]:
    digests: dict[str, str] = {}
    length = hashlib.new(algorithm).digest_size * 2
    for line in _text_lines(judged, file, declared):
        found = _LINE.fullmatch(line)
        if found is None or len(found[1]) != length:
            judged.found("E884", file.name, f"the line {quoted(line)} cannot be read", _SENDER)
            continue
        path = _own_path(judged, file.name, found[3], declared, is_of_tags=is_of_tags)
        if found[2]:
            message = "a name begins with a star, as md5sum writes it"
            judged.found("W880", file.name, message, _SENDER)
        if path is not None:
            _see_once(judged, file.name, declared, (digests.get(path), found[1].lower()), path)
            digests[path] = found[1].lower()
    return digests


def _text_lines(judged: BagJudged, file: Path, declared: Declared) -> list[str]:
    try:
        text = read_bytes(file).decode(declared.encoding)
    except UnicodeDecodeError:
        judged.found("E884", file.name, f"it is not text in {declared.encoding}", _SENDER)
        return []
    # Only these end a line; `splitlines` knows more, and names may hold them.
    return [line for line in re.split("\r\n|\n|\r", text.removeprefix("\ufeff")) if line.strip()]


def _own_path(
    judged: BagJudged, file: str, spelled: str, declared: Declared, *, is_of_tags: bool
) -> str | None:
    """Undo the spelling of a path, and refuse what leads out of the bag."""
    path = decoded(spelled, declared)
    if path is not None and path.startswith("./"):
        judged.found("W880", file, f"the path {quoted(path)} begins with a point", _SENDER)
        path = path[2:]
    parts = [] if path is None else path.split("/")
    outside = not parts or any(part in {"", ".", ".."} for part in parts) or "\0" in spelled
    in_payload = parts[:1] == ["data"] and len(parts) > 1
    if path is None or outside or in_payload == is_of_tags:
        message = f"the path {quoted(spelled)} leads out of where it must be"
        judged.found("E885", file, message, _SENDER)
        return None
    return path


def _see_once(
    judged: BagJudged, file: str, declared: Declared, digests: tuple[str | None, str], path: str
) -> None:
    """Tell of a path that was listed before, with the same digest or another."""
    before, now = digests
    if before is not None:
        is_fault = declared.is_strict or before != now
        code = "E884" if is_fault else "W880"
        judged.found(code, file, f"{quoted(path)} is listed twice", _SENDER)


def _compare(
    judged: BagJudged, there: set[str], listings: list[_Listing], declared: Declared
) -> None:
    """Read each listed file once, and compare it with every list that has it."""
    wanted: dict[str, dict[str, str]] = {}
    for one in listings:
        for path, digest in one.digests.items():
            wanted.setdefault(path, {})[one.algorithm] = digest
    _see_pairs(judged, wanted, declared)
    folded = {_folded(path): path for path in there}
    for path, digests in sorted(wanted.items()):
        twin = folded.get(_folded(path))
        if path in there:
            _see_bytes(judged, path, digests)
        elif path.rpartition("/")[2].lower() in _SYSTEM_FILES:
            judged.lacks_system_files = True
            message = "it is missing; systems make such files for themselves"
            judged.found("W880", path, message, _SENDER)
        elif twin is not None and not declared.is_strict and twin in wanted:
            _see_bytes(judged, twin, digests)  # nothing is lost if the bytes are there
        else:
            judged.found("E881", path, "the bag lists this file, and it is missing", _AGAIN)


def _see_bytes(judged: BagJudged, path: str, digests: dict[str, str]) -> None:
    judged.files += 1
    judged.size += (judged.folder / path).stat().st_size
    actual = hashed(judged.folder / path, tuple(digests))
    if actual != digests:
        judged.found("E880", path, "its contents are not those that the bag was made with", _AGAIN)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _see_pairs(judged: BagJudged, wanted: dict[str, dict[str, str]], declared: Declared) -> None:
    """Find names that some systems take for one: in another letter case, or other accents."""
    seen: dict[str, str] = {}
    for path in sorted(wanted):
        other = seen.setdefault(_folded(path), path)
        if other != path:
            code = "E884" if declared.is_strict else "W880"
            message = f"some systems take {quoted(path)} and {quoted(other)} for one file"
            judged.found(code, path, message, _SENDER)


def _see_extras(
    judged: BagJudged, there: set[str], payload: list[_Listing], declared: Declared
) -> None:
    """Find contents that are not listed; version 1.0 wants each in every list."""
    lists = [set(one.digests) for one in payload]
    if not lists:
        return
    known = set.intersection(*lists) if declared.is_strict else set.union(*lists)
    folded = set() if declared.is_strict else {_folded(path) for path in known}
    for path in sorted(there):
        if path.startswith(_PAYLOAD) and path not in known and _folded(path) not in folded:
            message = "it is among the contents, and no list of the bag has it"
            judged.found("E882", path, message, _AGAIN)


def _see_fetched(judged: BagJudged, declared: Declared) -> None:
    """Refuse what is to be fetched to another place; nothing is ever fetched."""
    file = judged.folder / "fetch.txt"
    if not is_plain_file(file):
        return
    for line in _text_lines(judged, file, declared):
        found = _FETCH.fullmatch(line)
        if found is None:
            judged.found("E884", file.name, f"the line {quoted(line)} cannot be read", _SENDER)
        else:
            _own_path(judged, file.name, found[1].strip(), declared, is_of_tags=False)


def _see_sizes(judged: BagJudged, there: set[str], declared: Declared) -> None:
    """Compare the contents with the number of bytes and files that the bag says it has."""
    for name in ("bag-info.txt", "package-info.txt"):
        file = judged.folder / name
        if not is_plain_file(file) or judged.lacks_system_files:
            continue
        for line in _text_lines(judged, file, declared):
            key, _, value = line.partition(":")
            found = _OXUM.fullmatch(value.strip())
            if key.strip().lower() != "payload-oxum" or found is None:
                continue
            paths = [judged.folder / path for path in there if path.startswith(_PAYLOAD)]
            size = sum(path.stat().st_size for path in paths)
            if (size, len(paths)) != (int(found[1]), int(found[2])):
                message = "the contents have another number of files or bytes than it says"
                judged.found("E884", name, message, _AGAIN)
