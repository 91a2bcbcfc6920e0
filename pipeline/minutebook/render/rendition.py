"""The document that the stylesheet reads: a record with the words, dates and marks it will need.

Everything here is a pure function of the record and the format; nothing knows pandoc.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from lxml import etree

from minutebook.labels import DEFAULT_LANGUAGE, Labels
from minutebook.places import anchors, places
from minutebook.render.dates import (
    language_name,
    locale_of,
    written_date,
    written_minutes,
    written_time,
    written_years,
)
from minutebook.render.long_words import mark_long_words
from minutebook.render.serials import forget_serials
from minutebook.render.summary import mark_summary
from minutebook.schemas import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel import Locale

    from minutebook.render.manner import Manner

NAMESPACE_RENDITION = "urn:minutebook:rendition:1"

_R = f"{{{NAMESPACE_RENDITION}}}"
_M = f"{{{NAMESPACE}}}"

_PAPER = f"{_M}paper"
_ITEMS = f"{_M}items"

# Counts that are written with their unit: the name of the unit, then the attribute that holds it.
_UNITS = {"minutes": ("minutes-allotted", written_minutes), "years": ("years", written_years)}

# Kinds whose items, when they follow each other and say the same of themselves, make one list.
_LISTED = {f"{_M}{name}" for name in ("feedback", "question", "principle")}
_ACTION = f"{_M}action"
_PRINCIPLE = f"{_M}principle"

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]+)*")

# Written from right to left, by the primary subtag.
_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"}


def rendition(
    record: etree._Element, *, output_format: str, labels: Labels, manner: Manner
) -> etree._Element:
    """
    Wrap a record for the stylesheet.

    Args:
        record: The ``meeting-record`` element; it is copied, not changed.
        output_format: ``html``, ``docx`` or ``txt``.
        labels: The fixed words of the record's language.
        manner: Which document is made of it, and for whom.

    Returns:
        A ``rendition`` with the words, every date and time of the record written out, and the
        record, in which sessions and items carry an ``anchor`` and items that make one list or
        table a ``run``.

    Source:
        docs/explanation/architecture.md, "Rendering".
    """
    tag = record.get("language")
    locale = locale_of(tag)
    root = etree.Element(f"{_R}rendition", nsmap={"r": NAMESPACE_RENDITION})
    root.set("format", output_format)
    root.set("document", manner.document)
    root.set("audience", manner.audience)
    # It stands in an attribute of the page, where pandoc escapes nothing.
    root.set("language", tag if tag and _TAG.fullmatch(tag) else DEFAULT_LANGUAGE)
    if is_right_to_left(tag):
        root.set("direction", "rtl")
    root.append(_labels(labels))
    root.append(_dates(record, locale))
    marked = copy.deepcopy(record)
    _mark_languages(marked, locale)
    _mark_anchors(marked)
    _mark_runs(marked)
    if output_format != "txt":
        forget_serials(marked)
    if output_format == "html":
        mark_long_words(marked)
        if manner.document == "note":
            mark_summary(marked)
    root.append(marked)
    return root


def is_right_to_left(tag: str | None) -> bool:
    """Say whether a language is written from right to left."""
    return (tag or "").split("-")[0].lower() in _RIGHT_TO_LEFT


def _labels(labels: Labels) -> etree._Element:
    element = etree.Element(f"{_R}labels")
    for key, words in labels.words.items():
        etree.SubElement(element, f"{_R}label", key=key).text = words
    return element


def _dates(record: etree._Element, locale: Locale) -> etree._Element:
    element = etree.Element(f"{_R}dates")
    values = (str(value) for node in record.iter() for value in node.attrib.values())
    for value in dict.fromkeys(values):
        if day := written_date(value, locale):
            etree.SubElement(element, f"{_R}date", iso=value, long=day.long, full=day.full)
        elif moment := written_time(value, locale):
            etree.SubElement(element, f"{_R}time", iso=value, text=moment)
    for name, (attribute, written) in _UNITS.items():
        counts = (node.get(attribute) for node in record.iter() if attribute in node.attrib)
        for count in dict.fromkeys(map(str, counts)):
            etree.SubElement(element, f"{_R}{name}", count=count, text=written(count, locale))
    return element


def _mark_languages(record: etree._Element, locale: Locale) -> None:
    for element in (record, *record.iter(_PAPER)):
        if tag := element.get("language"):
            element.set(f"{_R}language", language_name(tag, locale))


def _mark_anchors(record: etree._Element) -> None:
    for element, anchor in zip(places(record), anchors(record), strict=True):
        element.set(f"{_R}anchor", anchor)


def _mark_runs(record: etree._Element) -> None:
    number = 0
    for items in record.iter(_ITEMS):
        for run in _runs(items):
            if run[0].tag in _LISTED - {_PRINCIPLE} and len(run) == 1:
                continue
            number += 1
            run[0].set(f"{_R}first", "yes")
            for item in run:
                item.set(f"{_R}run", str(number))


def _runs(items: etree._Element) -> Iterator[list[etree._Element]]:
    """Neighbours of one kind that say the same of themselves."""
    run: list[etree._Element] = []
    for item in items:
        if run and _signature(item) != _signature(run[0]):
            yield run
            run = []
        if item.tag == _ACTION or item.tag in _LISTED:
            run.append(item)
    if run:
        yield run


def _signature(item: etree._Element) -> tuple[object, ...]:
    if item.tag == _ACTION:
        return (item.tag,)
    if item.tag == _PRINCIPLE:
        return (item.tag, item.get("stance") or _inherited_stance(item))
    people = [
        (child.tag, *sorted(child.attrib.items()))
        for child in item.iterchildren(f"{_M}by", f"{_M}to")
    ]
    return (item.tag, item.get("kind"), item.get("status"), *people)


def _inherited_stance(item: etree._Element) -> str | None:
    return next((a.get("stance") for a in item.iterancestors() if a.get("stance")), None)
