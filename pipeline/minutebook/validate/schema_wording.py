"""The schema's verdicts in a records clerk's words.

Nothing in this module knows a file or a line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minutebook.errors import Path, Problem
from minutebook.model import record_shape
from minutebook.wording import did_you_mean, named, nearest, one_of, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jsonschema import ValidationError

_NOT_BLANK = "[^ \\t\\r\\n]"
_TYPES = {
    "string": "text",
    "object": "a block of keys",
    "array": "a list",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "null": "nothing",
}
_BAR = "put the words on the next line, further in, after `|`"


def word_errors(errors: list[ValidationError]) -> tuple[Problem, ...]:
    """
    Word the schema's verdicts.

    Args:
        errors: As `schema_errors` gives them.

    Returns:
        One problem for each fault, at the key or value that the author can mend; a verdict that
        only follows from another (a key that is missing because it is misspelt) is left out.
    """
    problems = [problem for error in errors for problem in _word(error)]
    misspelt = {
        (problem.path[:-1], near)
        for problem, near in ((p, _meant(p)) for p in problems)
        if near is not None
    }
    kept: dict[tuple[Path, str], Problem] = {}
    for problem in problems:
        if problem.code in {"E202", "E210"} and _follows(problem, misspelt):
            continue
        # A value that breaks several clauses of one field is one fault.
        place = "key" if problem.code == "E202" else "value"
        kept.setdefault((problem.path, problem.message if place == "key" else place), problem)
    return tuple(kept.values())


def _meant(problem: Problem) -> str | None:
    """The right key that an unknown key was probably meant to be."""
    if problem.code != "E201" or problem.hint is None or "`" not in problem.hint:
        return None
    return problem.hint.split("`")[1]


def _follows(problem: Problem, misspelt: set[tuple[Path, str]]) -> bool:
    if problem.code == "E210":
        return bool({((), "sessions"), ((), "background")} & misspelt)
    return (problem.path, str(problem.expected).split("`")[1]) in misspelt


def _word(error: ValidationError) -> Iterator[Problem]:
    path: Path = tuple(error.absolute_path)
    if error.instance is None and error.validator in {"type", "oneOf"}:
        yield _no_value(path)
        return
    yield from _WORDS[str(error.validator)](error, path)


def _no_value(path: Path) -> Problem:
    return Problem(
        code="E213",
        path=path,
        at_key=True,
        message=f"{named(path)} has no value",
        hint="write the value after it, or take the key out",
    )


def _unknown_key(error: ValidationError, path: Path) -> Iterator[Problem]:
    known = list(dict(error.schema)["properties"])  # type: ignore[arg-type]
    where = f" in {named(path[:-1])}" if len(path) > 1 else ""
    yield Problem(
        code="E201",
        path=path,
        at_key=True,
        message=f"there is no key {quoted(path[-1])}{where}",
        expected=one_of(known),
        hint=did_you_mean(str(path[-1]), known)
        or "take it out, or keep your own data under `extensions`",
    )


def _missing_key(error: ValidationError, path: Path) -> Iterator[Problem]:
    # jsonschema gives one error for each missing key, and says which in its message only.
    key = error.message.split("'")[1]
    yield Problem(
        code="E202",
        path=path,
        at_key=True,
        message=f"{named(path)} needs `{key}`",
        expected=f"the key `{key}`",
        hint=f"add a line `{key}:` with its value",
    )


def _wrong_type(error: ValidationError, path: Path) -> Iterator[Problem]:
    wanted = error.validator_value
    types: list[str] = [wanted] if isinstance(wanted, str) else list(wanted)  # type: ignore[arg-type]
    words = " or ".join(_TYPES[name] for name in types)
    yield Problem(
        code="E203",
        path=path,
        message=f"{named(path)} must be {words}, and this is {_kind(error.instance)}",
        expected=words,
        hint=_type_hint(types, error.instance),
    )


def _type_hint(types: list[str], value: Any) -> str | None:
    if "string" in types and isinstance(value, bool | int | float):
        return f'put it in quotes: "{quoted(value)[1:-1]}"'
    if "array" in types:
        return "write each entry on a line of its own after `- `"
    if "string" in types and isinstance(value, dict):
        return f"where these are words with a colon, {_BAR}"
    if "object" in types:
        return "write its keys on the lines below it, further in"
    return None


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, int | float):
        return f"the number {quoted(value)}"
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    return "a list" if isinstance(value, list) else "a block of keys"


def _not_listed(error: ValidationError, path: Path) -> Iterator[Problem]:
    if not isinstance(error.instance, str):
        return  # its type is a fault already
    yield _choice(path, error.instance, [str(value) for value in error.validator_value])  # type: ignore[union-attr]


def _choice(path: Path, value: str, values: list[str]) -> Problem:
    return Problem(
        code="E204",
        path=path,
        message=f"{quoted(value)} is not a value of {named(path)}",
        expected=one_of(values),
        hint=did_you_mean(value, values),
    )


def _wrong_form(error: ValidationError, path: Path) -> Iterator[Problem]:
    schema: dict[str, Any] = dict(error.schema)  # type: ignore[arg-type]
    if schema.get("pattern") == _NOT_BLANK:
        yield _blank(path)
        return
    short = schema.get("x-short")
    values = schema["properties"][short].get("enum") if short else None
    if values:
        yield _choice(path, str(error.instance), values)
        return
    yield Problem(
        code="E205",
        path=path,
        message=f"{quoted(error.instance)} is not {_a(schema.get('title', 'right'))}",
        expected=_example(schema),
        hint=schema.get("description"),
    )


def _blank(path: Path) -> Problem:
    return Problem(
        code="E206",
        path=path,
        message=f"{named(path)} is blank",
        hint="write the words, or take the key out",
    )


def _a(title: str) -> str:
    lower = title[0].lower() + title[1:]
    return f"an {lower}" if lower[0] in "aeiou" else f"a {lower}"


def _example(schema: dict[str, Any]) -> str | None:
    examples = [example for example in schema.get("examples", ()) if isinstance(example, str)]
    return f"something like `{examples[0]}`" if examples else None


def _no_such_day(error: ValidationError, path: Path) -> Iterator[Problem]:
    yield Problem(
        code="E205",
        path=path,
        message=f"{quoted(error.instance)} is not a day of the calendar",
        expected="something like `2026-03-05`",
    )


def _out_of_range(error: ValidationError, path: Path) -> Iterator[Problem]:
    least = error.validator == "minimum"
    yield Problem(
        code="E207",
        path=path,
        message=f"{named(path)} is {quoted(error.instance)}, and the "
        f"{'least' if least else 'most'} it can be is {error.validator_value}",
        expected=f"{error.validator_value} or {'more' if least else 'less'}",
    )


def _too_long(error: ValidationError, path: Path) -> Iterator[Problem]:
    yield Problem(
        code="E205",
        path=path,
        message=f"{named(path)} has {len(error.instance)} characters, "  # type: ignore[arg-type]
        f"and {error.validator_value} is the most",
    )


def _wrong_kind(error: ValidationError, path: Path) -> Iterator[Problem]:
    """An item that is neither words nor a block with one kind key."""
    kinds = [b["$ref"].rpartition("/")[2] for b in error.validator_value if "$ref" in b]  # type: ignore[union-attr]
    item = error.instance
    if not isinstance(item, dict):
        yield from _item_of_wrong_type(item, path)
        return
    present = [key for key in item if key in kinds]
    if present:
        yield Problem(
            code="E209",
            path=(*path, present[1]),
            at_key=True,
            message=f"the item has two kinds, `{present[0]}` and `{present[1]}`",
            hint="make two items of them, each with its own `- `",
        )
    else:
        yield _no_kind(item, path, kinds)


def _item_of_wrong_type(item: Any, path: Path) -> Iterator[Problem]:
    yield Problem(
        code="E203",
        path=path,
        message=f"an item must be text or a block of keys, and this is {_kind(item)}",
        expected="text or a block of keys",
        hint=_type_hint(["string"], item),
    )


def _no_kind(item: dict[str, Any], path: Path, kinds: list[str]) -> Problem:
    known = set(_common_keys())
    meant = next((key for key in item if key not in known and nearest(key, kinds)), None)
    stranger = next((key for key in item if key not in known), None)
    hint = did_you_mean(meant, kinds) if meant else None
    if hint is None and stranger is not None:
        hint = f"where `{stranger}:` begins words and is no key, {_BAR}"
    return Problem(
        code="E208",
        path=(*path, meant) if meant else path,
        at_key=True,
        message="the item does not say what kind of item it is",
        expected=f"{one_of(kinds)} as a key",
        hint=hint or "give it the key of its kind, such as `question:` or `action:`",
    )


def _common_keys() -> list[str]:
    """The keys that items of any kind may have beside their kind key."""
    items: Any = record_shape().fields["sessions"].shape
    choice = items.entry.fields["items"].shape.entry
    return [key for kind, block in choice.kinds.items() for key in block.fields if key != kind]


def _no_content(_: ValidationError, path: Path) -> Iterator[Problem]:
    yield Problem(
        code="E210",
        path=path,
        at_key=True,
        message="the record has neither `sessions` nor `background`",
        hint="tell what was said under `sessions:`, or at least why the group met under "
        "`background:`",
    )


def _wrong_version(error: ValidationError, path: Path) -> Iterator[Problem]:
    yield Problem(
        code="E211",
        path=path,
        message=f"the record keeps to the form {quoted(error.instance)}, which is not known here",
        expected=quoted(error.validator_value),
        hint=f"write `schema: {error.validator_value}`",
    )


def _wrong_key(_: ValidationError, path: Path) -> Iterator[Problem]:
    yield Problem(
        code="E212",
        path=path,
        at_key=True,
        message=f"{quoted(path[-1])} cannot be a key of {named(path[:-1])}",
        hint="use letters, digits, hyphen and underscore, and no space",
    )


_WORDS: dict[str, Callable[[ValidationError, Path], Iterator[Problem]]] = {
    "additionalProperties": _unknown_key,
    "required": _missing_key,
    "type": _wrong_type,
    "enum": _not_listed,
    "pattern": _wrong_form,
    "format": _no_such_day,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
    "maxLength": _too_long,
    "oneOf": _wrong_kind,
    "anyOf": _no_content,
    "const": _wrong_version,
    "propertyNames": _wrong_key,
}
"""Each keyword of the schema's dialect, and how its verdict is worded."""
