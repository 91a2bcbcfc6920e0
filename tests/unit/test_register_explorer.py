"""What Datasette shows of a register, asked over HTTP as a browser asks it."""

from __future__ import annotations

import contextlib
import html
import http.client
import json
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from tests.unit.register_records import CLOSED, made, record

from minutebook.load import load
from minutebook.register.explorer import HEADING, explorer_text
from minutebook.register.form import tables

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE_SECONDS = 60.0
_ITEMS = (
    {"action": "Paint the swings.", "id": "A1", "owners": ["JM"], "due": "2026-05-01"},
    {"feedback": "Too <b>loud</b>.", "by": "AP", "kind": "concern", "strand": "play"},
    {"question": "Who pays?", "access": CLOSED},
)


class _Connection(http.client.HTTPConnection):
    """A connection to a socket file of this machine."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=_PATIENCE_SECONDS)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(str(self._path))


class _Explorer:
    """A Datasette that serves a register."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, address: str) -> str:
        """Fetch a page that is to be there."""
        with contextlib.closing(_Connection(self._path)) as connection:
            connection.request("GET", address)
            answer = connection.getresponse()
            text = answer.read().decode()
        assert answer.status == http.HTTPStatus.OK, (address, text)
        return text

    def rows(self, address: str) -> list[dict[str, Any]]:
        """Fetch rows."""
        found: list[dict[str, Any]] = json.loads(self.get(address))
        return found


@pytest.fixture(scope="module")
def explorer() -> Iterator[_Explorer]:
    """Start Datasette with the register and the metadata that is written for it."""
    pytest.importorskip("datasette")
    # A socket file has a name of a hundred characters at most.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        march = record("2026-03-05", *_ITEMS, strands={"play": "Playgrounds"})
        made(folder / "office.db", march | {"headcount": {"government": 4}})
        (folder / "metadata.yaml").write_text(explorer_text("office"), encoding="utf-8")
        words = ["serve", "office.db", "-m", "metadata.yaml", "--uds", "socket"]
        with subprocess.Popen([sys.executable, "-m", "datasette", *words], cwd=folder) as server:
            try:
                _wait(folder / "socket", server)
                yield _Explorer(folder / "socket")
            finally:
                server.terminate()


def _wait(path: Path, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        assert server.poll() is None, "Datasette has ended"
        if path.exists():
            with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as trial:
                trial.connect(str(path))
                return
        time.sleep(0.05)
    pytest.fail("Datasette does not answer")


@pytest.mark.slow
def test_every_table_is_shown_with_what_it_holds(explorer: _Explorer) -> None:
    """The page of each table tells what it and its columns are; each public view has a page."""
    for table in tables():
        page = html.unescape(explorer.get(f"/office/{table.name}"))
        assert table.meaning in page
        assert all(said in page for _, _, said in table.columns), table.name
        explorer.get(f"/office/public_{table.name}")


@pytest.mark.slow
def test_rows_lead_to_the_rows_that_they_speak_of(explorer: _Explorer) -> None:
    """From an item one comes to its record, session and strand, by names that say what they are."""
    page = explorer.get("/office/items?kind=feedback")
    links = re.findall(r'<a href="(/office/(?:records|sessions|strands)/[^"]+)">([^<]+)', page)
    assert [name for _, name in links] == ["Parks group", "Swings", "Playgrounds"]
    for address, _ in links:
        explorer.get(address)
    assert "<b>loud" not in page


@pytest.mark.slow
def test_questions_are_ready_to_be_asked(explorer: _Explorer) -> None:
    """The page of the register offers them, and each has an answer."""
    front = explorer.get("/office")
    assert all(name in front for name in ("open_actions", "search", "head_counts"))
    on = "/office/open_actions.json?_shape=array&day="
    assert [row["owners"] for row in explorer.rows(f"{on}2026-04-01")] == ["Jo Marsh"]
    assert explorer.rows(f"{on}2026-01-01") == []
    sought = f"/office/search.json?_shape=array&words={quote('paint swings')}"
    assert [row["words"] for row in explorer.rows(sought)] == ["[Paint] the [swings]."]
    counted = explorer.rows("/office/head_counts.json?_shape=array")
    assert [(row["sector"], row["count"]) for row in counted] == [("government", 4)]


@pytest.mark.slow
def test_texts_can_be_searched(explorer: _Explorer) -> None:
    """The page of the texts has a field for words, and finds them."""
    assert 'name="_search"' in explorer.get("/office/texts")
    rows = explorer.rows("/office/texts.json?_shape=array&_search=loud")
    assert [row["kind"] for row in rows] == ["feedback"]


@pytest.mark.slow
def test_public_views_have_no_closed_item(explorer: _Explorer) -> None:
    """What is closed is in the table, and not in the view beside it."""
    shape = ".json?_shape=array"
    assert len(explorer.rows(f"/office/items{shape}")) == len(_ITEMS)
    shown = explorer.rows(f"/office/public_items{shape}")
    assert [row["kind"] for row in shown] == ["action", "feedback"]


def test_the_metadata_is_yaml_that_names_real_columns() -> None:
    """It names the register as it is called, and nothing that no table has."""
    text = explorer_text("office")
    assert text.startswith(f"{HEADING}\n")
    told = load(text.encode(), name="metadata.yaml").data["databases"]["office"]["tables"]
    columns = {table.name: {name for name, _, _ in table.columns} for table in tables()}
    assert list(told) == list(columns)
    for name, table in told.items():
        named = {*table["columns"], *table.get("facets", ())}
        assert named | {table.get("label_column", "record")} - {"record"} <= columns[name]
