"""Word files before judges: Microsoft's own SDK, LibreOffice, python-docx, and a check of ours."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from tests.conftest import IN_CI, ROOT
from tests.judges.word_access import faults

from minutebook.batch import Plan, process
from minutebook.inputs import gather
from minutebook.pandoc import open_engine
from minutebook.render import Manner, load_house
from minutebook.stages import Press
from minutebook.xml_parser import parse_xml

if TYPE_CHECKING:
    from collections.abc import Callable

    from minutebook.pandoc import EngineName

_SDK = Path(__file__).parent / "node_modules" / "@xarsh" / "ooxml-validator-linux-x64"


def built(to: Path, house: Path | None = None, engine: EngineName = "worker") -> dict[str, bytes]:
    """Make the Word file of every example record, and give them by the record's id."""
    files = load_house(house)
    with open_engine(engine, files.pandoc_house()) as opened:
        press = Press(engine=opened, house=files, formats=("docx",), manner=Manner())
        plan = Plan(until="render", to=to, keep_xml=True, to_archive=True, press=lambda _: press)
        inputs = gather([str(ROOT / "records")], stdin=lambda: b"")
        assert [one.name for one in process(inputs, plan) if one.exit_code] == []
    return {path.stem: path.read_bytes() for path in sorted(to.rglob("*.docx"))}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the Word files and the archive are."""
    return tmp_path_factory.mktemp("word")


@pytest.fixture(scope="module")
def made(folder: Path) -> dict[str, bytes]:
    """The Word file of every example record."""
    return built(folder)


@pytest.fixture(scope="module")
def sdk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Open XML SDK; its package leaves out that it may be run."""
    if not (_SDK / "ooxml-validator").exists():
        if IN_CI:
            pytest.fail("run `npm ci` in tests/judges", pytrace=False)
        pytest.skip("the Open XML SDK is not there: run `npm ci` in tests/judges")
    program = tmp_path_factory.mktemp("sdk") / "ooxml-validator"
    shutil.copy(_SDK / "ooxml-validator", program)
    program.chmod(0o755)
    return program


def judged(sdk: Path, made: dict[str, bytes], to: Path) -> dict[str, list[str]]:
    """Let the SDK look at some files, and give what it says of those that are not right."""
    said = {}
    for name, data in made.items():
        path = to / f"{name}.docx"
        path.write_bytes(data)
        run = subprocess.run([sdk, path], capture_output=True, text=True, check=False)
        verdict = json.loads(run.stdout)
        if not verdict["ok"]:
            said[name] = [error["description"] for error in verdict["errors"]]
    return said


def converted(soffice: str, files: list[Path], kind: str, to: Path) -> None:
    """Let LibreOffice convert files, all in one run."""
    profile = f"-env:UserInstallation={(to / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(to)]
    environment = {"PATH": os.environ["PATH"], "HOME": str(to)}
    subprocess.run(
        [*command, *map(str, files)], check=True, capture_output=True, timeout=300, env=environment
    )


def test_the_sdk_reports_nothing(sdk: Path, made: dict[str, bytes], tmp_path: Path) -> None:
    """Every example is sound by the grammar that Word itself goes by."""
    assert len(made) >= 12
    assert judged(sdk, made, tmp_path) == {}


def test_everybody_can_read_every_file(made: dict[str, bytes]) -> None:
    """Headers, names and descriptions of tables, headings in order, links, and styles alone."""
    assert {name: found for name, data in made.items() if (found := faults(data))} == {}


def test_both_engines_make_the_same_file(made: dict[str, bytes], tmp_path: Path) -> None:
    """And so do two runs."""
    assert built(tmp_path / "again") == made
    assert built(tmp_path / "plain", engine="pypandoc") == made


@pytest.mark.slow
def test_libreoffice_opens_every_file(
    made: dict[str, bytes], folder: Path, require: Callable[[str], str], tmp_path: Path
) -> None:
    """Each becomes a PDF."""
    converted(require("soffice"), sorted(folder.rglob("*.docx")), "pdf", tmp_path)
    pages = {path.stem: path.read_bytes()[:5] for path in tmp_path.glob("*.pdf")}
    assert pages == dict.fromkeys(made, b"%PDF-")


@pytest.mark.slow
def test_a_house_file_saved_by_libreoffice_serves(
    sdk: Path, require: Callable[[str], str], tmp_path: Path
) -> None:
    """Its ids of styles are others, and it names what Word's grammar has not."""
    packaged = ROOT / "pipeline" / "minutebook" / "house" / "reference.docx"
    house = tmp_path / "house"
    house.mkdir()
    converted(require("soffice"), [packaged], "docx", house)
    shutil.rmtree(house / "profile")
    made = built(tmp_path / "out", house)
    assert judged(sdk, made, tmp_path) == {}
    assert {name: found for name, data in made.items() if (found := faults(data))} == {}


def test_python_docx_reads_all_of_it_in_order(made: dict[str, bytes], folder: Path) -> None:
    """Every title of a session is a heading, in the record's order; actions are tables' rows."""
    for name, data in made.items():
        record = parse_xml(next(folder.rglob(f"{name}.xml")).read_bytes())
        document = docx.Document(io.BytesIO(data))
        headings = [
            paragraph.text
            for paragraph in document.paragraphs
            if paragraph.style is not None and str(paragraph.style.name).startswith("Heading")
        ]
        space = "{urn:minutebook:meeting-record:1}"
        titles = [
            title.text or ""
            for part in record.findall(f"{space}sessions")
            for session in part.iter(f"{space}session")
            if (title := session.find(f"{space}title")) is not None
        ]
        rest = iter(headings)
        assert [t for t in titles if not any(heading.endswith(t) for heading in rest)] == [], name
        actions = [action.get("id") for action in record.iter(f"{space}action")]
        cells = {
            word
            for table in document.tables
            for row in table.rows
            for word in row.cells[0].text.split()
        }
        assert [key for key in actions if key and key not in cells] == [], name
