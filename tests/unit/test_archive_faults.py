"""What is wrong in an archived file: its exact place, plain words, one finding for each fault."""

from __future__ import annotations

import re
import time
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from minutebook.archive import in_note, open_archived, prove, write_xml
from minutebook.errors import pointer, steps
from minutebook.load import load
from minutebook.office import Office
from minutebook.record import normalise
from minutebook.schemas import NAMESPACE
from minutebook.stages import Note, run
from minutebook.xml_parser import MOST_TAGS, parse_xml

if TYPE_CHECKING:
    from collections.abc import Callable

    from minutebook.errors import Finding

RECORDS = Path(__file__).parents[2] / "records"
JARGON = re.compile(
    r"facet|atomic|not expected|Expected is|\{|type definition|key-sequence|content type|Warning"
    r"|declaration available|child element|namespace|XPath|QName|token|parse|well-formed"
    r"|as archived records have it"
)
"""What libxml2 says and a clerk does not, and what is said where nothing else is known."""


@cache
def examples() -> dict[str, bytes]:
    """The XML of each example record."""
    done = (
        run(Note(name=str(path), data=path.read_bytes(), office=Office()), until="archive")
        for path in sorted(RECORDS.glob("2*/*.yaml"))
    )
    return {Path(note.name).stem: note.xml for note in done}


def found(xml: str | bytes) -> tuple[Finding, ...]:
    """What is wrong in a file."""
    data = xml.encode() if isinstance(xml, str) else xml
    return open_archived(data, name="a.xml").findings


def shown(finding: Finding) -> str:
    """The characters that the carets stand under."""
    assert finding.excerpt is not None
    start = finding.column - 1 - finding.excerpt.start
    last = finding.end_line > finding.line
    end = None if last else finding.end_column - 1 - finding.excerpt.start
    return finding.excerpt.text[start:end]


SMALL = write_xml(
    normalise(
        {
            "schema": "meeting-record/1.0",
            "id": "a",
            "title": "A & B",
            "status": "final",
            "meeting": {"date": "2026-03-05", "quorum": {"members": 8}},
            "people": {"AP": "Asha Patel", "JM": "Jo Marsh"},
            "sessions": [
                {
                    "title": "Counts",
                    "items": [
                        {"text": "Words *here*.\n\n- one"},
                        {"action": "Count.", "owners": ["AP"], "id": "A1"},
                        {"motion": "So.", "vote": {"tally": {"yes": 3}}},
                    ],
                }
            ],
            "extensions": {"office": {"a": [1]}},
        }
    ).record
).decode()

