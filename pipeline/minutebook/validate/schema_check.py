"""A record judged by the JSON Schema, with an item judged by its one kind key.

jsonschema does the judging, of data that `verdict` has refused. Where its general way would report
an item against every kind, or a fault at the wrong place, a keyword is replaced by one that gives
the same verdict and a better account of it. Nothing in this module words a finding.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

from minutebook.schemas import meeting_schema, office_schema
from minutebook.validate.verdict import compiled, is_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema.protocols import Validator

Json = dict[str, Any]


def _pattern(_: Validator, pattern: str, instance: Any, __: Json) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not compiled(pattern).search(instance):
        yield ValidationError("pattern")


def _ref(validator: Any, ref: str, instance: Any, _: Json) -> Iterator[ValidationError]:
    # The schema refers to its own definitions only; looking them up at once is four times faster
    # than the registry and can fetch nothing.
    yield from validator.descend(instance, meeting_schema()["$defs"][ref[len("#/$defs/") :]])


def _additional(
    validator: Any, rule: Any, instance: Any, schema: Json
) -> Iterator[ValidationError]:
    if not isinstance(instance, dict):
        return
    known = schema.get("properties", {})
    for key, value in instance.items():
        if key in known:
            continue
        if rule is False:
            yield ValidationError("unknown key", path=(key,))
        else:
            yield from validator.descend(value, rule, path=key)


def _property_names(_: Any, rule: Json, instance: Any, __: Json) -> Iterator[ValidationError]:
    if isinstance(instance, dict):
        for key in instance:
            if not compiled(rule["pattern"]).search(key):
                yield ValidationError("key", path=(key,), validator="propertyNames", schema=rule)


def _one_kind(
    validator: Any, branches: list[Json], instance: Any, _: Json
) -> Iterator[ValidationError]:
    """Judge an item by the kind whose key it has; none or several is one fault."""
    if not isinstance(instance, dict):
        if not isinstance(instance, str):
            yield ValidationError("type")
        else:
            yield from validator.descend(instance, branches[0])
        return
    kinds = [branch["$ref"] for branch in branches if "$ref" in branch]
    names = {ref.rpartition("/")[2]: ref for ref in kinds}
    present = [key for key in instance if key in names]
    if len(present) == 1:
        yield from validator.descend(instance, {"$ref": names[present[0]]})
    else:
        yield ValidationError("kind")


@cache
def validator() -> Any:
    """Build the validator, once."""
    formats = FormatChecker(formats=())
    formats.checks("date")(is_day)
    keywords = {
        "$ref": _ref,
        "additionalProperties": _additional,
        "oneOf": _one_kind,
        "pattern": _pattern,
        "propertyNames": _property_names,
    }
    return _extended(keywords)(meeting_schema(), format_checker=formats)


@cache
def _office_validator() -> Any:
    keywords = {
        "additionalProperties": _additional,
        "pattern": _pattern,
        "propertyNames": _property_names,
    }
    return _extended(keywords)(office_schema())


def _extended(keywords: Json) -> Any:
    extend: Any = validators.extend  # it has no types
    return extend(Draft202012Validator, keywords)


def schema_errors(data: Any) -> list[ValidationError]:
    """Judge data by the schema; the errors as jsonschema gives them."""
    return list(validator().iter_errors(data))


def office_errors(table: Any) -> list[ValidationError]:
    """Judge an office's file by its schema; the errors as jsonschema gives them."""
    return list(_office_validator().iter_errors(table))
