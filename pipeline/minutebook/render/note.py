"""One note's renditions, from its archival XML to bytes.

Nothing in this module knows YAML, a file, or a word of any language.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from minutebook.archive.record_paths import attribute_path, part_of
from minutebook.errors import Finding, RenderError, pointer
from minutebook.pandoc import Format, Job, Output, Written
from minutebook.render.ascii_text import by_sound, unwritten, write_in_ascii
from minutebook.render.dates import epoch
from minutebook.render.documents import document_of
from minutebook.render.event import event
from minutebook.render.manner import Manner
from minutebook.render.markdown_fit import fit_for_markdown
from minutebook.render.open_package import finish_open
from minutebook.render.page import PageParts
from minutebook.render.plain import lay_out
from minutebook.render.rendition import is_right_to_left, rendition
from minutebook.render.serials import with_serials
from minutebook.render.shown import shown
from minutebook.render.typst_fit import fit_for_typst
from minutebook.render.word_facts import word_facts
from minutebook.render.word_package import finish
from minutebook.schemas import NAMESPACE
from minutebook.stopwatch import UNTIMED, Stopwatch
from minutebook.wording import cut
from minutebook.xml_parser import DoctypeError, parse_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from minutebook.pandoc import Engine
    from minutebook.render.ascii_text import Odd
    from minutebook.render.house import HouseFiles
    from minutebook.render.mentions import Mention
    from minutebook.render.shown import Shown

FORMATS: tuple[Format, ...] = ("html", "docx", "txt", "pdf", "odt", "md", "epub")
"""The formats that a record can be rendered to."""

_PLAIN = Manner()

_FITTED: dict[Format, Callable[[etree._Element], None]] = {
    "pdf": fit_for_typst,
    "md": fit_for_markdown,
}
"""What is done to an AST for a writer that leaves something undone."""

_NAMED = 12
"""How many characters a message names."""

_ROOT = f"{{{NAMESPACE}}}meeting-record"
_TITLE = f"{{{NAMESPACE}}}title"
_MEETING = f"{{{NAMESPACE}}}meeting"

BLANK = f"""<meeting-record xmlns="{NAMESPACE}" schema="meeting-record/1.0" id="x">
<title>x</title><meeting date="2000-01-01"/></meeting-record>""".encode()
"""Its renditions hold what house files and formats bring along."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """What became of one record."""

    outputs: dict[str, bytes]
    """By format, in the order asked for; empty where the XML is no meeting record, nothing of it is
    public, or a rendition for the public would show what is not."""
    findings: tuple[Finding, ...]
    """Their ``file`` is empty: the caller knows its name, and the place in the author's text."""
    mentions: tuple[Mention, ...] = ()
    """Withheld names in open prose, to be found in the author's text."""


def render(
    xml: bytes,
    *,
    formats: tuple[str, ...],
    engine: Engine,
    house: HouseFiles,
    manner: Manner = _PLAIN,
    watch: Stopwatch = UNTIMED,
) -> Rendered:
    """
    Render a record.

    Args:
        xml: The archival XML of one record.
        formats: Any of `FORMATS`; may be empty.
        engine: Open, with this house's files.
        house: The house style.
        manner: Which document is made of the record, for whom, and how wide.
        watch: Measures what takes time in it.

    Returns:
        The same bytes for the same arguments.

    Raises:
        RenderError: pandoc could not write the record, or a format is not known.

    Source:
        docs/explanation/architecture.md, "Rendering"; findings E510, E511, W510, W525, W526, W530
        and W531, and E550 to W551 for the public.
    """
    root = _record(xml)
    if isinstance(root, Finding):
        return Rendered(outputs={}, findings=(root,))
    if "txt" in formats:
        root = with_serials(root)
    labels = house.labels_for(root.get("language"))
    seen = shown(root, manner.audience, labels)
    if seen.root is None:
        return Rendered(outputs={}, findings=seen.findings)
    root = seen.root
    told = document_of(root, manner.document, labels.words)
    outputs = tuple(
        Output(
            format=_format(name),
            ast=_to_ast(told, output_format=_format(name), house=house, manner=manner, watch=watch),
        )
        for name in formats
    )
    job = Job(name=root.get("id", ""), outputs=outputs, epoch=epoch_of(root), watch=watch)
    written = engine.write(job) if outputs else Written()
    with watch.stage("finish"):
        # By the digest of the whole, what a part of it leaves out could be guessed and proved.
        _finish(written, told, None if seen.is_part else xml, house)
    of_pdf = (*_unset(written.unset), *_untagged(written.untagged))
    found = _leaks(seen, written, engine, house, manner)
    return Rendered(
        outputs={} if found else dict(written),
        findings=(*_warnings(root, formats, manner, house), *of_pdf, *found),
        mentions=seen.mentions,
    )


