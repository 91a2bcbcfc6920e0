"""Only what has changed is made again, and nobody can tell from what comes out."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.conftest import as_a_common_user
from tests.unit.rebuilds import Build, Result, text, tree

from minutebook.batch import Plan, process
from minutebook.files import clock_ns
from minutebook.inputs import gather
from minutebook.render import Manner
from minutebook.state import Rebuild, notes, open_store, outputs, rebuild
from minutebook.state.store import FILE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORMATS = ("txt", "md")


@pytest.fixture(name="build")
def _build(tmp_path: Path) -> Build:
    """Three notes: one sound, one with an error, one with a warning."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a.yaml").write_text(text("a"))
    (folder / "b.yaml").write_text(text("b").replace("title:", "titel:"))
    (folder / "c.yaml").write_text(text("c", more="  next:\n    record: nowhere\n"))
    return Build(notes=folder, to=tmp_path / "out", formats=FORMATS)


def same(one: Result, other: Result) -> bool:
    """Whether nobody can tell two builds apart."""
    return (one.outcomes, one.across, one.tree) == (other.outcomes, other.across, other.tree)


def next_build(build: Build, **changes: object) -> Result:
    """Build once more, with an engine of its own, as another command would."""
    return replace(build, **changes).again()  # type: ignore[arg-type]


def test_what_has_not_changed_is_not_made_again(build: Build) -> None:
    """The outcomes, what is between the records and the files are those of a full build."""
    full = replace(build, to=build.to.with_name("full")).fresh()
    first, second = build.again(), next_build(build)
    assert same(first, full)
    assert same(second, full)
    assert (len(first.made), second.made) == (3, ())
    assert len(second.across) == 1


@pytest.mark.parametrize(
    ("change", "made"),
    [
        (lambda notes: (notes / "a.yaml").write_text(text("a", words="No.")), ("a.yaml",)),
        (lambda notes: os.utime(notes / "a.yaml"), ()),
        (lambda notes: (notes / "d.yaml").write_text(text("d")), ("d.yaml",)),
        (lambda notes: (notes / "b.yaml").write_text(text("b")), ("b.yaml",)),
        (lambda notes: shutil.copy2(notes / "a.yaml", notes / ".x").replace(notes / "a.yaml"), ()),
        (lambda notes: (notes / "c.yaml").unlink(), ()),
        (
            lambda notes: (notes / "minutebook.toml").write_text('[defaults]\nrights = "Ours"\n'),
            ("a.yaml", "b.yaml", "c.yaml"),
        ),
        (lambda notes: (notes / "minutebook.toml").write_text('[build]\nto = "x"\n'), None),
    ],
    ids=["edit", "touch", "add", "mend", "replace", "delete", "office", "only the build"],
)
def test_a_change_costs_what_it_changes(
    build: Build, change: Callable[[Path], object], made: tuple[str, ...] | None
) -> None:
    """By content, whatever the system says of the file."""
    build.again()
    change(build.notes)
    found = next_build(build)
    assert same(found, replace(build, to=build.to.with_name("full")).fresh())
    assert made is None or found.made == made


def test_an_edit_that_no_stamp_shows_is_found(build: Build) -> None:
    """The same size and the same time, right after the note was read."""
    build.again()
    path = build.notes / "a.yaml"
    before = path.stat()
    path.write_text(text("a", words="We mut."))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert next_build(build).made == ("a.yaml",)


def test_a_new_format_costs_only_that_format(build: Build) -> None:
    """Also one that the office's file asks for; and what is there is not made again."""
    build.again()
    more = next_build(build, formats=("md", "epub", "txt"))
    assert more.formats == ("epub", "epub")
    assert next_build(build, formats=("md", "epub", "txt")).formats == ()
    (build.notes / "minutebook.toml").write_text('[build]\nformats = ["txt", "odt"]\n')
    plain = replace(build, formats=("txt",))
    fewer = plain.again()
    assert fewer.formats == ("txt", "txt")  # an office there is now, and it says nothing else
    assert (build.to / "a" / "a.txt").exists()
    assert not (build.to / "a" / "a.md").exists()


