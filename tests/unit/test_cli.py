"""The command line: every way in which it can end, and what it says then."""

from __future__ import annotations

import io
import os
import re
import signal
import stat
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

import minutebook
from minutebook import stages
from minutebook.cli.commands import COMMANDS, cli
from minutebook.cli.main import main
from minutebook.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTE = """\
schema: meeting-record/1.0
id: small
title: A small note
language: en
status: draft
access: open
meeting:
  date: 2026-03-05
background: We met.
management:
  created: 2026-03-06
  creator: Parks office
  rights: Free to copy
  classification:
    code: P/1
  disposal:
    class: M
"""

ITSELF = """\
schema: meeting-record/1.0
id: parks-2026-03-05
title: Meeting of the parks group
meeting:
  date: 2026-03-05
  previous: parks-2026-03-05
background: The swings are safe.
"""
INTERRUPTED = "interrupted; nothing is half-written; run the command again"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one sound note, which is the current one."""
    (tmp_path / "a.yaml").write_text(NOTE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def say(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Run a command; its exit code, output and errors."""
    code = main(words)
    said = capsys.readouterr()
    return code, said.out, said.err


def command(*words: str) -> list[str]:
    """A command for a process of its own."""
    return [sys.executable, "-m", "minutebook", *words]


def environment(**more: str) -> dict[str, str]:
    """The caller's variables with the package under test."""
    return {**os.environ, "PYTHONPATH": str(Path(minutebook.__file__).parents[1]), **more}