def _finish(
    written: dict[str, bytes], told: etree._Element, xml: bytes | None, house: HouseFiles
) -> None:
    """Close what pandoc leaves open in the formats that need it."""
    if "html" in written:
        written["html"] = house.dressed(written["html"], page_parts(told, house))
    turned = is_right_to_left(told.get("language"))
    if "odt" in written:
        written["odt"] = finish_open(written["odt"], right_to_left=turned)
    if "docx" in written:
        facts = word_facts(told, xml=xml, labels=house.labels_for(told.get("language")))
        written["docx"] = finish(written["docx"], facts, right_to_left=turned)


def _leaks(
    seen: Shown, written: dict[str, bytes], engine: Engine, house: HouseFiles, manner: Manner
) -> tuple[Finding, ...]:
    """Check what was made for the public; a blank record is rendered only where that is needed."""
    if not seen.is_part or seen.root is None or not written:
        return ()
    ast = to_ast(seen.root, output_format="html", house=house, manner=manner)
    formats = tuple(written)

    def blank() -> Iterable[bytes]:
        return render(BLANK, formats=formats, engine=engine, house=house).outputs.values()

    return seen.leaks(written, ast, blank)


def to_ast(
    root: etree._Element,
    *,
    output_format: str,
    house: HouseFiles,
    manner: Manner = _PLAIN,
) -> bytes:
    """
    Write a record as pandoc's XML form of its AST.

    Args:
        root: The ``meeting-record`` element; it is not changed.
        output_format: One of `FORMATS`; the AST differs a little between them.
        house: The house style, for its stylesheet.
        manner: Which document is made of the record, for whom, and how wide.

    Returns:
        UTF-8. It holds no raw block, no raw inline and no image.

    Raises:
        RenderError: The format is not known, or the stylesheet stopped.
    """
    chosen = _format(output_format)
    if chosen == "txt":
        root = with_serials(root)
    labels = house.labels_for(root.get("language"))
    seen = shown(root, manner.audience, labels)
    if seen.root is None:
        raise RenderError("nothing of this record is open to the public")
    told = document_of(seen.root, manner.document, labels.words)
    return _to_ast(told, output_format=chosen, house=house, manner=manner)


def _to_ast(
    root: etree._Element,
    *,
    output_format: Format,
    house: HouseFiles,
    manner: Manner,
    watch: Stopwatch = UNTIMED,
) -> bytes:
    """Write what is told of a record; for text its decisions and actions are counted."""
    with watch.stage("xslt"):
        ast = drafted(root, output_format=output_format, house=house, manner=manner)
    if output_format == "txt":
        with watch.stage("layout"):
            lay_out(ast, columns=manner.columns)
    elif output_format in _FITTED:
        _FITTED[output_format](ast)
    return etree.tostring(ast, encoding="utf-8", xml_declaration=True)


def drafted(
    root: etree._Element, *, output_format: Format, house: HouseFiles, manner: Manner
) -> etree._Element:
    """
    Make the AST of what is shown of a record, before its writer's gaps are closed.

    Args:
        root: As `document_of` gives it; it is not changed.
        output_format: The AST differs a little between them.
        house: The house style, for its stylesheet.
        manner: Which document is made of the record, for whom, and how wide.

    Returns:
        The ``Pandoc`` element; of text its lines are not broken yet.

    Raises:
        RenderError: The stylesheet stopped.
    """
    labels = house.labels_for(root.get("language"))
    source = rendition(root, output_format=output_format, labels=labels, manner=manner)
    try:
        ast = house.stylesheet(source).getroot()
    except etree.XSLTApplyError as error:
        raise RenderError(f"the house stylesheet stopped: {error}") from error
    if output_format == "txt" and manner.ascii:
        write_in_ascii(ast, language=root.get("language", ""))
    return ast


