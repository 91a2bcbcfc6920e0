"""
Notes with seeded faults: a marked file becomes the note's bytes and the place of each fault.

Nothing in this module may use the code that is measured with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "notes"
SEED = "▼"
_TAB = "⇥"
_BREAK = "----\n"
_CODE_POINT = re.compile("⟨([0-9a-f]+)⟩")
_TIMES = re.compile(r"⟨([^⟨⟩]*)\*([0-9]+)⟩")
_LINE_END = re.compile(r"\r\n|\r|\n")
_WAYS = frozenset({"bom", "crlf", "cr", "noend"})

Place = tuple[int, int]
"""A line and a column, each counted from 1; columns in characters."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Marked:
    """A note with seeded faults."""

    name: str
    """The name of the note's file."""
    why: str
    """What is hard about it."""
    data: bytes
    """The note as an author's editor would save it."""
    places: tuple[Place, ...]
    """Where each seeded fault stands, in the order of the lines."""


def marked_notes(folder: Path = FOLDER) -> tuple[Marked, ...]:
    """
    Read every marked file of a folder.

    Args:
        folder: Where the files are.

    Returns:
        The notes, by name.
    """
    return tuple(read_marked(path) for path in sorted(folder.glob("*.marked")))


def read_marked(path: Path) -> Marked:
    """
    Read one marked file.

    Args:
        path: ``NAME.yaml.marked`` or ``NAME.json.marked``.

    Returns:
        The note and its places.

    Raises:
        ValueError: Its head is not as `README.md` says.
    """
    head, _, body = path.read_bytes().decode("utf-8").partition(_BREAK)
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    ways = fields.pop("bytes", "").split()
    if set(fields) != {"why"} or not set(ways) <= _WAYS:
        raise ValueError(f"{path.name}: a head of `why:` and `bytes:` are due")
    name = path.name.removesuffix(".marked")
    text = _written(body.replace("⟨id⟩", name.replace(".", "-")), ways)
    note = text.replace(SEED, "")
    data = note.encode("utf-8")
    return Marked(
        name=name,
        why=fields["why"],
        data=b"\xef\xbb\xbf" + data if "bom" in ways else data,
        places=_places(text),
    )


def _written(body: str, ways: list[str]) -> str:
    """Put in what the file only names, and the line ends that it asks for."""
    body = _TIMES.sub(lambda match: match[1].replace("\\n", "\n") * int(match[2]), body)
    if "noend" in ways:
        body = body.removesuffix("\n")
    if "crlf" in ways or "cr" in ways:
        body = body.replace("\n", "\r\n" if "crlf" in ways else "\r")
    body = _CODE_POINT.sub(lambda match: chr(int(match[1], 16)), body)
    return body.replace(_TAB, "\t")


def _places(text: str) -> tuple[Place, ...]:
    """Count the line and the column of each seed, as if there were none."""
    places = []
    for number, line in enumerate(_LINE_END.split(text), start=1):
        parts = line.split(SEED)
        ends = [sum(len(part) for part in parts[:count]) for count in range(1, len(parts))]
        places += [(number, end + 1) for end in ends]
    return tuple(places)
