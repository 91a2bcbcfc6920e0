"""A file of any kind as one source: its blocks, its words, and what stands beside them.

Nothing in this module knows what minutes hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from minutebook.drafts.blocks import markdown_of
from minutebook.drafts.packages import kind_of
from minutebook.drafts.pandoc_blocks import blocks_of
from minutebook.drafts.pictures import papers_of
from minutebook.drafts.plain_text import read_text
from minutebook.drafts.source_words import markdown_words, source_words
from minutebook.pandoc import UnreadableError, read_foreign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from minutebook.drafts.blocks import Block

_FRONT = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_TIGHT_HEADING = re.compile(r"^(#{1,6})(?=[0-9]+[.)]\s)", re.MULTILINE)
_FENCE_DIV = re.compile(r"^[ \t]*:{3,}[ \t]*[\w{}.=\"' -]*$", re.MULTILINE)
_NO_BREAK = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " "})
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_HIDDEN = re.compile("[\u200b\u2060\ufeff\u00ad]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """Something of a source that is not its text."""

    line: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceNote:
    """A file that has been read."""

    name: str
    suffix: str
    is_as_named: bool
    blocks: tuple[Block, ...]
    words: tuple[str, ...]
    """Every word of its body, in order."""
    furniture: tuple[Remark, ...] = ()
    """What belongs to the page."""
    hidden: tuple[Remark, ...] = ()
    """Comments that no reader of the file sees."""
    changes: tuple[Remark, ...] = ()
    """Tracked changes and comments."""
    papers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Its images, as papers of a record by their keys."""
    front: tuple[tuple[str, str], ...] = ()
    """The keys and values before the text of a Markdown note."""
    title: str = ""
    """As the file's own properties say it."""
    controls: tuple[Remark, ...] = ()
    """Characters that no record can hold, which were taken out."""
    has_lines: bool = True
    """Whether `Block.line` counts lines; else it counts paragraphs."""


def read_source(data: bytes, name: str, *, track_changes: str = "accept") -> SourceNote:
    """
    Read a file.

    Args:
        data: The whole file.
        name: As the user named it.
        track_changes: ``accept``, or ``list`` to have every change and comment listed.

    Returns:
        The source.

    Raises:
        RefusedError: It is none of the kinds that are imported, or may not be opened.
        UnreadableError: It could not be read within the limits.
        ProgramError: There is no pandoc.
    """
    kind = kind_of(data, name)
    text, controls = ("", ()) if kind.suffix in {".docx", ".odt", ".rtf"} else _decoded(data)
    if kind.suffix == ".txt":
        source = _of_text(name, text)
    else:
        source = _of_pandoc(name, data, text, kind.suffix, track_changes)
    words = source_words(data, text if kind.suffix != ".md" else _body(text), kind.suffix)
    if words is None:
        words = [word for block in source.blocks for word in _block_words(block)]
    return replace(
        source, words=tuple(words), is_as_named=kind.is_as_named, controls=tuple(controls)
    )


