"""What a command loads before it can work: only what it stands on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from minutebook.archive import write_xml
from minutebook.load import load
from minutebook.record import normalise
from minutebook.register.build import build
from minutebook.register.sifted import ArchivedFile

ROOT = Path(__file__).resolve().parents[2]

NOTE = """\
schema: meeting-record/1.0
id: parks-2026-03-05
title: Meeting of the parks group
meeting:
  date: 2026-03-05
background: The swings are safe.
"""

HEAVY = {"babel", "jsonschema", "lxml", "markdown_it", "pypandoc", "referencing", "subprocess"}


def _loaded(tmp_path: Path, *arguments: str) -> set[str]:
    """Run a command in a process of its own, and list the libraries that it loaded."""
    program = (
        "import sys\n"
        "from minutebook.cli.main import main\n"
        "main(sys.argv[1:])\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    return {name.partition(".")[0] for name in done.stderr.split()} & HEAVY


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        (NOTE, set()),
        (NOTE.replace("safe", "*safe*"), {"markdown_it"}),
        (NOTE.replace("title:", "titel:"), {"jsonschema", "referencing"}),
    ],
    ids=["a sound note", "a note with Markdown", "a note with a fault"],
)
def test_validate_loads_what_a_note_needs(tmp_path: Path, text: str, loaded: set[str]) -> None:
    """No XML, no pandoc and, where nothing is to be explained, no jsonschema."""
    (tmp_path / "note.yaml").write_text(text, encoding="utf-8")
    # Coverage starts with the process, and brings libraries of its own.
    found = _loaded(tmp_path, "validate", "note.yaml") - {"subprocess"}
    assert found == loaded


def test_help_loads_nothing_of_the_pipeline(tmp_path: Path) -> None:
    """`--help` answers without any of the libraries."""
    assert _loaded(tmp_path, "--help") - {"subprocess"} == set()


def test_a_register_is_asked_without_the_pipeline(tmp_path: Path) -> None:
    """An answer takes SQLite alone: no XML, no YAML, no dates of languages."""
    xml = write_xml(normalise(load(NOTE.encode(), name="note.yaml").data).record)
    build(tmp_path / "register.db", [ArchivedFile(name="note.xml", data=xml)])
    for words in (
        ["actions", "--open"],
        ["attendance"],
        ["search", "swings"],
        ["questions", "--format", "csv"],
    ):
        assert _loaded(tmp_path, *words) - {"subprocess"} == set()
