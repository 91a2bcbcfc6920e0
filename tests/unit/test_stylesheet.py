"""The stylesheet that travels with the XML: it needs nothing of ours, and leaves no word out."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from tests.unit.stores import NOTE

from minutebook.inputs import gather
from minutebook.office import Office
from minutebook.schemas import schema_root
from minutebook.stages import Note, run

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
RECORDS = sorted(
    path for year in ("2014", "2025", "2026") for path in (ROOT / "records" / year).glob("*.yaml")
)
OFFICE = Office(access="open", language="en-GB")
LAYOUT = {"align", "tight", "kind", "start"}
"""What a list or a cell looks like is no word."""


@pytest.fixture(scope="module")
def stylesheet() -> etree.XSLT:
    """The stylesheet, read with no right to open anything else."""
    tree = etree.parse(schema_root() / "meeting-record-to-html.xsl")
    control: Any = etree.XSLTAccessControl
    control = control(read_network=False, write_network=False, read_file=False, write_file=False)
    return etree.XSLT(tree, access_control=control)


def words(text: str) -> list[str]:
    """The words of a text."""
    return re.findall(r"\w+", text.casefold())


def all_words(root: etree._Element) -> Counter[str]:
    """Every word of a record: of its texts and of its attributes' values."""
    return Counter(word for text in _strings(root) for word in words(text))


def _strings(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        yield element.text or ""
        yield element.tail or ""
        name = etree.QName(element).localname
        is_layout = name == "cell" or (name == "list" and element.get("tight"))
        for key, value in element.items():
            if not (is_layout and key in LAYOUT):
                yield str(value)


def page_of(stylesheet: etree.XSLT, xml: bytes) -> etree._Element:
    """Make a page and read it as a browser would."""
    page = etree.HTML(bytes(stylesheet(etree.fromstring(xml))))
    assert page is not None
    return page


def text_of(page: etree._Element, between: str = "") -> str:
    """All text of a page."""
    return between.join(map(str, page.itertext()))


def archived(name: str, data: bytes, office: Office = OFFICE) -> bytes:
    """Archive a note."""
    note = run(Note(name=name, data=data, office=office), until="archive")
    assert note.xml, note.findings
    return note.xml


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_no_word_of_a_record_is_left_out(stylesheet: etree.XSLT, path: Path) -> None:
    """Not of a text, and not of an attribute; each at least as often as in the XML."""
    (note,) = gather([str(path)], stdin=lambda: b"").notes
    xml = archived(str(path), path.read_bytes(), note.office)
    page = page_of(stylesheet, xml)
    missing = all_words(etree.fromstring(xml)) - Counter(words(text_of(page, " ")))
    assert missing == Counter()


RICH = """\
    text: |
        A *b* **c** ~~d~~ `e <f>` [g](https://example.org/h "i") and j.[^1]\\
        Next line.

        3. three
        4. four

        > A quote

        ```python
        k = "<l>" && m
        ```

        | n | o |
        |---|--:|
        | p | q |

        [^1]: A footnote.
"""


def test_rich_text_keeps_its_form(stylesheet: etree.XSLT) -> None:
    """Each kind of block and of inline is what it is in HTML; signs of markup are words."""
    text = NOTE.replace("title: Meeting of", "title: <script>alert(1)</script> of") + RICH
    page = page_of(stylesheet, archived("note.yaml", text.encode()))
    found = {str(element.tag) for element in page.iter()}
    assert {
        "em",
        "strong",
        "s",
        "code",
        "ol",
        "blockquote",
        "pre",
        "th",
        "td",
        "sup",
        "br",
    } <= found
    assert page.xpath("//h1/text()") == ["<script>alert(1)</script> of the parks group"]
    assert page.xpath("//script") == []
    assert page.xpath("//ol/@start") == ["3"]
    assert page.findtext(".//pre", "").strip() == 'k = "<l>" && m'
    assert page.xpath("//a[. = 'g']/@href") == ["https://example.org/h"]
    assert "(i, https://example.org/h)" in text_of(page)


def test_it_reaches_for_nothing(stylesheet: etree.XSLT) -> None:
    """It takes in no other file, and neither does the page."""
    text = (schema_root() / "meeting-record-to-html.xsl").read_text(encoding="utf-8")
    assert not re.search(r"document\(|xsl:(include|import)|@import|url\(", text)
    page = page_of(stylesheet, archived("note.yaml", NOTE.encode()))
    assert page.xpath("//@src | //link") == []
    assert page.xpath("/html/@lang") == ["en-GB"]


def test_names_stand_for_keys(stylesheet: etree.XSLT) -> None:
    """A key is followed by what it stands for; a day is also written in words."""
    text = NOTE.replace(
        "      - decision:", "      - action: Paint.\n        owners: [jm]\n      - decision:"
    )
    text += "people:\n  jm:\n    name: Jo Mason\n"
    said = " ".join(text_of(page_of(stylesheet, archived("n.yaml", text.encode()))).split())
    assert "owner: Jo Mason (jm)" in said
    assert "date: 2026-03-05 (5 March 2026)" in said
