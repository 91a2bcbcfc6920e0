"""Files are written whole or not at all, by one writer, and notes are found in one order."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from tests.conftest import as_a_common_user

from minutebook.errors import BusyError, ExitCode, FileError
from minutebook.files import clear_unfinished, find_notes, only_writer, read_bytes, write_whole


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    """A missing folder is made, and the bytes are those given."""
    target = tmp_path / "a" / "b" / "note.xml"
    assert write_whole(target, b"one")
    assert target.read_bytes() == b"one"


def test_equal_bytes_are_left_alone(tmp_path: Path) -> None:
    """A second run changes nothing, not even the time of the file."""
    target = tmp_path / "note.xml"
    write_whole(target, b"one")
    os.utime(target, ns=(1, 1))
    assert not write_whole(target, b"one")
    assert target.stat().st_mtime_ns == 1


def test_what_a_killed_run_began_is_removed(tmp_path: Path) -> None:
    """Nothing else is, and a folder that is not there is no fault."""
    (tmp_path / ".minutebook-abc").write_bytes(b"half")
    (tmp_path / "note.xml").write_bytes(b"whole")
    clear_unfinished(tmp_path)
    clear_unfinished(tmp_path / "nowhere")
    assert [path.name for path in tmp_path.iterdir()] == ["note.xml"]


def test_a_file_is_as_readable_as_others(tmp_path: Path) -> None:
    """The mask of the process decides, not the private mode of temporary files."""
    before = os.umask(0o022)
    try:
        write_whole(tmp_path / "note.xml", b"one", durable=True)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "note.xml").stat().st_mode) == 0o644


def test_what_is_kept_is_not_worked_on(tmp_path: Path) -> None:
    """Notes in a store or a bag are passed over, however deep it stands."""
    for mark in ("0=ocfl_1.1", "bagit.txt"):
        (tmp_path / "a" / mark / "x").mkdir(parents=True)
        (tmp_path / "a" / mark / mark).touch()
        (tmp_path / "a" / mark / "x" / "note.yaml").touch()
    (tmp_path / "a" / "own.yaml").touch()
    assert find_notes(tmp_path) == [tmp_path / "a" / "own.yaml"]
    assert find_notes(tmp_path / "a" / "bagit.txt") == []


def test_a_file_of_the_author_keeps_its_permissions(tmp_path: Path) -> None:
    """A link to it stays a link, and one that may not be written is left alone."""
    target, link = tmp_path / "note.yaml", tmp_path / "link.yaml"
    target.write_bytes(b"one")
    target.chmod(0o640)
    link.symlink_to(target.name)
    assert write_whole(link, b"two", keep_mode=True)
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (b"two", 0o640)
    assert link.is_symlink()
    target.chmod(0o440)
    with pytest.raises(FileError, match="you have no permission"):
        write_whole(target, b"three", keep_mode=True)
    assert target.read_bytes() == b"two"


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk is full the old bytes stand, and no temporary file is left."""
    target = tmp_path / "note.xml"
    write_whole(target, b"one")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="the disk is full") as caught:
        write_whole(target, b"two", durable=True)
    assert str(target) in caught.value.message
    assert [path.name for path in tmp_path.iterdir()] == ["note.xml"]
    assert target.read_bytes() == b"one"


def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    """What cannot be written is said by its path, and nothing is left in the folder."""
    folder = tmp_path / "archive"
    folder.mkdir()
    folder.chmod(0o555)
    with as_a_common_user(tmp_path):
        assert list(folder.iterdir()) == []
        with pytest.raises(FileError, match="you have no permission"):
            write_whole(folder / "note.xml", b"one")
    assert list(folder.iterdir()) == []


def test_a_file_where_a_folder_is_needed(tmp_path: Path) -> None:
    """A file in the way is an error of files, not a traceback."""
    (tmp_path / "a").write_text("x")
    with pytest.raises(FileError):
        write_whole(tmp_path / "a" / "note.xml", b"one")


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    """A missing file and a folder are both said by their path."""
    with pytest.raises(FileError, match="cannot read") as caught:
        read_bytes(tmp_path / name)
    assert caught.value.exit_code is ExitCode.FILE


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    """A second run is kept out, and may come in when the first has gone."""
    second = only_writer(tmp_path / "out")
    with only_writer(tmp_path / "out"), pytest.raises(BusyError) as caught, second:
        pass
    assert caught.value.exit_code is ExitCode.BUSY
    with only_writer(tmp_path / "out"):
        assert list((tmp_path / "out").iterdir()) == []


def test_notes_are_found_in_one_order(tmp_path: Path) -> None:
    """Only notes, no hidden files or folders, none of an excluded folder."""
    for name in ("b.yml", "a.yaml", "z/c.json", "z/d.txt", ".h/e.yaml", ".f.yaml", "no/g.yaml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    found = find_notes(tmp_path, exclude=[tmp_path / "no"])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        "a.yaml",
        "b.yml",
        "z/c.json",
    ]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    """A link that leads back up would otherwise never end."""
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a.yaml").write_text("x")
    assert find_notes(tmp_path) == [tmp_path / "a.yaml"]


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path) -> None:
    """A folder that vanished is an error of files."""
    with pytest.raises(FileError, match="cannot list"):
        find_notes(tmp_path / "gone")


def test_a_file_without_an_end_is_refused() -> None:
    """What is longer than any record is not read into memory to its end."""
    with pytest.raises(FileError, match="more than 64 MB"):
        read_bytes(Path("/dev/zero"))


def test_only_files_are_taken_for_notes(tmp_path: Path) -> None:
    """A pipe would wait for ever; capital letters in a suffix are no matter."""
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "A.YAML").write_text("x")
    (tmp_path / "b.Json").write_text("x")
    assert [path.name for path in find_notes(tmp_path)] == ["A.YAML", "b.Json"]
