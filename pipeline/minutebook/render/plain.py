"""What plain text needs that pandoc's plain writer does not do: widths, underlines, addresses.

Nothing in this module knows a record; it changes an AST that was made for text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutebook.render.columns import Paragraph, is_breakable, line_width, wrap
from minutebook.render.text_blocks import (
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

COLUMNS = 72
"""The columns of a line, which is also where pandoc breaks one."""

_UNDERLINES = {1: "=", 2: "=", 3: "-", 4: "."}
_INDENTS = {"BulletList": 2, "OrderedList": 5, "BlockQuote": 2}
_CODE_INDENT = 4
_FIRST_WIDE = "\u1100"
_LEAST = 20


def lay_out(ast: etree._Element) -> None:
    """
    Change an AST so that pandoc writes it as text within `COLUMNS`.

    Args:
        ast: The ``Pandoc`` element, changed in place.

    Source:
        docs/explanation/architecture.md, "Rendering": pandoc's plain writer ignores the
        width in tables, drops the addresses of links and the ranks of headings.
    """
    _show_addresses(ast)
    _raise_labels(ast)
    number_notes(ast)
    for table in list(ast.iter("Table")):
        if next(table.iterancestors("Table"), None) is None:
            _replace(table, draw_table(table, _columns_at(table)))
    for heading in list(ast.iter("Header")):
        _replace(heading, list(_heading(heading)))
    for paragraph in list(ast.iter("Para", "Plain")):
        if lines := _broken(paragraph):
            _replace(paragraph, lines)
    forget_numbers(ast)
    for code in ast.iter("CodeBlock"):
        code.text = "\n".join(_code_lines(code))
    for rule in list(ast.iter("HorizontalRule")):
        _replace(rule, [["* * *"]])


def _columns_at(element: etree._Element) -> int:
    """The columns that are left where lists and quotes are set in."""
    set_in = sum(_INDENTS.get(str(ancestor.tag), 0) for ancestor in element.iterancestors())
    return max(COLUMNS - set_in, _LEAST)


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


def _heading(heading: etree._Element) -> Iterator[Drawn]:
    level = int(heading.get("level", "1"))
    columns = _columns_at(heading)
    lines = list(wrap((Paragraph(lines=tuple(inline_lines(heading))),), columns))
    if level == 2:
        yield []
    for _, words in lines:
        yield words_of(words)
    if sign := _UNDERLINES.get(level):
        longest = max((line_width(words) for _, words in lines), default=0)
        yield [sign * min(longest, columns)]


def _broken(paragraph: etree._Element) -> list[Drawn]:
    """
    Break a paragraph of a script that is written without blanks, which pandoc does not.

    Returns:
        No lines where pandoc can do it.
    """
    if max("".join(map(str, paragraph.itertext())), default="") < _FIRST_WIDE:
        return []
    columns = _columns_at(paragraph)
    lines = tuple(inline_lines(paragraph))
    if not any(
        width(word.text) > columns and is_breakable(word) for line in lines for word in line
    ):
        return []
    return [words_of(words) for _, words in wrap((Paragraph(lines=lines),), columns)]


def _code_lines(code: etree._Element) -> Iterator[str]:
    columns = _columns_at(code) - _CODE_INDENT
    for line in (code.text or "").split("\n"):
        if width(line) <= columns:
            yield line
            continue
        indent = line[: len(line) - len(line.lstrip(" "))]
        taken = ""
        for word in line.split(" "):
            if taken.strip() and width(taken) + 1 + width(word) > columns:
                yield taken
                taken = indent + "  " + word
            else:
                taken = f"{taken} {word}" if taken else word
        yield taken
