"""The metadata of a record that an archive asks for, and what the office gives of it.

Nothing in this module knows the office's file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minutebook.errors import Problem
from minutebook.wording import joined, quoted

if TYPE_CHECKING:
    from minutebook.office.file import Office
    from minutebook.record import Record


def complete(record: Record, office: Office) -> Record:
    """
    Write into a record what the office has in common, so that its archive stands alone.

    Args:
        record: Normalised.
        office: What the record does not say itself is taken from here.

    Returns:
        A new record, with the metadata profile that it meets under ``management.profile``.

    Source:
        docs/explanation/archival-format.md, "How a record becomes XML". The day of
        creation is never made up.
    """
    full = dict(record)
    management = dict(record.get("management", {}))
    _default(full, "language", office.language)
    _default(full, "access", {"level": office.access} if office.access else None)
    _default(management, "creator", office.creator)
    _default(management, "rights", office.rights)
    _default(management, "classification", dict(office.classification))
    kind = record.get("meeting", {}).get("kind")
    disposal = office.disposal.get(kind) if kind else None
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
        An error for each element that the profile needs, and one warning that names the others.
    """
    strict = office.profile == "records-office"
    missing = [(path, basic) for _, path, basic in ELEMENTS if not _has(record, path)]
    needed = [path for path, basic in missing if basic or strict]
    wanted = [path for path, basic in missing if not (basic or strict)]
    errors = [_needed(path, record, office) for path in needed]
    return (*errors, _wanted(wanted)) if wanted else tuple(errors)


def _needed(path: tuple[str, ...], record: Record, office: Office) -> Problem:
    return Problem(
        code="E401",
        path=path[:-1],
        at_key=True,
        message=f"`{'.'.join(path)}` is missing, which the {office.profile} profile needs",
        hint=_metadata_hint(path, record),
    )


def _wanted(paths: list[tuple[str, ...]]) -> Problem:
    names = joined([f"`{'.'.join(path)}`" for path in paths])
    verb = "is" if len(paths) == 1 else "are"
    return Problem(
        code="W401",
        path=("management",),
        at_key=True,
        message=f"{names} {verb} missing, which a records office keeps with a record",
        hint="add what you have under `management`; what all records share goes into "
        "minutebook.toml",
    )


def _metadata_hint(path: tuple[str, ...], record: Record) -> str:
    key = path[-1]
    if key in {"created", "status"}:
        return f"add `{'.'.join(path)}` to the record"
    if key == "disposal":
        kind = record.get("meeting", {}).get("kind")
        if kind is None:
            return "say `meeting.kind`, and name its class under `[disposal]` in minutebook.toml"
        return f"name the class of {quoted(kind)} under `[disposal]` in minutebook.toml"
    if path[0] == "management" or key in {"language", "access"}:
        return f"add it to the record, or `{key}` under `[defaults]` in minutebook.toml"
    return "add it to the record"
