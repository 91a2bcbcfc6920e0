"""One writer in a folder, and words that name it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from minutebook.errors import BusyError, ExitCode
from minutebook.lock import Holder, only_writer

if TYPE_CHECKING:
    from pathlib import Path

ME = Holder(pid=os.getpid(), host="archive-1", since="2026-03-05 10:15")
HOLDER = ".minutebook.holder"


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    """A second run is kept out, and may come in when the first has gone."""
    second = only_writer(tmp_path / "out")
    with only_writer(tmp_path / "out"), pytest.raises(BusyError) as caught, second:
        pass
    assert caught.value.exit_code is ExitCode.BUSY
    with only_writer(tmp_path / "out"):
        assert list((tmp_path / "out").iterdir()) == []


def test_who_is_kept_out_is_told_by_whom(tmp_path: Path) -> None:
    """The process, the machine, and since when; nothing of it stays."""
    other = replace(ME, pid=1)
    with (
        only_writer(tmp_path, ME),
        pytest.raises(BusyError) as caught,
        only_writer(tmp_path, other),
    ):
        pass
    words = f"another run is writing into {tmp_path}: process {ME.pid} on archive-1, "
    assert caught.value.message == words + "since 2026-03-05 10:15"
    assert list(tmp_path.iterdir()) == []


def test_the_words_outlast_who_is_kept_out(tmp_path: Path) -> None:
    """The third is told as the second was."""
    with only_writer(tmp_path, ME):
        for _ in range(2):
            with pytest.raises(BusyError, match="archive-1"), only_writer(tmp_path, ME):
                pass


@pytest.mark.parametrize(
    "words",
    [b"", b"{", b"[1]", b'{"pid": "x"}', b'{"pid": 1e999, "host": "", "since": ""}', b"\xff"],
)
def test_words_that_make_no_sense_are_left_out(tmp_path: Path, words: bytes) -> None:
    """The lock holds all the same."""
    with only_writer(tmp_path):
        (tmp_path / HOLDER).write_bytes(words)
        with pytest.raises(BusyError) as caught, only_writer(tmp_path, ME):
            pass
    assert caught.value.message == f"another run is writing into {tmp_path}"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")
def test_what_a_killed_run_left_behind_is_waited_for(tmp_path: Path) -> None:
    """Its helpers hold the lock until they notice; nobody is told to come back later."""
    program = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from minutebook.lock import Holder, only_writer\n"
        "own = Holder(pid=os.getpid(), host='archive-1', since='now')\n"
        "with only_writer(Path(sys.argv[1]), own):\n"
        "    if os.fork():\n"
        "        os.kill(os.getpid(), 9)\n"
        "    time.sleep(0.5)\n"
        "    os._exit(0)\n"
    )
    before = time.monotonic()
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    with only_writer(tmp_path, ME):
        assert time.monotonic() - before > 0.4
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_may_not_be_written_is_locked_without_words(tmp_path: Path) -> None:
    """What is in it already can be told to be as it should be."""
    tmp_path.chmod(0o555)
    try:
        with only_writer(tmp_path, ME):
            assert True
    finally:
        tmp_path.chmod(0o755)
