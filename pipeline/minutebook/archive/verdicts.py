"""The verdicts of the grammar and its rules on an archived file, each at its element or attribute.

The only module that knows how libxml2 words things; nothing in it knows how a clerk would.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from lxml import etree

from minutebook.schemas import schematron, xsd

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    @property
    def code(self) -> str:
        """E409 for a rule of the Schematron, E408 for all that the XSD says."""
        return "E409" if self.kind == "rule" else "E408"


MOST = 100
"""More verdicts than anybody will look at one by one."""

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
_KEY = re.compile(r"key-sequence \['(.*?)'\]", re.DOTALL)
_OF = re.compile(r"'(?:\{[^}']*\})?([^']+)'\.$")
_TESTED = re.compile(r"(?<![/\w\]])@([a-z][a-z-]*)")


def verdicts(root: etree._Element) -> list[Verdict]:
    """
    Check XML against the XSD, and where that holds against the Schematron.

    Args:
        root: A parsed document.

    Returns:
        What is wrong, each thing once, in the order in which it was found, 100 at most.
    """
    schema = xsd()
    if not schema.validate(root):
        return _once(_of_grammar(root, schema.error_log))
    rules = schematron()
    return [] if rules.validate(root) else _once(_of_rules(root, rules.validation_report))


def _once(found: Iterator[Verdict]) -> list[Verdict]:
    """Keep one verdict for each element and attribute; of one value several clauses may fail."""
    kept: dict[tuple[Any, str | None, str], Verdict] = {}
    for verdict in found:
        kind = verdict.value if verdict.kind == "rule" else _family(verdict)
        kept.setdefault((verdict.element, verdict.attribute, kind), verdict)
        if len(kept) >= MOST:
            break
    return list(kept.values())


def _family(verdict: Verdict) -> str:
    """Name the family of verdicts of which an element needs one only."""
    return "attribute" if verdict.attribute else verdict.kind


def _of_grammar(root: etree._Element, log: Any) -> Iterator[Verdict]:
    referring = _Referring(root)
    for entry in log:
        message = str(entry.message)
        if entry.type_name == "SCHEMAV_CVC_IDC":
            yield from _of_keys(root, entry, message, referring)
            continue
        element = _element(root, entry)
        found = _ATTRIBUTE.search(message)
        attribute = found.group(1) if found else None
        kind = _kind(entry.type_name, message)
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


def _local(name: str | bytes) -> str:
    return str(name).rpartition("}")[2]


def _of_keys(
    root: etree._Element, entry: Any, message: str, referring: _Referring
) -> Iterator[Verdict]:
    """Read a verdict on keys and references; a key that is missing or bad is a verdict already."""
    found, of = _KEY.search(message), _OF.search(message)
    if found is None:
        return
    value = found.group(1)
    if "No match found" in message and of is not None:
        element = referring.next(of.group(1), value)
        if element is not None:
            yield Verdict(kind="reference", element=element, attribute=of.group(1), value=value)
        return
    element = _element(root, entry)
    holding = [_local(name) for name, own in element.items() if own == value]
    # An `id` among others of the same words is what stands twice, whatever they are.
    attribute = "id" if "id" in holding and "key" not in holding else holding[0]
    yield Verdict(kind="twice", element=element, attribute=attribute, value=value)


class _Referring:
    """Elements that refer to something, in order; libxml2 gives only the line of these."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.waiting: dict[tuple[str, str], list[etree._Element]] | None = None

    def next(self, attribute: str, value: str) -> etree._Element | None:
        """Give the next element that refers to a value."""
        if self.waiting is None:
            self.waiting = self._all()
        found = self.waiting.get((attribute, value))
        return found.pop(0) if found else None

    def _all(self) -> dict[tuple[str, str], list[etree._Element]]:
        waiting: dict[tuple[str, str], list[etree._Element]] = {}
        for element in self.root.iter():
            for name in ("person", "strand", "paper"):
                value = element.get(name)
                if value is not None:
                    waiting.setdefault((name, value), []).append(element)
        return waiting


def _element(root: etree._Element, entry: Any) -> etree._Element:
    """Find the element of a verdict by its path, such as ``/*/*[3]/*[1]``; else by its line."""
    names = {prefix: uri for prefix, uri in _prefixes(root).items() if prefix}
    try:
        found: Any = root.getroottree().xpath(entry.path or "/nothing", namespaces=names)
    except etree.XPathError:
        found = []
    if found and isinstance(found[0], etree._Element):
        return found[0]
    at_line = (element for element in root.iter() if element.sourceline == entry.line)
    return next(at_line, root)


def _prefixes(root: etree._Element) -> dict[str, str]:
    """Collect the prefixes of a document, wherever they are declared."""
    known: dict[str, str] = {}
    for element in root.iter():
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
