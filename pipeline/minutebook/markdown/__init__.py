"""
The rich-text subset: Markdown as an author writes it, and the block tree that is archived.

Nothing in this package may know the record, a file, or how rich text is shown. What only some
commands need (`compose`, `flaws`, `words`, `xml`) is imported from its own module: `validate` of a
note that has plain prose loads no Markdown parser.
"""

from __future__ import annotations

from minutebook.markdown.faults import Fault
from minutebook.markdown.grammar import BLOCKS, ELEMENT_ONLY, FOOTNOTE, GRAMMAR
from minutebook.markdown.parse import parse, too_many_signs
from minutebook.markdown.prose import signs_in
from minutebook.markdown.tree import Node, RichText

__all__ = [
    "BLOCKS",
    "ELEMENT_ONLY",
    "FOOTNOTE",
    "GRAMMAR",
    "Fault",
    "Node",
    "RichText",
    "parse",
    "signs_in",
    "too_many_signs",
]
