"""What the grammar says of an archived file, in words that a records clerk can follow.

Things are called as the author of the note calls them: by key, not by element. Nothing in this
module knows a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minutebook.archive.record_paths import (
    Part,
    attribute_of,
    attribute_path,
    element_name,
    field_of,
    is_rich,
    local,
    name_of,
    part_of,
)
from minutebook.archive.verdicts import LISTS
from minutebook.markdown.grammar import BLOCKS, GRAMMAR
from minutebook.model import Block, Choice, Field, Foreign, Keyed, Listing, Scalar
from minutebook.schemas import NAMESPACE
from minutebook.validate.remedies import FORMS, NOT_BLANK, choice_remedy, choices, example
from minutebook.wording import counted, did_you_mean, named, one_of, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from minutebook.archive.verdicts import Verdict
    from minutebook.errors import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """What is wrong, in words, and where in the record."""

    message: str
    path: Path
    expected: str | None = None
    hint: str | None = None
    """The remedy where the record itself can be mended."""


_VERSION = NAMESPACE.rpartition(":")[0]


def plain_words(verdict: Verdict) -> Wording:
    """
    Say what is wrong with an element.

    Args:
        verdict: Of the grammar or its rules.

    Returns:
        One sentence, lower case, without a full stop; values are cut to 80 characters.
    """
    if verdict.kind == "root":
        return _root(verdict.element)
    part, name = part_of(verdict.element), verdict.attribute
    if name and verdict.kind != "no attribute" and verdict.element.get(name) is None:
        # It is there, so under a name of another namespace, as `xsi:type` is.
        message = f"{quoted(name)} in {named(part.path)} belongs to another kind of XML"
        return Wording(message=message, path=part.path)
    return _WORDS[verdict.kind](verdict, part)


def _root(root: etree._Element) -> Wording:
    space = str(root.tag).rpartition("}")[0].removeprefix("{")
    if space.startswith(f"{_VERSION}:") and space != NAMESPACE:
        version = quoted(space.rpartition(":")[2])
        message = f"the file is a meeting record of version {version}, which is not known here"
        return Wording(message=message, path=(), hint="use the minutebook that wrote it, or newer")
    return Wording(message="the file is no meeting record of this version", path=())


def _unexpected(verdict: Verdict, _: Part) -> Wording:
    """An element that does not belong where it stands."""
    element = verdict.element
    outer: Any = element.getparent()
    part, name = part_of(outer), name_of(element)
    if name is None:
        message = f"{quoted(_shown(element))} is no part of a meeting record"
        return Wording(message=message, path=part.path, hint="it belongs to another kind of XML")
    if isinstance(part.shape, Block):
        return _unexpected_field(part, part.shape, element, name)
    if isinstance(part.shape, Listing) and isinstance(part.shape.entry, Choice):
        kinds = part.shape.entry.kinds
        return Wording(
            message=f"{quoted(name)} is no kind of item",
            path=(*part.path, outer.index(element)),
            expected=one_of(kinds),
            hint=did_you_mean(name, kinds),
        )
    if isinstance(part.shape, Listing | Keyed):
        message = f"{quoted(name)} cannot stand in {named(part.path)}"
        return Wording(message=message, path=part.path, expected=quoted(part.shape.entry_name))
    return _unexpected_in_text(part, outer, name)


def _shown(element: etree._Element) -> str:
    prefix = f"{element.prefix}:" if element.prefix else ""
    return prefix + local(element.tag)


def _unexpected_field(part: Part, shape: Block, element: etree._Element, name: str) -> Wording:
    field, key = field_of(shape, name), name.replace("-", "_")
    owner = named(part.path)
    if field is None:
        return Wording(
            message=f"there is no key {quoted(key)} in {owner}",
            path=(*part.path, key),
            hint=did_you_mean(key, shape.fields),
        )
    path = (*part.path, field.key)
    before = [local(one.tag) for one in element.itersiblings(preceding=True)]
    if name in before and not _may_repeat(field):
        return Wording(message=f"{quoted(field.key)} is given twice in {owner}", path=path)
    order = [one for one in shape.fields.values() if not one.attribute]
    later = [element_name(one) for one in order[order.index(field) + 1 :]]
    after = next((other for other in before if other in later), None)
    if after is not None:
        other: Any = field_of(shape, after)
        message = f"{quoted(field.key)} stands after {quoted(other.key)} in {owner}, not before it"
        return Wording(message=message, path=path)
    return _lacking(part, shape, before) or Wording(
        message=f"{quoted(field.key)} cannot stand here in {owner}", path=path
    )


def _may_repeat(field: Field) -> bool:
    return isinstance(field.shape, Listing) and not field.wrapped


def _lacking(part: Part, shape: Block, there: list[str]) -> Wording | None:
    """Name the first element that a block needs and has not."""
    for field in shape.fields.values():
        if field.required and not field.attribute and element_name(field) not in there:
            return _lack(part, field.key)
    return None


def _lack(part: Part, key: str) -> Wording:
    message = f"{named(part.path)} lacks {quoted(key)}"
    return Wording(message=message, path=part.path, hint=f"add a line `{key}:` with its value")


def _unexpected_in_text(part: Part, outer: etree._Element, name: str) -> Wording:
    if not is_rich(part.shape):
        message = f"{quoted(name)} cannot stand in {named(part.path)}"
        return Wording(message=message, path=part.path)
    inner = GRAMMAR.get(local(outer.tag))
    right = inner.children if inner and _in_text(outer) else BLOCKS
    where = f"{quoted(local(outer.tag))} of the text " if _in_text(outer) else "the text "
    return Wording(
        message=f"{quoted(name)} cannot stand in {where}{named(part.path)}",
        path=part.path,
        expected=one_of(right) if right else "words only",
        hint=did_you_mean(name, right),
    )


def _in_text(element: etree._Element) -> bool:
    """Say whether an element is a part of a text, and not the text itself."""
    outer = element.getparent()
    return outer is not None and is_rich(part_of(outer).shape)


def _missing(verdict: Verdict, part: Part) -> Wording:
    """An element whose last parts are not there."""
    there = [local(child.tag) for child in verdict.element]
    if isinstance(part.shape, Block):
        lacking = _lacking(part, part.shape, there)
        if lacking is not None:
            return lacking
    what = named(part.path)
    if is_rich(part.shape) and _in_text(verdict.element):
        what = f"{quoted(local(verdict.element.tag))} of the text {what}"
    return Wording(message=f"{what} is empty", path=part.path)


def _words_between(verdict: Verdict, part: Part) -> Wording:
    """Words in an element that may hold elements only."""
    element = verdict.element
    pieces = [element.text, *(child.tail for child in element)]
    words = next((piece for piece in pieces if piece and piece.strip()), "")
    is_text = is_rich(part.shape) and _in_text(element)
    within = f"{quoted(local(element.tag))} of the text " if is_text else ""
    message = f"the words {quoted(words)} stand between the parts of {within}{named(part.path)}"
    return Wording(message=message, path=part.path)


def _elements_within(verdict: Verdict, part: Part) -> Wording:
    """Elements in an element that may hold words only."""
    inner = next((quoted(_shown(child)) for child in verdict.element), "something else")
    within = f"{quoted(local(verdict.element.tag))} of the text " if is_rich(part.shape) else ""
    what = f"{within}{named(part.path)}"
    return Wording(message=f"{inner} stands in {what}, which has no parts", path=part.path)


def _attribute(verdict: Verdict, part: Part) -> Wording:
    """An attribute that the element has not."""
    name = str(verdict.attribute)
    key = name.replace("-", "_")
    if not isinstance(part.shape, Block):
        is_text = is_rich(part.shape) and _in_text(verdict.element)
        within = f"{quoted(local(verdict.element.tag))} of the text " if is_text else ""
        message = f"there is no {quoted(key)} in {within}{named(part.path)}"
        return Wording(message=message, path=part.path)
    keys = [field.key for field in part.shape.fields.values() if field.attribute]
    return Wording(
        message=f"there is no key {quoted(key)} in {named(part.path)}",
        path=(*part.path, key),
        hint=None if key in part.shape.fields else did_you_mean(key, keys),
    )


def _no_attribute(verdict: Verdict, part: Part) -> Wording:
    name = str(verdict.attribute)
    if isinstance(part.shape, Block):
        field = attribute_of(part, name)
        if field is not None:
            return _lack(part, field.key)
    if isinstance(part.shape, Keyed | Foreign) and not is_rich(part.shape):
        return Wording(message=f"an entry of {named(part.path)} lacks its key", path=part.path)
    element = quoted(local(verdict.element.tag))
    within = "the text " if is_rich(part.shape) else ""
    message = f"{element} in {within}{named(part.path)} lacks its {quoted(name)}"
    return Wording(message=message, path=part.path)


def _value(verdict: Verdict, part: Part) -> Wording:
    """A value that its place cannot hold."""
    name, value = verdict.attribute, verdict.value
    if name is None:
        return _scalar(part.shape, value, part.path)
    field = attribute_of(part, name)
    if field is not None and name not in LISTS:
        return _scalar(field.shape, value, (*part.path, field.key))
    owner = part.entry_of
    if owner is not None and name == owner.key_attribute:
        return _key(value, part.path, owner.key_schema)
    if name in LISTS:
        form = FORMS["^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$"]
        message = f"{quoted(value)} cannot be a key of `{LISTS[name]}`"
        return Wording(message=message, path=attribute_path(part, name), hint=form.remedy)
    what = f"{quoted(name)} of {quoted(local(verdict.element.tag))} in {named(part.path)}"
    return Wording(message=f"{quoted(value)} cannot be the {what}", path=part.path)


def _key(value: str, path: Path, schema: dict[str, Any]) -> Wording:
    form = FORMS.get(schema.get("pattern", ""))
    message = (
        f"{quoted(value)} cannot be a key of {named(path[:-1])}"
        if value.strip()
        else f"a key of {named(path[:-1])} is blank"
    )
    return Wording(message=message, path=path, hint=form.remedy if form else None)


def _scalar(shape: Any, value: str, path: Path) -> Wording:
    """A single value, by the schema of its field."""
    schema = shape.schema if isinstance(shape, Scalar) else {"type": "integer", "minimum": 0}
    kind = shape.kind if isinstance(shape, Scalar) else "text"
    if not value.strip(" \t\r\n"):
        return Wording(message=f"{named(path)} is blank", path=path)
    words = ["true", "false"] if kind == "boolean" else choices(schema)
    if words:
        return Wording(
            message=f"{quoted(value)} is not a value of {named(path)}",
            path=path,
            expected=one_of(words),
            hint=choice_remedy(value, words),
        )
    if "const" in schema:
        message = f"the record keeps to the form {quoted(value)}, which is not known here"
        return Wording(message=message, path=path, expected=quoted(schema["const"]))
    if kind == "integer" or schema.get("type") == "integer":
        return _number(schema, value, path)
    return _form(schema, value, path)


def _number(schema: dict[str, Any], value: str, path: Path) -> Wording:
    if not re.fullmatch(r"\s*[+-]?[0-9]{1,300}\s*", value):
        message = f"{named(path)} must be a whole number, and this is {quoted(value)}"
        return Wording(message=message, path=path, expected="a whole number")
    least = int(value) < schema.get("minimum", int(value))
    bound = schema.get("minimum" if least else "maximum", "less")
    return Wording(
        message=f"{named(path)} is {quoted(value)}, and the {'least' if least else 'most'} "
        f"it can be is {bound}",
        path=path,
        expected=f"{bound} or {'more' if least else 'less'}",
    )


def _form(schema: dict[str, Any], value: str, path: Path) -> Wording:
    longest = schema.get("maxLength")
    pattern = schema.get("pattern", "")
    if longest is not None and len(value) > longest:
        message = f"{named(path)} has {len(value)} characters, and {longest} is the most"
        return Wording(message=message, path=path, hint="shorten it")
    form = FORMS.get(pattern)
    if form is None or pattern == NOT_BLANK:
        return Wording(message=f"{quoted(value)} cannot be {named(path)}", path=path)
    return Wording(
        message=f"{quoted(value)} is not {form.noun}",
        path=path,
        expected=example(schema),
        hint=form.remedy,
    )


def _twice(verdict: Verdict, part: Part) -> Wording:
    value, name = quoted(verdict.value), str(verdict.attribute)
    path = attribute_path(part, name)
    if part.entry_of is not None and name == part.entry_of.key_attribute:
        message = f"the key {value} stands twice in {named(part.path[:-1])}"
        return Wording(message=message, path=path, hint="keep one of the two")
    message = f"the id {value} stands twice in the record"
    return Wording(message=message, path=path, hint="give each part an id of its own")


def _reference(verdict: Verdict, part: Part) -> Wording:
    name = str(verdict.attribute)
    listed = LISTS[name]
    root = verdict.element.getroottree().getroot()
    keys = [str(one.get("key")) for one in root.iterfind(f"{{*}}{listed}/*") if one.get("key")]
    if not keys:
        return Wording(
            message=f"the record names keys of `{listed}`, and has no `{listed}`", path=(listed,)
        )
    places = counted(verdict.more, "more place", grouped=True)
    more = f", here and at {places}" if verdict.more else ""
    return Wording(
        message=f"{quoted(verdict.value)} is not a key of `{listed}`{more}",
        path=attribute_path(part, name),
        hint=did_you_mean(verdict.value, keys) or f"add it under `{listed}`",
    )


def _rule(verdict: Verdict, part: Part) -> Wording:
    path = attribute_path(part, verdict.attribute) if verdict.attribute else part.path
    return Wording(message=f"the record breaks the rule that {verdict.value}", path=path)


def _other(verdict: Verdict, part: Part) -> Wording:
    what = quoted(verdict.attribute or local(verdict.element.tag))
    message = f"{what} in {named(part.path)} is not as archived records have it"
    return Wording(message=message, path=part.path)


_WORDS: dict[str, Callable[[Verdict, Part], Wording]] = {
    "unexpected": _unexpected,
    "missing": _missing,
    "words": _words_between,
    "elements": _elements_within,
    "attribute": _attribute,
    "no attribute": _no_attribute,
    "value": _value,
    "twice": _twice,
    "reference": _reference,
    "rule": _rule,
    "other": _other,
}
