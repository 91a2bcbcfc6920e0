"""The stopwatch gives each stage its own seconds, and measures nothing where nobody asks."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from minutebook.batch import Plan, process
from minutebook.inputs import gather
from minutebook.stopwatch import UNTIMED, Stopwatch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOTE = """\
schema: meeting-record/1.0
id: parks-2026-03-05
title: Meeting of the parks group
meeting:
  date: 2026-03-05
background: The swings are *safe*.
"""


def ticking() -> Callable[[], float]:
    """A clock that goes on by a second each time it is read."""
    seconds = count()
    return lambda: float(next(seconds))


def test_a_stage_within_another_is_not_counted_twice() -> None:
    """All stages together are the whole time."""
    watch = Stopwatch(ticking())
    with watch.stage("outer"):
        with watch.stage("inner"):
            pass
        with watch.stage("inner"):
            pass
    assert watch.seconds == {"outer": 3.0, "inner": 2.0}


def test_a_stage_that_fails_is_measured() -> None:
    """What took long before it failed is seen, and what comes after it is measured right."""
    watch = Stopwatch(ticking())

    def fail() -> None:
        with watch.stage("outer"), watch.stage("inner"):
            raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        fail()
    with watch.stage("next"):
        pass
    assert watch.seconds == {"outer": 2.0, "inner": 1.0, "next": 1.0}


def test_nothing_is_measured_without_a_clock() -> None:
    """One stopwatch without a clock serves everybody."""
    with UNTIMED.stage("outer"), UNTIMED.stage("inner"):
        pass
    assert UNTIMED.seconds == {}


@pytest.mark.parametrize("is_timed", [True, False])
def test_a_note_brings_its_seconds_along(tmp_path: Path, *, is_timed: bool) -> None:
    """Of the stages that it came to, the last one too, where the plan has a clock."""
    (tmp_path / "a.yaml").write_text(NOTE)
    (tmp_path / "b.yaml").write_text(NOTE.replace("title:", "titel:").replace("parks", "roads"))
    (tmp_path / "c.yaml").symlink_to("nowhere")
    plan = Plan(
        until="archive",
        to=tmp_path / "out",
        keep_xml=True,
        across=True,
        clock=ticking() if is_timed else None,
    )
    found = {
        outcome.name[-6:]: list(outcome.seconds)
        for outcome in process(gather([str(tmp_path)], stdin=bytes), plan)
    }
    stages = ["read", "load", "validate", "complete", "archive", "proof", "facts", "write"]
    whole = {"a.yaml": stages, "b.yaml": ["read", "load", "validate", "facts"], "c.yaml": ["read"]}
    assert found == (whole if is_timed else {name: [] for name in whole})
