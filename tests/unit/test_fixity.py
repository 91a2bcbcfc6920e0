"""Verification: every harm to a store is found, told and, when asked, made good."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.unit.disk_faults import FAULTS, sweep
from tests.unit.stores import CHANGED, ID, NOTE, is_valid_ocfl, put

from minutebook.disk import files_below
from minutebook.errors import MinutebookError, UsageError
from minutebook.fixity import (
    Checked,
    Extent,
    WrittenReport,
    check_record,
    check_target,
    put_back_records,
    repair_record,
    shared,
    target_of,
)
from minutebook.store import Store, find_record, open_store, writable_store

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A store with two versions of a record."""
    root = tmp_path / "store"
    put(root, NOTE)
    put(root, CHANGED, "Colour corrected")
    return root


def folder_of(root: Path) -> Path:
    """The folder of the record."""
    return Store(root=root).folder(ID)


def check(root: Path, *, deep: bool = False) -> list[str]:
    """The codes of what is wrong with what was named."""
    checks = check_target(target_of(root), Extent(deep=deep))
    return sorted({one.code for checked in checks for one in checked.findings})


def test_a_sound_store(root: Path) -> None:
    """All files are read, and each record comes back the same."""
    assert check(root, deep=True) == []
    checked = check_record(Store(root=root), folder_of(root))
    assert (checked.name, checked.is_damaged) == (ID, False)
    assert checked.files == len(files_below(folder_of(root))) - 1


def test_every_harm_to_a_file_is_found(root: Path) -> None:
    """Each file changed, cut, emptied, removed or made a link: it is told, and the rest read on."""
    folder = folder_of(root)
    for name in files_below(folder):
        file = folder / name
        data = file.read_bytes()
        for bad in (data[:-1], b"", data + b"x", bytes([data[0] ^ 1]) + data[1:]):
            file.write_bytes(bad)
            found = check(root)
            assert found, name
            assert set(found) <= {"E880", "E883"}, name
        file.unlink()
        assert set(check(root)) <= {"E881", "E883"}, name
        assert check(root)
        file.symlink_to("/dev/null")
        assert check(root), name
        file.unlink()
        file.write_bytes(data)
    assert check(root) == []


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (lambda root: (folder_of(root) / "v2" / "x").touch(), ["E882"]),
        (lambda root: (root / "stray").touch(), ["E882"]),
        (lambda root: (folder_of(root).parent / "stray").touch(), ["E882"]),
        (lambda root: (root / "0=ocfl_1.1").unlink(), ["E881"]),
        (lambda root: (root / "extensions" / "minutebook-staging").mkdir(), ["W881"]),
        (lambda root: folder_of(root).rename(root / "9d" / "another"), ["E883"]),
        (lambda root: shutil.rmtree(folder_of(root) / "v2"), ["E881", "E883"]),
    ],
)
def test_harm_to_a_store_is_named(
    root: Path, harm: Callable[[Path], object], expected: list[str]
) -> None:
    """What is added, moved or missing besides the files of a version."""
    harm(root)
    assert check(root) == expected


def test_a_version_that_says_something_else(root: Path) -> None:
    """The list of an older version that fits its digest, and not the newest list."""
    put(root.parent / "other" / "store", NOTE.replace("green", "red"))
    other = folder_of(root.parent / "other" / "store")
    for name in ("inventory.json", "inventory.json.sha512"):
        shutil.copy(other / "v1" / name, folder_of(root) / "v1" / name)
    assert check(root) == ["E883"]


def test_xml_that_is_no_record_any_more(tmp_path: Path) -> None:
    """A folder of archived records and a single file are checked by grammar and rules."""
    root = tmp_path / "store"
    put(root, NOTE)
    xml = find_record(open_store(root), ID).xml
    archive = tmp_path / "archive" / ID / f"{ID}.xml"
    archive.parent.mkdir(parents=True)
    archive.write_bytes(xml)
    assert check(tmp_path / "archive", deep=True) == check(archive) == []
    archive.write_bytes(xml.replace(b"<sessions>", b"<meetings>", 1))
    assert check(archive) == ["E406"]
    archive.write_bytes(xml.replace(b'status="draft"', b'status="approved"'))
    assert check(tmp_path / "archive") == ["E409"]


def test_what_is_nothing_of_ours(tmp_path: Path) -> None:
    """It is said that there is nothing to verify."""
    (tmp_path / "a.txt").touch()
    for path in (tmp_path, tmp_path / "a.txt", tmp_path / "none"):
        with pytest.raises(UsageError, match="no store, no bag"):
            target_of(path)


def test_a_sample_is_about_as_large_as_asked(root: Path) -> None:
    """It depends on the day, and on nothing else."""
    names = [f"r-{number}" for number in range(2000)]
    one = Extent(percent=10, seed="20260306")
    taken = [name for name in names if one.takes(name)]
    assert 150 < len(taken) < 250
    assert taken == [name for name in names if one.takes(name)]
    other = Extent(percent=10, seed="20260307")
    assert taken != [name for name in names if other.takes(name)]
    assert not Extent(done=frozenset({"r-1"})).takes("r-1")
    assert check_target(target_of(root), Extent(percent=0.000001, seed="x")) is not None


def test_several_processes_find_the_same(tmp_path: Path) -> None:
    """In the same order, also where one record is damaged."""
    root = tmp_path / "store"
    for number in range(40):
        put(root, NOTE.replace(ID, f"r-{number}"))
    find_record(open_store(root), "r-7").place("r-7.xml").unlink()
    checks = [list(check_target(target_of(root), Extent(), jobs=jobs)) for jobs in (1, 3)]
    assert checks[0] == checks[1]
    assert [one.name for one in checks[0] if one.is_damaged] == ["r-7"]
    assert len(checks[0]) == 40


