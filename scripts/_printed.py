"""What `minutebook validate` prints for the example of each code, for the code's page.

Knows where the examples are; what is printed for them is asked of the package.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

from minutebook.archive import open_archived
from minutebook.batch import Plan, process
from minutebook.catalogue import Entry, catalogue
from minutebook.inputs import gather
from minutebook.load import load
from minutebook.office import OFFICE_FILE, read_office
from minutebook.report import finding_text
from minutebook.stages import Note, run
from minutebook.survey import across
from minutebook.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minutebook.errors import Finding

RECORDS = Path(__file__).resolve().parent.parent / "records"
INVALID = RECORDS / "invalid"
REGISTRIES = RECORDS / "invalid-registries"


_NOTE = """\
schema: meeting-record/1.0
id: parks-2026-03-05
title: Meeting of the parks group
meeting:
  date: 2026-03-05
sessions:
  - title: Swings
"""
_OWN_LINES = {
    "schema": "schema: meeting-record/1.0",
    "title": "title: A",
    "background": "background: B",
}


OFFICE = """\
[rules]
require = ["people.*.role"]
[vocabulary]
"meeting.kind" = ["Board meeting", "Workshop"]
[extensions]
planning = "schemas/planning.schema.json"
"""
"""The office of the notes that an office asks something of."""

SCHEMAS = {
    "planning": {
        "properties": {"case": {"type": "string"}, "fee": {"type": "number"}},
        "required": ["case"],
    },
    "misspelt": {"requird": ["case"]},
}
"""The schemas that the examples name, by the first word of their files."""


def office_folder(folder: Path, text: str) -> Path:
    """
    Make an office.

    Args:
        folder: An empty one.
        text: What stands in the office's file.

    Returns:
        The office's file; the schemas stand beside it.
    """
    (folder / "schemas").mkdir(exist_ok=True)
    for name, schema in SCHEMAS.items():
        (folder / "schemas" / f"{name}.schema.json").write_text(json.dumps(schema, indent=2))
    (folder / OFFICE_FILE).write_text(text, encoding="utf-8")
    return folder / OFFICE_FILE


def note_with(lines: str) -> str:
    """Write a sound note that has these lines, in place of its own of the same keys."""
    keys = set(re.findall(r"^(\w+):", lines, re.MULTILINE))
    parts = re.split(r"(?m)^(?=\w)", _NOTE + "    text: The swings are safe.\n")
    others = [part for part in parts if part.partition(":")[0] not in keys]
    return "".join(others) + lines.lstrip("\n")


def printed_json() -> bytes:
    """
    Write what is printed for each code whose example can be judged by itself.

    Returns:
        A JSON object from code to text, in the order of the codes; a code that takes an archive,
        pandoc or a file of 10 MB to be shown is not in it.
    """
    found: dict[str, str] = {}
    for finding in _findings():
        entry = catalogue().get(finding.code)
        if entry is not None and entry.message == finding.message:
            found.setdefault(finding.code, finding_text(finding))
    ordered = {code: found[code] for code in catalogue() if code in found}
    return (json.dumps(ordered, ensure_ascii=False, indent=2) + "\n").encode()


def _findings() -> Iterator[Finding]:
    """Give the findings of every example: first those of the pages, which show all of theirs."""
    for entry in catalogue().values():
        yield from _of_the_page(entry)
    for record in sorted(INVALID.iterdir()):
        if not record.name.endswith((".findings.json", ".md", ".toml")):
            yield from validate(load(record.read_bytes(), name=record.name)).findings
    for registry in sorted(path for path in REGISTRIES.iterdir() if path.is_dir()):
        yield from _of_a_registry(registry)


def _example_registry(entry: Entry, folder: Path) -> Path:
    """Write the notes of a page's example, with what every note needs and the page leaves out."""
    folder.mkdir()
    (folder / "findings.json").write_text("[]")
    if entry.code.startswith("E"):
        (folder / OFFICE_FILE).write_text('[office]\nname = "Parks office"\n')
    for name, lines in re.findall(r"(?m)^# (\S+\.yaml)\n((?:(?!# ).*\n)+)", entry.bad):
        keys = re.findall(r"^(\w+):", lines, re.MULTILINE)
        keys += ["background"] if "sessions" in keys else []
        first, *rest = [line for key, line in _OWN_LINES.items() if key not in keys]
        # One line before the example's own, as its counts of lines have it.
        (folder / name).write_text("\n".join([first, lines.rstrip("\n"), *rest]) + "\n")
    return folder


def _of_a_registry(registry: Path) -> Iterator[Finding]:
    """Check the records of a folder against each other, outside the example office."""
    plan = Plan(until="validate", across=True)
    with tempfile.TemporaryDirectory() as place:
        folder = shutil.copytree(registry, Path(place) / registry.name)
        (folder / "findings.json").unlink()
        inputs = gather([str(folder)], stdin=bytes)
        for found in across(inputs, list(process(inputs, plan)), plan):
            words = {
                key: value.replace(f"{folder}/", "")
                for key in ("file", "message", "hint")
                if (value := getattr(found, key))
            }
            yield replace(found, **words)


def _of_the_page(entry: Entry) -> Iterator[Finding]:
    """Judge an example by itself."""
    example = entry.bad.strip("\n")
    if entry.code[1] == "1":
        form = "json" if entry.code.startswith("E14") else "yaml"
        yield from load(entry.bad.lstrip("\n").encode(), name=f"note.{form}").findings
    elif entry.code[1:3] in {"36", "37", "38", "39"}:
        note = _NOTE + indent(example, "    ") + "\n"
        yield from validate(load(note.encode(), name="note.yaml")).findings
    elif entry.code[1] == "7":
        with tempfile.TemporaryDirectory() as folder:
            file = office_folder(Path(folder), entry.bad.lstrip("\n"))
            for found in read_office(file).findings:
                name = Path(found.file).relative_to(folder).as_posix()
                yield replace(found, file=name)
    elif entry.code[1:3] == "33":
        with tempfile.TemporaryDirectory() as folder:
            office = read_office(office_folder(Path(folder), OFFICE)).office
            asked = Note(name="note.yaml", data=note_with(entry.bad).encode(), office=office)
            yield from run(asked, until="validate").findings
    elif entry.code[1] == "6":
        with tempfile.TemporaryDirectory() as folder:
            yield from _of_a_registry(_example_registry(entry, Path(folder) / "notes"))
    elif example.startswith("<"):
        yield from open_archived(example.encode(), name="record.xml").findings
