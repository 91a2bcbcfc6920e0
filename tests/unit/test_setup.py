"""The environment that the scripts make: made once, remade when it must be, never half made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from scripts import _checks as checks
from scripts import _setup as setup

ROOT = Path(__file__).resolve().parents[2]


class Recorder:
    """Stands in for the programs: notes each command and makes the folder as `venv` does."""

    def __init__(self, checkout: Path, *, fails_at: str = "never") -> None:
        self.checkout = checkout
        self.fails_at = fails_at
        self.commands: list[str] = []

    def __call__(self, command: setup.Command) -> int:
        words = " ".join(str(word) for word in command)
        self.commands.append(words)
        if "venv --clear" in words:
            (self.checkout / ".venv" / "minutebook-layers.json").unlink(missing_ok=True)
            (self.checkout / ".venv").mkdir(exist_ok=True)
        return 1 if self.fails_at in words else 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout with the files that an environment is made from."""
    (tmp_path / "requirements.lock").write_text("one==1\n")
    (tmp_path / "requirements-dev.lock").write_text("one==1\ntwo==2\n")
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "x"\n[build-system]\nrequires = []\n[tool.ruff]\nline-length = 100\n'
    )
    (tmp_path / "pipeline" / "minutebook").mkdir(parents=True)
    (tmp_path / "pipeline" / "minutebook" / "__init__.py").write_text('__version__ = "1"\n')
    return tmp_path


def _ensure(folder: Path, *, tools: bool = True, fails_at: str = "never") -> list[str]:
    """Make the environment and give the commands that it took."""
    recorder = Recorder(folder, fails_at=fails_at)
    setup.Environment(root=folder).ensure(tools=tools, run=recorder)
    return recorder.commands


def _stale(folder: Path) -> list[str]:
    return [layer.name for layer in setup.Environment(root=folder).stale(tools=True)]


def test_a_second_run_does_nothing(folder: Path) -> None:
    """What is whole is not made again."""
    assert len(_ensure(folder)) == 4
    assert _ensure(folder) == []


def test_every_install_is_held_to_the_locks(folder: Path) -> None:
    """Nothing comes from a registry but by hash; the project itself takes nothing at all."""
    installs = [words for words in _ensure(folder) if "pip install" in words]
    held = ["--require-hashes" in words or "--no-deps" in words for words in installs]
    assert held == [True, True, True]


def test_a_build_takes_no_tools_and_tests_add_them(folder: Path) -> None:
    """A user waits for the run-time packages only; a developer's tools go on top of them."""
    built = _ensure(folder, tools=False)
    assert [words for words in built if "requirements-dev.lock" in words] == []
    tested = _ensure(folder)
    assert len(tested) == 1
    assert "requirements-dev.lock" in tested[0]
    assert _ensure(folder, tools=False) == []


@pytest.mark.parametrize(
    ("name", "stale"),
    [
        ("requirements.lock", ["packages", "tools", "project"]),
        ("requirements-dev.lock", ["tools"]),
        ("pipeline/minutebook/__init__.py", ["project"]),
    ],
)
def test_a_change_remakes_what_rests_on_it(folder: Path, name: str, stale: list[str]) -> None:
    """A new lock means a new environment; a new version number means the project only."""
    _ensure(folder)
    with (folder / name).open("a") as file:
        file.write("# changed\n")
    assert _stale(folder) == stale


def test_a_tools_setting_remakes_nothing(folder: Path) -> None:
    """Editing lint settings does not cost a developer an install; editing metadata does."""
    _ensure(folder)
    pyproject = folder / "pyproject.toml"
    pyproject.write_text(pyproject.read_text().replace("100", "88"))
    assert _stale(folder) == []
    pyproject.write_text(pyproject.read_text().replace('"x"', '"y"'))
    assert _stale(folder) == ["project"]


def test_a_moved_checkout_is_made_again(folder: Path, tmp_path: Path) -> None:
    """An environment holds full paths, so it does not survive its folder's new name."""
    _ensure(folder)
    moved = tmp_path.parent / f"{tmp_path.name}-moved"
    folder.rename(moved)
    assert _stale(moved) == ["packages", "tools", "project"]


@pytest.mark.parametrize(
    ("step", "stale"),
    [
        ("venv --clear", ["packages", "tools", "project"]),
        ("requirements.lock", ["packages", "tools", "project"]),
        ("requirements-dev.lock", ["tools", "project"]),
        ("--editable", ["project"]),
    ],
)
def test_a_broken_install_is_not_taken_for_a_whole_one(
    folder: Path, step: str, stale: list[str]
) -> None:
    """Wherever an install stops, the next run begins there again."""
    with pytest.raises(setup.SetupError, match="failed at"):
        _ensure(folder, fails_at=step)
    assert _stale(folder) == stale


