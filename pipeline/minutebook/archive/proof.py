"""The proof, before anything is written, that an archive holds all of its record.

Nothing in this module mends anything: what cannot be proved is not written.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from lxml import etree

from minutebook.archive.plain_words import plain_words
from minutebook.archive.read import read_xml
from minutebook.archive.record_paths import differing
from minutebook.archive.verdicts import verdicts
from minutebook.errors import Problem
from minutebook.markdown.words import tree_words, words
from minutebook.model import Block, Choice, Keyed, Listing, Scalar, Shape, record_shape
from minutebook.record import Record, kinds_of
from minutebook.xml_parser import MOST_TAGS, TooManyTagsError, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Path


def prove(xml: bytes, record: Record, data: Any) -> tuple[Problem, ...]:
    """
    Prove that XML holds a record, whole, and keeps to its grammar.

    Args:
        xml: As `write_xml` gives it for *record*.
        record: Normalised and completed.
        data: What the author wrote, to find each of its words again; ``None`` where the record
            itself came from XML.

    Returns:
        A problem for each thing that does not hold; none for a sound archive.

    Source:
        docs/explanation/architecture.md, "Nothing lost".
    """
    try:
        root = parse_xml(xml, most_tags=MOST_TAGS)
    except TooManyTagsError:
        return (_too_many(),)
    except etree.XMLSyntaxError:
        # The one limit that our own XML can meet is that on the length of a text.
        return (_too_large(),)
    problems = list(_of_grammar(root, xml))
    if not problems and (back := read_xml(root)) != record:
        where = differing(back, record)
        problems.append(_lost(where, "the XML read back is not the record"))
    if data is not None:
        problems += _lost_words(record_shape(), data, record, ())
    return tuple(problems)


def _of_grammar(root: etree._Element, xml: bytes) -> Iterator[Problem]:
    """Word what the grammar or its rules say of our own XML, at the author's keys."""
    for verdict in verdicts(root, xml):
        wording = plain_words(verdict)
        yield Problem(
            code=verdict.code,
            path=wording.path,
            message=wording.message,
            expected=wording.expected,
            hint=wording.hint,
        )


def _too_large() -> Problem:
    return Problem(
        code="E412",
        path=(),
        message="a text of the record is too long for XML readers, which take 10 MB",
        hint="cut the text into several items, or keep it as a paper beside the record",
    )


def _too_many() -> Problem:
    return Problem(
        code="E414",
        path=(),
        message="the record has more parts than are read back, half a million tags of XML",
        hint="cut the record into several, one for each meeting or sitting",
    )


def _lost(path: Path, what: str) -> Problem:
    return Problem(
        code="E403",
        path=path,
        message=f"the record cannot be archived without loss: {what}",
        hint="this is a fault of minutebook; please report it with the note",
    )


def _lost_words(shape: Shape, data: Any, record: Any, path: Path) -> Iterator[Problem]:
    """Compare each rich text of the author's with its tree, word by word."""
    if isinstance(shape, Scalar):
        if shape.kind in {"rich", "turns"} and isinstance(data, str):
            yield from _compare(data, record, path)
        return
    for step, part, source, tree in _parts(shape, data, record):
        yield from _lost_words(part, source, tree, (*path, *step))


def _compare(text: str, tree: Any, path: Path) -> Iterator[Problem]:
    lost = Counter(words(text)) - Counter(tree_words(tree or ()))
    if lost:
        yield _lost(path, f"the word `{next(iter(lost))}` is not in the XML")


def _parts(shape: Shape, data: Any, record: Any) -> Iterator[tuple[Path, Shape, Any, Any]]:
    """Pair what the author wrote with what became of it."""
    if isinstance(shape, Listing):
        for index, (one, other) in enumerate(zip(data, record or [], strict=False)):
            yield (index,), shape.entry, one, other
    elif isinstance(shape, Keyed):
        for key, one in data.items():
            yield (key,), shape.entry, one, (record or {}).get(key)
    elif isinstance(shape, Choice):
        kind = shape.short_kind if isinstance(data, str) else kinds_of(shape, data)[0]
        yield (), shape.kinds[kind], {kind: data} if isinstance(data, str) else data, record
    elif isinstance(shape, Block):
        block = {shape.short: data} if isinstance(data, str) and shape.short else data
        if isinstance(block, dict):
            for key in block.keys() & shape.fields.keys():
                part = shape.fields[key].shape
                yield (key,), part, block[key], (record or {}).get(key)
