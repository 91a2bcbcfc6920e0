"""The events of a run: what they say, that it is what the schema says, and where they may go."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.unit.reports import FAULTY, GONE, SOUND, WHOLE

import minutebook
from minutebook.batch import Made, Outcome
from minutebook.cli.event_file import open_events
from minutebook.cli.main import main
from minutebook.errors import ExitCode
from minutebook.files import Seen, Stamp
from minutebook.progress import Result
from minutebook.report import event_line, note_ended, run_broken_off, run_ended, run_started
from minutebook.schemas import schema_root

SCHEMA = json.loads((schema_root() / "run-events.schema.json").read_text(encoding="utf-8"))
JUDGE = Draft202012Validator(SCHEMA)

NOTE = """\
schema: meeting-record/1.0
id: parks-{number:03}
title: Meeting {number} of the parks group
language: en
status: draft
access: open
meeting:
  date: 2026-03-05
background: The swings are safe.
management:
  created: 2026-03-06
  creator: Parks office
  rights: Free to copy
  classification:
    code: P/1
  disposal:
    class: M
"""
COUNT = 6


@pytest.fixture(name="here")
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of notes, the current one: the second has a fault, the third is gone."""
    for number in range(COUNT):
        text = NOTE.format(number=number)
        text = text.replace("title:", "titel:") if number == 1 else text
        (tmp_path / f"{number}.yaml").write_text(text)
    (tmp_path / "2.yaml").unlink()
    (tmp_path / "2.yaml").symlink_to("nowhere")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(text: str) -> list[dict[str, Any]]:
    """The events of a file, each as the schema wants it."""
    assert text.endswith("\n")
    events = [json.loads(line) for line in text.splitlines()]
    for event in events:
        JUDGE.validate(event)
    return events


def test_the_schema_is_sound() -> None:
    """It is one, it describes each key that it demands, and it refuses what is no event."""
    Draft202012Validator.check_schema(SCHEMA)
    for name in ("started", "note", "ended"):
        form = SCHEMA["$defs"][name]
        assert set(form["required"]) <= set(form["properties"])
    sound = note_ended(SOUND, number=1, elapsed=0.5)
    for wrong in ({}, {"event": "else"}, {**sound, "more": 1}, {**sound, "result": "failed"}):
        assert not JUDGE.is_valid(wrong)
    assert {result.value for result in Result} <= set(
        SCHEMA["$defs"]["note"]["properties"]["result"]["enum"]
    )


def test_a_note_that_is_done() -> None:
    """Its file and record, its files, and its seconds."""
    outcome = Outcome(
        name="a.yaml",
        record_id="a",
        written=(Path("out/a/a.xml"),),
        made=(Made(kind="xml", path=Path("out/a/a.xml"), seen=Seen(Stamp(1, 2, 3, 4), b"")),),
        seconds={"load": 0.12345678},
    )
    event = note_ended(outcome, number=3, elapsed=1.5)
    JUDGE.validate(event)
    assert event == {
        "event": "note-done",
        "elapsed": 1.5,
        "note": "a.yaml",
        "number": 3,
        "record": "a",
        "result": "built",
        "exit_code": 0,
        "message": None,
        "hint": None,
        "errors": 0,
        "warnings": 0,
        "codes": {},
        "files": [str(Path("out/a/a.xml"))],
        "seconds": {"load": 0.123457},
    }


def test_a_note_that_failed() -> None:
    """The counts of its findings, or why it could not be read."""
    faulty, gone = (note_ended(one, number=1, elapsed=0) for one in (FAULTY, GONE))
    for event in (faulty, gone):
        JUDGE.validate(event)
        assert (event["event"], event["result"]) == ("note-failed", "failed")
    assert (faulty["errors"], faulty["warnings"]) == (2, 1)
    assert faulty["codes"] == {"E204": 2, "W317": 1}
    assert (faulty["message"], faulty["exit_code"]) == (None, 1)
    assert (gone["message"], gone["exit_code"]) == (
        "cannot read gone.yaml: there is no such file",
        3,
    )


