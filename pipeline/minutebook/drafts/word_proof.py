"""The proof that no word of a source is lost: each stands in the record, or is listed with why.

The words of the source come from `source_words`, which shares nothing with the reader; those of the
record from its data, read back from the YAML that is to be written.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minutebook.drafts.source_words import markdown_words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minutebook.drafts.facts import Aside

_KINDS = (
    "text",
    "statement",
    "feedback",
    "question",
    "answer",
    "decision",
    "motion",
    "action",
    "principle",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class WordProof:
    """What became of a source's words."""

    total: int
    kept: int
    """Those in the record's text, in their order."""
    aside: int
    """Those that are listed: moved, spelled as data, labels, page furniture."""
    lost: tuple[str, ...]
    """Those that are nowhere, and those that are listed as moved and are not there."""
    out_of_order: tuple[str, ...]
    """The first words in the record's text that are not in the source's order."""


def prove(
    words: Sequence[str],
    record: dict[str, Any],
    asides: Sequence[Aside],
    *,
    with_numbers: bool = False,
) -> WordProof:
    """
    Account for every word of a source.

    Args:
        words: The source's, in order.
        record: The record's data, as it was read back.
        asides: The words that left their place.
        with_numbers: Whether the source's words have the numbers of lists, as plain text has.

    Returns:
        What became of them.
    """
    body = [word for text in _texts(record, with_numbers) for word in text]
    listed = Counter(word for aside in asides for word in words_of(_plain(aside.text)))
    missing = Counter(words) - Counter(body) - listed
    elsewhere = Counter(_other_words(record))
    moved = Counter(
        word
        for aside in asides
        if aside.fate == "moved"
        for word in set(words_of(_plain(aside.text)))
    )
    spelled = {
        word for aside in asides if aside.fate in {"data", "label"} for word in words_of(aside.text)
    }
    untrue = {word for word in moved if word not in elsewhere and word not in spelled}
    return WordProof(
        total=len(words),
        kept=len(body),
        aside=max(0, len(words) - len(body)),
        lost=tuple(_lost(words, missing, untrue))[:50],
        out_of_order=_disorder(words, body),
    )


def _lost(words: Sequence[str], missing: Counter[str], untrue: set[str]) -> Iterator[str]:
    """Give each word as often as it is missing."""
    left = missing.copy()
    for word in words:
        if left[word] > 0 or word in untrue:
            left[word] -= 1
            yield word


def _plain(text: str) -> str:
    from minutebook.drafts.source_words import without_addresses

    return without_addresses(text)


def _disorder(words: Sequence[str], body: Sequence[str]) -> tuple[str, ...]:
    """Walk through the source, and find where the record's text does not follow it."""
    at = 0
    for index, word in enumerate(body):
        while at < len(words) and words[at] != word:
            at += 1
        if at == len(words):
            return tuple(body[max(0, index - 3) : index + 5])
        at += 1
    return ()


def _texts(record: dict[str, Any], with_numbers: bool) -> Iterator[list[str]]:
    """Give the words of a record's text in the order in which it is read."""
    if "background" in record:
        yield from _session(record["background"], with_numbers)
    for key in ("sessions", "next_steps"):
        for session in record.get(key, []):
            yield from _session(session, with_numbers)
    for key in ("closing", "principles"):
        if key in record:
            yield from _session(record[key], with_numbers)


def _session(session: Any, with_numbers: bool) -> Iterator[list[str]]:
    if isinstance(session, str):
        yield markdown_words(session, with_numbers=with_numbers)
        return
    yield words_of(str(getattr(session.get("number"), "spelling", session.get("number", ""))))
    yield words_of(session.get("title", ""))
    yield markdown_words(session.get("text", ""), with_numbers=with_numbers)
    for item in session.get("items", []):
        yield from _item(item, with_numbers)
    for inner in session.get("sessions", []):
        yield from _session(inner, with_numbers)


def _item(item: Any, with_numbers: bool) -> Iterator[list[str]]:
    if isinstance(item, str):
        yield markdown_words(item, with_numbers=with_numbers)
        return
    text = next(item[kind] for kind in _KINDS if kind in item)
    yield markdown_words(text, with_numbers=with_numbers)


def _other_words(record: dict[str, Any]) -> Iterator[str]:
    for value in _scalars(record):
        yield from words_of(value)


def _scalars(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _scalars(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _scalars(inner)
    else:
        yield str(getattr(value, "spelling", value))
