"""What is seen of a run while it goes on: on a terminal, in a log, and not at all."""

from __future__ import annotations

import contextlib
import io
import os
import select
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import minutebook
from minutebook.batch import Outcome
from minutebook.cli.display import FEW, Live, Log, Unseen, open_display
from minutebook.cli.main import main
from minutebook.progress import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@dataclass(slots=True)
class Hands:
    """A clock that is set by hand."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@dataclass(slots=True)
class Screen:
    """As much of a terminal as a display needs: it knows lines, and where the cursor is."""

    lines: list[str] = field(default_factory=lambda: [""])
    row: int = 0
    column: int = 0

    def feed(self, text: str) -> None:
        """Take what a program writes."""
        while text:
            if text.startswith("\x1b["):
                end = next(n for n, sign in enumerate(text[2:], 2) if sign.isalpha())
                self._control(text[end], text[2:end])
                text = text[end + 1 :]
                continue
            self._sign(text[0])
            text = text[1:]

    def _control(self, kind: str, number: str) -> None:
        if kind == "A":
            self.row = max(0, self.row - int(number or 1))
        elif kind in "KJ":
            self.lines[self.row] = self.lines[self.row][: self.column]
            if kind == "J":
                del self.lines[self.row + 1 :]
        else:
            assert kind == "m", kind

    def _sign(self, sign: str) -> None:
        if sign == "\r":
            self.column = 0
        elif sign == "\n":
            self.row += 1
            self.column = 0
            self.lines += [""] * (self.row + 1 - len(self.lines))
        else:
            line = self.lines[self.row].ljust(self.column)
            self.lines[self.row] = line[: self.column] + sign + line[self.column + 1 :]
            self.column += 1

    @property
    def shown(self) -> list[str]:
        """What is to be read, without the empty line at the end."""
        return [line.rstrip() for line in self.lines if line.strip()]


def live(total: int = 10) -> tuple[Live, Terminal, Hands]:
    """A live display, and what it writes to and reads the time from."""
    hands, stream = Hands(), Terminal()
    return Live(Tally(total, hands), stream, hands), stream, hands


def shown(stream: io.StringIO) -> list[str]:
    """What a terminal shows of all that was written."""
    screen = Screen()
    screen.feed(stream.getvalue())
    return screen.shown


def test_a_live_display_is_drawn_over_itself() -> None:
    """Two lines, however often it is drawn; one where nothing is in hand; none at the end."""
    display, stream, hands = live()
    display.begun(["a.yaml"])
    assert stream.getvalue() == ""
    hands.now = 0.5
    display.begun(["b.yaml"])
    assert shown(stream)[1:] == ["now: a.yaml, b.yaml"]
    for name in ("a.yaml", "b.yaml"):
        hands.now += 1
        display.ended([name])
        display.settle(Outcome(name=name))
    hands.now += 1
    display.waiting()
    (line,) = shown(stream)
    assert line.startswith("████░")
    assert "2 of 10 notes" in line
    display.close()
    assert shown(stream) == []


def test_a_live_display_is_not_drawn_at_every_word() -> None:
    """Ten times a second is enough for anybody."""
    display, stream, hands = live(1000)
    hands.now = 1.0
    for number in range(1000):
        hands.now += 0.001
        display.settle(Outcome(name=f"{number}"))
    assert 5 <= stream.getvalue().count("\x1b[J") <= 12


def test_a_live_display_stands_aside() -> None:
    """What else is written stands above it, whole."""
    display, stream, hands = live()
    hands.now = 1.0
    display.begun(["a.yaml"])
    for line in ("first\n", "second\n"):
        with display.aside():
            stream.write(line)
    assert shown(stream) == ["first", "second", *shown(stream)[2:]]
    assert len(shown(stream)) == 4
    display.close()
    with display.aside():
        stream.write("third\n")
    assert shown(stream) == ["first", "second", "third"]


def test_a_log_has_few_lines() -> None:
    """Ten of a long run at the most, none of a quick one, and none that says that all is done."""
    hands, stream = Hands(), io.StringIO()
    display = Log(Tally(10_000, hands), stream, hands)
    for number in range(10_000):
        hands.now += 0.1
        display.begun([f"{number}"])
        display.ended([f"{number}"])
        display.waiting()
        with display.aside():
            display.settle(Outcome(name=f"{number}"))
    display.close()
    lines = stream.getvalue().splitlines()
    assert len(lines) == 9
    assert lines[0] == "progress: 1,000 of 10,000 notes, 10 a second, about 15 minutes left"
    quick = Log(Tally(100, hands), stream, hands)
    for number in range(100):
        hands.now += 0.01
        quick.settle(Outcome(name=f"{number}"))
    assert len(stream.getvalue().splitlines()) == 9


@pytest.mark.parametrize(
    ("total", "quiet", "is_terminal", "term", "kind"),
    [
        (1, False, True, "xterm", Unseen),
        (2, False, True, "xterm", Live),
        (2, True, True, "xterm", Unseen),
        (FEW, False, True, "dumb", Unseen),
        (FEW + 1, False, True, "dumb", Log),
        (FEW + 1, False, True, "", Log),
        (FEW + 1, False, False, "xterm", Log),
        (FEW, False, False, "xterm", Unseen),
        (FEW + 1, True, False, "xterm", Unseen),
    ],
)
def test_a_display_is_chosen(
    monkeypatch: pytest.MonkeyPatch,
    *,
    total: int,
    quiet: bool,
    is_terminal: bool,
    term: str,
    kind: type,
) -> None:
    """By how many notes there are, what the user wants, and what stands at the other end."""
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(sys, "stderr", Terminal() if is_terminal else io.StringIO())
    assert type(open_display(total, quiet=quiet, clock=Hands())) is kind


def test_what_shows_nothing_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """It takes whatever a display is told."""
    display = Unseen()
    display.begun(["a"])
    display.ended(["a"])
    display.waiting()
    with display.aside():
        display.settle(Outcome(name="a"))
    display.close()
    assert capsys.readouterr() == ("", "")


def test_signs_that_cannot_be_written_are_not() -> None:
    """On a terminal of ASCII the bar is one of ASCII."""
    hands, stream = Hands(), Terminal()
    stream.encoding = "ascii"
    display = Live(Tally(4, hands), stream, hands)
    display.settle(Outcome(name="a"))
    hands.now = 1.0
    display.waiting()
    assert shown(stream)[0].startswith("#####....")


def notes(folder: Path, count: int) -> Path:
    """A folder of notes, of which one has a fault."""
    folder.mkdir()
    for number in range(count):
        text = NOTE.format(number=number)
        text = text.replace("title:", "titel:") if number == 1 else text
        (folder / f"{number:03}.yaml").write_text(text)
    return folder


@pytest.mark.parametrize("quiet", [(), ("-q",)])
def test_many_notes_have_no_line_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], quiet: tuple[str, ...]
) -> None:
    """Those that failed have; the end says where the others are, and with `-q` not even that."""
    place, out = notes(tmp_path / "notes", FEW + 1), tmp_path / "out"
    assert main(["archive", str(place), "--to", str(out), "-j", "1", *quiet]) == 1
    failed = f"failed  {place}/001.yaml: 1 error"
    rest = [
        f"{FEW + 1} notes: {FEW} ok, 1 failed, 1 error",
        f"what was built is in {out}",
        f"failed: {place}/001.yaml",
        "next: mend what is said above, and run the same command again",
    ]
    said = capsys.readouterr()
    assert said.out.startswith(f"{place}/001.yaml:3:1: error E201")
    assert said.err.splitlines() == [failed, *([] if quiet else rest)]


pytestmark_pty = pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without terminals")


@contextlib.contextmanager
def terminal(*words: str, **variables: str) -> Iterator[tuple[int, int]]:
    """Run a command on a terminal of its own; gives the terminal's other end, and the process."""
    import pty

    path = str(Path(minutebook.__file__).parents[1])
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    env = {**kept, "PYTHONPATH": path, "TERM": "xterm", **variables}
    command = [sys.executable, "-m", "minutebook", *words]
    ours, theirs = pty.openpty()
    pid = os.posix_spawn(
        sys.executable,
        command,
        env,
        file_actions=[(os.POSIX_SPAWN_DUP2, theirs, number) for number in (0, 1, 2)],
        setsid=True,
    )
    os.close(theirs)
    try:
        yield ours, pid
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)  # where it has not ended by itself
        os.waitpid(pid, 0)
        os.close(ours)