def test_a_new_lock_that_fails_leaves_no_valid_stamp(folder: Path) -> None:
    """An old environment that was half replaced is not used as either."""
    _ensure(folder)
    before = (folder / "requirements.lock").read_text()
    (folder / "requirements.lock").write_text("one==2\n")
    with pytest.raises(setup.SetupError):
        _ensure(folder, fails_at="requirements.lock")
    (folder / "requirements.lock").write_text(before)
    assert _stale(folder) == ["packages", "tools", "project"]


@pytest.fixture
def with_npm(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same checkout with a lock for npm, on a machine that has npm."""
    (folder / "tests" / "editor").mkdir(parents=True)
    (folder / "tests" / "editor" / "package-lock.json").write_text("{}")
    monkeypatch.setattr("shutil.which", lambda name: f"programs/{name}")
    return folder


def test_the_language_server_is_held_to_its_lock(with_npm: Path) -> None:
    """Where there is an npm, tests get exactly what the lock holds; a build gets nothing of it."""
    assert [words for words in _ensure(with_npm, tools=False) if "npm --prefix" in words] == []
    assert "/npm --prefix" in _ensure(with_npm)[-1]
    assert _ensure(with_npm) == []
    (with_npm / "tests" / "editor" / "package-lock.json").write_text('{"new": 1}')
    (command,) = _ensure(with_npm)
    assert " ci --ignore-scripts " in command


def test_a_machine_without_npm_takes_no_language_server(
    with_npm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has to have Node to work on the rest."""
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert [words for words in _ensure(with_npm) if "npm --prefix" in words] == []


def test_an_npm_that_fails_does_not_stop_the_rest(
    with_npm: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The tests that need the server say that it is missing; the next run tries again."""
    assert "/npm --prefix" in _ensure(with_npm, fails_at="npm --prefix")[-1]
    assert "the tests that need it will say so" in capsys.readouterr().err
    assert _stale(with_npm) == ["language server"]


@pytest.mark.parametrize("content", ["", "{", "[]", "nonsense", '{"packages": 1}'])
def test_a_damaged_stamp_is_no_stamp(folder: Path, content: str) -> None:
    """A stamp that cannot be read costs an install, not a traceback."""
    _ensure(folder)
    setup.Environment(root=folder).stamp.write_text(content)
    assert _stale(folder) == ["packages", "tools", "project"]


def test_a_stamp_names_each_layer(folder: Path) -> None:
    """The stamp says what is in the environment, one digest a layer."""
    _ensure(folder)
    stamp = json.loads(setup.Environment(root=folder).stamp.read_text())
    assert sorted(stamp) == ["packages", "project", "tools"]


def test_a_python_without_venv_is_named_with_its_remedy(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Debian cuts `ensurepip` out of Python; the message says which package has it."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(setup.SetupError, match="apt install python3-venv"):
        _ensure(folder)


def test_the_callers_python_settings_do_not_reach_the_tasks() -> None:
    """Somebody's PYTHONPATH does not change what is installed or imported."""
    caller = {"PYTHONPATH": "elsewhere", "PIP_USER": "1", "LANG": "cy_GB", "PATH": "a"}
    seen = setup.child_environment(caller, programs=Path("programs"))
    assert seen == {"LANG": "cy_GB", "PATH": os.pathsep.join(["programs", "a"])}


def test_the_checks_keep_the_order_of_sets_random() -> None:
    """A fixed hash seed would hide output that depends on the order of a set."""
    seen = checks.variables({"PYTHONHASHSEED": "0", "LC_ALL": "cy_GB.UTF-8"})
    assert seen == {"LC_ALL": "C.UTF-8"}


def test_the_checks_come_in_their_order(tmp_path: Path) -> None:
    """The quick ones first; generated files are compared as soon as there is a generator."""
    names = ["format", "lint", "types", "layers"]
    assert [name for name, _ in checks.steps(tmp_path)] == names
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "_generate.py").touch()
    assert [name for name, _ in checks.steps(tmp_path)] == [*names, "generated files"]


@pytest.mark.skipif(os.name == "nt", reason="the shell scripts are for other systems")
@pytest.mark.parametrize("name", ["build", "test"])
def test_an_old_python_is_refused_in_plain_words(name: str, tmp_path: Path) -> None:
    """Whoever has only an older Python reads what is needed, and gets the exit code for it."""
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = subprocess.run(
        [ROOT / "scripts" / name],
        env={"PATH": os.environ["PATH"], "PYTHON": str(old)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 4
    assert "Python 3.11 or newer" in done.stderr
    assert done.stdout == ""


def test_an_unknown_task_is_a_usage_error() -> None:
    """A slip of the keyboard makes no environment."""
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "_setup.py", "biuld"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("usage:")
