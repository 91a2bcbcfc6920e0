"""Documents in pandoc's own XML form, written in every format; the one module with pandoc.

Nothing here knows what a meeting record is: it takes bytes and gives bytes.
"""

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
