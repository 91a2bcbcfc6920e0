"""The law of rebuilds: whatever has changed, nobody can tell one from a build of everything."""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.rebuilds import Build, Result, text

from minutebook.render import Manner
from minutebook.state import outputs, rebuild
from minutebook.state.store import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.property, pytest.mark.slow]

NAMES = st.sampled_from(["a.yaml", "b.yaml", "in/c.yaml", "in/d.json.yaml"])
NOTES = st.sampled_from(
    [
        text("one"),
        text("two"),
        text("TWO", words="Another."),
        text("one", words="We mut."),
        text("three", more="  previous: one\n"),
        text("three", more="  previous: four\n", words="*We* met."),
        text("two").replace("title:", "titel:"),
        text("one", words="[x](javascript:y)"),
        "title: [",
        "",
    ]
)
OFFICES = st.sampled_from(
    [
        None,
        "[build]\nformats = ['txt']\n",
        "[build]\nformats = ['txt', 'md', 'pdf']\nexclude = ['in']\n",
        "[build]\nformats = ['epub']\n[defaults]\nrights = 'Ours'\n",
        "[severity]\nW401 = 'error'\n",
        "[management]\nprofile = 'records-office'\n",
    ]
)
STEPS = st.one_of(
    st.tuples(st.just("write"), NAMES, NOTES),
    st.tuples(st.just("quietly"), NAMES, NOTES),
    st.tuples(st.just("delete"), NAMES, st.none()),
    st.tuples(st.just("touch"), NAMES, st.none()),
    st.tuples(st.just("office"), st.none(), OFFICES),
    st.tuples(st.just("width"), st.none(), st.sampled_from([50, 72])),
)
# What was changed by hand is kept where its note is gone: so nothing else changes meanwhile.
SPOILS = st.sampled_from(["nothing", "edit", "remove", "empty", "state"])
ROUNDS = st.tuples(st.lists(STEPS, min_size=1, max_size=3), SPOILS)


@pytest.fixture(autouse=True, scope="module")
def _as_if_hours_passed() -> Iterator[None]:
    """Let stamps count at once: otherwise all would be so new that it is read again."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (outputs, rebuild):
            patch.setattr(module, "RACY_NS", 0)
        yield


@given(st.lists(ROUNDS, min_size=2, max_size=5))
@settings(
    max_examples=max(settings().max_examples // 4, 10),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_a_rebuild_is_a_build(
    rounds: list[tuple[list[tuple[str, str | None, object]], str]],
) -> None:
    """The same files, the same findings of each note and between them, the same exit codes."""
    with tempfile.TemporaryDirectory() as folder:
        build = Build(notes=Path(folder, "notes"), to=Path(folder, "out"))
        build.notes.mkdir()
        for number, (steps, spoil) in enumerate(rounds):
            for step in steps:
                build = _changed(build, *step)
            whole = replace(build, to=Path(folder, f"full{number}")).fresh()
            _see_that_it_is(whole, replace(build).again())
            _spoil(build, spoil)
            _see_that_it_is(whole, replace(build).again())
            assert replace(build).again().made == ()


def _see_that_it_is(whole: Result, found: Result) -> None:
    assert found.outcomes == whole.outcomes
    assert found.across == whole.across
    assert found.tree == whole.tree


def _changed(build: Build, what: str, name: str | None, value: object) -> Build:
    path = build.notes / (name or "minutebook.toml")
    if what == "width":
        assert isinstance(value, int)
        return replace(build, manner=Manner(columns=value))
    if what in {"delete", "office"} and value is None:
        path.unlink(missing_ok=True)
    elif what == "touch":
        if path.exists():
            os.utime(path)
    else:
        _write(path, str(value), quietly=what == "quietly")
    return build


def _write(path: Path, words: str, *, quietly: bool) -> None:
    """Write a note; quietly means with the time that it had."""
    path.parent.mkdir(exist_ok=True)
    before = path.stat() if path.exists() else None
    path.write_text(words)
    if quietly and before is not None:
        time.sleep(0.005)  # the clock of a disk is coarse
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _spoil(build: Build, how: str) -> None:
    """Do to what was built what a person may do."""
    if how == "state":
        (build.to / FILE).unlink(missing_ok=True)
        return
    for path in sorted(build.to.glob("*/*.*"))[:2]:
        if how == "nothing":
            continue
        if how == "remove":
            path.unlink()
        else:
            path.write_bytes(b"" if how == "empty" else path.read_bytes() + b" ")
