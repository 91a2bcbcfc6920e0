"""The files that are made from others are as they would be made now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts import _generate as script

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_every_made_file_is_up_to_date() -> None:
    """Whoever changes what a file is made from makes the file again."""
    assert script.main(["--check"]) == 0


def test_a_changed_file_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--check` says no to another file and to none, and changes neither."""
    monkeypatch.setattr(script, "ROOT", tmp_path)
    monkeypatch.setattr(script, "MADE", (("folder/made.txt", lambda: b"made"),))
    target = tmp_path / "folder" / "made.txt"
    assert script.main(["--check"]) == 1
    assert not target.exists()
    assert script.main([]) == 0
    assert target.read_bytes() == b"made"
    assert script.main(["--check"]) == 0
    target.write_bytes(b"other")
    assert script.main(["--check"]) == 1
    assert target.read_bytes() == b"other"
    assert capsys.readouterr().out.splitlines() == [
        "out of date: folder/made.txt",
        "written: folder/made.txt",
        "out of date: folder/made.txt",
    ]
