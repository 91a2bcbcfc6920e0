"""A record and its translation side by side: part beside part, in every format."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import TYPE_CHECKING

import docx
import pytest
from lxml import html as lxml_html
from tests.conftest import ROOT
from tests.unit.bilingual_records import english, hebrew, together
from tests.unit.render_notes import note_xml
from tests.unit.restricted_records import CLOSED

from minutebook.bilingual import suffix_of
from minutebook.pandoc import open_engine
from minutebook.render import Manner, load_house, render

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.pandoc

GOLDEN = ROOT / "tests" / "golden"
PUBLIC = Manner(audience="public")


def example(tongue: str) -> bytes:
    """One of the two records of the example pair."""
    name = f"cwm-heulog-2026-04-14-{tongue}"
    return (GOLDEN / name / f"{name}.xml").read_bytes()


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """The example pair in every format."""
    return together(example("cy"), example("en")).outputs


@pytest.fixture(scope="module")
def alone() -> dict[str, dict[str, bytes]]:
    """Each of the two by itself."""
    house = load_house()
    with open_engine("worker", house.pandoc_house()) as engine:
        return {
            tongue: render(
                example(tongue), formats=("html", "docx", "txt"), engine=engine, house=house
            ).outputs
            for tongue in ("cy", "en")
        }


def page(data: bytes) -> lxml_html.HtmlElement:
    """Parse a page."""
    return lxml_html.document_fromstring(data.decode())


def words(text: str) -> Counter[str]:
    """Count the words of a text."""
    return Counter(re.findall(r"\w+", text))


def of_word(data: bytes) -> str:
    """Read all paragraphs of a Word file, those in tables of tables too."""
    body = docx.Document(io.BytesIO(data)).element.body
    return "\n".join(text.text or "" for text in body.iter() if str(text.tag).endswith("}t"))


def text_in(kind: str, data: bytes) -> str:
    """Read a rendition as one text."""
    if kind == "docx":
        return of_word(data)
    return data.decode() if kind == "txt" else str(page(data).find("body").text_content())


@pytest.mark.parametrize("kind", ["html", "docx", "txt"])
def test_no_word_of_either_record_is_lost(
    kind: str, made: dict[str, bytes], alone: dict[str, dict[str, bytes]]
) -> None:
    """What stands in one of the two by itself stands in the rendition of both."""
    both = set(words(text_in(kind, made[kind])))
    for tongue in ("cy", "en"):
        own = set(words(text_in(kind, alone[tongue][kind])))
        # An action says that it is one; what the table and its columns are called goes.
        heads = {"Actions", "Camau", "gweithredu", "Choice", "Votes", "Names"}
        heads |= {"Dewis", "Pleidleisiau", "Enwau", "Ref", "Cyf"}
        assert own - both - heads == set()


def test_a_page_has_each_place_once(made: dict[str, bytes]) -> None:
    """No two have one name, and every link within the page leads somewhere."""
    root = page(made["html"])
    names = [str(element.get("id")) for element in root.iter() if element.get("id")]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    links = {str(a.get("href"))[1:] for a in root.iter("a") if a.get("href", "").startswith("#")}
    assert links - set(names) == set()
    assert {"C1", "C1-en-GB", "_1", "_1-en-GB", "_attendance-en-GB"} <= set(names)


def test_links_stay_in_their_language(made: dict[str, bytes]) -> None:
    """In a half of the second language they lead to its places, and in the first to the others."""
    root = page(made["html"])
    for half in root.find(".//main").iter("div"):
        if half.get("class") != "half":
            continue
        inner = {str(a.get("href")) for a in half.iter("a")}
        is_second = half.get("lang") == "en-GB"
        assert {a.endswith("-en-GB") for a in inner if a.startswith("#")} <= {is_second}


def test_every_half_says_its_language(made: dict[str, bytes]) -> None:
    """The page is in the first one; two halves stand together, the first language first."""
    root = page(made["html"])
    assert root.get("lang") == "cy"
    halves = [half for half in root.iter() if half.get("class") == "half"]
    assert len(halves) > 100
    assert [half.get("lang") for half in halves] == ["cy", "en-GB"] * (len(halves) // 2)
    assert [half for half in halves if half.get("dir")] == []


def test_a_page_has_one_outline(made: dict[str, bytes], alone: dict[str, dict[str, bytes]]) -> None:
    """As many headings as one record has, and one list of contents, each with both."""

    def headings(data: bytes) -> Iterator[tuple[str, list[str]]]:
        for element in page(data).iter("h1", "h2", "h3", "h4"):
            yield str(element.tag), [str(span.text_content()) for span in element.iter("span")]

    own = [tag for tag, _ in headings(alone["cy"]["html"])]
    assert [tag for tag, _ in headings(made["html"])] == own
    (nav,) = page(made["html"]).iter("nav")
    entries = [[half.text_content() for half in link] for link in nav.iter("a")]
    assert ["6 Cynllunio", "6 Planning"] in entries
    assert len(entries) == len(list(next(page(alone["cy"]["html"]).iter("nav")).iter("a")))


def test_items_stand_beside_their_partners(made: dict[str, bytes]) -> None:
    """A decision beside the same decision, an action beside the same action."""
    rows = {
        tuple(" ".join(half.text_content().split()) for half in row)
        for row in page(made["html"]).iter("div")
        if row.get("class") == "pair"
    }
    beside = {first: second for row in rows for first, second in (row,)}
    motion = next(first for first in beside if first.startswith("Cynnig C1"))
    assert beside[motion].startswith("Motion C1 · Carried")
    action = next(first for first in beside if first.startswith("Cam gweithredu G1"))
    assert beside[action].startswith(
        "Action G1 · Owner: Siân Davies · Due: 30 April 2026 (before the end of the month)"
    )


def test_text_sets_in_the_second_language(made: dict[str, bytes]) -> None:
    """By two columns, below the first; a heading of both has one rule."""
    text = made["txt"].decode()
    assert "\n[Cymraeg]\n\n  [English]\n" in text
    assert "\n6 Cynllunio\n6 Planning\n===========\n" in text
    assert "\nGadawodd y Cynghorydd Rees yr ystafell.\n\n  DEPARTURE ·" in text
    assert max(map(len, text.splitlines())) <= 72


def test_a_word_file_has_one_table_of_two_columns(made: dict[str, bytes]) -> None:
    """Whose first row names the languages; what is in a cell is in its language."""
    document = docx.Document(io.BytesIO(made["docx"]))
    (table,) = document.tables
    assert {len(row.cells) for row in table.rows} == {2}
    assert [cell.text for cell in table.rows[0].cells] == ["Cymraeg", "English"]
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for number, tongue in enumerate(("cy", "en-GB")):
        spoken = Counter(
            lang.get(f"{space}val")
            for row in table.rows
            for lang in row.cells[number]._tc.iter(f"{space}lang")
        )
        # The English record has one paper in Welsh.
        assert set(spoken) == {"cy", tongue}
        assert spoken[tongue] > 20 * (spoken["cy"] if number else 0)
    assert document.core_properties.title == (
        "Cyfarfod Cyngor Cymuned Cwm Heulog · Meeting of Cwm Heulog Community Council"
    )


def test_the_same_two_records_give_the_same_bytes(made: dict[str, bytes]) -> None:
    """In another process of pandoc too."""
    assert together(example("cy"), example("en")).outputs == made


@pytest.mark.parametrize(
    ("first", "second", "tongue", "ways"),
    [
        (hebrew(), english(), "he", ["rtl", "ltr"]),
        (english(), hebrew(), "en-GB", ["ltr", "rtl"]),
    ],
)
def test_a_half_says_its_direction_where_the_two_differ(
    first: bytes, second: bytes, tongue: str, ways: list[str]
) -> None:
    """Whichever comes first."""
    made = together(first, second, formats=("html", "txt")).outputs
    root = page(made["html"])
    assert root.get("lang") == tongue
    assert root.get("dir") == ("rtl" if tongue == "he" else None)
    halves = [half.get("dir") for half in root.iter() if half.get("class") == "half"]
    assert halves == ways * (len(halves) // 2)
    assert "Mill Street" in made["txt"].decode()
    assert "רחוב הטחנה" in made["txt"].decode()


def test_what_only_one_record_has_stands_alone() -> None:
    """Beside an empty half; sessions with other ids are still partners."""
    more = "<notes><note><body><p>Only here.</p></body></note></notes>"
    rows = {
        tuple(" ".join(half.text_content().split()) for half in row)
        for row in page(together(english(more=more), hebrew()).outputs["html"]).iter("div")
        if row.get("class") == "pair"
    }
    assert any("Only here." in first and not second for first, second in rows)
    decisions = [second for first, second in rows if first.startswith("Decision D1")]
    assert len(decisions) == 1
    assert "המונה יותקן" in decisions[0]


def test_an_id_that_looks_like_a_second_one_is_kept_apart() -> None:
    """Even if the first record has a place of the name that the second's would be given."""
    first = english().replace(b'<action id="A1"', b'<action id="D1-he"')
    root = page(together(first, hebrew(), formats=("html",)).outputs["html"])
    names = Counter(str(element.get("id")) for element in root.iter() if element.get("id"))
    assert {name: count for name, count in names.items() if count > 1} == {}
    assert {"D1", "D1-he", "D1-he-"} <= set(names)


