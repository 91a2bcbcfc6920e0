"""Text cut into the words that a line may be broken between.

Nothing in this module knows how wide a line is, or where the text comes from.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from minutebook.render.columns import Word
from minutebook.wording import character_width, is_modifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minutebook.render.columns import Line

TOGETHER = "\0"
"""A blank at which a line ends only if there is no room for what stands around it."""

_BLANKS = re.compile(
    "[ \t\n\r\v\f\x1c-\x1f\x85\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+"
)
"""Where a line may end; a no-break space is none of them. The signs that end a line are."""

_CONTROLS = re.compile("[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
"""What may move a terminal's cursor or change its colours."""

_CLOSING = frozenset(["·", "\N{EN DASH}", "—", "-", "--", ":", ";", "!", "?", "»", ">>", "%", "€"])
"""Signs that stand between two words or behind one: never the first of a line."""
_OPENING = frozenset(["«", "<<"])
_LONGEST = 200
"""What has so many characters is not added to: a line of signs alone has no end."""
_NO_FIRST = frozenset("ー々〻ゝゞヽヾ゛゜ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ")
_JOINERS = frozenset(f"{TOGETHER}\u200d\u2060\ufeff\u00a0\u202f")
_SPACE = "\N{ZERO WIDTH SPACE}"
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc]")
_FIRST_WIDE = "\u1100"
_WIDE = 2


def words_in(text: str) -> Line:
    """
    Cut a text into words.

    Args:
        text: Any; what a terminal would take for an order is replaced.

    Returns:
        Its words, each with the sign that must not be parted from it. What is written without
        blanks, as Chinese and Japanese are, is cut wherever a line of it may end.
    """
    clean = _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)
    words = _plain_words(clean) if clean.isascii() and TOGETHER not in clean else _words(clean)
    return tuple(_kept_together(words))


def _plain_words(text: str) -> Iterable[Word]:
    """Cut a text in which a line may end at every blank and nowhere else."""
    return map(Word, text.split())


def _words(text: str) -> Iterator[Word]:
    for token in _BLANKS.split(text):
        # A no-break space at an edge would be a blank at the end of a line.
        if bare := token.strip():
            for word in _cut(bare):
                yield Word(word.text.replace(TOGETHER, " "), word.gap)


def _cut(token: str) -> Iterator[Word]:
    if max(token) < _FIRST_WIDE:
        yield Word(token)
        return
    start = 0
    for end in range(1, len(token)):
        if _may_end(token[end - 1], token[end]):
            yield Word(token[start:end], 1 if start == 0 else 0)
            start = end
    yield Word(token[start:], 1 if start == 0 else 0)


def _may_end(before: str, after: str) -> bool:
    """Say whether a line may end between two characters of a word."""
    if before == _SPACE:
        return True
    if before in _JOINERS or not (_is_ideographic(before) or _is_ideographic(after)):
        return False
    if after in _NO_FIRST or unicodedata.category(before) in {"Ps", "Pi"}:
        return False
    return (
        after != TOGETHER
        and character_width(after) > 0
        and not is_modifier(after)
        and (unicodedata.category(after) not in {"Pe", "Pf", "Po"})
    )


def _is_ideographic(character: str) -> bool:
    return character_width(character) == _WIDE and not _HANGUL.match(character)


def _kept_together(words: Iterable[Word]) -> Iterator[Word]:
    """Put a sign that stands alone with the word that it belongs to."""
    held: Word | None = None
    for word in words:
        if held is None:
            held = word
        # Most words are no such sign, which is soonest seen.
        elif (word.text in _CLOSING or held.text in _OPENING) and _may_join(held, word):
            held = Word(f"{held.text} {word.text}", held.gap)
        else:
            yield held
            held = word
    if held is not None:
        yield held


def _may_join(one: Word, other: Word) -> bool:
    return other.gap > 0 and len(one.text) < _LONGEST
