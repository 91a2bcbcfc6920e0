"""A record with every field of the schema, rendered: nothing that it says is lost on the way."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from lxml import html as lxml_html

from minutebook.labels import known_languages, labels_for
from minutebook.model import (
    REFERENCE_ATTRIBUTE,
    Block,
    Choice,
    Field,
    Foreign,
    Keyed,
    Listing,
    Scalar,
    Shape,
    record_shape,
)
from minutebook.pandoc import open_engine
from minutebook.render import load_house, render
from minutebook.render.dates import locale_of, written_date, written_time
from minutebook.schemas import NAMESPACE
from minutebook.xml_parser import parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.pandoc

DEEPEST_SESSION = 1
KEYS = {"people": ("K1x", "K2x"), "strands": ("K3x", "K4x"), "papers": ("K5x", "K6x")}

# The name of a place for links, which is an anchor on a page; and what is no content of the record.
NOT_SHOWN = {
    ("session", "id"),
    ("record", "schema"),
    ("record", "language"),
    ("record", "extensions"),
}


class Maker:
    """Makes a record that has every field, each with words of its own."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.count = 0
        self.words: list[str] = []
        self.dates: list[str] = []
        self.times: list[str] = []
        self.labels: list[tuple[str, str]] = []

    def next(self) -> int:
        self.count += 1
        return self.count

    def record(self) -> etree._Element:
        root = etree.Element(f"{{{NAMESPACE}}}meeting-record", nsmap={"m": NAMESPACE})
        self.block(root, record_shape(), depth=0)
        return root

    def block(self, element: etree._Element, shape: Block, *, depth: int) -> None:
        for field in shape.fields.values():
            if (shape.name, field.key) == ("record", "extensions"):
                continue
            shown = (shape.name, field.key) not in NOT_SHOWN
            if field.attribute:
                value = self.scalar(field, owner=shape.name, shown=shown)
                element.set(field.xml_name, value)
            elif field.key != "sessions" or shape.name == "record" or depth < DEEPEST_SESSION:
                self.field(element, field, depth=depth + (field.key == "sessions"))

    def field(self, element: etree._Element, field: Field, *, depth: int) -> None:
        if isinstance(field.shape, Listing):
            holder = self.child(element, field.xml_name) if field.wrapped else element
            self.entries(holder, field.shape, depth=depth)
        else:
            self.value(self.child(element, field.xml_name), field.shape, field, depth=depth)

    def entries(self, holder: etree._Element, shape: Listing, *, depth: int) -> None:
        if isinstance(shape.entry, Choice):
            for kind, block in shape.entry.kinds.items():
                self.block(self.child(holder, kind), block, depth=depth)
            return
        for number in range(2):
            element = self.child(holder, shape.entry_name)
            self.value(element, shape.entry, None, depth=depth, by_key=number == 0)

    def value(
        self,
        element: etree._Element,
        shape: Shape,
        field: Field | None,
        *,
        depth: int,
        by_key: bool = False,
    ) -> None:
        if isinstance(shape, Block) and shape.refers and by_key:
            element.set(REFERENCE_ATTRIBUTE[shape.refers], KEYS[shape.refers][0])
        elif isinstance(shape, Block):
            self.block(element, shape, depth=depth)
        elif isinstance(shape, Keyed):
            self.keyed(element, shape, field)
        elif isinstance(shape, Scalar) and shape.kind in {"rich", "turns"}:
            self.rich(element, shape)
        elif isinstance(shape, Scalar):
            element.text = self.text(shape, owner="", name="", shown=True)
        else:
            assert not isinstance(shape, Foreign | Choice | Listing)

    def keyed(self, element: etree._Element, shape: Keyed, field: Field | None) -> None:
        own = KEYS.get(field.key if field else "")
        for number in range(2):
            entry = self.child(element, shape.entry_name)
            key = own[number] if own else self.word()
            entry.set(shape.key_attribute, key)
            if isinstance(shape.entry, Listing):
                self.entries(entry, shape.entry, depth=0)
            else:
                self.value(entry, shape.entry, None, depth=0)

    def rich(self, element: etree._Element, shape: Scalar) -> None:
        holder = element
        if shape.kind == "turns":
            holder = self.child(element, "turn")
            holder.set("person", KEYS["people"][1])
        self.child(holder, "p").text = f"{self.word()} {self.word()}"
        self.child(holder, "p").text = self.word()

    def scalar(self, field: Field, *, owner: str, shown: bool) -> str:
        assert isinstance(field.shape, Scalar)
        if field.shape.refers:
            return KEYS[field.shape.refers][1]
        return self.text(field.shape, owner=owner, name=field.key, shown=shown)

    def text(self, shape: Scalar, *, owner: str, name: str, shown: bool) -> str:
        schema: dict[str, Any] = shape.schema
        example = str(schema["examples"][0])
        if shape.kind == "boolean":
            return "true"
        if "enum" in schema or "const" in schema or name == "language":
            return example if (owner, name) != ("record", "language") else self.language
        if shape.kind == "integer":
            least = 100_000 if schema.get("maximum", 0) > 1_000_000 else 100
            return self.keep(str(least + self.next() % 900), shown=shown)
        if schema.get("format") == "date":
            number = self.next()
            self.dates.append(
                f"{1900 + number // 28 % 100}-{number % 12 + 1:02}-{number % 28 + 1:02}"
            )
            return self.dates[-1]
        if re.fullmatch(r"\d\d:\d\d", example):
            self.times.append(f"{self.next() % 24:02}:{self.next() % 60:02}")
            return self.times[-1]
        if example.startswith("https:"):
            return self.keep(f"https://example.org/{self.next()}", shown=shown)
        if example.startswith("sha256:"):
            self.words.append(example.removeprefix("sha256:"))
            return example
        return self.keep(f"w{self.next()}x", shown=shown)

    def word(self) -> str:
        return self.keep(f"w{self.next()}x", shown=True)

    def keep(self, word: str, *, shown: bool) -> str:
        if shown:
            self.words.append(word)
        return word

    @staticmethod
    def child(element: etree._Element, name: str) -> etree._Element:
        return etree.SubElement(element, f"{{{NAMESPACE}}}{name}")


