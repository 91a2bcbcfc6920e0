"""The words of a Markdown text, and those of a tree, to prove that none was lost between them.

Nothing in this module uses the parser: a proof must not share the faults of what it proves.

A *word* is a run of characters that are neither white space nor ASCII punctuation. Two rules bring
source and tree together, and both are applied to both sides alike:

- ``*``, ``_``, ``~`` and the backslash are taken out before words are cut, since emphasis may stand
  within a word and a backslash before any of its marks;
- character references are resolved, again and again until none is left, since ``&amp;eacute;``
  in the source is ``&eacute;`` in the tree.

Everything visible in the source then has its word in the tree: an address, a title, a footnote's
mark and a code block's language as attributes. The one thing not counted is a number of up to three
digits that opens a line, as list numbers do; that those are in sequence is checked while reading.
So ``Counter(words(text)) - Counter(tree_words(parse(text)[0]))`` is empty for every text without
faults, and is not if a word was dropped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.entities import entities

from minutebook.markdown.grammar import MOST_NUMBER
from minutebook.markdown.tree import JOINED, Node, RichText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\s!-/:-@\[-`{-~]+")
_DROPPED = re.compile(r"[\\*_~]+")
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")
# `&amp;amp;amp;` would else take a round for each of its parts.
_AMPERSANDS = re.compile(r"&(?:(?:amp|AMP|#0*38|#[xX]0*26);)+")
_LINE_OPENING = re.compile(
    r"^(?:[ \t>]|[-+*](?=[ \t])|[0-9]{1,9}[.)](?=\s|$)|\[\^[^\s\[\]]+\]:)+", re.MULTILINE
)
_LIST_NUMBER = re.compile(r"\b[0-9]{1,3}[.)]")
_LAYOUT = frozenset({"kind", "start", "tight", "align"})
_MOST_ROUNDS = 8
_LAST_CODE_POINT = 0x10FFFF


def words(text: str) -> list[str]:
    """
    Cut a Markdown text into its words.

    Args:
        text: As the author wrote it.

    Returns:
        The words in their order, those of addresses and code included; list numbers are not.
    """
    lines = text.replace("\r", "\n")
    return _cut(_LINE_OPENING.sub(lambda opening: _LIST_NUMBER.sub(" ", opening[0]), lines))


def tree_words(blocks: RichText) -> list[str]:
    """
    Collect the words of a tree.

    Args:
        blocks: Of one field; turns of a transcript as well.

    Returns:
        The words of its text and of those attributes that hold words. An address that is also
        the text of its link is there twice, for the source may hold it once or twice.
    """
    return _cut("".join(_strings(blocks)))


def _strings(children: Iterable[Node | str]) -> Iterator[str]:
    for child in children:
        if isinstance(child, str):
            yield child
        elif child.name in JOINED:
            yield from _strings(child.children)
        else:
            yield " "
            yield from _own_strings(child)
            yield from _strings(child.children)
            yield " "


def _own_strings(node: Node) -> Iterator[str]:
    """Give the attributes that hold words, and list numbers too high to be left uncounted."""
    for name, value in node.attributes:
        if name not in _LAYOUT:
            yield f"{value} "
    if node.get("kind") == "number":
        start = int(node.get("start", "1"))
        yield from (f"{n} " for n in range(MOST_NUMBER + 1, start + len(node.children)))


def _cut(text: str) -> list[str]:
    for _ in range(_MOST_ROUNDS):
        plain = _REFERENCE.sub(_resolved, _AMPERSANDS.sub("&", _DROPPED.sub("", text)))
        if plain == text:
            break
        text = plain
    return _WORD.findall(text)


def _resolved(reference: re.Match[str]) -> str:
    decimal, hexadecimal, name = reference.groups()
    if name:
        return entities.get(name, reference[0])
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code <= _LAST_CODE_POINT else reference[0]