def test_the_end_of_a_run() -> None:
    """The counts of all, with findings that are of no note."""
    event = run_ended(WHOLE, elapsed=2.0, seconds={"load": 1.0})
    JUDGE.validate(event)
    assert event == {
        "event": "run-ended",
        "elapsed": 2.0,
        "exit_code": 3,
        "built": 0,
        "unchanged": 0,
        "sound": 1,
        "failed": 2,
        "not_looked_at": 1,
        "errors": 1,
        "warnings": 2,
        "seconds": {"load": 1.0},
    }


def test_the_end_of_a_run_that_was_broken_off() -> None:
    """What it had come to."""
    event = run_broken_off([SOUND, GONE], notes=5, elapsed=1.0, exit_code=ExitCode.INTERRUPTED)
    JUDGE.validate(event)
    assert (event["exit_code"], event["sound"], event["failed"]) == (130, 1, 1)
    assert event["not_looked_at"] == 3


def test_a_name_in_no_encoding_is_spelled() -> None:
    """Each line is UTF-8 and JSON, and holds no line end, whatever a file is called."""
    name = os.fsdecode(b"a\xff\n\xe2\x80\xa8\xc3\xa9.yaml")
    line = event_line(note_ended(Outcome(name=name), number=1, elapsed=0))
    assert line.count(b"\n") == 1
    assert json.loads(line.decode("utf-8"))["note"] == name
    assert "é".encode() in line


def test_events_of_a_run(here: Path) -> None:
    """The beginning, each note in its order, the end; with the seconds of the stages."""
    code = main(["archive", ".", "--to", "out", "--events", "events.jsonl", "-j", "2"])
    events = read((here / "events.jsonl").read_text(encoding="utf-8"))
    begun, *notes, ended = events
    assert (begun["event"], begun["command"], begun["notes"]) == ("run-started", "archive", COUNT)
    assert (begun["to"], begun["version"]) == ("out", minutebook.__version__)
    assert [note["number"] for note in notes] == list(range(1, COUNT + 1))
    assert [note["result"] for note in notes] == ["built", "failed", "failed", *["built"] * 3]
    assert all(one["elapsed"] <= other["elapsed"] for one, other in pairwise([*notes, ended]))
    assert notes[0]["files"] == ["out/parks-000/parks-000.xml"]
    assert {"read", "load", "validate", "archive", "proof", "write"} <= set(notes[0]["seconds"])
    assert (ended["exit_code"], code) == (3, 3)
    assert (ended["built"], ended["failed"], ended["errors"]) == (4, 2, 1)
    total = sum(note["seconds"]["load"] for note in notes if "load" in note["seconds"])
    assert ended["seconds"]["load"] == pytest.approx(total, abs=1e-4)


def test_events_replace_those_of_the_run_before(here: Path) -> None:
    """And nothing else: not a note, not another's file, not a folder."""
    for _ in range(2):
        assert main(["validate", "0.yaml", "--events", "events.log"]) == 0
    assert len(read((here / "events.log").read_text())) == 3
    (here / "empty").touch()
    assert main(["validate", "0.yaml", "--events", "empty"]) == 0
    assert len(read((here / "empty").read_text())) == 3


@pytest.mark.parametrize(
    ("place", "code", "words"),
    [
        ("", 2, "the file for events is empty"),
        ("0.yaml", 2, "a file for events that is called 0.yaml would be taken for a note"),
        ("new.json", 2, "a file for events that is called new.json would be taken for a note"),
        ("mine.txt", 2, "mine.txt is there already, and holds no events"),
        ("none/events", 3, "cannot write events to none/events: there is no such folder"),
        (".", 3, "cannot write events to .: it is a folder"),
    ],
)
def test_where_events_may_not_go(
    here: Path, capsys: pytest.CaptureFixture[str], place: str, code: int, words: str
) -> None:
    """It is said before a note is read, and what is there is left alone."""
    (here / "mine.txt").write_text("{}\n")
    before = {path.name: path.read_bytes() for path in here.glob("*.*") if path.is_file()}
    assert main(["validate", "0.yaml", "--events", place]) == code
    said = capsys.readouterr()
    assert (said.out, said.err.splitlines()[0]) == ("", f"error: {words}")
    assert before == {path.name: path.read_bytes() for path in here.glob("*.*") if path.is_file()}


