"""What a PDF needs that pandoc's typst writer does not do: classes, sound links, broken long words.

Nothing in this module knows a record; it changes an AST that was made for a PDF. The template of
the typesetter gives each class its looks by a label of its own: ``__banner`` for ``banner``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

_STYLED = frozenset(
    {"banner", "meta", "label", "note", "notice", "facts"}
    | {"decision", "motion", "election", "resolution", "action"}
)
"""The classes that the template knows."""

_SOUND = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_LONG = re.compile(r"\S{24,}")
_BREAKS = re.compile(r"(?<=[/?&=#@:;,_-])(?=[^/\s])|(?<=[^\s/?&=#@:;,_-]{16})(?=[^\s]{8})")
_BREAK = "\ufdd0"
"""No character; in a text of the AST, a place to break it at."""
_DROPPED = str.maketrans({_BREAK: None, "\ufeff": None})
"""No reader sees them; PDF/UA has no place for the second."""
_VERBATIM = frozenset({"Code", "CodeBlock", "MetaString"})
_MARKER = re.compile(r"\s*(?:[-+=/]|[0-9]+\.)")
"""What begins a list or a heading at the beginning of content, where pandoc does not escape it."""
_SHORTHAND = re.compile(r"(?<=-)(?=[?0-9])(?<![0-9A-Za-z]-)|(?<=-)(?=\?)|(?<=\.)(?=\.)")
"""Within a soft hyphen, a minus sign and an ellipsis as typst writes them."""
_FIELD = re.compile(r"\.(?=\w)")
"""What typst takes for a name of its own, after what pandoc writes as code: ``#strong[x].y``."""
_STRUCK = "Strikeout"
_INLINE = ("Span", "Link", "Strong", "Emph", "Code")


def fit_for_typst(ast: etree._Element) -> None:
    """
    Change an AST so that pandoc writes it as the house's template for the typesetter expects.

    Args:
        ast: The ``Pandoc`` element, changed in place.

    Source:
        docs/explanation/architecture.md, "Rendering": pandoc's typst writer drops classes, and
        typst ends at a link without its target and writes a long word over the margin.
    """
    blocks = ast.find("blocks")
    if blocks is None:
        return
    _clean_ids(blocks)
    _fill_marks(blocks)
    _clean_links(blocks)
    for element in list(blocks.iter("Div", "Table")):
        _label(element)
    part_paragraphs(blocks)
    for element in ast.iter(etree.Element):
        _keep_signs(element)
    _break_words(blocks)
    _demote_empty_headings(blocks)
    for element in list(ast.iter(etree.Element)):
        _part(element)
    for element in list(ast.iter(etree.Element)):
        _shield(element)


def _demote_empty_headings(blocks: etree._Element) -> None:
    """PDF/UA has no heading without words, such as one of blanks of another script."""
    for heading in blocks.iter("Header"):
        if not "".join(map(str, heading.itertext())).strip():
            heading.tag = "Para"
            heading.attrib.clear()


def _shield(element: etree._Element) -> None:
    """Put a full stop that a word follows at once where typst does not read on."""
    parent = element.getparent()
    if parent is None or not element.tail or not _FIELD.match(element.tail):
        return
    stop = _break(element.tail[1:])
    stop.text, element.tail = ".", None
    parent.insert(parent.index(element) + 1, stop)


def _keep_signs(element: etree._Element) -> None:
    """Part the signs that typst would take for markup and pandoc leaves as they are."""
    element.text = element.text and element.text.translate(_DROPPED)
    element.tail = element.tail and element.tail.translate(_DROPPED)
    if element.text and element.tag not in _VERBATIM:
        begun = _BREAK + element.text if _MARKER.match(element.text) else element.text
        element.text = _SHORTHAND.sub(_BREAK, begun)
    if element.tail:
        element.tail = _SHORTHAND.sub(_BREAK, element.tail)


def part_paragraphs(blocks: etree._Element) -> None:
    """
    Make paragraphs of words that more follows, which pandoc would write as one with them.

    Args:
        blocks: Changed in place.
    """
    for words in blocks.iter("Plain"):
        if words.getnext() is not None:
            words.tag = "Para"


