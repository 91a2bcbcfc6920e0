"""What to write where a value has the wrong form or type: the remedy by pattern and by type.

Nothing in this module knows a field by name.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from minutebook.validate.spellings import date_remedy, time_remedy, truth_remedy
from minutebook.wording import cut, did_you_mean, one_of, quoted, uncurled

Json = dict[str, Any]

NOT_BLANK = "[^ \\t\\r\\n]"
"""The pattern of text that must have a word in it."""

BAR = "put the words on the next line, further in, after `|`"

_KEY = "^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$"

_DATE = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_TIME = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"


class Form(NamedTuple):
    """A pattern of the schema in words."""

    noun: str
    remedy: str


FORMS = {
    _KEY: Form("a key", "use letters, digits, hyphen and underscore, and no space; 64 at most"),
    "^[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?$": Form(
        "a record id",
        "use letters, digits, point, hyphen and underscore, 100 at most; it names a folder, so no "
        "point stands first or last",
    ),
    "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$": Form(
        "an id", "use letters, digits, point, hyphen and underscore, and no space; 64 at most"
    ),
    "^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$": Form(
        "an id of a person or office",
        "use letters, digits, point, hyphen, underscore and `@`, and no space; 64 at most",
    ),
    _DATE: Form(
        "a date", "write the year, the month and the day in digits, with hyphens between them"
    ),
    _TIME: Form(
        "a time", "write hours and minutes of the 24-hour clock in two digits each, with a colon"
    ),
    '^(https?://|mailto:|tel:)[^ \\t\\r\\n<>"]+$': Form(
        "a link", "begin it with `https://`, `http://`, `mailto:` or `tel:`, and use no space"
    ),
    "^[A-Za-z]{2,8}(-[A-Za-z0-9-]{1,50})?$": Form(
        "a language",
        "write the language's code, and after a hyphen the country's where it matters",
    ),
    "^[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+$": Form(
        "a media type", "write the two words with a slash that stand for the kind of file"
    ),
    "^sha256:[0-9a-f]{64}$": Form(
        "a digest", "write `sha256:` and the 64 digits and letters a to f that `sha256sum` prints"
    ),
    "^[A-Za-z][A-Za-z0-9_+/-]{0,63}$": Form(
        "a time zone", "write the area and the city with a slash, and `_` for a space"
    ),
    "^[0-9]{1,3}:[0-5][0-9]:[0-5][0-9]$": Form(
        "a place in a recording", "write hours, minutes and seconds with colons, all three"
    ),
    "^[A-Za-z][A-Za-z0-9._-]{0,63}$": Form(
        "a name",
        "begin with a letter; use letters, digits, point, hyphen and underscore; 64 at most",
    ),
    "^[A-Za-z0-9][A-Za-z0-9 _+-]{0,63}$": Form(
        "a name",
        "use letters, digits, space, hyphen, underscore and `+`, and no colon; 64 at most",
    ),
}
"""Each pattern of the schema but `NOT_BLANK`, and those that stand for a list of words."""


def choices(schema: Json) -> list[str]:
    """The words that a value may be, where the schema lists them; also through a short form."""
    short = schema.get("x-short")
    listed = schema["properties"][short] if short else schema
    return [str(value) for value in listed.get("enum", ())]


def example(schema: Json) -> str | None:
    """Show what would be right by the schema's first example."""
    examples = [example for example in schema.get("examples", ()) if isinstance(example, str)]
    return f"something like {quoted(examples[0])}" if examples else None


def choice_remedy(value: str, words: list[str]) -> str:
    """Say how to mend a word that is not among those listed."""
    near = uncurled(value) or did_you_mean(value, words)
    return near or "take the one that comes nearest, and say the rest in the text"


def type_remedy(types: list[str], value: Any, schema: Json) -> str:
    """
    Say how to mend a value of the wrong type.

    Args:
        types: The names of the types that would be right, as JSON Schema has them.
        value: What is there instead.
        schema: The schema of its place.
    """
    joined = _no_space(value, schema)
    if joined:
        return joined
    if "array" in types:
        return _into_a_list(value)
    if "string" in types:
        return _into_words(value, schema)
    if "object" in types:
        return "write its keys on the lines below it, further in"
    if "boolean" in types:
        return truth_remedy(value) or "write `true` or `false`, without quotes"
    return "write it in digits, without quotes; what cannot be counted is said in the text"


def type_expected(types: list[str], schema: Json) -> str | None:
    """Say what would be right where words of a certain form are due, and not any words."""
    if types != ["string"]:
        return None
    return one_of(choices(schema)) if choices(schema) else None


# Several keys on one line, as a clerk would list them.
_SEPARATED = re.compile(r"\s*[,;/&]\s*|\s+and\s+")
_WORD = re.compile(r"[\w.-]+")


def _into_a_list(value: Any) -> str:
    if isinstance(value, dict):
        return "put `- ` before its first key, and set the others in as far as that one"
    if isinstance(value, str) and re.match("-[^ ]", value):
        return "leave a space between each dash and its item"
    parts = _SEPARATED.split(value.strip()) if isinstance(value, str) else []
    if len(parts) > 1 and all(_WORD.fullmatch(part) for part in parts):
        return f"write each of them for itself, in brackets: `[{cut(', '.join(parts))}]`"
    return f"write it on the next line after a dash: `- {cut(value)}`"


def _into_words(value: Any, schema: Json) -> str:
    if choices(schema):
        return choice_remedy(cut(value) if isinstance(value, str) else "", choices(schema))
    if isinstance(value, dict):
        return f"write the words on the line of the key; where they have a colon in them, {BAR}"
    if isinstance(value, list):
        return "write it on the line of the key, without a dash and without brackets"
    words = cut(value)
    pattern = schema.get("pattern", "")
    if re.search(pattern, words):
        return f'put it in quotes: "{words}"'
    return form_remedy(words, pattern)


def form_remedy(text: str, pattern: str) -> str:
    """
    Say how to mend a value of the wrong form, by showing it where it can be told.

    Args:
        text: The value.
        pattern: The form that it should have, a key of `FORMS`.
    """
    bare = uncurled(text)
    if bare:
        return bare
    meant = {_DATE: date_remedy, _TIME: time_remedy}.get(pattern)
    return (meant and meant(text)) or FORMS[pattern].remedy


def _no_space(value: Any, schema: Json) -> str | None:
    """Say that a key in words has no space after its colon."""
    match = re.match(r"([a-z_]+):[^\s:/]", value) if isinstance(value, str) else None
    block = schema.get("items", schema)
    known = block.get("properties", {})
    if match is None or match[1] not in known:
        return None
    return f"leave a space after the colon of `{match[1]}:`"
