"""The verdicts of the grammar and its rules on an archived file, each at its element or attribute.

The only module that knows how libxml2 words things; nothing in it knows how a clerk would.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from lxml import etree

from minutebook.model import REFERENCE_ATTRIBUTE
from minutebook.schemas import schematron, xsd
from minutebook.xml_parser import log_while_reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Kind = Literal[
    "root",
    "unexpected",
    "missing",
    "words",
    "elements",
    "attribute",
    "no attribute",
    "value",
    "twice",
    "reference",
    "rule",
    "other",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """One thing that is wrong with an element."""

    kind: Kind
    element: etree._Element
    attribute: str | None = None
    """The attribute at fault, without its namespace."""
    value: str = ""
    """The value at fault, or the broken rule in its own words."""
    more: int = 0
    """How many other places name the same key that is not there."""

    @property
    def code(self) -> str:
        """E409 for a rule of the Schematron, E408 for all that the XSD says."""
        return "E409" if self.kind == "rule" else "E408"


MOST = 100
"""More verdicts than anybody will look at one by one."""

_LARGE = 20_000
"""Of tags; files of fewer are looked at whole, however much is wrong in them."""
_LOOKED_AT = 2 * MOST
"""Of several verdicts on one value one is kept."""

_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_KINDS: dict[str, Kind] = {
    "SCHEMAV_CVC_ELT_1": "root",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_3": "words",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": "attribute",
    "SCHEMAV_CVC_TYPE_3_1_1": "attribute",
    "SCHEMAV_CVC_COMPLEX_TYPE_4": "no attribute",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_2": "elements",
    "SCHEMAV_CVC_TYPE_3_1_2": "elements",
}
_ATTRIBUTE = re.compile(r"attribute '(?:\{[^}']*\})?([^']+)'")
_NAMED = re.compile(r"^Element '(?:\{[^}']*\})?([^']+)'")
_VALUE = re.compile(r"The value '(.*?)' ", re.DOTALL)
_KEY = re.compile(r"key-sequence \['(.*?)'\]", re.DOTALL)
_OF = re.compile(r"'(?:\{[^}']*\})?([^']+)'\.$")
_TESTED = re.compile(r"(?<![/\w\]])@([a-z][a-z-]*)")


def verdicts(root: etree._Element, data: bytes) -> list[Verdict]:
    """
    Check XML against the XSD, and where that holds against the Schematron.

    Args:
        root: A parsed document.
        data: Its bytes.

    Returns:
        What is wrong, each thing once, in the order in which it was found, 100 at most; of a large
        file that is wrong throughout, the first thing only.
    """
    schema = xsd()
    if data.count(b"<") > _LARGE and (first := _wrong_throughout(root, data)):
        return [first]
    if not schema.validate(root):
        return _faults_of_keys(root, _once(_of_grammar(root, schema.error_log)))
    rules = schematron()
    return [] if rules.validate(root) else _once(_of_rules(root, rules.validation_report))


def _faults_of_keys(root: etree._Element, found: list[Verdict]) -> list[Verdict]:
    """Keep one verdict for each key that is missing, and none where its list is broken itself."""
    broken = {name for verdict in found for name in _lists_broken_by(verdict, root)}
    kept: dict[object, Verdict] = {}
    for verdict in found:
        if verdict.kind != "reference":
            kept[id(verdict)] = verdict
            continue
        name = LISTS[str(verdict.attribute)]
        if name in broken:
            continue
        is_there = root.find(f"{{*}}{name}") is not None
        kept.setdefault((name, verdict.value if is_there else None), verdict)
    return list(kept.values())[:MOST]


LISTS = {attribute: name for name, attribute in REFERENCE_ATTRIBUTE.items()}
"""The keyed list that an attribute of references leads to."""


def _lists_broken_by(verdict: Verdict, root: etree._Element) -> Iterable[str]:
    """Name the keyed lists whose keys libxml2 may not have seen: it stops at the unexpected."""
    outer = verdict.element.getparent()
    if verdict.kind in {"reference", "rule"} or outer is None:
        return ()
    if outer is root:
        return LISTS.values() if verdict.kind == "unexpected" else (_local(verdict.element.tag),)
    return (_local(outer.tag),) if outer.getparent() is root else ()


def _wrong_throughout(root: etree._Element, data: bytes) -> Verdict | None:
    """
    Look for the first fault of a large file that has many.

    libxml2 counts brothers and sisters to say where each fault is, which takes minutes where there
    are many of both. While it reads it says no places, and stops at a hundred faults.
    """
    log = log_while_reading(data, xsd())
    if len(log) < MOST:
        return None
    message = str(log[0].message)
    key, of = _KEY.search(message), _OF.search(message)
    if "No match found" in message and key and of:
        wanted, name = key.group(1), of.group(1)
        first = next((one for one in root.iter() if one.get(name) == wanted), root)
        return Verdict(kind="reference", element=first, attribute=name, value=wanted)
    named, attribute = _NAMED.search(message), _ATTRIBUTE.search(message)
    name = attribute.group(1) if attribute else None
    kind, value = _kind(log[0].type_name, message), _VALUE.search(message)
    wanted = value.group(1) if value else ""
    alike = root.iter(f"{{*}}{named.group(1)}" if named else "*")
    found = (one for one in alike if name is None or one.get(name) == wanted or not wanted)
    return Verdict(kind=kind, element=next(found, root), attribute=name, value=wanted)


def _once(found: Iterator[Verdict]) -> list[Verdict]:
    """Keep one verdict for each element and attribute; of one value several clauses may fail."""
    kept: dict[tuple[Any, str | None, str], Verdict] = {}
    for verdict in found:
        kind = verdict.value if verdict.kind == "rule" else _family(verdict)
        kept.setdefault((verdict.element, verdict.attribute, kind), verdict)
    return list(kept.values())


def _family(verdict: Verdict) -> str:
    """Name the family of verdicts of which an element needs one only."""
    return "attribute" if verdict.attribute else verdict.kind


def _of_grammar(root: etree._Element, log: Any) -> Iterator[Verdict]:
    referring, finding = _Referring(root), _Finding(root)
    for entry in log:
        message = str(entry.message)
        if entry.type_name == "SCHEMAV_CVC_IDC":
            yield from _of_keys(entry, message, referring, finding)
            continue
        if finding.count >= _LOOKED_AT:
            continue
        element = finding.element(entry)
        found = _ATTRIBUTE.search(message)
        attribute = found.group(1) if found else None
        kind = _kind(entry.type_name, message)
        if entry.type_name == "SCHEMAV_CVC_ELT_3_1":
            attribute = "nil"
        if kind == "no attribute":
            attribute = message.rpartition("The attribute '")[2].partition("'")[0]
        value = _value(element, attribute) if kind == "value" else ""
        yield Verdict(kind=kind, element=element, attribute=attribute, value=value)


def _kind(type_name: str, message: str) -> Kind:
    if type_name == "SCHEMAV_CVC_COMPLEX_TYPE_2_1":
        return "words" if "Character content" in message else "elements"
    if type_name == "SCHEMAV_ELEMENT_CONTENT":
        return "missing" if "Missing child" in message else "unexpected"
    if "DATATYPE" in type_name or type_name.endswith("_VALID"):
        return "value"
    return _KINDS.get(type_name, "other")


def _value(element: etree._Element, attribute: str | None) -> str:
    if attribute is None:
        return element.text or ""
    named = (value for name, value in element.items() if _local(name) == attribute)
    return str(next(named, ""))


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]


def _of_keys(
    entry: Any, message: str, referring: _Referring, finding: _Finding
) -> Iterator[Verdict]:
    """Read a verdict on keys and references; a key that is missing or bad is a verdict already."""
    found, of = _KEY.search(message), _OF.search(message)
    if found is None:
        return
    value = found.group(1)
    if "No match found" in message and of is not None:
        elements = referring.take(of.group(1), value)
        if elements:
            yield Verdict(
                kind="reference",
                element=elements[0],
                attribute=of.group(1),
                value=value,
                more=len(elements) - 1,
            )
        return
    if finding.count >= _LOOKED_AT:
        return
    element = finding.element(entry)
    holding = [_local(name) for name, own in element.items() if own == value]
    # An `id` among others of the same words is what stands twice, whatever they are.
    attribute = "id" if "id" in holding and "key" not in holding else holding[0]
    yield Verdict(kind="twice", element=element, attribute=attribute, value=value)


class _Referring:
    """Elements that refer to something, in order; libxml2 gives only the line of these."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.waiting: dict[tuple[str, str], list[etree._Element]] | None = None

    def take(self, attribute: str, value: str) -> list[etree._Element]:
        """Give the elements that refer to a value; none the next time."""
        if self.waiting is None:
            self.waiting = self._all()
        return self.waiting.pop((attribute, value), [])

    def _all(self) -> dict[tuple[str, str], list[etree._Element]]:
        waiting: dict[tuple[str, str], list[etree._Element]] = {}
        for element in self.root.iter():
            for name in LISTS:
                value = element.get(name)
                if value is not None:
                    waiting.setdefault((name, value), []).append(element)
        return waiting


