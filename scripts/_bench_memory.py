"""The most memory that a command and all its processes hold together; Linux alone can say it."""

from __future__ import annotations

import contextlib
import subprocess
import time
from pathlib import Path

_PAUSE_SECONDS = 0.05


def peak_of(words: list[str]) -> int:
    """
    Run a command, and look at it again and again.

    Args:
        words: The command.

    Returns:
        Bytes; what processes share is counted once.

    Raises:
        CalledProcessError: It failed.
    """
    started = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    most = 0
    while started.poll() is None:
        most = max(most, sum(map(_held, [started.pid, *_offspring(started.pid)])))
        time.sleep(_PAUSE_SECONDS)
    if started.returncode:
        raise subprocess.CalledProcessError(started.returncode, words)
    return most


def _offspring(pid: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(OSError):  # it has ended meanwhile
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text().split()):
                found += [child, *_offspring(child)]
    return found


def _held(pid: int) -> int:
    """Give the share of a process in the memory of the machine."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
