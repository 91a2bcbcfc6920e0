"""Renditions of two records, from their archival XML to bytes.

Nothing in this module knows YAML or a file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from lxml import etree

from minutebook.bilingual.anchors import set_apart
from minutebook.bilingual.head import BETWEEN, joined_metadata
from minutebook.bilingual.joined import pairs_of, spoken_notes, unfold
from minutebook.bilingual.likeness import unlike_access, unlike_languages, unlike_parts
from minutebook.bilingual.lines import text_blocks
from minutebook.bilingual.page import page_blocks
from minutebook.bilingual.sheet import sheet_blocks
from minutebook.bilingual.side import Side, emptied, filled
from minutebook.bilingual.wide_tables import unroll
from minutebook.pandoc import Job, Output, Written
from minutebook.render.ascii_text import write_in_ascii
from minutebook.render.documents import document_of
from minutebook.render.note import BLANK, drafted, epoch_of, page_parts, render
from minutebook.render.page import shortened
from minutebook.render.plain import lay_out
from minutebook.render.serials import with_serials
from minutebook.render.shown import shown
from minutebook.render.word_facts import word_facts
from minutebook.render.word_package import finish
from minutebook.xml_parser import parse_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from minutebook.bilingual.likeness import Found
    from minutebook.errors import Finding
    from minutebook.pandoc import Engine, Format
    from minutebook.render.house import HouseFiles
    from minutebook.render.manner import Manner
    from minutebook.render.page import PageParts
    from minutebook.render.shown import Shown
    from minutebook.render.word_facts import WordFacts

FORMATS: tuple[Format, ...] = ("html", "docx", "txt")
"""The formats in which two records can be set side by side."""

_DIRECTIONS = "ltr rtl"

Roots = tuple[etree._Element, etree._Element]
Sides = tuple[Side, Side]


@dataclass(frozen=True, kw_only=True, slots=True)
class Together:
    """What became of two records."""

    outputs: dict[str, bytes]
    """By format; empty where the two may not be set side by side."""
    unlike: tuple[Found, ...] = ()
    """Why not, said of the original (0) or of the translation (1)."""
    leaks: tuple[tuple[int, Finding], ...] = ()
    """What of the one or the other would have been shown to the public."""


def suffix_of(tags: tuple[str, str]) -> str:
    """
    Give what stands in a file's name for two languages, the original's first.

    Args:
        tags: As BCP 47 writes them.

    Returns:
        Such as ``cy-en``; the whole tags where the first parts are the same.
    """
    short = [tag.split("-")[0].lower() for tag in tags]
    return "-".join(short if short[0] != short[1] else [tag.lower() for tag in tags])


def render_together(
    xml: tuple[bytes, bytes],
    *,
    formats: tuple[str, ...],
    engine: Engine,
    house: HouseFiles,
    manner: Manner,
) -> Together:
    """
    Render two records side by side.

    Args:
        xml: The archival XML of the original and of its translation, each of them sound and the
            two item for item alike.
        formats: Those that are not in `FORMATS` are left out.
        engine: Open, with this house's files.
        house: The house style.
        manner: Which document is made of both, for whom, and how wide.

    Returns:
        The same bytes for the same arguments.

    Raises:
        RenderError: pandoc could not write the document.

    Source:
        docs/explanation/architecture.md, "Rendering"; findings E541 to E543 and E551.
    """
    roots = parse_xml(xml[0]), parse_xml(xml[1])
    if "txt" in formats:
        roots = with_serials(roots[0]), with_serials(roots[1])
    if unlike := (*unlike_languages(roots), *unlike_access(roots)):
        return Together(outputs={}, unlike=unlike)
    seen = _shown(roots[0], manner, house), _shown(roots[1], manner, house)
    if seen[0].root is None or seen[1].root is None:
        return Together(outputs={})
    told = _told(seen[0].root, manner, house), _told(seen[1].root, manner, house)
    if unlike := tuple(unlike_parts(told)):
        return Together(outputs={}, unlike=unlike)
    asts = {name: _joined(told, name, house, manner) for name in FORMATS if name in formats}
    outputs = tuple(Output(format=name, ast=ast) for name, ast in asts.items())
    job = Job(name=told[0].get("id", ""), outputs=outputs, epoch=epoch_of(told[0]))
    written = engine.write(job) if outputs else Written()
    _finish(written, told, None if seen[0].is_part else xml[0], house)
    found: tuple[tuple[int, Finding], ...] = ()
    if written and (seen[0].is_part or seen[1].is_part):
        whole = _joined(told, "html", house, manner)
        found = tuple(_leaks(seen, written, whole, engine, house))
    return Together(outputs={} if found else dict(written), leaks=found)


def _finish(written: Written, told: Roots, xml: bytes | None, house: HouseFiles) -> None:
    """Put into a page and a Word file what pandoc leaves out."""
    if "html" in written:
        written["html"] = house.dressed(
            written["html"], _page_parts(told, house), is_bilingual=True
        )
    if "docx" in written:
        first, second = (_side(root, house) for root in told)
        written["docx"] = finish(
            written["docx"],
            _word_facts(told, xml, house),
            right_to_left=first.is_right_to_left,
            turned_back="" if second.is_right_to_left else second.tag,
        )


def _shown(root: etree._Element, manner: Manner, house: HouseFiles) -> Shown:
    return shown(root, manner.audience, house.labels_for(root.get("language")))


def _told(root: etree._Element, manner: Manner, house: HouseFiles) -> etree._Element:
    return document_of(root, manner.document, house.labels_for(root.get("language")).words)


def _side(root: etree._Element, house: HouseFiles) -> Side:
    tag = root.get("language", "")
    return Side(root=root, labels=house.labels_for(tag), tag=tag)


def _sides(told: Roots, house: HouseFiles, ending: str) -> Sides:
    first, second = (_side(root, house) for root in told)
    is_turned = first.is_right_to_left != second.is_right_to_left
    return (
        replace(first, is_turned=is_turned),
        replace(second, is_turned=is_turned, ending=ending),
    )


def _joined(told: Roots, output_format: Format, house: HouseFiles, manner: Manner) -> bytes:
    """Make the AST of both records for one format."""
    first, second = (
        drafted(root, output_format=output_format, house=house, manner=manner) for root in told
    )
    ending = set_apart(second, first, told[1].get("language", ""))
    sides = _sides(told, house, ending)
    for draft, side in zip((first, second), sides, strict=True):
        _fit(draft, side, output_format)
    made = emptied(first)
    metas = first.find("meta"), second.find("meta")
    assert metas[0] is not None
    assert metas[1] is not None
    made.append(joined_metadata(metas[0], metas[1], sides, is_page=output_format == "html"))
    arrange = _ARRANGED[output_format]
    filled(etree.SubElement(made, "blocks"), arrange(pairs_of((first, second), sides), sides))
    if output_format == "txt":
        if manner.ascii:  # the names of the languages have come to it since
            write_in_ascii(made, language=sides[0].tag)
        lay_out(made, columns=manner.columns)
    return etree.tostring(made, encoding="utf-8", xml_declaration=True)


_ARRANGED: dict[str, Callable[..., list[etree._Element]]] = {
    "html": page_blocks,
    "docx": sheet_blocks,
    "txt": text_blocks,
}


def _fit(draft: etree._Element, side: Side, output_format: str) -> None:
    """Make a draft fit for half a page; a line of text is as wide as ever."""
    if output_format == "txt":
        return
    unfold(draft)
    unroll(draft, side.labels.words, is_word=output_format == "docx")
    spoken_notes(draft, side)


def _page_parts(told: Roots, house: HouseFiles) -> PageParts:
    first, second = (page_parts(root, house) for root in told)
    return replace(
        first,
        reference=shortened(second.title),
        data=_data(first.data, second.data),
    )


def _data(
    first: dict[str, object] | None, second: dict[str, object] | None
) -> dict[str, object] | None:
    """Tell machines of one meeting, which has two names."""
    if first is None or second is None:
        return first
    own = {"inLanguage": [first.get("inLanguage"), second.get("inLanguage")]}
    if first.get("name") != second.get("name"):
        own["alternateName"] = [second.get("name")]
    return {**first, **own}


def _word_facts(told: Roots, xml: bytes | None, house: HouseFiles) -> WordFacts:
    """Say of a Word file what both records say; its archived file is that of the original."""
    first, second = (
        word_facts(root, xml=xml, labels=house.labels_for(root.get("language"))) for root in told
    )
    pages = BETWEEN.join(dict.fromkeys(facts.words["page.number"] for facts in (first, second)))
    return replace(
        first,
        title=_both(first.title, second.title),
        warning=_both(first.warning, second.warning),
        marking=_both(first.marking, second.marking),
        creator=_both(first.creator, second.creator),
        words=MappingProxyType({**first.words, "page.number": pages}),
    )


def _both(first: str, second: str) -> str:
    return BETWEEN.join(dict.fromkeys(words for words in (first, second) if words))


def _leaks(
    seen: tuple[Shown, Shown],
    written: dict[str, bytes],
    ast: bytes,
    engine: Engine,
    house: HouseFiles,
) -> Iterator[tuple[int, Finding]]:
    """Check what was made for the public against what each of the two withholds."""
    words = {f"{n}.{key}": text for n, one in enumerate(seen) for key, text in _words(one)}
    words["sheet"] = house.bilingual_sheet.decode()
    formats = tuple(written)

    def blank() -> Iterable[bytes]:
        return render(BLANK, formats=formats, engine=engine, house=house).outputs.values()

    for number, one in enumerate(seen):
        labels = replace(one.labels, words=MappingProxyType(words))
        for found in replace(one, labels=labels).leaks(written, ast, blank):
            yield number, found


def _words(one: Shown) -> Iterator[tuple[str, str]]:
    """Give the fixed words of a language, its name, and how a half says that it is in it."""
    yield from one.labels.words.items()
    tag = one.record.get("language", "")
    yield "tongue", Side(root=one.record, labels=one.labels, tag=tag).tongue
    yield "half", f"{tag} {_DIRECTIONS}"
