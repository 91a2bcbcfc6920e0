"""The office's file: found, read and judged, each fault with its line and column.

Nothing in this module knows a record.
"""

from __future__ import annotations

import copy
import json
import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from minutebook.errors import Finding, Problem, Severity, has_errors, pointer, value_at
from minutebook.files import read_bytes
from minutebook.load.places import Lines
from minutebook.office.asked import asked_of, asked_problems_of, severities
from minutebook.office.places import (
    TomlPlace,
    TooDeepError,
    long_key,
    toml_places,
)
from minutebook.office.unreadable import not_toml, not_utf8, too_deep
from minutebook.rules.asked import Asked
from minutebook.validate import office_problems
from minutebook.wording import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path as FilePath

    from minutebook.errors import Path
    from minutebook.validate.extensions import Profile

OFFICE_FILE = "minutebook.toml"
FORMATS = ("html", "docx", "txt", "pdf", "odt", "md", "epub")
"""All renditions that there are."""
DEFAULT_FORMATS = FORMATS[:3]
"""Those that are made where nobody asks for others."""
# Source: XML 1.0, production 2; TOML has no surrogates.
_UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """What an office has in common for all of its records."""

    folder: FilePath | None = None
    """The folder of the office's file; ``None`` without one."""
    name: str | None = None
    language: str | None = None
    access: str | None = None
    creator: str | None = None
    rights: str | None = None
    classification: dict[str, str] = field(default_factory=dict)
    disposal: dict[str, str] = field(default_factory=dict)
    """Disposal class by kind of meeting."""
    profile: str = "basic"
    formats: tuple[str, ...] = DEFAULT_FORMATS
    to: FilePath | None = None
    """The working folder of `build`."""
    audience: str = "internal"
    """Whom renditions are made for."""
    house: FilePath | None = None
    """The folder of the office's own house files."""
    fonts: FilePath | None = None
    """A folder of fonts for PDFs, besides those that come with the typesetter."""
    exclude: tuple[FilePath, ...] = ()
    """Folders in which no notes are looked for."""
    store: FilePath | None = None
    """The folder of the office's store."""
    by: str = "office"
    """The id of who deposits into it."""
    asked: Asked = field(default_factory=Asked)
    """What notes are asked for beyond the schema."""
    severity: dict[str, Severity | None] = field(default_factory=dict)
    """How much a code weighs; ``None`` where it is turned off."""
    profiles: tuple[Profile, ...] = ()
    """The schemas of extensions."""
    digest: str = field(default="", compare=False)
    """Tells whether anything has changed that a record or a finding may depend on; what `[build]`
    says, such as which formats are made, is no part of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeRead:
    """The office, and what was wrong with its file."""

    office: Office
    findings: tuple[Finding, ...] = ()
    """In the order of the lines, those of its schemas last."""
    schemas: tuple[FilePath, ...] = ()
    """The files of its schemas, sound or not; none of them is a note."""


def find_office(start: FilePath) -> FilePath | None:
    """
    Find the office's file that holds for a place.

    Args:
        start: A note or a folder, there or not.

    Returns:
        ``minutebook.toml`` in the nearest folder at or above it; ``None`` where there is none.
    """
    place = start.absolute()
    for folder in (place, *place.parents):
        if (folder / OFFICE_FILE).is_file():
            return folder / OFFICE_FILE
    return None


def read_office(path: FilePath) -> OfficeRead:
    """
    Read an office's file.

    Args:
        path: As `find_office` gives it.

    Returns:
        The office, and a finding for each fault; with a fault the office is the default one.

    Raises:
        FileError: It cannot be read.

    Source:
        ``schema/office.schema.json``; findings E701 to E709 and W704.
    """
    from minutebook.office.profiles import read_profiles

    data = read_bytes(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return OfficeRead(office=Office(), findings=(not_utf8(path, error),))
    long = long_key(text)  # tomllib would take very long over it
    if long is not None:
        return OfficeRead(office=Office(), findings=(too_deep(path, text, long),))
    try:
        table = tomllib.loads(text)
        places = toml_places(text)
    except TooDeepError as error:
        return OfficeRead(office=Office(), findings=(too_deep(path, text, error.args[0]),))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return OfficeRead(office=Office(), findings=(not_toml(path, text, str(error)),))
    problems = (*office_problems(table), *_not_for_an_archive(table, ()))
    # What the schema of the file refuses may be of any shape.
    sound = _without(table, [problem.path for problem in problems])
    profiles = read_profiles(path.parent, sound)
    problems = (*problems, *asked_problems_of(sound), *profiles.problems)
    lines = Lines(text=text)
    found = (_finding(path, lines, problem, places, table) for problem in problems)
    ordered = sorted(found, key=lambda finding: (finding.line, finding.column))
    findings = (*ordered, *profiles.findings)
    office = Office() if has_errors(findings) else _office(path.parent, table, profiles.profiles)
    return OfficeRead(office=office, findings=findings, schemas=profiles.files)


def _not_for_an_archive(value: Any, path: Path) -> Iterator[Problem]:
    """Find characters that XML cannot hold: they come in with an escape."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _not_for_an_archive(part, (*path, key))
    elif isinstance(value, str) and (match := _UNHELD.search(value)):
        yield Problem(
            code="E703",
            path=path,
            message=f"{named(path)} holds an invisible character, U+{ord(match[0]):04X}",
            hint="take it out: an archived record cannot hold it",
        )