@pytest.mark.usefixtures("here")
def test_events_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing else stands there: findings go to standard error."""
    assert main(["validate", "0.yaml", "1.yaml", "--events", "-"]) == 1
    said = capsys.readouterr()
    assert [event["event"] for event in read(said.out)] == [
        *("run-started", "note-done", "note-failed", "run-ended")
    ]
    assert said.err.startswith("1.yaml:3:1: error E201: ")


@pytest.mark.usefixtures("here")
def test_two_reports_have_no_room_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    """The report goes to a file, or the events do."""
    words = ["validate", "1.yaml", "--events", "-", "--format", "json"]
    assert main(words) == 2
    assert "cannot both go to standard output" in capsys.readouterr().err
    assert main([*words, "--output", "report.json"]) == 1
    assert len(read(capsys.readouterr().out)) == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.usefixtures("here")
def test_a_full_disk_stops_no_note(capsys: pytest.CaptureFixture[str]) -> None:
    """It is said at the end, and the exit code tells."""
    assert main(["archive", "0.yaml", "--to", "out", "--events", "/dev/full"]) == 3
    assert capsys.readouterr().err.splitlines() == [
        "ok      0.yaml: xml in out/parks-000",
        "1 note: 1 ok",
        "error: cannot write events to /dev/full: the disk is full",
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
@pytest.mark.parametrize("lines", [1, 100])
def test_a_named_pipe_is_read_while_the_run_goes_on(here: Path, lines: int) -> None:
    """A reader that leaves early spoils nothing."""
    os.mkfifo(here / "pipe")
    said: list[bytes] = []

    def listen() -> None:
        with (here / "pipe").open("rb") as stream:
            for line in stream:
                said.append(line)
                if len(said) == lines:
                    return

    reader = threading.Thread(target=listen)
    reader.start()
    assert main(["validate", "0.yaml", "3.yaml", "4.yaml", "--events", "pipe"]) == 0
    reader.join(10)
    assert len(read(b"".join(said).decode())) == min(lines, 5)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_a_run_that_is_interrupted_says_so(here: Path) -> None:
    """The last event tells how far it came."""
    os.mkfifo(here / "never.yaml")
    command = [sys.executable, "-m", "minutebook", "validate", "0.yaml", "never.yaml"]
    path = str(Path(minutebook.__file__).parents[1])
    run = subprocess.Popen(
        [*command, "--events", "events"],
        env={**os.environ, "PYTHONPATH": path},
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + 30
    while "note-done" not in _text(here / "events") and time.monotonic() < end:
        time.sleep(0.02)
    run.send_signal(signal.SIGINT)
    assert run.wait(30) == 130
    *_, last = read((here / "events").read_text())
    assert (last["event"], last["exit_code"]) == ("run-ended", 130)
    assert (last["sound"], last["not_looked_at"]) == (1, 1)


def _text(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def test_another_run_in_the_folder_is_told_of(here: Path) -> None:
    """A run that could not begin has an end too."""
    from minutebook.lock import only_writer

    with only_writer(here / "out"):
        assert main(["archive", "0.yaml", "--to", "out", "--events", "events"]) == 75
    begun, ended = read((here / "events").read_text())
    assert (begun["event"], ended["exit_code"], ended["not_looked_at"]) == ("run-started", 75, 1)


def test_no_file_is_opened_where_nobody_asks() -> None:
    """Events cost nothing then."""
    with open_events(None) as events:
        assert events is None


def test_each_line_is_written_at_one_go(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads the file while it grows never reads half a line."""
    written: list[bytes] = []
    real = os.write

    def write(handle: int, data: bytes) -> int:
        written.append(bytes(data))
        return real(handle, data)

    started = run_started(command="build", notes=1, to=None, version="1", at="")
    with open_events(str(here / "events")) as events:
        assert events is not None
        monkeypatch.setattr(os, "write", write)
        events.write(started)
        events.write(note_ended(SOUND, number=1, elapsed=0))
        monkeypatch.undo()
    assert [line.count(b"\n") for line in written] == [1, 1]
    assert b"".join(written) == (here / "events").read_bytes()
