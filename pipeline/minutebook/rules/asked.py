"""What an office asks of its records beyond the schema: fields that it needs, words that it knows.

Nothing in this module reads the office's file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from minutebook.errors import Problem, value_at
from minutebook.model import Block, Choice, Scalar, Shape
from minutebook.rules.paths import Reached, Selector, follow
from minutebook.wording import cut, did_you_mean, named, one_of, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Path
    from minutebook.record import Record
    from minutebook.rules.visit import Visit

_WHO = "minutebook.toml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """The words that a field may hold."""

    field: Selector
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What an office asks of each note."""

    fields: tuple[Selector, ...] = ()
    """Those that must be there."""
    vocabularies: tuple[Vocabulary, ...] = ()


def asked_problems(seen: Visit, asked: Asked, whole: Record) -> Iterator[Problem]:
    """
    Check what the office asks for.

    Args:
        seen: The record, without what the schema found fault with.
        asked: What its office asks for.
        whole: The record with what the office gives to all of its records, which nobody need
            write.

    Returns:
        One problem for each field that is missing and each word that is not listed, however many
        of the office's paths lead there.
    """
    told: set[Path] = set()
    for selector in asked.fields:
        for reached in follow(selector, seen):
            place = (*reached.path, *reached.left[:1])
            if reached.left and place not in told and _is_missing(reached, seen, whole):
                told.add(place)
                yield _missing(reached, seen)
    told.clear()
    for vocabulary in asked.vocabularies:
        for path, word in _words(vocabulary, seen):
            if path not in told and _plain(word) not in map(_plain, vocabulary.words):
                told.add(path)
                yield _unlisted(path, word, vocabulary)


def _is_missing(reached: Reached, seen: Visit, whole: Record) -> bool:
    given = value_at(whole, (*reached.path, *reached.left)) is not None
    return not given and seen.lacks((*reached.path, reached.left[0]))


def _missing(reached: Reached, seen: Visit) -> Problem:
    written = value_at(seen.data, reached.path)
    key, field = reached.left[0], ".".join(reached.left)
    is_empty = isinstance(written, dict) and key in written
    owner = _owner(reached)
    return Problem(
        code="E330",
        path=(*reached.path, key) if is_empty else reached.path,
        at_key=True,
        message=f"{quoted(field)} of {owner} is empty, and {_WHO} asks for it"
        if is_empty
        else f"{owner} has no {quoted(field)}, which {_WHO} asks for",
        expected=_example(reached.missing),
        hint=_remedy(reached, written),
    )


def _owner(reached: Reached) -> str:
    """Name the block that lacks something: an item by its kind."""
    shape = reached.shape
    is_entry = bool(reached.path) and isinstance(reached.path[-1], int)
    return f"the {shape.name}" if is_entry and isinstance(shape, Block) else named(reached.path)


def _example(shape: Shape | None) -> str | None:
    schema: dict[str, Any] = getattr(shape, "schema", {})
    short = schema.get("x-short")
    schema = schema["properties"][short] if short else schema
    if "enum" in schema:
        return one_of(map(str, schema["enum"]))
    example = next((one for one in schema.get("examples", ()) if isinstance(one, str)), None)
    return example and f"something like {quoted(example)}"


def _remedy(reached: Reached, written: Any) -> str:
    key, *below = reached.left
    short = getattr(reached.shape, "short", None) or "text"
    if isinstance(written, str):
        return f"write `{short}: {_cut(written)}` and `{key}:` on lines of their own below it"
    if isinstance(written, dict) and key in written:
        return f"write what belongs after `{key}:`"
    steps = "".join(f", and below it, further in, `{step}:`" for step in below)
    return f"add a line `{key}:`{steps} with its value"


def _cut(text: str) -> str:
    shown = quoted(text)[1:-1]
    return shown if len(shown) <= 40 else f"{shown[:39]}…"


def _words(vocabulary: Vocabulary, seen: Visit) -> Iterator[tuple[Path, str]]:
    """Find the words that a list holds for, each with its place in the author's note."""
    for reached in follow(vocabulary.field, seen):
        value, path, shape = reached.value, reached.path, reached.shape
        if reached.left:
            continue
        if isinstance(shape, Block) and shape.short and shape.short in value:
            value, path = value[shape.short], (*path, shape.short)
        if isinstance(value, str):
            # Of a short form there is nothing but the words.
            is_short = isinstance(value_at(seen.data, path[:-1]), str)
            yield path[:-1] if is_short else path, value


def _unlisted(path: Path, word: str, vocabulary: Vocabulary) -> Problem:
    return Problem(
        code="E331",
        path=path,
        message=f"{quoted(word)} is none of the words that {_WHO} lists for "
        f"{quoted(vocabulary.field.text)}",
        expected=one_of(map(cut, vocabulary.words)),
        hint=did_you_mean(word, vocabulary.words)
        or f"take a word of the list, or add this one to it in {_WHO}",
    )


def _plain(word: str) -> str:
    """Letters with marks may be written as one character or as two."""
    return normalize("NFC", word)


def can_be_listed(shape: Shape) -> bool:
    """Say whether a field holds words that a list can limit: no prose, number or block."""
    if isinstance(shape, Block) and shape.short:
        return can_be_listed(shape.fields[shape.short].shape)
    return (
        not isinstance(shape, Choice)
        and isinstance(shape, Scalar)
        and shape.kind in {"text", "spelled"}
        and "x-foreign" not in shape.schema
    )
