"""The line in a note that leads an editor to the schema: read as editors do, added and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import as_a_common_user

from minutebook.cli.editor import is_there, named_schema, with_schema_line
from minutebook.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

PATH = "../.minutebook/meeting-record.schema.json"
NOTES = st.one_of(
    st.text(st.sampled_from("# $schema:=yaml-\r\n\ufeffé"), max_size=40).map(str.encode),
    st.binary(max_size=40),
)


@pytest.mark.property
@given(note=NOTES)
def test_a_note_gets_one_line_and_nothing_else(note: bytes) -> None:
    """The line is the first, is read as one, and what stood there stands below it."""
    new = with_schema_line(note, PATH)
    if new is None:
        with pytest.raises(UnicodeDecodeError):
            note.decode()
        return
    mark = b"\xef\xbb\xbf" if note.startswith(b"\xef\xbb\xbf") else b""
    line, _, rest = new.partition(b"\n")
    assert line.rstrip(b"\r") == mark + f"# yaml-language-server: $schema={PATH}".encode()
    assert mark + rest == note
    assert named_schema(new) == PATH


@pytest.mark.parametrize(
    ("named", "there"),
    [
        ("schema.json", True),
        ("../a/schema.json", True),
        ("other.json", False),
        ("..", False),
        ("https://example.org/schema.json", True),
    ],
)
def test_a_path_leads_from_the_note(tmp_path: Path, named: str, there: bool) -> None:
    """A path is seen from the note's folder; an address is not looked up."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "schema.json").touch()
    assert is_there(named, tmp_path / "a" / "note.yaml") == there
    assert is_there(str(tmp_path / "a" / "schema.json"), tmp_path / "note.yaml")


def test_a_read_only_folder_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who may not write into the office reads which file it was, and loses nothing."""
    office = tmp_path / "office"
    (office / "2026").mkdir(parents=True)
    (office / "2026" / "note.yaml").write_text("id: a\n")
    with as_a_common_user(tmp_path):
        assert main(["schema", "--install", str(office)]) == 3
    copy = office / ".minutebook" / "meeting-record.schema.json"
    assert f"cannot write {copy}: you have no permission" in capsys.readouterr().err
    assert main(["schema", "--install", str(office)]) == 0
    with as_a_common_user(tmp_path):
        assert main(["schema", "--install", str(office), "--modeline"]) == 3
    assert f"cannot write {office / '2026' / 'note.yaml'}" in capsys.readouterr().err
    assert (office / "2026" / "note.yaml").read_text() == "id: a\n"
