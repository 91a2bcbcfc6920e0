"""How much a code weighs in an office: in every finding of its notes, and no less than it may."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from scripts._printed import OFFICE, note_with, office_folder
from tests.records.invalid_records import expected, invalid_files
from tests.records.invalid_registries import FOLDER as REGISTRIES

from minutebook.archive import open_archived
from minutebook.batch import Plan, process, worst
from minutebook.catalogue import catalogue
from minutebook.catalogue.adjustable import FIXED, LOWERED, is_adjustable
from minutebook.errors import ExitCode, Finding, Severity, has_errors
from minutebook.forms import note_text
from minutebook.inputs import gather
from minutebook.office import Office, read_office
from minutebook.stages import Note, run, weigh
from minutebook.survey import across, judged

COMMON = Office(language="en", access="open")
ADJUSTABLE = [code for code in catalogue() if is_adjustable(code)]


def codes(findings: tuple[Finding, ...]) -> list[str]:
    """The codes of findings."""
    return [finding.code for finding in findings]


def finding(code: str) -> Finding:
    """A finding of this code."""
    return Finding(file="a.yaml", line=1, column=1, code=code, path="", message="x")


def test_findings_weigh_what_the_office_says() -> None:
    """In their order; what is turned off is gone, what is not named stays as it was."""
    office = Office(severity={"W317": Severity.ERROR, "E307": Severity.WARNING, "W309": None})
    given = tuple(map(finding, ("W317", "E307", "W309", "E201", "W318")))
    weighed = weigh(given, office)
    assert [(one.code, one.severity.value) for one in weighed] == [
        ("W317", "error"),
        ("E307", "warning"),
        ("E201", "error"),
        ("W318", "warning"),
    ]
    assert weigh(weighed, office) == weighed
    assert weigh(given, Office()) == given


def test_each_reason_is_of_a_code_that_there_is() -> None:
    """And an error that may be lowered does not stand among those that are fixed."""
    assert {*LOWERED, *FIXED} <= set(catalogue())
    assert not {*LOWERED} & {*FIXED}
    assert all(code.startswith("E") for code in LOWERED)


def test_what_may_never_weigh_less() -> None:
    """Reading, the schema, keys and references, the archive and renditions: all of their errors."""
    fixed = {code for code in catalogue() if code.startswith("E") and not is_adjustable(code)}
    assert {code for code in fixed if code[1] in "12457"} == {
        code for code in catalogue() if code[0] == "E" and code[1] in "12457"
    }
    assert {"E301", "E302", "E303", "E304", "E306", "E308", "E309", "E310", "E312"} <= fixed


def _alone() -> list[tuple[str, Path]]:
    """Each record with a fault whose codes may all weigh less, with each of these."""
    return [
        (code, record)
        for record in invalid_files()
        if all(is_adjustable(str(one["code"])) for one in expected(record))
        for code in sorted({str(one["code"]) for one in expected(record)})
    ]


def test_every_adjustable_code_of_a_note_is_tried() -> None:
    """What the proof below leaves out is proved on its own: by office, registry and rendition."""
    tried = {code for code, _ in _alone()}
    left = {code for code in ADJUSTABLE if code not in tried}
    assert {code for code in left if code[1] != "6"} == {
        *("E330", "E331", "E332", "W332", "W401", "W411", "W510"),
        *("W525", "W526", "W530", "W531", "W540", "W550", "W551"),
        # Of drafts, stores, bags and archives, which are no notes.
        *(code for code in left if code[1] == "8"),
    }


@pytest.mark.parametrize(
    ("code", "record"), _alone(), ids=lambda part: part if isinstance(part, str) else part.stem
)
@pytest.mark.parametrize("weight", [Severity.WARNING, None], ids=["warning", "off"])
def test_a_record_is_archived_although_the_code_weighs_less(
    code: str, record: Path, weight: Severity | None
) -> None:
    """It validates, is archived and proved, opens again without a finding, and is restored."""
    office = replace(COMMON, severity={code: weight})
    note = Note(name=record.name, data=record.read_bytes(), office=office)
    done = run(note, until="archive")
    assert not has_errors(done.findings)
    assert set(codes(done.findings)) == ({code} if weight else set())
    opened = open_archived(done.xml, name="a.xml")
    assert (opened.findings, opened.record, opened.xml) == ((), done.record, done.xml)
    again = Note(name="b.yaml", data=note_text(done.record or {}).encode(), office=office)
    assert run(again, until="archive").xml == done.xml


@pytest.mark.parametrize("code", ["E330", "E331", "E332", "W332"])
def test_so_it_is_with_what_the_office_asks_for(code: str, tmp_path: Path) -> None:
    """An office may ask for something without insisting on it."""
    file = office_folder(tmp_path, f'{OFFICE}[severity]\n{code} = "warning"\n')
    note = Note(
        name="note.yaml",
        data=note_with(catalogue()[code].bad).encode(),
        office=read_office(file).office,
    )
    done = run(note, until="archive")
    assert [(one.code, one.severity) for one in done.findings] == [(code, Severity.WARNING)]
    assert open_archived(done.xml, name="a.xml").findings == ()


def test_what_is_fixed_stops_the_record_all_the_same() -> None:
    """A record with a fault that cannot be held is refused, whatever else weighs less."""
    office = replace(COMMON, severity=dict.fromkeys(ADJUSTABLE))
    for record in invalid_files():
        stays = {str(one["code"]) for one in expected(record)} & {
            code for code in catalogue() if not is_adjustable(code)
        }
        note = Note(name=record.name, data=record.read_bytes(), office=office)
        done = run(note, until="archive")
        assert set(codes(done.findings)) == stays
        assert bool(done.xml) == (not stays)


def test_a_warning_may_become_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the exit code, in what is written, and for what the archive wants as well."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "minutebook.toml").write_text(
        '[defaults]\nlanguage = "en"\naccess = "open"\n[severity]\nW401 = "error"\n'
    )
    (tmp_path / "note.yaml").write_text(note_with("status: final\n"))
    inputs = gather(["note.yaml"], stdin=lambda: b"")
    plan = Plan(until="archive", to=tmp_path / "archive", keep_xml=True, to_archive=True)
    outcomes = list(process(inputs, plan))
    assert worst(outcomes) is ExitCode.FINDINGS
    assert [(one.code, one.severity) for one in outcomes[0].findings] == [("W401", Severity.ERROR)]
    assert outcomes[0].written == ()
    (tmp_path / "minutebook.toml").write_text(
        '[defaults]\nlanguage = "en"\naccess = "open"\n[severity]\nW401 = "off"\n'
    )
    (outcome,) = process(gather(["note.yaml"], stdin=lambda: b""), plan)
    assert (outcome.findings, len(outcome.written)) == ((), 1)


def test_an_archived_record_is_weighed_by_its_office() -> None:
    """What a note is asked for is not asked of its XML; the weight of a code is the same."""
    office = COMMON
    note = Note(name="a.yaml", data=note_with("status: final\n").encode(), office=office)
    xml = run(note, until="archive").xml
    loose = xml.replace(b"?>\n", b"?>\n\n", 1)
    strict = Office(severity={"W410": Severity.ERROR, "W401": None})
    done = run(Note(name="a.xml", data=loose, office=strict, to_archive=True), until="complete")
    assert [(one.code, one.severity) for one in done.findings] == [("W410", Severity.ERROR)]


REGISTRY_CODES = [code for code in ADJUSTABLE if code[1] == "6"]


def test_codes_across_records_may_weigh_less_but_for_one_id() -> None:
    """Two records of one id cannot both be kept."""
    assert [code for code in catalogue() if code[1] == "6" and code != "E601"] == REGISTRY_CODES


@pytest.mark.parametrize(
    "folder",
    sorted(path for path in REGISTRIES.iterdir() if path.is_dir()),
    ids=lambda path: path.name,
)
def test_findings_across_records_are_weighed_too(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Turned off they are gone, and each of the records is archived by itself."""
    monkeypatch.chdir(tmp_path)
    off = "".join(f'{code} = "off"\n' for code in REGISTRY_CODES)
    own = folder / "minutebook.toml"
    text = own.read_text(encoding="utf-8") if own.is_file() else ""
    (tmp_path / "minutebook.toml").write_text(f"{text}[severity]\n{off}", encoding="utf-8")
    for note in folder.glob("*.yaml"):
        (tmp_path / note.name).write_bytes(note.read_bytes())
    inputs, plan = gather(["."], stdin=lambda: b""), Plan(until="archive", across=True)
    outcomes = list(process(inputs, plan))
    found = across(inputs, outcomes, plan)
    assert set(codes(found)) <= {"E601"}
    whole = judged(outcomes, found)
    assert worst(whole) is (ExitCode.FINDINGS if found else ExitCode.CLEAN)
    for one in inputs.notes:
        assert open_archived(run(_note(one.name), until="archive").xml, name="x").findings == ()


def _note(name: str) -> Note:
    return Note(name=name, data=Path(name).read_bytes(), office=Office())


def test_an_unknown_language_may_be_of_no_matter() -> None:
    """W510 belongs to the rendition, and the record is in the archive before it is made."""
    assert is_adjustable("W510")
    note = Note(name="a.yaml", data=note_with("language: tlh\n").encode(), office=Office())
    assert open_archived(run(note, until="archive").xml, name="a.xml").findings == ()
