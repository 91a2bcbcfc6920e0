"""Many notes: each found once, each with its own outcome, none spoiled by another."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import pytest
from tests.conftest import as_a_common_user

from minutebook.batch import Outcome, Plan, process, worst
from minutebook.errors import ExitCode, Finding, ProgramError
from minutebook.inputs import Input, Inputs, gather
from minutebook.report import outcome_line, summary_line


def text(key: str = "small", *, status: str = "draft", words: str = "We met.") -> str:
    """A sound note."""
    approval = "approval:\n  date: 2026-04-02\n  by: Ada Brook\n" if status == "approved" else ""
    return (
        f"schema: meeting-record/1.0\nid: {key}\ntitle: A note\nlanguage: en\nstatus: {status}\n"
        f"access: open\n{approval}meeting:\n  date: 2026-03-05\nbackground: {words}\n"
    )


def no_stdin() -> bytes:
    """Nothing is to be read from standard input."""
    raise AssertionError("standard input was read")


def found(*paths: Path | str) -> Inputs:
    """What the user's paths lead to."""
    return gather([str(path) for path in paths], stdin=no_stdin)


def archive(*paths: Path, to: Path) -> list[Outcome]:
    """Archive notes."""
    plan = Plan(until="archive", to=to, keep_xml=True, to_archive=True, protect_approved=True)
    return list(process(found(*paths), plan))


def codes(outcome: Outcome) -> list[str]:
    """The codes of an outcome's errors."""
    return [one.code for one in outcome.findings if one.code.startswith("E")]


def test_a_note_is_found_once_however_it_is_named(tmp_path: Path) -> None:
    """As a file, in its folder, by a detour, by a link, twice: it is one note, as first named."""
    note = tmp_path / "b" / "a.yaml"
    note.parent.mkdir()
    note.write_text(text())
    (tmp_path / "b" / "link.yaml").symlink_to(note)
    (tmp_path / "c").symlink_to(tmp_path / "b", target_is_directory=True)
    detour = f"{tmp_path}/b/../b/a.yaml"
    inputs = found(detour, note, tmp_path / "b", tmp_path / "c", note)
    assert [one.name for one in inputs.notes] == [detour]


def test_names_are_as_the_user_gave_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder named from here gives files named from here."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.yaml").write_text(text())
    monkeypatch.chdir(tmp_path)
    assert [one.name for one in found("notes").notes] == [str(Path("notes") / "a.yaml")]
    assert [one.name for one in found(".").notes] == [str(Path("notes") / "a.yaml")]


def test_standard_input_is_read_once() -> None:
    """Named twice, it is one note."""
    reads: list[int] = []

    def stdin() -> bytes:
        reads.append(1)
        return b"x"

    inputs = gather(["-", "-"], stdin=stdin)
    assert [(one.name, one.read()) for one in inputs.notes] == [("-", b"x")]
    assert reads == [1]


def test_each_note_has_the_office_nearest_to_it(tmp_path: Path) -> None:
    """An office within an office holds for its own folder."""
    for folder, name in ((tmp_path, "Outer"), (tmp_path / "in", "Inner")):
        folder.mkdir(exist_ok=True)
        (folder / "minutebook.toml").write_text(f'[office]\nname = "{name}"\n')
        (folder / "a.yaml").write_text(text(name))
    assert [one.office.name for one in found(tmp_path).notes] == ["Outer", "Inner"]


def test_excluded_folders_are_passed_over_unless_they_are_named(tmp_path: Path) -> None:
    """What the office leaves out of a build can still be looked at by itself."""
    (tmp_path / "minutebook.toml").write_text('[build]\nexclude = ["drafts"]\n')
    (tmp_path / "drafts" / "old").mkdir(parents=True)
    (tmp_path / "drafts" / "old" / "a.yaml").write_text(text())
    assert found(tmp_path).notes == ()
    assert len(found(tmp_path / "drafts").notes) == 1
    assert len(found(tmp_path / "drafts" / "old").notes) == 1


