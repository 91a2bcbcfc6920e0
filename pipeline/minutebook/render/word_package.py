"""A Word file as pandoc left it, made whole: styles, tables, header and footer, properties.

Nothing in this module knows a record but by `WordFacts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from minutebook.render.office_package import repacked, unpacked
from minutebook.render.word_parts import (
    core_properties,
    custom_properties,
    fill_signs,
    speak,
    speak_in_settings,
)
from minutebook.render.word_styles import Styles, W
from minutebook.render.word_tables import finish_tables, text_width
from minutebook.render.word_text import (
    RIGHT_TO_LEFT,
    bullet_lists,
    mark_right_to_left,
    read_from_left_to_right,
    read_from_right_to_left,
    style_paragraphs,
    style_runs,
)
from minutebook.xml_parser import parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.render.word_facts import WordFacts

_DOCUMENT = "word/document.xml"
_NOTES = "word/footnotes.xml"
_STYLES = "word/styles.xml"
_NUMBERING = "word/numbering.xml"
_SETTINGS = "word/settings.xml"
_CORE = "docProps/core.xml"
_CUSTOM = "docProps/custom.xml"
_MARGINS = ("word/header", "word/footer")


def finish(
    package: bytes, facts: WordFacts, *, right_to_left: bool = False, turned_back: str = ""
) -> bytes:
    """
    Close what pandoc leaves open in a Word file.

    Args:
        package: As pandoc wrote it.
        facts: What the file says of its record.
        right_to_left: Whether the record's language is written so.
        turned_back: The other language of a file that is read from right to left, where that is
            written from left to right.

    Returns:
        The same text with no formatting but by styles; the same bytes for the same arguments.

    Source:
        docs/explanation/architecture.md, "Rendering".
    """
    parts, stamp = unpacked(package, dated_by=_DOCUMENT)
    parts.update(_finished(parts, facts, right_to_left=right_to_left, turned_back=turned_back))
    return repacked(parts, stamp)


def _finished(
    parts: dict[str, bytes], facts: WordFacts, *, right_to_left: bool, turned_back: str
) -> Iterator[tuple[str, bytes]]:
    styles = Styles(parse_xml(parts[_STYLES]))
    document = parse_xml(parts[_DOCUMENT])
    texts = {_DOCUMENT: document}
    if _NOTES in parts:
        texts[_NOTES] = parse_xml(parts[_NOTES])
    bullets = bullet_lists(parse_xml(parts[_NUMBERING])) if _NUMBERING in parts else frozenset()
    for name, root in texts.items():
        style_runs(root, styles)
        style_paragraphs(root, styles, bullets)
        if right_to_left or RIGHT_TO_LEFT.search(parts[name].decode("utf-8")):
            mark_right_to_left(root, facts.language)
    finish_tables(document, styles, facts.words)
    if right_to_left:
        read_from_right_to_left(document, styles)
        if turned_back:
            read_from_left_to_right(document, turned_back)
    speak(styles.root, facts.language, right_to_left=right_to_left)
    for name, root in (*texts.items(), (_STYLES, styles.root)):
        yield name, _bytes(root)
    yield from _margins(parts, facts, text_width(document))
    if _SETTINGS in parts:
        yield _SETTINGS, _bytes(speak_in_settings(parse_xml(parts[_SETTINGS]), facts.language))
    yield _CORE, _bytes(core_properties(parse_xml(parts[_CORE]), facts))
    yield _CUSTOM, _bytes(custom_properties(facts))


def _margins(parts: dict[str, bytes], facts: WordFacts, width: int) -> Iterator[tuple[str, bytes]]:
    for name, content in parts.items():
        if name.startswith(_MARGINS) and name.endswith(".xml"):
            root = parse_xml(content)
            fill_signs(root, facts, width)
            if RIGHT_TO_LEFT.search("".join(map(str, root.itertext(f"{W}t")))):
                mark_right_to_left(root, facts.language)
            yield name, _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
