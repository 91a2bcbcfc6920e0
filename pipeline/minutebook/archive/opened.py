"""An archived XML file opened with care: well-formed, without a DOCTYPE, keeping to its grammar.

Nothing in this module believes what it is given.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from lxml import etree

from minutebook.archive.ill_formed import first_flaw
from minutebook.archive.plain_words import plain_words
from minutebook.archive.read import read_xml
from minutebook.archive.sayable import UNSAID_HINT, unsaid
from minutebook.archive.verdicts import verdicts
from minutebook.archive.write import write_xml
from minutebook.archive.xml_places import XmlPlaces
from minutebook.archive.xml_text import XmlText
from minutebook.errors import Finding, Location, pointer
from minutebook.xml_parser import MOST_TAGS, DoctypeError, TooManyTagsError, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Path
    from minutebook.record import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """An archived record, or what is wrong with its file."""

    record: Record | None
    """``None`` where a finding is an error."""
    xml: bytes
    """Canonical, whatever the file's own spelling."""
    findings: tuple[Finding, ...] = ()


def open_archived(data: bytes, *, name: str) -> Opened:
    """
    Open an archived record.

    Args:
        data: The bytes of its file.
        name: The file as the user named it.

    Returns:
        The record and its canonical bytes; a file spelled in another way is read with a warning,
        and one that could not be restored is refused.

    Source:
        Findings E406 to E409, W410, E411 and E414.
    """
    root, faults = _judged(data, name)
    if root is None or faults:
        return Opened(record=None, xml=data, findings=faults)
    try:
        record = read_xml(root)
        unsayable = unsaid(record)
    except (ValueError, LookupError):
        # A number beyond counting, a paragraph with nothing in it: sound XML, and no record.
        unsayable, record = ((), "the record holds what no note can say"), {}
    if unsayable is not None:
        path, message = unsayable
        place = XmlPlaces.of(data, root).path(path) if path else _nowhere()
        finding = _finding(name, "E411", place, message, UNSAID_HINT)
        return _refused(data, replace(finding, path=pointer(path)))
    return _sound(record, data, name)


def archived_faults(data: bytes, *, name: str) -> tuple[Finding, ...]:
    """
    Say what is wrong with an archived record, without reading it back.

    Args:
        data: The bytes of its file.
        name: The file as the user named it.

    Returns:
        What is not well-formed, or what the grammar and its rules find.

    Source:
        Findings E406 to E409 and E414.
    """
    return _judged(data, name)[1]


def _judged(data: bytes, name: str) -> tuple[etree._Element | None, tuple[Finding, ...]]:
    """Parse a file, and check it by the grammar and its rules."""
    try:
        root = parse_xml(data, most_tags=MOST_TAGS)
    except DoctypeError:
        return None, (_doctype(data, name),)
    except TooManyTagsError:
        return None, (_too_large(name, _MANY, _nowhere()),)
    except etree.XMLSyntaxError as error:
        return None, (_broken(data, name, error),)
    return root, tuple(_faults(data, root, name))


_TOO_LONG = 114
"""The number of libxml2's error for what goes beyond its limits."""
_MANY = f"the file has more than {MOST_TAGS:,} tags, and no record has as many"
_OTHER_COPY = (
    "take the file from another copy, or archive its note again: an archived record is not edited "
    "by hand"
)


def _refused(data: bytes, finding: Finding) -> Opened:
    return Opened(record=None, xml=data, findings=(finding,))


def _doctype(data: bytes, name: str) -> Finding:
    source = XmlText(data=data)
    start = max(source.text.upper().find("<!DOCTYPE"), 0)
    close = source.text.find(">", start)
    place = source.location((start, close + 1 if close >= 0 else start + len("<!DOCTYPE")))
    message = "the XML has a DOCTYPE, which an archived record never has"
    return _finding(name, "E407", place, message, "take the DOCTYPE out, or archive it again")


def _broken(data: bytes, name: str, error: Any) -> Finding:
    source = XmlText(data=data)
    line, column = error.lineno or 1, (error.offset or 0) + 1
    if error.code == _TOO_LONG:
        start = source.index_at(line, column)
        is_deep = "depth" in str(error.msg)
        message = (
            "more than 250 elements stand one inside the other here"
            if is_deep
            else "the words that end here have over 10 MB, which is more than XML readers take"
        )
        return _too_large(name, message, source.location((start, start + 1)))
    flaw = first_flaw(source, code=int(error.code), line=line, column=column)
    place = source.location((flaw.start, flaw.end))
    return _finding(name, "E406", place, flaw.message, flaw.hint)


def _too_large(name: str, message: str, place: Location) -> Finding:
    hint = "it is no archived record, or was damaged; take it from another copy"
    return _finding(name, "E414", place, message, hint)


def _faults(data: bytes, root: etree._Element, name: str) -> Iterator[Finding]:
    """Say what the grammar and its rules find, each at its place."""
    found = verdicts(root, data)
    places = XmlPlaces.of(data, root).verdicts(found) if found else []
    worded = zip(found, places, map(plain_words, found), strict=True)
    for verdict, place, wording in sorted(worded, key=lambda one: (one[1].line, one[1].column)):
        is_guess = (wording.hint or "").startswith("did you mean")
        yield Finding.at(
            place,
            file=name,
            code=verdict.code,
            path=pointer(wording.path),
            message=wording.message,
            expected=wording.expected,
            hint=f"{wording.hint} {_OTHER_COPY}" if is_guess else _OTHER_COPY,
        )


def _sound(record: Record, data: bytes, name: str) -> Opened:
    xml = write_xml(record)
    if xml == data:
        return Opened(record=record, xml=xml)
    changed = _finding(
        name,
        "W410",
        _first_difference(data, xml),
        "the file holds a sound record, but not in the spelling that `archive` writes",
        "it was changed by another program; archive it again to have the same bytes everywhere",
    )
    return Opened(record=record, xml=xml, findings=(changed,))


def _first_difference(data: bytes, xml: bytes) -> Location:
    """Say from which character on a file is spelled in another way."""
    source, right = XmlText(data=data), xml.decode("utf-8")
    same, beyond = 0, min(len(source.text), len(right)) + 1
    while same + 1 < beyond:
        middle = (same + beyond) // 2
        if source.text[same:middle] == right[same:middle]:
            same = middle
        else:
            beyond = middle
    return source.location((same, same + 1))


def _nowhere() -> Location:
    """Stand for the whole file."""
    return Location(line=1, column=1, end_line=1, end_column=1)


def _finding(name: str, code: str, place: Location, message: str, hint: str) -> Finding:
    return Finding.at(place, file=name, code=code, path="", message=message, hint=hint)


def archived_id(data: bytes) -> str | None:
    """
    Read the id of an archived record and nothing else of it.

    Args:
        data: The bytes of its file, sound or not.

    Returns:
        The id; ``None`` where it cannot be read, which opening the file will say.
    """
    try:
        return parse_xml(data, most_tags=MOST_TAGS).get("id")
    except (DoctypeError, TooManyTagsError, etree.XMLSyntaxError):
        return None


def archived_place(data: bytes, path: Path) -> Location:
    """
    Say where a key or value of an archived record stands in its file.

    Args:
        data: The bytes of the file, which could be opened.
        path: From the root of the record.

    Returns:
        The place of the value, or of its nearest parent.
    """
    return XmlPlaces.of(data, parse_xml(data)).path(path)
