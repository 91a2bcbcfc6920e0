"""Measure `minutebook validate` beside check-jsonschema, in one run: places, speed and start-up.

Both are started as a user starts them, on the same files and with the same schema. Nothing here is
a test: figures differ between machines, and the places are tests under tests/adversarial.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
# One of the packages that judge stores brings a `tests` of its own, which would go before ours.
ours = ModuleType("tests")
ours.__path__ = [str(ROOT / "tests")]
sys.modules["tests"] = ours

from scripts._bench_places import Score, by_path, by_place  # noqa: E402
from tests.adversarial.marked import marked_notes  # noqa: E402

from minutebook.workers import cores  # noqa: E402

SCHEMA = ROOT / "schema" / "meeting-record.schema.json"
REFERENCE = ROOT.parent / "shared" / "real" / "plenary-2014-10-22.yaml"
STAND_IN = ROOT / "records" / "2014" / "opm-data-sharing-2014-10-22.yaml"
PROGRAMS = Path(sys.executable).parent
OURS = (str(PROGRAMS / "minutebook"), "validate")
THEIRS = (str(PROGRAMS / "check-jsonschema"), "--schemafile", str(SCHEMA))
IN_JSON = (*THEIRS, "--verbose", "--output-format", "json")
IMPORTS = (sys.executable, "-c", "import yaml, jsonschema, click")
COUNT = 1_000
SUBSET = 100
STARTS = 15
_MAINTAINERS = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONDEVMODE"}


class Run(NamedTuple):
    """A program that has ended."""

    output: str
    seconds: float


def main(arguments: list[str]) -> int:
    """
    Run every measurement and print the tables.

    Args:
        arguments: The number of notes, 1,000 where it is not given; then the number of them that
            check-jsonschema gets, 100 where it is not given.
    """
    count = int(arguments[0]) if arguments else COUNT
    subset = int(arguments[1]) if arguments[1:] else SUBSET
    with tempfile.TemporaryDirectory() as folder:
        _places(Path(folder, "places"))
        _speed(Path(folder, "notes"), count, min(subset, count))
    return 0


def _run(command: Sequence[str], cwd: Path) -> Run:
    """Run a program; the files are clean or not, so its exit code says nothing here."""
    # As a user has it: modules that have been compiled once are kept compiled.
    asked = {name: value for name, value in os.environ.items() if name not in _MAINTAINERS}
    environment = {**asked, "NO_COLOR": "1"}
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    if done.returncode not in {0, 1}:
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr}")
    return Run(output=done.stdout, seconds=seconds)


def _places(folder: Path) -> None:
    """Run the notes with seeded faults through both, and print who found what where."""
    notes = marked_notes()
    folder.mkdir()
    for note in notes:
        (folder / note.name).write_bytes(note.data)
    names = [note.name for note in notes]
    ours = _run([*OURS, "--format", "json", *names], folder)
    broken = _breaking(folder, names)
    theirs = _run([*IN_JSON, *_without(names, broken)], folder)
    # Where it cannot read a file, only this has a line.
    in_words = _run([*THEIRS, *_without(names, broken)], folder)
    seeds = sum(len(note.places) for note in notes)
    print(f"{len(notes)} notes with {seeds} seeded faults (tests/adversarial)\n")
    _table(
        ("tool", *Score._fields, "findings per fault", "seconds"),
        [
            _row("minutebook validate", by_place(notes, ours.output), seeds, ours.seconds),
            _row(
                _version(),
                by_path(notes, theirs.output, in_words.output),
                seeds,
                in_words.seconds,
            ),
        ],
    )
    print(
        "right path: no line, but a path to the place at fault, in the finding or in the best match"
        "\nthat goes with it; silent files: with seeds, and not one finding"
    )
    if broken:
        print(f"check-jsonschema ends with a traceback on {', '.join(broken)}: run without")
    print()


def _breaking(folder: Path, names: list[str]) -> list[str]:
    """Find the files that end its run with a traceback, by halves."""
    if _run([*IN_JSON, *names], folder).output:
        return []
    if len(names) == 1:
        return names
    middle = len(names) // 2
    return [*_breaking(folder, names[:middle]), *_breaking(folder, names[middle:])]


def _without(names: list[str], broken: list[str]) -> list[str]:
    return [name for name in names if name not in broken]


def _version() -> str:
    done = subprocess.run([THEIRS[0], "--version"], capture_output=True, text=True, check=True)
    return done.stdout.strip().replace(", version", "")


def _row(tool: str, score: Score, seeds: int, seconds: float) -> tuple[str, ...]:
    findings = f"{score.findings / seeds:.2f}"
    return (tool, *map(str, score), findings, f"{seconds:.2f}")


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Print a table as Markdown."""
    print(f"| {' | '.join(name.replace('_', ' ') for name in head)} |")
    print(f"|---|{'---:|' * (len(head) - 1)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print()


def _speed(folder: Path, count: int, subset: int) -> None:
    """Print how many notes a second each of them validates, and how soon it starts."""
    names = _write_notes(folder, count)
    _run([*OURS, names[0]], folder)  # the first start compiles modules
    rates = dict(_rates(folder, names, subset))
    size = (folder / names[0]).stat().st_size
    print(f"{count} notes of {size / 1000:.1f} kB, on {cores()} cores\n")
    _table(
        ("tool", "notes", "notes a second", "ratio"),
        [
            ("minutebook validate", str(count), f"{rates['ours']:.1f}", _ratio(rates, "ours")),
            ("the same, --jobs 1", str(count), f"{rates['alone']:.1f}", _ratio(rates, "alone")),
            ("check-jsonschema, its start taken off", str(subset), f"{rates['theirs']:.1f}", "1.0"),
        ],
    )
    ours, imports = _starts(folder, ([*OURS, names[0]], list(IMPORTS)))
    print(f"start, median of {STARTS}\n")
    _table(
        ("command", "ms", "ratio"),
        [
            ("minutebook validate one.yaml", f"{ours * 1000:.0f}", f"{ours / imports:.2f}"),
            ('python -c "import yaml, jsonschema, click"', f"{imports * 1000:.0f}", "1.00"),
        ],
    )


def _write_notes(folder: Path, count: int) -> list[str]:
    """Write a note many times, each with an id of its own."""
    text = (REFERENCE if REFERENCE.is_file() else STAND_IN).read_text(encoding="utf-8")
    key = next(line for line in text.splitlines() if line.startswith("id:"))
    folder.mkdir()
    names = [f"{number:05}.yaml" for number in range(count)]
    for name in names:
        note = text.replace(key, f"{key}-{name[:5]}")
        (folder / name).write_text(note, encoding="utf-8")
    return names


def _rates(folder: Path, names: list[str], subset: int) -> Iterator[tuple[str, float]]:
    """Time a whole run of ours, start-up and all, and what one more note costs in theirs."""
    yield "ours", len(names) / _run([*OURS, *names], folder).seconds
    yield "alone", len(names) / _run([*OURS, "--jobs", "1", *names], folder).seconds
    one = min(_run([*THEIRS, names[0]], folder).seconds for _ in range(3))
    many = _run([*THEIRS, *names[:subset]], folder).seconds
    yield "theirs", (subset - 1) / (many - one)


def _ratio(rates: dict[str, float], name: str) -> str:
    return f"{rates[name] / rates['theirs']:.1f}"


def _starts(folder: Path, commands: tuple[list[str], ...]) -> list[float]:
    """Give the median time of each command; they take turns, so that both meet the same machine."""
    times = [[_run(command, folder).seconds for command in commands] for _ in range(STARTS)]
    return [statistics.median(column) for column in zip(*times, strict=True)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
