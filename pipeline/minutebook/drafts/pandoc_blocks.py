"""From pandoc's document to blocks: the rich text that a record can hold, and the rest in words.

Nothing in this module starts a program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from minutebook.drafts.blocks import Block, Picture, has_words, list_block, paragraph, trimmed
from minutebook.drafts.html_words import html_text, is_comment
from minutebook.drafts.inline_nodes import (
    add_to,
    clean,
    drafts_of,
    in_cell,
    joined,
    table_node,
    unbold,
    unwrapped,
    words_in,
)
from minutebook.markdown.grammar import ADDRESS, DEEPEST
from minutebook.markdown.tree import Draft, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FENCE = re.compile(r"[\s>*+-]*(?:[0-9]+[.)]\s+)?(?:`{3,}|~{3,})([^`]*)$")
_POSITION = re.compile(r"(?:^|@)([0-9]+):")
_ADDRESS = re.compile(ADDRESS)
_EMPHASIS = {"Emph": "em", "Strong": "strong", "Strikeout": "strike"}
_QUOTES = {"SingleQuote": "\u2018\u2019", "DoubleQuote": "\u201c\u201d"}
_MOST_DEEP = DEEPEST - 2


@dataclass(kw_only=True, slots=True)
class Reading:
    """What is gathered while a document is read."""

    pictures: list[Picture] = field(default_factory=list)
    hidden: list[tuple[int, str]] = field(default_factory=list)
    """Comments of the markup, with their lines."""
    changes: list[tuple[int, str, str]] = field(default_factory=list)
    """Tracked changes and comments: the line, the kind, the words."""
    line: int = 0
    """Where the reading is."""
    notes: list[Node] = field(default_factory=list)
    """Footnotes of the block that is being read."""
    count: int = 0
    """Footnotes so far."""
    has_lines: bool = False
    captions_are_hidden: bool = False
    source: Sequence[str] = ()
    """The lines of a Markdown note."""


def blocks_of(
    document: dict[str, Any], *, captions_are_hidden: bool = False, source: Sequence[str] = ()
) -> tuple[tuple[Block, ...], Reading]:
    """
    Turn a document into blocks.

    Args:
        document: In pandoc's JSON form.
        captions_are_hidden: Whether tables have captions that nobody sees.
        source: The lines of a Markdown note, where the document has their numbers.

    Returns:
        The blocks in their order, and what cannot be said by blocks.
    """
    reading = Reading(captions_are_hidden=captions_are_hidden, source=source)
    return tuple(_Reader(reading).blocks(document.get("blocks", []), 0)), reading


class _Reader:
    def __init__(self, reading: Reading) -> None:
        self._seen = reading

    def blocks(self, elements: Iterable[dict[str, Any]], depth: int) -> Iterator[Block]:
        """Turn elements into blocks, each with its footnotes."""
        for element in elements:
            kind = element["t"]
            content: Any = element.get("c")
            if kind in {"Div", "Figure"}:
                self._at(content[0])
                yield from self.blocks(content[-1], depth)
                continue
            outer, self._seen.notes = self._seen.notes, []
            if kind != "LineBlock" and not self._seen.has_lines and depth == 0:
                self._seen.line += 1
            yield from self._block(kind, content, depth)
            self._seen.notes = outer

    def _at(self, attributes: list[Any]) -> None:
        for key, value in attributes[2]:
            found = _POSITION.search(value) if key == "data-pos" else None
            if found:
                self._seen.line, self._seen.has_lines = int(found[1]), True

    def _block(self, kind: str, content: Any, depth: int) -> Iterator[Block]:
        if kind in {"Para", "Plain"}:
            yield from self._paragraph(content)
        elif kind == "Header":
            self._at(content[1])
            yield from self._heading(content)
        elif kind == "LineBlock":
            for line in content:
                yield from self._paragraph(line)
        elif kind == "CodeBlock":
            self._at(content[0])
            yield self._code(content)
        elif kind == "BlockQuote":
            yield from self._quote(content, depth)
        elif kind in {"BulletList", "OrderedList"}:
            yield from self._list(kind, content, depth)
        elif kind == "DefinitionList":
            yield from self._definitions(content, depth)
        elif kind == "Table":
            self._at(content[0])
            yield from self._table(content, depth)
        elif kind == "HorizontalRule":
            yield Block(kind="rule", node=Node("rule"), line=self._seen.line)
        elif kind == "RawBlock":
            yield from self._raw(content)

    def _paragraph(self, inlines: list[dict[str, Any]]) -> Iterator[Block]:
        line = self._line_of(inlines)
        children = trimmed(self._inlines(inlines))
        if children:
            yield paragraph(children, line, tuple(self._seen.notes))
            self._seen.notes = []

    def _line_of(self, inlines: list[dict[str, Any]]) -> int:
        """Find the first position that the inlines carry."""
        for inline in inlines[:1]:
            if inline["t"] in {"Span", "Code"}:
                self._at(inline["c"][0])
        return self._seen.line

    def _heading(self, content: list[Any]) -> Iterator[Block]:
        line = self._seen.line
        children = trimmed(self._inlines(content[2]))
        if not children:
            return
        node = Node("p", (), children)
        yield Block(
            kind="heading", node=node, line=line, level=content[0], notes=tuple(self._seen.notes)
        )

    def _code(self, content: list[Any]) -> Block:
        classes, text = content[0][1], content[1]
        language = self._info() or (classes[0].strip() if classes else "")
        attributes = (("language", clean(language)),) if language else ()
        body = clean(text.replace("\r", ""))
        node = Node("code-block", attributes, (body,) if body else ())
        return Block(kind="code-block", node=node, line=self._seen.line)

    def _info(self) -> str:
        """Give all that stands behind the fence of a code block, of which pandoc keeps one word."""
        lines = self._seen.source
        at = self._seen.line - 1
        found = _FENCE.match(lines[at]) if 0 <= at < len(lines) else None
        return found[1].strip() if found else ""

    def _quote(self, content: list[Any], depth: int) -> Iterator[Block]:
        line = self._seen.line
        within = tuple(_as_paragraph(block) for block in self.blocks(content, depth + 1))
        if not within or depth >= _MOST_DEEP:
            yield from within
            return
        notes = tuple(note for block in within for note in block.notes)
        node = Node("quote", (), tuple(block.node for block in within))
        yield Block(kind="quote", node=node, line=line, items=(within,), notes=notes)

    def _list(self, kind: str, content: Any, depth: int) -> Iterator[Block]:
        line = self._seen.line
        start = int(content[0][0]) if kind == "OrderedList" else None
        elements = content[1] if kind == "OrderedList" else content
        items = [self._item(item, depth + 1) for item in elements]
        items = [item for item in items if item]
        if not items:
            return
        if depth >= _MOST_DEEP:
            for item in items:
                yield from item
            return
        tight = any(part["t"] == "Plain" for part in _parts(elements))
        yield list_block(items, items[0][0].line or line, start=start, tight=tight)

    def _item(self, elements: list[dict[str, Any]], depth: int) -> tuple[Block, ...]:
        blocks = [_as_paragraph(block) for block in self.blocks(elements, depth)]
        if len(blocks) > 1 and blocks[0].text in {"\u2610", "\u2612"} and blocks[1].kind == "p":
            # A task's box stands before its words; with positions pandoc parts the two.
            box, words, *others = blocks
            children = (f"{box.text} ", *words.node.children)
            blocks = [paragraph(joined(children), words.line, words.notes), *others]
        return tuple(blocks)

    def _definitions(self, content: list[Any], depth: int) -> Iterator[Block]:
        for term, definitions in content:
            line = self._seen.line
            children = trimmed(self._inlines(term))
            for number, elements in enumerate(definitions):
                within = list(self.blocks(elements, depth))
                if number == 0 and children and within and within[0].kind == "p":
                    label = (Node("strong", (), unbold(children)), ": ")
                    first = joined((*label, *within[0].node.children))
                    within[0] = paragraph(first, line, within[0].notes)
                elif number == 0 and children:
                    yield paragraph(children, line)
                yield from within
            self._seen.line += not self._seen.has_lines

    def _table(self, content: list[Any], depth: int) -> Iterator[Block]:
        line = self._seen.line
        caption = list(self.blocks(content[1][1], depth))
        if self._seen.captions_are_hidden:
            # In Word they are what a screen reader says of the table.
            self._seen.hidden += [(line, block.text) for block in caption]
        else:
            yield from caption
        head, bodies, foot = content[3], content[4], content[5]
        rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
        cells = [[self._cell(cell[4]) for cell in row[1]] for row in rows]
        cells = [row for row in cells if any(row)]
        if not cells:
            return
        width = max(map(len, cells))
        yield Block(
            kind="table",
            node=table_node(tuple((*row, *[()] * (width - len(row))) for row in cells)),
            line=line,
            notes=tuple(self._seen.notes),
        )

    def _cell(self, elements: list[dict[str, Any]]) -> tuple[Node | str, ...]:
        """Put what stands in a cell on one line."""
        parts: list[Node | str] = []
        for block in self.blocks(elements, 1):
            self._seen.notes += block.notes
            parts += [" ", *in_cell(block)]
        return trimmed(joined(parts))

    def _raw(self, content: list[str]) -> Iterator[Block]:
        form, text = content
        if form != "html":
            return
        if is_comment(text):
            self._seen.hidden.append((self._seen.line, text))
            return
        for number, words in enumerate(html_text(text).split("\n")):
            if has_words(words):
                yield paragraph((clean(words.strip()),), self._seen.line + number)

    def _inlines(self, elements: list[dict[str, Any]], around: str = "") -> list[Node | str]:
        """Turn inlines into nodes; *around* names the emphasis and links that they stand in."""
        draft = Draft("p")
        for outer in elements:
            for element in unwrapped(outer):
                for child in self._inline(element["t"], element.get("c"), around):
                    add_to(draft, child)
        return list(draft.freeze().children)

    def _inline(self, kind: str, content: Any, around: str) -> Iterator[Draft | str]:
        if kind == "Str":
            yield clean(content)
        elif kind == "Space":
            yield " "
        elif kind == "SoftBreak":
            yield "\n"
        elif kind == "LineBreak":
            yield Draft("break")
        elif kind in _EMPHASIS:
            yield from self._wrapped(_EMPHASIS[kind], (), content, around)
        elif kind == "Code":
            text = clean(" ".join(content[1].split()))
            yield from [Draft("code", (), [text])] if text else []
        elif kind == "Link":
            yield from self._link(content, around)
        elif kind == "Note":
            yield self._note(content)
        elif kind == "Image":
            yield from self._image(content, around)
        else:
            yield from self._other(kind, content, around)

    def _other(self, kind: str, content: Any, around: str) -> Iterator[Draft | str]:
        if kind == "Math":
            yield clean(content[1])
        elif kind == "RawInline":
            yield from self._raw_inline(content)
        elif kind == "Quoted":
            left, right = tuple(_QUOTES[content[0]["t"]])
            yield left
            yield from drafts_of(self._inlines(content[1], around))
            yield right
        elif kind == "Span":
            yield from self._span(content, around)
        elif kind == "Cite":
            yield from drafts_of(self._inlines(content[1], around))
        elif isinstance(content, list):  # underlined, small capitals, raised, lowered
            yield from drafts_of(self._inlines(content, around))

    def _raw_inline(self, content: list[str]) -> Iterator[Draft | str]:
        form, text = content
        if form == "html" and is_comment(text):
            self._seen.hidden.append((self._seen.line, text))
        elif form == "html" and re.match(r"(?i)<br\b", text):
            yield Draft("break")
        elif form == "html":
            yield clean(html_text(text))

    def _span(self, content: list[Any], around: str) -> Iterator[Draft | str]:
        classes = content[0][1]
        change = next((one for one in classes if one in _CHANGES), None)
        if change is None:
            yield from drafts_of(self._inlines(content[1], around))
            return
        children = self._inlines(content[1], around)
        words = "".join(child if isinstance(child, str) else words_in(child) for child in children)
        if words.strip():
            self._seen.changes.append((self._seen.line, _CHANGES[change], words.strip()))
        if _CHANGES[change] == "insertion":
            yield from drafts_of(children)

    def _wrapped(
        self, name: str, attributes: tuple[tuple[str, str], ...], content: Any, around: str
    ) -> Iterator[Draft | str]:
        """Put a node round inlines, with the blanks at their ends outside it."""
        within = self._inlines(content, f"{around} {name}")
        core = trimmed(within)
        if not core or name in around.split():
            yield from drafts_of(within)
            return
        text = [child for child in (within[0], within[-1]) if isinstance(child, str)]
        if isinstance(within[0], str) and text[0][:1].isspace():
            yield " "
        yield Draft(name, attributes, list(drafts_of(core)))
        if isinstance(within[-1], str) and text[-1][-1:].isspace():
            yield " "

    def _link(self, content: list[Any], around: str) -> Iterator[Draft | str]:
        _, inlines, (target, _) = content
        target = target.replace(" ", "%20")
        if _ADDRESS.fullmatch(target) and "link" not in around.split():
            words = trimmed(self._inlines(inlines, f"{around} link"))
            if any(has_words(words_in(child)) for child in words):
                yield from self._wrapped("link", (("href", target),), inlines, around)
                return
        yield from drafts_of(self._inlines(inlines, around))
        if has_words(target) and not target.startswith("#"):
            yield f" ({clean(target)})"

    def _note(self, content: list[Any]) -> Draft:
        self._seen.count += 1
        mark = str(self._seen.count)
        outer, self._seen.notes = self._seen.notes, []
        blocks = [_as_paragraph(block).node for block in self.blocks(content, 1)]
        self._seen.notes = outer
        self._seen.notes.append(Node("footnote", (("id", mark),), tuple(blocks)))
        return Draft("note-ref", (("id", mark),))

    def _image(self, content: list[Any], around: str) -> Iterator[Draft | str]:
        _, inlines, (target, title) = content
        children = self._inlines(inlines, around)
        words = " ".join("".join(words_in(child) for child in children).split())
        picture = Picture(title=words or title, line=self._seen.line, target=target)
        self._seen.pictures.append(picture)
        yield from drafts_of(children)


_CHANGES = {
    "insertion": "insertion",
    "deletion": "deletion",
    "comment-start": "comment",
    "paragraph-insertion": "insertion",
}


def _as_paragraph(block: Block) -> Block:
    """A heading within a list or quote is a paragraph: a record's structure is elsewhere."""
    return paragraph(block.node.children, block.line, block.notes) if block.level else block


def _parts(items: list[list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    for item in items:
        for part in item:
            inner = part
            while inner["t"] == "Div" and inner["c"][1]:
                inner = inner["c"][1][0]
            yield inner