def page_parts(root: etree._Element, house: HouseFiles) -> PageParts:
    """Say what stands at the head of each printed page, and what machines are told."""
    words = house.labels_for(root.get("language")).words
    status = root.get("status")
    reference = root.get("id", "")
    return PageParts(
        title=root.findtext(_TITLE) or "",
        reference=f"{reference} · {words[f'status.{status}']}" if status else reference,
        is_right_to_left=is_right_to_left(root.get("language")),
        data=event(root),
    )


def _format(name: str) -> Format:
    for known in FORMATS:
        if name == known:
            return known
    raise RenderError(
        f"`{name[:80]}` is no format that a note can be rendered to",
        hint="choose from " + ", ".join(f"`{known}`" for known in FORMATS),
    )


def _record(xml: bytes) -> etree._Element | Finding:
    try:
        root = parse_xml(xml)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        return _finding("E510", "the XML breaks off here, or is not well formed", line, column)
    except DoctypeError:
        return _finding("E510", "the XML has a DOCTYPE, which no archived record has")
    if root.tag != _ROOT:
        name = etree.QName(root).localname
        return _finding("E511", f"the XML is a `{name[:80]}`, not a meeting record of this version")
    return root


def _warnings(
    root: etree._Element, formats: tuple[str, ...], manner: Manner, house: HouseFiles
) -> Iterator[Finding]:
    tag = root.get("language")
    if not house.labels_for(tag).is_asked_for:
        message = f"there are no fixed words in `{tag}` yet, so they are written in English"
        yield _finding("W510", message, path="/language")
    if manner.ascii and "txt" in formats:
        # In a part of the record, places are no longer those of the author's.
        for finding in _of_ascii(root):
            yield finding if manner.audience == "internal" else replace(finding, path="")


def _of_ascii(root: etree._Element) -> Iterator[Finding]:
    """Say what a reader of ASCII gets by its sound, or by its number."""
    if odd := by_sound(root):
        message = (
            f"letters such as `{odd.characters}` ({odd.count} in all) are in no Latin script,"
            " so ASCII writes them by sound"
        )
        yield _finding("W525", message, path=_path_of(odd))
    if odd := unwritten(root):
        numbers = ", ".join(f"U+{ord(character):04X}" for character in odd.characters)
        message = (
            f"ASCII has nothing like {numbers} ({odd.count} in all),"
            " so the text has its number in its place"
        )
        yield _finding("W526", message, path=_path_of(odd))


def _path_of(odd: Odd) -> str:
    part = part_of(odd.element)
    return pointer(part.path if odd.attribute is None else attribute_path(part, odd.attribute))


def _unset(characters: str) -> tuple[Finding, ...]:
    """Say which characters a reader of the PDF does not see."""
    if not characters:
        return ()
    named = ", ".join(f"`{character}` U+{ord(character):04X}" for character in characters[:_NAMED])
    more = len(characters) - _NAMED
    message = f"no font has {named}" + (f" and {more} more" if more > 0 else "")
    hint = "name a folder of fonts that have them, with --fonts or `fonts` in minutebook.toml"
    finding = _finding("W530", f"{message}, so the PDF shows another sign for each")
    return (replace(finding, hint=hint),)


def _untagged(reason: str) -> tuple[Finding, ...]:
    """Say that a PDF is kept for good and no screen reader finds its way in it."""
    if not reason:
        return ()
    message = f"the PDF has no marks for screen readers, since typst cannot set them: {cut(reason)}"
    hint = "give the HTML page to readers who need them"
    return (replace(_finding("W531", message), hint=hint),)


def _finding(code: str, message: str, line: int = 1, column: int = 1, path: str = "") -> Finding:
    return Finding(
        file="", line=max(line, 1), column=max(column, 1), code=code, path=path, message=message
    )


def epoch_of(root: etree._Element) -> int:
    """Give the day of a record's meeting as seconds since 1970."""
    meeting = root.find(_MEETING)
    return epoch(None if meeting is None else meeting.get("date"))
