"""
The rich-text subset: Markdown as an author writes it, and the block tree that is archived.

Nothing in this package may know the record, a file, or how rich text is shown.
"""

from __future__ import annotations

from minutebook.markdown.compose import compose
from minutebook.markdown.faults import Fault
from minutebook.markdown.flaws import flaws
from minutebook.markdown.grammar import BLOCKS, ELEMENT_ONLY, FOOTNOTE, GRAMMAR
from minutebook.markdown.parse import parse
from minutebook.markdown.tree import Node, RichText
from minutebook.markdown.words import tree_words, words
from minutebook.markdown.xml import from_xml, to_xml

__all__ = [
    "BLOCKS",
    "ELEMENT_ONLY",
    "FOOTNOTE",
    "GRAMMAR",
    "Fault",
    "Node",
    "RichText",
    "compose",
    "flaws",
    "from_xml",
    "parse",
    "to_xml",
    "tree_words",
    "words",
]
