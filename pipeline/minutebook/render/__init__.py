"""Archival XML as renditions: HTML, Word and plain text, by way of pandoc's AST.

Nothing in this package reads a record from anywhere but its XML, starts a program, or knows a file.
"""

from __future__ import annotations

from minutebook.render.house import HouseFiles, load_house
from minutebook.render.house_kit import house_kit
from minutebook.render.manner import AUDIENCES, DOCUMENTS, Audience, Document, Manner
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
    "house_kit",
    "load_house",
    "render",
    "to_ast",
]
