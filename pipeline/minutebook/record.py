"""The normalised record: short forms made long, empty values left out, rich text as a tree.

`normalise` goes from an author's data to the record, `shorten` back to data an author would write.
Nothing in this module knows a file, a line or an XML element.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from minutebook.load.scalars import Decimal, Integer, resolve
from minutebook.markdown import Fault, RichText, parse, signs_in, too_many_signs
from minutebook.model import Block, Choice, Keyed, Listing, Scalar, Shape, record_shape
from minutebook.turns import compose_turns, split_turns

if TYPE_CHECKING:
    from minutebook.errors import Path

Record = dict[str, Any]
"""By key, in schema order; texts ``str``, rich texts `RichText`, references ``{"ref": key}``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Normalised:
    """A record, and what was wrong with its rich text."""

    record: Record
    faults: tuple[tuple[Path, Fault], ...]
    """Each with the path of its field."""


class _Misfit:
    """Stands where a value does not have the shape that its place needs."""


MISFIT = _Misfit()
_LINE = 72
_ROW = 60
_WORDS = re.compile(r"\w+(?:[ .'\u2019-]\w+)*")
"""What may stand in brackets: nobody will take a comma or a colon of it for YAML's."""
_SPACE = re.compile(r"\s")


MOST_SIGNS = 20_000
"""Lines and signs that may mean something, in all rich texts of a record together; those of the
first texts, up to as many characters, are not counted."""


@dataclass(slots=True)
class _Walk:
    faults: list[tuple[Path, Fault]] = field(default_factory=list)
    length: int = 0
    """Characters of rich text so far."""
    signs: int = 0
    """What was counted in them."""

    def value(self, shape: Shape, value: Any, path: Path) -> Any:
        """Normalise one value; `MISFIT` where it does not have the shape."""
        if isinstance(shape, Scalar):
            return self._scalar(shape, value, path)
        if isinstance(shape, Listing):
            return self._listing(shape, value, path)
        if isinstance(shape, Keyed):
            return self._keyed(shape, value, path)
        if isinstance(shape, Block):
            return self._block(shape, value, path)
        if isinstance(shape, Choice):
            return self._choice(shape, value, path)
        return dict(value) if isinstance(value, dict) else MISFIT

    def _scalar(self, shape: Scalar, value: Any, path: Path) -> Any:
        if shape.kind == "boolean":
            return value if isinstance(value, bool) else MISFIT
        if shape.kind == "integer":
            return _integer(value)
        if shape.kind == "spelled" and _is_number(value):
            return str(getattr(value, "spelling", value))
        if not isinstance(value, str):
            return MISFIT
        if shape.kind in {"rich", "turns"}:
            return self._rich(shape, value, path)
        return value.rstrip("\n")

    def _rich(self, shape: Scalar, text: str, path: Path) -> RichText | _Misfit:
        if not self._may_read(text):
            if self.signs >= 0:
                self.faults.append((path, too_many_signs(text, MOST_SIGNS)))
            self.signs = -1
            return MISFIT
        blocks, faults = parse(text)
        if shape.kind == "turns":
            blocks, unsplit = split_turns(blocks, text)
            faults = faults or unsplit
        self.faults += [(path, fault) for fault in faults]
        return blocks

    def _may_read(self, text: str) -> bool:
        """Count a text, and say whether it is still within what is read."""
        self.length += len(text)
        if self.signs >= 0 and self.length > MOST_SIGNS:
            self.signs += signs_in(text)
        return 0 <= self.signs <= MOST_SIGNS

    def _listing(self, shape: Listing, value: Any, path: Path) -> Any:
        if not isinstance(value, list):
            return MISFIT
        return [self.value(shape.entry, entry, (*path, n)) for n, entry in enumerate(value)]

    def _keyed(self, shape: Keyed, value: Any, path: Path) -> Any:
        if not isinstance(value, dict):
            return MISFIT
        entries = {key: self.value(shape.entry, v, (*path, key)) for key, v in value.items()}
        # An empty list of voters says nothing; an empty person is a fault, and known by its key.
        return {key: entry for key, entry in entries.items() if entry != []}

    def _block(self, shape: Block, value: Any, path: Path) -> Any:
        if isinstance(value, str) and shape.short:
            return self._short(shape, shape.short, value, path)
        if not isinstance(value, dict):
            return MISFIT
        return self._fields(shape, value, path)

    def _fields(self, shape: Block, value: dict[str, Any], path: Path) -> Record:
        record: Record = {}
        for key, part in shape.fields.items():
            if key in value:
                normal = self.value(part.shape, value[key], (*path, key))
                if not _is_empty(normal) and normal is not MISFIT:
                    record[key] = normal
        return record

    def _short(self, shape: Block, short: str, text: str, path: Path) -> Any:
        if shape.refers and not is_name(text):
            return {"ref": text.rstrip("\n")}
        normal = self.value(shape.fields[short].shape, text, path)
        return {} if _is_empty(normal) else {short: normal}

    def _choice(self, shape: Choice, value: Any, path: Path) -> Any:
        if isinstance(value, str):
            item = self._short(shape.kinds[shape.short_kind], shape.short_kind, value, path)
            return item or MISFIT
        kinds = kinds_of(shape, value)
        if len(kinds) != 1:
            return MISFIT
        item = self._block(shape.kinds[kinds[0]], value, path)
        # Without its words an item has no kind any more.
        return item if kinds[0] in item else MISFIT


