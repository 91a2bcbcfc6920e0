"""Plain prose, which most texts are: read without the parser.

Nothing in this module reads anything in which a sign might have a meaning.
"""

from __future__ import annotations

import re
from io import StringIO

from minutebook.markdown.grammar import is_fit
from minutebook.markdown.tree import Node, RichText

# Signs that an inline rule looks for, and what a line begins with that is no plain line of prose.
_SIGNS = re.compile(r"[\\`*_\[\]<&~^\t\r]")
_BLOCK_START = re.compile(r" *(?:[#>+|:=-]|[0-9]+[.)]| {4})")

# What a rule of the parser may begin at, so that it takes time.
_COSTLY = "\n\r\t!#$%&*+-:;<=>@[\\]^_`{}~|"


def signs_in(text: str) -> int:
    """
    Count what takes the parser its time.

    Args:
        text: A whole field.

    Returns:
        The lines of the text and the signs in it that may mean something; 0 for plain prose.

    Source:
        Measured: 20,000 of them take up to a second, whatever they are.
    """
    return 0 if read_prose(text) is not None else sum(map(text.count, _COSTLY))


def read_prose(text: str) -> RichText | None:
    """
    Read a text in which nothing but empty lines has a meaning.

    Args:
        text: May be empty.

    Returns:
        Its paragraphs; ``None`` for a text that needs the parser.
    """
    if _SIGNS.search(text) or not is_fit(text):
        return None
    text = text.rstrip(" \n")
    if "\n" not in text:  # one line, as most texts are
        return None if _BLOCK_START.match(text) else _one_line(text.strip(" "))
    paragraphs: list[Node] = []
    lines: list[str] = []
    # Line by line and paragraph by paragraph, so that a long text is not held several times.
    for line in StringIO(text):
        if _BLOCK_START.match(line) or line.endswith(("  ", "  \n")):
            return None
        words = line.strip(" \n")
        if words:
            lines.append(words)
        elif lines:
            paragraphs.append(_paragraph(lines))
            lines = []
    if lines:
        paragraphs.append(_paragraph(lines))
    return tuple(paragraphs)


def _one_line(words: str) -> RichText:
    return (Node("p", (), (words,)),) if words else ()


def _paragraph(lines: list[str]) -> Node:
    return Node("p", (), ("\n".join(lines),))
