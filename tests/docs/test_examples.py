"""The examples for continuous checking are sound, and what they run does what they need of it."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from minutebook.cli.main import main
from minutebook.errors import ExitCode

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "examples"
SOUND = """\
schema: meeting-record/1.0
id: roads-2026-03-05
title: Roads group
meeting:
  date: 2026-03-05
background: We met.
"""
FAULTY = SOUND.replace("background", "backgroud")


def read(path: Path) -> Any:
    """An example's data, as another reader of YAML has it."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one faulty note, which is the current folder."""
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "roads.yaml").write_text(FAULTY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def validated(words: list[str]) -> list[str]:
    """The arguments of a command that installs nothing; every other one is `minutebook`."""
    if words[:2] == ["pip", "install"]:
        return []
    assert words[:2] == ["minutebook", "validate"]
    return words[1:]


def github_jobs() -> dict[str, list[str]]:
    """What each job of the workflow runs of minutebook."""
    found = {}
    for name, job in read(EXAMPLES / "check-notes.yml")["jobs"].items():
        runs = [shlex.split(step["run"]) for step in job["steps"] if "run" in step]
        (found[name],) = filter(None, map(validated, runs))
    return found


@pytest.mark.usefixtures("here")
def test_a_job_marks_the_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """The first job of the workflow prints commands and fails."""
    assert main(github_jobs()["annotate"]) == ExitCode.FINDINGS
    assert capsys.readouterr().out.startswith("::error file=records/roads.yaml,line=6,col=1,")


def test_a_job_uploads_what_it_wrote(here: Path) -> None:
    """The second writes the file that its last step uploads, with findings too."""
    assert main(github_jobs()["alerts"]) == ExitCode.FINDINGS
    upload = read(EXAMPLES / "check-notes.yml")["jobs"]["alerts"]["steps"][-1]
    report = here / upload["with"]["sarif_file"]
    assert json.loads(report.read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert report.name in upload["if"]
    assert "cancelled()" in upload["if"]


def test_gitlab_is_handed_what_was_written(here: Path) -> None:
    """The job's report is the file that its script writes, kept also when it fails."""
    job = read(EXAMPLES / "gitlab-ci.yml")["check-notes"]
    (words,) = filter(None, (validated(shlex.split(line)) for line in job["script"]))
    assert main(words) == ExitCode.FINDINGS
    assert etree.parse(here / job["artifacts"]["reports"]["junit"]).getroot().tag == "testsuites"
    assert job["artifacts"]["when"] == "always"


def hook() -> dict[str, Any]:
    """The one hook that is offered."""
    (only,) = read(ROOT / ".pre-commit-hooks.yaml")
    assert isinstance(only, dict)
    return only


def test_the_hook_says_what_pre_commit_asks_for() -> None:
    """The fields that each hook has, and no others than are known."""
    required = {"id", "name", "entry", "language"}
    known = {"description", "files", "types_or", "require_serial", "minimum_pre_commit_version"}
    assert required <= set(hook()) <= required | known
    assert hook()["language"] == "python"
    assert hook()["types_or"] == ["yaml", "json"]
    (repository,) = read(EXAMPLES / "pre-commit-config.yaml")["repos"]
    assert [one["id"] for one in repository["hooks"]] == [hook()["id"]]


@pytest.mark.parametrize(
    ("name", "is_note"),
    [
        ("records/a.yaml", True),
        ("records/2026/a.json", True),
        (".pre-commit-config.yaml", False),
        ("docs/records/a.yaml", False),
    ],
)
def test_the_hook_looks_at_notes_only(name: str, *, is_note: bool) -> None:
    """Of all YAML of a repository, that of the folder of records."""
    assert bool(re.search(hook()["files"], name)) == is_note


@pytest.mark.parametrize(("text", "code"), [(SOUND, ExitCode.CLEAN), (FAULTY, ExitCode.FINDINGS)])
@pytest.mark.parametrize("more", [[], ["--fail-fast"], ["--format", "github"]])
def test_the_hook_can_be_run(here: Path, text: str, code: ExitCode, more: list[str]) -> None:
    """Its words, a user's arguments and the files of a commit make one command."""
    (here / "records" / "roads.yaml").write_text(text)
    words = shlex.split(hook()["entry"])
    assert words[0] == "minutebook"
    assert main([*words[1:], *more, "records/roads.yaml"]) == code


def test_the_guide_leads_to_every_example() -> None:
    """An example that nobody finds helps nobody."""
    page = (ROOT / "docs" / "how-to" / "use-in-ci.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\(\.\./examples/([^)]+)\)", page))
    assert linked == {path.name for path in EXAMPLES.iterdir()}
