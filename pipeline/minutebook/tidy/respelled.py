"""An author's data in the order and the spelling of the schema, nothing added and nothing dropped.

Nothing in this module knows YAML, JSON or a comment; it is told what has to keep its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minutebook.model import Block, Choice, Keyed, Listing, Scalar, Shape, record_shape
from minutebook.record import MISFIT, in_row, is_name, kinds_of, normal_scalar, short_scalar

if TYPE_CHECKING:
    from collections.abc import Container

    from minutebook.errors import Path


def respelled(data: dict[str, Any], *, keep_long: Container[Path] = (), as_yaml: bool) -> Any:
    """
    Bring a sound note's data into its normal spelling.

    Args:
        data: As `minutebook.load` gives it for a note without errors.
        keep_long: The paths of what is not to take its short form, because something stands in it.
        as_yaml: Whether it is for YAML, where a text that is a number is written as one, as a clerk
            writes it, and prose below its key ends with a line end.

    Returns:
        The same keys in the order of the schema, empty values included, every short form that says
        the same, and rich text in the normal Markdown. Keys that the author chose, entries of
        lists, and all below `extensions` keep their order.
    """
    return _Walk(keep_long, as_yaml).value(record_shape(), data, ())


@dataclass(frozen=True, slots=True)
class _Walk:
    keep_long: Container[Path]
    as_yaml: bool

    def value(self, shape: Shape, value: Any, path: Path) -> Any:
        """Respell one value."""
        if isinstance(shape, Scalar):
            return self._scalar(shape, value)
        if isinstance(shape, Listing) and isinstance(value, list):
            entries = enumerate(value)
            return in_row(shape, [self.value(shape.entry, v, (*path, n)) for n, v in entries])
        if isinstance(shape, Keyed) and isinstance(value, dict):
            return {key: self.value(shape.entry, v, (*path, key)) for key, v in value.items()}
        if isinstance(shape, Choice):
            return self._item(shape, value, path)
        if isinstance(shape, Block):
            return self._block(shape, value, path, short=shape.short)
        return value

    def _scalar(self, shape: Scalar, value: Any) -> Any:
        if not isinstance(value, str) or (shape.kind == "spelled" and not self.as_yaml):
            return value
        normal = normal_scalar(shape, value)
        if normal is MISFIT:
            return value
        spelled = short_scalar(shape, normal)
        # The line end says that the text is written below its key, as in JSON none is.
        return spelled if self.as_yaml or not isinstance(spelled, str) else spelled.rstrip("\n")

    def _item(self, shape: Choice, value: Any, path: Path) -> Any:
        kind = shape.short_kind if isinstance(value, str) else kinds_of(shape, value)[0]
        return self._block(shape.kinds[kind], value, path, short=shape.short_kind)

    def _block(self, shape: Block, value: Any, path: Path, *, short: str | None) -> Any:
        if isinstance(value, str) and short is not None:
            is_key = shape.refers is not None and not is_name(value)
            return value.rstrip("\n") if is_key else self._scalar_of(shape, short, value)
        if not isinstance(value, dict):
            return value
        long = {
            key: self.value(part.shape, value[key], (*path, key))
            for key, part in shape.fields.items()
            if key in value
        }
        only = long[short] if short is not None and list(long) == [short] else None
        # A name of one word would be read as a key, so it keeps its long form.
        stays = only is None or path in self.keep_long or (shape.refers and not is_name(only))
        return long if stays else only

    def _scalar_of(self, shape: Block, short: str, value: str) -> Any:
        return self.value(shape.fields[short].shape, value, ())
