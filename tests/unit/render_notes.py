"""Small records in XML, and what their ASTs say; for the tests of `minutebook.render`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from minutebook.pandoc import Written
from minutebook.render import to_ast
from minutebook.xml_parser import parse_xml

if TYPE_CHECKING:
    from lxml import etree

    from minutebook.pandoc import Job
    from minutebook.render import HouseFiles

PEOPLE = """<people>
<person key="AP" role="chair" attendance="present"><name>Asha Patel</name></person>
<person key="lee" attendance="apologies"><name>Sam Lee</name></person>
</people>"""
MEETING = '<meeting date="2026-03-05"/>'


class Paper:
    """An engine that writes nothing and remembers the job."""

    def __init__(self) -> None:
        self.job: Job | None = None

    def write(self, job: Job) -> Written:
        """Give the documents back as they are."""
        self.job = job
        return Written({output.format: output.ast for output in job.outputs})

    def close(self) -> None:
        """There is nothing to close."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        return None


def note_xml(
    inner: str,
    *,
    attributes: str = 'language="en-GB"',
    meeting: str = MEETING,
    title: str = "A &amp; B",
) -> bytes:
    """Write a record with some elements in it."""
    return (
        '<meeting-record xmlns="urn:minutebook:meeting-record:1" schema="meeting-record/1.0"'
        f' id="r-1" {attributes}><title>{title}</title>{meeting}{inner}</meeting-record>'
    ).encode()


def items_xml(*items: str) -> bytes:
    """Write a record with one session and some items in it."""
    session = f"<session><title>T</title><items>{''.join(items)}</items></session>"
    return note_xml(f"{PEOPLE}<sessions>{session}</sessions>")


def ast_of(xml: bytes, house: HouseFiles, *, output_format: str = "html") -> etree._Element:
    """Make the AST of a record."""
    return parse_xml(to_ast(parse_xml(xml), output_format=output_format, house=house))


def words_of(element: etree._Element) -> str:
    """Read an element as one text."""
    return "".join(map(str, element.itertext()))


def text_of(element: etree._Element) -> str:
    """Read an element's blocks as a reader meets them, one a line."""
    for mark in element.iter("LineBreak"):
        mark.text = "\n"
    for verbatim in element.iter("Str"):
        verbatim.text = verbatim.get("content")
    blocks = element.iter("Para", "Plain", "Header", "term", "line", "CodeBlock")
    return "\n".join(map(words_of, blocks))


def labels_of(ast: etree._Element) -> list[str]:
    """Read the labels that stand before items."""
    return [text_of(div) for div in ast.iter("Div") if div.get("class") == "label"]


def blocks_of(ast: etree._Element) -> etree._Element:
    """The document without what it says of itself."""
    blocks = ast.find("blocks")
    assert blocks is not None
    return blocks
