"""Facts as plain data, so that a later run can check records whose notes it does not read again.

Nothing in this module knows where they are kept.
"""

from __future__ import annotations

from dataclasses import asdict, fields, is_dataclass
from typing import Any, get_args, get_type_hints

from minutebook.registry.facts import Facts
from minutebook.registry.spots import Mention, Spot

_NAMES = {"Mention": Mention, "Spot": Spot}
"""What the types of the fields are called."""


def facts_data(facts: Facts) -> dict[str, Any]:
    """
    Turn facts into data that JSON can hold.

    Args:
        facts: Those of one record.

    Returns:
        The fields by name; ``facts_from_data`` gives the same facts again, also after a way
        through JSON.
    """
    return asdict(facts)


def facts_from_data(data: dict[str, Any]) -> Facts:
    """
    Turn data back into facts.

    Args:
        data: As `facts_data` gives it, or as JSON gives it back: lists for tuples.

    Raises:
        LookupError: A field is missing.
        TypeError: It is no data of facts, or of another version.
    """
    facts = _read(Facts, data)
    assert isinstance(facts, Facts)
    return facts


def _read(kind: Any, value: Any) -> Any:
    """Read one value of a known type."""
    if value is None or kind in {str, int, bool}:
        return value
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind, localns=_NAMES)
        return kind(**{one.name: _read(hints[one.name], value[one.name]) for one in fields(kind)})
    if kind is Spot:
        return Spot(*value)
    if kind is Mention:
        return Mention(value[0], Spot(*value[1]))
    return _read_several(kind, value)


def _read_several(kind: Any, value: Any) -> Any:
    """Read what may be missing, or what stands in a row."""
    parts = get_args(kind)
    if type(None) in parts:
        return _read(parts[0], value)
    if parts[-1] is Ellipsis:
        return tuple(_read(parts[0], one) for one in value)
    return tuple(_read(part, one) for part, one in zip(parts, value, strict=True))
