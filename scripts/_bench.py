"""Time the pipeline beside what a user would otherwise do, in one run, and say it as ratios.

The other way is a loop of pypandoc calls over the same notes as Markdown, three calls a note. It
neither validates nor archives. Nothing here is a test: figures differ between machines.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypandoc  # type: ignore[import-untyped]

from minutebook.batch import Plan, process
from minutebook.inputs import Inputs, gather
from minutebook.load import load
from minutebook.markdown.compose import compose
from minutebook.pandoc import open_engine
from minutebook.record import normalise
from minutebook.render import Manner, load_house
from minutebook.stages import Press

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
NOTE = ROOT / "records" / "2014" / "opm-data-sharing-2014-10-22.yaml"
FORMATS = ("html", "docx", "txt")
WRITERS = {"html": "html5", "docx": "docx", "txt": "plain"}
COUNT = 200


def main(arguments: list[str]) -> int:
    """
    Run every measurement and print the table.

    Args:
        arguments: The number of notes, 200 where it is not given.
    """
    count = int(arguments[0]) if arguments else COUNT
    with tempfile.TemporaryDirectory() as folder:
        notes, out = Path(folder, "notes"), Path(folder, "out")
        _write_notes(notes, count)
        inputs = gather([str(notes)], stdin=lambda: b"")
        size = NOTE.stat().st_size
        print(f"{count} notes of {size / 1000:.1f} kB, one process, one run\n")
        rows = list(_measure(inputs, out, count))
    base = rows[-1][1]
    print(f"{'what':<58}{'notes/s':>9}{'ratio':>8}")
    for what, rate in rows:
        print(f"{what:<58}{rate:>9.1f}{rate / base:>8.1f}")
    return 0


def _write_notes(folder: Path, count: int) -> None:
    folder.mkdir()
    text = NOTE.read_text(encoding="utf-8")
    key = next(line for line in text.splitlines() if line.startswith("id:"))
    for number in range(count):
        note = text.replace(key, f"{key}-{number:05}")
        (folder / f"{number:05}.yaml").write_text(note, encoding="utf-8")


def _measure(inputs: Inputs, out: Path, count: int) -> Iterator[tuple[str, float]]:
    def timed(run: Callable[[], object]) -> float:
        start = time.perf_counter()
        run()
        return count / (time.perf_counter() - start)

    yield "validate", timed(lambda: _process(inputs, Plan(until="validate")))
    archive = Plan(until="archive", to=out / "a", keep_xml=True, to_archive=True)
    yield "validate and archive, each proved whole", timed(lambda: _process(inputs, archive))
    house = load_house()
    with open_engine("worker", house.pandoc_house()) as engine:
        press = Press(engine=engine, house=house, formats=FORMATS, manner=Manner())
        render = Plan(
            until="render",
            to=out / "r",
            keep_xml=True,
            to_archive=True,
            press=lambda _: press,
        )
        yield (
            "validate, archive and render html, docx and txt",
            timed(lambda: _process(inputs, render)),
        )
    markdown = _as_markdown()
    yield "pypandoc loop: the three formats only", timed(lambda: _loop(markdown, out, count))


def _process(inputs: Inputs, plan: Plan) -> None:
    for outcome in process(inputs, plan):
        if outcome.exit_code:
            sys.exit(f"{outcome.name}: {outcome.findings or outcome.error}")


def _as_markdown() -> str:
    """The note as a user without a schema would keep it: headings and prose."""
    record = normalise(load(NOTE.read_bytes(), name=NOTE.name).data).record
    return "\n\n".join(_prose(record, 1))


def _prose(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("title"), str):
            yield f"{'#' * min(depth, 6)} {value['title']}"
        for part in value.values():
            yield from _prose(part, depth + 1)
    elif isinstance(value, list):
        for part in value:
            yield from _prose(part, depth)
    elif isinstance(value, tuple) and value:
        yield compose(value)


def _loop(markdown: str, out: Path, count: int) -> None:
    out.mkdir(exist_ok=True)
    for number in range(count):
        for suffix, writer in WRITERS.items():
            target = out / f"{number:05}.{suffix}"
            pypandoc.convert_text(
                markdown, writer, format="markdown", outputfile=str(target), extra_args=["-s"]
            )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
