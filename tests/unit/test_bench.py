"""What builds are timed on, and how the figures are put together; not the figures themselves."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from scripts import _bench as bench
from scripts._bench_memory import peak_of
from scripts._bench_notes import as_markdown, write_notes

from minutebook.batch import Plan, process
from minutebook.inputs import gather

if TYPE_CHECKING:
    from pathlib import Path


def test_the_notes_are_sound_and_of_several_lengths(tmp_path: Path) -> None:
    """The same each time, around the size of the reference note."""
    sizes = [write_notes(tmp_path / name, 8) for name in ("a", "b")]
    assert sizes[0] == sizes[1]
    texts = [path.read_bytes() for path in sorted((tmp_path / "a").glob("*.*"))]
    assert texts == [path.read_bytes() for path in sorted((tmp_path / "b").glob("*.*"))]
    plan = Plan(until="archive", to=tmp_path / "out", to_archive=True)
    found = list(process(gather([str(tmp_path / "a")], stdin=bytes), plan))
    assert [(one.findings, one.exit_code) for one in found] == [((), 0)] * 8
    assert len({one.record_id for one in found}) == 8
    lengths = [len(text) for text in as_markdown(tmp_path / "a")]
    assert len(set(lengths)) >= 6
    assert max(lengths) > 2 * min(lengths)


def test_each_row_is_seen_beside_the_loop_and_beside_pandoc() -> None:
    """The last one is what others would do; the second is pandoc alone."""
    rows = [bench.Row(what=what, per_second=rate) for what, rate in (("a", 8), ("b", 10), ("c", 2))]
    lines = bench.table(rows).splitlines()
    assert [line.split()[-3:] for line in lines[1:]] == [
        ["8.0", "4.0", "0.80"],
        ["10.0", "5.0", "1.00"],
        ["2.0", "1.0", "0.20"],
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_memory_is_that_of_all_processes() -> None:
    """A child's is counted too, and a command that fails is no figure."""
    held = "x = b'x' * 50_000_000; import time; time.sleep(0.5)"
    inner = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {held!r}])"
    assert peak_of([sys.executable, "-c", inner]) > 50_000_000
    with pytest.raises(subprocess.CalledProcessError):
        peak_of([sys.executable, "-c", "raise SystemExit(3)"])
