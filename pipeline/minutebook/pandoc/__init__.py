"""Documents in pandoc's own XML form, written in every format; the one module with pandoc.

Nothing here knows what a meeting record is: it takes bytes and gives bytes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from minutebook.pandoc.engine import PipedEngine, open_engine
    from minutebook.pandoc.foreign import READERS, UnreadableError, read_foreign
    from minutebook.pandoc.job import (
        BOOK_FILES,
        Engine,
        EngineName,
        Format,
        House,
        Job,
        Limits,
        Output,
        PandocError,
        Written,
    )
    from minutebook.pandoc.probe import MINIMUM, Pandoc, find_pandoc, look_for_pandoc
    from minutebook.pandoc.typesetter import require_typst

__all__ = [
    "BOOK_FILES",
    "MINIMUM",
    "READERS",
    "Engine",
    "EngineName",
    "Format",
    "House",
    "Job",
    "Limits",
    "Output",
    "Pandoc",
    "PandocError",
    "PipedEngine",
    "UnreadableError",
    "Written",
    "find_pandoc",
    "look_for_pandoc",
    "open_engine",
    "read_foreign",
    "require_typst",
]

_HOMES = {
    "BOOK_FILES": "job",
    "Engine": "job",
    "EngineName": "job",
    "Format": "job",
    "House": "job",
    "Job": "job",
    "Limits": "job",
    "MINIMUM": "probe",
    "Output": "job",
    "Pandoc": "probe",
    "PandocError": "job",
    "PipedEngine": "engine",
    "Written": "job",
    "READERS": "foreign",
    "UnreadableError": "foreign",
    "find_pandoc": "probe",
    "look_for_pandoc": "probe",
    "open_engine": "engine",
    "read_foreign": "foreign",
    "require_typst": "typesetter",
}
"""What is imported when it is asked for: which pandoc there is can be told without XML."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
