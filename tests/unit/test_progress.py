"""How a run gets on: what is counted, at what pace, and how it is put into words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.batch import Made, Outcome
from minutebook.errors import FileError
from minutebook.files import Seen, Stamp
from minutebook.progress import Pace, Result, Tally, live_lines, progress_line, result_of, run_times
from minutebook.progress.times import MOST_SLOW, stage_title
from minutebook.progress.words import fitting, left_words, pace_words
from minutebook.report.times_text import share_text, stage_rows, times_text
from minutebook.wording import width

FAILED = Outcome(name="bad", error=FileError("cannot read bad"))


@dataclass(slots=True)
class Hands:
    """A clock that is set by hand."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def pace(**said: object) -> Pace:
    """A pace of which only some things matter."""
    whole = {"total": 100, "done": 0, "failed": 0, "per_second": None, "seconds_left": None}
    return Pace(**{**whole, "now": (), **said})  # type: ignore[arg-type]


def test_a_result_is_one_word() -> None:
    """Failed, built, unchanged since an earlier run, or sound where nothing was to be written."""
    kept = Outcome(name="a", written=(Path("a.xml"),))
    seen = Seen(Stamp(1, 2, 3, 4), b"")
    built = replace(kept, made=(Made(kind="xml", path=Path("a.xml"), seen=seen),))
    outcomes = (FAILED, built, kept, Outcome(name="b"))
    assert list(map(result_of, outcomes)) == [
        Result.FAILED,
        Result.BUILT,
        Result.UNCHANGED,
        Result.SOUND,
    ]


def test_notes_are_counted_when_they_end() -> None:
    """Though their outcomes wait for a slow one before them; each is counted once."""
    tally = Tally(4, Hands())
    tally.begun(["slow"])
    tally.begun(["a"])
    assert (tally.pace().done, tally.pace().now) == (0, ("slow", "a"))
    tally.ended(["a"])
    tally.begun(["bad"])
    tally.ended(["bad"])
    assert (tally.pace().done, tally.pace().failed, tally.pace().now) == (2, 0, ("slow",))
    tally.ended(["slow"])
    for outcome in (Outcome(name="slow"), Outcome(name="a"), FAILED, Outcome(name="unwatched")):
        tally.settle(outcome)
    assert (tally.pace().done, tally.pace().failed, tally.pace().now) == (4, 1, ())


def test_a_note_that_is_begun_again_is_not_done() -> None:
    """As one is whose process died."""
    tally = Tally(2, Hands())
    tally.begun(["a"])
    tally.ended(["a"])
    tally.begun(["a"])
    assert (tally.pace().done, tally.pace().now) == (0, ("a",))


def test_the_pace_is_that_of_the_last_seconds() -> None:
    """None before a second has gone by; a quick beginning is soon forgotten."""
    hands = Hands()
    tally = Tally(1000, hands)
    for _ in range(500):
        tally.settle(Outcome(name="quick"))
    hands.now = 0.9
    assert tally.pace().per_second is None
    hands.now = 1.0
    assert tally.pace().per_second == 500
    for _ in range(60):
        hands.now += 1.0
        tally.settle(Outcome(name="slow"))
        tally.pace()
    said = tally.pace()
    assert said.per_second == pytest.approx(1.0)
    assert said.seconds_left == pytest.approx(440)


def test_a_pace_is_said_in_words() -> None:
    """Only what there is to say."""
    assert progress_line(pace()) == "0 of 100 notes"
    said = pace(total=10_000, done=1234, failed=3, per_second=61.4, seconds_left=143.0)
    assert progress_line(said) == (
        "1,234 of 10,000 notes, 3 failed, 61 a second, about 2 minutes left"
    )


@pytest.mark.parametrize(
    ("per_second", "words"),
    [(1234.5, "1,234 a second"), (9.96, "10.0 a second"), (0.5, "30 a minute")],
)
def test_a_rate_is_said_in_words(per_second: float, words: str) -> None:
    """So that its number is neither long nor nought."""
    assert pace_words(per_second) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (3, "a few seconds left"),
        (31, "about 40 seconds left"),
        (56, "about 1 minute left"),
        (1800, "about 30 minutes left"),
        (7300, "about 2 hours left"),
    ],
)
def test_time_that_is_left_is_said_in_words(seconds: float, words: str) -> None:
    """No more exactly than it can be known."""
    assert left_words(seconds) == words