def _office(folder: FilePath, table: dict[str, Any], profiles: tuple[Profile, ...]) -> Office:
    defaults = table.get("defaults", {})
    build, store = table.get("build", {}), table.get("store", {})
    return Office(
        folder=folder,
        name=_line(table.get("office", {}).get("name")),
        language=_line(defaults.get("language")),
        access=_line(defaults.get("access")),
        creator=_line(defaults.get("creator")),
        rights=_line(defaults.get("rights")),
        classification=_lines(defaults.get("classification", {})),
        disposal=_lines(table.get("disposal", {})),
        profile=table.get("management", {}).get("profile", "basic"),
        formats=tuple(build.get("formats", DEFAULT_FORMATS)),
        to=folder / build["to"] if "to" in build else None,
        audience=build.get("audience", "internal"),
        house=folder / build["house"] if "house" in build else None,
        fonts=folder / build["fonts"] if "fonts" in build else None,
        exclude=tuple(folder / name for name in build.get("exclude", ())),
        store=folder / store["root"] if "root" in store else None,
        by=store.get("by", "office"),
        asked=asked_of(table),
        severity=severities(table),
        profiles=profiles,
        digest=_digest(table, profiles),
    )


def _digest(table: dict[str, Any], profiles: tuple[Profile, ...]) -> str:
    said = {key: value for key, value in table.items() if key != "build"}
    text = json.dumps(said, default=str) + repr(profiles)
    import hashlib

    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def _line(text: str | None) -> str | None:
    """Leave out the line end that three quotes leave after a text, as a record does."""
    return None if text is None else text.rstrip("\n")


def _lines(texts: dict[str, str]) -> dict[str, str]:
    return {key: text.rstrip("\n") for key, text in texts.items()}


def _without(table: dict[str, Any], paths: Iterable[Path]) -> dict[str, Any]:
    """Leave faulty parts out, and ``None`` in their place in a list, so that the rest is judged."""
    sound: Any = copy.deepcopy(table)
    for path in paths:
        if not path:
            return {}
        parent = value_at(sound, path[:-1])
        if isinstance(parent, dict):
            parent.pop(path[-1], None)
        elif isinstance(parent, list) and isinstance(path[-1], int):
            parent[path[-1]] = None
    return dict(sound)


def _finding(
    file: FilePath,
    lines: Lines,
    problem: Problem,
    places: dict[Path, TomlPlace],
    table: dict[str, Any],
) -> Finding:
    near = next(
        places[problem.path[:end]]
        for end in range(len(problem.path), -1, -1)
        if problem.path[:end] in places
    )
    span = (near.key, near.key_end) if problem.at_key else (near.value, near.value_end)
    is_own = problem.code.startswith(("E7", "W7"))
    return Finding.at(
        lines.location(*span),
        file=str(file),
        code=problem.code if is_own else "E702" if problem.code == "E201" else "E703",
        path=pointer(problem.path),
        message=problem.message,
        expected=problem.expected,
        hint=problem.hint if is_own else _hint(problem, table),
    )


def _hint(problem: Problem, table: dict[str, Any]) -> str | None:
    """Say the remedy in TOML, where that of a note would be in YAML."""
    dotted = _dotted(problem.path[1:], value_at(table, problem.path))
    if problem.path[:1] == ("vocabulary",) and dotted:
        return f'a path stands in quotes: write `"{dotted}" = [...]`'
    if problem.hint and problem.hint.startswith("did you mean"):
        return problem.hint
    if problem.code == "E201":
        return "take it out"
    if problem.code == "E202":
        return f'add a line {str(problem.expected).removeprefix("the key ")[:-1]} = "..."`'
    if problem.code == "E203":
        return {
            "a list": 'put brackets around it, as in `["html", "docx"]`',
            "a block of keys": "make it a heading in brackets, with its names on the lines below",
        }.get(str(problem.expected), 'write it as text in quotes, as in `"County Council"`')
    if problem.code == "E212" and "blank" in problem.message:
        return "write the name between the quotes"
    return "take one of these words" if problem.code == "E204" else problem.hint


def _dotted(path: Path, value: Any) -> str | None:
    """Give the path that a line without quotes was meant to name, where its dots made headings."""
    names = [str(name) for name in path]
    while isinstance(value, dict) and value:
        names.append(next(iter(value)))
        value = value[names[-1]]
    return ".".join(names) if len(names) > 1 and isinstance(value, list) else None
