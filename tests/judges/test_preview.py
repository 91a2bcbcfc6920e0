"""The preview in Chromium: a page that is open shows each save by itself."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import IN_CI

import minutebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [pytest.mark.pandoc, pytest.mark.slow]

HERE = Path(__file__).parent
PATIENCE_SECONDS = 60

NOTE = """\
schema: meeting-record/1.0
id: parks-2026-03-05
title: Meeting of the parks group
language: en
status: draft
access: open
meeting:
  date: 2026-03-05
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


class Lines:
    """The lines of a process, each waited for."""

    def __init__(self, stream: Iterator[str]) -> None:
        self._lines: Queue[str] = Queue()
        threading.Thread(target=self._read, args=(stream,), daemon=True).start()

    def _read(self, stream: Iterator[str]) -> None:
        for line in stream:
            self._lines.put(line)

    def until(self, start: str) -> str:
        """Wait for a line that begins so; the rest of it."""
        while True:
            line = self._lines.get(timeout=PATIENCE_SECONDS)
            if line.startswith(start):
                return line.removeprefix(start).strip()


@contextmanager
def running(command: list[str], folder: Path, **more: Any) -> Iterator[subprocess.Popen[str]]:
    """A process, and at the end none."""
    with subprocess.Popen(
        command, cwd=folder, text=True, stdin=subprocess.PIPE, start_new_session=True, **more
    ) as process:
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """An office of one note."""
    if importlib.util.find_spec("watchfiles") is None or not (HERE / "node_modules").is_dir():
        what = "the package `watchfiles`, and `npm ci --ignore-scripts` in tests/judges"
        (pytest.fail if IN_CI else pytest.skip)(f"{what} are needed")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.yaml").write_text(NOTE)
    return tmp_path


@contextmanager
def opened(folder: Path, page: str, require: Callable[[str], str]) -> Iterator[Lines]:
    """Watch a folder with a preview, and open a page of it in Chromium: what that tells."""
    source = str(Path(minutebook.__file__).parents[1])
    path = os.pathsep.join(filter(None, (source, os.environ.get("PYTHONPATH", ""))))
    watch = [sys.executable, "-m", "minutebook", "watch", "notes", "--serve=0", "--formats=html"]
    environment = {**os.environ, "PYTHONPATH": path}
    with running(watch, folder, env=environment, stderr=subprocess.PIPE) as watching:
        assert watching.stderr is not None
        address = Lines(watching.stderr).until("preview at ") + page
        judge = [require("node"), str(HERE / "preview_judge.mjs"), require("chromium"), address]
        with running(judge, HERE, stdout=subprocess.PIPE) as judging:
            assert judging.stdout is not None
            yield Lines(judging.stdout)


def test_an_open_page_shows_each_save(folder: Path, require: Callable[[str], str]) -> None:
    """New words, then what is wrong above the old ones; no fault of a script or of its policy."""
    page = "parks-2026-03-05/parks-2026-03-05.html"
    with opened(folder, page, require) as told:
        seen = [json.loads(told.until(""))]
        for text in (NOTE.replace("safe", "red"), NOTE.replace("title:", "titel:"), NOTE):
            (folder / "notes" / "a.yaml").write_text(text)
            seen.append(json.loads(told.until("")))
    assert [one["faults"] for one in seen] == [[], [], [], []]
    assert [one["strip"] for one in seen] == [None, None, "4px", None]
    assert ["The swings are safe." in one["text"] for one in seen] == [True, False, False, True]
    assert "The swings are red." in seen[1]["text"]
    assert "The swings are red." in seen[2]["text"]
    assert "there is no key `titel`" in seen[2]["text"]
    assert b"EventSource" not in (folder / "out" / page).read_bytes()


def test_the_list_shows_each_save(folder: Path, require: Callable[[str], str]) -> None:
    """A note that is new is there without a hand on the browser."""
    with opened(folder, "", require) as told:
        seen = [json.loads(told.until(""))]
        (folder / "notes" / "b.yaml").write_text(NOTE.replace("03-05", "03-06"))
        seen.append(json.loads(told.until("")))
    assert [one["faults"] for one in seen] == [[], []]
    assert "Preview: 1 note" in seen[0]["text"]
    assert "Preview: 2 notes" in seen[1]["text"]