def all_of(handle: int, *, seconds: float = 60) -> str:
    """Read what a terminal is given until the program has gone."""
    said = b""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not select.select([handle], [], [], 0.5)[0]:
            continue
        try:
            part = os.read(handle, 65536)
        except OSError:  # on Linux, a terminal whose program has gone
            part = b""
        if not part:
            return said.decode()
        said += part
    raise AssertionError("the program did not end")


@pytestmark_pty
@pytest.mark.slow
def test_a_terminal_shows_a_run_and_keeps_what_it_said(tmp_path: Path) -> None:
    """Counts and the notes in hand are drawn; in the end there are findings and counts alone."""
    place = notes(tmp_path / "notes", 1500)
    with terminal("validate", str(place), "-j", "2") as (handle, _):
        text = all_of(handle)
    assert " of 1,500 notes" in text
    assert "now: " in text
    screen = Screen()
    screen.feed(text)
    first, *_, last = screen.shown
    assert first.startswith(f"{place}/001.yaml:3:1: error E201")
    assert last == "1500 notes: 1499 ok, 1 failed, 1 error"
    assert not [line for line in screen.shown if "now: " in line or "░" in line]


@pytestmark_pty
@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "variables"), [((), {"TERM": "dumb"}), (("-q",), {}), (("-j", "1"), {"TERM": "dumb"})]
)
def test_a_terminal_that_cannot_draw_is_not_drawn_on(
    tmp_path: Path, words: tuple[str, ...], variables: dict[str, Any]
) -> None:
    """No sign that moves the cursor, where the terminal or the user does not want it."""
    place = notes(tmp_path / "notes", 80)
    with terminal("validate", str(place), *words, NO_COLOR="1", **variables) as (handle, _):
        text = all_of(handle)
    assert "\x1b" not in text
    assert ("80 notes: " in text) == ("-q" not in words)


@pytestmark_pty
@pytest.mark.slow
def test_a_run_that_is_interrupted_leaves_a_clean_terminal(tmp_path: Path) -> None:
    """Ctrl-C, while a note is waited for, ends the run and takes the live lines away."""
    place = notes(tmp_path / "notes", 80)
    os.mkfifo(tmp_path / "never.yaml")
    said = b""
    with terminal("validate", str(place), str(tmp_path / "never.yaml"), "-j", "2") as (handle, pid):
        end = time.monotonic() + 60
        while b"80 of 81 notes" not in said and time.monotonic() < end:
            if select.select([handle], [], [], 0.5)[0]:
                said += os.read(handle, 65536)
        os.kill(pid, signal.SIGINT)
        text = said.decode() + all_of(handle, seconds=20)
    assert "never.yaml" in text
    screen = Screen()
    screen.feed(text)
    assert screen.shown[-1].startswith("interrupted; ")
    assert not [line for line in screen.shown if "now: " in line or "░" in line]
