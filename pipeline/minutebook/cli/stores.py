"""Which store a command means: the one that is named, or the office's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.cli.reporting import Reporting, show_findings
from minutebook.errors import UsageError, has_errors
from minutebook.inputs import from_here
from minutebook.office import Office, find_office, read_office

if TYPE_CHECKING:
    from minutebook.inputs import Inputs

_DEFAULT = Path("store")


def office_here() -> Office:
    """
    Read the office that holds for the current folder.

    Raises:
        UsageError: Its file has errors, which are shown.
    """
    file = find_office(Path.cwd())
    if file is None:
        return Office()
    read = read_office(file)
    if has_errors(read.findings):
        show_findings(read.findings, Reporting())
        raise UsageError(f"{from_here(file)} has errors", hint="mend them first")
    return read.office


def store_root(asked: str | None) -> Path:
    """
    Say which store is read.

    Args:
        asked: As the user named it; ``None`` for the store of the office here.

    Raises:
        UsageError: The name is empty, or the office's file has errors.
    """
    return _named(asked) or _shown(office_here().store)


def store_of(inputs: Inputs, asked: str | None) -> Path:
    """
    Say into which store notes go.

    Args:
        inputs: The notes.
        asked: As the user named it; ``None`` for the store of their office.

    Raises:
        UsageError: The name is empty, or the notes are of offices with several stores.
    """
    named = _named(asked)
    if named is not None:
        return named
    stores = {note.office.store for note in inputs.notes}
    if len(stores) > 1:
        raise UsageError("the notes are of several offices", hint="name the store with --store")
    return _shown(stores.pop())


def _named(asked: str | None) -> Path | None:
    if asked is not None and not asked.strip():
        raise UsageError("the folder of the store is empty", hint="name it; the folder here is .")
    return None if asked is None else Path(asked)


def _shown(store: Path | None) -> Path:
    return from_here(store) if store else _DEFAULT
