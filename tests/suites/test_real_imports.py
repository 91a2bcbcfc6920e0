"""Real notes become drafts that validate, with no word lost, and what a reader finds in them."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from scripts._bench_import import answers, found_in, tally

from minutebook.batch import Plan, process
from minutebook.drafts import Imported, import_minutes
from minutebook.inputs import gather
from minutebook.load import load
from minutebook.pandoc import open_engine
from minutebook.render import Manner, load_house
from minutebook.stages import Press
from minutebook.validate import validate

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.pandoc, pytest.mark.slow]


def imported(shared: Path, name: str) -> Imported:
    """Import one of the real notes."""
    return import_minutes((shared / "real" / name).read_bytes(), name=name)


@pytest.mark.parametrize("name", answers())
def test_no_word_is_lost(shared: Path, name: str) -> None:
    """The draft validates, and every word of the note is in it or listed."""
    one = imported(shared, name)
    assert validate(load(one.note, name=name)).record is not None
    assert one.proof is not None
    assert (one.proof.lost, one.proof.out_of_order, one.findings) == ((), (), ())


@pytest.mark.parametrize("name", answers())
def test_what_a_reader_finds_is_found(shared: Path, name: str) -> None:
    """Of each kind of fact at least nine in ten are there, and hardly any that is none."""
    found = found_in(load(imported(shared, name).note, name=name).data)
    for key, wanted in answers()[name].items():
        right, all_wanted, all_found = tally(wanted, found[key])
        assert right >= 0.9 * all_wanted, (key, wanted, found[key])
        assert right >= 0.95 * all_found, (key, wanted, found[key])


def test_the_reference_note_is_kept(shared: Path, tmp_path: Path) -> None:
    """Imported and rendered as text, it has every sentence and fact in its order."""
    one = imported(shared, "plenary-2014-10-22.txt")
    note = tmp_path / "plenary.yaml"
    note.write_bytes(one.note)
    house = load_house()
    with open_engine("worker", house.pandoc_house()) as engine:
        press = Press(engine=engine, house=house, formats=("txt",), manner=Manner())
        plan = Plan(until="render", to=tmp_path / "out", press=lambda _: press)
        (outcome,) = process(gather([str(note)], stdin=lambda: b""), plan)
    text = next(path for path in outcome.written if path.suffix == ".txt")
    source = shared / "real" / "plenary-2014-10-22.txt"
    command = [sys.executable, str(shared / "checks" / "fidelity"), str(source), str(text)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert said.splitlines()[-1] == "kept 98 of 98, facts 12 of 12", said
