"""What an agenda, an action sheet and a list of decisions hold of a record."""

from __future__ import annotations

import pytest
from lxml import etree
from tests.conftest import ROOT
from tests.unit.render_notes import note_xml, text_of

from minutebook.archive import write_xml
from minutebook.labels import known_languages, labels_for
from minutebook.load import load
from minutebook.office import Office, complete
from minutebook.pandoc import open_engine
from minutebook.render import (
    DOCUMENTS,
    FORMATS,
    Document,
    HouseFiles,
    Manner,
    load_house,
    render,
    to_ast,
)
from minutebook.validate import validate
from minutebook.xml_parser import parse_xml

CLOSED = '<access level="closed"><basis>Personal data</basis></access>'
PEOPLE = (
    '<people><person key="AP"><name>Asha Patel</name></person>'
    '<person key="JM"><name>Jo Marsh</name></person></people>'
)
HELD = note_xml(
    f"""{PEOPLE}<strands><strand key="s"><title>Roads</title></strand></strands>
<papers><paper key="p1" href="https://example.org/p1"><title>Costs</title></paper></papers>
<background><body><p>Because.</p></body></background>
<sessions><session number="1" id="opening"><title>Opening</title><items>
<event><body><p>It began.</p></body></event></items></session>
<session number="2" starts="10:20" minutes-allotted="25"><title>Budget</title><led-by person="AP"/>
<purpose>To decide</purpose><paper paper="p1"/><body><p>The table was shown.</p></body><items>
<decision id="D1" outcome="agreed"><body><p>Buy it.</p></body><by person="AP"/></decision>
<action id="A1" due="2026-03-20"><body><p>Write to them.</p></body><owner person="JM"/><owner
person="AP"/><paper paper="p1"/></action>
<action status="done"><body><p>Pay.</p></body><owner person="AP"/></action>
<action arises-from="opening"><body><p>Wait.</p></body></action></items>
<sessions><session><title>Vote</title><items><motion result="carried"><body><p>That it be so.</p>
</body><vote for="3"/></motion><text><body><p>Applause.</p></body></text></items></session>
</sessions>
</session></sessions>
<next-steps><session strand="s"><items><action id="A2" status="dropped"><body><p>Nothing.</p></body>
</action><election><body><p>Vice-chair</p></body><elected person="JM"/></election></items></session>
</next-steps>""",
    meeting='<meeting date="2026-03-05" attendance="recorded"><series>Roads group</series>{}'
    "</meeting>",
)
NEXT = (
    b'<next date="2026-06-04" starts="10:00" status="proposed"><text>If need be.</text><venue>'
    b"<name>Town Hall</name></venue><agenda><topic>Counters</topic></agenda></next>"
)


@pytest.fixture(scope="module")
def house() -> HouseFiles:
    """Compiled once."""
    return load_house()


def made(
    xml: bytes, document: Document, house: HouseFiles, *, output_format: str = "html"
) -> etree._Element:
    """The AST of a document."""
    manner = Manner(document=document)
    ast = to_ast(parse_xml(xml), output_format=output_format, house=house, manner=manner)
    return parse_xml(ast)


def held(following: bytes = b"") -> bytes:
    """A meeting that was held, and what it says of the next one."""
    return HELD.replace(b"{}", following)


@pytest.mark.parametrize("document", [one for one in DOCUMENTS if one != "note"])
@pytest.mark.parametrize("output_format", FORMATS)
def test_the_title_says_what_it_is(
    document: Document, output_format: str, house: HouseFiles
) -> None:
    """In the text, the metadata and the control of the document; nobody is listed as present."""
    ast = made(held(), document, house, output_format=output_format)
    title = f"{labels_for('en').words[f'document.{document}']}: A & B"
    for verbatim in ast.iter("Str"):
        verbatim.text = verbatim.get("content")
    said = "".join(map(str, ast.itertext()))
    assert said.count(title) >= 2
    assert "Attendance" not in said
    assert "Because" not in said


def test_the_action_sheet_lists_by_owner(house: HouseFiles) -> None:
    """Each owner has all actions of theirs, in the record's order; those of nobody are last."""
    ast = made(held(), "actions", house)
    text = text_of(ast)
    headings = ["".join(map(str, heading.itertext())) for heading in ast.iter("Header")]
    assert headings == ["Jo Marsh", "Asha Patel", "Without an owner", "Document control"]
    assert text.count("Write to them.") == 2
    assert text.count("Pay.") == text.count("Wait.") == text.count("Nothing.") == 1
    assert "20 March 2026" in text
    assert "Done" in text
    assert "Arises from: 2 Budget" in text
    assert "Arises from: 1 Opening" in text
    assert "Arises from: Roads" in text
    assert "Buy it" not in text


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_place_is_named_twice(document: Document, house: HouseFiles) -> None:
    """An action that stands in two lists has its id once, and its reference in both."""
    ast = made(held(NEXT), document, house)
    ids = [str(one.get("id")) for one in ast.iter() if one.get("id")]
    assert sorted(ids) == sorted(set(ids))
    if document == "actions":
        assert "".join(map(str, ast.itertext())).count("A1") == 2


