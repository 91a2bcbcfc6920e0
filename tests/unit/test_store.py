"""The store: every version kept, the same again nothing, what was approved never replaced."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from tests.unit.stores import (
    APPROVED,
    CHANGED,
    ID,
    NOTE,
    TIME,
    codes,
    is_valid_ocfl,
    put,
    put_into,
    terms,
)

from minutebook import disk
from minutebook.archive import open_archived
from minutebook.errors import BusyError, ExitCode, FileError, UsageError
from minutebook.files import only_writer
from minutebook.inputs import Input
from minutebook.office import Office
from minutebook.store import (
    Change,
    Store,
    deposit,
    differences,
    find_record,
    open_store,
    records,
    refused_ids,
    writable_store,
)
from minutebook.store.contents import portable
from minutebook.store.inventory import InventoryError, read_inventory

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where the store of a test is to be."""
    return tmp_path / "store"


def tree(root: Path) -> dict[str, bytes]:
    """Every file of a store."""
    return {path: (root / path).read_bytes() for path in disk.files_below(root)}


def test_a_version_holds_the_xml_the_source_and_what_was_done(root: Path) -> None:
    """The author's file is there byte for byte, and PREMIS names the deposit."""
    text = "# my own comment\r\n" + NOTE
    assert put(root, text).change is Change.FIRST
    kept = find_record(open_store(root), ID)
    assert sorted(kept.version.state) == [f"{ID}.xml", "premis.xml", "source/note.yaml"]
    assert kept.read("source/note.yaml") == text.encode()
    assert open_archived(kept.xml, name="x").findings == ()
    assert (kept.version.by, kept.version.created) == ("jm", TIME)
    assert is_valid_ocfl(root)


def test_the_same_again_changes_no_byte(root: Path) -> None:
    """A deposit of what is there writes nothing, and needs no reason."""
    put(root, NOTE)
    before = tree(root)
    again = put(root, NOTE)
    assert (again.change, again.version) == (Change.SAME, f"{ID}@v1")
    assert tree(root) == before


def test_a_change_is_a_version_with_its_reason(root: Path) -> None:
    """Without a reason it is refused, with one both versions are there; equal bytes only once."""
    put(root, NOTE)
    assert codes(put(root, CHANGED)) == ["E871"]
    assert put(root, CHANGED, "Colour corrected").change is Change.VERSION
    store = open_store(root)
    assert [one.message for one in find_record(store, ID).stored.inventory.versions] == [
        "first deposit",
        "Colour corrected",
    ]
    assert b"green" in find_record(store, f"{ID}@v1").xml
    assert b"blue" in find_record(store, f"{ID}@2").xml
    assert put(root, NOTE, "It was right before").version == f"{ID}@v3"
    assert not list(root.glob(f"*/{ID}/v3/content/{ID}.xml"))
    assert find_record(store, ID).xml == find_record(store, f"{ID}@v1").xml
    assert is_valid_ocfl(root)


@pytest.mark.parametrize("swaps", [True, False])
def test_a_version_is_the_same_where_the_system_cannot_swap(
    root: Path, monkeypatch: pytest.MonkeyPatch, *, swaps: bool
) -> None:
    """Folders that cannot be swapped are moved one after the other."""
    if not swaps:
        monkeypatch.setattr(disk, "_swap", lambda *_: False)
    put(root, NOTE)
    put(root, CHANGED, "Colour corrected")
    assert find_record(open_store(root), ID).number == 2
    assert is_valid_ocfl(root)
    assert not (root / "extensions" / "minutebook-staging").exists()


def test_what_the_office_says_anew_is_a_version_with_the_same_body(root: Path) -> None:
    """A changed default makes a version of the metadata, also of an approved record."""
    put(root, APPROVED, office=Office(rights="Free to copy"))
    assert codes(put(root, APPROVED, office=Office(rights="Closed"))) == ["E871"]
    new = put(root, APPROVED, "Rights corrected", office=Office(rights="Closed"))
    assert new.version == f"{ID}@v2"
    old, now = (
        open_archived(find_record(open_store(root), f"{ID}@v{n}").xml, name="x").record or {}
        for n in (1, 2)
    )
    assert differences(old, now) == ("`management.rights`: was `Free to copy`, is `Closed`",)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda text: text.replace("green", "blue"), ["E870"]),
        (lambda text: NOTE, ["E870"]),  # noqa: ARG005 - the draft again
        (lambda text: text.replace("Jo Mason", "Jo Masson"), ["E870"]),
        (lambda text: text.replace("access: open", "access: closed"), []),
        (lambda text: text + "# a comment\n", []),
        (lambda text: text.replace("status: approved", "status: withdrawn"), []),
        (
            lambda text: text.replace(
                "status: approved", "status: superseded\nsuperseded_by: parks-2026-03-05-b"
            ),
            [],
        ),
    ],
)
def test_an_approved_record_stays(
    root: Path, change: Callable[[str], str], expected: list[str]
) -> None:
    """Its words are never others; what is said about it may be, and it may be superseded."""
    put(root, NOTE)
    put(root, APPROVED, "Approved")
    before = find_record(open_store(root), f"{ID}@v2").xml
    assert codes(put(root, change(APPROVED), "Because")) == expected
    assert find_record(open_store(root), f"{ID}@v2").xml == before


