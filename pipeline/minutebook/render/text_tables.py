"""Tables of pandoc's AST laid out in columns of text, or as lists where columns are too narrow.

Nothing in this module knows a record, or why a table stands where it does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from minutebook.render.columns import (
    GAP,
    Cell,
    Paragraph,
    fit,
    longest_line,
    longest_together,
    longest_word,
    wrap,
)
from minutebook.render.text_blocks import HUNG, cell_of
from minutebook.wording import width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_WIDEST_NAME = 24
"""Columns for the name of a fact."""

_LONGER = 1.5
"""How many times the lines of a list a table may have, since its columns are read at a glance."""
_NARROW = 14
"""The columns below which broken words are not: there, a table may be no longer than the list."""

_USUAL = 72
"""Columns of a line in which a name may be as wide as that; in a narrower one it is less."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    cells: tuple[Cell, ...]
    below: Cell = ()
    """What goes on below the row, over the width of the columns that follow its own."""
    column: int = 0
    """That of what stands below."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Grid:
    caption: Cell
    alignments: tuple[str, ...]
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_roomy: bool
    """Whether what follows the first words of a cell goes below its row."""


def draw_table(table: etree._Element, columns: int) -> list[str]:
    """
    Lay a table out.

    Args:
        table: A ``Table`` of the AST.
        columns: The columns of a line.

    Returns:
        Its lines: in columns, or as a list where these would be too narrow for a word, or make it
        much longer than the list is.
    """
    grid = _grid(table)
    classes = table.get("class", "").split()
    if "facts" in classes:
        return list(_facts(grid, columns))
    caption = list(wrap(grid.caption, columns))
    body = _body(grid, columns)
    return [*caption, "", *body] if caption and body else [*caption, *body]


def _body(grid: _Grid, columns: int) -> list[str]:
    listed = list(_listed(grid, columns))
    rows = [_row(row, is_roomy=grid.is_roomy) for row in grid.rows]
    heads = [grid.head] if grid.head else []
    cells = list(zip(*heads, *(row.cells for row in rows), strict=True))
    widths = _widths(cells, columns) if cells else None
    if widths is None:
        return listed
    drawn = list(_columns(grid, rows, widths, columns))
    broken = (size for column, size in zip(cells, widths, strict=True) if _is_broken(column, size))
    most = len(listed) * (1 if min(broken, default=_NARROW) < _NARROW else _LONGER)
    return drawn if not rows or len(drawn) <= most else listed


def _is_broken(column: tuple[Cell, ...], size: int) -> bool:
    return any(longest_line(cell) > size for cell in column)


def _widths(cells: list[tuple[Cell, ...]], columns: int) -> list[int] | None:
    """Share out the columns, with nothing parted that belongs together where there is room."""
    most = [max(map(longest_line, column)) for column in cells]
    for least in longest_together, longest_word:
        needs = [(max(map(least, column)), most[n]) for n, column in enumerate(cells)]
        if widths := fit(needs, columns):
            return widths
    return None


def _grid(table: etree._Element) -> _Grid:
    head = [_cells(row) for row in table.iterfind("TableHead/Row")]
    rows = [*head[1:], *(_cells(row) for row in table.iterfind("TableBody/body/Row"))]
    rows += [_cells(row) for row in table.iterfind("TableFoot/Row")]
    first = head[0] if head else ()
    count = max((len(row) for row in (first, *rows)), default=0)
    caption = table.find("Caption")
    specs = [spec.get("alignment", "") for spec in table.iterfind("colspecs/ColSpec")]
    return _Grid(
        caption=cell_of(caption) if caption is not None else (),
        alignments=tuple((specs + [""] * count)[:count]),
        head=_filled(first, count) if first else (),
        rows=tuple(_filled(row, count) for row in rows),
        is_roomy="actions" in table.get("class", "").split(),
    )


def _cells(row: etree._Element) -> tuple[Cell, ...]:
    return tuple(cell_of(cell) for cell in row.iterfind("Cell"))


def _filled(row: tuple[Cell, ...], count: int) -> tuple[Cell, ...]:
    return row + ((),) * (count - len(row))


def _row(cells: tuple[Cell, ...], *, is_roomy: bool) -> _Row:
    for column, cell in enumerate(cells):
        if is_roomy and len(cell) > 1:
            short = (*cells[:column], cell[:1], *cells[column + 1 :])
            return _Row(cells=short, below=cell[1:], column=column)
    return _Row(cells=cells)


def _columns(grid: _Grid, rows: list[_Row], widths: list[int], columns: int) -> Iterator[str]:
    if grid.head:
        yield from _drawn_row(grid.head, grid, widths)
        yield (" " * GAP).join("-" * size for size in widths)
    drawn = [
        [*_drawn_row(row.cells, grid, widths), *_drawn_below(row, widths, columns)] for row in rows
    ]
    # Rows of several lines need a blank one between them to be told apart.
    apart = any(len(lines) > 1 for lines in drawn)
    for number, lines in enumerate(drawn):
        if number and apart:
            yield ""
        yield from lines


def _drawn_row(cells: tuple[Cell, ...], grid: _Grid, widths: list[int]) -> Iterator[str]:
    wrapped = [list(wrap(cell, size)) for cell, size in zip(cells, widths, strict=True)]
    for number in range(max(map(len, wrapped), default=0)):
        line = ""
        for lines, size, alignment in zip(wrapped, widths, grid.alignments, strict=True):
            words = lines[number] if number < len(lines) else ""
            blank = max(size - width(words), 0)
            left = {"AlignRight": blank, "AlignCenter": blank // 2}.get(alignment, 0)
            line += " " * left + words + " " * (blank - left + GAP)
        yield line.rstrip()


def _drawn_below(row: _Row, widths: list[int], columns: int) -> Iterator[str]:
    set_in = sum(widths[: row.column]) + GAP * row.column
    if longest_word(row.below) > columns - set_in:
        set_in = len(HUNG)
    for line in wrap(row.below, columns - set_in):
        yield " " * set_in + line


def _listed(grid: _Grid, columns: int) -> Iterator[str]:
    """Each row as lines of their own, with the column's head before what stands in it."""
    # A head is said although nothing stands below it: a reader may look for it.
    bare = [not any(row[index] for row in grid.rows) for index in range(len(grid.head))]
    if not grid.rows:
        yield from wrap(tuple(paragraph for cell in grid.head for paragraph in cell), columns)
    for number, row in enumerate(grid.rows):
        if number:
            yield ""
        for index, cell in enumerate(row):
            heads = grid.head[index] if grid.head else ()
            if cell or (heads and number == 0 and bare[index]):
                yield from wrap(_named(heads, cell, columns), columns)