class _Finding:
    """Finds the elements of verdicts, and counts them."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.count = 0

    def element(self, entry: Any) -> etree._Element:
        """Find an element by its verdict's path, such as ``/*/*[3]/*[1]``; else by its line."""
        self.count += 1
        names = self.prefixes if ":" in (entry.path or "") else None
        try:
            found: Any = self.root.getroottree().xpath(entry.path or "/nothing", namespaces=names)
        except etree.XPathError:
            found = []
        if found and isinstance(found[0], etree._Element):
            return found[0]
        at_line = (one for one in self.root.iter() if one.sourceline == entry.line)
        return next(at_line, self.root)

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The prefixes of the document, wherever they are declared."""
        known: dict[str, str] = {}
        for element in self.root.iter():
            if element.prefix:
                known.setdefault(element.prefix, str(element.nsmap[element.prefix]))
        return known


def _of_rules(root: etree._Element, report: Any) -> Iterator[Verdict]:
    tree: Any = root.getroottree()
    for failed in report.iter(f"{_SVRL}failed-assert"):
        element = tree.xpath(failed.get("location"))[0]
        tested = (found.group(1) for found in _TESTED.finditer(failed.get("test", "")))
        attribute = next((name for name in tested if element.get(name) is not None), None)
        rule = " ".join("".join(failed.itertext()).split())
        yield Verdict(kind="rule", element=element, attribute=attribute, value=rule)
