"""The schema's verdicts in a records clerk's words.

Nothing in this module knows a file or a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from minutebook.errors import Path, Problem
from minutebook.model import record_shape
from minutebook.validate.neighbours import followers, is_of_record, neighbour
from minutebook.validate.remedies import (
    BAR,
    FORMS,
    NOT_BLANK,
    choice_remedy,
    choices,
    example,
    form_remedy,
    type_expected,
    type_remedy,
)
from minutebook.wording import did_you_mean, joined, named, nearest, one_of, quoted, uncurled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jsonschema import ValidationError

TYPES = {
    "string": "text",
    "object": "a block of keys",
    "array": "a list",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
}
"""What each type is called."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Worded:
    """A verdict in words, and the place that it is about."""

    problem: Problem
    about: Path
    """Where a sound record has something else: of a missing key, the path that it would have."""

    @property
    def is_elsewhere(self) -> bool:
        """Whether a key stands in another block than the one that it belongs to."""
        return self.problem.code == "E201" and self.about[:-1] != self.problem.path[:-1]


def word_errors(errors: list[ValidationError], data: Any = None) -> tuple[Worded, ...]:
    """
    Word the schema's verdicts.

    Args:
        errors: As `schema_errors` gives them.
        data: The note, where one is judged: a key may belong to a block nearby.

    Returns:
        One problem for each fault, at the key or value that the author can mend; a verdict that
        only follows from another (a key that is missing because it is misspelt) is left out.
    """
    worded = [_of_record(one, data) for error in errors for one in _word(error)]
    strange = [one for one in worded if data and one.problem.code == "E201"]
    moved = [one if one.is_elsewhere else _nearby(one, data) for one in strange]
    moved_out = [(one.problem.path, one.about) for one in moved if one.is_elsewhere]
    stray = {key for path, about in moved_out for key in followers(path, about, data)}
    moved = [one for one in moved if one.problem.path not in stray]
    worded = [*moved, *(one for one in worded if not data or one.problem.code != "E201")]
    # A key has no value where what it should have stands below it, set in too little.
    emptied = {one.about[:-1] for one in moved if one.is_elsewhere}
    misspelt = {one.about for one in worded if one.problem.code == "E201"}
    kept: dict[tuple[Path, Path, bool], Worded] = {}
    for one in worded:
        is_missing = one.problem.code == "E202" and one.about in misspelt
        is_emptied = one.problem.code == "E213" and one.about in emptied
        if not (is_missing or is_emptied):
            # A value that breaks several clauses of one field is one fault.
            kept.setdefault((one.problem.path, one.about, one.problem.at_key), one)
    return tuple(kept.values())


def _nearby(one: Worded, data: Any) -> Worded:
    """Say where an unknown key belongs, if a block nearby knows it."""
    path = one.problem.path
    near = neighbour(path, data)
    if near is None:
        return one
    return Worded(problem=replace(one.problem, hint=near.hint), about=(*near.path, path[-1]))


def _of_record(one: Worded, data: Any) -> Worded:
    """Say of what seems to be an entry of a keyed list that it is a key of the record."""
    path = one.problem.path
    if not data or not is_of_record(path, data):
        return one
    first = quoted(next(iter(data)))
    problem = Problem(
        code="E201",
        path=path[:2],
        at_key=True,
        message=f"{quoted(path[1])} stands among the entries of {quoted(path[0])}",
        hint=f"it is a key of the record: begin it in the column of {first}",
    )
    return Worded(problem=problem, about=path[1:2])


def _word(error: ValidationError) -> Iterator[Worded]:
    path: Path = tuple(error.absolute_path)
    if error.instance is None and error.validator in {"type", "oneOf", "const"}:
        yield _no_value(path)
        return
    yield from _WORDS[str(error.validator)](error, path)


def _no_value(path: Path) -> Worded:
    problem = Problem(
        code="E213",
        path=path,
        at_key=True,
        message=f"{named(path)} has no value",
        hint=f"write the value after it, or take the {_holder(path)} out",
    )
    return Worded(problem=problem, about=path)


def _holder(path: Path) -> str:
    return "dash" if path and isinstance(path[-1], int) else "key"


def _schema(error: ValidationError) -> dict[str, Any]:
    return dict(error.schema)  # type: ignore[arg-type]


