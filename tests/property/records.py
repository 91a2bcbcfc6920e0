"""Records generated from the schema itself: any field absent or present, any text of XML.

What only a rule asks for (unique ids, an end after its start) is mended after the draw, so that
nearly every draw is a valid record.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from tests.property.rich_text import blocks

from minutebook.markdown.compose import compose
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
from minutebook.record import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

Data = Any

KEYS = {"people": ("AP", "jo-m", "Board_1"), "strands": ("s1", "S2"), "papers": ("p1", "p2")}
"""The keys that references are drawn from; each is added where it is used."""

_CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"
)
_ODD = st.sampled_from(
    [
        "\t",
        "\n",
        "\r",
        "  ",
        " ",
        "\u200b",
        "\x85",
        "\u2028",
        "\u00a0",
        "\ufeff",
        '"',
        "'",
        ": ",
        " #",
        "- ",
        "é",
        "é",
    ]
)
TEXTS = st.lists(st.one_of(st.text(_CHARACTERS, max_size=8), _ODD), max_size=4).map("".join)
"""Any text that XML 1.0 can hold, odd white space and near-syntax included; it may be blank."""


def _not_blank(text: str) -> bool:
    return text.strip(" \t\r\n") != ""


_HALF = 0.5
_MOST = 250
_DEEP = 5
_DEEPEST = 7


@dataclass
class Hand:
    """What one record is made of: words that hypothesis drew, and how to lay them out."""

    draw: Any
    texts: list[str]
    rich: list[str]
    foreign: list[Data]
    density: float
    """How many of the fields that may be absent are present, from none (0) to all (1)."""
    chance: random.Random
    """Lays out the record; a draw for each field would be a thousand times slower."""
    left: int = _MOST
    """How many more fields that may be absent there is room for."""
    patterns: dict[str, list[str]] = field(default_factory=dict)

    def like(self, pattern: str) -> str:
        """Text that a pattern accepts, from a few drawn for it."""
        if pattern not in self.patterns:
            drawn = st.lists(
                st.from_regex(pattern, fullmatch=True, alphabet=_CHARACTERS), min_size=1, max_size=3
            )
            self.patterns[pattern] = self.draw(drawn)
        return self.chance.choice(self.patterns[pattern])


@st.composite
def records(draw: Any) -> Data:
    """Draw an author's data for one record that validates."""
    rich = blocks().map(compose).filter(_not_blank)
    hand = Hand(
        draw=draw,
        texts=draw(st.lists(TEXTS.filter(_not_blank), min_size=1, max_size=5)),
        rich=draw(st.lists(rich, min_size=1, max_size=4)),
        foreign=draw(st.lists(_FOREIGN, min_size=1, max_size=3)),
        density=draw(st.sampled_from((0.0, 0.1, 0.3, 0.6, 1.0))),
        chance=random.Random(draw(st.integers(0, 2**32))),
    )
    data = _block(hand, record_shape(), 0)
    data["schema"] = "meeting-record/1.0"
    mended = mend(data)
    # A block of empty lists says nothing, and a record says something.
    if not normalise(mended).record.keys() & {"sessions", "background"}:
        mended["background"] = hand.rich[0]
    return mended


_FOREIGN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**9), 10**9), TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(TEXTS.filter(bool), inner, max_size=2)
    ),
    max_leaves=4,
)


def _value(hand: Hand, shape: Shape, depth: int) -> Data:
    if isinstance(shape, Scalar):
        return _scalar(hand, shape)
    if isinstance(shape, Listing):
        size = hand.chance.choice((0, 1, 1, 2, 3)) if depth < _DEEP else 1
        return [_value(hand, shape.entry, depth + 1) for _ in range(size)]
    if isinstance(shape, Keyed):
        return _keyed(hand, shape, depth)
    if isinstance(shape, Foreign):
        return {name: hand.chance.choice(hand.foreign) for name in ("office", "a.b-c")}
    if isinstance(shape, Choice):
        kind = hand.chance.choice(("", *shape.kinds))
        return _block(hand, shape.kinds[kind], depth) if kind else hand.chance.choice(hand.rich)
    return _short_or_long(hand, shape, depth)


def _scalar(hand: Hand, shape: Scalar) -> Data:
    schema = shape.schema
    if shape.refers and shape.kind == "text":
        return hand.chance.choice(KEYS[shape.refers])
    if shape.kind == "turns":
        return _transcript(hand)
    if shape.kind == "rich":
        blank = "" if "pattern" not in schema else hand.rich[0]
        return hand.chance.choice([*hand.rich, blank])
    if shape.kind == "integer":
        edges = (schema["minimum"], schema["maximum"], hand.chance.randint(1, 99))
        return hand.chance.choice(edges)
    if shape.kind == "boolean":
        return hand.chance.random() < _HALF
    return _string(hand, schema, spelled=shape.kind == "spelled")


def _string(hand: Hand, schema: dict[str, Any], *, spelled: bool) -> Data:
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return hand.chance.choice(schema["enum"])
    if schema.get("format") == "date":
        day = dt.date.fromordinal(hand.chance.randint(1, dt.date.max.toordinal()))
        return day.isoformat()
    if schema["pattern"].startswith("^"):
        return hand.like(schema["pattern"])
    numbers = [hand.chance.randint(0, 99), "1.10"] if spelled else []
    return hand.chance.choice([*hand.texts, *numbers])


def _transcript(hand: Hand) -> str:
    keys = hand.chance.choices(KEYS["people"], k=hand.chance.randint(1, 3))
    words = ("Is there a *date*?", "", "- no\n- yes")
    return "\n\n".join(f"{key}: {hand.chance.choice(words)}".rstrip() for key in keys)


def _keyed(hand: Hand, shape: Keyed, depth: int) -> Data:
    pattern = shape.key_schema["pattern"]
    like = pattern if pattern.startswith("^") else "[a-z][a-z -]{0,9}[a-z]"
    keys = {hand.like(like).casefold() for _ in range(hand.chance.randint(0, 2))}
    return {key: _value(hand, shape.entry, depth + 1) for key in sorted(keys)}


def _short_or_long(hand: Hand, shape: Block, depth: int) -> Data:
    if shape.refers and hand.chance.random() < _HALF:
        return hand.chance.choice(KEYS[shape.refers])
    if shape.short and hand.chance.random() < _HALF:
        short = _value(hand, shape.fields[shape.short].shape, depth) or hand.rich[0]
        # As a reference, one word would be a key and words are a name.
        return f"{short} x" if shape.refers else short
    return _block(hand, shape, depth)


def _block(hand: Hand, shape: Block, depth: int) -> Data:
    block: dict[str, Data] = {}
    for key, part in shape.fields.items():
        # All fields at every depth would be a tree without end.
        nested = key in {"sessions", "items"} and depth > _DEEPEST
        wanted = hand.left > 0 and hand.chance.random() < hand.density
        if part.required or (wanted and not nested):
            hand.left -= 1
            block[key] = _value(hand, part.shape, depth + 1)
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
    for session in [*data.get("sessions", ()), *data.get("next_steps", ())]:
        _cut_below(session, 3)
    for place in ("background", "closing", "principles"):
        _cut_below(data.get(place), 3)
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
    for key in ("sessions", "next_steps"):
        for session in part.get(key, ()):
            session.setdefault("title", "A session")


def _cut_below(session: Data, levels: int) -> None:
    """Leave out sessions that are nested too deep."""
    if not isinstance(session, dict):
        return
    if levels == 0:
        session.pop("sessions", None)
    for inner in session.get("sessions", ()):
        _cut_below(inner, levels - 1)