def test_a_superseded_record_is_not_revived(root: Path) -> None:
    """Neither its words change nor does it become approved again."""
    put(root, APPROVED)
    withdrawn = APPROVED.replace("status: approved", "status: withdrawn")
    put(root, withdrawn, "Withdrawn")
    assert codes(put(root, APPROVED, "No")) == ["E870"]
    assert codes(put(root, withdrawn.replace("green", "red"), "No")) == ["E870"]


def test_papers_are_kept_beside_the_record(root: Path) -> None:
    """A paper is read from the note's folder, known by its digest, and stays when it is gone."""
    right = f"sha256:{hashlib.sha256(b'%PDF').hexdigest()}"
    text = NOTE + f"papers:\n  p1: {{title: A, file: 'pläne/a b.pdf', digest: '{right}'}}\n"
    paper = root.parent / "pläne" / "a b.pdf"
    assert codes(put(root, text)) == ["W870"]
    paper.parent.mkdir()
    paper.write_bytes(b"another")
    assert codes(put(root, text, "Paper")) == ["E872"]
    paper.write_bytes(b"%PDF")
    assert put(root, text, "Paper").version == f"{ID}@v2"
    kept = find_record(open_store(root), ID)
    assert kept.read("papers/p1/a_b.pdf") == b"%PDF"
    assert b"<originalName>a b.pdf</originalName>" in kept.read("premis.xml")
    paper.unlink()
    assert put(root, text).change is Change.SAME
    changed = put(root, text.replace("green", "red"), "Colour")
    assert (codes(changed), changed.version) == ([], f"{ID}@v3")
    assert find_record(open_store(root), ID).read("papers/p1/a_b.pdf") == b"%PDF"
    assert is_valid_ocfl(root)


@pytest.mark.parametrize("name", ["../p.pdf", "/etc/passwd", "a/../../p.pdf", "link.pdf", "c:p"])
def test_no_paper_is_read_from_elsewhere(root: Path, name: str) -> None:
    """A path out of the note's folder is refused, and a link is not followed."""
    (root.parent.parent / "p.pdf").write_bytes(b"secret")
    (root.parent / "link.pdf").symlink_to("../p.pdf")
    assert codes(put(root, NOTE + f"papers:\n  p1: {{title: A, file: '{name}'}}\n")) == ["E872"]


def test_a_record_can_be_deposited_from_its_xml(root: Path) -> None:
    """The XML of a note is the note's; other XML is a version without an author's file."""
    put(root, NOTE)
    xml = find_record(open_store(root), ID).xml.decode()
    assert put(root, xml, name="copy.xml").change is Change.SAME
    assert put(root, xml.replace("green", "blue"), "Why", name="copy.xml").version == f"{ID}@v2"
    kept = find_record(open_store(root), ID)
    assert sorted(kept.version.state) == [f"{ID}.xml", "premis.xml"]
    assert codes(put(root, xml.replace("blue", "x").replace("green", "x"), name="y.xml")) == [
        "E871"
    ]


def test_what_the_profile_asks_for_is_needed(root: Path) -> None:
    """A record that lacks metadata is not deposited."""
    assert codes(put(root, NOTE.replace("status: draft\n", ""))) == ["E401"]
    strict = put(root, NOTE, office=Office(profile="records-office"))
    assert set(codes(strict)) == {"E401"}
    assert list(records(open_store(root))) == []


def test_two_notes_of_one_id_are_both_refused(root: Path) -> None:
    """In one run an id stands for one record."""
    for name in ("a.yaml", "b.yaml"):
        (root.parent / name).write_text(NOTE)
    from minutebook.inputs import Inputs

    notes = tuple(
        Input(name=str(root.parent / name), office=Office()) for name in ("a.yaml", "b.yaml")
    )
    assert set(refused_ids(Inputs(notes=notes))) == {note.name for note in notes}


def test_a_note_of_a_faulty_office_is_not_deposited(root: Path) -> None:
    """Without what its office has in common it would be another record."""
    note = root.parent / "note.yaml"
    note.write_text(NOTE)
    faulty = Input(name=str(note), office=Office(), faulty_office=Path("minutebook.toml"))
    with writable_store(root) as store:
        assert deposit(store, faulty, terms()).outcome.exit_code == ExitCode.FINDINGS
        missing = deposit(store, Input(name=str(root / "no.yaml"), office=Office()), terms())
        assert isinstance(missing.outcome.error, FileError)


