"""Where each key and value of a TOML file stands, which tomllib does not say.

Nothing in this module judges: the text has been read as TOML before.
"""

from __future__ import annotations

import re
import tomllib
from typing import NamedTuple

Path = tuple[str | int, ...]

DEEPEST = 64
"""How many tables and lists may stand inside each other."""


class TooDeepError(Exception):
    """Tables and lists stand too deep in one another; it holds the index of the first."""


class TomlPlace(NamedTuple):
    """Where an entry stands, in characters from the start of the text."""

    key: int
    value: int
    key_end: int
    value_end: int
    """After the bracket where the value begins with one."""


_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|[A-Za-z0-9_-]+")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
# What else holds dots is gone past first, closed or not; nothing is read twice.
_LONG_KEY = re.compile(
    r"""(?P<key>(?:(?:"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'|[A-Za-z0-9_-]++)[ \t]*+\.[ \t]*+){64})"""
    r"""|\"{3}(?:[^"\\]|\\.|"(?!""))*+(?:\"{3,5})?|'{3}(?:[^']|'(?!''))*+(?:'{3,5})?"""
    r"""|"(?:[^"\\\n]|\\.)*+"?|'[^'\n]*+'?|[A-Za-z0-9_-]++|\#[^\n]*+""",
    re.DOTALL,
)
# The longer quotes first; a string of three may end in up to five.
_TEXT = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}|\'\'\'(?:[^\']|\'{1,2}(?!\'))*\'{3,5}'
    r'|"(?:[^"\\]|\\.)*"|\'[^\']*\'',
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}#\r\n]+")


def toml_places(text: str) -> dict[Path, TomlPlace]:
    """
    Find the place of everything in a TOML file.

    Args:
        text: As tomllib has read it without an error.

    Returns:
        The place of each path; that of the file itself is the start. A heading is key and value
        of its table; the tables of a list of tables count from 0.

    Raises:
        TooDeepError: Tables and lists stand more than 64 deep in one another.
    """
    scan = _Scan(text)
    scan.file()
    return scan.places


def long_key(text: str) -> int | None:
    """Find the first dotted key of more than 64 parts, in a text that may be no TOML."""
    return next((one.start() for one in _LONG_KEY.finditer(text) if one["key"]), None)


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.index = 0
        self.places: dict[Path, TomlPlace] = {(): TomlPlace(0, 0, 0, 0)}
        self.tables: dict[Path, int] = {}

    def skip(self, pattern: re.Pattern[str]) -> str:
        """Go past what matches here, and give it."""
        match = pattern.match(self.text, self.index)
        if match is None:
            return ""
        self.index = match.end()
        return match[0]

    def past(self, sign: str) -> bool:
        """Go past a sign, and the blanks before and after it, where it comes next."""
        self.skip(_BLANK)
        found = self.text.startswith(sign, self.index)
        if found:
            self.index += len(sign)
            self.skip(_BLANK)
        return found

    def file(self) -> None:
        prefix: Path = ()
        self.skip(_BLANK)
        while self.index < len(self.text):
            before = self.index
            if self.past("[["):
                prefix = self.listed(self.index)
                self.past("]]")
            elif self.past("["):
                prefix = self.keys(())
                self.past("]")
            else:
                self.entry(prefix)
            self.skip(_BLANK)
            if self.index == before:
                return  # never with sound TOML, and never without an end

    def keys(self, prefix: Path) -> Path:
        """Read a key, dotted or not; each part that is new gets its place."""
        path = prefix
        while True:
            start = self.index
            path = (*path, _name(self.skip(_KEY)))
            self.places.setdefault(path, TomlPlace(start, start, self.index, self.index))
            if path in self.tables:
                path = (*path, self.tables[path])
            if len(path) > DEEPEST:
                raise TooDeepError(start)
            if not self.skip(_DOT):
                return path

    def listed(self, start: int) -> Path:
        """Read the heading of one more table of a list of tables."""
        path = self.keys(())
        name = path[:-1] if isinstance(path[-1], int) else path
        self.tables[name] = self.tables.get(name, -1) + 1
        path = (*name, self.tables[name])
        self.places[path] = TomlPlace(start, start, self.index, self.index)
        return path

    def entry(self, prefix: Path) -> None:
        path = self.keys(prefix)
        self.past("=")
        key = self.places[path]
        value = self.index
        self.value(path)
        self.places[path] = TomlPlace(key.key, value, key.key_end, self.end_of(value))

    def end_of(self, value: int) -> int:
        """Give the end of a value that was just read; of one with parts that of its bracket."""
        return value + 1 if self.text[value : value + 1] in ("[", "{") else self.index

    def value(self, path: Path) -> None:
        start = self.index
        if len(path) > DEEPEST:
            raise TooDeepError(start)
        self.places.setdefault(path, TomlPlace(start, start, start, start + 1))
        if self.past("["):
            number = 0
            while self.index < len(self.text) and not self.past("]"):
                self.value((*path, number))
                self.past(",")
                number += 1
        elif self.past("{"):
            while self.index < len(self.text) and not self.past("}"):
                self.entry(path)
                self.past(",")
        elif not self.skip(_TEXT):
            self.skip(_BARE)
        if isinstance(path[-1], int):
            end = self.end_of(start)
            self.places[path] = TomlPlace(start, start, end, end)


def _name(key: str) -> str:
    if key[:1] in ('"', "'"):
        return str(tomllib.loads(f"name = {key}")["name"])
    return key
