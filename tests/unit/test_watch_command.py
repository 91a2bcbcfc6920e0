"""The command that watches, in a process of its own, as an author's editor meets it."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.conftest import IN_CI

import minutebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [pytest.mark.pandoc, pytest.mark.slow]

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
management:
  created: 2026-03-09
  creator: Parks office
  rights: Free to copy
  classification:
    code: P/1
  disposal:
    class: M
"""
FAULTY = NOTE.replace("title:", "titel:")
PATIENCE_SECONDS = 30


class Watch:
    """A running watch: what it says on both streams, as it says it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: list[str] = []
        self._more = threading.Condition()
        self._from = 0
        for stream in (process.stdout, process.stderr):
            threading.Thread(target=self._read, args=(stream,), daemon=True).start()

    def _read(self, stream: Iterator[str]) -> None:
        for line in stream:
            with self._more:
                self.said.append(line.rstrip("\n"))
                self._more.notify_all()

    def hear(self, *wanted: str) -> list[str]:
        """Wait for lines that begin so, in any order; all that was said up to the last of them."""
        with self._more:
            heard = self._more.wait_for(lambda: self._until(wanted) is not None, PATIENCE_SECONDS)
            assert heard, (wanted, self.said)
            until = self._until(wanted)
            assert until is not None
            lines, self._from = self.said[self._from : until], until
            return lines

    def _until(self, wanted: tuple[str, ...]) -> int | None:
        left = list(wanted)
        for number, line in enumerate(self.said[self._from :], self._from + 1):
            left = [start for start in left if not line.startswith(start)]
            if not left:
                return number
        return None

    def hear_nothing(self, *, seconds: float) -> None:
        """See that nothing is said for a while."""
        time.sleep(seconds)
        assert self.said[self._from :] == []


@pytest.fixture(name="office")
def _office(tmp_path: Path) -> Path:
    """An office of two notes."""
    if importlib.util.find_spec("watchfiles") is None:
        (pytest.fail if IN_CI else pytest.skip)("the package `watchfiles` is needed")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "minutebook.toml").write_text(
        '[office]\nname = "Parks office"\n\n[build]\nformats = ["html", "txt"]\n'
    )
    for number in (1, 2):
        (tmp_path / "notes" / f"{number}.yaml").write_text(NOTE.format(number=number))
    return tmp_path


def words(*more: str) -> list[str]:
    """The command, as a process is started with it."""
    return [sys.executable, "-m", "minutebook", *more]


def environment() -> dict[str, str]:
    """The caller's variables with the package under test."""
    source = str(Path(minutebook.__file__).parents[1])
    others = os.environ.get("PYTHONPATH", "")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (source, others)))}


