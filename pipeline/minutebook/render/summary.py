"""What stands in the summary of a page: each decision, action and open question, in short.

A pure function of the record; its words all stand in full at their own place.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from minutebook.schemas import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_M = f"{{{NAMESPACE}}}"

SHORT = "{urn:minutebook:rendition:1}short"
"""The attribute of an item that stands in the summary."""

LENGTH = 140
"""The most characters of one entry; the ellipsis is one more."""

# Shorter ones are rather `No. 5` or `Agreed.` than what was agreed.
_LEAST_SENTENCE = 40

_SENTENCE = re.compile(r".*?[.!?؟。](?=\s)")
_LOOSE_ENDS = ",;:\u2013-"
_BODY = f"{_M}body"
_UNSAID = {f"{_M}footnote", f"{_M}note-ref", f"{_M}code-block"}
_BLOCKS = {f"{_M}{name}" for name in ("p", "item", "cell", "break", "quote", "rule")}
_SETTLED = tuple(f"{_M}{name}" for name in ("decision", "motion", "election", "action"))
_QUESTION = f"{_M}question"
_UNANSWERED = {"open", "deferred"}


def mark_summary(record: etree._Element) -> None:
    """
    Give each item that belongs in the summary its words in short.

    Args:
        record: A copy of the record that may be changed. A question counts as open where the
            record says so: one that says nothing may have been answered in the room.
    """
    for item in record.iter(*_SETTLED, _QUESTION):
        if item.tag == _QUESTION and item.get("status") not in _UNANSWERED:
            continue
        body = item.find(_BODY)
        if body is not None:
            item.set(SHORT, shortened(" ".join("".join(_words(body)).split())))


def shortened(words: str) -> str:
    """
    Cut words to the first sentence, or at a blank, with an ellipsis for what is left out.

    Args:
        words: One line; it comes back as it is where it is short.
    """
    if len(words) <= LENGTH:
        return words
    sentence = _SENTENCE.match(words)
    if sentence and _LEAST_SENTENCE <= len(sentence[0]) <= LENGTH:
        return f"{sentence[0]} …"
    head, blank, _ = words[: LENGTH + 1].rpartition(" ")
    if blank and len(head) > LENGTH // 2:
        return f"{head.rstrip(_LOOSE_ENDS)}…"
    end = LENGTH
    while end > 1 and unicodedata.combining(words[end]):
        end -= 1
    return f"{words[:end]}…"


def _words(element: etree._Element) -> Iterator[str]:
    """Read rich text as one line: blocks are apart, marks and footnotes are left out."""
    yield element.text or ""
    for child in element:
        if child.tag not in _UNSAID:
            yield from _words(child)
        yield " " if child.tag in _BLOCKS else ""
        yield child.tail or ""
