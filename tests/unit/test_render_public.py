"""What is restricted is in no rendition for the public, and what stands in its place."""

from __future__ import annotations

import io
import subprocess
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.unit.render_notes import Paper, ast_of, note_xml, text_of
from tests.unit.restricted_records import CLOSED, OPEN_PERSON, RECORDS, TITLED, all_of

from minutebook.labels import known_languages, labels_for
from minutebook.pandoc import Written, open_engine
from minutebook.render import FORMATS, HouseFiles, Manner, load_house, render, to_ast
from minutebook.render.leaks import leaks, secrets_of
from minutebook.render.public import public_part
from minutebook.render.shown import shown
from minutebook.xml_parser import parse_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree

    from minutebook.pandoc import Engine, Job

PUBLIC = Manner(audience="public")
WORDS = labels_for("en").words


@pytest.fixture(scope="module")
def house() -> HouseFiles:
    """Compiled once."""
    return load_house()


@pytest.fixture(scope="module")
def engine(house: HouseFiles) -> Iterator[Engine]:
    """One worker for all."""
    with open_engine("worker", house.pandoc_house()) as opened:
        yield opened


def part_of(xml: bytes) -> etree._Element:
    """The public part of a record."""
    root = public_part(parse_xml(xml), WORDS).root
    assert root is not None
    return root


def text_for_public(xml: bytes, house: HouseFiles) -> str:
    """What the public reads of a record."""
    ast = to_ast(part_of(xml), output_format="html", house=house, manner=PUBLIC)
    return text_of(parse_xml(ast))


@pytest.mark.slow
@pytest.mark.parametrize("kind", RECORDS)
@pytest.mark.parametrize("output_format", FORMATS)
def test_nothing_restricted_is_in_any_byte(
    kind: str,
    output_format: str,
    house: HouseFiles,
    engine: Engine,
    require: Callable[[str], str],
) -> None:
    """Neither words nor keys, ids, addresses or properties; without `public` they would be."""
    xml, secrets = RECORDS[kind]
    given = {
        manner.audience: render(
            xml, formats=(output_format,), engine=engine, house=house, manner=manner
        )
        for manner in (PUBLIC, Manner())
    }
    assert [finding.code for finding in given["public"].findings] == []
    public, internal = (all_of(given[who].outputs[output_format]) for who in ("public", "internal"))
    if output_format == "pdf":
        command = [require("pdftotext"), "-", "-"]
        public, internal = (
            all_of(given[who].outputs["pdf"])
            + subprocess.run(
                command, input=given[who].outputs["pdf"], capture_output=True, check=True
            )
            .stdout.decode()
            .casefold()
            for who in ("public", "internal")
        )
    assert [secret for secret in secrets if secret in public] == []
    if kind != "extension":
        assert any(secret in internal for secret in secrets)


def test_a_part_has_no_digest_of_the_whole(house: HouseFiles, engine: Engine) -> None:
    """By which a guess at what is left out could be proved; the office's file has it."""
    xml, _ = RECORDS["extension"]
    said = {}
    for manner in (PUBLIC, Manner()):
        made = render(xml, formats=("docx",), engine=engine, house=house, manner=manner)
        with zipfile.ZipFile(io.BytesIO(made.outputs["docx"])) as package:
            said[manner.audience] = b"SHA-256" in package.read("docProps/custom.xml")
    assert said == {"public": False, "internal": True}


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in RECORDS if kind != "extension"])
@pytest.mark.parametrize("output_format", [one for one in FORMATS if one != "pdf"])
def test_the_check_sees_what_was_not_taken_out(
    kind: str, output_format: str, house: HouseFiles, engine: Engine
) -> None:
    """A rendition for the office, given out as one for the public, is found at the right place.

    A PDF has glyphs in place of letters; the document that it is made from is read for it.
    """
    root = parse_xml(RECORDS[kind][0])
    made = render(RECORDS[kind][0], formats=(output_format,), engine=engine, house=house)
    found = leaks(secrets_of(root, WORDS.values()), made.outputs, list)
    assert found
    for leak in found:
        assert leak.format == output_format
        assert any(
            access.get("level") != "open"
            for above in (leak.element, *leak.element.iterancestors())
            for access in above.findall("{*}access")
        )


@pytest.mark.parametrize("kind", [*RECORDS])
def test_the_record_itself_is_not_changed(kind: str) -> None:
    """The part is another tree, and taking the part of a part changes nothing any more."""
    from lxml import etree

    root = parse_xml(RECORDS[kind][0])
    before = etree.tostring(root)
    part = public_part(root, WORDS).root
    assert part is not None
    assert etree.tostring(root) == before
    assert public_part(part, WORDS).root is part


