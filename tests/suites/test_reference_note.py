"""The reference note, word for word, goes through the whole line and loses nothing."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from minutebook.batch import Plan, process
from minutebook.forms import note_text
from minutebook.inputs import gather
from minutebook.load import load
from minutebook.pandoc import find_pandoc, open_engine
from minutebook.render import FORMATS, Manner, load_house, render
from minutebook.stages import Note, Press, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEPT = "kept 98 of 98, facts 12 of 12"


@pytest.fixture(scope="module")
def outputs(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The reference note's XML and renditions, by suffix."""
    house = load_house()
    to = tmp_path_factory.mktemp("out")
    with open_engine("worker", house.pandoc_house()) as engine:
        press = Press(engine=engine, house=house, formats=FORMATS, manner=Manner())
        plan = Plan(until="render", to=to, keep_xml=True, to_archive=True, press=lambda _: press)
        note = str(shared / "real" / "plenary-2014-10-22.yaml")
        outcomes = list(process(gather([note], stdin=lambda: b""), plan))
    assert [outcome.exit_code for outcome in outcomes] == [0]
    return {path.suffix[1:]: path for path in outcomes[0].written}


@pytest.mark.parametrize("suffix", ["txt", "html", "docx", "pdf", "odt", "md", "epub"])
def test_no_sentence_and_no_fact_is_lost(
    shared: Path,
    outputs: dict[str, Path],
    tmp_path: Path,
    require: Callable[[str], str],
    suffix: str,
) -> None:
    """The text, and what another program takes out of the others, hold all of the note."""
    text = outputs[suffix]
    if suffix == "pdf":
        text = tmp_path / "taken.txt"
        subprocess.run([require("pdftotext"), str(outputs[suffix]), str(text)], check=True)
    elif suffix != "txt":
        text = tmp_path / "taken.txt"
        command = [str(find_pandoc().path), "-t", "plain", "--wrap=none", "-o", str(text)]
        subprocess.run([*command, str(outputs[suffix])], check=True)
    _is_kept(shared, text)


def _is_kept(shared: Path, text: Path) -> None:
    check = shared / "checks" / "fidelity"
    source = shared / "real" / "plenary-2014-10-22.txt"
    said = subprocess.run(
        [sys.executable, str(check), str(source), str(text)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.stdout.splitlines()[-1] == KEPT, said.stdout
    assert said.returncode == 0


@pytest.mark.parametrize("columns", [40, 120])
def test_no_width_of_text_loses_a_sentence(
    shared: Path, outputs: dict[str, Path], tmp_path: Path, columns: int
) -> None:
    """However narrow or wide its lines are, the text holds all of the note."""
    house = load_house()
    with open_engine("worker", house.pandoc_house()) as engine:
        xml = outputs["xml"].read_bytes()
        manner = Manner(columns=columns)
        made = render(xml, formats=("txt",), engine=engine, house=house, manner=manner)
    text = tmp_path / "note.txt"
    text.write_bytes(made.outputs["txt"])
    _is_kept(shared, text)


def test_it_is_restored_to_the_same_bytes(outputs: dict[str, Path]) -> None:
    """The restored note archives to the XML that it came from."""
    xml = outputs["xml"].read_bytes()
    office = gather([str(outputs["xml"])], stdin=lambda: b"").notes[0].office
    opened = run(Note(name="a.xml", data=xml, office=office), until="archive")
    assert opened.record is not None
    text = note_text(opened.record)
    assert load(text.encode(), name="restored.yaml").findings == ()
    again = run(Note(name="a.yaml", data=text.encode(), office=office), until="archive")
    assert again.xml == xml