def test_what_one_format_is_made_with_costs_only_that_format(build: Build, tmp_path: Path) -> None:
    """The width is that of text, and a style sheet that of its pages."""
    house = tmp_path / "house"
    house.mkdir()
    (house / "book.css").write_text("p { margin: 0 }")
    build = replace(build, house=house, formats=("txt", "md", "epub"))
    build.again()
    assert next_build(build, manner=Manner(columns=60)).formats == ("txt", "txt")
    (house / "book.css").write_text("p { margin: 1em }")
    assert next_build(build, manner=Manner(columns=60)).formats == ("epub", "epub")
    (house / "readme.md").write_text("Ours.")
    assert next_build(build, manner=Manner(columns=60)).formats == ()
    (house / "note.xsl").write_text("<x/>")
    assert len(next_build(build, manner=Manner(columns=60)).formats) == 6


def test_the_findings_of_a_format_stay_with_it(build: Build) -> None:
    """What a reader of the PDF does not see is said as long as there is a PDF."""

    def codes(result: Result) -> list[str]:
        return [found.code for one in result.outcomes for found in one[2]]

    assert "W530" in codes(next_build(build, formats=("pdf",)))
    assert "W530" not in codes(next_build(build, formats=("txt",), prune=False))
    both = next_build(build, formats=("txt", "pdf"))
    assert both.formats == ()
    assert same(both, replace(build, to=build.to.with_name("f"), formats=("txt", "pdf")).fresh())


def test_files_that_are_missing_or_changed_are_made_again(build: Build) -> None:
    """Each alone; whoever changed it, and whatever time it bears."""
    build.again()
    whole = tree(build.to)
    (build.to / "a" / "a.md").unlink()
    changed = build.to / "c" / "c.txt"
    status = changed.stat()
    changed.write_bytes(b"x" * status.st_size)
    os.utime(changed, ns=(status.st_atime_ns, status.st_mtime_ns))
    (build.to / "c" / "c.xml").unlink()
    (build.to / "c" / "c.xml").symlink_to("c.md")
    found = next_build(build)
    assert (found.made, found.formats) == (("a.yaml", "c.yaml"), ("md", "txt"))
    assert found.tree == whole
    assert not (build.to / "c" / "c.xml").is_symlink()


def test_a_folder_that_was_moved_is_known(build: Build, tmp_path: Path) -> None:
    """Notes and output together; every file is another to the system."""
    build.again()
    there = tmp_path / "there"
    there.mkdir()
    for name in ("notes", "out"):
        shutil.copytree(tmp_path / name, there / name)
    assert next_build(build, notes=there / "notes", to=there / "out").made == ()


def test_force_makes_everything_again(build: Build) -> None:
    """And the next run knows of it."""
    build.again()
    assert len(next_build(build, force=True).made) == 3
    assert next_build(build).made == ()


def test_what_notes_leave_behind_is_told_and_removed_when_asked(build: Build) -> None:
    """Of a note that is gone, that has another id, that has errors now; and nothing else."""
    (build.notes / "d.yaml").write_text(text("d"))
    build.again()
    (build.to / "a" / "mine.txt").write_text("mine")
    (build.notes / "a.yaml").unlink()
    (build.notes / "c.yaml").write_text(text("C2"))
    (build.notes / "d.yaml").write_text("title: [")
    found = next_build(build, prune=False)
    assert {(one.path.name, one.why.rpartition("/")[2]) for one in found.leftovers} == {
        *((f"a.{kind}", "its note is gone") for kind in ("xml", "txt", "md")),
        *((f"c.{kind}", "c.yaml has another id now") for kind in ("xml", "txt", "md")),
        *((f"d.{kind}", "d.yaml has errors now") for kind in ("xml", "txt", "md")),
    }
    assert not any(one.is_removed for one in found.leftovers)
    found = next_build(build)
    assert all(one.is_removed for one in found.leftovers)
    assert set(found.tree) == {"C2", "C2/C2.xml", "C2/C2.txt", "C2/C2.md", "a", "a/mine.txt"}
    assert next_build(build).leftovers == ()


def test_a_leftover_that_was_changed_by_hand_stays(build: Build) -> None:
    """Somebody may want it; it is said once, and belongs to nobody then."""
    build.again()
    (build.to / "a" / "a.txt").write_text("my own words")
    (build.notes / "a.yaml").unlink()
    (kept,) = (one for one in next_build(build).leftovers if not one.is_removed)
    assert (kept.path.name, kept.kept_for) == ("a.txt", "it was changed after it was made")
    assert (build.to / "a" / "a.txt").read_text() == "my own words"


