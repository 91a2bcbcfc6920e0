"""What an office's file asks of notes: required fields, lists of words, and how much a code weighs.

Nothing in this module knows where anything stands in the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from minutebook.errors import Problem, Severity
from minutebook.rules.asked import Asked, Vocabulary, can_be_listed
from minutebook.rules.paths import Astray, Selector, ends, read_path
from minutebook.wording import did_you_mean, one_of, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Path
    from minutebook.model import Shape

Json = dict[str, Any]


def asked_of(table: Json) -> Asked:
    """
    Read what is asked of notes from a file in which no problem was found.

    Args:
        table: The data of the whole file.
    """
    paths = (read_path(text) for text in _required(table) if text is not None)
    lists = ((read_path(text), words) for text, words in table.get("vocabulary", {}).items())
    return Asked(
        fields=tuple(path for path in paths if isinstance(path, Selector)),
        vocabularies=tuple(
            Vocabulary(field=path, words=tuple(word.rstrip("\n") for word in words))
            for path, words in lists
            if isinstance(path, Selector)
        ),
    )


def severities(table: Json) -> dict[str, Severity | None]:
    """
    Read how much codes weigh, from a file in which no problem was found.

    Args:
        table: The data of the whole file.

    Returns:
        The severity by code; ``None`` where the code is turned off.
    """
    words = table.get("severity", {}).items()
    return {code: None if word == "off" else Severity(word) for code, word in words}


def asked_problems_of(table: Json) -> Iterator[Problem]:
    """
    Find what cannot be asked of a note.

    Args:
        table: The data of the whole file, as its schema has it; what the schema refuses is left
            out, and ``None`` in a list.

    Returns:
        E704 for paths that lead nowhere, E705 and E706 for codes, E707 for lists of words.
    """
    for number, text in enumerate(_required(table)):
        if text is None:
            continue
        yield from _path_problems(text, ("rules", "require", number), at_key=False)
    for text, words in table.get("vocabulary", {}).items():
        path = ("vocabulary", text)
        astray = list(_path_problems(text, path, at_key=True, entries=True))
        yield from astray or _list_problems(text, words, path)
    for code, word in table.get("severity", {}).items():
        yield from _code_problems(code, word, ("severity", code))


def _required(table: Json) -> list[str | None]:
    paths: list[str | None] = table.get("rules", {}).get("require", [])
    return paths


def _path_problems(
    text: str, path: Path, *, at_key: bool, entries: bool = False
) -> Iterator[Problem]:
    read = read_path(text)
    if isinstance(read, Astray):
        yield Problem(
            code="E704",
            path=path,
            at_key=at_key,
            message=read.message,
            expected=read.expected,
            hint=read.hint,
        )
    elif read.steps[-1] == "*" and not entries:
        yield Problem(
            code="E704",
            path=path,
            at_key=at_key,
            message=f"{quoted(text)} ends with every entry, and asks for no field of them",
            hint=f"leave the `.*` out, and {quoted(text[:-2])} must have an entry",
        )


def _list_problems(text: str, words: list[str | None], path: Path) -> Iterator[Problem]:
    read = read_path(text)
    shapes = ends(read) if isinstance(read, Selector) else ()
    if not all(map(can_be_listed, shapes)):
        yield Problem(
            code="E707",
            path=path,
            at_key=True,
            message=f"{quoted(text)} is no field of a few words, which a list could limit",
            hint="name a field that holds one text, such as `meeting.kind` or `people.*.post`",
        )
        return
    if not words:
        yield Problem(
            code="E707",
            path=path,
            message=f"the list of {quoted(text)} is empty, so no note could keep to it",
            hint="name the words, or take the line out",
        )
    for number, word in enumerate(words):
        if word is not None:
            yield from _word_problems(text, word, shapes, (*path, number))


def _word_problems(
    text: str, word: str, shapes: tuple[Shape, ...], path: Path
) -> Iterator[Problem]:
    """Find a word that the schema takes in none of the fields."""
    schemas = [_schema(shape) for shape in shapes]
    if any(_takes(schema, word.rstrip("\n")) for schema in schemas):
        return
    listed = list(dict.fromkeys(one for schema in schemas for one in schema.get("enum", ())))
    yield Problem(
        code="E707",
        path=path,
        message=f"{quoted(word)} can never be the value of {quoted(text)}",
        expected=one_of(listed) if listed else None,
        hint=did_you_mean(word, listed) or "take it out: the form of the record refuses it",
    )


def _schema(shape: Any) -> Json:
    schema: Json = shape.schema
    short = getattr(shape, "short", None)
    return dict(shape.fields[short].shape.schema) if short else schema


def _takes(schema: Json, word: str) -> bool:
    if "enum" in schema:
        return word in schema["enum"]
    return not schema.get("pattern") or bool(re.search(schema["pattern"], word))


def _code_problems(code: str, word: str, path: Path) -> Iterator[Problem]:
    from minutebook.catalogue import catalogue
    from minutebook.catalogue.adjustable import is_adjustable

    if code not in catalogue():
        others = (code[:1].upper() + code[1:], f"E{code[1:]}", f"W{code[1:]}")
        right = next((other for other in others if other in catalogue()), None)
        yield Problem(
            code="E705",
            path=path,
            at_key=True,
            message=f"there is no code {quoted(code)}",
            hint=f"did you mean `{right}`?"
            if right
            else "a code is a letter and three digits; `minutebook explain` lists them",
        )
    elif not (is_adjustable(code) or _is_kept(code, word)):
        what = "turned off" if word == "off" else "made a warning"
        yield Problem(
            code="E706",
            path=path,
            message=f"`{code}` cannot be {what} in any office",
            hint="take the line out: only what a record can be archived with may weigh less",
        )


def _is_kept(code: str, word: str) -> bool:
    """Say whether a code stays as grave as it is, or becomes graver."""
    return word == "error" or (word == "warning" and code.startswith("W"))