def test_nothing_is_written_while_the_office_has_a_fault(tmp_path: Path) -> None:
    """Without what the office has in common it would be another record; others go on."""
    for name in ("good", "bad"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.yaml").write_text(text(name))
    (tmp_path / "bad" / "minutebook.toml").write_text("[offce]\n")
    bad, good = archive(tmp_path / "bad", tmp_path / "good", to=tmp_path / "out")
    assert (bad.exit_code, bad.written) == (ExitCode.FINDINGS, ())
    assert "has errors" in outcome_line(bad)
    assert good.exit_code is ExitCode.CLEAN
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["good"]


def test_two_notes_with_one_id_are_both_refused(tmp_path: Path) -> None:
    """On some systems they would write into one folder, whatever the case of their letters."""
    for name, key in (("a", "Twin"), ("b", "tWIN"), ("c", "other")):
        (tmp_path / f"{name}.yaml").write_text(text(key))
    one, two, three = archive(tmp_path, to=tmp_path / "out")
    assert (codes(one), codes(two), codes(three)) == (["E404"], ["E404"], [])
    assert one.findings[0].line == 2
    assert "b.yaml" in one.findings[0].message
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["other"]


def test_a_note_and_its_archived_record_are_rivals_too(tmp_path: Path) -> None:
    """XML is known by what it holds, also from standard input."""
    (tmp_path / "a.yaml").write_text(text())
    archive(tmp_path / "a.yaml", to=tmp_path / "out")
    xml = (tmp_path / "out" / "small" / "small.xml").read_bytes()
    inputs = gather([str(tmp_path / "a.yaml"), "-"], stdin=lambda: xml)
    outcomes = list(process(inputs, Plan(until="archive", to=tmp_path / "x", keep_xml=True)))
    assert [codes(one) for one in outcomes] == [["E404"], ["E404"]]


def test_one_id_is_no_matter_where_nothing_is_written(tmp_path: Path) -> None:
    """Each is looked at; that they are two is a matter between them, and found by the survey."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(text())
    outcomes = list(process(found(tmp_path), Plan(until="validate")))
    assert [one.exit_code for one in outcomes] == [ExitCode.CLEAN] * 2


def test_a_bad_note_stops_no_other_and_leaves_nothing(tmp_path: Path) -> None:
    """Outcomes come in the order of the notes, each with its own end."""
    (tmp_path / "a.yaml").write_text("title: [")
    (tmp_path / "b.yaml").symlink_to("nowhere")
    (tmp_path / "c.yaml").write_text(text())
    bad, gone, good = archive(tmp_path, to=tmp_path / "out")
    assert [one.exit_code for one in (bad, gone, good)] == [1, 3, 0]
    assert [path.name for path in (tmp_path / "out").rglob("*")] == ["small", "small.xml"]
    assert good.written == (tmp_path / "out" / "small" / "small.xml",)


def test_an_approved_record_is_not_replaced(tmp_path: Path) -> None:
    """Equal bytes are welcome, others are not, and what is there stays."""
    note, to = tmp_path / "a.yaml", tmp_path / "out"
    target = to / "small" / "small.xml"
    note.write_text(text(words="One."))
    assert codes(archive(note, to=to)[0]) == []
    note.write_text(text(status="approved", words="Two."))
    assert codes(archive(note, to=to)[0]) == []
    os.utime(target, ns=(1, 1))
    assert codes(archive(note, to=to)[0]) == []
    note.write_text(text(status="approved", words="Three."))
    (refused,) = archive(note, to=to)
    assert (codes(refused), refused.exit_code) == (["E405"], ExitCode.FINDINGS)
    assert (refused.findings[-1].line, refused.findings[-1].path) == (2, "/id")
    assert b"Two." in target.read_bytes()
    assert target.stat().st_mtime_ns == 1


def test_what_cannot_be_read_any_more_is_not_replaced_either(tmp_path: Path) -> None:
    """A torn file may have been an approved record."""
    note, target = tmp_path / "a.yaml", tmp_path / "out" / "small" / "small.xml"
    note.write_text(text())
    target.parent.mkdir(parents=True)
    target.write_bytes(b"torn")
    assert codes(archive(note, to=tmp_path / "out")[0]) == ["E405"]
    assert target.read_bytes() == b"torn"


def test_a_read_only_archive_is_said(tmp_path: Path) -> None:
    """The outcome names the file that could not be written, and the others are tried."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(text(name))
    to = tmp_path / "archive"
    (to / "b").mkdir(parents=True)
    for folder, mode in ((to, 0o555), (to / "b", 0o777)):
        folder.chmod(mode)
    with as_a_common_user(tmp_path):
        one, two = archive(tmp_path, to=to)
    assert one.error is not None
    assert "you have no permission" in one.error.message
    assert (one.exit_code, two.exit_code) == (ExitCode.FILE, ExitCode.CLEAN)
    assert worst([one, two]) is ExitCode.FILE


def test_a_fault_of_ours_stops_no_other_note(tmp_path: Path) -> None:
    """It is kept for the report, and ends with the code of a bug."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(text(name))

    def press(one: Input) -> None:
        if one.name.endswith("a.yaml"):
            raise ZeroDivisionError

    plan = Plan(until="archive", to=tmp_path / "out", keep_xml=True, press=press)
    one, two = process(found(tmp_path), plan)
    assert isinstance(one.bug, ZeroDivisionError)
    assert (one.exit_code, two.exit_code) == (ExitCode.BUG, ExitCode.CLEAN)
    assert "minutebook has a fault" in outcome_line(one)


def test_an_interruption_is_not_held_back(tmp_path: Path) -> None:
    """Who presses Ctrl-C means the whole run."""
    (tmp_path / "a.yaml").write_text(text())

    def press(_: Input) -> NoReturn:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(process(found(tmp_path), Plan(until="archive", press=press)))


def finding(code: str) -> Finding:
    """Any finding with a code."""
    return Finding(file="a", line=1, column=1, code=code, path="", message="m")


@pytest.mark.parametrize(
    ("outcomes", "findings", "code", "summary"),
    [
        ([], (), 0, "0 notes: "),
        ([Outcome(name="a")], (), 0, "1 note: 1 ok"),
        ([Outcome(name="a", findings=(finding("W401"),))], (), 0, "1 note: 1 ok, 1 warning"),
        ([Outcome(name="a"), Outcome(name="b", error=ProgramError("x"))], (), 4, None),
        ([Outcome(name="a", findings=(finding("E201"),))], (), 1, "1 note: 1 failed, 1 error"),
        ([Outcome(name="a")], (finding("E702"),), 1, "1 note: 1 ok, 1 error"),
        ([Outcome(name="a")], (finding("W702"),), 0, "1 note: 1 ok, 1 warning"),
    ],
)
def test_a_batch_ends_with_its_greatest_code(
    outcomes: list[Outcome], findings: tuple[Finding, ...], code: int, summary: str | None
) -> None:
    """Findings of the office count too, and warnings do not."""
    assert worst(outcomes, findings) == code
    every = [*findings, *(one for outcome in outcomes for one in outcome.findings)]
    assert summary in {None, summary_line(outcomes, every)}


def test_a_change_of_the_offices_file_is_no_change_of_a_record(tmp_path: Path) -> None:
    """What the office gave a record when it was archived stays; the note is the same note."""
    office, note = tmp_path / "minutebook.toml", tmp_path / "a.yaml"
    note.write_text(text(status="approved"))
    to = tmp_path / "archive"
    assert archive(note, to=to)[0].exit_code == ExitCode.CLEAN
    before = (to / "small" / "small.xml").read_bytes()
    office.write_text('[defaults]\nrights = "All rights"\n')
    assert codes(archive(note, to=to)[0]) == []
    assert (to / "small" / "small.xml").read_bytes() == before
    note.write_text(text(status="approved", words="We did not meet."))
    assert codes(archive(note, to=to)[0]) == ["E405"]


def test_an_id_in_other_letters_is_refused_by_the_archive(tmp_path: Path) -> None:
    """On many systems the two folders would be one."""
    one, other = tmp_path / "a.yaml", tmp_path / "b.yaml"
    one.write_text(text("roads"))
    other.write_text(text("ROADS"))
    to = tmp_path / "archive"
    assert codes(archive(one, to=to)[0]) == []
    assert codes(archive(other, to=to)[0]) == ["E404"]
    assert [path.name for path in to.iterdir()] == ["roads"]
    assert codes(archive(one, to=to)[0]) == []
