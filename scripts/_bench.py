"""Time a build beside what a user would otherwise do, in one run, and say it as ratios.

The other way is a loop of pypandoc calls over the same notes as Markdown, three calls a note; it
neither validates nor archives. The floor is pandoc alone: two of our long-lived processes that are
given finished documents. Nothing here is a test: figures differ between machines.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # a file that is run finds only the modules beside it

import pypandoc  # type: ignore[import-untyped]  # noqa: E402
from scripts._bench_memory import peak_of  # noqa: E402
from scripts._bench_notes import as_markdown, write_notes  # noqa: E402

from minutebook.archive import write_xml  # noqa: E402
from minutebook.load import load  # noqa: E402
from minutebook.pandoc import Job, Output, open_engine  # noqa: E402
from minutebook.record import normalise  # noqa: E402
from minutebook.render import load_house, to_ast  # noqa: E402
from minutebook.xml_parser import parse_xml  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from minutebook.pandoc import Format

FORMATS: tuple[Format, ...] = ("html", "docx", "txt")
WRITERS = {"html": "html5", "docx": "docx", "txt": "plain"}
COUNT, ROUNDS = 200, 3
AT_ONCE = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One way to do it."""

    what: str
    per_second: float
    """Notes a second, the median of the rounds."""


def main(arguments: list[str]) -> int:
    """
    Run every measurement and print the table.

    Args:
        arguments: The number of notes, and ``--rounds N``.
    """
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=COUNT)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        notes = work / "notes"
        size = write_notes(notes, asked.count)
        cores = len(os.sched_getaffinity(0))
        print(f"{asked.count} notes of {size / 1000:.1f} kB on average, {cores} cores,")
        print(f"html, docx and txt of each; medians of {asked.rounds} rounds\n")
        rows, again, memory = measured(work, asked.count, asked.rounds)
    print(table(rows))
    print(f"\nunchanged rebuild: {again[0]:.2f} s, {again[2] / again[0]:.0f} times faster")
    print(f"one note changed:  {again[1]:.2f} s, {again[1] / again[0]:.2f} times that")
    print(f"most memory of all processes of a build: {memory / 2**20:.0f} MB")
    return 0


def measured(
    work: Path, count: int, rounds: int
) -> tuple[list[Row], tuple[float, float, float], int]:
    """
    Measure everything, the ways in turn so that none has a quieter machine than another.

    Returns:
        A row a way, the slowest loop last; seconds of a rebuild without a change, with one note
        changed, and of a whole build; and the most memory of a build, in bytes.
    """
    notes = work / "notes"
    ways: dict[str, Callable[[], object]] = {
        "minutebook build: validate, archive with its proof, three formats": partial(
            build, notes, work / "out", force=True
        ),
        "pandoc alone: the same documents, two processes that stay": floor(notes),
        "a loop of pypandoc calls, two at a time: three formats only": partial(
            loop, as_markdown(notes), work / "loop", AT_ONCE
        ),
        "a loop of pypandoc calls: three formats only": partial(
            loop, as_markdown(notes), work / "loop", 1
        ),
    }
    seconds: dict[str, list[float]] = {what: [] for what in ways}
    for _ in range(rounds):
        for what, way in ways.items():
            seconds[what].append(timed(way))
    rows = [Row(what=what, per_second=count / median(took)) for what, took in seconds.items()]
    rebuild = partial(build, notes, work / "out")
    unchanged = median(timed(rebuild) for _ in range(rounds))
    changed = []
    for number in range(rounds):
        note = next(iter(sorted(notes.glob("*.yaml"))))
        note.write_text(note.read_text(encoding="utf-8") + f"# {number}\n", encoding="utf-8")
        changed.append(timed(rebuild))
    whole = median(next(iter(seconds.values())))
    memory = peak_of(command(notes, work / "out", force=True))
    return rows, (unchanged, median(changed), whole), memory


def timed(way: Callable[[], object]) -> float:
    """Count the seconds that something takes."""
    start = time.perf_counter()
    way()
    return time.perf_counter() - start


def command(notes: Path, out: Path, *, force: bool = False) -> list[str]:
    """Write the command line of a build."""
    words = [sys.executable, "-m", "minutebook", "build", str(notes), "--to", str(out)]
    return [*words, "--quiet", "--no-report", *(["--force"] if force else [])]


def build(notes: Path, out: Path, *, force: bool = False) -> None:
    """Build as a user does."""
    subprocess.run(command(notes, out, force=force), check=True, stdout=subprocess.DEVNULL)


def loop(texts: Sequence[str], out: Path, at_once: int) -> None:
    """Call pypandoc for each format of each note."""
    out.mkdir(exist_ok=True)

    def convert(number: int) -> None:
        for suffix, writer in WRITERS.items():
            target = str(out / f"{number:05}.{suffix}")
            pypandoc.convert_text(
                texts[number], writer, format="markdown", outputfile=target, extra_args=["-s"]
            )

    with ThreadPoolExecutor(at_once) as threads:
        list(threads.map(convert, range(len(texts))))


def floor(notes: Path) -> Callable[[], object]:
    """Prepare to have pandoc write the very documents that a build has it write."""
    house = load_house()
    jobs = []
    for path in sorted(notes.glob("*.yaml")):
        record = normalise(load(path.read_bytes(), name=path.name).data).record
        root = parse_xml(write_xml(record))
        outputs = tuple(
            Output(format=one, ast=to_ast(root, output_format=one, house=house)) for one in FORMATS
        )
        jobs.append(Job(name=path.stem, outputs=outputs, epoch=0))

    def write(part: Sequence[Job]) -> None:
        with open_engine("worker", house.pandoc_house()) as engine:
            for job in part:
                engine.write(job)

    def run() -> None:
        with ThreadPoolExecutor(AT_ONCE) as threads:
            list(threads.map(write, [jobs[start::AT_ONCE] for start in range(AT_ONCE)]))

    return run


def table(rows: Sequence[Row]) -> str:
    """Write the rows, each beside the last one and beside pandoc alone."""
    base, bare = rows[-1].per_second, rows[1].per_second
    head = f"{'what':<68}{'notes/s':>8}{'ratio':>7}{'of pandoc':>11}"
    lines = [
        f"{row.what:<68}{row.per_second:>8.1f}{row.per_second / base:>7.1f}"
        f"{row.per_second / bare:>11.2f}"
        for row in rows
    ]
    return "\n".join([head, *lines])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
