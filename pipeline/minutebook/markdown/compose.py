"""From a block tree to the Markdown that reads back as the same tree.

Nothing in this module knows what the words of a paragraph need: it lays out blocks.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from minutebook.markdown.grammar import can_touch
from minutebook.markdown.spelling import spell_cell, spell_paragraph
from minutebook.markdown.tree import Node, RichText, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_ENTITY = re.compile("&(?=#?[A-Za-z0-9]+;)")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_FENCES = re.compile("^[ \t]*(`{3,}|~{3,})", re.MULTILINE)
_SHORTEST_FENCE = 3
_SIDES = MappingProxyType(
    {"": ("", ""), "left": (":", ""), "right": ("", ":"), "center": (":", ":")}
)
_NARROWEST = 3
_WIDEST_TABLE = 100
_FOOTNOTE_INDENT = 4


def compose(blocks: RichText) -> str:
    """
    Write a block tree as Markdown in the normal spelling.

    Args:
        blocks: A tree without `flaws`; may be empty.

    Returns:
        Lines joined by LF, without one at the end; ``parse(compose(blocks)) == (blocks, ())``.

    Source:
        CommonMark 0.31; docs/explanation/architecture.md, "Rich text".
    """
    return "\n".join(_lay_out(blocks, tight=False, bullet=""))


def _lay_out(blocks: Iterable[Node | str], *, tight: bool, bullet: str) -> list[str]:
    """Write blocks one below another; *bullet* is that of the item that the first one opens."""
    lines: list[str] = []
    last: Node | None = None
    mark = bullet
    for block in blocks:
        if isinstance(block, str):
            continue
        touching = last is not None and tight and can_touch(last, block)
        if last and not touching:
            lines.append("")
        if block.name == "list":
            mark = _next_mark(block, mark)
            lines += _list(block, mark)
        elif block.name == "rule":
            # Hyphens would underline the words above, or make one rule with the item's own.
            lines.append("___" if touching or (mark and not last) else "---")
        else:
            lines += _WRITERS[block.name](block)
        mark = mark if block.name == "list" else ""
        last = block
    return lines


def _next_mark(node: Node, taken: str) -> str:
    """Lists that follow one another differ in their mark, or they would be one list."""
    if node.get("kind") == "number":
        return ")" if taken == "." else "."
    return "*" if taken == "-" else "-"


def _paragraph(node: Node) -> list[str]:
    return spell_paragraph(node.children).split("\n")


def _list(node: Node, mark: str) -> list[str]:
    tight = node.get("tight") == "yes"
    start = int(node.get("start", "1"))
    lines: list[str] = []
    for index, item in enumerate(node.children):
        if isinstance(item, str):
            continue
        if lines and not tight:
            lines.append("")
        numbered = node.get("kind") == "number"
        sign = f"{start + index}{mark}" if numbered else mark
        within = _lay_out(item.children, tight=tight, bullet="" if numbered else mark)
        lines += _hang(sign, within, len(sign) + 1)
    return lines


def _hang(sign: str, lines: list[str], width: int) -> list[str]:
    """Put a sign before the first line and spaces before the others."""
    if not lines:
        return [sign]
    pad = " " * width
    return [f"{sign} {lines[0]}", *(f"{pad}{line}" if line else "" for line in lines[1:])]


def _quote(node: Node) -> list[str]:
    lines = _lay_out(node.children, tight=False, bullet="")
    return [f"> {line}" if line else ">" for line in lines] or [">"]


def _code_block(node: Node) -> list[str]:
    language, text = node.get("language"), text_of(node)
    sign = "~" if "`" in language else "`"
    runs = [len(run) for run in _FENCES.findall(text) if run[0] == sign]
    fence = sign * max(_SHORTEST_FENCE, *(length + 1 for length in runs), 0)
    info = _ENTITY.sub("&amp;", _BACKSLASH.sub(r"\\\\", language))
    gap = " " if info.startswith(sign) else ""
    return [f"{fence}{gap}{info}", *(text.split("\n") if text else ()), fence]


def _table(node: Node) -> list[str]:
    rows = [row for row in node.children if isinstance(row, Node)]
    aligned = [cell.get("align") for cell in rows[0].children if isinstance(cell, Node)]
    cells = [_spelled_cells(row) for row in rows]
    widths = [max(_NARROWEST, *map(len, column)) for column in zip(*cells, strict=True)]
    if sum(widths) > _WIDEST_TABLE:
        widths = [_NARROWEST] * len(widths)
    ruler = _row([_rule(align, width) for align, width in zip(aligned, widths, strict=True)])
    head, *others = (
        _row(
            [
                _fill(cell, align, width)
                for cell, align, width in zip(row, aligned, widths, strict=True)
            ]
        )
        for row in cells
    )
    return [head, ruler, *others]


def _rule(align: str, width: int) -> str:
    """Draw the line under a head, with colons at the sides that its column keeps to."""
    left, right = _SIDES[align]
    return f"{left}{'-' * (width - len(left) - len(right))}{right}"


def _fill(cell: str, align: str, width: int) -> str:
    """Fill a cell to the width of its column, so that the source is a table to the eye too."""
    if align == "right":
        return cell.rjust(width)
    return cell.center(width) if align == "center" else cell.ljust(width)


def _spelled_cells(row: Node) -> list[str]:
    return [spell_cell(cell.children) for cell in row.children if isinstance(cell, Node)]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _footnote(node: Node) -> list[str]:
    lines = _lay_out(node.children, tight=False, bullet="")
    return _hang(f"[^{node.get('id')}]:", lines, _FOOTNOTE_INDENT)


_WRITERS: Mapping[str, Callable[[Node], list[str]]] = MappingProxyType(
    {
        "p": _paragraph,
        "quote": _quote,
        "code-block": _code_block,
        "table": _table,
        "footnote": _footnote,
    }
)
