"""An office's file that is no TOML: what is wrong, where, and what to do, in a clerk's words.

Nothing in this module knows what an office's file says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minutebook.errors import Finding
from minutebook.load.places import Lines
from minutebook.office.places import DEEPEST
from minutebook.wording import quoted

if TYPE_CHECKING:
    from pathlib import Path as FilePath

_LINE = 'a line is a name, an equals sign and a text in quotes, as in `name = "County Council"`'
_REASONS = (
    ("Expected '='", "a name stands here without an equals sign", _LINE),
    ("Invalid value", "the value is missing, or is text without quotes", _LINE),
    ("Unescaped", "a single backslash stands between double quotes", "write it twice"),
    ("Illegal character", "the quote is not closed on its line", _LINE),
    ("Unterminated string", "the quote is not closed", _LINE),
    ("Unclosed array", "the bracket `[` is not closed", "write `]` after the last entry"),
    ("Unclosed inline table", "the bracket `{` is not closed", "write `}` after the last entry"),
    ("Cannot", "this name has its value already, further up", "keep one of the two"),
    ("Expected newline", "more words stand after the value", "begin each name on its own line"),
    ("Expected ']", "the bracket of a heading is not closed", "write it as in `[defaults]`"),
)
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
# What holds brackets that are none, the longer quotes first; then brackets and what parts lines.
_SIGNS = re.compile(
    r'"{3}(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5})?|\'{3}(?:[^\']|\'(?!\'\'))*+(?:\'{3,5})?'
    r'|"(?:[^"\\\n]|\\.)*+"?|\'[^\'\n]*+\'?|\#[^\n]*+|(?P<sign>[\[\]{}=\n])',
    re.DOTALL,
)
_BEGINS_A_LINE = re.compile(
    r"[ \t]*(?:\[[^\[\]\n,]+\][ \t]*(?:#.*)?$|[\w.\"'-]+[ \t]*=)", re.MULTILINE
)
_CLOSING = {"[": "]", "{": "}"}


def not_utf8(file: FilePath, error: UnicodeDecodeError) -> Finding:
    """
    Say which byte is not UTF-8.

    Args:
        file: The office's file.
        error: What Python says of its bytes.
    """
    before = error.object[: error.start].decode("utf-8")
    return _finding(
        file,
        Lines(text=error.object.decode("utf-8", "replace")),
        (len(before), len(before) + 1),
        f"the byte {error.object[error.start]:02X} here is not UTF-8",
        "save the file again with the encoding UTF-8",
    )


def too_deep(file: FilePath, text: str, index: int) -> Finding:
    """
    Say that lists and blocks of keys stand too deep in one another.

    Args:
        file: The office's file.
        text: What is in it.
        index: Where the first of them stands.
    """
    message = f"more than {DEEPEST} lists and blocks of keys stand inside each other here"
    hint = "take it out: the office's file needs no more than three"
    return _finding(file, Lines(text=text), (index, index), message, hint)


def not_toml(file: FilePath, text: str, said: str) -> Finding:
    """
    Word what tomllib says of a file.

    Args:
        file: The office's file.
        text: What is in it.
        said: The text of the error; it ends with a line and column, or names the end.
    """
    lines = Lines(text=text)
    found = _PLACE.search(said)
    index = len(text.rstrip())
    if found and found[1]:
        index = min(lines.starts[int(found[1]) - 1] + int(found[2]) - 1, len(text))
    opened = _open_brackets(text, index)
    for bracket in reversed(opened):
        if _is_left_open(lines, text, bracket, index):
            message = f"the bracket `{text[bracket]}` is not closed"
            hint = f"write `{_CLOSING[text[bracket]]}` after the last entry"
            return _finding(file, lines, (bracket, bracket + 1), message, hint)
    if opened and text[index : index + 1] in ('"', "'"):
        entry = text[index : _end(lines, index)].split(",", maxsplit=1)[0].rstrip(" \t]}")
        message = f"a comma is missing before {quoted(entry)}"
        return _finding(
            file, lines, (index, index + len(entry)), message, "part entries with commas"
        )
    for start, message, hint in _REASONS:
        if said.startswith(start):
            index = _begin(lines, said, index)
            return _finding(file, lines, (index, _end(lines, index)), message, hint)
    message = "from here on the file is not as TOML has it"
    return _finding(file, lines, (index, _end(lines, index)), message, _LINE)


def _begin(lines: Lines, said: str, index: int) -> int:
    """Give the start of what is wrong, where tomllib names its end: a name, or an open quote."""
    start = lines.start(index)
    words = lines.text[start:index]
    if said.startswith("Cannot"):
        return start + len(words) - len(words.lstrip())
    if said.startswith(("Illegal", "Unterminated")):
        quotes = [match for match in _SIGNS.finditer(words) if match[0][0] in "\"'"]
        return start + quotes[-1].start() if quotes else index
    return index


def _open_brackets(text: str, index: int) -> list[int]:
    """Find the brackets of values that are open at a place, the innermost last."""
    open_: list[int] = []
    is_value = False
    for match in _SIGNS.finditer(text, 0, index):
        sign = match["sign"]
        if sign == "\n":
            is_value = is_value and bool(open_)
        elif sign == "=":
            is_value = True
        elif sign in ("[", "{") and is_value:
            open_.append(match.start())
        elif sign in ("]", "}") and open_:
            open_.pop()
    return open_


def _is_left_open(lines: Lines, text: str, opened: int, index: int) -> bool:
    """Say whether a bracket was to be closed before a place: the file, or a new line, begins."""
    if index >= len(text.rstrip()) or (text[opened] == "{" and text[index] in "\r\n"):
        return True
    start = lines.start(index)
    return lines.start(opened) < start and _BEGINS_A_LINE.match(text, start) is not None


def _end(lines: Lines, index: int) -> int:
    """Give the end of the words on a line, from a place on."""
    words = lines.text[index : lines.line_end(index)].rstrip()
    return index + len(words)


def _finding(
    file: FilePath, lines: Lines, span: tuple[int, int], message: str, hint: str
) -> Finding:
    return Finding.at(
        lines.location(*span), file=str(file), code="E701", path="", message=message, hint=hint
    )
