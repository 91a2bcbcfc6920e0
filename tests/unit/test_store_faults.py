"""A store after every fault that a disk can have: it opens, it is whole, and the work goes on."""

from __future__ import annotations

import os
import shutil
import sys
import time
from itertools import count
from typing import TYPE_CHECKING

import pytest
from tests.unit.disk_faults import FAULTS, sweep
from tests.unit.stores import APPROVED, CHANGED, ID, NOTE, is_valid_ocfl, put, put_into

from minutebook import disk
from minutebook.errors import BusyError, MinutebookError
from minutebook.store import Change, Store, find_record, open_store, writable_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork"),
    # A child does nothing but write files, and ends; no thread of ours holds anything.
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),
]
PAPER = "papers:\n  p1: {title: A, file: p.pdf}\n"


def _first(root: Path) -> None:
    """Nothing is there yet."""


def _second(root: Path) -> None:
    put(root, NOTE)


def _beside_another(root: Path) -> None:
    """The group of the record has an object already."""
    group = Store(root=root).folder(ID).parent.name
    near = (f"other-{number}" for number in count())
    key = next(key for key in near if Store(root=root).folder(key).parent.name == group)
    put(root, NOTE.replace(ID, key))


STARTS = {
    "the first of a store": _first,
    "a second version": _second,
    "beside another": _beside_another,
}


def _versions(root: Path) -> int:
    """Count the versions of the record, each of which can be read."""
    if not (root / "0=ocfl_1.1").exists():
        return 0
    store = open_store(root)
    if not store.folder(ID).exists():
        return 0
    newest = find_record(store, ID).number
    for number in range(1, newest + 1):
        kept = find_record(store, f"{ID}@v{number}")
        assert all(kept.read(path) for path in kept.version.state)
    return newest


@pytest.mark.parametrize("swaps", [True, False], ids=["swap", "move"])
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("start", STARTS)
def test_no_fault_loses_a_version(
    start: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, swaps: bool
) -> None:
    """At every call: what was done is there, the store is valid, the deposit is repeated."""
    if not swaps:
        monkeypatch.setattr(disk, "_swap", lambda *_: False)
    root, fresh = tmp_path / "store", tmp_path / "fresh" / "store"
    fresh.parent.mkdir()
    (tmp_path / "p.pdf").write_bytes(b"%PDF")
    STARTS[start](fresh)
    before = _versions(fresh)
    text = CHANGED + PAPER
    (tmp_path / "note.yaml").write_text(text)

    def operation() -> Change | None:
        with writable_store(root) as store:
            return put_into(store, tmp_path / "note.yaml", "Why").change

    def prepared() -> Change | None:
        try:
            return operation()
        except MinutebookError:
            return None

    def renewed() -> None:
        shutil.rmtree(root, ignore_errors=True)
        if fresh.exists():
            shutil.copytree(fresh, root)

    renewed()
    met = 0
    for _, done in sweep(monkeypatch, fault, prepared):
        met += 1
        if not swaps:
            with writable_store(root):  # the moment in which the record stands aside is put right
                pass
        there = _versions(root)
        assert there in ({before + 1} if done else {before, before + 1})
        assert not (root / "0=ocfl_1.1").exists() or is_valid_ocfl(root)
        again = operation()
        assert again is (Change.SAME if there > before else _what(before))
        assert _versions(root) == before + 1
        assert is_valid_ocfl(root)
        renewed()
    assert met > 20


def _what(before: int) -> Change:
    return Change.VERSION if before else Change.FIRST


def test_what_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is named, and the folder."""
    put(tmp_path / "store", NOTE)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with writable_store(tmp_path / "store") as store:
        (tmp_path / "note.yaml").write_text(APPROVED)
        error = put_into(store, tmp_path / "note.yaml", "Approved").outcome.error
    assert error is not None
    assert error.message.endswith("the disk is full")
    assert str(tmp_path) in error.message


@pytest.mark.skipif(sys.platform != "linux", reason="folders are swapped on Linux only")
def test_folders_are_swapped_in_one_step(tmp_path: Path) -> None:
    """On Linux nobody ever finds the record missing."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert disk._swap(tmp_path / "a", tmp_path / "b")
    assert disk.files_below(tmp_path) == ["a/b", "b/a"]
    with pytest.raises(OSError, match="No such file"):
        disk._swap(tmp_path / "a", tmp_path / "c")


ROUNDS = 100


def _writer(root: Path, name: str, rounds: int) -> None:
    """Deposit a new version again and again, waiting while another run writes."""
    for number in range(rounds):
        note = root.parent / f"{name}.yaml"
        note.write_text(NOTE.replace("green", f"{name} {number}"))
        while True:
            try:
                with writable_store(root) as store:
                    assert put_into(store, note, f"{name} {number}").change is Change.VERSION
                break
            except BusyError:
                time.sleep(0.001)


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    """Of a hundred versions by two writers at once every one is there, in order for each."""
    root = tmp_path / "store"
    put(root, NOTE)
    run: Callable[[str], int] = lambda name: _forked(lambda: _writer(root, name, ROUNDS // 2))  # noqa: E731
    children = [run("one"), run("two")]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    versions = find_record(open_store(root), ID).stored.inventory.versions
    said = [version.message for version in versions[1:]]
    for name in ("one", "two"):
        own = [message for message in said if message.startswith(name)]
        assert own == [f"{name} {number}" for number in range(ROUNDS // 2)]
    assert len(said) == ROUNDS
    assert _versions(root) == ROUNDS + 1
    assert is_valid_ocfl(root)


def _forked(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001 - whatever it is, the parent sees the exit code
            os._exit(1)
        os._exit(0)
    return child
