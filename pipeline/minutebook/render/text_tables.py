"""Tables of pandoc's AST laid out in columns of text, since pandoc's plain writer heeds no width.

Nothing in this module knows a record, or why a table stands where it does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from minutebook.render.columns import (
    GAP,
    Cell,
    Paragraph,
    Word,
    fit,
    line_width,
    longest_line,
    longest_word,
    wrap,
)
from minutebook.render.text_blocks import Drawn, cell_of, words_of
from minutebook.wording import width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_WIDEST_NAME = 24
"""Columns for the name of a fact."""

_USUAL = 72
"""Columns of a line in which a name may be as wide as that; in a narrower one it is less."""

_HUNG = "  "


@dataclass(frozen=True, kw_only=True, slots=True)
class _Grid:
    caption: Cell
    alignments: tuple[str, ...]
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def draw_table(table: etree._Element, columns: int) -> list[Drawn]:
    """
    Lay a table out.

    Args:
        table: A ``Table`` of the AST.
        columns: The columns of a line.

    Returns:
        Its lines: in columns, or where these would be too narrow for a word, as a list.
    """
    grid = _grid(table)
    if "facts" in table.get("class", "").split():
        return list(_facts(grid, columns))
    needs = [
        (max(map(longest_word, cells)), max(map(longest_line, cells)))
        for cells in zip(*([grid.head] if grid.head else []), *grid.rows, strict=True)
    ]
    widths = fit(needs, columns) if needs else None
    caption = [_plain(before, words) for before, words in wrap(grid.caption, columns)]
    body = list(_columns(grid, widths)) if widths else list(_listed(grid, columns))
    return [*caption, [], *body] if caption else body


def _grid(table: etree._Element) -> _Grid:
    head = [_row(row) for row in table.iterfind("TableHead/Row")]
    rows = [*head[1:], *(_row(row) for row in table.iterfind("TableBody/body/Row"))]
    first = head[0] if head else ()
    count = max((len(row) for row in (first, *rows)), default=0)
    caption = table.find("Caption")
    specs = [spec.get("alignment", "") for spec in table.iterfind("colspecs/ColSpec")]
    return _Grid(
        caption=cell_of(caption) if caption is not None else (),
        alignments=tuple((specs + [""] * count)[:count]),
        head=_filled(first, count) if first else (),
        rows=tuple(_filled(row, count) for row in rows),
    )


def _row(row: etree._Element) -> tuple[Cell, ...]:
    return tuple(cell_of(cell) for cell in row.iterfind("Cell"))


def _filled(row: tuple[Cell, ...], count: int) -> tuple[Cell, ...]:
    return row + ((),) * (count - len(row))


def _columns(grid: _Grid, widths: list[int]) -> Iterator[Drawn]:
    if grid.head:
        yield from _drawn_row(grid.head, grid, widths)
        yield [(" " * GAP).join("-" * size for size in widths)]
    drawn = [list(_drawn_row(row, grid, widths)) for row in grid.rows]
    # Rows of several lines need a blank one between them to be told apart.
    apart = any(len(lines) > 1 for lines in drawn)
    for number, lines in enumerate(drawn):
        if number and apart:
            yield []
        yield from lines


def _drawn_row(row: tuple[Cell, ...], grid: _Grid, widths: list[int]) -> Iterator[Drawn]:
    cells = [list(wrap(cell, size)) for cell, size in zip(row, widths, strict=True)]
    for number in range(max(map(len, cells), default=0)):
        line: Drawn = []
        for cell, size, alignment in zip(cells, widths, grid.alignments, strict=True):
            before, words = cell[number] if number < len(cell) else ("", ())
            blank = max(size - width(before) - line_width(words), 0)
            left = {"AlignRight": blank, "AlignCenter": blank // 2}.get(alignment, 0)
            line += [" " * left + before, *words_of(words), " " * (blank - left + GAP)]
        yield line


def _listed(grid: _Grid, columns: int) -> Iterator[Drawn]:
    """Each row as lines of their own, with the column's head before what stands in it."""
    for number, row in enumerate(grid.rows):
        if number:
            yield []
        for index, cell in enumerate(row):
            if cell:
                heads = grid.head[index] if grid.head else ()
                yield from (_plain(*line) for line in wrap(_named(heads, cell, columns), columns))


def _named(head: Cell, cell: Cell, columns: int) -> Cell:
    """A cell hung below the words of its head, which stand in the same line where they can."""
    name = " ".join(word.text for p in head for line in p.lines for word in line)
    hung = tuple(map(_hung, cell))
    if not name:
        return hung
    lead = f"{name}: "
    if width(lead) + longest_word(cell[:1]) > columns:
        words = tuple(Word(word) for word in lead.split())
        return (Paragraph(lines=(words,)), *hung)
    return (Paragraph(lines=cell[0].lines, first=lead + cell[0].first, rest=_HUNG), *hung[1:])


def _hung(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, first=_HUNG + paragraph.first, rest=_HUNG + paragraph.rest)


def _facts(grid: _Grid, columns: int) -> Iterator[Drawn]:
    """A name and what it is: the names in one column, nothing between the rows."""
    most = max(_WIDEST_NAME * columns // _USUAL, *(longest_word(row[0]) for row in grid.rows), 0)
    size = min(max((longest_line(row[0]) for row in grid.rows), default=0), _WIDEST_NAME, most)
    widths = [size, columns - GAP - size]
    for row in grid.rows:
        if max(map(longest_word, row[1:]), default=0) <= widths[1]:
            yield from _drawn_row(row, grid, widths)
            continue
        # What is too long to stand beside its name stands below it.
        name, *values = row
        below = tuple(_hung(paragraph) for value in values for paragraph in value)
        for lines in wrap((*name, *below), columns):
            yield _plain(*lines)


def _plain(before: str, words: tuple[object, ...]) -> Drawn:
    return [before, *words_of(words)]  # type: ignore[arg-type]