def test_a_person_is_somebody_whose_name_is_withheld(house: HouseFiles) -> None:
    """Wherever a key or the name stood, behind those who are named."""
    text = text_for_public(RECORDS["person"][0], house)
    somebody = "A person whose name is withheld"
    assert f"Led by: {somebody}" in text
    assert f"to Asha Patel, {somebody[0].lower()}{somebody[1:]}" in text
    assert f"{somebody}: Good day." in text
    assert f"{somebody}: Hello." in text
    assert f"Moved by: {somebody} · Seconded by: {somebody}" in text
    assert f"Asha Patel, {somebody[0].lower()}{somebody[1:]}" in text
    assert f"Candidates: {somebody} · Elected: {somebody}" in text
    assert f"Dissent: {somebody}" in text
    assert text.count("names of people (1)") == 1
    assert "Access: Closed (Basis: Personal data)" in text


def test_people_who_share_their_words_are_one_entry(house: HouseFiles) -> None:
    """Neither order nor number of votes tells two of them apart; a public title does."""
    people = "".join(
        f'<person key="{key}" attendance="present"><name>{name}</name>{access}</person>'
        for key, name, access in (
            ("K1", "Una Umber", CLOSED),
            ("K2", "Vic Vane", CLOSED),
            ("K3", "Wyn Ware", TITLED),
            ("K4", "Xan Xu", TITLED),
        )
    )
    votes = "".join(
        f'<count choice="{key}">{n}</count>' for n, key in enumerate(("K2", "AP", "K1"))
    )
    xml = note_xml(
        f"<people>{people}{OPEN_PERSON}</people><sessions><session><title>T</title><items><election>"
        '<body><p>Chair</p></body><candidate person="K1"/><candidate person="K3"/>'
        '<candidate person="AP"/><candidate person="K4"/><candidate person="K2"/>'
        f"<vote><tally>{votes}</tally></vote></election></items></session></sessions>"
    )
    text = text_for_public(xml, house)
    assert "Candidates: Asha Patel, people whose names are withheld (2), A contract (2)" in text
    assert "People whose names are withheld (2)" in text
    # 0 votes for K2 and 2 for K1.
    assert "Asha Patel\n1\nA person whose name is withheld\n2" in text


def test_another_name_that_is_blank_is_nobody_s() -> None:
    """Only what refers to somebody is changed."""
    person = f"<person key='K1'><name>Una Umber</name><alias>\u2028</alias>{CLOSED}</person>"
    xml = note_xml(f"<approval><by person='AP'/></approval><people>{OPEN_PERSON}{person}</people>")
    root = part_of(xml)
    assert [dict(one.attrib) for one in root.iter("{*}approval", "{*}by")] == [{}, {"person": "AP"}]
    assert [person.get("key") for person in root.iter("{*}person")] == ["AP", None]


def test_voters_of_merged_choices_are_counted() -> None:
    """Names under a choice that is gone stand under the one that stays."""
    people = "".join(
        f'<person key="{key}"><name>{key} Ash</name>{CLOSED}</person>' for key in ("K1", "K2")
    )
    xml = note_xml(
        f"<people>{people}{OPEN_PERSON}</people><sessions><session><items><election><body><p>x</p>"
        '</body><vote><voters><choice name="K1"><voter person="AP"/></choice><choice name="K2">'
        '<voter person="K1"/><voter person="K2"/></choice></voters></vote></election></items>'
        "</session></sessions>"
    )
    choices = part_of(xml).findall(".//{*}choice")
    assert [choice.get("name") for choice in choices] == ["A person whose name is withheld"]
    names = [(one.get("person"), one.get("name")) for one in choices[0]]
    assert names == [("AP", None), (None, "people whose names are withheld (2)")]


def test_a_session_leaves_its_number_and_public_title(house: HouseFiles) -> None:
    """The other numbers stay as they are, and a link to it is words alone."""
    text = text_for_public(RECORDS["session"][0], house)
    for said in ("3 A contract", "Withheld · Basis: Commercial interests", "This part of the rec"):
        assert said in text
    assert "See this." in text
    ast = to_ast(part_of(RECORDS["session"][0]), output_format="html", house=house, manner=PUBLIC)
    assert b"dismissal" not in ast


