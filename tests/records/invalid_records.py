"""The folder of records with a fault: its files, and what is expected of them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minutebook.load import load
from minutebook.model import Block, Choice, Keyed, Listing, Shape, record_shape
from minutebook.report import findings_json
from minutebook.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Path as RecordPath

FOLDER = Path(__file__).resolve().parents[2] / "records" / "invalid"
REWRITING = os.environ.get("MINUTEBOOK_GOLDEN") == "write"
EXPECTED = ".findings.json"


def invalid_files() -> list[Path]:
    """Every record with a fault, by name."""
    return sorted(
        path
        for path in FOLDER.iterdir()
        if path.suffix in {".yaml", ".yml", ".json"} and not path.name.endswith(EXPECTED)
    )


def expected_file(record: Path) -> Path:
    """The file beside a record that says what is wrong with it."""
    return record.with_name(record.stem + EXPECTED)


def expected(record: Path) -> list[dict[str, Any]]:
    """What is wrong with a record."""
    found: list[dict[str, Any]] = json.loads(expected_file(record).read_text(encoding="utf-8"))
    return found


def all_expected() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every expected finding, with the file that gives it."""
    for record in invalid_files():
        for finding in expected(record):
            yield record, finding


def found_text(record: Path) -> str:
    """What `minutebook validate --format json` prints for a record, in its folder."""
    return findings_json(validate(load(record.read_bytes(), name=record.name)).findings) + "\n"


def steps(pointer: str, data: Any) -> RecordPath:
    """Read a JSON Pointer; a step into a list is a number."""
    path: list[str | int] = []
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        path.append(int(name) if isinstance(data, list) else name)
        known = isinstance(data, list) or (isinstance(data, dict) and name in data)
        data = data[path[-1]] if known else None
    return tuple(path)


def definitions(path: RecordPath, data: Any) -> set[str]:
    """Name the definitions of the schema that a fault is in: its value's, and its block's."""
    block, shape = "record", record_shape()
    value: Shape | None = shape
    for step in path:
        data = data[step] if _leads_on(data, step) else None
        value = _below(value, step)
        if isinstance(value, Choice):
            kinds = [key for key in data if key in value.kinds] if isinstance(data, dict) else []
            if len(kinds) == 1:
                value = value.kinds[kinds[0]]
        if isinstance(value, Block):
            block = value.name
    return {block, _name(value)} - {""}


def _leads_on(data: Any, step: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(step, int) and step < len(data)
    return isinstance(data, dict) and step in data


def _below(shape: Shape | None, step: str | int) -> Shape | None:
    if isinstance(shape, Listing | Keyed):
        return shape.entry
    if isinstance(shape, Block):
        return shape.fields[str(step)].shape if step in shape.fields else None
    return None


def _name(shape: Shape | None) -> str:
    if isinstance(shape, Block):
        return shape.name
    if isinstance(shape, Choice):
        return "item"
    schema: dict[str, Any] = getattr(shape, "schema", {})
    return str(schema.get("$ref", "")).removeprefix("#/$defs/")
