"""A JSON Schema taken apart: the schemas within it, and what is wrong with each by itself.

Nothing in this module knows a file, and nothing follows a reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minutebook.errors import Path, Problem
from minutebook.wording import did_you_mean, nearest, one_of, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Json = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TYPES = ("array", "boolean", "integer", "null", "number", "object", "string")
_MAPS = ("$defs", "definitions", "properties", "patternProperties", "dependentSchemas")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SINGLE = (
    "additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then",
    "unevaluatedItems", "unevaluatedProperties",
)  # fmt: skip
_IN_PLACE = {"allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"}
"""Keywords whose schemas judge the same value again, and go no further into the data."""
_DYNAMIC = ("$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor")
_UNEVALUATED = {"unevaluatedProperties": "additionalProperties", "unevaluatedItems": "items"}
"""Keywords that judge by what others have judged, and what to write in their place."""
_OTHERS = (
    "$schema", "$id", "$ref", "$anchor", "$comment", "$vocabulary", *_DYNAMIC, "title",
    "description", "default", "deprecated", "readOnly", "writeOnly", "examples", "type", "enum",
    "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum",
    "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxContains",
    "minContains", "maxProperties", "minProperties", "required", "dependentRequired", "format",
    "contentEncoding", "contentMediaType", "contentSchema",
)  # fmt: skip
KEYWORDS = (*_OTHERS, *_MAPS, *_LISTS, *_SINGLE)
"""Every keyword of draft 2020-12."""


@dataclass(frozen=True, slots=True)
class Part:
    """One schema within another."""

    path: Path
    schema: Json
    """Empty where the schema is `true` or `false`."""
    judges_again: bool
    """Whether it judges the same value as the schema around it."""


def parts_of(schema: Any, path: Path = (), *, judges_again: bool = False) -> Iterator[Part]:
    """
    Find every schema within a schema.

    Args:
        schema: As its metaschema has it.
        path: Where it stands.
        judges_again: Whether it judges the same value as the schema around it.
    """
    if not isinstance(schema, dict):
        yield Part(path, {}, judges_again)
        return
    yield Part(path, schema, judges_again)
    for keyword, value in schema.items():
        again = keyword in _IN_PLACE
        if keyword in _MAPS:
            for name, part in value.items():
                yield from parts_of(part, (*path, keyword, name), judges_again=again)
        elif keyword in _LISTS:
            for number, part in enumerate(value):
                yield from parts_of(part, (*path, keyword, number), judges_again=again)
        elif keyword in _SINGLE:
            yield from parts_of(value, (*path, keyword), judges_again=again)


def part_faults(schema: Any) -> Iterator[Problem]:
    """
    Find what is wrong within a schema, references left aside.

    Args:
        schema: A document as it was read; nothing is known of it yet.

    Returns:
        E708 for what cannot be used, E709 for references of a kind that is not followed, W704 for
        a keyword that is probably misspelt.
    """
    broken = list(_metaschema_faults(schema))
    yield from broken
    if broken:
        return
    for part in parts_of(schema):
        yield from _own_faults(part)


def _fault(path: Path, message: str, hint: str, *, code: str = "E708") -> Problem:
    return Problem(code=code, path=path, at_key=True, message=message, hint=hint)


def _metaschema_faults(schema: Any) -> Iterator[Problem]:
    from minutebook.validate.profile import TooMuchError, metaschema_errors
    from minutebook.validate.profile_wording import word_error

    draft = schema.get("$schema", DRAFT)
    if not isinstance(draft, str) or draft.rstrip("#") != DRAFT:
        yield Problem(
            code="E708",
            path=("$schema",),
            message=f"the schema is written for {quoted(draft)}, which is not read here",
            expected=quoted(DRAFT),
            hint="write it for draft 2020-12 of JSON Schema",
        )
        return
    try:
        errors = metaschema_errors(schema)
    except TooMuchError:
        yield _fault((), "the schema stands too deep in itself", "make it simpler")
        return
    told: set[Path] = set()
    for error in errors:
        path = tuple(error.absolute_path)
        if path in told:
            continue  # each vocabulary of the metaschema says it again
        told.add(path)
        if path[-1:] == ("type",) and error.validator == "anyOf":
            yield _no_type(error.instance, path)
            continue
        verdict = word_error(error, path)
        yield Problem(
            code="E708",
            path=path,
            at_key=verdict.at_key,
            message=verdict.message.replace("the record", "the schema"),
            expected=verdict.expected,
            hint=verdict.hint or _AS_IN_THE_DRAFT,
        )


_AS_IN_THE_DRAFT = "write it as draft 2020-12 of JSON Schema has it"


def _no_type(value: Any, path: Path) -> Problem:
    listed = value if isinstance(value, list) else [value]
    wrong = next((one for one in listed if one not in _TYPES), None)
    return Problem(
        code="E708",
        path=path,
        message=f"{quoted(wrong)} is no type of JSON Schema"
        if isinstance(wrong, str)
        else "the type of a value is one word of JSON Schema, or a list of different ones",
        expected=one_of(_TYPES),
        hint=(isinstance(wrong, str) and did_you_mean(wrong, _TYPES)) or _AS_IN_THE_DRAFT,
    )


def _own_faults(part: Part) -> Iterator[Problem]:
    schema, path = part.schema, part.path
    if path and "$id" in schema:
        yield _fault(
            (*path, "$id"),
            "only a whole file has an `$id` here, and this is a part of one",
            "take it out, and refer to the part by `#/$defs/...`",
        )
    for keyword in _DYNAMIC:
        if keyword in schema:
            yield _fault(
                (*path, keyword),
                f"{quoted(keyword)} leads to what cannot be known before, and is not followed",
                "use `$ref`",
                code="E709",
            )
    for keyword, other in _UNEVALUATED.items():
        if keyword in schema:
            yield _fault(
                (*path, keyword),
                f"{quoted(keyword)} judges by what other keywords leave, and is not followed",
                f"use {quoted(other)}",
            )
    yield from _pattern_faults(part)
    for keyword in schema:
        if keyword not in KEYWORDS and not keyword.startswith("x-"):
            meant = nearest(keyword, [known for known in KEYWORDS if known not in schema])
            if meant:
                yield Problem(
                    code="W704",
                    path=(*path, keyword),
                    at_key=True,
                    message=f"{quoted(keyword)} is no keyword of JSON Schema, and has no effect",
                    hint=f"did you mean `{meant}`?",
                )


def _pattern_faults(part: Part) -> Iterator[Problem]:
    from minutebook.validate.pattern_tree import PatternError
    from minutebook.validate.patterns import read_pattern

    written = [(("pattern",), part.schema["pattern"])] if "pattern" in part.schema else []
    keys = [(("patternProperties", key), key) for key in part.schema.get("patternProperties", ())]
    for step, pattern in [*written, *keys]:
        try:
            read_pattern(pattern)
        except PatternError as error:
            yield Problem(
                code="E708",
                path=(*part.path, *step),
                at_key=bool(keys) and step[0] != "pattern",
                message=f"the pattern {quoted(pattern)} cannot be used: {error}",
                hint="write a pattern that needs one way through the text",
            )


Node = tuple[str, Path]


def follows_itself(
    parts: Mapping[str, Mapping[Path, Part]], references: Mapping[Node, Node]
) -> Node | None:
    """
    Find a reference that comes back to itself without going further into the data.

    Args:
        parts: The schemas of each file, by path.
        references: The schema that each reference leads to.

    Returns:
        The file and the path of a schema with such a reference; ``None`` where there is none.
    """
    following: dict[Node, list[Node]] = {}
    for file, own in parts.items():
        for path, part in own.items():
            if part.judges_again:
                around = next(
                    path[:end] for end in range(len(path) - 1, -1, -1) if path[:end] in own
                )
                following.setdefault((file, around), []).append((file, path))
    for node, target in references.items():
        following.setdefault(node, []).append(target)
    return _circle(following, references)


def _circle(following: Mapping[Node, list[Node]], references: Mapping[Node, Node]) -> Node | None:
    """Take away, again and again, what leads nowhere; what is left goes round."""
    waiting = {node: len(targets) for node, targets in following.items()}
    sources: dict[Node, list[Node]] = {}
    for node, targets in following.items():
        for target in targets:
            sources.setdefault(target, []).append(node)
    done = [node for node in sources if node not in following]
    while done:
        for node in sources.get(done.pop(), ()):
            waiting[node] -= 1
            if not waiting[node]:
                done.append(node)
    left = {node for node, count in waiting.items() if count > 0}
    return next((node for node in references if node in left and references[node] in left), None)
