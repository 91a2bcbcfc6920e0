"""The catalogue of findings: each code with what it means, an example and the remedy, as data.

The pages of `minutebook explain` and of the documentation are made from it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One code."""

    code: str
    title: str
    meaning: str
    bad: str
    """A few lines of a note that give the finding."""
    message: str
    """As it is printed for them."""
    remedy: str
    good: str
    """The same lines, right."""


@cache
def catalogue() -> dict[str, Entry]:
    """Read every code, in order."""
    entries: dict[str, Entry] = {}
    for file in files(__name__).iterdir():
        if file.name.endswith(".toml"):
            table = tomllib.loads(file.read_text(encoding="utf-8"))
            entries |= {code: Entry(code=code, **entry) for code, entry in table.items()}
    return dict(sorted(entries.items(), key=lambda item: (item[0][1:], item[0])))
