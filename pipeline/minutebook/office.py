"""The office: what `minutebook.toml` says, and what a record takes from it.

Nothing in this module knows the XML or a rendition.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from minutebook.errors import Finding, Problem, pointer
from minutebook.files import read_bytes
from minutebook.validate import office_problems

if TYPE_CHECKING:
    from pathlib import Path

    from minutebook.record import Record

OFFICE_FILE = "minutebook.toml"
FORMATS = ("html", "docx", "txt")


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """What an office has in common for all of its records."""

    folder: Path | None = None
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
    formats: tuple[str, ...] = FORMATS
    to: Path | None = None
    """The working folder of `build`."""
    exclude: tuple[Path, ...] = ()
    """Folders in which no notes are looked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeRead:
    """The office, and what was wrong with its file."""

    office: Office
    findings: tuple[Finding, ...] = ()


def find_office(start: Path) -> Path | None:
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


def read_office(path: Path) -> OfficeRead:
    """
    Read an office's file.

    Args:
        path: As `find_office` gives it.

    Returns:
        The office, and a finding for each fault; with a fault the office is the default one.

    Raises:
        FileError: It cannot be read.

    Source:
        ``schema/office.schema.json``; findings E701 to E703.
    """
    data = read_bytes(path)
    try:
        text = data.decode("utf-8-sig")
        table = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return OfficeRead(office=Office(), findings=(_not_toml(path, error),))
    problems = office_problems(table)
    if problems:
        found = tuple(_finding(path, text, problem) for problem in problems)
        return OfficeRead(office=Office(), findings=found)
    return OfficeRead(office=_office(path.parent, table))


def _office(folder: Path, table: dict[str, Any]) -> Office:
    defaults = table.get("defaults", {})
    build = table.get("build", {})
    return Office(
        folder=folder,
        name=table.get("office", {}).get("name"),
        language=defaults.get("language"),
        access=defaults.get("access"),
        creator=defaults.get("creator"),
        rights=defaults.get("rights"),
        classification=defaults.get("classification", {}),
        disposal=table.get("disposal", {}),
        profile=table.get("management", {}).get("profile", "basic"),
        formats=tuple(build.get("formats", FORMATS)),
        to=folder / build["to"] if "to" in build else None,
        exclude=tuple(folder / name for name in build.get("exclude", ())),
    )


def _not_toml(path: Path, error: Exception) -> Finding:
    found = re.search(r"line (\d+), column (\d+)", str(error))
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    return Finding(
        file=str(path),
        line=line,
        column=column,
        code="E701",
        path="",
        message=f"the office's file cannot be read as TOML from here on ({_reason(error)})",
        hint='a line is a name, an equals sign and a text in quotes, as in name = "County Council"',
    )


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    return re.sub(r" \(at .*\)$", "", str(error)).lower()


def _finding(path: Path, text: str, problem: Problem) -> Finding:
    line, column = _place(text, problem.path)
    return Finding(
        file=str(path),
        line=line,
        column=column,
        code="E702" if problem.code == "E201" else "E703",
        path=pointer(problem.path),
        message=problem.message,
        expected=problem.expected,
        hint=problem.hint,
    )


def _place(text: str, path: tuple[str | int, ...]) -> tuple[int, int]:
    """Find the line of a key; tomllib gives no places, so the key is looked for in its table."""
    keys = [step for step in path if isinstance(step, str)]
    table, found = "", (1, 1)
    for number, line in enumerate(text.splitlines(), start=1):
        heading = re.match(r"\s*\[([^\]]+)\]", line)
        if heading:
            table = heading[1].strip()
        entry = re.match(r"\s*[\"']?([^\"'=]+?)[\"']?\s*=", line)
        name = f"{table}.{entry[1]}" if entry and table else (entry[1] if entry else table)
        if (heading or entry) and ".".join(keys) in {name, table if heading else name}:
            found = (number, len(line) - len(line.lstrip()) + 1)
            if name == ".".join(keys):
                return found
    return found


def complete(record: Record, office: Office) -> Record:
    """
    Write into a record what the office has in common, so that its archive stands alone.

    Args:
        record: Normalised.
        office: What the record does not say itself is taken from here.

    Returns:
        A new record, with the metadata profile that it meets under ``management.profile``.

    Source:
        DESIGN 6. The day of creation is never made up.
    """
    full = dict(record)
    management = dict(record.get("management", {}))
    _default(full, "language", office.language)
    _default(full, "access", {"level": office.access} if office.access else None)
    _default(management, "creator", office.creator)
    _default(management, "rights", office.rights)
    _default(management, "classification", dict(office.classification))
    disposal = office.disposal.get(record.get("meeting", {}).get("kind", ""))
    _default(management, "disposal", {"class": disposal} if disposal else None)
    management.pop("profile", None)
    full["management"] = management
    profile = _profile(full)
    if profile:
        management["profile"] = profile
    if not management:
        del full["management"]
    return full


def _default(values: Record, key: str, value: Any) -> None:
    if value and key not in values:
        values[key] = value


ELEMENTS: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    ("M1", ("id",), True),
    ("M2", ("title",), True),
    ("M3", ("management", "creator"), False),
    ("M4", ("meeting", "date"), True),
    ("M5", ("management", "created"), False),
    ("M6", ("status",), True),
    ("M7", ("management", "classification"), False),
    ("M8", ("management", "disposal"), False),
    ("M9", ("access",), True),
    ("M10", ("management", "rights"), False),
    ("M11", ("language",), True),
)
"""The elements of metadata that a record holds itself, and whether the basic profile needs them."""


def _has(record: Record, path: tuple[str, ...]) -> bool:
    value: Any = record
    for key in path:
        if not isinstance(value, dict) or key not in value:
            return False
        value = value[key]
    return True


def _profile(record: Record) -> str | None:
    missing = [basic for _, path, basic in ELEMENTS if not _has(record, path)]
    if not missing:
        return "records-office"
    return None if any(missing) else "basic"


def missing_metadata(record: Record, office: Office) -> tuple[Problem, ...]:
    """
    Say which elements of metadata a record lacks for the archive.

    Args:
        record: Completed.
        office: Its profile decides which of them are errors.

    Returns:
        An error for each element that the profile needs, a warning for each other one.

    Source:
        DESIGN 6, elements M1 to M11.
    """
    strict = office.profile == "records-office"
    return tuple(
        Problem(
            code="E401" if basic or strict else "W401",
            path=path[:-1],
            at_key=True,
            message=f"`{'.'.join(path)}` is missing, which "
            + (f"the {office.profile} profile needs" if basic or strict else "an archive wants"),
            hint=_metadata_hint(path),
        )
        for _, path, basic in ELEMENTS
        if not _has(record, path)
    )


def _metadata_hint(path: tuple[str, ...]) -> str:
    if path[-1] in {"created", "status"}:
        return f"add `{path[-1]}` to the record"
    if path[-1] == "disposal":
        return "name the kind of meeting under `[disposal]` in minutebook.toml"
    return f"add it to the record, or `{path[-1]}` under `[defaults]` in minutebook.toml"
