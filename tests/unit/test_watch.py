"""What is watched: which notes are stale, and nothing that is not."""

from __future__ import annotations

import importlib.util
import os
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from minutebook.batch import Plan
from minutebook.cli.main import main
from minutebook.cli.watch import _with_port
from minutebook.errors import ExitCode
from minutebook.inputs import gather
from minutebook.watch import Places, Session, is_passing

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTE = """\
schema: meeting-record/1.0
id: parks-{number}
title: Meeting {number} of the parks group
language: en
status: draft
access: open
meeting:
  date: 2026-03-0{number}
background: The swings are safe.
"""


class _Presses:
    """Stands for what renditions are made with, and counts how often it is opened."""

    def __init__(self) -> None:
        self.opened = 0
        self.closed = 0

    @contextmanager
    def __call__(self) -> Iterator[object]:
        self.opened += 1
        yield lambda _: None
        self.closed += 1


@pytest.fixture(name="office")
def _office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office of three notes and a folder of house files, which is the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").mkdir()
    (tmp_path / "house").mkdir()
    for number in (1, 2, 3):
        write(f"notes/{number}.yaml", NOTE.format(number=number))
    write("notes/minutebook.toml", '[office]\nname = "Parks office"\n')
    return tmp_path


def write(name: str, text: str) -> None:
    """Save a file."""
    Path(name).write_text(text, encoding="utf-8")


def session(*roots: str, presses: _Presses | None = None) -> Session:
    """A session that makes the XML alone, which needs no pandoc."""
    opened = presses or _Presses()
    return Session(
        roots=roots or ("notes",),
        find=partial(gather, roots or ("notes",), stdin=bytes),
        presses=opened,  # type: ignore[arg-type]
        house_of=lambda _: (Path("house"),),
        plan=Plan(until="archive", to=Path("out"), keep_xml=True, across=True),
        jobs=1,
    )


def made(watched: Session, *touched: str) -> list[str]:
    """Make what is due; the names of the notes that were made."""
    due = watched.look(frozenset(Path(name).absolute() for name in touched))
    return [outcome.name for outcome in watched.make(due)]


ALL = ["notes/1.yaml", "notes/2.yaml", "notes/3.yaml"]


@pytest.mark.usefixtures("office")
def test_everything_is_made_once() -> None:
    """And then nothing is due, though the system told of changes."""
    watched = session()
    assert made(watched) == ALL
    assert watched.look(frozenset(Path(name).absolute() for name in ALL)).is_nothing


@pytest.mark.usefixtures("office")
def test_what_was_saved_is_made_again() -> None:
    """That note, and no other."""
    watched = session()
    made(watched)
    write("notes/2.yaml", NOTE.format(number=2).replace("safe", "red"))
    assert made(watched) == ["notes/2.yaml"]
    assert b"The swings are red." in Path("out/parks-2/parks-2.xml").read_bytes()