def test_notes_that_are_not_asked_for_are_not_gone(build: Build) -> None:
    """A run over one note leaves all others alone, and so does one over another folder."""
    build.again()
    before = tree(build.to)
    (build.notes / "in").mkdir()
    (build.notes / "in" / "e.yaml").write_text(text("e"))
    assert next_build(build, notes=build.notes / "a.yaml").leftovers == ()
    assert next_build(build, notes=build.notes / "in").leftovers == ()
    assert before.items() <= tree(build.to).items()


def test_nothing_is_removed_while_the_office_has_a_fault(build: Build) -> None:
    """Which notes there should be is not known then."""
    build.again()
    before = tree(build.to)
    (build.notes / "minutebook.toml").write_text("[offce]\n")
    (build.notes / "a.yaml").unlink()
    assert next_build(build).leftovers == ()
    assert tree(build.to) == before


def test_an_id_in_other_letters_is_free_when_its_note_is_gone(build: Build) -> None:
    """On many systems the two folders would be one: the old one goes first."""
    build.again()
    (build.notes / "a.yaml").write_text(text("A"))
    found = next_build(build)
    assert same(found, replace(build, to=build.to.with_name("full")).fresh())


def test_notes_of_one_id_are_refused_and_come_back(build: Build) -> None:
    """Whether or not one of them was built before."""
    build.again()
    shutil.copy(build.notes / "a.yaml", build.notes / "z.yaml")
    full = replace(build, to=build.to.with_name("full"))
    assert same(next_build(build), full.fresh())
    (build.notes / "z.yaml").unlink()
    found = next_build(build)
    assert same(found, replace(build, to=build.to.with_name("other")).fresh())
    assert "a/a.txt" in found.tree


def test_exchanged_ids_are_followed(build: Build) -> None:
    """Each note writes where the other did."""
    (build.notes / "d.yaml").write_text(text("d", words="Another meeting."))
    build.again()
    (build.notes / "a.yaml").write_text(text("d"))
    (build.notes / "d.yaml").write_text(text("a", words="Another meeting."))
    found = next_build(build)
    assert same(found, replace(build, to=build.to.with_name("full")).fresh())
    assert next_build(build).made == ()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no database" * 1000),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: path.write_bytes(path.read_bytes()[:8192] + b"\xff" * 60_000),
        lambda path: _run(path, "PRAGMA user_version = 99"),
        lambda path: _run(path, "PRAGMA application_id = 1"),
        lambda path: _run(path, "DROP TABLE notes"),
        lambda path: _run(path, "UPDATE notes SET findings = '[[', facts = '[1]'"),
        lambda path: _run(path, "UPDATE notes SET facts = '{}', findings = '[[[], null]]'"),
        lambda path: _run(path, "UPDATE outputs SET path = '../../' || path"),
        lambda path: _run(path, "UPDATE notes SET record = '../..' WHERE verdict = 'clean'"),
    ],
)
def test_a_state_that_is_not_right_does_no_harm(
    build: Build, spoil: Callable[[Path], object]
) -> None:
    """Deleted, torn, of another program, of another version: everything is right all the same."""
    build.again()
    spoil(build.to / FILE)
    full = replace(build, to=build.to.with_name("full")).fresh()
    assert same(next_build(build), full)
    assert same(next_build(build), full)


