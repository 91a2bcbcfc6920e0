"""Stores for tests: notes, deposits at a fixed time, and OCFL's own judge."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from tests.conftest import IN_CI

from minutebook.fixity import Extent, check_target, target_of
from minutebook.inputs import Input
from minutebook.office import Office
from minutebook.store import Deposited, Store, Terms, deposit, writable_store

if TYPE_CHECKING:
    from pathlib import Path

ID = "parks-2026-03-05"
NOTE = """\
schema: meeting-record/1.0
id: parks-2026-03-05
title: Meeting of the parks group
language: en-GB
status: draft
access: open
meeting:
  date: 2026-03-05
sessions:
  - title: Swings
    items:
      - decision: The swings are painted *green*.
"""
APPROVED = NOTE.replace(
    "status: draft\n", "status: approved\napproval:\n  by: Jo Mason\n  date: 2026-04-02\n"
)
CHANGED = NOTE.replace("green", "blue")
TIME = "2026-03-06T09:00:00Z"


def terms(message: str | None = None, *, by: str = "jm", now: str = TIME) -> Terms:
    """Give the terms of a deposit."""
    return Terms(by=by, message=message, now=now, program="minutebook test")


def put(
    root: Path,
    text: str,
    message: str | None = None,
    *,
    name: str = "note.yaml",
    office: Office = Office(),  # noqa: B008 - it is frozen
) -> Deposited:
    """Write a note beside the store and deposit it."""
    note = root.parent / name
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_bytes(text.encode())
    with writable_store(root) as store:
        return put_into(store, note, message, office=office)


def put_into(
    store: Store,
    note: Path,
    message: str | None = None,
    *,
    office: Office = Office(),  # noqa: B008 - it is frozen
) -> Deposited:
    """Deposit a note that is there."""
    return deposit(store, Input(name=str(note), office=office), terms(message))


def codes(deposited: Deposited) -> list[str]:
    """Give the codes of a deposit's errors and warnings, those about metadata left out."""
    return [one.code for one in deposited.outcome.findings if one.code != "W401"]


def is_valid_ocfl(root: Path) -> bool:
    """Ask ourselves and ocfl-py about a storage root and each of its objects."""
    ocfl = judge("ocfl")
    checks = check_target(target_of(root), Extent())
    ours = not any(checked.is_damaged for checked in checks)
    return ours and (
        ocfl is None or bool(ocfl.StorageRoot(root=str(root)).validate(validate_objects=True))
    )


def judge(module: str) -> Any:
    """Give a package that is a second opinion; ``None`` where it is not installed, but in CI."""
    if find_spec(module) is None:
        assert not IN_CI, f"the package `{module}` is needed in CI"
        return None
    return import_module(module)
