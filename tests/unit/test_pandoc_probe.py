from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from minutebook.errors import ExitCode, ProgramError
from minutebook.pandoc import MINIMUM, Pandoc, find_pandoc, look_for_pandoc
from minutebook.pandoc import probe as probe_module

needs_scripts = pytest.mark.skipif(os.name == "nt", reason="a program is a shell script here")


def pandoc(*version: int, bundled: bool = False) -> Pandoc:
    """Make a pandoc that need not exist."""
    return Pandoc(path=Path("/elsewhere/pandoc"), version=version, bundled=bundled)


def program(path: Path, says: str, status: int = 0) -> Path:
    """Make a program that prints something."""
    path.write_text(f"#!/bin/sh\necho '{says}'\nexit {status}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.pandoc
def test_the_installed_one_is_found() -> None:
    """What pypandoc_binary brings along is found without any setting, and first."""
    found = find_pandoc()
    assert found.bundled
    assert found.version >= MINIMUM
    assert found.path.is_file()
    assert look_for_pandoc()[0] == found
    assert "pypandoc" not in sys.modules or found.path.name == "pandoc"


def test_the_first_that_is_new_enough_is_chosen() -> None:
    """An old one that comes first is passed over; versions are compared as numbers."""
    chosen = find_pandoc([pandoc(3, 8, 3), pandoc(3, 10), pandoc(4, 0)])
    assert chosen.version == (3, 10)
    assert chosen.spelling == "3.10"


def test_none_at_all() -> None:
    """Without pandoc the user is told what to install."""
    with pytest.raises(ProgramError, match=r"pandoc 3\.9 or newer is needed and none") as caught:
        find_pandoc([])
    assert caught.value.exit_code is ExitCode.PROGRAM
    assert caught.value.hint is not None
    assert "pypandoc_binary" in caught.value.hint


def test_only_old_ones() -> None:
    """A pandoc that is too old is named with its version."""
    with pytest.raises(ProgramError, match=r"`/elsewhere/pandoc` is 2\.17\.1\.1"):
        find_pandoc([pandoc(2, 17, 1, 1), pandoc(3, 1)])


@needs_scripts
def test_the_search_path_comes_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pypandoc's own, the system's pandoc serves."""
    program(tmp_path / "pandoc", "pandoc 3.9.1")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(probe_module, "pypandoc_folder", lambda: tmp_path / "none")
    found = look_for_pandoc()
    assert [(one.version, one.bundled) for one in found] == [((3, 9, 1), False)]


@needs_scripts
@pytest.mark.parametrize(
    ("says", "status"), [("pandoc 3.9", 1), ("cowsay 3.9", 0), ("", 0), ("pandoc three", 0)]
)
def test_what_only_looks_like_pandoc(
    says: str, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program of that name that does not answer as pandoc is none."""
    program(tmp_path / "pandoc", says, status)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(probe_module, "pypandoc_folder", lambda: None)
    assert look_for_pandoc() == ()
