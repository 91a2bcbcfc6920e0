"""Archived records of a few lines, and registers made of them; what tests of registers share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minutebook.archive import write_xml
from minutebook.record import normalise
from minutebook.register.build import Built, build
from minutebook.register.opened import open_register
from minutebook.register.sifted import ArchivedFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from minutebook.register.answers import Answer
    from minutebook.register.opened import Register

CLOSED = {"level": "closed", "basis": ["Personal data"]}
PEOPLE = {"JM": "Jo Marsh", "AP": "Asha Patel"}


def record(day: str, *items: Any, **more: Any) -> dict[str, Any]:
    """Data of a meeting of the parks group, with items in one session."""
    meeting = {"date": day, "series": "Parks group", **more.pop("meeting", {})}
    data = {
        "schema": "meeting-record/1.0",
        "id": f"parks-{day}",
        "title": "Parks group",
        "language": "en-GB",
        "meeting": meeting,
        "people": PEOPLE,
        "sessions": [{"title": "Swings", "items": list(items) or ["The swings are safe."]}],
    }
    return data | more


def file_of(data: dict[str, Any], *, name: str | None = None) -> ArchivedFile:
    """An archived record as a file."""
    return ArchivedFile(name=name or f"{data['id']}.xml", data=write_xml(normalise(data).record))


def made(path: Path, *records: dict[str, Any]) -> Built:
    """Make a register of some records, all of which are sound."""
    built = build(path, [file_of(one) for one in records])
    assert (built.findings, built.failed) == ([], 0)
    return built


def asked(
    path: Path, ask: Callable[[Register], Answer], *, public: bool = False
) -> list[dict[str, Any]]:
    """Ask a register."""
    with open_register(path, public=public) as register:
        return ask(register).records()
