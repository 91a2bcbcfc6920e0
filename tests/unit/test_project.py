"""The project as a whole: what its files may say, what its locks hold, what its packages carry."""

from __future__ import annotations

import configparser
import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")

# In pieces, so that this file may be read by its own test.
FORBIDDEN = {
    "a folder of one machine": r"(?<![\w./-])/(?:" + "work|root|" + "tmp|opt" + r")/\w",
    "somebody's home": r"(?<![\w./-])/(?:home|" + r"Users)/\w",
    "a package registry": r"\b(?:" + "pypi|pythonhosted|npmjs|" + r"deb\.debian)\.(?:org|com)\b",
    "a merge that was not finished": "^(?:" + "<" * 7 + "|" + ">" * 7 + ") ",
}


def _files() -> list[Path]:
    """Every file of the checkout that is tracked, or would be by `git add .`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if found.returncode:
        pytest.skip("not a git checkout")
    paths = (ROOT / name for name in found.stdout.decode().split("\0") if name)
    return [path for path in paths if path.is_file()]


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The numbered lines of a text file; none of any other."""
    try:
        yield from enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    except UnicodeDecodeError:
        return


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_speaks_of_one_machine(what: str) -> None:
    """Whoever clones the project finds nothing in it that is true on one machine only."""
    pattern = re.compile(FORBIDDEN[what])
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in _files()
        for number, line in _lines(path)
        if pattern.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a folder of one machine", "cd /" + "work/main"),
        ("a folder of one machine", 'to="/' + 'tmp/out"'),
        ("somebody's home", "see /" + "home/ann/notes"),
        ("a package registry", "--index-url https://" + "pypi" + ".org/simple"),
        ("a merge that was not finished", "<" * 7 + " HEAD"),
    ],
)
def test_the_forbidden_is_recognised(what: str, line: str) -> None:
    """The test above can fail."""
    assert re.search(FORBIDDEN[what], line)


def test_an_address_is_no_machine_path() -> None:
    """A web address or a relative path that happens to hold the same words is left alone."""
    harmless = "https://example.org/" + "work/1 and docs/" + "tmp/x"
    assert [what for what, pattern in FORBIDDEN.items() if re.search(pattern, harmless)] == []


def _locked(name: str) -> dict[str, Version]:
    """The packages that a lock file pins."""
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^ ;]+)", text, re.MULTILINE)
    return {canonicalize_name(package): Version(version) for package, version in pins}


def _wanted(*groups: str) -> list[Requirement]:
    """The requirements of the project and of some dependency groups."""
    whole = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    texts = [*whole["project"]["dependencies"], *whole["build-system"]["requires"]]
    for group in groups:
        texts += whole["dependency-groups"][group]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize(("lock", "groups"), [(LOCKS[0], ()), (LOCKS[1], ("test", "lint"))])
def test_the_lock_holds_what_the_project_asks_for(lock: str, groups: tuple[str, ...]) -> None:
    """A dependency that was added or raised is in the lock too."""
    locked = _locked(lock)
    missing = [
        str(wanted)
        for wanted in _wanted(*groups)
        if not wanted.specifier.contains(locked.get(canonicalize_name(wanted.name), Version("0")))
    ]
    assert missing == []


def test_the_tools_lock_is_the_run_time_lock_and_more() -> None:
    """Tests run on the very versions that users run on."""
    run, dev = (_locked(lock) for lock in LOCKS)
    assert {name: dev.get(name) for name in run} == run


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    """Nothing is installed that was not seen when the lock was written."""
    blocks = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / lock).read_text(encoding="utf-8"))
    assert [block for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


def test_every_package_from_npm_has_a_hash_and_no_address() -> None:
    """The language server is held to what was seen, from whichever registry npm is set up for."""
    folder = ROOT / "tests" / "editor"
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = {path: facts for path, facts in lock["packages"].items() if path}
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert [path for path, facts in packages.items() if "integrity" not in facts] == []
    assert [path for path, facts in packages.items() if "resolved" in facts] == []


def _hatch(folder: Path, *arguments: str, source: Path = ROOT) -> Path:
    """Build one distribution into a folder, without the network, and give its path."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder), *arguments]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.iterdir())


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    return _hatch(tmp_path_factory.mktemp("wheel"), "-t", "wheel")


@pytest.fixture(scope="session")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, built from this checkout."""
    return _hatch(tmp_path_factory.mktemp("sdist"), "-t", "sdist")


def _packed(folder: str, to: str) -> set[str]:
    """The names that a folder's files have in the wheel."""
    paths = (path for path in _files() if path.is_relative_to(ROOT / folder))
    return {to + path.relative_to(ROOT / folder).as_posix() for path in paths}


def test_the_wheel_carries_the_package_and_the_schema_and_nothing_else(wheel: Path) -> None:
    """House files, catalogue and schema come along; tests, scripts and records do not."""
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    expected = _packed("pipeline/minutebook", "minutebook/") | _packed(
        "schema", "minutebook/_schema/"
    )
    assert names == expected
    assert {"minutebook/py.typed", "minutebook/_schema/meeting-record.schema.json"} <= names


def test_the_wheel_names_its_command_and_its_licence(wheel: Path) -> None:
    """An installed wheel has a command `minutebook` that can be called, and says its terms."""
    archive = zipfile.ZipFile(wheel)
    names = {name.partition(".dist-info/")[2]: name for name in archive.namelist()}
    points = configparser.ConfigParser()
    points.read_string(archive.read(names["entry_points.txt"]).decode())
    (command,) = points.items("console_scripts")
    assert command[0] == "minutebook"
    assert callable(EntryPoint(*command, group="console_scripts").load())
    assert "licenses/LICENSE" in names


def test_the_wheel_finds_its_schema_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """What was installed does not lean on the checkout that it was built from."""
    zipfile.ZipFile(wheel).extractall(tmp_path)
    program = "import minutebook.schemas as s; print(s.schema_root())"
    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path)},  # and so not measured
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()) == tmp_path / "minutebook" / "_schema"


def test_two_builds_give_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """Same input, same bytes holds for the package too."""
    assert _hatch(tmp_path, "-t", "wheel").read_bytes() == wheel.read_bytes()


def test_the_source_distribution_builds_the_same_wheel(
    wheel: Path, sdist: Path, tmp_path: Path
) -> None:
    """Nothing that the wheel needs is left out of the source distribution."""
    with tarfile.open(sdist) as archive:
        # Python 3.11.4 brought filters; those of this archive need none.
        safe: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(tmp_path / "source", **safe)
    source = next((tmp_path / "source").iterdir())
    again = _hatch(tmp_path / "wheel", "-t", "wheel", source=source)
    assert again.read_bytes() == wheel.read_bytes()