def _run(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()


def test_a_state_cannot_lead_out_of_the_folder(build: Build, tmp_path: Path) -> None:
    """Whoever has written it, no other file is removed."""
    outside = tmp_path / "outside" / "precious"
    outside.parent.mkdir()
    outside.write_bytes(b"precious")
    digest = hashlib.sha256(b"precious").hexdigest()
    insert = (
        "INSERT OR REPLACE INTO outputs SELECT ?, '../notes/gone.yaml', purpose, kind, base, key,"
        f" source, X'{digest}', 1, 1, 1, 1, '' FROM outputs LIMIT 1"
    )
    build.again()
    for path in (
        "../outside/precious",
        str(outside),
        "a/../../outside/precious",
        "..",
        "",
        "link/precious",
    ):
        shutil.rmtree(build.to / "link", ignore_errors=True)
        (build.to / "link").unlink(missing_ok=True)
        (build.to / "link").symlink_to(outside.parent)
        with sqlite3.connect(build.to / FILE) as connection:
            connection.execute(insert, (path,))
        connection.close()
        next_build(build)
        assert outside.read_bytes() == b"precious"


def test_a_link_in_place_of_the_state_is_not_followed(build: Build, tmp_path: Path) -> None:
    """It may lead to a file that is somebody else's."""
    other = tmp_path / "other"
    other.write_bytes(b"other")
    build.to.mkdir()
    (build.to / FILE).symlink_to(other)
    build.again()
    assert other.read_bytes() == b"other"
    assert not (build.to / FILE).is_symlink()


def test_a_folder_that_may_not_be_written_can_be_told_to_be_as_it_should(build: Build) -> None:
    """Nothing is to be written, so nothing fails."""
    build.again()
    build.to.chmod(0o555)
    try:
        with as_a_common_user(build.to.parent):
            found = next_build(build)
    finally:
        build.to.chmod(0o755)
    assert (found.made, [one[4] for one in found.outcomes]) == ((), [0, 1, 0])


def test_what_a_killed_run_had_begun_goes_with_the_next(build: Build) -> None:
    """Also in the folder of a record that the next run does not write."""
    build.again()
    _run(build.to / FILE, "INSERT OR REPLACE INTO words VALUES ('runs', 'yes')")
    (build.to / "a" / ".minutebook-x1").write_bytes(b"torn")
    assert next_build(build).made == ()
    assert not (build.to / "a" / ".minutebook-x1").exists()


def test_a_run_that_is_stopped_goes_on(build: Build) -> None:
    """What was made before is not made again."""
    inputs = gather([str(build.notes)], stdin=bytes)
    build.to.mkdir()
    with open_store(build.to) as store:
        first = Rebuild(inputs, build.plan, store, since_ns=clock_ns(build.to)).outcomes(process)
        next(first)
        first.close()  # type: ignore[attr-defined]
    assert next_build(build).made == ("b.yaml", "c.yaml")


def test_stamps_save_reading(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is old enough is not opened again: neither a note nor what was made of it."""
    for module in (outputs, rebuild):
        monkeypatch.setattr(module, "RACY_NS", 0)
    time.sleep(0.02)
    build.again()
    time.sleep(0.02)
    next_build(build)
    opened: list[str] = []
    for module in (notes, outputs):
        monkeypatch.setattr(module, "read_seen", opened.append)
    assert next_build(build).made == ()
    assert opened == []


def test_an_archive_reads_what_it_has(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails changes no stamp; the record is looked at all the same."""
    monkeypatch.setattr(outputs, "RACY_NS", -(10**18))
    plan = Plan(until="archive", to=build.to, keep_xml=True, to_archive=True, protect_approved=True)
    inputs = gather([str(build.notes)], stdin=bytes)
    build.to.mkdir()
    tasks: list[list[str | None]] = []
    target = build.to / "a" / "a.xml"
    for _ in range(3):
        with open_store(build.to) as store:
            run = Rebuild(inputs, plan, store, since_ns=clock_ns(build.to))
            tasks.append([run.task(one).why for one in inputs.notes])
            list(run.outcomes(process))
        if len(tasks) == 2:
            status = target.stat()
            target.write_bytes(target.read_bytes().replace(b"We met", b"We mat"))
            os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert tasks == [["it is new"] * 3, [None] * 3, ["its xml was changed by hand", None, None]]
    assert b"We met" in target.read_bytes()


def test_why_a_note_is_made_again_is_said(build: Build) -> None:
    """In a clerk's words, the first reason that there is."""

    def why(**changes: object) -> str | None:
        other = replace(build, **changes)  # type: ignore[arg-type]
        inputs = gather([str(build.notes)], stdin=bytes)
        with open_store(build.to) as store:
            run = Rebuild(inputs, other.plan, store, since_ns=0, force=other.force)
            return run.task(inputs.notes[0]).why

    build.to.mkdir()
    assert why() == "it is new"
    build.again()
    assert why() is None
    assert why(force=True) == "--force makes everything again"
    assert why(formats=("txt", "odt")) == "there is no odt of it yet"
    assert why(manner=Manner(columns=50)) == "another width is asked for"
    (build.to / "a" / "a.md").unlink()
    assert why() == "its md is missing"
    (build.notes / "minutebook.toml").write_text('[defaults]\nrights = "Ours"\n')
    assert why() == "`minutebook.toml`, or a schema that it names, has changed"
    (build.notes / "a.yaml").write_text(text("a", words="No."))
    assert why() == "the note has changed"
