"""The verdicts of an office's own schema in a records clerk's words, whatever it asks for.

Nothing in this module knows a file or a line, and nothing that it says holds more of a document
than a value that is cut short.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from minutebook.errors import Problem
from minutebook.validate.schema_wording import TYPES, kind_of
from minutebook.wording import cut, did_you_mean, named, one_of, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jsonschema import ValidationError

    from minutebook.errors import Path
    from minutebook.validate.extensions import Profile

Json = dict[str, Any]


class Verdict(NamedTuple):
    """One verdict in words."""

    message: str
    expected: str | None = None
    hint: str | None = None
    at_key: bool = False


def word_profile_errors(
    errors: Sequence[ValidationError], *, profile: Profile, path: Path
) -> Iterator[Problem]:
    """
    Word the verdicts on an extension.

    Args:
        errors: As `profile_errors` gives them.
        profile: The profile that gave them.
        path: Of the extension.

    Returns:
        One problem for each fault, with a remedy; several verdicts on one value are one fault.
    """
    told: set[tuple[Path, bool, str]] = set()
    keys = _Keys()
    general = f"see {profile.file}, which minutebook.toml names for {quoted(profile.name)}"
    for number, error in enumerate(errors):
        place = (*path, *error.absolute_path)
        keys.looks_near = number < _MOST_NEAR
        worded = word_error(error, place, keys)
        # Each missing key is a fault of its own, at one place.
        which = worded.message if error.validator in _MISSING else ""
        if (place, worded.at_key, which) not in told:
            told.add((place, worded.at_key, which))
            yield Problem(
                code="E332",
                path=place,
                at_key=worded.at_key,
                message=worded.message,
                expected=worded.expected,
                hint=worded.hint or _said(error) or general,
            )


_MOST_NEAR = 100
"""For how many verdicts on one extension a word that was meant is looked for."""


class _Keys:
    """The keys that a schema names, made once for all verdicts on one extension."""

    def __init__(self) -> None:
        self.looks_near = True
        self.known: dict[int, str | None] = {}
        self.free: dict[tuple[int, int], list[str]] = {}

    def expected(self, schema: Json) -> str | None:
        """List the keys that a schema names."""
        if id(schema) not in self.known:
            known = schema.get("properties")
            self.known[id(schema)] = one_of(known) if known else None
        return self.known[id(schema)]

    def meant(self, word: str, schema: Json, there: Json) -> str | None:
        """Look for the key that was meant among those that are not there yet."""
        if not self.looks_near:
            return None
        both = id(schema), id(there)
        if both not in self.free:
            self.free[both] = [key for key in schema.get("properties", ()) if key not in there]
        return did_you_mean(word, self.free[both])


_MISSING = frozenset({"required", "dependentRequired"})


def _said(error: ValidationError) -> str | None:
    """Quote what the office's schema says of a value itself."""
    words = error.schema.get("description") if isinstance(error.schema, dict) else None
    return f"the office says of it: {cut(words)}" if isinstance(words, str) and words else None


def word_error(error: ValidationError, place: Path, keys: _Keys | None = None) -> Verdict:
    """
    Word one verdict of a schema that is not known.

    Args:
        error: As jsonschema gives it.
        place: The whole path of the value.
        keys: What was made for the verdicts before; they hold their schemas and their data.
    """
    if error.instance is None and error.validator in {"type", "enum", "const"}:
        return Verdict(
            f"{named(place)} has no value",
            hint="write the value after it, or take it out",
            at_key=True,
        )
    looking = _LOOKING.get(str(error.validator))
    if looking is not None:
        return looking(error, place, keys or _Keys())
    word = _WORDS.get(str(error.validator), _anything)
    return word(error, place)


def _schema(error: ValidationError) -> Json:
    return error.schema if isinstance(error.schema, dict) else {}


def _value(value: Any) -> str:
    """Show a value that has no parts; name any other by its kind."""
    return kind_of(value) if isinstance(value, list | dict) else quoted(value)