@pytest.mark.parametrize(
    ("first", "second", "number", "message"),
    [
        (english(), hebrew('language="EN-gb"'), 1, "the translation is in `EN-gb`, as `r-1` is"),
        (english(""), hebrew(), 0, "the record does not say in which language it is"),
        (english(), hebrew(""), 1, "the record does not say in which language it is"),
    ],
)
def test_two_records_are_in_two_languages(
    first: bytes, second: bytes, number: int, message: str
) -> None:
    """Whatever the case of their names."""
    made = together(first, second)
    assert made.outputs == {}
    assert [(one, problem.code, problem.message) for one, problem in made.unlike] == [
        (number, "E542", message)
    ]


_PLACES = {
    "a person": (b"</name></person>", ("people", "RL", "access")),
    "an item": (b"</p></body></decision>", ("sessions", 0, "items", 0, "access")),
    "a session": (b"<session><title>", ("sessions", 0, "sessions", 0, "access")),
}


def restricted(record: bytes, place: str, access: str = CLOSED) -> bytes:
    """Restrict one thing in a record."""
    before, _ = _PLACES[place]
    if place == "a session":
        found = re.search(rb"<session><title>[^<]*</title>", record)
        assert found is not None
        return record.replace(found[0], found[0] + access.encode(), 1)
    if place == "an item":
        return record.replace(before, b"</p></body>" + access.encode() + b"</decision>", 1)
    return record.replace(before, b"</name>" + access.encode() + b"</person>", 1)


