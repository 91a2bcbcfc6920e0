"""Folders that appear whole or not at all, on disks that can do less than this one."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest

from minutebook import disk

if TYPE_CHECKING:
    from pathlib import Path


def refuse(number: int) -> Any:
    """Give a call that the system refuses."""

    def refusing(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refusing


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    """What is there stays."""
    disk.write_new(tmp_path / "a", b"x" * 3_000_000)
    with pytest.raises(FileExistsError):
        disk.write_new(tmp_path / "a", b"y")
    assert (tmp_path / "a").read_bytes() == b"x" * 3_000_000


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.EMLINK])
def test_a_twin_is_copied_where_there_are_no_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """A disk without links gets copies; another fault is a fault."""
    disk.write_tree(tmp_path / "a", {"b/c": b"1", "d": b"2"})
    monkeypatch.setattr(os, "link", refuse(number))
    disk.link_tree(tmp_path / "a", tmp_path / "twin")
    assert disk.files_below(tmp_path / "twin") == ["b/c", "d"]
    assert not (tmp_path / "twin" / "d").samefile(tmp_path / "a" / "d")
    monkeypatch.setattr(os, "link", refuse(errno.EIO))
    with pytest.raises(OSError, match="Input/output"):
        disk.link_tree(tmp_path / "a", tmp_path / "other")


def test_a_disk_that_cannot_flush_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is taken as it is; a disk that fails is not."""
    monkeypatch.setattr(os, "fsync", refuse(errno.EINVAL))
    disk.flush(tmp_path)
    monkeypatch.setattr(os, "fsync", refuse(errno.EIO))
    with pytest.raises(OSError, match="Input/output"):
        disk.flush(tmp_path)


def test_an_exchange_without_a_swap_is_undone_when_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old folder is in its place again, at once or by the next run."""
    monkeypatch.setattr(disk, "_swap", lambda *_: False)
    target, aside = tmp_path / "target", tmp_path / "aside"
    disk.write_tree(target, {"old": b""})
    with pytest.raises(FileNotFoundError):
        disk.exchange(tmp_path / "none", target, aside)
    assert disk.files_below(target) == ["old"]
    target.rename(aside)
    disk.put_back(aside, target)
    assert disk.files_below(target) == ["old"]
    disk.write_tree(tmp_path / "new", {"new": b""})
    disk.exchange(tmp_path / "new", target, aside)
    disk.put_back(aside, target)
    assert disk.files_below(target) == ["new"]


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_only_linux_swaps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, system: str) -> None:
    """Other systems move one folder after the other."""
    disk._renameat2.cache_clear()
    monkeypatch.setattr(sys, "platform", system)
    try:
        assert not disk._swap(tmp_path / "a", tmp_path / "b")
    finally:
        disk._renameat2.cache_clear()


def test_links_are_removed_and_not_followed(tmp_path: Path) -> None:
    """What they lead to stays."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "x").touch()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "link").symlink_to(tmp_path / "kept")
    assert disk.files_below(tmp_path / "a") == ["link"]
    assert not disk.is_plain_file(tmp_path / "a" / "link")
    disk.remove_tree(tmp_path / "a")
    assert disk.files_below(tmp_path) == ["kept/x"]
    disk.clear([tmp_path / "gone"])


def test_a_folder_that_cannot_be_listed(tmp_path: Path) -> None:
    """It is no empty folder."""
    with pytest.raises(FileNotFoundError):
        disk.files_below(tmp_path / "none")


def test_digests_are_those_of_hashlib(tmp_path: Path) -> None:
    """Of a file and of bytes."""
    data = b"x" * 3_000_000
    (tmp_path / "a").write_bytes(data)
    expected = {"md5": hashlib.md5(data).hexdigest(), "sha256": hashlib.sha256(data).hexdigest()}
    assert disk.hashed(tmp_path / "a", ("md5", "sha256")) == expected
    assert disk.bytes_hashed(data, ("md5", "sha256")) == expected
