"""Every code has its page, and what the page shows is what happens."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scripts._printed import OFFICE, note_with, office_folder
from tests.records.invalid_records import FOLDER, all_expected

from minutebook.archive import open_archived, prove, write_xml
from minutebook.batch import Plan, process
from minutebook.catalogue import catalogue
from minutebook.inputs import gather
from minutebook.load import load
from minutebook.office import Office, complete, missing_metadata, read_office
from minutebook.record import normalise
from minutebook.stages import Note, run
from minutebook.survey import across
from minutebook.validate import validate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minutebook.errors import Finding

PACKAGE = Path(__file__).resolve().parents[2] / "pipeline" / "minutebook"
FIELDS = ["title", "meaning", "bad", "message", "remedy", "good"]


def _table(name: str) -> dict[str, dict[str, str]]:
    text = files("minutebook.catalogue").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = tomllib.loads(text)
    return table


NOTES = {**_table("schema"), **_table("rules")}
NOTE = """\
schema: meeting-record/1.0
id: parks-2026-03-05
title: Meeting of the parks group
meeting:
  date: 2026-03-05
background: The swings are safe.
"""


def test_every_code_in_the_source_has_an_entry() -> None:
    """A code without a page, or a page without a code, would be a dead end."""
    used = {
        code
        for path in PACKAGE.rglob("*.py")
        for code in re.findall(r"\"([EW]\d{3})\"", path.read_text(encoding="utf-8"))
    }
    assert used == set(catalogue())


def test_no_code_has_two_entries() -> None:
    """Files of the catalogue divide the codes between them."""
    names = [path.name.removesuffix(".toml") for path in PACKAGE.glob("catalogue/*.toml")]
    codes = [code for name in names for code in _table(name)]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("name", [path.stem for path in PACKAGE.glob("catalogue/*.toml")])
def test_every_entry_is_whole(name: str) -> None:
    """Each entry has every field, in order; the words are filled in, the codes in order."""
    table = _table(name)
    by_number = sorted(table, key=lambda code: (code[1:], code))
    assert list(table) in (sorted(table), by_number)
    for entry in table.values():
        assert list(entry) == FIELDS
        assert all(text.strip() for text in entry.values())
        assert entry["title"][0].isupper()
        assert entry["title"][-1] != "."
        assert entry["meaning"][-1] in '."'
        assert entry["remedy"].strip()[-1] == "."


def test_pages_show_what_is_printed() -> None:
    """Every code of a note is shown as it is printed: its line with carets, and its message."""
    for code, entry in catalogue().items():
        if entry.printed is None:
            assert code[1] not in "123" or code in {"E101", "E103", "E382"}
            continue
        first, *others = entry.printed.split("\n")
        assert first.endswith(f" {code}: {entry.message}")
        assert others[-1] == f"  see: minutebook explain {code}"


def test_the_catalogue_is_in_order_of_the_numbers() -> None:
    """`E307` and `W307` stand together; an entry knows its own code."""
    codes = list(catalogue())
    assert codes == sorted(codes, key=lambda code: (code[1:], code))
    assert [entry.code for entry in catalogue().values()] == codes


def _place_of(lines: Sequence[str], text: str) -> tuple[list[str], int, str] | None:
    """Find lines in a text, at whatever indentation: its lines, where, and how far in."""
    there = text.split("\n")
    for start in range(len(there) - len(lines) + 1):
        pad = re.match(" *", there[start])[0]  # type: ignore[index]
        if all((pad + line if line else "") == there[start + n] for n, line in enumerate(lines)):
            return there, start, pad
    return None


def _dedented(text: str) -> list[str]:
    lines = text.strip("\n").split("\n")
    depth = min(len(line) - len(line.lstrip()) for line in lines if line)
    return [line[depth:] for line in lines]


def _with(text: str, bad: str, good: str) -> str | None:
    """Put the good lines in place of the bad ones."""
    found = _place_of(_dedented(bad), text)
    if found is None:
        return None
    there, start, pad = found
    mended = [pad + line if line else "" for line in _dedented(good)]
    return "\n".join([*there[:start], *mended, *there[start + len(_dedented(bad)) :]])


def _shown(code: str) -> list[Path]:
    """The records with a fault that give the message of a code."""
    message = NOTES[code]["message"]
    return [
        record
        for record, finding in all_expected()
        if (finding["code"], finding["message"]) == (code, message)
    ]


@pytest.mark.parametrize("code", NOTES)
def test_the_bad_example_is_one_of_the_records_with_a_fault(code: str) -> None:
    """The lines shown as bad stand in a record that gives the message shown."""
    entry = NOTES[code]
    texts = [record.read_text(encoding="utf-8") for record in _shown(code)]
    assert any(_place_of(_dedented(entry["bad"]), text) for text in texts)


@pytest.mark.parametrize("code", NOTES)
def test_the_good_example_mends_the_record(code: str) -> None:
    """With the lines shown as good in their place the record has no finding left."""
    entry = NOTES[code]
    for record in _shown(code):
        mended = _with(record.read_text(encoding="utf-8"), entry["bad"], entry["good"])
        if mended is not None:
            assert validate(load(mended.encode(), name=record.name)).findings == ()
            return
    pytest.fail(f"no record in {FOLDER.name} shows {code}")


@pytest.mark.parametrize("code", [code for code in catalogue() if code[1] == "7"])
def test_the_examples_of_the_offices_file(code: str, tmp_path: Path) -> None:
    """The bad lines give the finding, the good ones none."""
    entry = catalogue()[code]
    file = office_folder(tmp_path, entry.bad)
    found = [(finding.code, finding.message) for finding in read_office(file).findings]
    assert found == [(code, entry.message)]
    office_folder(tmp_path, entry.good)
    assert read_office(file).findings == ()


@pytest.mark.parametrize("code", _table("asked"))
def test_the_examples_of_what_an_office_asks_for(code: str, tmp_path: Path) -> None:
    """In the office of the examples the bad lines give the finding, the good ones none."""
    entry = catalogue()[code]
    office = read_office(office_folder(tmp_path, OFFICE)).office
    for lines, wanted in ((entry.bad, [(code, entry.message)]), (entry.good, [])):
        note = Note(name="note.yaml", data=note_with(lines).encode(), office=office)
        found = run(note, until="validate").findings
        assert [(finding.code, finding.message) for finding in found] == wanted


@pytest.mark.parametrize("code", ["E401", "W401"])
def test_the_examples_of_metadata(code: str) -> None:
    """A note with the bad lines lacks what the message says, with the good ones it does not."""
    entry, office = catalogue()[code], Office(language="en-GB", access="open")

    def lacking(lines: str) -> set[tuple[str, str]]:
        keys = set(re.findall(r"^(\w+):", lines, re.MULTILINE))
        others = [part for part in re.split(r"(?m)^(?=\w)", NOTE) if part.split(":")[0] not in keys]
        note = validate(load(("".join(others) + lines.lstrip("\n")).encode(), name="note.yaml"))
        assert note.record is not None, note.findings
        problems = missing_metadata(complete(note.record, office), office)
        return {(problem.code, problem.message) for problem in problems}

    assert (code, entry.message) in lacking(entry.bad)
    assert (code, entry.message) not in lacking(entry.good)


def _xml() -> str:
    record = validate(load(NOTE.encode(), name="note.yaml")).record
    assert record is not None
    office = Office(language="en-GB", access="open")
    return write_xml(complete({**record, "status": "final"}, office)).decode()


def _opened(xml: str) -> tuple[Finding, ...]:
    return open_archived(xml.encode(), name="note.xml").findings


@pytest.mark.parametrize("code", ["E406", "E407", "E408"])
def test_the_examples_of_broken_xml(code: str) -> None:
    """The bad file gives the finding; one as it is archived gives none."""
    entry = catalogue()[code]
    found = [(finding.code, finding.message) for finding in _opened(entry.bad.lstrip("\n"))]
    assert (code, entry.message) in found
    assert {other for other, _ in found} == {code}
    assert _opened(_xml()) == ()


@pytest.mark.parametrize(
    ("code", "sound"),
    [
        ("E409", '<meeting date="2026-03-05"/>'),
        ("W410", '<?xml version="1.0" encoding="UTF-8"?>'),
    ],
)
def test_the_examples_of_changed_xml(code: str, sound: str) -> None:
    """The bad line in place of the sound one gives the finding."""
    entry, xml = catalogue()[code], _xml()
    assert sound in xml
    found = _opened(xml.replace(sound, entry.bad.strip("\n")))
    assert [(finding.code, finding.message) for finding in found] == [(code, entry.message)]
    assert _opened(xml.replace(sound, entry.good.strip("\n"))) == ()


def test_the_example_of_what_no_note_can_say() -> None:
    """Two emphases side by side are sound XML, and one emphasis in a note."""
    entry, xml = catalogue()["E411"], _xml()
    for lines, wanted in ((entry.bad, [("E411", entry.message)]), (entry.good, [])):
        found = _opened(xml.replace("<p>The swings are safe.</p>", lines.strip("\n")))
        assert [(finding.code, finding.message) for finding in found] == wanted


def test_the_example_of_a_text_that_is_too_long() -> None:
    """Ampersands grow to five characters in XML, and readers stop at ten million."""
    entry = catalogue()["E412"]
    text = "&" * 2_200_000
    record = normalise({"id": "a", "title": "A", "meeting": {"date": "2026-03-05"}}).record
    record["management"] = {"classification": {"code": text}}
    problems = prove(write_xml(record), record, None)
    assert [(problem.code, problem.message) for problem in problems] == [("E412", entry.message)]


def test_the_example_of_a_profile_that_is_claimed() -> None:
    """A file that lost its metadata on the way does not meet the profile any more."""
    entry, xml = catalogue()["E413"], _xml()
    for lines, wanted in ((entry.bad, ["E413"]), (entry.good, [])):
        data = xml.replace('<management profile="basic"/>', lines.strip("\n")).encode()
        done = run(Note(name="a.xml", data=data, office=Office()), until="complete")
        assert [finding.code for finding in done.findings] == wanted
        assert entry.message in [finding.message for finding in done.findings] or not wanted


def _archive(names: Sequence[str], to: Path) -> list[tuple[str, str]]:
    inputs = gather(names, stdin=lambda: b"")
    plan = Plan(until="archive", to=to, keep_xml=True, protect_approved=True)
    return [
        (finding.code, finding.message)
        for outcome in process(inputs, plan)
        for finding in outcome.findings
    ]


def test_the_example_of_one_id_in_two_notes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two notes of one id are both refused, each naming the other."""
    monkeypatch.chdir(tmp_path)
    entry = catalogue()["E404"]
    lines = [line.split(maxsplit=1) for line in entry.bad.strip().splitlines()]
    for name, id_line in lines:
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(NOTE.replace("id: parks-2026-03-05", id_line), encoding="utf-8")
    found = _archive([name for name, _ in lines], tmp_path / "archive")
    assert ("E404", entry.message) in found
    assert [code for code, _ in found] == ["E404", "E404"]
    assert not (tmp_path / "archive").exists() or not list((tmp_path / "archive").rglob("*.xml"))


