"""The notes of a batch as one registry: what was given decides how much is known."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest
from tests.conftest import ROOT, as_a_common_user

from minutebook.batch import Plan, process, worst
from minutebook.errors import ExitCode, Finding
from minutebook.inputs import gather
from minutebook.survey import across, judged

if TYPE_CHECKING:
    from pathlib import Path

VALIDATE = Plan(until="validate", across=True)
OFFICE = '[office]\nname = "Parks office"\n'


def text(key: str, *, previous: str | None = None) -> str:
    """A sound note."""
    line = f"  previous: {previous}\n" if previous else ""
    date = "2026-06-04" if previous else "2026-03-05"
    return (
        f"schema: meeting-record/1.0\nid: {key}\ntitle: A\nlanguage: en\nstatus: draft\n"
        f"access: open\nmeeting:\n  date: {date}\n{line}background: We met.\n"
    )


def surveyed(*paths: Path | str, plan: Plan = VALIDATE, stdin: bytes = b"") -> list[Finding]:
    """What is found between the notes."""
    inputs = gather([str(path) for path in paths], stdin=lambda: stdin)
    return list(across(inputs, list(process(inputs, plan)), plan))


def codes(*paths: Path | str, stdin: bytes = b"") -> list[str]:
    """Its codes."""
    return [finding.code for finding in surveyed(*paths, stdin=stdin)]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office of two years; the second note names the first, and misspells it."""
    for year, note in (("2025", text("a-1")), ("2026", text("b-1", previous="a-2"))):
        (tmp_path / "office" / year).mkdir(parents=True)
        (tmp_path / "office" / year / "note.yaml").write_text(note)
    (tmp_path / "office" / "minutebook.toml").write_text(OFFICE)
    return tmp_path / "office"


def test_a_folder_at_or_above_the_office_is_all_of_it(office: Path) -> None:
    """What is missing there is missing; so it is in a part, since the rest is asked."""
    assert codes(office) == codes(office.parent) == codes(office / "2026") == ["E602"]
    assert codes(office / "2026", office / "2025" / "note.yaml") == ["E602"]
    (office / "2026" / "note.yaml").write_text(text("b-1", previous="a-1"))
    assert codes(office) == codes(office / "2026") == []


def test_without_an_office_nobody_knows_what_there_is(office: Path) -> None:
    """A warning in a folder, nothing for a file or standard input."""
    (office / "minutebook.toml").unlink()
    assert codes(office) == codes(office / "2026") == ["W602"]
    assert codes(office / "2026" / "note.yaml") == []
    assert codes("-", stdin=text("b-1", previous="a-2").encode()) == []


def test_a_file_that_is_also_in_a_folder_is_in_the_folder(office: Path) -> None:
    """However it was named first, and by whatever way."""
    detour = office / "2025" / ".." / "2026" / "note.yaml"
    assert codes(detour) == []
    assert codes(detour, office) == codes(office, detour) == ["E602"]
    (office.parent / "link").symlink_to(office, target_is_directory=True)
    assert codes(office.parent / "link") == ["E602"]


def test_excluded_folders_are_not_asked(office: Path) -> None:
    """What the office leaves out is not there."""
    (office / "old").mkdir()
    (office / "old" / "note.yaml").write_text(text("a-2"))
    assert codes(office / "2026") == []
    (office / "minutebook.toml").write_text(OFFICE + '[build]\nexclude = ["old"]\n')
    assert codes(office / "2026") == codes(office) == ["E602"]


def test_an_office_with_a_fault_is_an_office(office: Path) -> None:
    """All of it is known if all was given; what it leaves out is not, so a part is not asked."""
    (office / "minutebook.toml").write_text("[offce]\n")
    assert codes(office) == ["E602"]
    assert codes(office / "2026") == []


def test_a_note_that_cannot_be_read_may_be_the_one(office: Path) -> None:
    """Among the inputs or in the rest of the office; another part that can be read may not."""
    (office / "2025" / "gone.yaml").symlink_to("nowhere")
    assert codes(office) == codes(office / "2026") == []
    (office / "2025" / "gone.yaml").unlink()
    note = office / "2025" / "note.yaml"
    note.chmod(0)
    with as_a_common_user(office):
        assert codes(office / "2026") == []


def test_a_note_with_errors_is_known_by_its_id(office: Path) -> None:
    """It is there, whatever is wrong with it."""
    (office / "2025" / "note.yaml").write_text("id: a-2\n")
    assert codes(office) == codes(office / "2026") == []
    (office / "2025" / "note.yaml").write_text("id: a-2\ntitle: [")
    assert codes(office) == codes(office / "2026") == []


def test_what_is_kept_of_a_note_is_small(tmp_path: Path) -> None:
    """A note of half a megabyte leaves a few thousand bytes: neither its text nor its record."""
    (tmp_path / "a.yaml").write_text(text("a-1").replace("We met.", "We met. " * 60_000))
    inputs = gather([str(tmp_path)], stdin=lambda: b"")
    (outcome,) = process(inputs, VALIDATE)
    assert len(pickle.dumps(outcome.facts)) < 3000
    (other,) = process(inputs, Plan(until="validate"))
    assert other.facts is None


def test_findings_between_notes_keep_none_from_being_written(office: Path) -> None:
    """Each is sound by itself; and those of one id were refused before, and are known."""
    (office / "2025" / "copy.yaml").write_text(text("a-1"))
    (office / "2026" / "note.yaml").write_text(text("b-1", previous="a-1"))
    to = office.parent / "out"
    plan = Plan(until="archive", to=to, keep_xml=True, across=True)
    inputs = gather([str(office)], stdin=lambda: b"")
    outcomes = list(process(inputs, plan))
    assert [path.name for path in to.iterdir()] == ["b-1"]
    assert [one.code for outcome in outcomes for one in outcome.findings] == ["E404", "E404"]
    assert across(inputs, outcomes, plan) == ()
    assert codes(office) == ["E601"]


def test_findings_are_put_beside_a_notes_own(office: Path) -> None:
    """In the order of the lines, and an error among them fails the note."""
    note = office / "2026" / "note.yaml"
    words = "sessions:\n  - title: T\n    items:\n      - answer: A\n"
    note.write_text(words + text("b-1", previous="a-2"))
    inputs = gather([str(office)], stdin=lambda: b"")
    outcomes = list(process(inputs, VALIDATE))
    whole = judged(outcomes, across(inputs, outcomes, VALIDATE))
    assert [[one.code for one in outcome.findings] for outcome in whole] == [[], ["W317", "E602"]]
    assert (worst(outcomes), worst(whole)) == (ExitCode.CLEAN, ExitCode.FINDINGS)
    assert judged(outcomes, ()) == outcomes


def test_a_second_run_finds_the_same(office: Path) -> None:
    """Nothing is remembered from one run to the next."""
    assert surveyed(office) == surveyed(office)


def test_the_example_office_agrees_with_itself() -> None:
    """Nothing is found between its records, of whatever part."""
    for part in ("", "2014", "2025", "2026"):
        assert surveyed(ROOT / "records" / part) == []
