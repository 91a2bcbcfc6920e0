"""Direct formatting as styles, lists with styles of their own, and runs from right to left.

Nothing in this module knows a record; tables are `word_tables`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from minutebook.render.word_styles import VAL, W

if TYPE_CHECKING:
    from minutebook.render.word_styles import Styles

_TOGGLES = {f"{W}b": "Strong", f"{W}i": "Emphasis", f"{W}strike": "Strikethrough"}
_COMPLEX = {f"{W}b": f"{W}bCs", f"{W}i": f"{W}iCs"}

# What pandoc writes in a cell, by how its column is aligned; left is how all text begins.
_ALIGNED = {"right": "Compact Right", "center": "Compact Centre"}

# What has no look of its own, so that in a list it looks as the list does.
_PLAIN = {"", "normal", "compact", "body text", "first paragraph"}
_INDENT = 720
"""How far pandoc sets in each level of a list, in twips."""

RIGHT_TO_LEFT = re.compile(
    "[\N{HEBREW ACCENT ETNAHTA}-\N{ARABIC LETTER ZAIN WITH INVERTED V ABOVE}\u08a1-\u08ff"
    "\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Letters of scripts that are written from right to left."""


def style_runs(root: etree._Element, styles: Styles) -> None:
    """
    Make bold, italic and struck-out runs a matter of styles.

    Args:
        root: A part with text, as pandoc writes it; it is changed.
        styles: Gains a style for each combination that is met.

    Source:
        ECMA-376, part 1, 17.3.2.29: a run has one style at most.
    """
    for look in list(root.iter(f"{W}rPr")):
        found = [tag for tag in _TOGGLES if look.find(tag) is not None]
        if found:
            _style_run(look, found, styles)


def _style_run(look: etree._Element, found: list[str], styles: Styles) -> None:
    own = look.find(f"{W}rStyle")
    base = "" if own is None else styles.name(own.get(VAL))
    names = (*([base] if base else []), *(_TOGGLES[tag] for tag in found))
    for tag in (*found, *(_COMPLEX.get(tag, tag) for tag in found)):
        for toggle in look.findall(tag):
            look.remove(toggle)
    added = etree.Element(f"{W}rPr")
    for tag in found if base else found[1:]:
        etree.SubElement(added, tag)
        if tag in _COMPLEX:
            etree.SubElement(added, _COMPLEX[tag])
    if own is None:
        own = etree.Element(f"{W}rStyle")
        look.insert(0, own)
    own.set(VAL, styles.together(names, "character", added))


def style_paragraphs(root: etree._Element, styles: Styles, bullets: frozenset[str]) -> None:
    """
    Make alignment, and the look of lists, a matter of styles.

    Args:
        root: A part with text, as pandoc writes it; it is changed.
        styles: Gains a style for each combination that is met.
        bullets: The numbers of lists without figures.

    Source:
        pandoc 3.9, docx writer: the second paragraph of an entry is given a list of blanks, which
        is read out as an entry of its own.
    """
    for said in list(root.iter(f"{W}jc", f"{W}numPr")):
        look = said.getparent()
        if look is None or look.tag != f"{W}pPr":
            continue
        if said.tag == f"{W}numPr":
            _style_entry(look, said, styles, bullets)
            continue
        look.remove(said)
        if name := _ALIGNED.get(said.get(VAL, "")):
            _set_style(look, styles.id_of(name))


def _style_entry(
    look: etree._Element, numbered: etree._Element, styles: Styles, bullets: frozenset[str]
) -> None:
    level, number = (_value(numbered, name) for name in ("ilvl", "numId"))
    own = look.find(f"{W}pStyle")
    name = "" if own is None else styles.name(own.get(VAL))
    is_plain = name.lower() in _PLAIN
    if number == _BLANK_LIST:
        look.remove(numbered)
        names = ("List Continue" if is_plain else name, f"{int(level) + 1}")
        _set_style(look, styles.together(names, "paragraph", _set_in(int(level) + 1)))
    elif is_plain:
        _set_style(look, styles.id_of("List Bullet" if number in bullets else "List Number"))


_BLANK_LIST = "1000"
"""The number of pandoc's list for what follows the first paragraph of an entry."""


def _set_in(levels: int) -> etree._Element:
    look = etree.Element(f"{W}pPr")
    etree.SubElement(look, f"{W}ind", {f"{W}left": str(_INDENT * levels)})
    return look


