"""The styles of Word and OpenDocument house files, as `word-styles.toml` has them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HOUSE = Path(__file__).resolve().parent.parent.joinpath("pipeline", "minutebook", "house")


@dataclass(frozen=True, kw_only=True, slots=True)
class House:
    """What `word-styles.toml` says."""

    fonts: Mapping[str, Mapping[str, str]]
    colours: Mapping[str, str]
    page: Mapping[str, float]
    styles: Sequence[Style]


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """One named style; sizes and room in points, absent where the style below has its say."""

    name: str
    kind: str = "paragraph"
    """``paragraph``, ``character`` or ``table``."""
    based_on: str = ""
    next: str = ""
    default: bool = False
    keep: str = ""
    """``next`` with what follows, ``whole`` on one page."""
    outline: int = 0
    """The level of a heading."""
    before: float | None = None
    after: float | None = None
    line: float | None = None
    """Leading, in lines."""
    left: float | None = None
    right: float | None = None
    align: str = ""
    tab: float | None = None
    """Where the one tab stop is, to the right of what stands before it."""
    bars: Mapping[str, Any] = field(default_factory=dict)
    ground: str = ""
    font: str = ""
    size: float | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    struck: bool = False
    raised: bool = False
    colour: str = ""
    rules: Mapping[str, float] = field(default_factory=dict)
    """A table's lines: ``top``, ``bottom``, ``inside`` (between rows)."""
    cell: Mapping[str, float] = field(default_factory=dict)
    """Room in a table's cells, by side."""
    head: Mapping[str, Any] = field(default_factory=dict)
    """A table's first row."""


def read_house() -> House:
    """
    Read the table of styles.

    Raises:
        TypeError: A style has a key that no style has.
    """
    table = tomllib.loads((HOUSE / "word-styles.toml").read_text(encoding="utf-8"))
    return House(
        fonts=table["fonts"],
        colours=table["colours"],
        page=table["page"],
        styles=[Style(**style) for style in table["style"]],
    )