def test_a_record_that_ends_the_process_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are checked all the same."""
    root = tmp_path / "store"
    for number in range(40):
        put(root, NOTE.replace(ID, f"r-{number}"))

    def check_or_die(store: Store, folder: Path, *, deep: bool) -> Checked:
        if folder.name == "r-7":
            os._exit(3)
        return check_record(store, folder, deep=deep)

    monkeypatch.setattr(shared, "check_record", check_or_die)
    checks = list(check_target(target_of(root), Extent(), jobs=2))
    (lost,) = [one for one in checks if one.is_damaged]
    assert (lost.name, len(checks)) == ("r-7", 40)
    assert lost.findings[0].message == (
        "it cannot be checked: the process that read it ended on its own"
    )


def test_a_report_can_be_gone_on_with(tmp_path: Path) -> None:
    """A torn line is left out; an ended report, or one of something else, is not gone on with."""
    extent = {"percent": 100.0, "deep": False}
    report = WrittenReport.begun(
        tmp_path / "r", target="s", now="2026-03-06T09:00:00Z", extent=extent
    )
    assert report.file.name == "verify-20260306T090000Z.jsonl"
    assert report.day == "20260306"
    bad = Checked(name="Two", key="two")
    bad.found("E880", Path("x"), "changed")
    report.add(Checked(name="One", key="one"))
    report.add(bad)
    whole = report.file.read_bytes()
    report.file.write_bytes(whole + b'{"record": "thr')
    more = WrittenReport.to_go_on_with(tmp_path / "r", target="s", extent=extent)
    assert more is not None
    assert (set(more.done), set(more.damaged)) == ({"one", "two"}, {"Two"})
    assert report.file.read_bytes() == whole
    assert WrittenReport.to_go_on_with(tmp_path / "r", target="t", extent=extent) is None
    deep = {"percent": 100.0, "deep": True}
    assert WrittenReport.to_go_on_with(tmp_path / "r", target="s", extent=deep) is None
    more.write({"ended": "now", "damaged": []})
    assert WrittenReport.to_go_on_with(tmp_path / "r", target="s", extent=extent) is None
    assert WrittenReport.to_go_on_with(tmp_path / "no", target="s", extent=extent) is None
    assert [json.loads(line) for line in report.file.read_text().splitlines()][1]["key"] == "one"


def test_all_damage_is_repaired_from_a_copy(root: Path) -> None:
    """Each file, removed or changed, comes back with its bytes; a sound one is not touched."""
    copy = root.parent / "copy"
    shutil.copytree(root, copy)
    folder = folder_of(root)
    for name in files_below(folder):
        file = folder / name
        for is_gone in (True, False):
            if is_gone:
                file.unlink()
            else:
                file.write_bytes(b"x")
            with writable_store(root) as store:
                repaired = repair_record(store, folder, copy)
            assert file in repaired, name
            assert file.read_bytes() == (copy / file.relative_to(root)).read_bytes()
            assert check(root) == [], name
    with writable_store(root) as store:
        assert repair_record(store, folder, copy) == ()


def test_nothing_wrong_is_taken_from_a_copy(root: Path) -> None:
    """A copy that is damaged at the same place gives nothing, nor does an empty one."""
    copy = root.parent / "copy"
    shutil.copytree(root, copy)
    for one in (root, copy):
        file = folder_of(one) / "v1" / "content" / f"{ID}.xml"
        file.write_bytes(b"x")
    with writable_store(root) as store:
        assert repair_record(store, folder_of(root), copy) == ()
        assert repair_record(store, folder_of(root), root.parent / "none") == ()
    assert check(root) == ["E880"]


def test_a_record_that_is_lost_is_put_back(root: Path) -> None:
    """A record that only the copy has comes back whole, unless it is damaged there."""
    copy = root.parent / "copy"
    shutil.copytree(root, copy)
    shutil.rmtree(folder_of(root).parent)
    with writable_store(root) as store:
        (found,) = put_back_records(store, copy)
        assert found.repaired == (folder_of(root),)
        assert list(put_back_records(store, copy)) == []
    assert check(root) == []
    assert is_valid_ocfl(root)
    shutil.rmtree(folder_of(root))
    (folder_of(copy) / "inventory.json").unlink()
    with writable_store(root) as store:
        (found,) = put_back_records(store, copy)
    assert (found.repaired, found.is_damaged) == ((), True)
    assert not folder_of(root).exists()


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.parametrize("fault", FAULTS)
def test_no_fault_makes_a_repair_do_harm(
    root: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every call: nothing that was whole is damaged, and the repair can be done again."""
    copy, broken = root.parent / "copy", root.parent / "broken"
    shutil.copytree(root, copy)
    for name in ("v1/content/source/note.yaml", "v2/inventory.json", "inventory.json"):
        (folder_of(root) / name).unlink()
    shutil.copytree(root, broken)

    def operation() -> bool:
        try:
            with writable_store(root) as store:
                return bool(repair_record(store, folder_of(root), copy))
        except MinutebookError:
            return False

    met = 0
    for _ in sweep(monkeypatch, fault, operation):
        met += 1
        there = {path: (root / path).read_bytes() for path in files_below(root)}
        aside = {path for path in there if path.startswith("extensions/minutebook-staging")}
        assert all(there[path] == (copy / path).read_bytes() for path in there.keys() - aside)
        assert set(files_below(broken)) <= set(there)
        operation()
        assert check(root) == []
        shutil.rmtree(root)
        shutil.copytree(broken, root)
    assert met > 10
