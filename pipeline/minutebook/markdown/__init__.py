"""
The rich-text subset: Markdown as an author writes it, and the block tree that is archived.

Nothing in this package may know the record, a file, or how rich text is shown.
"""

from __future__ import annotations

from minutebook.markdown.faults import Fault
from minutebook.markdown.grammar import ELEMENT_ONLY, GRAMMAR
from minutebook.markdown.parse import parse
from minutebook.markdown.tree import Node, RichText

__all__ = [
    "ELEMENT_ONLY",
    "GRAMMAR",
    "Fault",
    "Node",
    "RichText",
    "parse",
]