def _value(element: etree._Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return "0" if child is None else child.get(VAL, "0")


def _set_style(look: etree._Element, style_id: str | None) -> None:
    if style_id is None:
        return
    own = look.find(f"{W}pStyle")
    if own is None:
        own = etree.Element(f"{W}pStyle")
        look.insert(0, own)
    own.set(VAL, style_id)


def bullet_lists(numbering: etree._Element) -> frozenset[str]:
    """
    Say which lists have no figures.

    Args:
        numbering: The ``w:numbering`` element of a file by pandoc.

    Returns:
        Their numbers, as paragraphs name them.
    """
    kinds = {}
    for kind in numbering.iterchildren(f"{W}abstractNum"):
        sign = kind.find(f"{W}lvl/{W}numFmt")
        kinds[kind.get(f"{W}abstractNumId")] = None if sign is None else sign.get(VAL)
    return frozenset(
        item.get(f"{W}numId", "")
        for item in numbering.iterchildren(f"{W}num")
        if kinds.get(_value(item, "abstractNumId")) == "bullet"
    )


def mark_right_to_left(root: etree._Element, language: str) -> None:
    """
    Say of runs with letters from right to left that they are, and in which language.

    Args:
        root: A part with text; it is changed.
        language: Of the record, for runs that name none.

    Source:
        ECMA-376, part 1, 17.3.2.30 and 17.3.2.20.
    """
    for text in root.iter(f"{W}t"):
        if not text.text or not RIGHT_TO_LEFT.search(text.text):
            continue
        run = text.getparent()
        if run is None or run.tag != f"{W}r":
            continue
        look = run.find(f"{W}rPr")
        if look is None:
            look = etree.Element(f"{W}rPr")
            run.insert(0, look)
        if look.find(f"{W}rtl") is not None:
            continue
        tongue = look.find(f"{W}lang")
        if tongue is not None:
            look.remove(tongue)
        etree.SubElement(look, f"{W}rtl")
        spoken = language if tongue is None else tongue.get(VAL, language)
        etree.SubElement(look, f"{W}lang", {f"{W}bidi": spoken})


def read_from_right_to_left(root: etree._Element, styles: Styles) -> None:
    """
    Turn a whole document round: its paragraphs, by the style that all are based on, and its tables.

    Args:
        root: The ``w:document``; it is changed.
        styles: Those of the file; the default paragraph style is changed.
    """
    for style in styles.root.iterchildren(f"{W}style"):
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
            _turn_style(style)
    for table in root.iter(f"{W}tblPr"):
        place = table.find(f"{W}tblStyle")
        table.insert(0 if place is None else 1, etree.Element(f"{W}bidiVisual"))
    for section in root.iter(f"{W}sectPr"):
        # Source: ECMA-376, part 1, 17.6.17: these are all that may come after it.
        last = ("rtlGutter", "docGrid", "printerSettings", "sectPrChange")
        after = [part for name in last for part in section.findall(f"{W}{name}")]
        at = section.index(after[0]) if after else len(section)
        section.insert(at, etree.Element(f"{W}bidi"))


def _turn_style(style: etree._Element) -> None:
    look = style.find(f"{W}pPr")
    if look is None:
        look = etree.Element(f"{W}pPr")
        before = style.find(f"{W}rPr")
        style.insert(len(style) if before is None else style.index(before), look)
    _turn(look, etree.Element(f"{W}bidi"))


def _turn(look: etree._Element, way: etree._Element) -> None:
    """Say of a paragraph's look which way it is read, unless it says so."""
    if look.find(f"{W}bidi") is not None:
        return
    after = [child for child in look if etree.QName(child).localname in _BEFORE_BIDI]
    look.insert(0 if not after else look.index(after[-1]) + 1, way)


def read_from_left_to_right(root: etree._Element, language: str) -> None:
    """
    Turn back, in a document that is read from right to left, what is in another language.

    Args:
        root: The ``w:document``; it is changed.
        language: Of the paragraphs to be turned back, as their runs name it.
    """
    for paragraph in root.iter(f"{W}p"):
        if _language(paragraph) != language:
            continue
        look = paragraph.find(f"{W}pPr")
        if look is None:
            look = etree.Element(f"{W}pPr")
            paragraph.insert(0, look)
        _turn(look, etree.Element(f"{W}bidi", {VAL: "0"}))
    for table in root.iterfind(f".//{W}tc//{W}tbl"):
        look, turned = table.find(f"{W}tblPr"), table.find(f"{W}tblPr/{W}bidiVisual")
        if look is not None and turned is not None and _language(table) == language:
            look.remove(turned)


def _language(element: etree._Element) -> str | None:
    """Give the language of the first words in an element."""
    spoken = element.find(f".//{W}r/{W}rPr/{W}lang")
    return None if spoken is None else spoken.get(VAL)


# The grammar's order in a paragraph's look.
_BEFORE_BIDI = {
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
    *("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap"),
    *("overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN"),
}