@contextmanager
def watching(office: Path, *more: str) -> Iterator[Watch]:
    """Watch, and see that Ctrl-C ends it quietly and leaves no process."""
    process = subprocess.Popen(
        words("watch", "notes", *more),
        cwd=office,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        watch = Watch(process)
        watch.hear("watching notes; Ctrl-C ends it")
        yield watch
        before = len(watch.said)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 0
        assert watch.said[before:] == []
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        for stream in (process.stdout, process.stderr):
            assert stream is not None
            stream.close()
    assert has_gone(process.pid)


def has_gone(group: int) -> bool:
    """Whether pandoc and everything else that was started is gone, after a moment."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def shown(office: Path, number: int) -> str:
    """The text that was made of a note."""
    return (office / "out" / f"parks-{number}" / f"parks-{number}.txt").read_text(encoding="utf-8")


def in_place(path: Path, text: str) -> None:
    """Save as most editors do."""
    path.write_text(text, encoding="utf-8")


def by_another_file(path: Path, text: str) -> None:
    """Save as vim and others do: the old file is kept aside, a new one takes its place."""
    backup = path.with_name(f"{path.name}~")
    path.rename(backup)
    new = path.with_name(f".{path.name}.swp")
    new.write_text(text, encoding="utf-8")
    new.rename(path)
    backup.unlink()


def in_steps(path: Path, text: str) -> None:
    """Save as a slow disk does: emptied first, then written bit by bit."""
    with path.open("w", encoding="utf-8") as stream:
        time.sleep(0.1)
        for start in range(0, len(text), 40):
            stream.write(text[start : start + 40])
            stream.flush()
            time.sleep(0.01)


@pytest.mark.parametrize("save", [in_place, by_another_file])
def test_what_is_saved_is_built(office: Path, save: Callable[[Path, str], None]) -> None:
    """However an editor saves; that note alone, and with the counts of all."""
    with watching(office) as watch:
        save(office / "notes" / "1.yaml", NOTE.format(number=1).replace("safe", "red"))
        assert watch.hear("2 notes: ") == [
            "ok      notes/1.yaml: xml, html, txt in out/parks-1",
            "2 notes: 2 ok",
        ]
        assert "The swings are red." in shown(office, 1)
        watch.hear_nothing(seconds=0.5)


def test_a_slow_save_is_built_in_the_end(office: Path) -> None:
    """What is read in the middle of it may be told of; the last word is of the whole."""
    with watching(office) as watch:
        in_steps(office / "notes" / "1.yaml", NOTE.format(number=1).replace("safe", "red"))
        watch.hear("ok      notes/1.yaml: ", "2 notes: 2 ok")
        assert "The swings are red." in shown(office, 1)


def test_a_fault_is_told_and_the_watch_goes_on(office: Path) -> None:
    """The finding as `build` shows it; what was made before stays; then the fault is mended."""
    with watching(office) as watch:
        in_place(office / "notes" / "1.yaml", FAULTY.format(number=1))
        heard = watch.hear("2 notes: ", "  see: minutebook explain E201")
        assert "notes/1.yaml:3:1: error E201: there is no key `titel`" in heard
        assert "failed  notes/1.yaml: 1 error" in heard
        assert "2 notes: 1 ok, 1 failed, 1 error" in heard
        assert "Meeting 1" in shown(office, 1)
        in_place(office / "notes" / "1.yaml", "\x00")
        watch.hear("failed  notes/1.yaml: ", "2 notes: 1 ok")
        in_place(office / "notes" / "1.yaml", NOTE.format(number=1))
        watch.hear("ok      notes/1.yaml: ", "2 notes: 2 ok")


def test_notes_come_are_renamed_and_go(office: Path) -> None:
    """Folders of them too; and what an editor keeps for the moment is nobody's note."""
    notes = office / "notes"
    with watching(office) as watch:
        (notes / "2026").mkdir()
        in_place(notes / "2026" / "3.yaml", NOTE.format(number=3))
        watch.hear("ok      notes/2026/3.yaml: ", "3 notes: 3 ok")
        (notes / "2026").rename(notes / "new")
        watch.hear("gone    notes/2026/3.yaml: ", "ok      notes/new/3.yaml: ", "3 notes: 3 ok")
        in_place(notes / "~$1.yaml", "half")
        in_place(notes / ".1.yaml.swx", "half")
        watch.hear_nothing(seconds=0.6)
        (notes / "2.yaml").unlink()
        assert watch.hear("2 notes: 2 ok") == [
            "gone    notes/2.yaml: what was made of it stays",
            "2 notes: 2 ok",
        ]


def test_the_office_and_its_house_concern_every_note(office: Path) -> None:
    """A fault in either is told, and mended, while the watch goes on."""
    toml = office / "notes" / "minutebook.toml"
    sound = toml.read_text()
    with watching(office) as watch:
        in_place(toml, sound.replace('"Parks office"', "Parks office"))
        watch.hear("notes/minutebook.toml:2:8: error E701", "2 notes: 2 failed")
        (office / "notes" / "house").mkdir()
        in_place(toml, sound.replace("[build]", '[build]\nhouse = "house"'))
        watch.hear("2 notes: 2 ok")
        in_place(office / "notes" / "house" / "house.css", "p { color: #123456 }")
        watch.hear("2 notes: 2 ok")
        page = office / "out" / "parks-1" / "parks-1.html"
        assert "#123456" in page.read_text(encoding="utf-8")
        in_place(office / "notes" / "house" / "note.xsl", "<no")
        watch.hear("failed  notes/1.yaml: the house stylesheet is not right", "2 notes: 2 failed")
        (office / "notes" / "house" / "note.xsl").unlink()
        watch.hear("2 notes: 2 ok")


def test_the_whole_folder_may_go_and_come_back(office: Path) -> None:
    """As it does when a branch is changed, or a disk is mounted anew."""
    with watching(office) as watch:
        (office / "notes").rename(office / "away")
        watch.hear("gone    notes/1.yaml: ")
        (office / "away").rename(office / "notes")
        watch.hear("2 notes: 2 ok")
        in_place(office / "notes" / "1.yaml", NOTE.format(number=1).replace("safe", "red"))
        watch.hear("ok      notes/1.yaml: ", "2 notes: 2 ok")


def test_no_other_run_writes_into_the_folder(office: Path) -> None:
    """It is told who holds it, and the watch goes on."""
    with watching(office) as watch:
        done = subprocess.run(
            words("build", "notes"), cwd=office, env=environment(), capture_output=True, check=False
        )
        assert done.returncode == 75
        watch.hear_nothing(seconds=0.1)


def test_an_office_may_begin_empty(office: Path) -> None:
    """The first note may be written while the watch runs."""
    for path in (office / "notes").glob("*.yaml"):
        path.unlink()
    with watching(office) as watch:
        in_place(office / "notes" / "1.yaml", NOTE.format(number=1))
        watch.hear("ok      notes/1.yaml: ", "1 note: 1 ok")


def test_the_pages_are_shown(office: Path) -> None:
    """Another process finds them at the address that is told."""
    with watching(office, "--serve", "0") as watch:
        address = watch.hear("preview at http://127.0.0.1:")[-1].removeprefix("preview at ")
        program = "import sys, urllib.request as r; print(r.urlopen(sys.argv[1]).read().decode())"
        done = subprocess.run(
            [sys.executable, "-c", program, f"{address}parks-1/parks-1.html"],
            capture_output=True,
            check=True,
            text=True,
            timeout=PATIENCE_SECONDS,
        )
        assert "Meeting 1 of the parks group" in done.stdout
        assert "EventSource" in done.stdout
    assert "EventSource" not in (office / "out" / "parks-1" / "parks-1.html").read_text()


def test_what_the_system_does_not_tell_is_seen(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a drive of another machine, for which this stands, nobody may tell of a save."""
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "true")
    monkeypatch.setenv("WATCHFILES_POLL_DELAY_MS", "600000")
    with watching(office) as watch:
        in_place(office / "notes" / "1.yaml", FAULTY.format(number=1))
        watch.hear("failed  notes/1.yaml: ", "2 notes: 1 ok")
        in_place(office / "notes" / "1.yaml", NOTE.format(number=1))
        watch.hear("ok      notes/1.yaml: ", "2 notes: 2 ok")