def _unknown_key(error: ValidationError, path: Path) -> Iterator[Worded]:
    schema = _schema(error)
    there: Any = error.instance  # not copied: it may have as many unknown keys as there are errors
    key = str(path[-1])
    free = [known for known in schema["properties"] if known not in there]
    meant = nearest(key, free)
    problem = Problem(
        code="E201",
        path=path,
        at_key=True,
        message=f"there is no key {quoted(key)}{_inside(path[:-1], schema)}",
        expected=one_of(schema["properties"]),
        hint=_key_remedy(key, meant),
    )
    yield Worded(problem=problem, about=(*path[:-1], meant or key))


def _key_remedy(key: str, meant: str | None) -> str:
    bare = uncurled(key)
    if bare:
        return bare
    if meant:
        return f"did you mean {quoted(meant)}?"
    if re.search(r"\s", key):
        return f"where {quoted(key)} and its colon begin words and are no key, {BAR}"
    return "take it out, or keep your own data under `extensions`"


def _inside(path: Path, schema: dict[str, Any]) -> str:
    """Say in which block a key stands; an item is named by its kind too."""
    if not path:
        return ""
    kind = schema.get("xml", {}).get("name")
    return f" in {named(path)}" + (f", which is of the kind `{kind}`" if kind else "")


def _missing_key(error: ValidationError, path: Path) -> Iterator[Worded]:
    # jsonschema gives one error for each missing key, and says which in its message only.
    key = error.message.split("'")[1]
    problem = Problem(
        code="E202",
        path=path,
        at_key=True,
        message=f"{named(path)} needs `{key}`",
        expected=f"the key `{key}`",
        hint=f"add a line `{key}:` with its value",
    )
    yield Worded(problem=problem, about=(*path, key))


def _wrong_type(error: ValidationError, path: Path) -> Iterator[Worded]:
    schema = _schema(error)
    if "const" in schema:
        return  # it is a fault by its value
    wanted = error.validator_value
    types: list[str] = [wanted] if isinstance(wanted, str) else list(wanted)  # type: ignore[arg-type]
    words = " or ".join(TYPES[name] for name in types)
    problem = Problem(
        code="E203",
        path=path,
        message=f"{named(path)} must be {words}, and this is {kind_of(error.instance)}",
        expected=type_expected(types, schema) or words,
        hint=type_remedy(types, error.instance, schema),
    )
    yield Worded(problem=problem, about=path)


def kind_of(value: Any) -> str:
    """Say what a value is: a text or a number as it stands, or a list or a block of keys."""
    if isinstance(value, bool):
        return quoted(value)
    if isinstance(value, int | float):
        return f"the number {quoted(value)}"
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a block of keys"
    return f"the value {quoted(value)}"


def _not_listed(error: ValidationError, path: Path) -> Iterator[Worded]:
    if isinstance(error.instance, str):  # else its type is a fault already
        yield _choice(path, error.instance, choices(_schema(error)))


def _choice(path: Path, value: str, words: list[str]) -> Worded:
    problem = Problem(
        code="E204",
        path=path,
        message=f"{quoted(value)} is not a value of {named(path)}",
        expected=one_of(words),
        hint=choice_remedy(value, words),
    )
    return Worded(problem=problem, about=path)


def _wrong_form(error: ValidationError, path: Path) -> Iterator[Worded]:
    schema = _schema(error)
    text = str(error.instance)
    if not text.strip(" \t\r\n"):
        yield _blank(path)
    elif choices(schema):
        yield _choice(path, text, choices(schema))
    else:
        form = FORMS[schema["pattern"]]
        many = text.endswith("\n")
        problem = Problem(
            code="E205",
            path=path,
            message=f"{quoted(text)} is not {form.noun}"
            + (" alone: a line end comes after it" if many else ""),
            expected=example(schema),
            hint="write it on the line of the key, without `|`"
            if many
            else form_remedy(text, schema["pattern"]),
        )
        yield Worded(problem=problem, about=path)


def _blank(path: Path) -> Worded:
    problem = Problem(
        code="E206",
        path=path,
        message=f"{named(path)} is blank",
        hint=f"write the words, or take the {_holder(path)} out",
    )
    return Worded(problem=problem, about=path)


def _no_such_day(error: ValidationError, path: Path) -> Iterator[Worded]:
    problem = Problem(
        code="E205",
        path=path,
        message=f"{quoted(error.instance)} is not a day of the calendar",
        expected="something like `2026-03-05`",
        hint="look the day up in the calendar of that month",
    )
    yield Worded(problem=problem, about=path)