def kinds_of(choice: Choice, item: Any) -> list[str]:
    """The kind keys that an item has, in the author's order; a sound item has one."""
    return [key for key in item if key in choice.kinds] if isinstance(item, dict) else []


def normalise(data: Any) -> Normalised:
    """
    Bring an author's data into the one form that everything else works on.

    Args:
        data: As `minutebook.load` gives it; it may break the schema anywhere.

    Returns:
        The record, without what does not fit the schema (in a list a misfit keeps its place as
        `MISFIT`), and the faults of its rich text.

    Source:
        docs/explanation/archival-format.md, "How a record becomes XML": short forms long,
        empty list, block or text absent, no newline at a text's end, numbers as written where the
        field is text, rich text as a tree.
    """
    walk = _Walk()
    record = walk.value(record_shape(), data, ())
    return Normalised(
        record=record if isinstance(record, dict) else {},
        faults=tuple(walk.faults),
    )


def shorten(record: Record) -> Record:
    """
    Bring a normalised record into the form that an author would write.

    Args:
        record: Normalised, with rich text as trees.

    Returns:
        Data in schema order with Markdown as text and every short form that says the same;
        ``normalise(shorten(record)).record == record``.
    """
    return dict(_short_value(record_shape(), record))


def _short_value(shape: Shape, value: Any) -> Any:
    if isinstance(shape, Scalar):
        return short_scalar(shape, value)
    if isinstance(shape, Listing):
        return in_row(shape, [_short_value(shape.entry, entry) for entry in value])
    if isinstance(shape, Keyed):
        return {key: _short_value(shape.entry, entry) for key, entry in value.items()}
    if isinstance(shape, Choice):
        kind = shape.kinds[kinds_of(shape, value)[0]]
        return _short_block(kind, value, short=shape.short_kind)
    return _short_block(shape, value, short=shape.short) if isinstance(shape, Block) else value


def normal_scalar(shape: Scalar, value: Any) -> Any:
    """
    Bring one value into the form that `normalise` gives it.

    Args:
        shape: What its field holds.
        value: As the author wrote it.

    Returns:
        Text, a number, ``True``/``False``, or a tree for rich text; `MISFIT` for anything else.
    """
    return _Walk().value(shape, value, ())


def short_scalar(shape: Scalar, value: Any) -> Any:
    """
    Bring one value into the form that an author would write.

    Args:
        shape: What its field holds.
        value: As `normalise` gives it.

    Returns:
        A number where the text of a ``spelled`` field is one. Text that is written after ``|``
        ends with a line end: prose of several lines, or too long or too odd for the line of its
        key. Other values as they are.
    """
    if shape.kind == "spelled":
        return _as_number(value)
    from minutebook.yaml_text import WIDEST_PLAIN, is_plain

    if shape.kind == "text":
        return f"{value}\n" if _is_free(shape) and _is_long(value, WIDEST_PLAIN) else value
    if shape.kind not in {"rich", "turns"}:
        return value
    from minutebook.markdown.compose import compose

    text = compose_turns(value) if shape.kind == "turns" else compose(value)
    # An author ends prose with a line end, as `|` does; a few words stand on the key's line.
    return f"{text}\n" if _is_long(text, _LINE) or (text and not is_plain(text)) else text


def _is_free(shape: Scalar) -> bool:
    """Say whether any words will do, with a line end behind them too."""
    return shape.schema.get("pattern", "").startswith("[") and "format" not in shape.schema


def _is_long(text: str, width: int) -> bool:
    return "\n" in text or len(text) > width


def in_row(shape: Listing, values: list[Any]) -> list[Any]:
    """
    Lay out a list as an author would.

    Args:
        shape: What the list holds.
        values: Its entries, in their short form.

    Returns:
        A `Row` where they are keys, names or other few words; else the list itself.
    """
    from minutebook.yaml_text import Row, is_plain

    entry = shape.entry
    holds_words = (
        entry.kind == "text"
        if isinstance(entry, Scalar)
        else isinstance(entry, Block) and entry.refers is not None
    )
    are_words = all(
        isinstance(value, str) and _WORDS.fullmatch(value) and is_plain(value) for value in values
    )
    fits = holds_words and are_words and len(", ".join(values)) <= _ROW
    return Row(values) if fits else values


def _as_number(text: str) -> Any:
    """Give a number where the text is one, so that it is written as a clerk writes it."""
    try:
        number = resolve(text)
    except ValueError:
        return text
    return number if isinstance(number, Integer | Decimal) else text


def _short_block(shape: Block, value: Record, *, short: str | None) -> Any:
    if "ref" in value and shape.refers:
        return value["ref"]
    long = {
        key: _short_value(part.shape, value[key])
        for key, part in shape.fields.items()
        if key in value
    }
    # A name of one word would be read as a key, so it keeps its long form.
    only = long[short] if short is not None and list(long) == [short] else None
    return long if only is None or (shape.refers and not is_name(only)) else only


def is_name(text: str) -> bool:
    """Tell a name from a key: any white space within it makes it a name, of whatever kind."""
    return _SPACE.search(text.rstrip("\n")) is not None


def _integer(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return MISFIT
    return int(value) if value == value // 1 else MISFIT


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_empty(value: Any) -> bool:
    # Spelled out: it is asked of everything in a record.
    return value is None or (isinstance(value, str | list | tuple | dict) and not value)
