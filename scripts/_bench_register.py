"""Measure the register: how fast it is built, what one change costs, and how soon it answers.

Every command is started as a user starts it. Nothing here is a test: figures differ between
machines.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts._registries import archived, registry  # noqa: E402

from minutebook.workers import cores  # noqa: E402

OURS = (sys.executable, "-m", "minutebook")
COUNT = 500
MEETINGS = 20
ROUNDS = 3
DAY = "2016-05-01"
WORD = "budget"
QUESTIONS: tuple[tuple[str, ...], ...] = (
    ("actions", "--open", "--as-of", DAY, "--series", "group 1"),
    ("actions", "--overdue", "--as-of", DAY, "--owner", "patel", "--series", "group 2"),
    ("decisions", "--series", "group 1"),
    ("questions", "--open", "--series", "group 1"),
    ("feedback", "--strand", "counts", "--series", "group 1"),
    ("attendance", "--by", "sector", "--series", "group 1"),
    ("attendance", "--by", "person"),
    ("timeline", "--strand", "counts", "--series", "group 1"),
    ("search", "northern road"),
    ("search", "budget"),
)
EVERYTHING: tuple[tuple[str, ...], ...] = (
    ("actions", "--open", "--as-of", DAY),
    ("actions", "--as-of", DAY),
    ("decisions",),
)


def main(arguments: list[str]) -> int:
    """
    Run every measurement and print the figures.

    Args:
        arguments: About how many records, 500 where it is not given.
    """
    count = int(arguments[0]) if arguments else COUNT
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = _write(folder / "archive", count)
        size = sum(file.stat().st_size for file in files) / len(files) / 1000
        print(f"{len(files):,} records of {size:.1f} kB, on {cores()} cores\n")
        _build(folder, files)
        _ask(folder, "one series of many", QUESTIONS)
        _ask(folder, "all records at once", EVERYTHING)
        _beside_grep(folder)
    return 0


def _write(archive: Path, count: int) -> list[Path]:
    files = []
    for data in registry(1, series=max(count // MEETINGS, 3), meetings=MEETINGS):
        file = archive / data["id"] / f"{data['id']}.xml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(archived(data))
        files.append(file)
    return files


def _build(folder: Path, files: list[Path]) -> None:
    built, work = _run(folder, "register", "archive")
    print("| building | seconds | records a second | seconds of work |\n|---|---|---|---|")
    print(f"| all | {built:.2f} | {len(files) / built:.0f} | {work:.2f} |")
    same, work = _run(folder, "register", "archive")
    print(f"| nothing changed | {same:.2f} | | {work:.2f} |")
    changed = files[len(files) // 2]
    changed.write_bytes(changed.read_bytes().replace(b"<title>", b"<title>Changed: ", 1))
    once, work = _run(folder, "register", "archive")
    print(f"| one record changed | {once:.2f} | | {work:.2f} |")
    size = (folder / "register.db").stat().st_size
    print(f"\nregister.db: {size / 1e6:.1f} MB\n")


def _ask(folder: Path, title: str, questions: tuple[tuple[str, ...], ...]) -> None:
    print(f"| question, {title} | seconds | seconds of work |\n|---|---|---|")
    for question in questions:
        rounds = [_run(folder, *question) for _ in range(ROUNDS)]
        seconds, work = (statistics.median(column) for column in zip(*rounds, strict=True))
        print(f"| {' '.join(question)} | {seconds:.2f} | {work:.2f} |")
    print()


def _beside_grep(folder: Path) -> None:
    """Find one word in the register and by `grep` in the archive: how soon, and in how much."""
    grep = shutil.which("grep")
    if grep is None:
        print("there is no grep to compare with")
        return
    words = ("search", WORD, "--limit", "10000", "--format", "json")
    start = time.perf_counter()
    said = subprocess.run(
        [*OURS, *words], cwd=folder, check=True, capture_output=True, text=True
    ).stdout
    ours = time.perf_counter() - start
    places = json.loads(said)
    start = time.perf_counter()
    listed = subprocess.run(
        [grep, "-rliw", WORD, "archive"], cwd=folder, check=True, capture_output=True, text=True
    ).stdout
    theirs = time.perf_counter() - start
    records = len({place["record"] for place in places})
    print(f"| the word {WORD} | seconds | records | places |\n|---|---|---|---|")
    print(f"| search | {ours:.2f} | {records:,} | {len(places):,} |")
    print(f"| grep -rliw over the XML | {theirs:.2f} | {len(listed.splitlines()):,} | |")


def _run(folder: Path, *words: str) -> tuple[float, float]:
    """Run a command; give how long it took, and how long processors worked on it."""
    before, start = os.times(), time.perf_counter()
    subprocess.run([*OURS, *words], cwd=folder, check=True, capture_output=True)
    after = os.times()
    work = after.children_user + after.children_system
    return time.perf_counter() - start, work - before.children_user - before.children_system


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