def test_the_example_of_an_approved_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An approved record in the archive is not replaced by another, and is by itself."""
    monkeypatch.chdir(tmp_path)
    approved = NOTE + "status: approved\napproval: {date: 2026-06-04, by: Asha Patel}\n"
    Path("note.yaml").write_text(approved, encoding="utf-8")
    assert _archive(["note.yaml"], tmp_path / "archive") == []
    assert _archive(["note.yaml"], tmp_path / "archive") == []
    corrected = approved.replace("parks group", "parks group, corrected")
    Path("note.yaml").write_text(corrected, encoding="utf-8")
    assert _archive(["note.yaml"], tmp_path / "archive") == [("E405", catalogue()["E405"].message)]


REGISTRY = _table("registry")
BY_ITSELF = {
    "schema": "schema: meeting-record/1.0",
    "title": "title: A",
    "background": "background: B",
}
"""What the notes of an example leave out."""


def _found_between(example: str, folder: Path) -> list[tuple[str, str]]:
    """Write the notes of an example below the lines that a note needs, and check them together."""
    for name, lines in re.findall(r"(?m)^# (\S+\.yaml)\n((?:(?!# ).*\n)+)", example):
        keys = re.findall(r"^(\w+):", lines, re.MULTILINE)
        leave = {"background"} if "sessions" in keys else set()
        added = [line for key, line in BY_ITSELF.items() if key not in {*keys, *leave}]
        # A note's own lines come first but for one, so that an example may count them.
        first, *rest = added
        (folder / name).write_text(f"{first}\n{lines}" + "".join(f"{one}\n" for one in rest))
    inputs, plan = gather(["."], stdin=lambda: b""), Plan(until="validate", across=True)
    outcomes = list(process(inputs, plan))
    assert [outcome.findings for outcome in outcomes if outcome.findings] == []
    return [(one.code, one.message) for one in across(inputs, outcomes, plan)]


@pytest.mark.parametrize("code", REGISTRY)
def test_the_examples_of_registries(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The notes shown as bad give the finding and no other, those shown as good give none."""
    monkeypatch.chdir(tmp_path)
    if code not in {"W602", "W603"}:
        Path("minutebook.toml").write_text('[office]\nname = "Parks office"\n')
    entry = REGISTRY[code]
    assert _found_between(entry["bad"], tmp_path) == [(code, entry["message"])]
    assert _found_between(entry["good"], tmp_path) == []
