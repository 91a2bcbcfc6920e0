"""A register is whole whatever happens, and only ever what the archive holds."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import as_a_common_user
from tests.unit.register_records import asked, file_of, made, record

from minutebook.errors import BusyError, FileError
from minutebook.register.build import build
from minutebook.register.form import (
    APPLICATION_ID,
    NoRegisterError,
    migrations,
    statements,
    tables,
)
from minutebook.register.opened import open_register
from minutebook.register.questions import Narrowed, actions
from minutebook.register.reading import FEWEST
from minutebook.register.sifted import ArchivedFile

if TYPE_CHECKING:
    from pathlib import Path

MARCH = record("2026-03-05", {"action": "Paint the swings.", "id": "A1", "owners": ["JM"]})
JUNE = record("2026-06-04", {"action": "Paint.", "carried_from": "A1", "status": "done"})


def _ids(path: Path) -> list[str]:
    with open_register(path) as register:
        return [row[0] for row in register.rows("SELECT id FROM {p}records ORDER BY id", {})]


def _with_noughts(xml: bytes) -> bytes:
    """Count a sector with more digits than are read as a number; the grammar has no word for it."""
    heads = b'<headcount><count sector="a">%s</count></headcount>' % (b"0" * 9000)
    return xml.replace(b"<sessions>", heads + b"<sessions>", 1)


class TestRuns:
    def test_each_run_tells_what_it_did(self, tmp_path: Path) -> None:
        """New, changed, taken out and as before are counted, in the file as in the report."""
        path = tmp_path / "new" / "register.db"
        built = made(path, MARCH, JUNE)
        assert (built.added, built.changed, built.removed, built.same) == (2, 0, 0, 0)
        built = made(path, MARCH, JUNE | {"title": "Another"})
        assert (built.added, built.changed, built.removed, built.same) == (0, 1, 0, 1)
        built = made(path, MARCH)
        assert (built.added, built.changed, built.removed, built.same) == (0, 0, 1, 1)
        before = path.read_bytes()
        built = made(path, MARCH)
        assert (built.added, built.changed, built.removed, built.same) == (0, 0, 0, 1)
        assert path.read_bytes() == before
        assert _ids(path) == ["parks-2026-03-05"]

    def test_many_changes_are_counted_alike(self, tmp_path: Path) -> None:
        """Where most of a register is new it is written anew, and the report says the same."""
        path = tmp_path / "register.db"
        days = [f"2026-01-{day:02}" for day in range(1, 11)]
        made(path, *map(record, days))
        changed = [record(day, title="Another") for day in days[:6]]
        built = made(path, *changed, *map(record, days[6:9]), record("2026-02-01"))
        assert (built.added, built.changed, built.removed, built.same) == (1, 6, 1, 3)

    def test_copies_count_once(self, tmp_path: Path) -> None:
        """A file that is there twice is no fault."""
        files = [file_of(MARCH), file_of(MARCH, name="copy.xml")]
        built = build(tmp_path / "register.db", files)
        assert (built.count, built.failed, built.findings) == (1, 0, [])

    @pytest.mark.parametrize("is_there", [False, True], ids=["new", "known"])
    def test_of_two_records_of_one_id_none_is_taken(self, tmp_path: Path, is_there: bool) -> None:
        """Whether one of them was there before makes no difference."""
        path, other = tmp_path / "register.db", MARCH | {"title": "Another"}
        if is_there:
            made(path, MARCH, JUNE)
        built = build(path, [file_of(MARCH), file_of(JUNE), file_of(other, name="other.xml")])
        assert [(finding.code, finding.file) for finding in built.findings] == [
            ("E850", "other.xml")
        ]
        assert (built.count, built.failed, _ids(path)) == (1, 2, ["parks-2026-06-04"])

    def test_a_broken_file_stops_no_other(self, tmp_path: Path) -> None:
        """What is wrong is said of its file, by the codes of the archive."""
        path, sound = tmp_path / "register.db", file_of(MARCH).read()
        broken = {
            "E406": sound.replace(b"</title>", b"", 1),
            "E407": b"<!DOCTYPE a>" + sound,
            "E408": sound.replace(b'key="JM"', b'key="J M"'),
            "E411": _with_noughts(sound),
            "E409": sound.replace(b'date="2026-03-05"', b'date="2026-03-05" end-date="2026-03-01"'),
        }
        files = [ArchivedFile(name=code, data=data) for code, data in broken.items()]
        built = build(path, [*files, file_of(JUNE)])
        assert {finding.file for finding in built.findings} == set(broken)
        assert all(finding.code == finding.file for finding in built.findings)
        assert (built.count, built.failed, _ids(path)) == (1, 5, ["parks-2026-06-04"])

    def test_other_xml_is_passed_over_in_folders_only(self, tmp_path: Path) -> None:
        """A file of another kind beside the records is no fault, unless it was named."""
        path = tmp_path / "register.db"
        found = ArchivedFile(name="premis.xml", is_named=False, data=b'<premis id="a"/>')
        named = ArchivedFile(name="premis.xml", data=b'<premis id="a"/>')
        built = build(path, [found, file_of(MARCH)])
        assert (built.count, built.passed_over, built.failed) == (1, 1, 0)
        assert build(path, [named, file_of(MARCH)]).failed == 1

    def test_several_processes_make_the_same(self, tmp_path: Path) -> None:
        """How many processes read makes no difference, not to what is wrong either."""
        days = [f"2020-{n // 28 + 1:02}-{n % 28 + 1:02}" for n in range(FEWEST + 20)]
        files = [*(file_of(record(day)) for day in days), ArchivedFile(name="bad", data=b"<a")]
        one, two = tmp_path / "one.db", tmp_path / "two.db"
        assert build(one, files, jobs=1) == build(two, files, jobs=3)
        assert one.read_bytes() == two.read_bytes()

    def test_a_broken_copy_is_no_second_record(self, tmp_path: Path) -> None:
        """Of two files of one id the sound one is taken, whether or not it was there before."""
        path, sound = tmp_path / "register.db", file_of(MARCH)
        broken = ArchivedFile(name="broken", data=sound.read().replace(b"<title>", b"<titles>"))
        wrong = ArchivedFile(name="wrong", data=sound.read().replace(b'key="JM"', b'key="J M"'))
        for _ in range(2):
            built = build(path, [wrong, sound, broken])
            assert {finding.code for finding in built.findings} == {"E406", "E408"}
            assert (built.count, built.failed) == (1, 2)


class TestWholeness:
    def test_a_file_that_is_gone_changes_nothing(self, tmp_path: Path) -> None:
        """The register stays as it was, and nothing is left beside it."""
        path = tmp_path / "register.db"
        made(path, MARCH)
        before = path.read_bytes()
        with pytest.raises(FileError, match=r"gone\.xml"):
            build(path, [file_of(JUNE), ArchivedFile(name=str(tmp_path / "gone.xml"))])
        assert (path.read_bytes(), list(tmp_path.iterdir())) == (before, [path])

    def test_a_fault_while_it_is_written_anew_leaves_nothing(self, tmp_path: Path) -> None:
        """Half a register is never seen."""
        path = tmp_path / "register.db"
        with pytest.raises(FileError):
            build(path, [file_of(MARCH)], steps=(*migrations(), "CREATE TABLE records (id TEXT)"))
        assert list(tmp_path.iterdir()) == []

    def test_readers_see_the_old_state_or_the_new_one(self, tmp_path: Path) -> None:
        """Whoever asks while it changes gets one state of all tables."""
        path, seen = tmp_path / "register.db", set()
        states = [(MARCH, JUNE), (MARCH,)]
        made(path, *states[0])
        done = threading.Event()

        def read() -> None:
            while not done.is_set():
                with open_register(path) as register:
                    held = len(register.rows("SELECT id FROM {p}records", {}))
                    found = actions(register, "2026-12-31", Narrowed()).records()
                    seen.add((held, *(row["status"] for row in found)))

        reader = threading.Thread(target=read)
        reader.start()
        for n in range(40):
            made(path, *states[(n + 1) % 2])
        done.set()
        reader.join()
        assert seen <= {(2, "done"), (1, "open")}
        assert seen

    @pytest.mark.parametrize(
        "name", ["a b.db", "a?mode=rw#x.db", "100%25.db", "é", "\udcff.db"], ids=ascii
    )
    def test_any_name_can_be_asked(self, tmp_path: Path, name: str) -> None:
        """What means something in an address means nothing in the name of a file."""
        made(tmp_path / name, MARCH)
        assert _ids(tmp_path / name) == ["parks-2026-03-05"]
        assert [path.name for path in tmp_path.iterdir()] == [name]

    def test_two_that_write_do_so_one_after_the_other(self, tmp_path: Path) -> None:
        """Each run leaves what it was given, whoever else was at work."""
        path = tmp_path / "register.db"
        days = [f"2026-01-{day:02}" for day in range(1, 13)]
        states = [[record(day) for day in days], [record(day) for day in days[1:]] + [JUNE]]
        made(path, *states[0])
        faults: list[BaseException] = []

        def write(state: list[dict[str, Any]]) -> None:
            try:
                for _ in range(15):
                    made(path, *state)
            except BaseException as fault:  # noqa: BLE001 - it is told by the test
                faults.append(fault)

        writers = [threading.Thread(target=write, args=(state,)) for state in states]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert faults == []
        assert _ids(path) in [sorted(one["id"] for one in state) for state in states]

    def test_one_that_is_read_too_long_is_said(self, tmp_path: Path) -> None:
        """Nothing waits for ever, and nothing is changed."""
        path = tmp_path / "register.db"
        made(path, MARCH)
        with open_register(path) as register:
            register.rows("SELECT * FROM {p}records", {})
            with pytest.raises(BusyError, match="in use"):
                build(path, [file_of(MARCH), file_of(JUNE)], patience_seconds=0.05)
        assert _ids(path) == ["parks-2026-03-05"]

    def test_one_that_is_written_too_long_is_said(self, tmp_path: Path) -> None:
        """Who asks is told to ask again."""
        path = tmp_path / "register.db"
        made(path, MARCH)
        with closing(sqlite3.connect(path, isolation_level=None)) as writer:
            writer.execute("BEGIN EXCLUSIVE")
            with (
                pytest.raises(BusyError, match="being written"),
                open_register(path, patience_seconds=0.05),
            ):
                pass

    def test_a_folder_that_cannot_be_written_is_said(self, tmp_path: Path) -> None:
        """A register in it can be read all the same."""
        folder = tmp_path / "office"
        path = folder / "register.db"
        made(path, MARCH)
        path.chmod(0o444)
        folder.chmod(0o555)
        with as_a_common_user(tmp_path):
            assert _ids(path) == ["parks-2026-03-05"]
            for name in ("register.db", "other.db"):
                with pytest.raises(FileError, match=name):
                    build(folder / name, [file_of(JUNE)])
        folder.chmod(0o755)

    def test_a_folder_is_no_register(self, tmp_path: Path) -> None:
        """It is said in plain words, whether it is written or read."""
        with pytest.raises(FileError, match="it is a folder"):
            build(tmp_path, [file_of(MARCH)])
        with pytest.raises(FileError, match="no such file"), open_register(tmp_path):
            pass


class TestForm:
    def test_steps_are_taken_with_the_change(self, tmp_path: Path) -> None:
        """A register of an older form is brought into the newer one, with all it is to have."""
        path = tmp_path / "register.db"
        made(path, MARCH)
        newer = (*migrations(), "CREATE TABLE more (id TEXT) -- a remark; of no effect")
        build(path, [file_of(MARCH), file_of(JUNE)], steps=newer)
        with closing(sqlite3.connect(path)) as database:
            assert database.execute("PRAGMA user_version").fetchone() == (len(newer),)
            assert database.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
            assert database.execute("SELECT count(*) FROM more").fetchone() == (0,)
            assert database.execute("SELECT count(*) FROM records").fetchone() == (2,)

    def test_one_of_a_newer_form_is_left_alone(self, tmp_path: Path) -> None:
        """Neither reading nor writing touches what this version does not know."""
        path = tmp_path / "register.db"
        build(path, [file_of(MARCH)], steps=(*migrations(), "CREATE TABLE more (id TEXT)"))
        before = path.read_bytes()
        with pytest.raises(NoRegisterError, match="newer") as caught:
            made(path, MARCH)
        assert caught.value.code == "E852"
        with pytest.raises(NoRegisterError, match="newer"), open_register(path):
            pass
        assert path.read_bytes() == before

    def test_one_of_an_older_form_is_not_read(self, tmp_path: Path) -> None:
        """Reading changes nothing, so it says what to do."""
        path = tmp_path / "register.db"
        made(path, MARCH)
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA user_version = 0")
        with pytest.raises(NoRegisterError, match="older") as caught, open_register(path):
            pass
        assert caught.value.code == "E853"

    @pytest.mark.parametrize("content", [b"not a database" * 100, b"x", None])
    def test_what_is_no_register_is_left_alone(self, tmp_path: Path, content: bytes | None) -> None:
        """Neither a document nor a database of another program is written over."""
        path = tmp_path / "register.db"
        if content is None:
            with closing(sqlite3.connect(path)) as database:
                database.execute("CREATE TABLE addresses (name TEXT)")
        else:
            path.write_bytes(content)
        before = path.read_bytes()
        with pytest.raises(NoRegisterError, match="not a register") as caught:
            made(path, MARCH)
        assert caught.value.code == "E851"
        with pytest.raises(NoRegisterError), open_register(path):
            pass
        assert path.read_bytes() == before

    def test_a_damaged_register_is_said(self, tmp_path: Path) -> None:
        """Pages that were lost on the way are no fault of minutebook."""
        path = tmp_path / "register.db"
        made(path, MARCH, JUNE)
        data = path.read_bytes()
        path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
        with pytest.raises(NoRegisterError, match="damaged"):
            asked(path, lambda register: actions(register, "2026-07-01", Narrowed()))

    def test_every_table_and_column_is_described(self, tmp_path: Path) -> None:
        """The remarks of the SQL tell of each table and column that there is, in order."""
        path = tmp_path / "register.db"
        made(path, MARCH)
        described = {table.name: [column[0] for column in table.columns] for table in tables()}
        with closing(sqlite3.connect(path)) as database:
            named = database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'words_of%'"
            ).fetchall()
            there = {
                name: [row[1] for row in database.execute(f"PRAGMA table_info({name})")]
                for (name,) in named
            }
        assert described == there
        assert all(table.meaning.endswith(".") for table in tables())
        assert all(column[2] for table in tables() for column in table.columns)

    def test_every_table_has_its_public_view(self, tmp_path: Path) -> None:
        """Each view has columns of its table only, and none that says what is restricted."""
        path = tmp_path / "register.db"
        made(path, MARCH)
        with closing(sqlite3.connect(path)) as database:
            for table in tables():
                own = {column[0] for column in table.columns}
                info = database.execute(f"PRAGMA table_info(public_{table.name})")
                shown = {row[1] for row in info}
                assert own - shown <= {"restricted", "public_anchor", "public_title", "digest"}
                assert shown
                assert shown <= own

    def test_statements_are_cut_at_semicolons(self) -> None:
        """A remark may hold anything."""
        assert statements("A -- x; y\n, B;\n-- z\nC;\n") == ["A \n, B", "C"]
