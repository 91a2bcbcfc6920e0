"""Records with one restricted thing each, and the words of it; what tests of audiences share."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from html import unescape

from tests.unit.render_notes import note_xml

CLOSED = '<access level="closed"><basis>Personal data</basis></access>'
TITLED = (
    '<access level="restricted" marking="AMBER"><basis>Commercial interests</basis>'
    "<public-title>A contract</public-title></access>"
)
OPEN_PERSON = '<person key="AP" attendance="present"><name>Asha Patel</name></person>'

_HIDDEN_PERSON = (
    f'<person key="QV9" attendance="present" handle="quagga77"><name>Quillon Vexley</name>'
    f"<post>Zookeeper</post><alias>Quaggie</alias>"
    f"<note><p>Lives at Tarn Hows.</p></note>{CLOSED}</person>"
)
_REFERENCES = """
<sessions><session><title>Talk</title><led-by person="QV9"/><items>
<statement><body><p>Good day.</p></body><by person="QV9"/><to person="QV9"/><to
person="AP"/></statement>
<transcript><body><turn person="QV9"><p>Hello.</p></turn></body></transcript>
<decision><body><p>Agreed.</p></body><by person="QV9"/><vote for="1"><voters>
<choice name="for"><voter person="QV9"/></choice></voters></vote><dissent person="QV9"/></decision>
<motion><body><p>So be it.</p></body><moved person="QV9"/><seconded name="Quillon Vexley"/></motion>
<action><body><p>Write.</p></body><owner person="QV9"/><owner person="AP"/></action>
<election><body><p>Chair</p></body><candidate person="QV9"/><elected person="QV9"/><vote><tally>
<count choice="QV9">4</count></tally></vote></election>
<text><body><p>x</p></body><notes><note><by person="QV9"/><body><p>y</p></body>
</note></notes></text>
</items></session></sessions><publication><by person="QV9"/></publication>
<management><author person="QV9"/><reviewer person="QV9"/>
<history><entry version="1"><by person="QV9"/></entry></history></management>"""
_APPROVAL = (
    '<approval date="2026-06-04"><by person="QV9"/><signature><by person="QV9"/></signature>'
    "</approval>"
)


def _items(*items: str) -> str:
    inner = "".join(items)
    return f"<sessions><session><title>Talk</title><items>{inner}</items></session></sessions>"


RECORDS: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "person": (
        note_xml(f"{_APPROVAL}<people>{OPEN_PERSON}{_HIDDEN_PERSON}</people>{_REFERENCES}"),
        ("quillon", "vexley", "qv9", "quagga77", "quaggie", "zookeeper", "tarn"),
    ),
    "session": (
        note_xml(
            "<sessions><session><title>Talk</title><body><p>See <link href='#dismissal-of-oxley'>"
            "this</link>.</p></body></session>"
            "<session id='dismissal-of-oxley' number='3'><title>Wombat purchase</title>"
            f"<led-by name='Ottilie Oxley'/><purpose>Marsupial law</purpose>{TITLED}"
            "<paper href='https://example.org/numbat.pdf'><title>Numbat prices</title></paper>"
            "<body><p>Echidna <em>quills</em>.</p></body><items><action id='A-77x'><body>"
            "<p>Feed the bandicoot.</p></body></action></items><sessions><session>"
            "<title>Potoroo</title></session></sessions></session></sessions>"
        ),
        (
            *("wombat", "oxley", "dismissal-of", "marsupial", "numbat", "echidna", "quills"),
            *("a-77x", "bandicoot", "potoroo", "amber"),
        ),
    ),
    "background": (
        note_xml(f"<background>{CLOSED}<body><p>Dugong herds.</p></body></background>"),
        ("dugong", "herds"),
    ),
    "next step": (
        note_xml(
            "<next-steps><session><title>Manatee census</title>"
            f"{CLOSED}<body><p>Count them.</p></body></session></next-steps>"
        ),
        ("manatee", "census", "count them"),
    ),
    "item": (
        note_xml(
            _items(
                f"<question id='ocelot-q'><body><p>Ocelot fur?</p></body>{CLOSED}</question>",
                f"<text><body><p>Margay tayras.</p></body>{CLOSED}</text>",
                "<answer answers='ocelot-q'><body><p>No.</p></body></answer>",
                "<action arises-from='ocelot-q'><body><p>Ask.</p></body>"
                "<closes>ocelot-q</closes></action>",
                f"<withheld><body><p>Serval bids.</p></body>{CLOSED}</withheld>",
            )
        ),
        ("ocelot", "margay", "tayras", "serval"),
    ),
    "paper": (
        note_xml(
            f"<papers><paper key='okapi-p' href='https://example.org/okapi.pdf' file='okapi.pdf'>"
            f"<title>Okapi survey</title><by name='Olga Orr'/><description>Stripes</description>"
            f"{CLOSED}</paper></papers>"
            + _items(
                "<text><body><p>x</p></body><paper paper='okapi-p'/></text>",
                f"<text><body><p>y</p></body><paper href='https://example.org/tapir'>"
                f"<title>Tapir report</title>{TITLED}</paper></text>",
            )
        ),
        ("okapi", "olga", "stripes", "tapir"),
    ),
    "strand": (
        note_xml(
            f"<strands><strand key='gaur-s'><title>Gaur herd</title><description><p>Bovine.</p>"
            f"</description><lead name='Gus Gale'/>{CLOSED}</strand></strands>"
            "<next-steps><session strand='gaur-s'><body><p>Go on.</p></body></session></next-steps>"
        ),
        ("gaur", "bovine", "gus gale"),
    ),
    "note": (
        note_xml(
            "<background><body><p>Why.</p></body><notes>"
            f"<note kind='editorial'><by name='Ned Nyxley'/>{CLOSED}<body><p>Kudu horn.</p></body>"
            "</note></notes></background>"
        ),
        ("nyxley", "kudu", "horn"),
    ),
    "record": (
        note_xml(
            f"{TITLED}<people>{OPEN_PERSON}</people><background><body><p>Bongo drums.</p></body>"
            "</background>",
            title="Sale of the bongo",
        ),
        ("bongo", "drums", "sale", "asha", "amber"),
    ),
    "extension": (
        note_xml(
            "<background><body><p>Why.</p></body></background><extensions>"
            "<extension name='office'><text>Addax</text></extension></extensions>"
        ),
        ("addax",),
    ),
}
"""By kind: a record, and words of what is restricted in it, in small letters."""


_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def all_of(data: bytes) -> str:
    """Read all bytes of a rendition, unpacked, as one text in small letters."""
    if data.startswith(b"%PDF"):
        data += b"\n".join(map(_inflated, _STREAM.findall(data)))
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = [name.encode() + b" " + package.read(name) for name in package.namelist()]
        data = b"\n".join(members)
    return unescape(data.decode("utf-8", "replace")).casefold()