@pytest.mark.parametrize("place", _PLACES)
@pytest.mark.parametrize("manner", [Manner(), PUBLIC])
def test_what_one_record_restricts_the_other_does_too(place: str, manner: Manner) -> None:
    """Or nothing is written of the two; it is said at the mark, in whichever it is."""
    path = _PLACES[place][1]
    one = together(english(), restricted(hebrew(), place), manner=manner)
    two = together(restricted(english(), place), hebrew(), manner=manner)
    assert one.outputs == two.outputs == {}
    for made, number in ((one, 1), (two, 0)):
        assert [(n, p.code, p.path, p.message) for n, p in made.unlike] == [
            (number, "E543", path, "this is closed, and in `r-1` it is not")
        ]
    other = CLOSED.replace("closed", "restricted")
    third = together(restricted(english(), place, other), restricted(hebrew(), place))
    assert [p.code for _, p in third.unlike] == ["E543"]


@pytest.mark.parametrize("place", _PLACES)
def test_the_public_is_shown_nothing_that_both_restrict(place: str) -> None:
    """Neither in the one language nor in the other, nor in any property."""
    pair = restricted(english(), place), restricted(hebrew(), place)
    secrets = {
        "a person": ("Lavi", "לביא"),
        "an item": ("installed", "יותקן"),
        "a session": ("bridge", "הגשר"),
    }[place]
    shown = together(*pair, manner=PUBLIC)
    assert (shown.unlike, shown.leaks) == ((), ())
    inside = together(*pair)
    for kind in ("html", "docx", "txt"):
        public, internal = (text_in(kind, one.outputs[kind]) for one in (shown, inside))
        for secret in secrets:
            assert secret in internal
            assert secret not in public


