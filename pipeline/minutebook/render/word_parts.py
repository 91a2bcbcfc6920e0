"""The parts round a Word file's text: header and footer, properties, language.

Nothing in this module knows a record but by `WordFacts`.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from minutebook.render.word_styles import VAL, W

if TYPE_CHECKING:
    from minutebook.render.word_facts import WordFacts

_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# The stubs know no default namespace.
_NAMESPACES: Any = {None: _CUSTOM, "vt": _VALUES}
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_SIGN = re.compile(r"\{[a-z]+\}")
_PAGES = "{pages}"
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_BETWEEN = " · "


def fill_signs(root: etree._Element, facts: WordFacts, width: int) -> None:
    """
    Put what is known of a record in place of the words in braces.

    Args:
        root: A header or footer; it is changed. A sign that Word has cut into several runs is
            still found, and what is not a sign stays.
        facts: What is known.
        width: Between the margins, in twips, where the last tab of a header or footer ends.
    """
    for paragraph in root.iter(f"{W}p"):
        texts = list(paragraph.iter(f"{W}t"))
        whole = "".join(text.text or "" for text in texts)
        if not _SIGN.search(whole):
            continue
        if not all(_is_whole(text.text or "") for text in texts):
            texts[0].text = whole
            for text in texts[1:]:
                text.text = ""
        for text in texts:
            _fill(text, facts)
    for tab in root.iter(f"{W}tab"):
        if tab.get(VAL) == "right":
            tab.set(f"{W}pos", str(width))


def _is_whole(text: str) -> bool:
    return "{" not in _SIGN.sub("", text) and "}" not in _SIGN.sub("", text)


def _fill(text: etree._Element, facts: WordFacts) -> None:
    content = text.text or ""
    for sign, value in facts.signs.items():
        if not value:  # and with it what would have kept it from its neighbour
            content = content.replace(sign + _BETWEEN, "").replace(_BETWEEN + sign, "")
    # Before a value is put in, since a value may hold what looks like a sign.
    before, sign, after = (_filled(part, facts) for part in content.partition(_PAGES))
    text.set(_SPACE, "preserve")
    text.text = before
    run = text.getparent()
    if sign and run is not None:
        _count_pages(run, facts.words["page.number"], after)


def _filled(content: str, facts: WordFacts) -> str:
    return _SIGN.sub(lambda found: facts.signs.get(found.group(), found.group()), content)


def _count_pages(run: etree._Element, words: str, after: str) -> None:
    """Write "page x of y" after a run, in its look; the figures are fields, which Word fills in."""
    place = run
    for piece in (*re.split(r"(\{pages?\})", words), after):
        if piece:
            new = _page_run(run, piece, is_field=piece in _FIELDS and piece is not after)
            place.addnext(new)
            place = new


def _page_run(run: etree._Element, piece: str, *, is_field: bool) -> etree._Element:
    new = etree.Element(f"{W}r")
    if (look := run.find(f"{W}rPr")) is not None:
        new.append(copy.deepcopy(look))
    text = etree.SubElement(new, f"{W}t", {_SPACE: "preserve"})
    text.text = "1" if is_field else piece
    if not is_field:
        return new
    field = etree.Element(f"{W}fldSimple", {f"{W}instr": f" {_FIELDS[piece]} "})
    field.append(new)
    return field


def speak(styles: etree._Element, language: str, *, right_to_left: bool) -> None:
    """
    Say in which language a document is; a style of the house that names one is overruled.

    Args:
        styles: The ``w:styles``; it is changed.
        language: As BCP 47 writes it.
        right_to_left: Whether it is written so.
    """
    for tongue in styles.findall(f"{W}style//{W}lang"):
        look = tongue.getparent()
        if look is not None:
            look.remove(tongue)
    spoken = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if spoken is not None:
        spoken.set(VAL, language)
        if right_to_left:
            spoken.set(f"{W}bidi", language)


def speak_in_settings(settings: etree._Element, language: str) -> etree._Element:
    """
    Say in which language the fonts of a theme are chosen.

    Args:
        settings: The ``w:settings``; it is changed.
        language: As BCP 47 writes it.
    """
    tongue = settings.find(f"{W}themeFontLang")
    if tongue is not None:
        tongue.set(VAL, language)
    return settings


def core_properties(core: etree._Element, facts: WordFacts) -> etree._Element:
    """
    Complete the properties that every Office file has.

    Args:
        core: As pandoc wrote them; they are changed.
        facts: What is known.

    Source:
        ECMA-376, part 2, 11.1.
    """
    entries = {
        f"{{{_DC}}}title": facts.title,
        f"{{{_DC}}}creator": facts.creator,
        f"{{{_DC}}}identifier": facts.reference,
        f"{{{_CP}}}contentStatus": facts.status,
        f"{{{_CP}}}version": facts.version,
    }
    for tag, value in entries.items():
        entry = core.find(tag)
        if entry is not None and not value:
            core.remove(entry)
        elif value:
            entry = etree.SubElement(core, tag) if entry is None else entry
            entry.text = value
    return core


def custom_properties(facts: WordFacts) -> etree._Element:
    """
    Write the properties that are ours.

    Args:
        facts: What is known.

    Source:
        ECMA-376, part 1, 22.3; the numbers begin at 2.
    """
    root = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap=_NAMESPACES)
    entries = {
        "Record": facts.reference,
        "Status": facts.status,
        "Archive SHA-256": facts.sha256,
    }
    said = ((name, value) for name, value in entries.items() if value)
    for number, (name, value) in enumerate(said, start=2):
        entry = etree.SubElement(root, f"{{{_CUSTOM}}}property")
        entry.set("fmtid", _FORMAT_ID)
        entry.set("pid", str(number))
        entry.set("name", name)
        etree.SubElement(entry, f"{{{_VALUES}}}lpwstr").text = value
    return root