def in_process(
    *words: str, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    return subprocess.run(
        command(*words),
        cwd=cwd,
        env=env or environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_clean(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sound note gives 0 and its count."""
    assert say(capsys, "validate", "a.yaml") == (ExitCode.CLEAN, "", "1 note: 1 ok\n")
    assert sorted(path.name for path in here.iterdir()) == ["a.yaml"]


def test_findings(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A fault gives 1, on standard output."""
    (here / "b.yaml").write_text(NOTE.replace("title: A small note\n", ""))
    code, out, err = say(capsys, "validate", "b.yaml")
    assert code == ExitCode.FINDINGS
    assert out.startswith("b.yaml:1:1: error E202: ")
    assert err == "1 note: 1 failed, 1 error\n"


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("validat",), "there is no command `validat`", "did you mean `validate`?"),
        (("xyzzy",), "there is no command `xyzzy`", "`minutebook --help` lists them"),
        (("validate", "--formt", "json", "a"), "there is no option `--formt`", "did you mean `--"),
        (("validate",), "`PATH...` is missing", "`minutebook validate --help` says"),
        (("archive", "a"), "`--to` is missing", "`minutebook archive --help` says"),
        (("render", "a", "--to", "x", "--formats", "rtf"), "`rtf` is not one of html", ""),
        (("build", "--to", "x", "nothing-here"), "cannot read nothing-here", ""),
        (("explain", "E000"), "there is no code `E000`", "`minutebook explain` lists them"),
    ],
)
@pytest.mark.usefixtures("here")
def test_words_that_cannot_be_followed(
    words: tuple[str, ...], message: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are said in our words, with the remedy; a file that is not there is another matter."""
    code, out, err = say(capsys, *words)
    assert code == (ExitCode.FILE if "cannot read" in message else ExitCode.USAGE)
    assert out == ""
    assert message in err
    assert not hint or f"hint: {hint}" in err


@pytest.mark.usefixtures("here")
def test_a_file_that_cannot_be_read_or_written(capsys: pytest.CaptureFixture[str]) -> None:
    """Both give 3, and name it."""
    code, _, err = say(capsys, "validate", "gone.yaml")
    assert (code, err.splitlines()[0]) == (
        ExitCode.FILE,
        "error: cannot read gone.yaml: there is no such file",
    )
    code, _, err = say(capsys, "archive", "a.yaml", "--to", "a.yaml")
    assert (code, "cannot write into a.yaml" in err) == (ExitCode.FILE, True)


def pypandoc_of(folder: Path, script: str | None) -> dict[str, str]:
    """A package pypandoc that comes first, with a pandoc of ours or none, and no other pandoc."""
    package = folder / "fake" / "pypandoc"
    (package / "files").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    if script is not None:
        program = package / "files" / "pandoc"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    source = str(Path(minutebook.__file__).parents[1])
    return environment(
        PYTHONPATH=os.pathsep.join((str(folder / "fake"), source)), PATH=str(folder / "nothing")
    )


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (None, "missing    needs 3.9 or later"),
        ("echo pandoc 2.19.2", "2.19.2     needs 3.9 or later"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for pandoc")
def test_pandoc_is_missing_or_too_old(here: Path, script: str | None, said: str) -> None:
    """`build` ends with 4 before it writes anything, and `doctor` says what is needed."""
    env = pypandoc_of(here, script)
    built = in_process("build", "a.yaml", cwd=here, env=env)
    assert built.returncode == ExitCode.PROGRAM
    assert built.stderr.startswith("error: pandoc 3.9 or newer is needed")
    assert "hint: " in built.stderr
    assert not (here / "out").exists()
    checked = in_process("doctor", cwd=here, env=env)
    assert checked.returncode == ExitCode.PROGRAM
    assert said in checked.stdout
    assert in_process("validate", "a.yaml", cwd=here, env=env).returncode == ExitCode.CLEAN


@pytest.mark.parametrize(
    ("version", "code", "said"),
    [
        (None, ExitCode.CLEAN, "missing    only pdf (pip install 'minutebook[pdf]') needs it"),
        ("0.1.0", ExitCode.PROGRAM, "0.1.0      only pdf (pip install 'minutebook[pdf]') needs it"),
    ],
)
def test_what_only_an_extra_needs_is_not_missed(
    version: str | None, code: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without typst all but PDF is sound; with one that is too old it is not."""

    def found(name: str) -> tuple[int, ...]:
        if name == "typst" and version is None:
            raise PackageNotFoundError(name)
        return tuple(map(int, version.split("."))) if version and name == "typst" else (99,)

    monkeypatch.setattr("minutebook.cli.doctor._version", found)
    checked = CliRunner().invoke(cli, ["doctor"], standalone_mode=False)
    assert checked.return_value == code
    assert said in checked.output


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for pandoc")
def test_pandoc_fails(here: Path) -> None:
    """A rendition that cannot be made gives 5, names the note, and leaves no file."""
    env = pypandoc_of(here, '[ "$1" = --version ] && echo pandoc 3.9 && exit; exit 9')
    done = in_process("build", "a.yaml", "--formats", "txt", cwd=here, env=env)
    assert (done.returncode, done.stdout) == (ExitCode.RENDER, "")
    assert done.stderr.startswith("failed  a.yaml: ")
    assert "see: minutebook explain E5" in done.stderr
    assert sorted(path.name for path in (here / "out").iterdir()) == [
        ".minutebook.sqlite",
        "report.html",
    ]


def broken(note: stages.Note) -> stages.Note:
    """A stage with a fault in it."""
    raise ZeroDivisionError(note.name)


def test_a_fault_of_ours(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It gives 70 and no traceback; that is in a file whose path is printed."""
    monkeypatch.setattr(stages, "STAGES", (("load", broken),))
    code, out, err = say(capsys, "validate", "a.yaml", "a.yaml")
    assert (code, out) == (ExitCode.BUG, "")
    assert "Traceback" not in err
    log = re.search(r"^hint: please report it, with the file (.+)$", err, re.MULTILINE)
    assert log is not None
    assert Path(log[1]).parent == here
    assert "ZeroDivisionError: a.yaml" in Path(log[1]).read_text(encoding="utf-8")


@pytest.mark.parametrize("option", ["--title", "--id", "--date"])
@pytest.mark.parametrize("value", ["", " "])
@pytest.mark.usefixtures("here")
def test_an_empty_option_is_not_left_out(
    option: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """`new` refuses it, where a default would say something else than was asked."""
    code, out, err = say(capsys, "new", option, value)
    assert (code, out) == (ExitCode.USAGE, "")
    assert f"{option} is empty" in err


def test_a_fault_outside_of_any_note(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is treated alike."""
    monkeypatch.setattr(stages, "STAGES", (("load", broken),))
    code, _, err = say(capsys, "new", "--from", "a.yaml", "--date", "2026-06-04")
    assert code == ExitCode.BUG
    assert "please report it, with the file" in err
    assert len(list(here.glob("minutebook-bug-*.log"))) == 1


def test_a_note_by_itself_may_not_name_itself(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It takes no other record to see that; of others nothing is said."""
    (here / "itself.yaml").write_text(ITSELF)
    code, out, _ = say(capsys, "validate", "itself.yaml")
    assert code == ExitCode.FINDINGS
    assert "itself.yaml:6:13: error E608: `previous` names this record itself" in out
    other = ITSELF.replace("previous: parks-2026-03-05", "previous: parks-2025-12-04")
    (here / "other.yaml").write_text(other)
    assert say(capsys, "validate", "other.yaml")[0] == ExitCode.CLEAN


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_interrupted(here: Path, sent: signal.Signals) -> None:
    """Ctrl-C, and a system that ends the program, give 130 and one line, and no traceback."""
    pipe = here / "pipe.yaml"
    os.mkfifo(pipe)
    started = subprocess.Popen(
        command("validate", "pipe.yaml"), cwd=here, env=environment(), stderr=subprocess.PIPE
    )
    try:
        # Opening it waits until the program is reading.
        with pipe.open("wb"):
            started.send_signal(sent)
            _, err = started.communicate(timeout=30)
    finally:
        started.kill()
    assert started.returncode == ExitCode.INTERRUPTED
    assert err.decode().split("\n") == ["", INTERRUPTED, ""]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
@pytest.mark.parametrize("words", [("schema",), ("explain",), ("validate", ".")])
def test_a_reader_that_goes_away(here: Path, words: tuple[str, ...]) -> None:
    """As with `head`: nothing is said of it, and it is no failure."""
    for number in range(300):
        (here / f"{number}.yaml").write_text("title: [")
    started = subprocess.Popen(
        command(*words), cwd=here, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert started.stdout is not None
    started.stdout.readline()
    started.stdout.close()
    assert started.stderr is not None
    assert started.stderr.read() == b""
    assert started.wait(timeout=60) in {ExitCode.CLEAN, ExitCode.FINDINGS}
    started.stderr.close()


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "ascii"])
def test_pipes_get_utf_8(here: Path, encoding: str) -> None:
    """Whatever the terminal is set to, so that JSON is JSON."""
    (here / "Łódź.yaml").write_text("title: [")
    done = subprocess.run(
        command("validate", ".", "--format", "json"),
        cwd=here,
        env=environment(PYTHONIOENCODING=encoding),
        capture_output=True,
        check=False,
    )
    assert '"file": "Łódź.yaml"'.encode() in done.stdout


@pytest.mark.parametrize("variables", [{}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1"}])
def test_there_are_no_colours_in_a_pipe(here: Path, variables: dict[str, str]) -> None:
    """No escape is written where nobody would see it."""
    (here / "b.yaml").write_text("title: [")
    env = environment(TERM="xterm-256color", **variables)
    for words in (("validate", "."), ("--help",), ("doctor",), ("explain", "E101")):
        done = in_process(*words, cwd=here, env=env)
        assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_help_answers_at_once_and_ends_with_examples(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command explains itself, in lines of 80 at most."""
    code, out, _ = say(capsys, name, "--help")
    assert code == ExitCode.CLEAN
    assert out.startswith(f"Usage: minutebook {name} ")
    examples = out.partition("Examples:\n")[2].splitlines()
    assert examples
    assert max(map(len, out.splitlines())) <= 80
    assert say(capsys, name, "-h")[1] == out


@pytest.mark.pandoc
def test_the_examples_of_the_help_work(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each can be typed as it stands, in an office with the files that it names."""
    for folder in ("notes", "records"):
        (here / folder).mkdir()
    with_strands = "strands: {counts: Traffic counts, access: Access to data}\n"
    named = NOTE.replace("id: small", "id: ID").replace("  date:", "  series: Transport\n  date:")
    (here / "notes" / "2026-03-05.yaml").write_text(named + with_strands)
    welsh = NOTE.replace("id: small", "id: ID-cy\ntranslation_of: ID")
    welsh = welsh.replace("language: en", "language: cy")
    (here / "notes" / "2026-03-05-cy.yaml").write_text(welsh)
    (here / "records" / "a.yaml").write_text(NOTE.replace("id: small", "id: another"))
    (here / "2026-03-05.yaml").write_text(NOTE.replace("id: small", "id: third"))
    actions = "".join(f"\n  - action: Go on.\n    id: A15-{n}" for n in (1, 2))
    session = f"sessions:\n- title: Open\n  items:{actions}\n"
    (here / "2026-09-03.yaml").write_text(NOTE.replace("id: small", "id: fourth") + session)
    assert main(["archive", "notes", "--to", "archive"]) == ExitCode.CLEAN
    assert main(["render", "2026-03-05.yaml", "--to", "w", "--formats", "docx"]) == ExitCode.CLEAN
    (here / "minutes").mkdir()
    (here / "w" / "third" / "third.docx").rename(here / "minutes" / "2019-05-06.docx")
    context = click.Context(cli, info_name="minutebook")
    for name in COMMANDS:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NOTE.encode())))
        command = cli.get_command(context, name)
        assert command is not None
        for line in (command.epilog or "").splitlines()[2:]:
            package = "openpyxl" if "xlsx" in line else "icalendar" if "--ics" in line else "click"
            if find_spec(package) is None:
                continue  # it comes with the extra `register` only
            example = re.sub(r"^.*\| *|> .*$", "", line).strip()
            capsys.readouterr()
            code = run_example(example, here)
            assert code == ExitCode.CLEAN, (line, capsys.readouterr())


@pytest.mark.pandoc
def test_a_folder_for_the_public_keeps_nothing_of_the_notes(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is known of a run quotes all of a note; so all is made each time, and none is pruned."""
    secret = "people:\n  EV:\n    name: Elspeth Varley\n    access: closed\n"
    (here / "a.yaml").write_text(NOTE.replace("background:", f"{secret}background:"))
    words = ("build", "a.yaml", "--audience", "public", "--formats", "txt", "--to", "public")
    for _ in range(2):
        assert say(capsys, *words)[0] == ExitCode.CLEAN
        files = [path for path in (here / "public").rglob("*") if path.is_file()]
        assert [path.name for path in files] == ["small.public.txt"]
        assert not any(b"Varley" in path.read_bytes() for path in files)
    code, _, err = say(capsys, *words, "--prune")
    assert code == ExitCode.USAGE
    assert "nothing is known that could be removed" in err
    code, out, _ = say(capsys, *words, "--dry-run")
    assert (code, out) == (ExitCode.CLEAN, "make    a.yaml: txt: it is new\n")


def watched(words: list[str], here: Path) -> int:
    """Watch until all is made once, then end it as a user does."""
    started = subprocess.Popen(
        command(*words), cwd=here, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert started.stderr is not None
    said = next((line for line in started.stderr if line.startswith(b"watching ")), b"")
    started.send_signal(signal.SIGINT)
    started.communicate(timeout=60)
    assert said
    return started.returncode


def run_example(example: str, here: Path) -> int:
    """Run one example, with what it needs and nothing of what the one before it wrote."""
    import shlex

    words = shlex.split(example)[1:]
    for name in ("2026-06-04.yaml", "note.yaml", "minutebook.toml", "records/minutebook.toml"):
        (here / name).unlink(missing_ok=True)
    for path in here.rglob("example-*.yaml"):
        path.unlink()
    if words[0] == "watch":
        return watched(words, here)
    if words == ["init"]:
        words = ["init", "--yes"]  # there is nobody to answer
    if words[:2] == ["new", "--from"]:
        words += ["--date", "2026-06-04"]  # the note does not announce it
    return main(words)


def test_an_office_can_be_asked_for(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers are taken in order, and one that cannot stand is asked for again."""
    answers = io.TextIOWrapper(io.BytesIO(b"Parks office\nso so\ncy\n"))
    monkeypatch.setattr(sys, "stdin", answers)
    code, out, _ = say(capsys, "init", "office")
    assert code == ExitCode.CLEAN
    assert "`so so` is not a language" in out
    office = (here / "office" / "minutebook.toml").read_text(encoding="utf-8")
    assert 'name = "Parks office"' in office
    assert 'language = "cy"' in office
    assert say(capsys, "validate", "office") == (ExitCode.CLEAN, "", "1 note: 1 ok\n")


@pytest.mark.usefixtures("here")
def test_a_second_run_changes_no_file(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    """Archiving again leaves even the time of the file."""
    assert main(["archive", "a.yaml", "--to", "out"]) == ExitCode.CLEAN
    target = here / "out" / "small" / "small.xml"
    os.utime(target, ns=(1, 1))
    assert main(["archive", "a.yaml", "--to", "out"]) == ExitCode.CLEAN
    assert target.stat().st_mtime_ns == 1
    code, out, _ = say(capsys, "restore", str(target))
    assert code == ExitCode.CLEAN
    (here / "again.yaml").write_text(out, encoding="utf-8")
    assert main(["archive", "again.yaml", "--to", "again"]) == ExitCode.CLEAN
    assert (here / "again" / "small" / "small.xml").read_bytes() == target.read_bytes()


@pytest.mark.parametrize(
    "words", [("validate", ""), ("archive", "note.yaml", "--to", ""), ("build", "--to", " ")]
)
def test_an_empty_path_is_not_the_folder_here(
    here: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    """An unset variable of a shell is no path, and nothing is judged or written for it."""
    before = sorted(here.rglob("*"))
    code, _, told = say(capsys, *words)
    assert code == ExitCode.USAGE
    assert "empty" in told
    assert sorted(here.rglob("*")) == before