def test_decisions_keep_their_sessions_and_votes(house: HouseFiles) -> None:
    """Decisions, motions and elections below their headings, and nothing else that was said."""
    ast = made(held(), "decisions", house)
    text = text_of(ast)
    for said in ("2 Budget", "Vote", "Roads", "Buy it.", "That it be so.", "Vice-chair", "3"):
        assert said in text
    assert "Decided by: Asha Patel" in text
    assert "Elected: Jo Marsh" in text
    for said in ("Opening", "Applause", "The table was shown", "Write to them", "It began"):
        assert said not in text


def test_the_agenda_of_a_draft_is_its_sessions(house: HouseFiles) -> None:
    """Number, time, minutes, who leads, purpose, papers and the words that are there already."""
    xml = held()
    start, end = xml.index(b"<items>\n<event>"), xml.index(b"</session>\n<session")
    draft = parse_xml(xml[:start] + xml[end:])
    draft.set("status", "draft")
    for items in list(draft.iter("{*}items")):
        items.getparent().remove(items)  # type: ignore[union-attr]
    text = text_of(made(etree.tostring(draft), "agenda", house))
    for said in ("1 Opening", "2 Budget", "10:20", "25 min", "Led by: Asha Patel", "To decide"):
        assert said in text
    assert "Costs" in text
    assert "The table was shown." in text
    assert "Vote" in text


def test_the_agenda_of_a_draft_has_what_is_carried_over(house: HouseFiles) -> None:
    """A form for the next meeting has the open actions of the last."""
    xml = note_xml(
        "<sessions><session><title>Matters arising</title><items><action status='carried'>"
        "<body><p>Write.</p></body></action></items></session></sessions>",
        attributes='status="draft" language="en"',
    )
    assert "Write." in text_of(made(xml, "agenda", house))


def test_after_the_meeting_it_is_the_next_one_s_agenda(house: HouseFiles) -> None:
    """Date, time and place of that meeting, its topics, and the actions that are still open."""
    text = text_of(made(held(NEXT), "agenda", house))
    for said in ("Thursday, 4 June 2026", "10:00", "Town Hall", "Counters", "Proposed"):
        assert said in text
    assert "If need be." in text
    assert "Actions still open" in text
    assert "Write to them." in text
    assert "5 March 2026" not in text
    for said in ("Pay.", "Nothing.", "Budget\n"):
        assert said not in text


def test_what_an_item_ends_is_not_open(house: HouseFiles) -> None:
    """Closed or dropped by id, or by the id that the action had before."""
    xml = note_xml(
        "<sessions><session><title>T</title><items>"
        "<action id='A1'><body><p>One.</p></body></action>"
        "<action carried-from='B1'><body><p>Two.</p></body></action>"
        "<action id='A3'><body><p>Three.</p></body></action><text><body><p>x</p></body>"
        "<closes>A1</closes><drops>B1</drops></text></items></session></sessions>",
        meeting='<meeting date="2026-03-05"><next date="2026-06-04"/></meeting>',
    )
    text = text_of(made(xml, "agenda", house))
    assert [said for said in ("One.", "Two.", "Three.") if said in text] == ["Three."]


def test_without_a_next_meeting_it_is_the_order_of_business(house: HouseFiles) -> None:
    """The headings as they were, without what was said."""
    text = text_of(made(held(), "agenda", house))
    assert "1 Opening" in text
    assert "2 Budget" in text
    for said in ("Buy it", "The table was shown", "Write to them"):
        assert said not in text


@pytest.mark.parametrize("language", known_languages())
@pytest.mark.parametrize("document", [one for one in DOCUMENTS if one != "note"])
@pytest.mark.parametrize("output_format", FORMATS)
def test_where_there_is_nothing_it_is_said(
    document: Document, language: str, output_format: str, house: HouseFiles
) -> None:
    """A short document in the record's language, not an empty one."""
    xml = note_xml(
        "<background><body><p>x</p></body></background>", attributes=f'language="{language}"'
    )
    text = text_of(made(xml, document, house, output_format=output_format))
    assert labels_for(language).words[f"document.no_{document}"] in text


def test_a_restricted_session_marks_its_actions(house: HouseFiles) -> None:
    """Out of its session, an action is as restricted as it was in it."""
    xml = note_xml(
        f"<sessions><session><title>T</title>{CLOSED}<items>"
        "<action><body><p>Go.</p></body></action>"
        "<action><body><p>Stay.</p></body><access level='open'/></action>"
        "</items></session></sessions>"
    )
    text = text_of(made(xml, "actions", house))
    assert text.count("Access: Closed (Basis: Personal data)") == 2


@pytest.mark.slow
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_example_record_gives_every_document(document: Document, house: HouseFiles) -> None:
    """For the office and for the public, in every format, without a finding."""
    with open_engine("worker", house.pandoc_house()) as engine:
        for path in sorted((ROOT / "records").glob("20*/*.yaml")):
            record = validate(load(path.read_bytes(), name=path.name)).record
            assert record is not None
            xml = write_xml(complete(record, Office(language="en-GB", access="open")))
            for audience in ("internal", "public"):
                manner = Manner(document=document, audience=audience)
                given = render(xml, formats=FORMATS, engine=engine, house=house, manner=manner)
                assert (given.findings, given.mentions) == ((), ()), path.name
                assert sorted(given.outputs) == sorted(FORMATS)
