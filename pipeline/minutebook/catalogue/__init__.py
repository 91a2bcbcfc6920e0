"""The catalogue of findings: each code with what it means, an example and the remedy, as data.

The pages of `minutebook explain` and of the documentation are made from it.
"""

from __future__ import annotations

import json
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
    printed: str | None = None
    """What `minutebook validate` prints for them; ``None`` where it takes more than them."""

    @property
    def shown(self) -> str:
        """What an author sees of it: as it is printed, or else its message."""
        return self.printed or self.message


@cache
def catalogue() -> dict[str, Entry]:
    """Read every code, in order."""
    entries: dict[str, Entry] = {}
    folder = files(__name__)
    printed = json.loads(folder.joinpath("printed.json").read_text(encoding="utf-8"))
    for file in folder.iterdir():
        if file.name.endswith(".toml"):
            table = tomllib.loads(file.read_text(encoding="utf-8"))
            for code, entry in table.items():
                entries[code] = Entry(code=code, printed=printed.get(code), **entry)
    return dict(sorted(entries.items(), key=lambda item: (item[0][1:], item[0])))