def _plain(values: Any) -> list[str]:
    """Give the values that can be shown in a line."""
    listed = values if isinstance(values, list) else [values]
    shown = (value for value in listed if not isinstance(value, list | dict))
    return ["nothing" if value is None else cut(value) for value in shown]


def _type(error: ValidationError, place: Path) -> Verdict:
    wanted: Any = error.validator_value
    types = [wanted] if isinstance(wanted, str) else list(wanted)
    words = " or ".join(TYPES.get(name, "nothing") for name in types)
    hint = f'put it in quotes: "{cut(error.instance)}"' if types == ["string"] else None
    is_plain = not isinstance(error.instance, list | dict)
    return Verdict(
        f"{named(place)} must be {words}, and this is {kind_of(error.instance)}",
        expected=words,
        hint=hint if is_plain else None,
    )


def _enum(error: ValidationError, place: Path, keys: _Keys) -> Verdict:
    words = _plain(error.validator_value)
    is_near = keys.looks_near and isinstance(error.instance, str)
    near = did_you_mean(str(error.instance), words) if is_near else None
    return Verdict(
        f"{_value(error.instance)} is not a value of {named(place)}",
        expected=one_of(words) if words else None,
        hint=near,
    )


def _const(error: ValidationError, place: Path) -> Verdict:
    (word,) = _plain(error.validator_value) or ("",)
    return Verdict(
        f"{_value(error.instance)} is not a value of {named(place)}",
        expected=f"`{word}`" if word else None,
    )


def _limit(least: bool, beyond: bool) -> Callable[[ValidationError, Path], Verdict]:
    def word(error: ValidationError, place: Path) -> Verdict:
        bound = cut(error.validator_value)
        side = "more" if least else "less"
        limit = (
            f"must be {side} than {bound}"
            if beyond
            else (f"the {'least' if least else 'most'} it can be is {bound}")
        )
        return Verdict(
            f"{named(place)} is {quoted(error.instance)}, and {'it ' if beyond else ''}{limit}",
            expected=f"{side} than {bound}" if beyond else f"{bound} or {side}",
        )

    return word


def _count(noun: str, least: bool) -> Callable[[ValidationError, Path], Verdict]:
    def word(error: ValidationError, place: Path) -> Verdict:
        found, bound = len(error.instance), cut(error.validator_value)  # type: ignore[arg-type]
        nouns = noun if found == 1 else _many(noun)
        return Verdict(
            f"{named(place)} has {found} {nouns}, and {bound} is the {'least' if least else 'most'}"
        )

    return word