def _out_of_range(error: ValidationError, path: Path) -> Iterator[Worded]:
    least = error.validator == "minimum"
    problem = Problem(
        code="E207",
        path=path,
        message=f"{named(path)} is {quoted(error.instance)}, and the "
        f"{'least' if least else 'most'} it can be is {error.validator_value}",
        expected=f"{error.validator_value} or {'more' if least else 'less'}",
        hint="correct the number, or take the key out and say it in the text",
    )
    yield Worded(problem=problem, about=path)


def _too_long(error: ValidationError, path: Path) -> Iterator[Worded]:
    length = len(str(error.instance))
    problem = Problem(
        code="E205",
        path=path,
        message=f"{named(path)} has {length} characters, and {error.validator_value} is the most",
        hint="shorten it",
    )
    yield Worded(problem=problem, about=path)


def _wrong_kind(error: ValidationError, path: Path) -> Iterator[Worded]:
    """An item that is neither words nor a block with one kind key."""
    kinds = [b["$ref"].rpartition("/")[2] for b in error.validator_value if "$ref" in b]  # type: ignore[union-attr]
    item = error.instance
    if not isinstance(item, dict):
        problem = _item_of_wrong_type(item, path)
    elif present := [key for key in item if key in kinds]:
        problem = _many_kinds(present, path)
    else:
        problem = _no_kind(item, path, kinds)
    yield Worded(problem=problem, about=path)


def _item_of_wrong_type(item: Any, path: Path) -> Problem:
    return Problem(
        code="E203",
        path=path,
        message=f"an item must be text or a block of keys, and this is {kind_of(item)}",
        expected="text or a block of keys",
        hint="begin each item with one dash"
        if isinstance(item, list)
        else type_remedy(["string"], item, {}),
    )


def _many_kinds(present: list[str], path: Path) -> Problem:
    number = {2: "two kinds", 3: "three kinds"}.get(len(present), f"{len(present)} kinds")
    return Problem(
        code="E209",
        path=(*path, present[1]),
        at_key=True,
        message=f"the item has {number}, {joined([f'`{kind}`' for kind in present])}",
        hint="make an item of each, with its own `- `",
    )


def _no_kind(item: dict[str, Any], path: Path, kinds: list[str]) -> Problem:
    strangers = [key for key in item if key not in _common_keys()]
    meant = next((key for key in strangers if nearest(key, kinds)), None)
    hint = did_you_mean(meant, kinds) if meant else None
    if hint is None and strangers:
        hint = f"where {quoted(strangers[0])} and its colon begin words and are no key, {BAR}"
    return Problem(
        code="E208",
        path=(*path, meant) if meant else path,
        at_key=True,
        message="the item does not say what kind of item it is",
        expected=f"{one_of(kinds)} as a key",
        hint=hint or "give it the key of its kind, such as `question:` or `action:`",
    )


@cache
def _common_keys() -> frozenset[str]:
    """The keys that items of any kind may have beside their kind key."""
    items: Any = record_shape().fields["sessions"].shape
    choice = items.entry.fields["items"].shape.entry
    kinds = choice.kinds.items()
    return frozenset(key for kind, block in kinds for key in block.fields if key != kind)


def _no_content(_: ValidationError, __: Path) -> Iterator[Worded]:
    """Leave it to the rule, which also knows a list of sessions that is empty."""
    yield from ()


def _wrong_version(error: ValidationError, path: Path) -> Iterator[Worded]:
    problem = Problem(
        code="E211",
        path=path,
        message=f"the record keeps to the form {quoted(error.instance)}, which is not known here",
        expected=quoted(error.validator_value),
        hint=f"write `schema: {error.validator_value}`",
    )
    yield Worded(problem=problem, about=path)


def _wrong_key(error: ValidationError, path: Path) -> Iterator[Worded]:
    pattern: str = error.schema["pattern"]  # type: ignore[index]
    key = str(path[-1])
    blank = not key.strip(" \t\r\n")
    owner = named(path[:-1])
    problem = Problem(
        code="E212",
        path=path,
        at_key=True,
        message=f"a key of {owner} is blank"
        if blank
        else f"{quoted(key)} cannot be a key of {owner}",
        hint="write a name before the colon" if pattern == NOT_BLANK else FORMS[pattern].remedy,
    )
    yield Worded(problem=problem, about=path)


_WORDS: dict[str, Callable[[ValidationError, Path], Iterator[Worded]]] = {
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
