"""Documents in pandoc's own XML form, written as HTML, Word and text; the one module with pandoc.

Nothing here knows what a meeting record is: it takes bytes and gives bytes.
"""

from minutebook.pandoc.engine import PipedEngine, open_engine
from minutebook.pandoc.job import (
    Engine,
    EngineName,
    Format,
    House,
    Job,
    Limits,
    Output,
    PandocError,
)
from minutebook.pandoc.probe import MINIMUM, Pandoc, find_pandoc, look_for_pandoc

__all__ = [
    "MINIMUM",
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
    "find_pandoc",
    "look_for_pandoc",
    "open_engine",
]
