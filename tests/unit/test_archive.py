"""The archival XML: canonical bytes, read back whole, judged by its grammar, refused when odd."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from minutebook.archive import open_archived, prove, read_xml, write_xml
from minutebook.load import load
from minutebook.record import Record, normalise
from minutebook.xml_parser import DoctypeError, parse_xml

if TYPE_CHECKING:
    from minutebook.errors import Finding

SMALL: dict[str, Any] = {
    "schema": "meeting-record/1.0",
    "id": "a",
    "title": "A & B",
    "meeting": {"date": "2026-03-05"},
    "background": "Why *they* met.",
}


def record(**more: Any) -> Record:
    """A small record, normalised."""
    return normalise({**SMALL, **more}).record


def test_the_bytes_are_these() -> None:
    """The canonical form, whole: declaration, order, indentation, escapes."""
    made = write_xml(
        record(
            people={"AP": "Asha Patel"},
            sessions=[
                {
                    "title": 'Say "so"',
                    "led_by": ["AP", "Ann Okoro", {"name": "ONS"}],
                    "items": ["Words.", {"question": "Who?", "by": "AP", "id": "Q1"}],
                }
            ],
        )
    )
    assert made.decode() == dedent("""\
        <?xml version="1.0" encoding="UTF-8"?>
        <meeting-record xmlns="urn:minutebook:meeting-record:1" schema="meeting-record/1.0" id="a">
          <title>A &amp; B</title>
          <meeting date="2026-03-05"/>
          <people>
            <person key="AP">
              <name>Asha Patel</name>
            </person>
          </people>
          <background>
            <body>
              <p>Why <em>they</em> met.</p>
            </body>
          </background>
          <sessions>
            <session>
              <title>Say "so"</title>
              <led-by person="AP"/>
              <led-by name="Ann Okoro"/>
              <led-by name="ONS"/>
              <items>
                <text>
                  <body>
                    <p>Words.</p>
                  </body>
                </text>
                <question id="Q1">
                  <body>
                    <p>Who?</p>
                  </body>
                  <by person="AP"/>
                </question>
              </items>
            </session>
          </sessions>
        </meeting-record>
        """)


def test_the_order_of_the_authors_keys_does_not_matter() -> None:
    """Equal records have equal bytes; only keys that the author chooses keep their order."""
    turned = dict(reversed(SMALL.items()))
    assert write_xml(normalise(turned).record) == write_xml(record())
    one = record(strands={"a": "A", "b": "B"})
    other = record(strands={"b": "B", "a": "A"})
    assert write_xml(one) != write_xml(other)


@pytest.mark.parametrize(
    "text", ["a\rb", "a\tb", "a\nb", " a  b ", "]]>", "<b>&amp;", '"x"', "é 😀"]
)
def test_every_character_comes_back(text: str) -> None:
    """In an element and in an attribute, the odd ones too."""
    whole = record(title=text, management={"classification": {"code": text}})
    assert read_xml(parse_xml(write_xml(whole))) == whole


def test_foreign_data_comes_back() -> None:
    """Each value of an extension keeps its type, and numbers their spelling."""
    source = load(
        dedent("""\
            office:
              a: [1, 1.10, -3e2, 0x1F, true, null, "1", "", [], {}]
              "odd key <&>": {b: {c: no}}
            """).encode(),
        name="x.yaml",
    )
    whole = record(extensions=source.data)
    xml = write_xml(whole)
    back = read_xml(parse_xml(xml))
    assert back == whole
    assert write_xml(back) == xml
    assert b"<number>1.10</number>" in xml
    values = back["extensions"]["office"]["a"]
    assert [type(value).__name__ for value in values[:7]] == [
        "Integer",
        "Decimal",
        "Decimal",
        "Integer",
        "bool",
        "NoneType",
        "str",
    ]


def test_a_sound_record_is_proved() -> None:
    """Nothing is said of a record that its XML holds."""
    whole = record()
    assert prove(write_xml(whole), whole, SMALL) == ()


def test_xml_that_lacks_something_is_not_proved() -> None:
    """A field that the XML lacks, and a word that the tree lacks, are both found."""
    whole = record()
    less = write_xml(record(background="Why *they* met"))
    assert [problem.code for problem in prove(less, whole, None)] == ["E403"]
    author = {**SMALL, "background": "Why *they* met. Twice."}
    problems = prove(write_xml(whole), whole, author)
    assert [(problem.code, problem.path) for problem in problems] == [
        ("E403", ("background",))
    ] or [(problem.code, problem.path) for problem in problems] == [
        ("E403", ("background", "text"))
    ]


def test_xml_against_its_grammar_is_not_proved() -> None:
    """A record that breaks the XSD is not archived, whoever made it."""
    odd = {**record(), "status": "finished"}
    assert [problem.code for problem in prove(write_xml(odd), odd, None)] == ["E408"]


def opened(xml: str | bytes) -> tuple[Record | None, tuple[Finding, ...]]:
    """Open XML as a file of an archive."""
    data = xml.encode() if isinstance(xml, str) else xml
    result = open_archived(data, name="a.xml")
    return result.record, result.findings


def test_an_archived_record_opens() -> None:
    """Its own bytes give the record and nothing to say."""
    assert opened(write_xml(record())) == (record(), ())


def test_another_spelling_is_read_with_a_warning() -> None:
    """White space, comments and CDATA that another program put in change nothing but the bytes."""
    xml = write_xml(record()).decode()
    odd = xml.replace("<title>A &amp; B</title>", "<!-- x --><title><![CDATA[A & B]]></title>\n\n")
    found, findings = opened(odd)
    assert found == record()
    assert [finding.code for finding in findings] == ["W410"]
    assert open_archived(odd.encode(), name="a.xml").xml == xml.encode()


@pytest.mark.parametrize(
    ("xml", "code", "line"),
    [
        ("", "E406", 1),
        ("<a>\n<b>\n</a>", "E406", 3),
        ("not xml", "E406", 1),
        ("<!DOCTYPE a>\n<a/>", "E407", 1),
        ('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<a>&e;</a>', "E407", 1),
        ("<a/>", "E408", 1),
    ],
)
def test_what_is_no_archived_record_is_refused(xml: str, code: str, line: int) -> None:
    """Broken, with a DOCTYPE, or of another kind: each has its finding and its line."""
    found, findings = opened(xml)
    assert found is None
    assert [(finding.code, finding.line) for finding in findings] == [(code, line)]


def test_a_broken_assertion_has_its_line() -> None:
    """What only the Schematron sees is said at the element."""
    good = write_xml(
        record(status="approved", approval={"date": "2026-06-04", "by": "Ann Okoro"})
    ).decode()
    assert opened(good)[1] == ()
    found, findings = opened(good.replace(' date="2026-06-04">', ">"))
    assert found is None
    assert [(finding.code, finding.line) for finding in findings] == [("E409", 2)]
    assert "date of its approval" in findings[0].message


BOMBS = {
    "billion laughs": '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>',
    "parameter": '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://localhost/x"> %p;]><a/>',
    "external dtd": '<!DOCTYPE a SYSTEM "http://localhost/x.dtd"><a/>',
    "default attribute": '<!DOCTYPE a [<!ATTLIST a b CDATA "c">]><a/>',
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_doctype_is_ever_read(name: str) -> None:
    """Whatever a DOCTYPE holds, it is refused, and nothing is fetched or expanded."""
    with pytest.raises(DoctypeError):
        parse_xml(BOMBS[name].encode())


SAID_TWICE = {
    "choice": '<choice name="for"><voter name="A B"/></choice>',
    "extension": '<extension name="a"><null/></extension>',
    "count": '<count sector="public">1</count>',
    "entry": '<entry key="a"><null/></entry>',
}


@pytest.mark.parametrize("name", SAID_TWICE)
def test_a_key_that_stands_twice_is_refused(name: str) -> None:
    """Read back, the second would take the place of the first, and a fact would be gone."""
    whole = record(
        headcount={"public": 1},
        sessions=[
            {
                "title": "Votes",
                "items": [{"motion": "That it be so.", "vote": {"voters": {"for": ["A B"]}}}],
            }
        ],
        extensions={"a": None, "b": {"a": None}},
    )
    xml = "".join(line.strip() for line in write_xml(whole).decode().splitlines())
    assert [finding.code for finding in opened(xml)[1]] == ["W410"]
    once = SAID_TWICE[name]
    assert once in xml
    found, findings = opened(xml.replace(once, once + once))
    assert found is None
    assert {finding.code for finding in findings} == {"E408"}
    assert "stands twice" in findings[0].message


@pytest.mark.parametrize(
    ("sound", "changed"),
    [
        ('date="2026-03-05"', 'date="2026-02-30"'),
        ('id="a"', 'id="con"'),
        ("<p>Why <em>they</em> met.</p>", "<p/>"),
        ("<em>they</em>", "<em/>"),
        ("<em>they</em>", "<em>th</em><em>ey</em>"),
        ("<number>1</number>", "<number>1e999</number>"),
        ("<number>1</number>", f"<number>{'1' * 400}</number>"),
    ],
)
def test_what_could_not_be_restored_is_not_opened(sound: str, changed: str) -> None:
    """XML that keeps to its grammar and holds what no note can say is refused, in words."""
    xml = write_xml(record(extensions={"office": 1})).decode()
    assert sound in xml
    found, findings = opened(xml.replace(sound, changed))
    assert found is None
    assert [finding.code for finding in findings] == ["E411"]


def test_more_voters_than_counted_break_a_rule() -> None:
    """Under any name that is counted, the absent and those of a tally too."""
    for counts in ('absent="0"', 'for="0"'):
        choice = counts.split("=")[0]
        vote = (
            f'<vote {counts}><voters><choice name="{choice}"><voter name="A B"/></choice></voters>'
        )
        xml = write_xml(
            record(sessions=[{"title": "V", "items": [{"motion": "So.", "vote": {"method": "x"}}]}])
        ).decode()
        broken = xml.replace('<vote method="x"/>', f"{vote}</vote>")
        assert broken != xml
        assert [finding.code for finding in opened(broken)[1]] == ["E409"]
