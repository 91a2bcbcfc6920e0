"""Plain prose, which most texts are: read without the parser.

Nothing in this module reads anything in which a sign might have a meaning.
"""

from __future__ import annotations

import re

from minutebook.markdown.grammar import UNFIT
from minutebook.markdown.tree import Node, RichText

# Signs that an inline rule looks for, and what a line begins with that is no plain line of prose.
_SIGNS = re.compile(r"[\\`*_\[\]<&~^\t\r]")
_BLOCK_START = re.compile(r" *(?:[#>+|:=-]|[0-9]+[.)]| {4})")


def read_prose(text: str) -> RichText | None:
    """
    Read a text in which nothing but empty lines has a meaning.

    Args:
        text: May be empty.

    Returns:
        Its paragraphs; ``None`` for a text that needs the parser.
    """
    if _SIGNS.search(text) or UNFIT.search(text):
        return None
    paragraphs: list[list[str]] = [[]]
    for line in text.rstrip(" \n").split("\n"):
        if _BLOCK_START.match(line) or line.endswith("  "):
            return None
        words = line.strip(" ")
        if words:
            paragraphs[-1].append(words)
        elif paragraphs[-1]:
            paragraphs.append([])
    return tuple(Node("p", (), ("\n".join(lines),)) for lines in paragraphs if lines)
