"""All that a rendition says, read back from its bytes: text, attributes, parts, properties.

Nothing in this module knows a record. What cannot be read as a package, a page or a PDF is read as
text, so that no byte is passed over.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from html import unescape
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from lxml import etree

from minutebook.render.fields import is_without_blanks
from minutebook.xml_parser import DoctypeError, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TAG = re.compile(r"<!--|-->|</?([A-Za-z][\w:.-]*)([^<>]*)>")
_VALUE = re.compile(r"=\s*(\"[^\"]*\"|'[^']*')")
_DIGEST = re.compile(r"sha(?:256|384|512)-[A-Za-z0-9+/]{43,86}={0,2}")
"""Of a page's policy: letters by chance, in which any short key would be found."""
_INLINE = frozenset(
    {"a", "abbr", "b", "code", "del", "em", "i", "mark", "s", "small", "span", "strong", "sub"}
    | {"time", "u", "r", "t", "rPr", "hyperlink", "proofErr", "bdi", "bdo", "q", "cite"}
    | {"Emph", "Strong", "Strikeout", "Span", "Link", "Code", "Str", "Superscript", "Subscript"}
)
"""Elements at whose edges no word ends: of pages, of Word and Open Document, of pandoc's AST."""

_BREAKS = frozenset({"tab", "br", "cr", "line-break", "LineBreak", "SoftBreak", "Space", "hr"})
"""Empty elements at which one ends; others are signs of how something looks."""

_COUNTED = re.compile(r"(?:P|T|L|fr|Table)[0-9]+(?:\.[A-Z]+)?")
_NAMES = frozenset({"name", "style-name", "parent-style-name", "list-style-name"})
"""Attributes with the names of styles and tables that pandoc counts in an OpenDocument text."""
_OPEN = "{urn:oasis:names:tc:opendocument:"

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
_LITERAL = re.compile(rb"\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_COMMON = [bytes([code]) for code in b" /<>0123456789abcdefghijklmnopqrstuvwxyz\n"]
_BY_CHANCE = 5
_COLUMNS = re.compile(r"\S {2,}\S")


def texts_of(data: bytes) -> Iterator[str]:
    """
    Read what a file says.

    Args:
        data: Of a rendition in any format.

    Returns:
        Texts that each run on by themselves; words in two of them are no neighbours.
    """
    if zipfile.is_zipfile(io.BytesIO(data)):
        yield from _package(data)
    elif data.startswith(b"%PDF"):
        yield from _pdf(data)
    elif data.lstrip()[:1] == b"<":
        yield from _markup(data)
    else:
        yield from _lines(data.decode("utf-8", "replace"))


def _package(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        yield package.comment.decode("utf-8", "replace")
        for member in package.infolist():
            yield member.filename
            yield member.comment.decode("utf-8", "replace")
            yield from texts_of(package.read(member))


def _markup(data: bytes) -> Iterator[str]:
    try:
        root = parse_xml(data)
    except (etree.XMLSyntaxError, DoctypeError):
        yield from _page(data.decode("utf-8", "replace"))
    else:
        yield from _elements(root)


def _elements(root: etree._Element) -> Iterator[str]:
    yield "".join(_run_on(root))
    for element in root.iter():
        for name, value in element.attrib.items():
            if not _is_counted(str(name), str(value)):
                yield str(value)


def _is_counted(name: str, value: str) -> bool:
    """Say whether pandoc made a name up; a short key of a record may look the same."""
    return (
        name.startswith(_OPEN)
        and name.rpartition("}")[2] in _NAMES
        and _COUNTED.fullmatch(value) is not None
    )


def _run_on(element: etree._Element) -> Iterator[str]:
    """Give the text of an element, with a blank where something that is no part of a line ends."""
    name = etree.QName(element).localname
    is_sign = not len(element) and not element.text and name not in _BREAKS
    edge = "" if is_sign or name in _INLINE else " "
    yield edge
    yield element.text or ""
    for child in element:
        yield from _run_on(child)
        yield child.tail or ""
    yield edge


def _page(text: str) -> Iterator[str]:
    """Read a page without believing that it is well formed."""
    text = _DIGEST.sub("", text)
    yield unescape(_TAG.sub(_edge, text))
    for value in chain.from_iterable(_VALUE.findall(tag[2] or "") for tag in _TAG.finditer(text)):
        yield unescape(value[1:-1])


def _edge(tag: re.Match[str]) -> str:
    return "" if (tag[1] or "").lower() in _INLINE else " "


def _lines(text: str) -> Iterator[str]:
    """Read lines that run on; in a table that is drawn, each cell of a line is for itself."""
    paragraph: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.strip() and not _COLUMNS.search(line):
            paragraph.append(line)
            continue
        yield "".join(_joined(paragraph))
        paragraph = []
        yield from re.split(r" {2,}", line)


def _joined(lines: list[str]) -> Iterator[str]:
    """Join lines; one may end within a word of a script that is written without blanks."""
    for line, following in pairwise([*lines, ""]):
        yield line
        edge = "".join([*line.split()[-1:], *following.split()[:1]])
        yield "" if is_without_blanks(edge) else "\n"


def _pdf(data: bytes) -> Iterator[str]:
    """Read what a PDF says of itself, and what its pages say where glyphs stand as letters."""
    yield from _strings(_STREAM.sub(b"", data))
    for stream in _streams(data):
        if stream.lstrip()[:1] == b"<":
            yield from _markup(stream)
        found = _strings(stream)
        # The numbers of glyphs and the insides of fonts are letters by chance, and then few.
        yield from found if _speaks(stream) else (text for text in found if _is_said(text))


def _is_said(text: str) -> bool:
    return text.isprintable() and len(text) > _BY_CHANCE


def _speaks(stream: bytes) -> bool:
    """Say whether a stream holds objects or metadata, and no drawn page, font or map of glyphs."""
    is_drawn = re.search(rb"\bT[jJ]\b|begincmap", stream) is not None
    return not is_drawn and sum(map(stream.count, _COMMON)) * 2 > len(stream)


def _streams(data: bytes) -> Iterator[bytes]:
    for stream in _STREAM.findall(data):
        try:
            yield zlib.decompressobj().decompress(stream)
        except zlib.error:
            yield stream


def _strings(data: bytes) -> Iterable[str]:
    for digits in _HEXADECIMAL.findall(data):
        packed = re.sub(rb"\s", b"", digits).decode("ascii")
        yield _decoded(bytes.fromhex(packed[: len(packed) // 2 * 2]))
    for literal in _LITERAL.findall(data):
        yield _decoded(re.sub(rb"\\(.)", rb"\1", literal, flags=re.DOTALL))


def _decoded(data: bytes) -> str:
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace")
    return data.decode("utf-8", "replace")