def test_neighbours_of_one_reason_are_counted_together(house: HouseFiles) -> None:
    """Two items are one stand-in with a count, and what leads to them is gone."""
    text = text_for_public(RECORDS["item"][0], house)
    assert "Items left out here: 2" in text
    assert "One item is left out here." in text
    assert "items (3)" in text
    for label in ("Answers", "Arises from", "Closes"):
        assert label not in text


def test_a_number_stands_alone(house: HouseFiles) -> None:
    """An item's number as the office gave it is told, so that a reader can ask for it."""
    item = f"<text number='{{}}'><body><p>x</p></body>{CLOSED}</text>"
    xml = note_xml(
        "<sessions><session><title>T</title><items>"
        f"{item.format('19/1')}{item.format('19/2')}</items></session></sessions>"
    )
    text = text_for_public(xml, house)
    assert "19/1 Withheld" in text
    assert "19/2 Withheld" in text


def test_what_is_open_within_what_is_closed_is_left_out(house: HouseFiles) -> None:
    """A mark around it holds for all that it encloses."""
    xml = note_xml(
        f"<sessions><session><title>T</title>{CLOSED}<items><text><body><p>Xylem.</p></body>"
        '<access level="open"/></text></items></session></sessions>'
    )
    assert "Xylem" not in text_for_public(xml, house)


def test_a_record_without_marks_is_shown_whole(house: HouseFiles) -> None:
    """Nothing is said to be left out where nothing is."""
    xml = note_xml("<background><body><p>Why.</p></body></background>")
    public = to_ast(parse_xml(xml), output_format="txt", house=house)
    part = to_ast(part_of(xml), output_format="txt", house=house)
    assert public == part


def test_a_closed_record_is_a_title_and_a_day(house: HouseFiles) -> None:
    """With a public title the public is told that there was a meeting, when, and why no more."""
    text = text_for_public(RECORDS["record"][0], house)
    assert "Thursday, 5 March 2026" in text
    assert "A contract" in text
    assert "The record of this meeting is not open to the public." in text


def test_a_closed_record_without_public_title_is_not_written(house: HouseFiles) -> None:
    """Nothing is made, and the finding says why."""
    xml = note_xml(f"{CLOSED}<background><body><p>Why.</p></body></background>")
    paper = Paper()
    made = render(xml, formats=FORMATS, engine=paper, house=house, manner=PUBLIC)
    assert made.outputs == {}
    assert [(one.code, one.path) for one in made.findings] == [("W551", "/access")]
    assert paper.job is None


def test_a_house_that_tells_is_found_out(house: HouseFiles, engine: Engine) -> None:
    """A page with withheld words in it is not given back, wherever they come from."""
    told = replace(house, style_sheet=b"<style>/* The wombat purchase */</style>")
    made = render(
        RECORDS["session"][0], formats=("html",), engine=engine, house=told, manner=PUBLIC
    )
    # A blank page has the same style sheet: what every page says is nobody's secret.
    assert [one.code for one in made.findings] == []

    class Telling(Paper):
        def write(self, job: Job) -> Written:
            """Give a page that tells."""
            told = b"<p>wombat purchase</p>" if b"A contract" in job.outputs[0].ast else b""
            return Written({output.format: told for output in job.outputs})

    made = render(
        RECORDS["session"][0], formats=("html",), engine=Telling(), house=house, manner=PUBLIC
    )
    assert made.outputs == {}
    assert [(one.code, one.path) for one in made.findings] == [("E551", "/sessions/1/title")]
    assert "wombat" not in made.findings[0].message.casefold()


@pytest.mark.parametrize("language", known_languages())
def test_each_language_says_what_is_left_out(language: str, house: HouseFiles) -> None:
    """The statements are in the record's language."""
    words = labels_for(language).words
    xml = RECORDS["session"][0].replace(b"en-GB", language.encode())
    root = shown(parse_xml(xml), "public", labels_for(language)).root
    assert root is not None
    text = text_of(parse_xml(to_ast(root, output_format="html", house=house, manner=PUBLIC)))
    assert words["withheld.session"] in text
    assert words["notice.withheld"] in text


@pytest.mark.parametrize("output_format", FORMATS)
def test_the_office_sees_what_is_marked(output_format: str, house: HouseFiles) -> None:
    """Level, marking and basis stand above what they are for, in every format."""
    ast = ast_of(RECORDS["session"][0], house, output_format=output_format)
    text = " ".join(text_of(ast).split())
    marked = "(AMBER; Basis: Commercial interests; Public title: A contract)"
    assert f"Access: {'RESTRICTED' if output_format == 'txt' else 'Restricted'} {marked}" in text
    assert text.index("AMBER") < text.index("Marsupial")
