"""Notes to be timed: the reference note, shorter and longer, and the same as Markdown."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minutebook.load import load
from minutebook.markdown.compose import compose
from minutebook.record import normalise
from minutebook.yaml_text import write_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
NOTE = ROOT / "records" / "2014" / "opm-data-sharing-2014-10-22.yaml"
_LENGTHS = 7
"""How many lengths there are, from half of the reference note to one and a half."""


def write_notes(folder: Path, count: int) -> int:
    """
    Write notes of several lengths.

    Args:
        folder: Is made.
        count: How many.

    Returns:
        The bytes of one on average.
    """
    folder.mkdir()
    shutil.copy(ROOT / "records" / "minutebook.toml", folder)
    shutil.copytree(ROOT / "records" / "schemas", folder / "schemas")
    data = load(NOTE.read_bytes(), name=NOTE.name).data
    sizes = []
    for number in range(count):
        text = write_yaml(of_length(data, number % _LENGTHS))
        text = text.replace(data["id"], f"{data['id']}-{number:05}", 1)
        path = folder / f"{number:05}.yaml"
        path.write_text(text, encoding="utf-8")
        sizes.append(path.stat().st_size)
    return sum(sizes) // max(len(sizes), 1)


def of_length(data: dict[str, Any], length: int) -> dict[str, Any]:
    """
    Give the note with fewer sessions or more words.

    Args:
        data: The reference note.
        length: From 0, the shortest, to the last; the middle is the note itself.
    """
    middle = _LENGTHS // 2
    sessions = data["sessions"]
    kept = sessions[: len(sessions) - max(middle - length, 0) * len(sessions) // (2 * middle)]
    more = "\n\n".join([data["background"]] * (1 + 3 * max(length - middle, 0)))
    return {**data, "sessions": kept, "background": more}


def as_markdown(folder: Path) -> list[str]:
    """Give the notes as a user without a schema would keep them: headings and prose."""
    return [
        "\n\n".join(_prose(normalise(load(path.read_bytes(), name=path.name).data).record, 1))
        for path in sorted(folder.glob("*.yaml"))
    ]


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