def test_a_leak_through_the_other_record_is_found() -> None:
    """A name that one withholds stands in the prose of the other, which does not know it."""
    first = restricted(english(), "a person")
    second = restricted(hebrew(), "a person").replace("הוא נראה".encode(), b"Ruth Lavi")
    made = together(first, second, manner=PUBLIC)
    assert made.outputs == {}
    assert {(number, finding.code) for number, finding in made.leaks} == {(0, "E551")}


def test_documents_of_other_parts_are_not_set_side_by_side() -> None:
    """An action sheet goes by owners, and here they are one and two."""
    second = hebrew().replace(
        b"</p></body></action>", b'</p></body><owner person="AM"/></action>', 1
    )
    made = together(english(), second, manner=Manner(document="actions"))
    assert [problem.code for _, problem in made.unlike] == ["E541"]
    assert together(english(), hebrew(), manner=Manner(document="actions")).unlike == ()


def test_a_record_that_nothing_is_shown_of_gives_nothing() -> None:
    """And no error: that it is closed has been said of each by itself."""
    made = together(
        note_xml(CLOSED, attributes='language="en"'),
        note_xml(CLOSED, attributes='language="cy"'),
        manner=PUBLIC,
    )
    assert (made.outputs, made.unlike, made.leaks) == ({}, (), ())


def test_a_pair_of_next_to_nothing() -> None:
    """Of two records that hold no more than they must."""
    made = together(
        note_xml("", attributes='language="en"'), note_xml("", attributes='language="cy"')
    )
    assert set(made.outputs) == {"html", "docx", "txt"}


@pytest.mark.parametrize(
    ("tags", "suffix"),
    [
        (("cy", "en-GB"), "cy-en"),
        (("sr-Latn", "sr-Cyrl"), "sr-latn-sr-cyrl"),
        (("EN", "he"), "en-he"),
    ],
)
def test_a_file_is_named_for_its_languages(tags: tuple[str, str], suffix: str) -> None:
    """By the whole names where the first parts are the same."""
    assert suffix_of(tags) == suffix


def test_a_list_of_an_author_keeps_its_bullets() -> None:
    """It is one half of a row, while a list of people has both halves in each entry."""
    words = b"<body><list><item><p>apples</p></item></list></body>"
    first, second = (
        record.replace(b"</title><items>", b"</title>" + words + b"<items>", 1)
        for record in (english(), hebrew())
    )
    root = page(together(first, second, formats=("html",)).outputs["html"])
    entries = list(root.find(".//main").iter("li"))
    assert [[child.tag for child in entry] for entry in entries].count(["div", "div"]) >= 2
    own = [entry for entry in entries if entry.text_content().strip() == "apples"]
    assert [entry.getparent().getparent().get("class") for entry in own] == ["half", "half"]


@pytest.mark.parametrize("columns", [40, 72, 120])
def test_text_keeps_to_its_width(columns: int) -> None:
    """In both languages, whatever is set in; in ASCII each is spelled as its language is."""
    manner = Manner(columns=columns, ascii=True)
    text = together(example("cy"), example("en"), formats=("txt",), manner=manner).outputs["txt"]
    assert text.isascii()
    lines = text.decode().splitlines()
    assert [line for line in lines if len(line) > columns and " " in line.strip()] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_ascii_holds_for_the_names_of_the_languages() -> None:
    """One that is in no Latin script is spelled by sound too."""
    made = together(english(), hebrew(), formats=("txt",), manner=Manner(ascii=True))
    assert made.outputs["txt"].isascii()