def test_two_live_lines() -> None:
    """A bar, the counts, and the notes in hand."""
    said = pace(done=50, failed=1, now=("notes/a.yaml", "notes/b.yaml"))
    assert live_lines(said, columns=79) == [
        "██████████░░░░░░░░░░  50 of 100 notes, 1 failed",
        "now: notes/a.yaml, notes/b.yaml",
    ]
    assert live_lines(said, columns=30, signs="#.") == [
        "50 of 100 notes, 1 failed",
        "now: notes/a.yaml, …",
    ]


def test_a_name_cannot_move_the_cursor() -> None:
    """What a file is called is words."""
    (_, now) = live_lines(pace(now=("a\x1b[2Jb\n.yaml",)), columns=79)
    assert now == "now: a\\x1b[2Jb\\n.yaml"


NAMES = st.lists(st.text(max_size=40), max_size=5).map(tuple)


@given(NAMES, st.integers(1, 200), st.integers(0, 100))
def test_live_lines_fit(names: tuple[str, ...], columns: int, done: int) -> None:
    """Whatever the files are called and however narrow the terminal is."""
    said = pace(done=done, failed=done, per_second=1.0, seconds_left=99.0, now=names)
    lines = live_lines(said, columns=columns)
    assert len(lines) == 1 + bool(names)
    assert [line for line in lines if width(line) > columns or not line.isprintable()] == []


@given(st.text(), st.integers(0, 40))
def test_a_line_is_cut_to_the_columns(line: str, columns: int) -> None:
    """It is left alone where it fits."""
    cut = fitting(line, columns)
    assert width(cut) <= columns or cut == line
    assert cut == line or width(line) > columns


OUTCOMES = [
    Outcome(name=f"{number:02}.yaml", seconds={"load": 0.1, "pandoc html": number / 10})
    for number in range(12)
]


def test_times_are_added_up() -> None:
    """By stage, the longest first; the slowest notes, those that were not measured left out."""
    times = run_times([*OUTCOMES, FAILED], whole=9.0, more={"between": 0.25})
    assert list(times.stages) == ["pandoc html", "load", "between"]
    assert times.total == pytest.approx(6.6 + 1.2 + 0.25)
    assert len(times.slowest) == MOST_SLOW
    first = times.slowest[0]
    assert (first.name, first.stage) == ("11.yaml", "pandoc html")
    assert first.seconds == pytest.approx(1.2)


def test_nothing_measured_is_no_fault() -> None:
    """A run without notes has no times."""
    times = run_times([], whole=0.0)
    assert (times.total, times.slowest) == (0, ())
    assert times_text(times).splitlines()[-1].split() == [
        *("all", "processes", "together", "0.000", "s", "0%")
    ]


def test_times_are_a_table() -> None:
    """Stages in words, with seconds and shares, and the sum below them."""
    text = times_text(run_times(OUTCOMES[:3], whole=1.0, more={"between": 0.0001, "read": 0.0001}))
    assert text == (
        "time by stage, 1.000 s in all by the clock:\n"
        "  reading YAML and JSON     0.300 s   50%\n"
        "  HTML by pandoc            0.300 s   50%\n"
        "  2 shorter stages          0.000 s   <1%\n"
        "  all processes together    0.600 s  100%\n"
        "the 3 slowest notes:\n"
        "  02.yaml    0.300 s  mostly HTML by pandoc\n"
        "  01.yaml    0.200 s  mostly reading YAML and JSON\n"
        "  00.yaml    0.100 s  mostly reading YAML and JSON"
    )


def test_one_short_stage_keeps_its_name() -> None:
    """To call it another would say less."""
    times = run_times([], whole=1.0, more={"load": 1.0, "read": 0.0001})
    assert [title for title, _, _ in stage_rows(times)] == [
        "reading YAML and JSON",
        "reading files",
    ]


def test_stages_have_titles() -> None:
    """Formats too; a stage that is new to the table keeps its own name."""
    assert [stage_title(name) for name in ("pandoc docx", "pandoc new", "pandoc", "else")] == [
        "Word by pandoc",
        "new by pandoc",
        "starting pandoc and handing over",
        "else",
    ]
    assert share_text(0.0) == "0%"
