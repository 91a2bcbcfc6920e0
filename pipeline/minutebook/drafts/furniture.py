"""What belongs to a page and not to the note on it: page numbers, running heads, a web page's foot.

The patterns are data, in `words/furniture.toml`. Nothing in this module knows a file format.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIGITS = re.compile(r"[0-9]+")
_EDGE = 3
"""How many lines at the top and the foot of a page may be furniture."""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    text = files("minutebook.drafts").joinpath("words/furniture.toml").read_text(encoding="utf-8")
    lines: list[str] = tomllib.loads(text)["lines"]
    return tuple(re.compile(line, re.IGNORECASE) for line in lines)


def is_furniture(line: str) -> bool:
    """
    Say whether a line is one that pages have and notes do not.

    Args:
        line: One line of text.
    """
    text = " ".join(line.split())
    return len(text) <= 200 and any(pattern.fullmatch(text) for pattern in _patterns())


def repeated_lines(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """
    Find the lines that stand at the edge of several pages.

    Args:
        pages: The lines of each page.

    Returns:
        Those that stand at the top or foot of two pages and of half of them, whatever their
        numbers; without blanks at their ends.
    """
    if len(pages) < 2:
        return frozenset()
    edges = [_edges(page) for page in pages]
    count = Counter(shape for edge in edges for shape in {_DIGITS.sub("0", line) for line in edge})
    shapes = {shape for shape, times in count.items() if times >= max(2, len(pages) / 2)}
    return frozenset(line for edge in edges for line in edge if _DIGITS.sub("0", line) in shapes)


def _edges(page: Sequence[str]) -> set[str]:
    lines = [line.strip() for line in page if line.strip()]
    edge = min(_EDGE, max(1, len(lines) // 6))
    return {line for line in (*lines[:edge], *lines[-edge:]) if len(line) < 120}
