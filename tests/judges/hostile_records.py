"""Records that want to break the page they are put on; the pages of them must be harmless."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

from lxml import etree

from minutebook.xml_parser import parse_xml

if TYPE_CHECKING:
    from pathlib import Path

PAYLOADS = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)> ' onmouseover='alert(1)",
    "</script></style></title></details></section></main><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &amp;#60;script&#62; &#x3c;b&#x3e;",
    '<div class="fold"><div class="fold-words"><p>x</p></div><div class="fold-end"></div></div>',
    "<style></style> 'house-styles' <script type=\"application/ld+json\"></script>",
    "<!-- ]]> --> <![CDATA[ <?php ?> $body$ ${it} {{x}}",
    "\u202etxt.exe\u202c \u2066a\u2069 \u200bzero\u200b\u200dwidth\ufeff \u05d0\u05d1 \u0627\u0628",
    "x" * 400,
    "line\u2028separator\u2029paragraph \\u003c \\3c ",
    '=HYPERLINK("http://example.org") @import url(http://example.org/x.css)',
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//example.org/x",
    "file:///etc/passwd",
    'https://example.org/"onmouseover="alert(1)',
)
_ADDRESSES = {"href", "online", "source"}
_WORDS = {"number", "handle", "phone", "sector", "timezone", "recording-at", "title", "marking"}
_WIDE = "".join(f"<cell>{'wide' * 9}{n}</cell>" for n in range(40))
_TABLE = f"<table><head>{_WIDE}</head>{f'<row>{_WIDE}</row>' * 40}</table>"


def hostile_records(golden: Path) -> dict[str, bytes]:
    """
    Put a payload into every field of real records that holds free words, and into every address.

    Args:
        golden: The folder of archived records.

    Returns:
        Archival XML by name.
    """
    names = ("transport-2026-03-05-quarterly", "board-2026-03-19", "workshop-2025-11-18")
    return {
        f"hostile-{number}": _spoilt((golden / name / f"{name}.xml").read_bytes(), number)
        for number, name in enumerate(names)
    }


def crowd() -> bytes:
    """Write a record from right to left with more people than a page shows at once."""
    people = "".join(
        f'<person key="P{n}" role="member" attendance="present"><name>Person {n}</name>'
        f"<organisation>Office {n % 5}</organisation></person>"
        for n in range(30)
    )
    return (
        '<meeting-record xmlns="urn:minutebook:meeting-record:1" schema="meeting-record/1.0"'
        ' id="crowd" language="ar" status="draft"><title>\u0645\u062d\u0636\u0631</title>'
        f'<meeting date="2026-03-05"/><people>{people}</people>'
        '<sessions><session><title>One</title><items><decision id="D1"><body><p>Yes.</p></body>'
        "</decision></items></session></sessions></meeting-record>"
    ).encode()


def _spoilt(xml: bytes, start: int) -> bytes:
    root = parse_xml(xml)
    payloads = cycle(PAYLOADS[start:] + PAYLOADS[:start])
    addresses = cycle(ADDRESSES[start:] + ADDRESSES[:start])
    for element in root.iter():
        if element.text and element.text.strip():
            element.text = f"{next(payloads)} {element.text}"
        for name in element.attrib:
            if name in _ADDRESSES:
                element.set(name, next(addresses))
            elif name in _WORDS:
                element.set(name, next(payloads))
    space = etree.QName(root).namespace
    for body in list(root.iter(f"{{{space}}}body"))[:1]:
        body.append(parse_xml(_TABLE.replace("<table>", f'<table xmlns="{space}">', 1).encode()))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
