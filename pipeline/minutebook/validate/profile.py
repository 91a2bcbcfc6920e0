"""Extensions of a record judged by the schemas that their office declares for them.

Each schema was read and checked before: its references lead to parts of the same office's schemas,
and its patterns can be followed. What a schema costs is counted, and ends. Nothing in this module
reads a file, opens a connection or words a finding.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators
from referencing import Registry
from referencing.exceptions import NoSuchResource
from referencing.jsonschema import DRAFT202012

from minutebook.validate.patterns import read_pattern
from minutebook.validate.verdict import is_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from minutebook.validate.extensions import Profile

    Keyword = Callable[[Any, Any, Any, Any], Iterator[ValidationError] | None]

Json = dict[str, Any]

_MOST = 2_000_000
"""How much one extension may cost, in about a microsecond a unit."""
_KEYWORD = 40
"""What a keyword costs, whatever it judges."""


class TooMuchError(Exception):
    """A schema would have to be followed for too long."""


@dataclass(slots=True)
class _Meter:
    """Counts what is done for one extension."""

    left: int = _MOST

    def spend(self, cost: int) -> None:
        self.left -= cost
        if self.left < 0:
            raise TooMuchError


@dataclass(frozen=True, slots=True, eq=False)
class _Compiled:
    validator: Any
    meter: _Meter


def profile_errors(profile: Profile, data: Any) -> list[ValidationError]:
    """
    Judge an extension.

    Args:
        profile: What its office declares for it.
        data: As the author wrote it.

    Returns:
        The errors as jsonschema gives them, paths below the extension.

    Raises:
        TooMuchError: Schema and data together would take too long, or stand too deep.
    """
    compiled = _compiled(profile)
    compiled.meter.left = _MOST
    try:
        return list(compiled.validator.iter_errors(data))
    except RecursionError:
        raise TooMuchError from None


def metaschema_errors(schema: Any) -> list[ValidationError]:
    """
    Judge a schema by the metaschema of its draft.

    Args:
        schema: As it was read.

    Raises:
        TooMuchError: It stands too deep.
    """
    try:
        return list(Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(schema))
    except RecursionError:
        raise TooMuchError from None


@lru_cache(maxsize=64)
def _compiled(profile: Profile) -> _Compiled:
    meter = _Meter()
    known = Draft202012Validator.VALIDATORS
    changed = {**known, **_keywords(meter)}
    keywords = {name: _metered(keyword, meter) for name, keyword in changed.items()}
    extend: Any = validators.extend  # it has no types
    formats = FormatChecker(formats=())
    formats.checks("date")(is_day)
    registry_of: Any = Registry  # attrs makes its arguments, which mypy does not see
    registry = registry_of(retrieve=_refuse).with_resources(
        (uri, DRAFT202012.create_resource(json.loads(text))) for uri, text in profile.documents
    )
    build = extend(Draft202012Validator, keywords)
    validator = build({"$ref": profile.root}, registry=registry, format_checker=formats)
    return _Compiled(validator, meter)


def _refuse(uri: str) -> Any:
    """Nothing is fetched, wherever a reference leads."""
    no_such: Any = NoSuchResource
    raise no_such(ref=uri)


def _metered(keyword: Keyword, meter: _Meter) -> Keyword:
    def judge(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
        meter.spend(_KEYWORD + _size(value) + _size(instance))
        yield from keyword(validator, value, instance, schema) or ()

    return judge


def _size(value: Any) -> int:
    return len(value) if isinstance(value, list | dict) else 1


def _keywords(meter: _Meter) -> dict[str, Keyword]:
    """Make the keywords that are judged in another way than jsonschema's own."""

    def finds(pattern: str, text: str) -> bool:
        return read_pattern(pattern).finds(text, spend=meter.spend)

    def pattern(_: Any, value: str, instance: Any, __: Json) -> Iterator[ValidationError]:
        if isinstance(instance, str) and not finds(value, instance):
            yield ValidationError("pattern")

    def by_pattern(validator: Any, value: Json, instance: Any, _: Json) -> Any:
        if isinstance(instance, dict):
            for key, part in instance.items():
                for each, schema in value.items():
                    if finds(each, key):
                        yield from validator.descend(part, schema, path=key)

    def others(validator: Any, rule: Any, instance: Any, schema: Json) -> Any:
        if not isinstance(instance, dict):
            return
        for key, part in instance.items():
            if key in schema.get("properties", ()):
                continue
            if any(finds(each, key) for each in schema.get("patternProperties", ())):
                continue
            if rule is False:
                yield ValidationError("unknown key", path=(key,))
            else:
                yield from validator.descend(part, rule, path=key)

    def unique(_: Any, value: bool, instance: Any, __: Json) -> Iterator[ValidationError]:
        if value and isinstance(instance, list):
            there = {_written(one, meter) for one in instance}
            if len(there) < len(instance):
                yield ValidationError("twice")

    return {
        "pattern": pattern,
        "patternProperties": by_pattern,
        "additionalProperties": others,
        "propertyNames": _names,
        "required": _required,
        "dependentRequired": _dependent,
        "uniqueItems": unique,
    }


def _written(value: Any, meter: _Meter) -> str:
    """Write a value so that two are written alike where JSON Schema holds them for equal."""
    if isinstance(value, list):
        text = f"[{','.join(_written(one, meter) for one in value)}]"
    elif isinstance(value, dict):
        pairs = sorted(f"{key!r}:{_written(one, meter)}" for key, one in value.items())
        text = f"{{{','.join(pairs)}}}"
    elif isinstance(value, float) and value.is_integer():
        text = f"{int(value):x}"
    elif isinstance(value, int) and not isinstance(value, bool):
        text = f"{value:x}"  # of any size, which the decimal form is not
    else:
        text = repr(value)
    meter.spend(2 + len(text) // 16)
    return text


def _names(validator: Any, rule: Any, instance: Any, _: Json) -> Iterator[ValidationError]:
    """Judge keys; one that is refused is one fault, at the key."""
    if isinstance(instance, dict):
        for key in instance:
            if next(validator.descend(key, rule), None) is not None:
                yield ValidationError("key", path=(key,))


def _required(_: Any, keys: list[str], instance: Any, __: Json) -> Iterator[ValidationError]:
    if isinstance(instance, dict):
        yield from (ValidationError(key) for key in keys if key not in instance)


def _dependent(_: Any, needed: Json, instance: Any, __: Json) -> Iterator[ValidationError]:
    if isinstance(instance, dict):
        for key, others in needed.items():
            if key in instance:
                yield from (ValidationError(other) for other in others if other not in instance)