FORMATS = ("html", "docx", "txt")
"""Those whose words are read here; the others are made of the same tree."""


@pytest.fixture(scope="module", params=known_languages())
def whole(request: pytest.FixtureRequest) -> tuple[Maker, dict[str, str]]:
    """A maker and the words of its renditions, by format."""
    maker = Maker(request.param)
    xml = etree.tostring(maker.record(), encoding="utf-8")
    house = load_house()
    with open_engine("worker", house.pandoc_house()) as engine:
        made = render(xml, formats=FORMATS, engine=engine, house=house)
    assert made.findings == ()
    return maker, {name: _words(name, data) for name, data in made.outputs.items()}


def _words(name: str, data: bytes) -> str:
    if name == "html":
        page = lxml_html.document_fromstring(data.decode("utf-8"))
        links = " ".join(f" {link.get('href')}" for link in page.iter("a"))
        return " ".join(str(text) for body in page.iter("body") for text in body.itertext()) + links
    if name == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [n for n in package.namelist() if n.endswith(("document.xml", ".rels"))]
            return " ".join(_part(package.read(part)) for part in parts)
    return data.decode("utf-8")


def _part(data: bytes) -> str:
    root = parse_xml(data)
    targets = [str(e.get("Target")) for e in root.iter() if e.get("Target")]
    return " ".join([*map(str, root.itertext()), *targets])


def _missing(wanted: list[str], text: str) -> list[str]:
    words = re.findall(r"\w+", text)
    runs = [tuple(re.findall(r"\w+", one)) for one in wanted]
    there = {
        length: set(zip(*(words[start:] for start in range(length)), strict=False))
        for length in {len(run) for run in runs}
    }
    return [" ".join(run) for run in runs if run not in there[len(run)]]


@pytest.mark.parametrize("name", FORMATS)
def test_every_text_and_number_is_shown(name: str, whole: tuple[Maker, dict[str, str]]) -> None:
    """Each string, count, id and address of the record, in each format and language."""
    maker, renditions = whole
    assert len(maker.words) > 500
    assert _missing(maker.words, renditions[name]) == []


@pytest.mark.parametrize("name", FORMATS)
def test_every_date_and_time_is_written_out(name: str, whole: tuple[Maker, dict[str, str]]) -> None:
    """In the record's language."""
    maker, renditions = whole
    locale = locale_of(maker.language)
    days = [written_date(iso, locale) for iso in maker.dates]
    moments = [written_time(iso, locale) for iso in maker.times]
    wanted = [day.long for day in days if day] + [moment for moment in moments if moment]
    assert len(wanted) == len(maker.dates) + len(maker.times) > 50
    assert _missing(wanted, renditions[name]) == []


@pytest.mark.parametrize("name", FORMATS)
def test_no_key_is_shown(name: str, whole: tuple[Maker, dict[str, str]]) -> None:
    """A key stands for a name, and nobody outside the office knows it."""
    _, renditions = whole
    assert not re.findall(r"\bK[1-6]x\b", renditions[name])


def test_no_line_of_text_is_too_wide(whole: tuple[Maker, dict[str, str]]) -> None:
    """80 columns at most, but for a word that cannot be broken."""
    _, renditions = whole
    assert [
        line for line in renditions["txt"].splitlines() if len(line) > 80 and " " in line.strip()
    ] == []


def test_no_label_stands_alone(whole: tuple[Maker, dict[str, str]]) -> None:
    """A label with its colon is always followed by what it labels."""
    maker, renditions = whole
    colon = labels_for(maker.language).words["colon"].rstrip()
    separator = re.escape(colon) + r" *(·|;|,|\))"
    assert re.findall(separator, renditions["txt"]) == []


def _walk(shape: Block, done: set[int]) -> Iterator[Block]:
    if id(shape) in done:
        return
    done.add(id(shape))
    yield shape
    for field in shape.fields.values():
        inner: Shape = field.shape
        while isinstance(inner, Listing | Keyed):
            inner = inner.entry
        blocks = inner.kinds.values() if isinstance(inner, Choice) else [inner]
        for block in blocks:
            if isinstance(block, Block):
                yield from _walk(block, done)


def test_the_record_has_every_field(whole: tuple[Maker, dict[str, str]]) -> None:
    """So that a field added to the schema and not to the stylesheet is found here."""
    maker = Maker("en")
    names = {etree.QName(element).localname for element in maker.record().iter()}
    fields = [f for block in _walk(record_shape(), set()) for f in block.fields.values()]
    elements = {
        f.xml_name
        for f in fields
        if not f.attribute and (f.wrapped or not isinstance(f.shape, Listing))
    }
    assert elements - names == {"extensions"}
    assert whole[0].count > 500
