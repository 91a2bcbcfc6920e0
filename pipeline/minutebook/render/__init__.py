"""Archival XML as renditions: HTML, Word and plain text, by way of pandoc's AST.

Nothing in this package reads a record from anywhere but its XML, starts a program, or knows a file.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from minutebook.render.manner import AUDIENCES, DOCUMENTS, Audience, Document, Manner

if TYPE_CHECKING:
    from minutebook.render.house import HouseFiles, load_house
    from minutebook.render.note import FORMATS, Rendered, render, to_ast

__all__ = [
    "AUDIENCES",
    "DOCUMENTS",
    "FORMATS",
    "Audience",
    "Document",
    "HouseFiles",
    "Manner",
    "Rendered",
    "load_house",
    "render",
    "to_ast",
]

_HOMES = {
    "FORMATS": "note",
    "HouseFiles": "house",
    "Rendered": "note",
    "load_house": "house",
    "render": "note",
    "to_ast": "note",
}
"""What is imported when it is asked for: a run that renders nothing needs no XML."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