def _clean_ids(blocks: etree._Element) -> None:
    """Keep an id that typst can write as a label, once."""
    seen: set[str] = set()
    for element in blocks.iter(etree.Element):
        own = element.get("id")
        if own is None:
            continue
        if own in seen or own.startswith("__") or not _SOUND.fullmatch(own):
            del element.attrib["id"]
        seen.add(own)


def _fill_marks(blocks: etree._Element) -> None:
    """Give a mark without words the first of the words after it, since a label needs some."""
    for mark in list(blocks.iter("Span")):
        if mark.get("id") is None or len(mark) or mark.text:
            continue
        following = mark.getnext()
        if mark.tail and mark.tail.strip():
            mark.text, mark.tail = mark.tail, None
        elif following is not None and following.tag in _INLINE:
            mark.append(following)
            mark.tail, following.tail = following.tail, None
        else:
            del mark.attrib["id"]


def _clean_links(blocks: etree._Element) -> None:
    """Make words of a link that leads nowhere, or whose words are struck out too.

    A line under words and one through them are more than PDF/UA has a word for.
    """
    targets = {element.get("id") for element in blocks.iter(etree.Element)}
    for link in list(blocks.iter("Link")):
        href = link.get("href", "")
        is_struck = next(link.iterancestors(_STRUCK), link.find(f".//{_STRUCK}")) is not None
        if is_struck or not href or (href.startswith("#") and href[1:] not in targets):
            link.tag = "Span"
            link.attrib.clear()


def _label(element: etree._Element) -> None:
    """Write a class as a label: of the element, or of one within it where it has an id."""
    if element.tag == "Table" and element.get("class"):
        for column in element.iter("ColSpec"):
            # Where a line begins is on the right in some languages; only an author means the left.
            if column.get("alignment") == "AlignLeft":
                column.set("alignment", "AlignDefault")
    known = [name for name in element.get("class", "").split() if name in _STYLED]
    if element.tag == "Table" and not known and _has_links(element):
        known = ["linked"]
    if not known:
        return
    label = f"__{known[-1]}"
    if element.get("id") is None or element.tag == "Table":
        element.set("id", label)
        return
    inner = etree.Element("Div", id=label)
    inner.extend(list(element))
    element.append(inner)


def _has_links(table: etree._Element) -> bool:
    """Say whether something in the head of a table leads elsewhere, which may be there but once."""
    return any(
        next(head.iter("Link", "Note"), None) is not None
        for head in table.iterchildren("TableHead")
    )


def _break_words(blocks: etree._Element) -> None:
    """Let a long word end a line, after a sign of an address or else anywhere."""
    for element in blocks.iter(etree.Element):
        if element.text:
            element.text = _LONG.sub(_broken, element.text)
        if element.tail:
            element.tail = _LONG.sub(_broken, element.tail)


def _broken(word: re.Match[str]) -> str:
    return _BREAK.join(_pieces(word[0]))


def _pieces(word: str) -> Iterator[str]:
    start = 0
    for place in _BREAKS.finditer(word):
        if place.start() > start:
            yield word[start : place.start()]
            start = place.start()
    yield word[start:]


def _part(element: etree._Element) -> None:
    """
    Write each break of a text as an element that the template knows.

    It is one that no record has: the template makes a place to break a line at of it, which leaves
    nothing in the words when they are copied.
    """
    parent = element.getparent()
    if element.tail and _BREAK in element.tail and parent is not None:
        first, *rest = element.tail.split(_BREAK)
        element.tail = first
        at = parent.index(element) + 1
        for offset, words in enumerate(rest):
            parent.insert(at + offset, _break(words))
    if not element.text or _BREAK not in element.text:
        return
    first, *rest = element.text.split(_BREAK)
    if element.tag == "CodeBlock":
        element.text = element.text.replace(_BREAK, "\u200b")
    elif element.tag == "Code" and parent is not None:
        _part_code(element, parent, first, rest)
    else:
        element.text = first
        for offset, words in enumerate(rest):
            element.insert(offset, _break(words))


def _part_code(code: etree._Element, parent: etree._Element, first: str, rest: list[str]) -> None:
    code.text = first
    after, code.tail = code.tail, None
    at = parent.index(code) + 1
    for words in rest:
        piece = etree.Element("Code")
        piece.text = words
        for new in (_break(""), piece):
            parent.insert(at, new)
            at += 1
    parent[at - 1].tail = after


def _break(after: str) -> etree._Element:
    element = etree.Element("SmallCaps")
    element.tail = after
    return element
