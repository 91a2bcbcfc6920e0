"""Answers written as text, JSON, CSV and a spreadsheet; the same rows in each.

A cell that a spreadsheet would take for a formula is never one.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

from minutebook.errors import ProgramError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minutebook.register.answers import Answer, Value

FORMATS = ("text", "json", "csv", "xlsx")

_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
"""How a text begins that a spreadsheet may take for a formula, however wide its letters."""
_MOST_IN_A_CELL = 32_767
"""Characters in a cell of a spreadsheet."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_WIDEST = 60


def as_text(answer: Answer) -> str:
    """Write an answer to be read: each row with its facts, and where it comes from."""
    rows = ["\n".join(_lines(answer, row)) for row in answer.records()]
    count = f"{len(rows):,} {answer.noun if len(rows) == 1 else _plural(answer.noun)}"
    end = [f"{count}; {answer.note}" if answer.note else count]
    return "\n\n".join([*rows, *end]) + "\n"


def _plural(noun: str) -> str:
    irregular = {"person": "people", "piece of feedback": "pieces of feedback"}
    return irregular.get(noun, f"{noun}s")


def _lines(answer: Answer, row: dict[str, Value]) -> Iterator[str]:
    reference = row.get(answer.reference or "")
    head = " ".join(str(row[answer.head] or "(none given)").split())
    yield f"{reference}  {head}" if reference else head
    facts = (
        words.replace("{}", " ".join(str(row[column]).split()))
        for column, words in answer.facts.items()
        if row[column] not in {None, "", 0}
    )
    said = " · ".join(facts)
    if said:
        yield f"    {said}"
    place = (row.get(column) for column in ("series", "date", "session"))
    where = ", ".join(" ".join(str(one).split()) for one in place if one)
    if where:
        yield f"    {where}"
    yield f"    {row['page']}"


def as_json(answer: Answer) -> str:
    """Write an answer as a JSON array of objects."""
    return json.dumps(answer.records(), ensure_ascii=False, indent=2) + "\n"


def is_like_a_formula(value: Value) -> bool:
    """Say whether a spreadsheet might take a text for a formula."""
    return isinstance(value, str) and _FORMULA.match(value) is not None


def as_csv(answer: Answer) -> str:
    """
    Write an answer as CSV, the names of the columns first.

    Source:
        RFC 4180; a text that could be a formula begins with an apostrophe.
    """
    rows = (
        [f"'{cell}" if is_like_a_formula(cell) else cell for cell in row] for row in answer.rows
    )
    return "".join(map(_csv_line, [answer.columns, *rows]))


def _csv_line(cells: Sequence[Value]) -> str:
    stream = io.StringIO()
    # Only what is in its own line end does a writer quote, and a reader takes either sign for one.
    csv.writer(stream, lineterminator="\r\n").writerow(cells)
    return stream.getvalue().removesuffix("\r\n") + "\n"


def as_xlsx(answer: Answer) -> bytes:
    """
    Write an answer as a spreadsheet.

    Args:
        answer: Any.

    Returns:
        The bytes of the file; the same for the same answer.

    Raises:
        ProgramError: openpyxl is not installed.
    """
    from importlib import import_module

    try:
        openpyxl = import_module("openpyxl")
    except ModuleNotFoundError as error:
        raise ProgramError(
            "a spreadsheet takes openpyxl, which is not installed",
            hint='install it with `pip install "minutebook[register]"`, or ask for csv',
        ) from error
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = _plural(answer.noun)
    for number, row in enumerate([answer.columns, *answer.rows], start=1):
        for column, value in enumerate(row, start=1):
            _put(sheet.cell(row=number, column=column), value)
    _arrange(sheet, answer)
    stream = io.BytesIO()
    book.save(stream)
    return _timeless(stream.getvalue())


def _put(cell: object, value: Value) -> None:
    from typing import Any, cast

    here = cast("Any", cell)
    if isinstance(value, str):
        here.value = value[:_MOST_IN_A_CELL]
        here.data_type = "s"  # openpyxl would make a formula of what begins with `=`
        here.quotePrefix = is_like_a_formula(value)
    else:
        here.value = value


def _arrange(sheet: object, answer: Answer) -> None:
    from importlib import import_module
    from typing import Any, cast

    here = cast("Any", sheet)
    styles, cells = import_module("openpyxl.styles"), import_module("openpyxl.utils")
    here.freeze_panes = "A2"
    here.auto_filter.ref = here.dimensions
    for column, name in enumerate(answer.columns, start=1):
        here.cell(row=1, column=column).font = styles.Font(bold=True)
        longest = max((len(str(row[column - 1] or "")) for row in answer.rows), default=0)
        width = min(max(longest, len(name)) + 2, _WIDEST)
        here.column_dimensions[cells.get_column_letter(column)].width = width


_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def _timeless(package: bytes) -> bytes:
    """Take the hour out of a spreadsheet, so that the same answer has the same bytes."""
    import zipfile

    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z", data)
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 3  # the same on every system
            new.writestr(part, data)
    return stream.getvalue()
