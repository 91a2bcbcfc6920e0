"""Transfer: a bag that every program takes, made from a store that stays as it is."""

from __future__ import annotations

import csv
import io
import os
import shutil
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from tests.unit.disk_faults import FAULTS, sweep
from tests.unit.stores import APPROVED, CHANGED, ID, NOTE, put
from tests.unit.test_bags import judge, second_opinion

from minutebook.bags import write_bag
from minutebook.disk import files_below
from minutebook.errors import FileError, MinutebookError, UsageError
from minutebook.office import Office
from minutebook.store import find_record, open_store
from minutebook.transfer import Parcel, parcel_of, write_transfer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A store with an approved record that has a paper, and a draft of two versions."""
    root = tmp_path / "store"
    (tmp_path / "p 1.pdf").write_bytes(b"%PDF")
    put(root, APPROVED + "papers:\n  p1: {title: A, file: p 1.pdf}\n", name="Mötley note.yaml")
    put(root, NOTE.replace(ID, "other"))
    put(root, CHANGED.replace(ID, "other"), "Colour")
    return root


def parcels(root: Path, *asked: str) -> list[Parcel]:
    """Take records for a transfer."""
    return [parcel_of(find_record(open_store(root), one), Office())[0] for one in asked]


def render(xml: bytes) -> dict[str, bytes]:
    """Stand for the renditions."""
    return {"txt": b"%d bytes\n" % len(xml)}


def transfer(root: Path, *asked: str, to: str = "bag") -> Path:
    """Write a bag beside the store."""
    target = root.parent / to
    write_transfer(target, parcels(root, *asked), render=render, program="minutebook test")
    return target


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path: (root / path).read_bytes() for path in files_below(root)}


def test_a_bag_holds_what_its_receiver_needs(root: Path) -> None:
    """Records, papers, renditions, grammar, lists, and words; valid for us and for others."""
    before = tree(root)
    bag = transfer(root, ID, "other@v1")
    assert [path for path in files_below(bag) if path.startswith("data/")] == [
        "data/README.txt",
        "data/lists/dublin-core.csv",
        "data/lists/tdr.csv",
        "data/records/other/other.xml",
        "data/records/other/premis.xml",
        "data/records/other/renditions/other.txt",
        "data/records/other/source/note.yaml",
        f"data/records/{ID}/papers/p1/p_1.pdf",
        f"data/records/{ID}/{ID}.xml",
        f"data/records/{ID}/premis.xml",
        f"data/records/{ID}/renditions/{ID}.txt",
        f"data/records/{ID}/source/M_tley_note.yaml",
        "data/schema/meeting-record-to-html.xsl",
        "data/schema/meeting-record.sch",
        "data/schema/meeting-record.xsd",
    ]
    assert judge(bag) == []
    assert second_opinion(bag)
    assert tree(root) == before
    assert b"green" in (bag / "data/records/other/other.xml").read_bytes()
    kept = find_record(open_store(root), ID)
    for path in kept.version.state:
        assert (bag / "data/records" / ID / path).read_bytes() == kept.read(path)


def test_the_records_are_valid_by_what_is_in_the_bag(root: Path) -> None:
    """The grammar that travels along is enough to check them."""
    bag = transfer(root, ID)
    grammar = etree.XMLSchema(etree.parse(bag / "data/schema/meeting-record.xsd"))
    grammar.assertValid(etree.parse(bag / f"data/records/{ID}/{ID}.xml"))


def test_the_same_records_give_the_same_bag(root: Path) -> None:
    """Byte for byte."""
    assert tree(transfer(root, ID, "other")) == tree(transfer(root, ID, "other", to="again"))


def test_every_harm_to_a_bag_is_seen_by_both(root: Path) -> None:
    """A flipped bit, a missing, an added and a renamed file."""
    bag = transfer(root, ID)
    for name in files_below(bag):
        file = bag / name
        data = file.read_bytes()
        for place in (0, len(data) // 2, len(data) - 1):
            file.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
            assert judge(bag), name
            # The other one takes any sign for the end of a line.
            assert name.startswith("tagmanifest") or not second_opinion(bag), name
        file.unlink()
        assert judge(bag) or name.startswith("tagmanifest"), name
        file.with_name("renamed").write_bytes(data)
        assert judge(bag) or name.startswith("tagmanifest"), name
        file.with_name("renamed").unlink()
        file.write_bytes(data)
    (bag / "data" / "more.txt").touch()
    assert judge(bag) == ["E882", "E884"]
    assert not second_opinion(bag)


def rows(bag: Path, name: str) -> list[dict[str, str]]:
    """Read a list of a bag."""
    text = (bag / "data" / "lists" / name).read_bytes().decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_lists_name_every_file_of_the_records(root: Path) -> None:
    """With the words of the records as they are, whatever a spreadsheet would make of them."""
    words = NOTE.replace("title: Meeting of the parks group", "title: '=1+1, \"quoted\" ünd'")
    put(root, words.replace(ID, "formula"))
    bag = transfer(root, ID, "formula")
    names = [path for path in files_below(bag) if path.startswith("data/records/")]
    for name, column in (("dublin-core.csv", "filename"), ("tdr.csv", "filepath")):
        assert sorted(row[column] for row in rows(bag, name)) == names
    titles = {row["dc.title"] for row in rows(bag, "dublin-core.csv")}
    assert titles == {"Meeting of the parks group", '=1+1, "quoted" ünd'}


def test_a_closed_record_says_so(root: Path) -> None:
    """Its title is not in the words to the receiver, and its closure is in the list."""
    access = (
        "access: {level: closed, basis: [Staff, '40(2)'], from: 2026-03-05, years: 30,"
        " public_title: A staff matter}"
    )
    put(root, NOTE.replace("access: open", access).replace(ID, "closed"))
    bag = transfer(root, "closed")
    row = rows(bag, "tdr.csv")[0]
    assert {name: row[name] for name in row if "clos" in name or "foi" in name} == {
        "closure status": "Closed",
        "closure start date": "2026-03-05",
        "closure period": "30",
        "foi exemption code": "Staff;40(2)",
        "foi schedule date": "",
        "is filename closed": "No",
        "is description closed": "Yes",
    }
    assert row["alternate description"] == "A staff matter"
    readme = (bag / "data/README.txt").read_text()
    assert "A staff matter (draft, closed)" in readme
    assert "Meeting of the parks group" not in readme


def test_what_is_not_settled_is_said(root: Path) -> None:
    """A draft is transferred with a warning; a record that lacks metadata is not."""
    draft = parcel_of(find_record(open_store(root), "other"), Office())[1]
    assert [one.code for one in draft] == ["W401", "W871"]
    strict = Office(profile="records-office")
    assert {one.code for one in parcel_of(find_record(open_store(root), ID), strict)[1]} == {"E401"}


def test_damage_is_never_transferred(root: Path) -> None:
    """A damaged file ends the transfer, and nothing is left of the bag."""
    kept = find_record(open_store(root), ID)
    kept.place("papers/p1/p_1.pdf").write_bytes(b"%PDE")
    with pytest.raises(FileError, match="is damaged"):
        transfer(root, ID)
    assert not [path for path in root.parent.iterdir() if "bag" in path.name]
    kept.place(f"{ID}.xml").write_bytes(b"<x/>")
    with pytest.raises(FileError, match="is damaged"):
        parcels(root, ID)


def test_two_records_of_one_name_are_not_in_one_bag(root: Path) -> None:
    """Some systems would take their folders for one."""
    put(root, NOTE.replace(ID, "Other"))
    with pytest.raises(UsageError, match="cannot be in one bag"):
        transfer(root, "other", "Other")
    with pytest.raises(UsageError, match="cannot be in one bag"):
        transfer(root, "other@v1", "other@v2")


@pytest.mark.parametrize(
    "path", ["../x", "/x", "a//b", "a/../b", "ä", "a b", "a%", ".a", "", "~/x"]
)
def test_no_other_names_are_written(tmp_path: Path, path: str) -> None:
    """A name that a system might read in another way is a fault of ours, and no bag is left."""
    with pytest.raises(ValueError, match="not a name"):
        write_bag(tmp_path / "bag", [(path, b"")], info=(), tags={})
    with pytest.raises(ValueError, match="not a name"):
        write_bag(tmp_path / "bag", [("a", b""), ("A", b"")], info=(), tags={})
    assert list(tmp_path.iterdir()) == []


def test_a_bag_takes_the_place_of_nothing(root: Path) -> None:
    """What came there in the meantime stays."""
    target = root.parent / "bag"

    def payload() -> Iterator[tuple[str, bytes]]:
        yield "a", b""
        target.mkdir()

    with pytest.raises(FileExistsError):
        write_bag(target, payload(), info=(), tags={})
    assert list(target.iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.parametrize("fault", FAULTS)
def test_no_fault_leaves_half_a_bag(
    root: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every call: a whole bag or none, the store as it was, and it can be repeated."""
    before, target = tree(root), root.parent / "bag"

    def operation() -> bool:
        try:
            transfer(root, ID)
        except MinutebookError:
            return False
        return True

    met = 0
    for _, done in sweep(monkeypatch, fault, operation):
        met += 1
        assert not done or target.exists()
        assert not target.exists() or judge(target) == []
        assert tree(root) == before
        if not target.exists():
            assert operation()
        assert judge(target) == []
        assert [one.name for one in root.parent.iterdir() if one.name.startswith(".")] == []
        shutil.rmtree(target)
    assert met > 40
