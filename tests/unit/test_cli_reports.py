"""Reports on the command line: colours on a terminal, and files that are whole."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import as_a_common_user
from tests.unit.test_cli import command, environment, say

from minutebook.errors import ExitCode

FAULTY = "title: ["


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one faulty note, which is the current one."""
    (tmp_path / "a.yaml").write_text(FAULTY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def on_a_terminal(here: Path, *words: str, **variables: str) -> str:
    """What a command shows on a terminal."""
    import pty

    outer, inner = pty.openpty()
    env = {name: value for name, value in environment().items() if name != "NO_COLOR"}
    try:
        subprocess.run(
            command(*words),
            cwd=here,
            env={**env, "TERM": "xterm-256color", **variables},
            stdin=subprocess.DEVNULL,
            stdout=inner,
            stderr=subprocess.DEVNULL,
            timeout=60,
            check=False,
        )
        return os.read(outer, 65536).decode().replace("\r\n", "\n")
    finally:
        os.close(outer)
        os.close(inner)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_colours_on_a_terminal(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Place, severity, carets and labels are set off; without the signs the words are the same."""
    shown = on_a_terminal(here, "validate", "a.yaml")
    plain = say(capsys, "validate", "a.yaml")[1]
    assert re.sub(r"\x1b\[[0-9]*m", "", shown) == plain
    assert "\x1b[1ma.yaml:1:9\x1b[0m: \x1b[31m\x1b[1merror E127\x1b[0m: " in shown
    assert "\x1b[31m\x1b[1m^\x1b[0m\n" in shown
    assert "  \x1b[36mhint:\x1b[0m " in shown


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
@pytest.mark.parametrize(
    ("words", "variables", "is_colored"),
    [
        ((), {}, True),
        ((), {"NO_COLOR": ""}, True),
        ((), {"NO_COLOR": "0"}, False),
        ((), {"TERM": "dumb"}, False),
        (("--color", "never"), {}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--format", "github"), {}, False),
    ],
)
def test_when_there_are_colours(
    here: Path, words: tuple[str, ...], variables: dict[str, str], *, is_colored: bool
) -> None:
    """An option goes before the variables, and they before what the terminal could do."""
    shown = on_a_terminal(here, "validate", "a.yaml", *words, **variables)
    assert "E127" in shown
    assert ("\x1b" in shown) == is_colored


def test_a_report_that_cannot_be_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It gives 3 and the path, and leaves the file that was there as it was."""
    folder = here / "kept"
    folder.mkdir()
    (folder / "report.txt").write_text("old")
    folder.chmod(0o555)
    with as_a_common_user(here):
        code, out, err = say(capsys, "validate", "a.yaml", "--output", "kept/report.txt")
    folder.chmod(0o755)
    assert (code, out) == (ExitCode.FILE, "")
    assert err == (
        "1 note: 1 failed, 5 errors\nerror: cannot write kept/report.txt: you have no permission\n"
    )
    assert [path.name for path in folder.iterdir()] == ["report.txt"]
    assert (folder / "report.txt").read_text() == "old"


@pytest.mark.skipif(os.name == "nt", reason="a name in no encoding")
@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github"])
def test_a_name_in_no_encoding_is_spelled(
    here: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    """The file of a report is UTF-8 whatever the notes are called."""
    Path(os.fsdecode(b"\xff.yaml")).write_text(FAULTY)
    words = ("validate", os.fsdecode(b"\xff.yaml"), "--format", form, "--output", "report")
    assert say(capsys, *words)[0] == ExitCode.FINDINGS
    assert ".yaml" in (here / "report").read_text(encoding="utf-8")


def test_a_link_stays_a_link(here: Path) -> None:
    """What it leads to is replaced."""
    (here / "true.txt").write_text("old")
    (here / "link.txt").symlink_to("true.txt")
    subprocess.run(
        command("validate", "a.yaml", "-o", "link.txt"),
        cwd=here,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert (here / "link.txt").is_symlink()
    assert "E127" in (here / "true.txt").read_text(encoding="utf-8")


def test_the_same_report_leaves_its_file_alone(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second run gives the same bytes, and not even the file's time changes."""
    words = ("validate", "a.yaml", "--format", "sarif", "--output", "a.sarif")
    say(capsys, *words)
    os.utime(here / "a.sarif", ns=(1, 1))
    assert say(capsys, *words)[0] == ExitCode.FINDINGS
    assert (here / "a.sarif").stat().st_mtime_ns == 1