def _named(head: Cell, cell: Cell, columns: int) -> Cell:
    """A cell hung below the words of its head, which stand in the same line where they can."""
    words = [word for p in head for line in p.lines for word in line]
    hung = tuple(replace(p, first=HUNG + p.first, rest=HUNG + p.rest) for p in cell)
    if not words:
        return hung
    words[-1] = words[-1]._replace(text=words[-1].text + ":")
    name = Paragraph(lines=(tuple(words),))
    lead = "".join(wrap((name,), columns)) + " " if longest_line((name,)) < columns else ""
    if not cell or not lead or width(lead) + longest_word(cell[:1]) > columns:
        return (name, *hung)
    return (replace(cell[0], first=lead + cell[0].first, rest=HUNG), *hung[1:])


def _facts(grid: _Grid, columns: int) -> Iterator[str]:
    """A name and what it is: the names in one column, nothing between the rows."""
    most = max(_WIDEST_NAME * columns // _USUAL, *(longest_word(row[0]) for row in grid.rows), 0)
    size = min(max((longest_line(row[0]) for row in grid.rows), default=0), _WIDEST_NAME, most)
    widths = [size, columns - GAP - size]
    for row in grid.rows:
        if len(row) == len(widths) and longest_word(row[1]) <= widths[1]:
            yield from _drawn_row(row, grid, widths)
            continue
        # What is too long to stand beside its name stands below it.
        name, *values = row
        below = (replace(p, first=HUNG + p.first, rest=HUNG + p.rest) for v in values for p in v)
        yield from wrap((*name, *below), columns)