def _decoded(data: bytes) -> tuple[str, list[Remark]]:
    """Decode a text of any encoding, with LF line ends and no character that XML cannot hold."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        # What is not UTF-8 was most likely written on an office's Windows.
        text = data.decode("cp1252", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n")
    found = [
        Remark(line=text.count("\n", 0, one.start()) + 1, text=f"U+{ord(one[0]):04X}")
        for one in _CONTROL.finditer(text)
    ]
    return _HIDDEN.sub("", _CONTROL.sub(" ", text)), found


def _of_text(name: str, text: str) -> SourceNote:
    read = read_text(text.translate(_NO_BREAK))
    furniture = tuple(Remark(line=one.number, text=one.text.strip()) for one in read.furniture)
    return SourceNote(
        name=name,
        suffix=".txt",
        is_as_named=True,
        blocks=read.blocks,
        words=(),
        furniture=furniture,
    )


def _body(text: str) -> str:
    return "\n".join(_front_and_body(text)[1].split("\f"))


def _front_and_body(text: str) -> tuple[str, str]:
    found = _FRONT.match(text)
    if not found or not re.search(r"(?m)^[\w#-]+\s*:", found[1]):
        return "", text
    # The lines of the body keep their numbers.
    return found[1], "\n" * found[0].count("\n") + text[found.end() :]


def _of_pandoc(name: str, data: bytes, text: str, suffix: str, track: str) -> SourceNote:
    front, body = ("", text)
    furniture: list[Remark] = []
    if suffix == ".md":
        front, body = _front_and_body(text)
        furniture += list(_fence_divs(body))
        body = _TIGHT_HEADING.sub(r"\1 ", _FENCE_DIV.sub("", body)).replace("\f", "\n")
    given = body.encode() if text else data
    document = read_foreign(given, suffix, track_changes="all" if track == "list" else "accept")
    if suffix in {".docx", ".odt"}:
        document["blocks"] = [*_title_page(document.get("meta", {})), *document["blocks"]]
    try:
        blocks, reading = blocks_of(
            document, captions_are_hidden=suffix == ".docx", source=body.split("\n")
        )
    except RecursionError as error:
        raise UnreadableError("its parts are set one within another too deeply") from error
    changes = (Remark(line=line, text=f"{kind}: {words}") for line, kind, words in reading.changes)
    return SourceNote(
        name=name,
        suffix=suffix,
        is_as_named=True,
        blocks=blocks,
        words=(),
        furniture=tuple(furniture),
        hidden=tuple(Remark(line=line, text=words) for line, words in reading.hidden),
        changes=tuple(changes),
        papers=papers_of(tuple(reading.pictures), data, suffix),
        front=tuple(_front_matter(front)),
        title=_title(document.get("meta", {})),
        has_lines=suffix == ".md",
    )


def _fence_divs(body: str) -> Iterator[Remark]:
    """Find the marks of coloured boxes, which hold no words of the note."""
    for found in _FENCE_DIV.finditer(body):
        yield Remark(line=body.count("\n", 0, found.start()) + 1, text=found[0].strip())


def _front_matter(front: str) -> Iterator[tuple[str, str]]:
    """Read keys and values line by line; anything deeper stays as its text."""
    key, value = "", ""
    for line in front.splitlines():
        found = re.match(r"([\w#][\w #.-]*?)\s*:(?:\s+|$)(.*)", line)
        if found and not line[:1].isspace():
            if key:
                yield key, value.strip()
            key, value = found[1], _unquoted(found[2])
        else:
            value = f"{value}\n{line}"
    if key:
        yield key, value.strip()


def _unquoted(value: str) -> str:
    value = value.strip()
    same = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if same else value


def _title_page(meta: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Put back as blocks what pandoc takes for properties: paragraphs of certain styles."""
    for key in ("title", "subtitle", "author", "date", "abstract"):
        value = meta.pop(key, {})
        for one in value["c"] if value.get("t") == "MetaList" else [value]:
            if one.get("t") == "MetaInlines" and key == "title":
                yield {"t": "Header", "c": [1, ["", [], []], one["c"]]}
            elif one.get("t") == "MetaInlines":
                yield {"t": "Para", "c": one["c"]}
            elif one.get("t") == "MetaBlocks":
                yield from one["c"]


def _title(meta: dict[str, Any]) -> str:
    """Give the title among a document's properties."""
    title = meta.get("title", {})
    if title.get("t") not in {"MetaInlines", "MetaBlocks"}:
        return ""
    elements = title["c"] if title["t"] == "MetaBlocks" else [{"t": "Para", "c": title["c"]}]
    blocks, _ = blocks_of({"blocks": elements})
    return " ".join(" ".join(block.text for block in blocks).split())


def _block_words(block: Block) -> list[str]:
    return markdown_words(markdown_of([block]))