@pytest.mark.usefixtures("office")
def test_a_change_that_leaves_the_stamp_is_seen() -> None:
    """Where the system told of it: the clock of a disk may tick more slowly than one saves."""
    watched = session()
    made(watched)
    before = Path("notes/2.yaml").stat()
    Path("notes/2.yaml").write_text(NOTE.format(number=2).replace("safe", "blue"), encoding="utf-8")
    os.utime("notes/2.yaml", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert made(watched, "notes/2.yaml") == ["notes/2.yaml"]


@pytest.mark.usefixtures("office")
def test_saving_without_a_change_makes_nothing() -> None:
    """What counts is what is in the file."""
    watched = session()
    made(watched)
    write("notes/2.yaml", NOTE.format(number=2))
    assert watched.look().is_nothing


@pytest.mark.usefixtures("office")
def test_the_office_s_file_and_house_files_concern_every_note() -> None:
    """A fault in the office's file is told once, keeps the notes from being made, and is mended."""
    watched = session()
    made(watched)
    write("notes/minutebook.toml", '[office]\nname = "Roads office"\n')
    assert made(watched) == ALL
    write("house/house.css", "p { color: black }")
    assert made(watched) == ALL
    write("notes/minutebook.toml", "[office]\nname = Roads\n")
    due = watched.look()
    assert [finding.code for finding in due.office_findings] == ["E701"]
    assert {outcome.exit_code for outcome in watched.make(due)} == {ExitCode.FINDINGS}
    assert watched.look().is_nothing
    write("notes/minutebook.toml", '[office]\nname = "Roads office"\n')
    assert made(watched) == ALL
    assert {outcome.exit_code for outcome in watched.outcomes()} == {ExitCode.CLEAN}


@pytest.mark.usefixtures("office")
def test_notes_come_and_go() -> None:
    """A note that is renamed is gone under one name and made under the other."""
    watched = session()
    made(watched)
    Path("notes/2.yaml").rename("notes/4.yaml")
    due = watched.look()
    assert due.gone == ("notes/2.yaml",)
    assert [note.name for note in due.stale] == ["notes/4.yaml"]
    assert [one.exit_code for one in watched.make(due)] == [ExitCode.CLEAN]
    names = [one.name for one in watched.outcomes()]
    assert names == ["notes/1.yaml", "notes/3.yaml", "notes/4.yaml"]
    for path in Path("notes").glob("*.yaml"):
        path.unlink()
    due = watched.look()
    assert (len(due.gone), due.stale) == (3, ())
    assert list(watched.make(due)) == []
    assert watched.outcomes() == []


@pytest.mark.usefixtures("office")
def test_two_notes_of_one_id_are_both_told() -> None:
    """And both are right again when one of them is: also the one that nobody touched."""
    watched = session()
    made(watched)
    write("notes/2.yaml", NOTE.format(number=1))
    due = watched.look()
    assert [(one.name, one.findings[0].code) for one in watched.make(due)] == [
        ("notes/1.yaml", "E404"),
        ("notes/2.yaml", "E404"),
    ]
    write("notes/2.yaml", NOTE.format(number=2))
    assert made(watched) == ["notes/1.yaml", "notes/2.yaml"]
    assert {outcome.exit_code for outcome in watched.outcomes()} == {ExitCode.CLEAN}


@pytest.mark.usefixtures("office")
def test_an_empty_file_in_place_of_a_note_may_be_half_saved() -> None:
    """So is one that is gone; an empty file that was empty before is what it is."""
    watched = session()
    made(watched)
    write("notes/2.yaml", "")
    assert watched.is_half_saved(watched.look())
    made(watched)
    assert not watched.is_half_saved(watched.look())
    Path("notes/3.yaml").unlink()
    assert watched.is_half_saved(watched.look())


@pytest.mark.usefixtures("office")
def test_files_of_the_moment_are_no_notes() -> None:
    """An editor's own files are passed over, unless one is named."""
    watched = session()
    made(watched)
    for name in ("~$1.yaml", ".1.yaml.swp", "1.yaml~", "#1.yaml#", "4913", ".#1.yaml"):
        write(f"notes/{name}", "half of a no")
    assert watched.look().is_nothing
    assert made(session("notes/~$1.yaml")) == ["notes/~$1.yaml"]


@pytest.mark.usefixtures("office")
def test_what_is_found_between_records_is_told_once() -> None:
    """Also when the line moves; and again when it was right in between."""
    watched = session()
    wrong = NOTE.format(number=2).replace("  date", "  previous: parks-9\n  date")
    write("notes/2.yaml", wrong)
    made(watched)
    found, new = watched.crossed()
    assert [one.code for one in found] == ["E602"] == [one.code for one in new]
    write("notes/2.yaml", f"# a comment\n{wrong}")
    made(watched)
    found, new = watched.crossed()
    assert ([one.line for one in found], new) == ([9], ())
    write("notes/2.yaml", NOTE.format(number=2))
    made(watched)
    assert watched.crossed() == ((), ())
    write("notes/2.yaml", wrong)
    made(watched)
    assert [one.code for one in watched.crossed()[1]] == ["E602"]


@pytest.mark.usefixtures("office")
def test_the_press_is_kept() -> None:
    """It is opened anew for house files that changed and for many notes, and closed at the end."""
    presses = _Presses()
    watched = session(presses=presses)
    made(watched)
    write("notes/2.yaml", NOTE.format(number=2).replace("safe", "red"))
    made(watched)
    assert (presses.opened, presses.closed) == (1, 0)
    write("house/house.css", "p { color: black }")
    made(watched)
    assert (presses.opened, presses.closed) == (2, 1)
    for number in range(4, 9):
        write(f"notes/{number}.yaml", NOTE.format(number=number))
    assert len(made(watched)) == 5
    assert (presses.opened, presses.closed) == (3, 2)
    watched.close()
    assert presses.closed == 3


def test_changes_count_where_they_may_matter(office: Path) -> None:
    """Not those of what is made, nor of files that merely lie beside what is watched."""
    watched = session()
    made(watched)
    places = watched.places()
    assert places == Places(
        deep=frozenset({office / "notes", office / "house"}),
        flat=frozenset({office, office / "notes"}),
        named=frozenset({office / "notes", office / "house"}),
        output=office / "out",
    )
    assert places.counts(office / "notes" / "2026" / "1.yaml", is_deep=True)
    assert places.counts(office / "notes" / "2026", is_deep=True)
    assert places.counts(office / "notes", is_deep=False)
    assert places.counts(office / "minutebook.toml", is_deep=False)
    assert not places.counts(office / "log.txt", is_deep=False)
    assert not places.counts(office / "out" / "parks-1" / "parks-1.xml", is_deep=True)
    assert not places.counts(office / "notes" / ".1.yaml.swp", is_deep=True)


@pytest.mark.parametrize("name", ["a.yaml", "minutebook.toml", "a.b.yml", "é ü.json", "house.css"])
def test_notes_and_house_files_are_no_files_of_the_moment(name: str) -> None:
    """However they are called."""
    assert not is_passing(name)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (["--serve"], ["--serve=-1"]),
        (["--serve", "records"], ["--serve=-1", "records"]),
        (["--serve", "8123", "records"], ["--serve=8123", "records"]),
        (["records", "--serve=0"], ["records", "--serve=0"]),
        (["--", "--serve"], ["--", "--serve"]),
    ],
)
def test_a_port_may_be_left_out(words: list[str], read: list[str]) -> None:
    """`--serve` takes a number for its port, and leaves a folder to be a folder."""
    assert list(_with_port(words)) == read


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["-"], ExitCode.USAGE, "standard input cannot be watched"),
        ([""], ExitCode.USAGE, "a path is empty"),
        (["nowhere"], ExitCode.FILE, "cannot watch nowhere: there is no such file or folder"),
        (["notes", "--serve=70000"], ExitCode.USAGE, "70000 is not in the range"),
    ],
)
@pytest.mark.usefixtures("office")
def test_what_cannot_be_watched_is_said(
    words: list[str],
    code: ExitCode,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At once, and in our words."""
    monkeypatch.setattr("minutebook.watch.require_watchfiles", lambda: None)
    assert main(["watch", *words]) == code
    assert said in capsys.readouterr().err


@pytest.mark.usefixtures("office")
def test_a_missing_package_is_said_with_its_remedy(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package comes with an extra, which is named."""
    find = importlib.util.find_spec
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name == "watchfiles" else find(name)
    )
    assert main(["watch", "notes"]) == ExitCode.PROGRAM
    assert capsys.readouterr().err == (
        "error: the package `watchfiles`, which tells when a file is saved, is not installed\n"
        "hint: `pip install 'minutebook[watch]'` brings it along\n"
    )
