"""Records generated from the schema itself: any field absent or present, any text that XML can hold.

What only a rule asks for (unique ids, an end after its start) is mended after the draw, so that
nearly every draw is a valid record.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from minutebook.markdown import compose
from minutebook.model import (
    Block,
    Choice,
    Foreign,
    Keyed,
    Listing,
    Scalar,
    Shape,
    record_shape,
)
from tests.property.rich_text import blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Data = Any
Draw = "Callable[[st.SearchStrategy[Any]], Any]"

KEYS = {"people": ("AP", "jo-m", "Board_1"), "strands": ("s1", "S2"), "papers": ("p1", "p2")}
"""The keys that references are drawn from; each is added where it is used."""

_CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="￾￿"
)
_ODD = st.sampled_from(
    ["\t", "\n", "\r", "  ", " ", "​", "\x85", " ", "﻿", '"', "'", ": ", " #", "- ", "é", "é"]
)
TEXTS = st.lists(st.one_of(st.text(_CHARACTERS, max_size=8), _ODD), max_size=4).map("".join)
"""Any text that XML 1.0 can hold, odd white space and near-syntax included; it may be blank."""


def _not_blank(text: str) -> bool:
    return text.strip(" \t\r\n") != ""


@st.composite
def records(draw: Any) -> Data:
    """Draw an author's data for one record that validates."""
    data = _draw_block(draw, record_shape(), 0)
    data["schema"] = "meeting-record/1.0"
    if not data.get("sessions") and not isinstance(data.get("background"), str):
        # An empty list or block says nothing.
        data["background"] = "Why the group met."
    return mend(data)


def _draw(draw: Any, shape: Shape, depth: int) -> Data:
    if isinstance(shape, Scalar):
        return _draw_scalar(draw, shape)
    if isinstance(shape, Listing):
        size = draw(st.sampled_from((0, 1, 1, 2, 3)))
        return [_draw(draw, shape.entry, depth + 1) for _ in range(size)]
    if isinstance(shape, Keyed):
        return _draw_keyed(draw, shape, depth)
    if isinstance(shape, Foreign):
        return draw(st.dictionaries(st.sampled_from(("office", "a.b-c")), _FOREIGN, max_size=2))
    if isinstance(shape, Choice):
        return _draw_item(draw, shape, depth)
    return _draw_short_or_long(draw, shape, depth)


_FOREIGN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**9), 10**9), TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(TEXTS.filter(bool), inner, max_size=2)
    ),
    max_leaves=4,
)


def _draw_scalar(draw: Any, shape: Scalar) -> Data:
    schema = shape.schema
    if shape.refers and shape.kind == "text":
        return draw(st.sampled_from(KEYS[shape.refers]))
    if shape.kind == "turns":
        return draw(_transcripts())
    if shape.kind == "rich":
        text = compose(draw(blocks()))
        return text if _not_blank(text) or "pattern" not in schema else "Words."
    if shape.kind == "integer":
        return draw(st.integers(schema["minimum"], schema["maximum"]))
    if shape.kind == "boolean":
        return draw(st.booleans())
    return draw(_strings(schema, spelled=shape.kind == "spelled"))


def _strings(schema: dict[str, Any], *, spelled: bool) -> st.SearchStrategy[Any]:
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema.get("format") == "date":
        return st.dates().map(str)
    pattern = schema["pattern"]
    if pattern.startswith("^"):
        return st.from_regex(pattern.removesuffix("$") + r"\Z")
    words = TEXTS.filter(_not_blank)
    return st.one_of(words, st.integers(0, 99), st.just("1.10")) if spelled else words


def _transcripts() -> st.SearchStrategy[str]:
    turn = st.tuples(st.sampled_from(KEYS["people"]), st.sampled_from(("Is there a *date*?", "")))
    return st.lists(turn, min_size=1, max_size=3).map(
        lambda turns: "\n\n".join(f"{key}: {words}".rstrip() for key, words in turns)
    )


def _draw_keyed(draw: Any, shape: Keyed, depth: int) -> Data:
    keys = draw(
        st.lists(st.from_regex(_key_pattern(shape)), max_size=2, unique_by=lambda k: k.casefold())
    )
    return {key: _draw(draw, shape.entry, depth + 1) for key in keys}


def _key_pattern(shape: Keyed) -> str:
    pattern = shape.key_schema["pattern"]
    return "[a-z][a-z -]{0,9}[a-z]" if not pattern.startswith("^") else pattern[:-1] + r"\Z"


def _draw_item(draw: Any, shape: Choice, depth: int) -> Data:
    kind = draw(st.sampled_from(("", *shape.kinds)))
    if not kind:
        text = compose(draw(blocks()))
        return text if _not_blank(text) else "Words."
    return _draw_block(draw, shape.kinds[kind], depth)


def _draw_short_or_long(draw: Any, shape: Block, depth: int) -> Data:
    if shape.refers and draw(st.booleans()):
        return draw(st.sampled_from(KEYS[shape.refers]))
    if shape.short and draw(st.booleans()):
        short = _draw_scalar(draw, shape.fields[shape.short].shape)  # type: ignore[arg-type]
        # As a reference, one word would be a key and words are a name.
        return f"{short} x" if shape.refers else short
    return _draw_block(draw, shape, depth)


def _draw_block(draw: Any, shape: Block, depth: int) -> Data:
    block: dict[str, Data] = {}
    for key, part in shape.fields.items():
        nested = key in {"sessions", "items", "next_steps"} and depth > 6
        if part.required or (not nested and draw(st.sampled_from((True, False, False, False)))):
            block[key] = _draw(draw, part.shape, depth + 1)
    return block


def mend(data: Data) -> Data:
    """
    Make drawn data keep the rules.

    Args:
        data: A record that keeps to the schema; changed in place.

    Returns:
        The same record, with the entries that its references need and nothing that a rule refuses.
    """
    for group, keys in KEYS.items():
        entries = data.setdefault(group, {})
        folded = {key.casefold() for key in keys}
        for key in [key for key in entries if key.casefold() in folded]:
            del entries[key]
        entries |= {key: f"Entry {key}" for key in keys}
    numbers = count(1)
    for part in list(_blocks(data)):
        _mend_block(part, data, numbers)
    return data


def _blocks(value: Data) -> Iterator[dict[str, Data]]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key != "extensions":
                yield from _blocks(part)
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _blocks(part)


def _mend_block(part: dict[str, Data], data: Data, numbers: Iterator[int]) -> None:
    if isinstance(part.get("id"), str) and part is not data:
        part["id"] = f"x{next(numbers)}"
    for key in ("answers", "amends", "regarding", "arises_from", "end_date"):
        part.pop(key, None)
    for start, end in (("starts", "ends"), ("arrived", "left")):
        if isinstance(part.get(start), str) and isinstance(part.get(end), str):
            part[start], part[end] = sorted((part[start], part[end]))
            part[end] = part[start]
    if "action" in part:
        part.pop("due", None)
        if part.get("status") == "carried":
            part["carried_from"] = "A1"
    if "voters" in part:
        for key in ("tally", "for", "against", "abstain", "absent"):
            part.pop(key, None)
    if part is data and part.get("status") == "approved":
        part["approval"] = {"date": "2026-06-04", "by": "AP"}
    if "items" in part or "sessions" in part or "led_by" in part:
        part.setdefault("title", "A session")