def _many(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s"


def _multiple(error: ValidationError, place: Path) -> Verdict:
    step = cut(error.validator_value)
    return Verdict(
        f"{named(place)} is {quoted(error.instance)}, and it must be a multiple of {step}"
    )


def _form(error: ValidationError, place: Path) -> Verdict:
    shown = [one for one in _schema(error).get("examples", ()) if isinstance(one, str)]
    return Verdict(
        f"{quoted(error.instance)} does not have the form that {named(place)} must have",
        expected=f"something like {quoted(shown[0])}" if shown else None,
    )


def _format(error: ValidationError, place: Path) -> Verdict:
    del place
    return Verdict(
        f"{quoted(error.instance)} is not a day of the calendar",
        expected="something like `2026-03-05`",
    )


def _required(error: ValidationError, place: Path) -> Verdict:
    key = error.message
    return Verdict(
        f"{named(place)} needs {quoted(key)}",
        expected=f"the key {quoted(key)}",
        hint=f"add a line `{cut(key)}:` with its value",
        at_key=True,
    )


def _dependent(error: ValidationError, place: Path) -> Verdict:
    key, there = error.message, error.instance
    needed: Any = error.validator_value
    why = next((one for one in needed if one in there and key in needed[one]), "")  # type: ignore[operator]
    return Verdict(
        f"{named(place)} has {quoted(why)} and so needs {quoted(key)}",
        expected=f"the key {quoted(key)}",
        hint=f"add a line `{cut(key)}:` with its value",
        at_key=True,
    )


def _unknown(error: ValidationError, place: Path, keys: _Keys) -> Verdict:
    schema: Any = error.schema
    there: Any = error.instance
    return Verdict(
        f"there is no key {quoted(place[-1])} in {named(place[:-1])}",
        expected=keys.expected(schema),
        hint=keys.meant(str(place[-1]), schema, there) or "take it out",
        at_key=True,
    )


def _wrong_key(_: ValidationError, place: Path) -> Verdict:
    return Verdict(f"{quoted(place[-1])} cannot be a key of {named(place[:-1])}", at_key=True)


def _too_many(error: ValidationError, place: Path) -> Verdict:
    most, found = len(_schema(error).get("prefixItems", ())), len(error.instance)  # type: ignore[arg-type]
    nouns = "entry" if found == 1 else "entries"
    return Verdict(f"{named(place)} has {found} {nouns}, and {most} is the most")


def _twice(_: ValidationError, place: Path) -> Verdict:
    return Verdict(f"an entry of {named(place)} stands there twice", hint="leave one of them out")


def _contains(error: ValidationError, place: Path) -> Verdict:
    schema = _schema(error)
    if error.validator == "maxContains":
        return Verdict(
            f"of a certain form {named(place)} has more than {schema['maxContains']} entries"
        )
    least = schema.get("minContains", 1)
    return Verdict(
        f"{named(place)} lacks an entry of a certain form, of which {least} is the least"
    )


def _no_form(error: ValidationError, place: Path, keys: _Keys) -> Verdict:
    several: Any = error.validator_value
    nearest = _nearest(error)
    if nearest is None:
        return Verdict(
            f"{named(place)} has several of {len(several)} forms, of which it may have one only"
        )
    below = word_error(nearest, (*place, *nearest.relative_path), keys)
    return Verdict(
        f"{named(place)} has none of the {len(several)} forms that it may have",
        hint=f"of the form that comes nearest it can be said: {below.message}",
    )


def _nearest(error: ValidationError) -> ValidationError | None:
    """Find what keeps a value from the form that it is most like: the fault that lies deepest."""
    forms: dict[Any, list[ValidationError]] = {}
    for one in error.context or ():
        forms.setdefault(one.relative_schema_path[0], []).append(one)
    faults = [
        (any(one.validator == "type" and not one.relative_path for one in found), len(found), found)
        for found in forms.values()
    ]
    return min(faults, key=lambda fault: fault[:2])[2][0] if faults else None


def _ruled_out(error: ValidationError, place: Path) -> Verdict:
    if not error.validator_value:
        return _anything(error, place)
    return Verdict(f"{named(place)} is just what may not stand there")


def _anything(_: ValidationError, place: Path) -> Verdict:
    """Word a schema that allows nothing, and whatever else there may be."""
    return Verdict(f"{named(place)} may not stand here", hint="take it out", at_key=True)


_LOOKING: dict[str, Callable[[ValidationError, Path, _Keys], Verdict]] = {
    "enum": _enum,
    "additionalProperties": _unknown,
    "anyOf": _no_form,
    "oneOf": _no_form,
}
"""Each keyword for which, here or further down, a word is looked for that was meant."""

_WORDS: dict[str, Callable[[ValidationError, Path], Verdict]] = {
    "type": _type,
    "const": _const,
    "minimum": _limit(least=True, beyond=False),
    "maximum": _limit(least=False, beyond=False),
    "exclusiveMinimum": _limit(least=True, beyond=True),
    "exclusiveMaximum": _limit(least=False, beyond=True),
    "multipleOf": _multiple,
    "minLength": _count("character", least=True),
    "maxLength": _count("character", least=False),
    "minItems": _count("entry", least=True),
    "maxItems": _count("entry", least=False),
    "minProperties": _count("key", least=True),
    "maxProperties": _count("key", least=False),
    "pattern": _form,
    "format": _format,
    "required": _required,
    "dependentRequired": _dependent,
    "propertyNames": _wrong_key,
    "items": _too_many,
    "uniqueItems": _twice,
    "contains": _contains,
    "minContains": _contains,
    "maxContains": _contains,
    "not": _ruled_out,
}
"""Each other keyword that is followed and gives a verdict itself, and how it is worded."""