FAULTS: dict[str, tuple[str, str, str, str, str]] = {
    # sound, changed, what the carets show, the path, the message
    "value": (
        'status="final"',
        'status="finished"',
        '"finished"',
        "/status",
        "`finished` is not a value of `status`",
    ),
    "date": (
        'date="2026-03-05"',
        'date="5 March"',
        '"5 March"',
        "/meeting/date",
        "`5 March` is not a date",
    ),
    "number": (
        'members="8"',
        'members="eight"',
        '"eight"',
        "/meeting/quorum/members",
        "`members` must be a whole number, and this is `eight`",
    ),
    "range": (
        'members="8"',
        'members="-8"',
        '"-8"',
        "/meeting/quorum/members",
        "`members` is `-8`, and the least it can be is 0",
    ),
    "count": (
        ">3</count>",
        ">three</count>",
        "three",
        "/sessions/0/items/2/vote/tally/yes",
        "`yes` must be a whole number, and this is `three`",
    ),
    "blank": (
        "<title>Counts</title>",
        "<title> </title>",
        "<title>",
        "/sessions/0/title",
        "`title` is blank",
    ),
    "reference": (
        'owner person="AP"',
        'owner person="AX"',
        '"AX"',
        "/sessions/0/items/1/owners/0",
        "`AX` is not a key of `people`",
    ),
    "bad key": (
        'owner person="AP"',
        'owner person="A P"',
        '"A P"',
        "/sessions/0/items/1/owners/0",
        "`A P` cannot be a key of `people`",
    ),
    "same key": (
        'person key="JM"',
        'person key="AP"',
        '"AP"',
        "/people/AP",
        "the key `AP` stands twice in `people`",
    ),
    "no key": (
        '<person key="JM">',
        "<person>",
        "<person>",
        "/people",
        "an entry of `people` lacks its key",
    ),
    "attribute": (
        '<owner person="AP"/>',
        '<owner person="AP" nmae="x"/>',
        "nmae",
        "/sessions/0/items/1/owners/0/nmae",
        "there is no key `nmae` in entry 1 of `owners`",
    ),
    "missing attribute": (
        ' date="2026-03-05"',
        "",
        "<meeting>",
        "/meeting",
        "`meeting` lacks `date`",
    ),
    "missing element": (
        "  <title>A &amp; B</title>\n",
        "",
        '<meeting date="2026-03-05">',
        "",
        "the record lacks `title`",
    ),
    "element": (
        "<owner person",
        "<oner person",
        '<oner person="AP"/>',
        "/sessions/0/items/1/oner",
        "there is no key `oner` in entry 2 of `items`",
    ),
    "twice": (
        "<title>Counts</title>",
        "<title>Counts</title><title>Again</title>",
        "<title>",
        "/sessions/0/title",
        "`title` is given twice in entry 1 of `sessions`",
    ),
    "kind": (
        "<sessions>",
        "<sessions><meeting/>",
        "<meeting/>",
        "/sessions",
        "`meeting` cannot stand in `sessions`",
    ),
    "words": (
        "<items>",
        "<items> so they said",
        "so they said",
        "/sessions/0/items",
        "the words `so they said` stand between the parts of `items`",
    ),
    "words in a reference": (
        '<owner person="AP"/>',
        '<owner person="AP">Asha</owner>',
        "Asha",
        "/sessions/0/items/1/owners/0",
        "the words `Asha` stand between the parts of entry 1 of `owners`",
    ),
    "element in words": (
        "<title>Counts</title>",
        "<title>Co<em>un</em>ts</title>",
        "<em>",
        "/sessions/0/title",
        "`em` stands in `title`, which has no parts",
    ),
    "rich text": (
        "<em>here</em>",
        "<b>here</b>",
        "<b>",
        "/sessions/0/items/0/text",
        "`b` cannot stand in `p` of the text `text`",
    ),
    "rich attribute": (
        'tight="yes"',
        'tight="maybe"',
        '"maybe"',
        "/sessions/0/items/0/text",
        "`maybe` cannot be the `tight` of `list` in `text`",
    ),
    "foreign": (
        "<number>1</number>",
        "<number>one</number>",
        "one",
        "/extensions/office/a/0",
        "",
    ),
    "other XML": (
        "<items>",
        '<items><x:a xmlns:x="urn:x"/>',
        '<x:a xmlns:x="urn:x"/>',
        "/sessions/0/items",
        "`x:a` is no part of a meeting record",
    ),
    "type of XML Schema": (
        "<items>",
        '<items xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:nil="true">',
        '"true"',
        "/sessions/0/items",
        "`nil` in `items` belongs to another kind of XML",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_finding_at_its_place(name: str) -> None:
    """The carets stand under what is wrong, the path and the words are the note's."""
    sound, changed, carets, path, message = FAULTS[name]
    assert SMALL.count(sound) == 1
    findings = found(SMALL.replace(sound, changed))
    assert [(one.code, shown(one), one.path) for one in findings] == [("E408", carets, path)]
    assert not message or findings[0].message == message


@pytest.mark.parametrize(
    "respelled",
    [
        lambda xml: xml.replace("\n", "\r\n"),
        lambda xml: "\ufeff" + xml,
        lambda xml: xml.replace("<sessions>", "<!-- <person> --><?x <a> ?><sessions>"),
        lambda xml: xml.replace("A &amp; B", "<![CDATA[<person>]]> é 😀"),
        lambda xml: xml.replace("\n", "\n" * 70_000),
    ],
    ids=["CRLF", "BOM", "comments", "CDATA", "70,000 lines"],
)
def test_the_place_is_right_however_the_file_is_written(respelled: Callable[[str], str]) -> None:
    """Comments, line ends and tags within words do not count; lines beyond 65,535 do."""
    text = respelled(SMALL.replace('owner person="AP"', 'owner person="AX"'))
    (finding,) = found(text)
    assert shown(finding) == '"AX"'
    before = text.lstrip("\ufeff").split('"AX"')[0]
    assert finding.line == before.count("\n") + 1


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_other_encodings_have_columns_too(encoding: str) -> None:
    """XML may be written in any, and columns are characters."""
    text = SMALL.replace('encoding="UTF-8"', f'encoding="{encoding}"').replace("Asha", "Åsa")
    (finding,) = found(text.replace('status="final"', 'status="é"').encode(encoding))
    assert shown(finding) == '"é"'


def _element(root: etree._Element, number: int) -> etree._Element:
    every = list(root.iter())
    return every[number % len(every)]


def _renamed(element: etree._Element) -> None:
    element.tag = f"{{{NAMESPACE}}}qustion"


def _foreign(element: etree._Element) -> None:
    element.tag = "{urn:x}p"


def _removed(element: etree._Element) -> None:
    outer = element.getparent()
    if outer is not None:
        outer.remove(element)


def _doubled(element: etree._Element) -> None:
    outer = element.getparent()
    if outer is not None:
        outer.insert(outer.index(element), deepcopy(element))


def _moved(element: etree._Element) -> None:
    outer = element.getparent()
    if outer is not None:
        outer.append(outer[0])


def _worded(element: etree._Element) -> None:
    element.text = "some words"


def _emptied(element: etree._Element) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None


def _filled(element: etree._Element) -> None:
    etree.SubElement(element, f"{{{NAMESPACE}}}person")


def _odd_attributes(element: etree._Element) -> None:
    for name in element.attrib:
        element.set(name, "x " * 200)


def _numbered(element: etree._Element) -> None:
    for name in element.attrib:
        element.set(name, "-99999999999")


def _no_attributes(element: etree._Element) -> None:
    for name in list(element.attrib):
        del element.attrib[name]


def _more_attributes(element: etree._Element) -> None:
    element.set("bogus", "x")
    element.set("person", "nobody")
    element.set("{http://www.w3.org/2001/XMLSchema-instance}type", "text-type")


DAMAGES: tuple[Callable[[etree._Element], None], ...] = (
    _renamed,
    _foreign,
    _removed,
    _doubled,
    _moved,
    _worded,
    _emptied,
    _filled,
    _odd_attributes,
    _numbered,
    _no_attributes,
    _more_attributes,
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_no_damage_shows_the_words_of_a_program(damage: Callable[[etree._Element], None]) -> None:
    """Each example record, damaged at one element after another."""
    for xml in examples().values():
        for number in range(0, xml.count(b"<"), 31):
            root = parse_xml(xml)
            damage(_element(root, number))
            data = etree.tostring(root, encoding="utf-8", xml_declaration=True)
            lines = data.decode().split("\n")
            for finding in found(data):
                words = f"{finding.message} {finding.expected} {finding.hint}"
                assert not JARGON.search(words), words
                assert 1 <= finding.line <= len(lines), finding
                assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1, finding


def test_a_person_who_is_gone_is_one_fault() -> None:
    """However many places name the key; and a list that is gone is one, too."""
    xml = examples()["transport-2026-03-05-quarterly"].decode()
    without = re.sub(r'    <person key="JM".*?</person>\n', "", xml, flags=re.DOTALL)
    (finding,) = found(without)
    assert finding.message.startswith("`JM` is not a key of `people`, here and at ")
    (finding,) = found(re.sub(r"  <people>.*?</people>\n", "", xml, flags=re.DOTALL))
    assert finding.message == "the record names keys of `people`, and has no `people`"
    (finding,) = found(xml.replace("people>", "peple>"))
    assert finding.message == "there is no key `peple` in the record"


def test_a_later_version_is_named() -> None:
    """A record of another version is no broken record of this one."""
    (finding,) = found(SMALL.replace(NAMESPACE, "urn:minutebook:meeting-record:2"))
    assert finding.message == (
        "the file is a meeting record of version `2`, which is not known here"
    )


ILL_FORMED: dict[str, tuple[str, str, str]] = {
    # the text, what the carets show, the message
    "wrong end": (
        "<a>\n <b>x</b>\n <c>y</d>\n</a>",
        "</d>",
        "`</d>` stands where `</c>` should close `<c>` of line 3",
    ),
    "not closed": ("<a>\n<b>x\n</a>", "</a>", "`<b>` of line 2 is not closed before `</a>`"),
    "cut short": ("<a>\n<b>x\n", "x", "the file ends before `<b>` of line 2 is closed"),
    "cut in a tag": (
        '<a>\n<b c="',
        "c",
        "the value of `c` in the tag `<b>` has no quote at its end",
    ),
    "cut in an end": ("<a></a", "</a", "the file ends within the tag `</a`"),
    "ampersand": ("<a>x & y</a>", "&", "an `&` stands alone"),
    "entity": ("<a>x&nbsp;y</a>", "&nbsp;", "`&nbsp;` is no sign that XML knows"),
    "character": ("<a>&#0;</a>", "&#0;", "`&#0;` stands for no character that XML can hold"),
    "less": ("<a>1 < 2</a>", "<", "a `<` stands in words"),
    "no quotes": ("<a b=c/>", "b", "the value of `b` in the tag `<a>` is without quotes"),
    "no value": ("<a b/>", "b", "`b` in the tag `<a>` has no value"),
    "no space": ('<a b="1"c="2"/>', "c", "a space is missing before `c` in the tag `<a>`"),
    "twice": ('<a b="1" b="2"/>', "b", "`b` stands twice in one tag"),
    "no end of tag": ("<a><b</a>", "<b", "the tag `<b>` has no `>` at its end"),
    "less in a value": (
        '<a b="<"/>',
        "<",
        "a `<` stands in the value of `b`, or the quote before it was lost",
    ),
    "after": ("<a/>\nmore", "more", "`more` stands after the end of the record"),
    "two roots": ("<a/>\n<b/>", "<b", "`<b` begins after the end of the record"),
    "before": ("xml <a/>", "xml", "the file does not begin with a tag, as XML does"),
    "control": ("<a>\x01</a>", "�", "an invisible control character, U+0001, stands here"),
    "comment": ("<a><!-- x </a>", "<!--", "a comment begins here and has no end"),
    "hyphens": (
        "<a><!-- x -- y --></a>",
        "--",
        "two hyphens stand in a comment, which may hold one at a time",
    ),
    "cdata": ("<a><![CDATA[x</a>", "<![CDATA[", "a stretch of words begins here and has no end"),
    "declaration": (
        '\n<?xml version="1.0"?><a/>',
        '<?xml version="1.0"?>',
        "the line `<?xml …?>` stands at the very beginning of a file and nowhere else",
    ),
    "end of cdata": (
        "<a>]]></a>",
        "]]>",
        "the signs `]]>` stand in words, where XML reads them as its own",
    ),
    "closed": ("<a/></a>", "</a>", "`</a>` stands here, and nothing is open"),
    "encoding": (
        '<?xml version="1.0" encoding="UTF-16"?><a/>',
        "UTF-16",
        "the file says that it is written in UTF-16, and it is not",
    ),
}


@pytest.mark.parametrize("name", ILL_FORMED)
def test_what_is_no_xml_is_said_where_it_begins(name: str) -> None:
    """The first fault, at its characters, in plain words and with a remedy."""
    text, carets, message = ILL_FORMED[name]
    (finding,) = found(text)
    assert (finding.code, finding.message) == ("E406", message)
    assert shown(finding).replace("\x01", "�") == carets
    assert finding.hint


def test_bytes_of_another_encoding_are_pointed_at() -> None:
    """A file that was saved as Windows-1252 under the name of UTF-8."""
    (finding,) = found("<a>Caf\xe9</a>".encode("cp1252"))
    assert (finding.code, finding.line, finding.column) == ("E406", 1, 7)
    assert finding.message == "the bytes here are no UTF-8, which the file is written in"


ROOT = f'<meeting-record xmlns="{NAMESPACE}" schema="meeting-record/1.0" id="a">'
END = "</meeting-record>"
PERSON = '<person key="k{}" role="x"><name>n</name></person>'
HOSTILE: dict[str, tuple[str, Callable[[], str]]] = {
    "entities in entities": (
        "E407",
        lambda: (
            '<!DOCTYPE r [<!ENTITY e0 "ha">'
            + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
            + "]><r>&e11;</r>"
        ),
    ),
    "one long entity": (
        "E407",
        lambda: f'<!DOCTYPE r [<!ENTITY e "{"x" * 99_999}">]><r>{"&e;" * 99_999}</r>',
    ),
    "entity of itself": ("E407", lambda: '<!DOCTYPE r [<!ENTITY e "&e;">]><r>&e;</r>'),
    "file": ("E407", lambda: '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/hosts">]><r>&e;</r>'),
    "dtd elsewhere": ("E407", lambda: '<!DOCTYPE r SYSTEM "http://localhost:9/x.dtd"><r/>'),
    "broken doctype": ("E407", lambda: "<!-- x -->\n<!DOCTYPE r [<!ENTITY"),
    "inclusion": (
        "E408",
        lambda: (
            f'{ROOT}<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/hosts"/>{END}'
        ),
    ),
    "deep": ("E414", lambda: "<a>" * 100_000),
    "long words": ("E414", lambda: f"{ROOT}<title>{'x' * 10_100_000}</title>{END}"),
    "long value": ("E414", lambda: ROOT.replace('"a"', f'"{"x" * 10_100_000}"') + END),
    "many tags": ("E414", lambda: "<a/>" * (MOST_TAGS + 1)),
    "as many tags as may be": ("E408", lambda: f"{ROOT}{'<a/>' * (MOST_TAGS - 9)}{END}"),
    "long words beside a fault": (
        "E408",
        lambda: f"{ROOT}<title>{'x' * 9_900_000}</title><b/>{END}",
    ),
    "wrong throughout": (
        "E408",
        lambda: (
            f'{ROOT}<title>x</title><meeting date="2026-03-05"/><people>'
            f"{''.join(map(PERSON.format, range(50_000)))}</people>{END}"
        ),
    ),
    "never closed": ("E406", lambda: f"{ROOT}{'<p>x</p>' * 100_000}"),
    "many values": ("E408", lambda: "<a " + " ".join(f"a{n}='x'" for n in range(99_999)) + "/>"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_finding_soon(name: str) -> None:
    """Nothing is fetched or expanded, and nothing takes long: a second, and what CI needs more."""
    code, made = HOSTILE[name]
    data = made().encode()
    found(SMALL)
    start = time.process_time()
    findings = found(data)
    assert time.process_time() - start < 3
    assert {finding.code for finding in findings} == {code}


NOTE = b"""\
schema: meeting-record/1.0
id: a
title: A
meeting: {date: 2026-03-05}
people:
  AP: Asha Patel
sessions:
  - title: Counts
    items:
      - Words.
      - decision: So.
      - action: Count.
        owners: [AP]
      - action: Count again.
        owners:
          - AP
"""


def in_the_note(change: Callable[[str], str], note: bytes = NOTE) -> list[tuple[int, int, str]]:
    """Where in the note the faults of its changed XML are said to be."""
    source = load(note, name="a.yaml")
    xml = change(write_xml(normalise(source.data).record).decode()).encode()
    findings = in_note(found(xml), data=xml, note=source)
    assert {one.file for one in findings} == {"a.yaml"}
    return [(one.line, one.column, one.path) for one in findings]


def last(sound: str, changed: str) -> Callable[[str], str]:
    """Change the last place of some words."""
    return lambda xml: changed.join(xml.rsplit(sound, 1))


def test_a_fault_of_the_file_has_the_authors_line() -> None:
    """A value, an entry of a list, a short form, and a key that the note has not."""
    assert in_the_note(last('person="AP"', 'person="AX"')) == [
        (16, 13, "/sessions/0/items/3/owners/0")
    ]
    assert in_the_note(last("<name>", "<nom>Ash</nom><name>")) == [(6, 7, "/people/AP/nom")]
    assert in_the_note(last("<meeting ", '<meeting bogus="x" ')) == [(4, 1, "/meeting/bogus")]


def test_entries_that_were_lost_or_doubled_do_not_move_the_others() -> None:
    """The author's line is found by what stands about it, and not by its number."""
    lost = re.compile(r"\s+<(text|decision)>.*?</\1>", re.DOTALL)
    changed = last('person="AP"', 'person="AX"')
    assert in_the_note(lambda xml: lost.sub("", changed(xml))) == [
        (16, 13, "/sessions/0/items/3/owners/0")
    ]
    twice = re.compile(r"(\s+<decision>.*?</decision>)", re.DOTALL)
    assert in_the_note(lambda xml: twice.sub(r"\1\1\1", changed(xml))) == [
        (16, 13, "/sessions/0/items/3/owners/0")
    ]


def test_a_note_with_faults_of_its_own_still_has_lines() -> None:
    """Entries are then taken by their numbers."""
    faulty = NOTE.replace(b"title: A\n", b"title: A\nbogus: x\n")
    assert in_the_note(last('person="AP"', 'person="AX"'), faulty) == [
        (17, 13, "/sessions/0/items/3/owners/0")
    ]


def test_the_paths_of_every_example_lead_into_its_note() -> None:
    """Each element of an example record, damaged: the path of the finding is one of the note."""
    for stem, xml in examples().items():
        (path,) = RECORDS.glob(f"2*/{stem}.yaml")
        note = load(path.read_bytes(), name=path.name)
        for number in range(5, xml.count(b"<"), 23):
            root = parse_xml(xml)
            _element(root, number).set("bogus", "x")
            data = etree.tostring(root)
            findings = open_archived(data, name="a.xml").findings
            placed = in_note(findings, data=data, note=note)
            assert {one.file for one in placed} == {path.name}
            for one in placed:
                assert pointer(steps(one.path, note.data)) == one.path
                assert 1 <= one.line <= note.text.count("\n") + 1


def test_what_is_not_proved_names_the_authors_key() -> None:
    """Our own XML against its grammar, or without a part of the record: the place is the key."""
    whole: dict[str, Any] = normalise(load(NOTE, name="a.yaml").data).record
    odd = {**whole, "status": "finished"}
    assert [(one.code, one.path) for one in prove(write_xml(odd), odd, None)] == [
        ("E408", ("status",))
    ]
    less = {**whole, "people": {"AP": {"name": "Asha"}}}
    assert [(one.code, one.path) for one in prove(write_xml(less), whole, None)] == [
        ("E403", ("people", "AP", "name"))
    ]
    ends = {**whole, "meeting": {"date": "2026-03-05", "end_date": "2026-03-04"}}
    assert [(one.code, one.path) for one in prove(write_xml(ends), ends, None)] == [
        ("E409", ("meeting", "end_date"))
    ]


def test_a_record_of_too_many_parts_is_not_archived() -> None:
    """What could not be opened again is not written."""
    whole = normalise(load(NOTE, name="a.yaml").data).record
    whole["management"] = {"keywords": ["x"] * (MOST_TAGS // 2)}
    assert [one.code for one in prove(write_xml(whole), whole, None)] == ["E414"]
