"""Whether data keeps to a schema, decided at once; nothing here says why it does not.

The schema's own dialect is compiled into plain functions. Nothing in this module may be asked for a
place or for words: data that is refused is judged again, by jsonschema, which explains.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from typing import Any

from minutebook.schemas import meeting_schema, office_schema

Json = dict[str, Any]
Check = Callable[[Any], bool]

_DEFINITION = "#/$defs/"


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """
    Compile a pattern of the schema.

    Args:
        pattern: As ECMA 262 has it: its ``$`` does not match before a line end, as Python's does.
    """
    return re.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern)


def is_day(value: object) -> bool:
    """Say whether text of the form of a date is a day of the calendar; anything else is let be."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


@cache
def _record_check() -> Check:
    return _Compiler(meeting_schema()).check(meeting_schema())


@cache
def _office_check() -> Check:
    return _Compiler(office_schema()).check(office_schema())


def is_sound_record(data: Any) -> bool:
    """
    Say whether data keeps to the schema of a record.

    Args:
        data: As `minutebook.load` gives it.

    Returns:
        What any validator of JSON Schema 2020-12 says, with ``format: date`` asserted.

    Source:
        schema/meeting-record.schema.json.
    """
    return _record_check()(data)


def is_sound_office(table: Any) -> bool:
    """Say whether the data of `minutebook.toml` keeps to its schema."""
    return _office_check()(table)


class _Compiler:
    """Makes one function of each part of a schema, and each definition only once."""

    def __init__(self, schema: Json) -> None:
        self.definitions: Json = schema.get("$defs", {})
        self.known: dict[str, Check] = {}

    def check(self, schema: Json) -> Check:
        """Compile a part; a keyword that asserts something and is not known here is a KeyError."""
        checks = [
            _KEYWORDS[keyword](self, schema)
            for keyword in schema
            if keyword not in _SILENT and not keyword.startswith("x-")
        ]
        return checks[0] if len(checks) == 1 else _all_of(checks)

    def referred(self, name: str) -> Check:
        """Compile a definition, which may contain itself."""
        if name not in self.known:
            self.known[name] = partial(self._later, name)
            self.known[name] = self.check(self.definitions[name])
        return self.known[name]

    def _later(self, name: str, value: Any) -> bool:
        return self.known[name](value)


def _all_of(checks: list[Check]) -> Check:
    def holds(value: Any) -> bool:
        for check in checks:  # noqa: SIM110 - `all` makes a generator each time
            if not check(value):
                return False
        return True

    return holds


def _ref(compiler: _Compiler, schema: Json) -> Check:
    return compiler.referred(schema["$ref"][len(_DEFINITION) :])


_TYPES: dict[str, Check] = {
    "string": lambda value: isinstance(value, str),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "integer": lambda value: (
        (isinstance(value, int) and not isinstance(value, bool))
        or (isinstance(value, float) and value.is_integer())
    ),
}


def _type(_: _Compiler, schema: Json) -> Check:
    wanted = schema["type"]
    if isinstance(wanted, str):
        return _TYPES[wanted]
    checks = [_TYPES[name] for name in wanted]
    return lambda value: any(check(value) for check in checks)


def _properties(compiler: _Compiler, schema: Json) -> Check:
    """Judge each key by its own schema, and the others by that of all others."""
    parts: Json = schema.get("properties", {})
    others: Any = schema.get("additionalProperties", True)
    known: dict[str, Check] = {}

    def first_met(key: str) -> Check:
        # A record has a tenth of the schema's keys: each is compiled when it is met.
        if key not in parts:
            return other()
        known[key] = compiler.check(parts[key])
        return known[key]

    @cache
    def other() -> Check:
        return compiler.check(others) if isinstance(others, dict) else lambda _: bool(others)

    def holds(value: Any) -> bool:
        if not isinstance(value, dict):
            return True
        for key, part in value.items():
            check = known.get(key) or first_met(key)
            if not check(part):
                return False
        return True

    return holds


def _others(compiler: _Compiler, schema: Json) -> Check:
    # Where there are properties, these judge the other keys as well.
    return _anything if "properties" in schema else _properties(compiler, schema)


def _anything(_: Any) -> bool:
    return True


def _required(_: _Compiler, schema: Json) -> Check:
    keys = schema["required"]

    def holds(value: Any) -> bool:
        return not isinstance(value, dict) or all(key in value for key in keys)

    return holds


def _items(compiler: _Compiler, schema: Json) -> Check:
    check = compiler.check(schema["items"])

    def holds(value: Any) -> bool:
        return not isinstance(value, list) or all(map(check, value))

    return holds


def _property_names(compiler: _Compiler, schema: Json) -> Check:
    check = compiler.check(schema["propertyNames"])

    def holds(value: Any) -> bool:
        return not isinstance(value, dict) or all(map(check, value))

    return holds


def _pattern(_: _Compiler, schema: Json) -> Check:
    search = compiled(schema["pattern"]).search

    def holds(value: Any) -> bool:
        return not isinstance(value, str) or search(value) is not None

    return holds


def _enum(_: _Compiler, schema: Json) -> Check:
    # All words: 1 and true would be one in Python.
    words = frozenset(schema["enum"])
    return lambda value: isinstance(value, str) and value in words


def _const(_: _Compiler, schema: Json) -> Check:
    word = schema["const"]
    return lambda value: isinstance(value, str) and value == word


def _format(_: _Compiler, schema: Json) -> Check:
    return {"date": is_day}[schema["format"]]


def _bounds(_: _Compiler, schema: Json) -> Check:
    least = schema.get("minimum", float("-inf"))
    most = schema.get("maximum", float("inf"))

    def holds(value: Any) -> bool:
        return not _TYPES["number"](value) or least <= value <= most

    return holds


def _max_length(_: _Compiler, schema: Json) -> Check:
    most = schema["maxLength"]
    return lambda value: not isinstance(value, str) or len(value) <= most


def _any_of(compiler: _Compiler, schema: Json) -> Check:
    checks = [compiler.check(part) for part in schema["anyOf"]]
    return lambda value: any(check(value) for check in checks)


def _one_kind(compiler: _Compiler, schema: Json) -> Check:
    """Judge an item: text, or a block by the one kind whose key it has."""
    parts = schema["oneOf"]
    short = [compiler.check(part) for part in parts if "$ref" not in part]
    kinds = {part["$ref"][len(_DEFINITION) :]: compiler.check(part) for part in parts[len(short) :]}

    def holds(value: Any) -> bool:
        if not isinstance(value, dict):
            return any(check(value) for check in short)
        present = [key for key in value if key in kinds]
        return len(present) == 1 and kinds[present[0]](value)

    return holds


_KEYWORDS: dict[str, Callable[[_Compiler, Json], Check]] = {
    "$ref": _ref,
    "type": _type,
    "properties": _properties,
    "additionalProperties": _others,
    "required": _required,
    "items": _items,
    "propertyNames": _property_names,
    "pattern": _pattern,
    "enum": _enum,
    "const": _const,
    "format": _format,
    "minimum": _bounds,
    "maximum": _bounds,
    "maxLength": _max_length,
    "anyOf": _any_of,
    "oneOf": _one_kind,
}
"""Each keyword of the schema's dialect that asserts something."""

_SILENT = frozenset(
    {"$schema", "$id", "$defs", "title", "description", "examples", "xml", "contentMediaType"}
)
"""Those that assert nothing."""
