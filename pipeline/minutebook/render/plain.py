"""What plain text needs that pandoc's plain writer does not do: widths, underlines, addresses.

Nothing in this module knows a record; it changes an AST that was made for text.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from minutebook.render.columns import Paragraph, line_width, wrap
from minutebook.render.text_blocks import (
    NOTE_INDENT,
    break_lines,
    forget_numbers,
    inline_lines,
    line_block,
    number_notes,
    words_of,
)
from minutebook.render.text_tables import draw_table
from minutebook.wording import width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from minutebook.render.text_blocks import Drawn

_UNDERLINES = {1: "=", 2: "=", 3: "-", 4: "."}
_INDENTS = {"BulletList": 2, "BlockQuote": 2, "Note": NOTE_INDENT}
_HANGING = {"label", "turn", "meta"}
_HUNG = "  "
_CODE_INDENT = 4
_LEAST = 4
"""However deep lists and quotes stand in one another, a line keeps so many columns."""


def lay_out(ast: etree._Element, *, columns: int) -> None:
    """
    Break the lines of an AST so that pandoc, which is to break none, writes it as text.

    Args:
        ast: The ``Pandoc`` element, changed in place.
        columns: The most columns for a line; only a word that is longer by itself goes over them.

    Source:
        docs/explanation/architecture.md, "Rendering": pandoc's plain writer ignores the
        width in tables, drops the addresses of links and the ranks of headings.
    """
    _show_addresses(ast)
    _raise_labels(ast)
    number_notes(ast)
    page = _Page(columns=columns)
    # From the end, so that what stands in a footnote is broken before its mark is.
    for paragraph in reversed(list(ast.iter("Para", "Plain"))):
        if not _is_in_table(paragraph):
            page.break_paragraph(paragraph)
    for table in reversed(list(ast.iter("Table"))):
        if not _is_in_table(table):
            _replace(table, draw_table(table, page.columns_at(table)))
    for heading in list(ast.iter("Header")):
        _replace(heading, list(page.heading(heading)))
    forget_numbers(ast)
    for code in ast.iter("CodeBlock"):
        code.text = "\n".join(page.code_lines(code))
    for rule in list(ast.iter("HorizontalRule")):
        _replace(rule, [["* * *"]])


@dataclass(frozen=True, kw_only=True, slots=True)
class _Page:
    """The width of a line, and what stands in it."""

    columns: int

    def columns_at(self, element: etree._Element) -> int:
        """The columns that are left where lists, quotes and footnotes are set in."""
        set_in = 0
        inside = element
        for ancestor in element.iterancestors():
            set_in += _set_in(ancestor, inside)
            if ancestor.tag == "Note":
                break
            inside = ancestor
        return max(self.columns - set_in, _LEAST)

    def break_paragraph(self, paragraph: etree._Element) -> None:
        """Break a paragraph; a label or a turn hangs, and one in a footnote from its mark."""
        holder = paragraph.getparent()
        in_note = holder is not None and holder.tag == "Note"
        rest = _HUNG if holder is not None and holder.get("class") in _HANGING else ""
        cell = (Paragraph(lines=tuple(inline_lines(paragraph)), rest=rest),)
        lines = list(wrap(cell, self.columns_at(paragraph)))
        if in_note:  # pandoc sets the mark before the first line, and nothing before the others
            is_later = paragraph.getprevious() is not None
            margin = " " * NOTE_INDENT
            lines = [(margin if n or is_later else "", words) for n, (_, words) in enumerate(lines)]
        break_lines(paragraph, lines)

    def heading(self, heading: etree._Element) -> Iterator[Drawn]:
        """The lines of a heading, with what underlines it."""
        level = int(heading.get("level", "1"))
        columns = self.columns_at(heading)
        lines = list(wrap((Paragraph(lines=tuple(inline_lines(heading))),), columns))
        if level == 2:
            yield []
        for _, words in lines:
            yield words_of(words)
        if sign := _UNDERLINES.get(level):
            longest = max((line_width(words) for _, words in lines), default=0)
            yield [sign * min(longest, columns)]

    def code_lines(self, code: etree._Element) -> Iterator[str]:
        """The lines of a piece of code, a long one broken and set in."""
        columns = self.columns_at(code) - _CODE_INDENT
        for line in (line.rstrip(" ") for line in (code.text or "").split("\n")):
            if width(line) <= columns:
                yield line
                continue
            indent = line[: len(line) - len(line.lstrip(" "))][: columns // 2]
            taken = ""
            for word in line.lstrip(" ").split(" "):
                if taken.strip() and width(taken) + 1 + width(word) > columns:
                    yield taken.rstrip(" ")
                    taken = indent + "  " + word
                else:
                    taken = f"{taken} {word}" if taken else indent + word
            yield taken.rstrip(" ")


def _is_in_table(element: etree._Element) -> bool:
    """Say whether something is drawn with a table; a footnote is not, wherever its mark stands."""
    tags = (ancestor.tag for ancestor in element.iterancestors())
    return "Table" in takewhile(lambda tag: tag != "Note", tags)


def _set_in(ancestor: etree._Element, inside: etree._Element) -> int:
    """Count the columns by which pandoc, or a footnote's mark, sets in what stands inside."""
    if ancestor.tag == "OrderedList":
        number = int(ancestor.get("start", "1")) + ancestor.index(inside)
        return max(len(f"{number}."), 3) + 1
    if ancestor.tag == "Note":
        return max(NOTE_INDENT, len(f"[{ancestor.get('number', '')}] "))
    return _INDENTS.get(str(ancestor.tag), 0)


def _replace(element: etree._Element, lines: list[Drawn]) -> None:
    parent = element.getparent()
    if parent is not None:
        block = line_block(lines)
        block.tail = element.tail
        parent.replace(element, block)


def _show_addresses(ast: etree._Element) -> None:
    """Write out where a link leads, unless its words say so."""
    for link in list(ast.iter("Link")):
        href, title = link.get("href", ""), link.get("title")
        words = "".join(map(str, link.itertext()))
        shown = "" if href.startswith("#") or words in {href, _bare(href)} else f" <{_bare(href)}>"
        if title:
            shown = f" ({title}){shown}"
        link.tag = "Span"
        link.attrib.clear()
        if len(link):
            link[-1].tail = (link[-1].tail or "") + shown
        else:
            link.text = (link.text or "") + shown


def _bare(href: str) -> str:
    scheme, _, rest = href.partition(":")
    return rest if scheme.lower() in {"mailto", "tel"} else href


def _raise_labels(ast: etree._Element) -> None:
    """Set what an item is called in capitals: text has no bold."""
    for kind in ast.iter("Span"):
        if kind.get("class") == "kind" and kind.text:
            kind.text = kind.text.upper()