def test_premis_is_valid(root: Path, shared: Path) -> None:
    """Every version's PREMIS keeps to the schema of PREMIS 3.0."""
    grammar = etree.XMLSchema(etree.parse(shared / "suites" / "schemas" / "premis-3.0.xsd"))
    put(root, NOTE)
    put(root, CHANGED, "Ünïcode <&> reason")
    premis = b""
    for number in (1, 2):
        premis = find_record(open_store(root), f"{ID}@v{number}").read("premis.xml")
        grammar.assertValid(etree.fromstring(premis))
    assert premis.count(b"<event>") == 2
    assert "Ünïcode &lt;&amp;&gt; reason" in premis.decode()


def test_a_folder_of_other_things_is_no_store(tmp_path: Path) -> None:
    """Nothing is written among files of another kind."""
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(FileError, match="is no store"), writable_store(tmp_path):
        pass
    with (
        pytest.raises(FileError, match="a store is a folder"),
        writable_store(tmp_path / "letters.txt"),
    ):
        pass
    with pytest.raises(FileError, match="there is no store"):
        open_store(tmp_path)
    assert disk.files_below(tmp_path) == ["letters.txt"]


def test_a_second_writer_waits_for_the_next_time(root: Path) -> None:
    """While one run writes another is told so."""
    put(root, NOTE)
    with only_writer(root), pytest.raises(BusyError), writable_store(root):
        pass


@pytest.mark.parametrize("asked", ["", "no-such", f"{ID}@v9", f"{ID}@v0", f"{ID}@", "../x"])
def test_a_version_that_is_not_there(root: Path, asked: str) -> None:
    """It is said so in words."""
    put(root, NOTE)
    with pytest.raises(UsageError):
        find_record(open_store(root), asked)


def test_damage_is_never_read_as_the_record(root: Path) -> None:
    """A changed byte in a file or in the inventory is seen when it is read."""
    put(root, NOTE)
    kept = find_record(open_store(root), ID)
    place = kept.place(f"{ID}.xml")
    place.write_bytes(place.read_bytes().replace(b"green", b"grean"))
    with pytest.raises(FileError, match="is damaged"):
        _ = kept.xml
    inventory = kept.stored.folder / "inventory.json"
    inventory.write_bytes(inventory.read_bytes().replace(b"first", b"First"))
    with pytest.raises(FileError, match="do not fit together"):
        find_record(open_store(root), ID)
    assert isinstance(put(root, CHANGED, "Why").outcome.error, FileError)


def test_an_id_lies_in_one_place(root: Path) -> None:
    """Points are spelled for the folder, as the layout says; another id in it is not taken."""
    put(root, NOTE.replace(ID, "a.b"))
    assert find_record(open_store(root), "a.b").stored.folder.name == "a%2eb"
    long = "x" * 101
    assert (
        Store(root=root).folder(long).name
        == f"{'x' * 100}-{hashlib.sha256(long.encode()).hexdigest()}"
    )
    other = Store(root=root).folder("other")
    other.parent.mkdir(exist_ok=True)
    find_record(open_store(root), "a.b").stored.folder.rename(other)
    with pytest.raises(FileError, match="holds"):
        find_record(open_store(root), "other")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.yaml", "a.yaml"),
        ("pläne 1.yaml", "pl_ne_1.yaml"),
        (".hidden", "hidden"),
        ("...", "_"),
        ("x" * 200 + ".yaml", "x" * 95 + ".yaml"),
        ("x" * 200, "x" * 100),
    ],
)
def test_names_are_spelled_for_every_system(name: str, expected: str) -> None:
    """ASCII, no hidden files, no overlong ones."""
    assert portable(name) == expected


def test_a_broken_inventory_is_refused(root: Path) -> None:
    """Whatever is missing or leads elsewhere, it is told as damage and nothing else."""
    put(root, NOTE)
    path = find_record(open_store(root), ID).stored.folder / "inventory.json"
    good: dict[str, Any] = json.loads(path.read_bytes())
    name = next(iter(good["manifest"]))
    bad: list[Any] = [
        [],
        {},
        {**good, "type": "x"},
        {**good, "head": "v2"},
        {**good, "id": 4},
        {**good, "versions": {}},
        {**good, "manifest": {}},
        {**good, "manifest": {**good["manifest"], name: ["v1/content/../../x"]}},
        {**good, "manifest": {**good["manifest"], name: ["elsewhere/x"]}},
        {**good, "manifest": {**good["manifest"], name: []}},
        {**good, "versions": {"v1": {**good["versions"]["v1"], "state": {name: ["../x"]}}}},
    ]
    for table in bad:
        with pytest.raises(InventoryError):
            read_inventory(json.dumps(table).encode())
    for data in (b"", b"\xff", b"[" * 100_000, path.read_bytes()[:-9]):
        with pytest.raises(InventoryError):
            read_inventory(data)
    assert read_inventory(path.read_bytes()).id == ID


def test_many_records_lie_side_by_side(root: Path) -> None:
    """The root is valid with records that share a group and that do not."""
    with writable_store(root) as store:
        for number in range(30):
            note = root.parent / f"{number}.yaml"
            note.write_text(NOTE.replace(ID, f"r-{number}"))
            assert put_into(store, note).change is Change.FIRST
    assert len(list(records(open_store(root)))) == 30
    assert is_valid_ocfl(root)
